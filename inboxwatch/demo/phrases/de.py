"""German: Dieter, Marta, Felix and Hannah."""

from __future__ import annotations

from inboxwatch.demo.phrases.shape import Phrases, Topic

DIETER = (
    Topic(
        "Budget Versand",
        "im Versand liegen wir 12 % über Plan. Kannst du mir kurz erklären, woran das liegt?",
        "das sind die beiden Expresssendungen an {customer}. Die berechnen wir weiter, im Mai gleicht sich das aus.",
    ),
    Topic(
        "Kostenstelle für {item}",
        "auf welche Kostenstelle soll ich die Prüfmittel für {item} buchen?",
        "bitte auf 4420. Ich trage es ab jetzt gleich in die Bestellung ein.",
    ),
    Topic(
        "Inventurdifferenz {n}",
        "bei Artikel {n} fehlen laut System sechs Stück. Weißt du, wo die geblieben sind?",
        "die stehen als Muster bei {customer}. Der Lieferschein dazu liegt in der Ablage, ich scanne ihn dir ein.",
    ),
    Topic(
        "Freigabe Bestellung {n}",
        "für die Bestellung {n} brauche ich noch deine Freigabe. Passt das so für dich?",
        "passt, ich habe sie gerade freigegeben.",
    ),
    Topic(
        "Zahlen für den Monatsbericht",
        "schickst du mir bitte die Liefertreue vom letzten Monat? Ich brauche nur die eine Zahl.",
        "96,4 %. Ohne die Woche mit dem Streik wären es 98.",
    ),
)
MARTA = (
    Topic(
        "Platz im Hochregal",
        "am Montag kommen vierzig Paletten, und ich habe noch zwölf Plätze. Was kann weg?",
        "die alten {item} können ins Außenlager, das sind zwanzig Plätze. Den Rest bitte auf zwei "
        "Lieferungen verteilen.",
    ),
    Topic(
        "Schichtplan nächste Woche",
        "mir fehlt am Mittwoch jemand für die Spätschicht. Kann Ben einspringen?",
        "ja, ich habe mit ihm gesprochen, er macht es.",
    ),
    Topic(
        "Versandkartons",
        "die mittleren Kartons reichen noch bis Donnerstag. Bestellst du nach oder soll ich?",
        "ich habe eben zweitausend bestellt, sie kommen übermorgen.",
    ),
    Topic(
        "Lieferung {n} unvollständig",
        "bei {n} fehlt ein {item}. Soll ich trotzdem verschicken oder warten wir?",
        "bitte verschicken, das fehlende Stück geht am Freitag hinterher. {customer} weiß Bescheid.",
    ),
    Topic(
        "Waage am Packplatz 3",
        "die Waage am Packplatz 3 zeigt Unsinn an. Wer ist dafür zuständig?",
        "Felix. Ich habe ihm einen Auftrag gegeben, bis dahin nehmt bitte Packplatz 4.",
    ),
    Topic(
        "Gefahrgut {n}",
        "darf {n} mit den Akkus zusammen auf eine Palette? Ich finde das Merkblatt nicht.",
        "nein, getrennt bitte. Das Merkblatt hängt jetzt auch am Packplatz.",
    ),
)
FELIX = (
    Topic(
        "ERP: doppelte Artikel",
        "im ERP gibt es {item} zweimal. Welche Nummer soll bleiben?",
        "bitte die {n} behalten, die andere hat keinen Bestand mehr.",
    ),
    Topic(
        "Testzugang Lieferantenportal",
        "ich richte gerade das Lieferantenportal ein. Wer außer dir soll einen Zugang bekommen?",
        "Jonas und Marta, beide nur lesend.",
    ),
    Topic(
        "Schnittstelle zum Spediteur",
        "der Spediteur stellt seine Schnittstelle um. Wann könnten wir das mit einer echten Sendung testen?",
        "am Dienstagvormittag, da geht eine Palette an {customer}, bei der es nicht eilt.",
    ),
    Topic(
        "Fehlermeldung beim Buchen",
        "bekommst du beim Buchen von {n} noch die Fehlermeldung von gestern?",
        "seit heute früh nicht mehr, danke!",
    ),
    Topic(
        "Druckertausch",
        "wir würden den Etikettendrucker am Wareneingang gern tauschen. Ist Freitagnachmittag in Ordnung?",
        "ja, ab 14 Uhr steht dort alles still.",
    ),
)
HANNAH = (
    Topic(
        "Besuch von {customer}",
        "am Donnerstag ist {customer} im Haus. Kannst du eine halbe Stunde durch das Lager führen?",
        "gern, um elf passt es am besten. Marta kommt dazu.",
    ),
    Topic(
        "Liefertreue",
        "wie steht es um die Liefertreue im laufenden Monat? Ich werde im Beirat danach gefragt.",
        "97,1 % bis gestern. Der Ausreißer ist {item}, dort fehlt uns ein Gehäuse.",
    ),
    Topic(
        "Zweiter Lieferant für {item}",
        "haben wir inzwischen einen zweiten Lieferanten für {item}? Wenn nicht, was hindert uns?",
        "ein Angebot liegt vor, es fehlt nur noch die Freigabe der Muster. Ich rechne mit Ende Mai.",
    ),
    Topic(
        "Vertretung im Juni",
        "wer vertritt dich im Juni?",
        "Jonas, für die Bestellungen bis 5.000 Euro, darüber Dieter.",
    ),
)
MIRA = (
    Topic(
        "Termin mit dem Spediteur",
        "passt dir Mittwoch um zehn für das Gespräch mit dem Spediteur?",
        "Mittwoch um zehn ist gut.",
    ),
    Topic("Bestand {item}", "stimmt der Bestand von {item} im System?", "ja, gestern gezählt, es sind 31."),
)

PHRASES = Phrases(
    topics={"Dieter": DIETER, "Marta": MARTA, "Felix": FELIX, "Hannah": HANNAH, "Mira": MIRA},
    hello=("Hallo {name},", "Liebe {name},", "Moin {name},", "Guten Morgen {name},"),
    bye=("Viele Grüße", "Danke dir!", "Beste Grüße", "Schönen Gruß"),
    chaser=(
        "hast du meine Mail von neulich gesehen?",
        "gibt es dazu schon etwas Neues? Ich müsste es bald wissen.",
        "kurze Erinnerung an meine Frage unten.",
    ),
    holding=(
        "danke, ist angekommen. Ich kläre das und melde mich.",
        "habe ich gesehen, ich schaue es mir an.",
    ),
    thanks=("Super, vielen Dank!", "Perfekt, danke dir.", "Danke, damit komme ich weiter."),
    fyi=(
        ("Protokoll Lagerrunde", "zur Kenntnis: das Protokoll der Lagerrunde liegt auf dem Laufwerk."),
        ("Parkplatz am Tor 2", "nur zur Info, der Parkplatz am Tor 2 ist am Dienstag gesperrt. Keine Antwort nötig."),
    ),
)
