"""German cues; umlauts without dots, sharp s as ss, and the spellings with e where people use them."""

from __future__ import annotations

from inboxwatch.classifier.cues import de_moves

PHRASES = {
    "asks": """
        (konnten|koennten|wurden|wuerden) (sie|wir)
        (konnen|koennen|wollen) sie (mir|uns|bitte|das|mich|es)
        ^(konnen|koennen|wollen) (sie|wir)
        (kannst|konntest|koenntest|wurdest|wuerdest|magst) (du|mir|uns|bitte|das|dir)
        (konnt|konntet|koennt|koenntet|wurdet) ihr
        (kann|konnte|koennte) (mir|mich|uns|einer|jemand|man)
        (ist|ware|waere) es (moglich|moeglich)
        (ware|waere) (es|super|toll|nett|schon|gut|prima|klasse) (moglich|wenn|falls|nett|super|toll|gut|schon)
        (ich|wir) (bitte|bitten|mochte|moechte|wurde) (sie|dich|euch|um|gerne|gern)
        (bitten|bitte) (sie|dich|euch|um)
        (sei|seien sie) so (gut|nett|freundlich)
        (eine|kurze|noch eine|ne|hatte eine|habe eine|hab eine) (frage|bitte|ruckfrage)
        (weiss|kennt) jemand
        ^(und|aber|sag mal|oder|) (weisst|wissen|wisst|kennst|kennen|hast|habt|bist|seid|willst|machst|kommst|gehst|
          nimmst|schickst|gibst) (du|ihr|sie)
        (hiermit|daher|deshalb|deswegen|zudem|ausserdem) (bitte|bitten|ersuche|ersuchen|beantrage|beantragen) (ich|
          wir)
        (ich|wir) (beantrage|beantragen|ersuche|ersuchen|erbitte|erbitten)
        (wurdest|wuerdest|konntest|koenntest|wurden|wuerden|konnten) (sie|du|ihr) (mir|uns|bitte|mal|das|dir|sich)
        (ware|waere|waren) (ich|wir) (ihnen|dir|euch|sehr|) (dankbar|verbunden|sehr dankbar)
        (ware|waere) es (dir|ihnen|euch) (moglich|moeglich|recht)
        ^(ist|ware|waere) (das|es) (dir|ihnen|fur dich|fur sie|auch|) (moglich|moeglich|recht)
        ich (wollte|wollt) (dich|sie|euch|) (mal|kurz|nur|) (fragen|nachfragen|wissen|mich erkundigen)
        (freuen|freue|freute) (mich|uns|ich mich|wir uns) (uber|wenn|sehr wenn|sehr uber) (du|sie|ihr|eine|deine|
          ihre|rasche|baldige)
        (uber|auf) (eine|deine|ihre) (kurze|baldige|schnelle|rasche|) (nachricht|antwort|ruckmeldung|auskunft|
          zusage) (wurde|wuerde|wurden|freue|freuen) (ich|mich|wir|uns)
        (teilen|teile|teilt) (sie|) (mir|uns) (bitte|kurz|noch|) (mit|bitte|kurz|noch)
        (ist|bleibt) (mir|uns|) (noch|) (nicht klar|unklar|nicht bekannt|offen) (ob|wer|wie|wann|was|welche|wo)
        (mir|uns) (ist|sind) (noch|) (nicht|un) (klar|ganz klar) (ob|wer|wie|wann|was)
        (mochten|moechten|mochte|moechte|wollen|darf|durfen) (wir|ich|sie) (sie|dich|euch|) (daher|deshalb|hiermit|
          auch|nochmals|herzlich|freundlich|) (bitten|ersuchen|auffordern)
        (sie|dich|euch) (daher|deshalb|hiermit|auch|nochmals|herzlich|freundlich) bitten
        (hatte|hatten|haette) (ich|wir|) (gern|gerne) (gewusst|erfahren|eine|einen|ein|noch|mal)
        (ich|wir) (hatte|hatten|haette) (gern|gerne) (gewusst|erfahren|eine|einen|ein|mal)
        (mich|uns) (wurde|wuerde) (interessieren|sehr interessieren|noch interessieren)
        (ich|wir) (ware|waren|waere|waeren) (dir|ihnen|euch|) (sehr|) (verbunden|dankbar)
        (sei|seid|seien sie) (doch|bitte|) so (lieb|gut|nett|freundlich)
        (zahle|zahlen|verlasse|verlassen) (ich|wir|mich|uns|auf) (auf|mich|uns|dich|sie|euch)
        (hilfe|unterstutzung) (brauchen|gebrauchen|von dir|von ihnen|bei|beim)
        (ware|waere) (es|das|) (wichtig|sinnvoll|hilfreich|wunschenswert|angebracht) (dass|wenn|das|zu|es|dies)
        (ware|waere) (wichtig|sinnvoll|hilfreich|wunschenswert) (dass|wenn)
        zur (prufung|pruefung|unterschrift|freigabe|durchsicht|genehmigung|bearbeitung|korrektur)
        (ware|waere) (wichtig|sinnvoll|hilfreich|wunschenswert)$
        (ich|wir) (brauchte|brauchten) (die|den|das|noch|bitte|dringend|von|bis|dazu|dafur|eine|einen)
        (durfte|duerfte|durften|duerften) (ich|wir) (dich|sie|euch|noch|bitte|um)
        (du|ihr) (musst|musstest|muesstest|solltest|solltet|musstet|muesstet) (noch|bitte|mal|dann|unbedingt|mir|
          uns)
        (wann|wo) (sehen|treffen) (wir|wir uns) (uns|)
        (mir|uns) (vorliegen|zugehen|vorgelegt werden|zugeschickt werden|zukommen)
        ^(und|aber|also|) (was|wie|wem|wann|wo|wohin|wen|welche|welchen|ab wann|bis wann) (soll|sollen|darf|durfen|
          muss|mussen) (ich|wir)
    """,
    "please": """
        (bitte|bittschon)
    """,
    "orders": """
        ^(schick|schicke|gib|gebt|sende|ruf|meld|melde|melden sie|sag|sagt|pruf|prufe|schau|uberprufe) (mir|uns|
          mal|bitte|das|die|den|sich|dich)
        um (antwort|ruckmeldung|rueckmeldung|bestatigung|ruckruf|freigabe|prufung|erledigung|stellungnahme|
          hilfe) (wird|bis|bitte|bitten|gebeten|ware|$)
        ^(und|dann|) (schau|schaut|sieh|denk|denkt|vergiss|lies|nimm|trag|tragt|leg|stell|komm|kommt|hol|frag|lass|
          mach|macht|fulle|full|bring|bringt|unterschreib|bestatige|reserviere|bestell|bestelle|korrigier|
          erganze) (bitte|mal|doch|mir|uns|dir|das|die|den|dich|kurz|noch|dran|daran|es|nicht|deine|ihre|eure)
        (denken|denke|denk|denkt) (sie|) (bitte|) (an|daran|dran)
        ^(und|dann|bitte|) (ruf|ruft|rufen sie|schick|schickt|sag|gib|zeig|zeigt|erklar|erklare|hilf|helft|
          korrigier|korrigiere|verbinde|bring|such|erinner|erinnere|informier|informiere|halt|halte|frag|schreib|
          schreibt|nenn|nenne|bestatige|leih|besorg|lass|nimm) (mich|mir|uns|mal|bitte|doch|kurz|es mir|das mir)
    """,
    "tells": """
        (sag|sagt|sagen sie|gib|gebt|geben sie|teilen sie|teil|lass|lasst|lassen sie|melde|meld|melden sie|
          schreib) (mir|uns|es mich|es mir|dich|sich) (bescheid|bitte|mit|wissen|kurz|ruckmeldung|rueckmeldung|
          bis|ob)
        (bescheid|ruckmeldung|rueckmeldung|ruckantwort|ruckinfo|feedback|ruckruf) (geben|bis|bitte|erbeten|wann|
          ob|dazu|von dir|von ihnen|ware|zu)
        (um|auf) (eine|deine|ihre|kurze|eine kurze|baldige|zeitnahe|eine baldige) (ruckmeldung|rueckmeldung|
          antwort|bestatigung|info|nachricht|stellungnahme|ruckinfo|freigabe)
        fur (eine|kurze|eine kurze|baldige|zeitnahe|eine baldige|eine schnelle) (ruckmeldung|rueckmeldung|
          antwort|bestatigung|info|nachricht|stellungnahme|ruckinfo|freigabe)
        was (meinst|meinen|haltst|halten|denkst|denken|sagst|sagen) (du|sie|ihr)
        wie (siehst|sehen|seht|findest|finden) (du|sie|ihr)
        ^(und|dann|bitte|) (ruf|ruft|rufen sie|schreib|schreibt|sag|korrigier|korrigiere|nenn|nenne|zeig|erklar|
          erklare|informier|informiere) (mich|mir|uns) (mal|bitte|doch|kurz|an|wenn|gern|gerne|einfach|die|das|den|
          sobald|bis|deine|ihre)
        (deine|ihre|eure) (meinung|einschatzung|hilfe|ansicht|sicht|ruckmeldung) (ware|waere) (uns|mir|hier|
          dazu|sehr|wichtig|gefragt|)
        ^(und|dann|bitte|) (entscheide|entscheid|wahle|such|bestimm|bestimme) (du|bitte|selbst|dir)
        (schreibt|meldet|sagt) mir (bis|bitte|vor|per|einfach|kurz|spatestens)
        (schreiben|melden) sie mir (bis|bitte|vor|per|einfach|kurz|spatestens)
    """,
    "needs": """
        (ich|wir) (brauche|brauchen|benotige|benotigen|benoetige|benoetigen|brauchte|brauchten|brauch)
        (brauche|brauchen|benotige|benotigen|brauchte|brauchten|benoetigen|benoetige) (ich|wir|noch|dringend|die|
          den|das|eine|einen|bitte|bis|dazu|dafur)
        (mir|uns) (fehlt|fehlen) (noch|die|das|der|den)
        (wir|ich) (hatte|hatten|haette|haetten) (gern|gerne|noch)
        (musste|musstest|mussten|muesste|muessten) (ich|wir|du|ihr|sie|noch)
        (ich|wir) (suche|suchen)
    """,
    "wonders": """
        ich (wollte|wollt) (fragen|wissen|nachfragen|mal fragen|mich erkundigen|kurz fragen|dich fragen|sie fragen)
        (wollte|wollten) (fragen|wissen|nur fragen|nur wissen)
        (weisst|wissen) (du|sie|ihr)
        (hast|haben|habt) (du|sie|ihr)
        (gibt|gabe) es (schon|noch|eine|einen|ein|die|da|hierzu|dazu)
        (ich|wir) (frage|fragen) mich
        (mich|uns) (wurde|wuerde) interessieren
        (nicht|unsicher|unklar) (sicher|ob|wie|wer|wann)
        (soll|sollen|darf|durfen|sollte|sollten) (ich|wir)
        ^(und|oder|aber|) (kann|konnen|muss|mussen) (ich|wir)
        (passt|geht|reicht|stimmt|klappt) (das|dir|ihnen|es|euch|der)
        ^(und|aber|also|) (wann|warum|wieso|weshalb|welche|welcher|welches|welchen|woher|wohin|bis wann|ab wann)
        ^(und|aber|also|) (was|wo|wer|wie|wem|wen) (ist|sind|war|waren|kann|konnen|konnte|soll|sollen|muss|mussen|
          darf|wird|werden|ware|hat|haben|hatte|mache|machen|macht|geht|gehen|kommt|kostet|lange|viel|viele|oft|
          weit|hoch|gross|teuer|heisst|heissen|lauft|sieht|meinst|meinen|brauchst|brauchen|willst|wollen|nimmt|
          ubernimmt|kummert|weiss|gehort|bekommt|steht|liegt|passiert|fehlt|schlagst|schlagen|genau)
        ob (du|sie|ihr|es|das|wir|ich)
    """,
    "opens": """
        ^(und|aber|also|) (wann|wer|wieso|weshalb|warum|welche|welcher|welches|bis wann|hat|haben|hast|ist|sind|
          wird|werden|kommst)
    """,
    "waits": """
        (warte|warten|wartet) (auf|noch auf) (deine|ihre|eure|die|eine|deinen|ihren|dein|ihr) (antwort|
          ruckmeldung|rueckmeldung|freigabe|entscheidung|bestatigung|zustimmung|ok|zusage)
        (freue|freuen) (mich|uns) (auf|uber) (eine|deine|ihre|die|baldige) (antwort|ruckmeldung|rueckmeldung|
          nachricht|baldige)
        (antwort|ruckmeldung) (ware|waere) (toll|schon|nett|super|gut)
        (brauche|brauchen|benotige|benotigen|benoetigen|fehlt|fehlen) (ich|wir|mir|uns|noch|dringend) (noch|
          dringend|nur noch|nur|dafur|dazu|) (deine|dein|deinen|ihre|ihr|ihren|eure|euer)
        (ohne) (deine|ihre|eure) (freigabe|zustimmung|antwort|ruckmeldung|unterschrift) (kann|konnen|geht)
        (brauche|brauchen|brauchte|brauchten|benotige|benotigen) (ich|wir|) (von ihnen|von dir|von euch|dazu von|
          noch von)
        (fehlt|fehlen|fehlte) (noch|nur noch|uns noch|mir noch|leider noch|) (deine|dein|ihre|ihr|eure|euer)
        (stellungnahme|antwort|ruckmeldung|rueckmeldung|bestatigung|freigabe|unterschrift|entscheidung|zusage|
          zahlung|lieferung) (steht|stehen|ist|sind) (noch|bisher|immer noch|weiterhin|leider noch|) (aus|offen)
        (steht|stehen) (noch|bisher|immer noch|weiterhin|leider noch) aus
        (will|mochte|moechte|hatte|haette|brauche) (aber|vorher|noch|erst|) (noch|vorher|erst|) (dein|deine|ihr|ihre) (
          ok|okay|einverstandnis|zustimmung|meinung|bestatigung|unterschrift)
        (warte|warten) (ich|wir|) (nur|nur noch|noch|bloss|immer noch|) auf (dein|ihr|euer|deine|ihre|eure|dich|
          sie|das|ein)
    """,
    "approves": """
        (freigabe|freigeben|genehmigung|genehmigen|genehmigst|zustimmung|absegnen|abnahme)
        (dein|ihr|euer|das) (ok|okay|go)
        (bist|sind|seid|ist) (du|sie|ihr|das|es) (einverstanden|in ordnung|okay|ok)
        (passt|ist) das (so|fur dich|fur sie|in ordnung|ok|okay)
        (damit|so|hiermit|mit dem|mit der|mit diesem) einverstanden
        (dem|der|so|ihr|hierzu|dazu) zustimmen
    """,
    "meets": """
        (hast|haben|hattest|hatten|habt) (du|sie|ihr) (zeit|kurz zeit|einen moment|lust|am|morgen|heute|nachste)
        (termin|treffen|besprechung|meeting|telefonat) (vereinbaren|ausmachen|finden|verschieben|am|nachste|
          machen|abstimmen|vorschlagen)
        (wann|welcher tag|welche uhrzeit|um wie viel uhr) (passt|hast|haben|kannst|konnen|ware|ginge|geht|treffen|
          sollen)
        (passt|passen|ginge|klappt|geht) (es|dir|ihnen|euch|am|der|die|morgen|heute|dienstag|montag|mittwoch|
          donnerstag|freitag|ubermorgen)
        (treffen|sehen|sprechen|telefonieren|zusammensetzen) wir uns
        (konnen|wollen|sollen) wir (uns|am|morgen|kurz|telefonieren|treffen|sprechen|einen termin)
        (einen|ein|neuen) (termin|treffen|zeitpunkt) (fur|zu|zum|finden|vereinbaren|ausmachen|festlegen|suchen)
    """,
    "closing": """
        (bei|fur) (fragen|ruckfragen|rueckfragen|weitere fragen|weiteren fragen|unklarheiten)
        (falls|wenn|sollten|sollte) (sie|du|ihr|noch|es) (noch|fragen|irgendwelche|weitere|ruckfragen) (fragen|
          ruckfragen|weitere|haben|etwas)
        (stehe|stehen) (ich|wir|ihnen|dir) (gerne|gern|ihnen|jederzeit|dir|zur) (zur|gerne|gern|verfugung|fur)
        (melde dich|melden sie sich|meldet euch|gerne melden|sag bescheid|sagen sie bescheid|
          sagt bescheid) (gerne|gern|jederzeit|einfach|wenn du|falls|bei fragen|bei ruckfragen|wenn|bei)
        (bitte|beachten) (beachten sie|beachte|beachtet|entschuldige|entschuldigen sie|ignorieren|nicht antworten|
          um verstandnis|sie)
        (zogere|zogern sie|zoger) nicht
        bitten (um|fur) verstandnis
        im anhang finden
    """,
    "noted": """
        (zur|nur zur|rein zur) (info|information|kenntnis|kenntnisnahme)
        (zk|zki|zk.|z.k.|z. k.)
        (keine|nicht) (antwort|aktion|ruckmeldung|reaktion|rueckmeldung|handlung) (notig|erforderlich|noetig|
          notwendig|von)
        (musst|mussen|brauchst|brauchen|muesst) (du|sie|ihr|nichts|nicht) (nichts|nicht|mehr|darauf) (tun|machen|
          antworten|reagieren|zu|weiter|mehr)
        (nur|kurz) (zur|als|kurz zur) (info|information|hinweis)
        kein handlungsbedarf
    """,
    "social": """
        wie (geht's|gehts|geht es|war|war's|lauft's|laufts)
        (hoffe|hoffen) (dir|ihnen|euch|es|alles|sie|du|ihr)
        (schones|schonen|gutes|gute|tolles) (wochenende|tag|abend|urlaub|feierabend|woche)
        ^(oder|gell|stimmt's|ne|nicht wahr|wer weiss|warum nicht) ?
        ^(ok|okay|echt|wirklich|ja|richtig) ? |
        wer hatte (das|es|gedacht)
        (wer|was) (weiss|will) (das|man|mehr|schon)
        haben (sie|) (herzlichen|vielen|besten) dank
    """,
    "hopes": """
        (hoffe|hoffen) (du|sie|ihr|dass|jemand)
    """,
    "help": """
        (helfen|weiterhelfen|schicken|sagen|zusenden|mitteilen|klaren) (kannst|konnen|konnt|kann|konntest|konnten)
        (kannst|konnen|konntest|konnten) (du|sie) (mir|uns|das) (helfen|weiterhelfen|schicken|sagen)
    """,
    "bulk": """
        (newsletter|rundbrief|monatsbrief|abbestellen|abmelden|austragen)
        (viel|) (spass|freude|vergnugen) beim lesen
        in (dieser|der neuen|der heutigen) ausgabe
        (lest|lesen|erfahrt|erfahren) (ihr|sie) (auf|hier|in|im|mehr)
    """,
    **de_moves.PHRASES,
    "courtesy": """
        (bitte) (schon|sehr|gerne|gern)
        gern geschehen
    """,
}

DATES = {
    "weekdays": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "other weekdays": (
        "montags=0|dienstags=1|mittwochs=2|donnerstags=3|freitags=4|sonnabend=5|montagmittag=0|freitagmittag=4"
    ),
    "months": "januar februar marz april mai juni juli august september oktober november dezember",
    "short months": "janner - maerz - - - - - - okt - dez",
    "today": "heute|noch heute",
    "tomorrow": "morgen",
    "overmorrow": "ubermorgen|uebermorgen",
    "nothing": "guten morgen",
    "morning": "fruh|vormittag|heute vormittag|am vormittag|in der fruh|vormittags|am morgen",
    "noon": "mittag|mittags|zu mittag|zum mittag",
    "afternoon": "nachmittag|am nachmittag|nachmittags|im laufe des nachmittags",
    "evening": "abend|am abend|abends",
    "tonight": "heute abend",
    "midnight": "mitternacht",
    "close": (
        "feierabend|zum feierabend|dienstschluss|geschaftsschluss|buroschluss|ende des tages|tagesende|"
        "end of business|im laufe des tages"
    ),
    "week end": (
        "ende der woche|ende dieser woche|wochenende|diese woche|noch diese woche|im laufe der woche|"
        "wochenschluss|dieser woche"
    ),
    "next week": (
        "nachste woche|naechste woche|kommende woche|nachster woche|anfang nachster woche|im laufe der "
        "nachsten woche|kommender woche|ende nachster woche|ende kommender woche|ende der nachsten woche"
    ),
    "month end": "ende des monats|monatsende|ende dieses monats|ende monat|ultimo",
    "year end": "ende des jahres|jahresende",
    "this": "diesen|kommenden|kommender|diesem|nachsten|nachster|naechsten|dieser",
    "in": "in|innerhalb|innerhalb von|binnen",
    "day": "tag|tage|tagen|tages",
    "working day": "arbeitstag|arbeitstage|arbeitstagen|werktag|werktage|werktagen",
    "week": "woche|wochen",
    "hour": "stunde|stunden|std",
    "minute": "minute|minuten",
    "numbers": (
        "ein=1 eine=1 einer=1 einem=1 zwei=2 drei=3 vier=4 funf=5 fuenf=5 sechs=6 sieben=7 acht=8 zehn=10 paar=2"
    ),
    "at": "um|gegen|ab",
    "by": (
        "bis|bis zum|bis spatestens|spatestens|spatestens bis|bis zur|vor|vor dem|bis am|bis um|spaetestens|"
        "bis spaetestens|spatestens am|bis kommenden|noch|allerspatestens|bis zu|frist|vorher|bis in|bis "
        "einschliesslich|bis inklusive|bis ende|bis kw|deadline|stichtag"
    ),
    "of": "am|den|dem|der|zum|um|gegen|bis",
    "clock": "uhr|h",
    "half hour": "halben stunde|halbe stunde|einer halben stunde|eine halbe stunde",
    "week number": "kw|kalenderwoche|woche",
    "end of": "ende|ende des|bis ende",
    "next month": "nachsten monat|kommenden monat|ende nachsten monats|nachster monat",
    "fortnight": "vierzehn tagen|in vierzehn tagen",
    "weekday morning": "fruh vormittag morgen",
    "weekday noon": "mittag",
    "weekday afternoon": "nachmittag",
    "weekday evening": "abend",
    "half before": "halb|um halb",
}
