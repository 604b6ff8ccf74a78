"""German cues: thanks, chasers, withdrawals, holding replies, answers, promises."""

from __future__ import annotations

PHRASES = {
    "thanks": """
        (danke|dankeschon|dank|merci)
    """,
    "before": """
        (dank|danke) (im|schon im|vorab|schonmal|schon mal) (voraus|vorab|im voraus|$)
        (im voraus|vorab)
    """,
    "chases": """
        (gibt|gab) es (schon|inzwischen|hier|dazu|da|hierzu|mittlerweile|bereits|was|schon was) (was|etwas|neues|
          ein|eine|neuigkeiten|news|schon|einen|inzwischen)
        (schon|irgendwas|etwas|was|irgendwelche) (was neues|neues|neuigkeiten|news|gehort|eine antwort|ein update)
        (wie) (ist der stand|ist der aktuelle stand|sieht es aus|sieht's aus|siehts aus|schaut's aus|
          schaut es aus|weit ist|weit bist|weit sind|ist der)
        (wollte|wollt|mochte|will) (nur|nochmal|noch mal|mal|kurz|nur kurz|nur mal|hier|hierzu|mich|
          noch einmal) (nachfragen|nachhaken|erinnern|nochmal|kurz|hierzu|fragen|noch)
        (nachfrage|nachfragen|nachhaken|nachgehakt|hake|haken)
        (kleine|freundliche|kurze|nochmalige|hofliche|nur eine|zweite|letzte) (erinnerung|nachfrage|frage nochmal|
          mahnung)
        (erinnerung|erinnere|erinnern) (an|$|dich|sie|mich|daran|zu|nochmal)
        (warte|warten) (noch|immer noch|nach wie vor|weiterhin|seit)
        (immer noch|bisher|noch|bis heute|leider) (keine|nichts|nicht|kein) (von|antwort|ruckmeldung|rueckmeldung|
          gehort|bekommen|erhalten|reaktion|ergebnis)
        (hast|haben|konntest|konnten|habt) (du|sie|ihr) (schon|es schon|das schon|dir|sich|meine|die|inzwischen|
          mittlerweile|bereits) (geschafft|gesehen|mal|einmal|gefunden|mail|zeit|meine|die|angesehen|angeschaut|
          schauen|was|nachricht|letzte|eine|etwas|das)
        (konntest|konnten) (du|sie|ihr) (das|es|schon|dir|sich|inzwischen)
        (komme|kommen) (nochmal|noch einmal|noch mal|nochmals) (auf|zuruck)
        (bitte|ich bitte|wir bitten) (nochmal|nochmals|noch einmal|erneut)
        (zweite|dritte|erneute) (anfrage|nachfrage|bitte)
        (wann|bis wann) (kann|konnen|darf|durfen) (ich|wir) (mit|damit|die|eine|das)
        ^(gibt's|gibts) (was|etwas|schon|neues|neuigkeiten)
        (dringend|inzwischen dringend|langsam|eilt) (eine|die|bitte|antwort|dringend|eilig)
        (ist|kam|habe|hab|haben) (bisher|bis heute|noch|ich|wir|leider|) (nichts|nix) (angekommen|gekommen|bekommen|
          erhalten|passiert|gehort)
    """,
    "withdraws": """
        (hat|habe|haben|hatte) (sich) (erledigt|geklart|erubrigt|gelost|geklaert|gefunden)
        (ist|sind|bereits|schon|inzwischen|nun|jetzt|wurde|alles|mittlerweile|problem|frage|sache|
          thema) (erledigt|geklart|gelost|behoben|
          geklaert|hinfallig|obsolet|gegenstandslos|vom tisch|selbst gelost)
        ^(erledigt|geklart|gelost)
        (nicht|nichts) mehr (notig|noetig|notwendig|erforderlich|gebraucht|benotigt|relevant|aktuell|brauchen|
          zu tun)
        (brauche|brauchen|benotige|benotigen) (es|das|sie|ich|wir|die|den|ihn|ihre hilfe|deine hilfe|
          nichts) (nicht|doch nicht|es nicht|das nicht|nichts) (mehr)
        (brauche|brauchen|benotige|benotigen) (wir|ich) (nicht|nichts|doch nicht|es nicht|das nicht|die nicht) mehr
        (vergiss|vergessen sie|ignoriere|ignorieren sie|ignorier|vergesst) (es|meine|das|die|bitte|mein)
        (meine|letzte|die|diese|vorige) (mail|nachricht|anfrage|frage|e-mail|email) (bitte|bitte einfach|
          konnen sie|kannst du) (ignorieren|vergessen|loschen|als)
        (als|ist) (gegenstandslos|hinfallig)
        (habe|hab|haben) (es|die|das|den|ihn|sie|inzwischen|schon|mittlerweile|die losung|den fehler) (gefunden|
          gelost|selbst|schon gefunden|inzwischen|bereits gefunden|mittlerweile)
        (ziehe|ziehen) (meine|die|ich|wir) (anfrage|frage|bitte) zuruck
        (funktioniert|geht|lauft|klappt) (jetzt|wieder|nun|inzwischen|alles)
        hat sich (von selbst|inzwischen|damit|bereits|schon|mittlerweile|das|die|meine|alles) (erledigt|geklart|
          gelost|von|damit|schon|inzwischen|bereits)
    """,
    "stays": """
        (noch|immer noch|leider|bisher|nicht|noch immer) (nicht|keine) (erledigt|geklart|gelost|behoben|geklart|
          gefunden)
        (bis|sobald|wenn|falls|bevor) (es|das|die|alles|sich)
    """,
    "holds": """
        (ich|wir) (kummere|kummern|kuemmere|kuemmern|schaue|schauen|schau|sehe|prufe|prufen|pruefe|klare|klaren|
          klaere|frage|fragen|melde|melden|gebe|geben|sage|schicke|sende|erkundige|mache|machen|liefere|antworte|
          bearbeite|untersuche|gucke|guck|ubernehme|reiche|leite|bespreche|kann dir|kann ihnen|werde|werden|
          versuche|bereite|muss das|bin dran|bin da|sind dran) (mich|mir|uns|dir|ihnen|das|es|nach|mal|bescheid|
          drum|sie|euch|bei|morgen|heute|dran|gleich|an|die|den|intern|noch|im|am|bis|kurz|erst|daran|der|darum|
          sich|$)
        (kummere|kuemmere|melde|schaue|schau|prufe|pruefe|klare|klaere|sehe|frage|gebe|sende|schicke|antworte|
          erledige|mache|kummern|melden|schauen|prufen) (ich|mich|mir|wir|uns|es|das|nach|bei|dir|ihnen) (mich|
          darum|drum|das|mir|es|an|sofort|gleich|morgen|heute|bis|am|uns|bei|bescheid|nach|ihnen|dir|das mal|mal|
          die|den|dann|im)
        (melde|melden) (mich|uns)
        (bin|sind) (dran|schon dran|am ball|an der sache|bereits dran)
        wird (erledigt|gemacht|gepruft|bearbeitet|geklart|geprueft)
        wird (bis|noch|gleich|umgehend) (morgen|heute|diese|zum|montag|dienstag|mittwoch|donnerstag|freitag|ende)
        (du|sie|ihr) (horst|horen|bekommst|bekommen|erhaltst|erhalten|kriegst|hoert|hoeren|hort|bekommt) (von|es|
          sie|das|bis|morgen|heute|die|den|eine|am|bald|im|spatestens|noch)
        (ist|sind|wird) in (arbeit|bearbeitung|klarung|prufung)
        (antwort|ruckmeldung|rueckmeldung|details|ergebnis) (folgt|folgen|kommt|bis|gebe)
        (muss|muessen|mussen) (ich|wir|das) (noch|erst|kurz|intern|das) (klaren|prufen|nachsehen|nachschauen|
          schauen|abklaren|besprechen|fragen|noch|intern|erst)
        (gib|geben sie|gebt) (mir|uns) (noch|kurz|einen|ein|zeit|etwas) (zeit|kurz|moment|tag|bisschen|paar|bis|$)
        (bis|noch|um) (heute|morgen|ubermorgen|montag|dienstag|mittwoch|donnerstag|freitag|mittag|abend|ende) zeit
        (schaue|schau|gucke|sehe|kummere|kuemmere) (es|mir|mich|ich) (mir|das|es|an|darum|drum|mal)
        (kummert|kuemmert) (sich|sich darum|sich drum)
        (meldet|melden|meldest) sich (bei|dann|bis|morgen|heute|wieder|direkt|in|nachste|so|umgehend|daraufhin)
        (schaut|sieht|pruft|prueft|klart) (es|das|sich|sich das|nach|mal) (an|sich|das|es|mal|und|noch)
        (weitergeleitet|weitergegeben|weitergereicht|ubergeben)
        (leite|gebe|reiche) (ich|es|das|sie|ihn|deine|ihre) (an|es|das|weiter|gleich|anfrage|mail|frage)
        (bekommst|bekommen|erhaltst|erhalten|horst|horen|kriegst) (bis|morgen|heute|spatestens|am|noch|in|von|eine|
          nachste|bald|dann)
        (hast|haben) (du|sie|ihr) (bis|morgen|spatestens) (eine|meine|die|morgen|montag|dienstag|mittwoch|donnerstag|
          freitag) (antwort|ruckmeldung)
        (kummere|kuemmere) (mich|ich)
        (schau|schaue|sehe|gucke|guck) (ich|es|mir|mirs|mir's|mal|das)
        (noch|bisher) (nicht|keine zeit|nicht dazu) (dazu|gekommen|geschafft|geschaft|zeit) (gekommen|gehabt|$)
        (gib|geben sie) (mir|uns) (bitte|noch|) (etwas|ein bisschen|ein wenig|kurz) zeit
        antworte (ich|dir|ihnen|euch|ausfuhrlich|in)
        ausfuhrliche (antwort|ruckmeldung)
        (setze|setz) (ich|mich) (mich|dran|daran|gleich|heute|morgen)
        (steht|stehst|ist) (auf|bei) (meiner|mir|der|unserer) (liste|to-do-liste|todo-liste|agenda|auf)
        ^kommt (morgen|heute|gleich|bis|am|noch|nachste|spatestens|montag|dienstag|mittwoch|donnerstag|freitag)
    """,
    "acknowledges": """
        (ist|sind|habe|haben|hab|deine|ihre) (angekommen|eingegangen|erhalten|bekommen|ihre nachricht|
          deine nachricht|ihre mail|deine mail|ihre anfrage|deine anfrage|mail erhalten)
        (mail|nachricht|anfrage|unterlagen|datei) (ist angekommen|erhalten|bekommen|eingegangen|habe ich)
        ^(verstanden|erhalten|angekommen|notiert|alles klar|ok|okay|gerne|gern|klar|mache ich|mach ich|passt|
          super|prima)
        (danke|dank) fur (die|deine|ihre|den|das|deinen|ihren|info|eure|dein|ihr)
        (nachricht|mail|anfrage|unterlagen) (habe|hab|ist|sind) (ich|wir|bei|gut|hier|angekommen|gesehen|gelesen|
          erhalten)
        (habe|hab|haben) (ich|wir) (gesehen|erhalten|bekommen|gelesen)
    """,
    "receives": """
        ^(erhalten|angekommen|notiert|zur kenntnis genommen|ist angekommen)
        (habe|haben) (es|das|die|sie|deine|ihre) (erhalten|bekommen|mail erhalten|nachricht erhalten|
          anfrage erhalten)
        (mail|nachricht|anfrage|unterlagen) (erhalten|ist angekommen|bekommen)
        (ist|sind) (gut|bei mir|bei uns|hier) angekommen
        (mache|mach) ich
    """,
    "busy": """
        (bin|sind) (heute|gerade|derzeit|momentan|noch|bis|ab|morgen|im) (unterwegs|in|im|nicht|den|zum|auf)
        (in|im) (besprechungen|meetings|terminen|meeting|termin|urlaub|zug)
        (sorry|entschuldigung|entschuldige|tut mir leid)
        (dauert|braucht) (noch|etwas|ein|einen|leider|bis)
        (mir|uns|leider) (durchgerutscht|untergegangen|entgangen|ist das)
        (durchgerutscht|untergegangen)
    """,
    "answers": """
        ^(ja|nein|jep|nee|genau|stimmt|richtig|falsch|beide|keins|genehmigt|freigegeben|bestatigt)
        (ist|habe|haben|wurde|sind) (erledigt|gemacht|fertig|geschickt|freigegeben|genehmigt|bestellt|gebucht|
          gesendet|angehangt)
        (anbei|im anhang|hier ist|hier sind|hier die|hier der|hier das|beigefugt|angehangt|hiermit)
        (passt|geht) (fur|bei) (mich|mir|uns)
        (kannst|konnen|sollst|sollten) (du|sie|ihr) (machen|so|nehmen|die|das|den|verwenden|gehen)
        (die antwort|der grund|das problem|die losung|der preis) (ist|war|liegt)
        (geht|klappt) (leider|so|nicht)
        (ist|sind) (schon|bereits|gerade|eben|) (raus|unterwegs|freigegeben|verschickt|erledigt|geschickt|da)
        (bin|sind|ware) (ich|wir|dabei|gern|gerne|auch) (dabei|da|gern dabei|gerne dabei|auch dabei|$)
        (bin|sind) (dabei|da$)
        (komme|kommen|nehme|nehmen|mache|machen) (ich|wir|gern|gerne|am|um|mit|auch|teil|dazu) (gern|gerne|am|um|mit|
          teil|
          auch|dazu|vorbei|da)
        (wir sehen uns|sehen wir uns|bis dann) ($|am|um|morgen)
    """,
    "commits": """
        (ich|wir) (werde|werden|schicke|sende|melde|liefere|kummere|kuemmere|gebe|mache|antworte|prufe|pruefe|
          schaue|klare|erledige|versuche|kann|kann's|bringe|lasse|ubernehme|reiche|bin|gucke|sehe|frage)
        (schicke|sende|melde|liefere|gebe|mache|erledige|bekommst|bekommen|bekommt|kriegst|erhaltst|horst|horen|
          kommt|folgt|antworte|klare|prufe|kummere|schaue|erhalten|reiche) (ich|du|sie|ihr|mich|dir|ihnen|es|das|
          bis|am|morgen|heute|im|von|noch|spatestens|die|wir|euch|den|mir|nach|gleich)
        (wird|ist|sollte|kommt|werden) (bis|am|morgen|heute|im laufe|nachste|spatestens|noch|gemacht|erledigt|
          fertig)
        (du|sie|ihr) (hast|haben|habt) (es|das|sie|die|den|ihn) (bis|am|morgen|heute|spatestens|im|noch)
        (meldet|kummert|kuemmert) sich
        (bekommst|bekommen|erhaltst|erhalten|horst|horen) (bis|morgen|heute|spatestens|am|noch|nachste)
        ^kommt (morgen|heute|gleich|bis|am|noch|nachste|spatestens)
        (ich|wir) (rufe|rufen|bringe|bringen|leite|leiten|stelle|stellen|lade|laden|unterschreibe|bestatige|
          uberweise|buche|bestelle|liefern|senden|schicken|melden|maile|bereite|schreibe|schreiben|bearbeite|
          bearbeiten|geben|prufen|klaren|antworten|erledigen|kummern|reichen)
        (rufe|rufen|bringe|bringen|leite|stelle|lade|maile|schreibe|uberweise|buche|bestelle) (ich|wir|sie|dich|dir|
          ihnen|es|das|euch)
        (geht|gehen) (ihnen|dir|euch|am|morgen|heute|nachste)
        (sie|du|ihr) (erhalten|erhaltst|bekommen|bekommst|kriegst|horen|horst) (unsere|meine|ihre|deine|die|das|den|
          eine|unser|mein|alles)
        (hast|haben|habt) (du|sie|ihr) (es|das|die|den|sie|alles) (auf|fertig|vorliegen|im|in|spatestens|bis|vor)
    """,
    "delivers": """
        (schicken|senden|antworten|antworte|antwort|ruckmeldung|rueckmeldung|bescheid|liefern|erledigen|fertig|
          brauche|brauchen|benotige|benotigen|freigeben|freigabe|bestatigen|prufen|zuschicken|schick|sende|
          zusenden|abgeben|unterschreiben|melden|ausfullen|frist|spatestens|zuruckschicken|geben|bekommen|haben|
          klaren|rueckmelden|uberweisen|hochladen|anrufen|zukommen)
    """,
    "duty": """
        (ich|wir) (muss|mussen|muesst|sollte)
        (muss|mussen) (ich|wir|erst|noch|mal|das|es|da|mich|kurz)
    """,
    "looks": """
        (fragen|klaren|abklaren|klaeren|prufen|pruefen|nachsehen|nachschauen|nachfragen|ruckfragen|besprechen|
          abstimmen|
          anschauen|ansehen|erkundigen|schlau machen|nachdenken|uberlegen|suchen|raussuchen|zusammenstellen|nachlesen|
          durchlesen|nachrechnen|ruckmelden|zuruckkommen|recherchieren)
    """,
    "has": """
        (habe|hab|haben) (ich|wir)
        (ich|wir) (habe|hab|haben)
    """,
    "done": """
        (geschickt|verschickt|zugeschickt|gesendet|zugesandt|verschickt|bestellt|freigegeben|erledigt|gemacht|
          hochgeladen|
          abgelegt|unterschrieben|bezahlt|uberwiesen|gebucht|storniert|geandert|korrigiert|angelegt|eingetragen|
          genehmigt|
          beantwortet|gefunden|ausgefullt|aktualisiert|eingerichtet|gesprochen|angehangt|beigelegt|abgeschickt|
          erganzt|
          nachgereicht|raus)
    """,
    "unfinished": """
        (noch nicht|nicht|noch keine|noch kein|nichts|noch keinen)
    """,
    "patience": """
        (gib|gebt|geben sie) (mir|uns) (bitte|noch|kurz|bitte noch|) (etwas|ein|einen|zeit|bisschen) (zeit|bisschen|
          paar|
          moment|tag|wenig|mehr|bis)
        (gib|gebt|geben sie) (mir|uns) (bitte|noch|) (zeit|bis morgen zeit)
        (bis|noch|um) (heute|morgen|ubermorgen|montag|dienstag|mittwoch|donnerstag|freitag|mittag|abend|ende) zeit
        (brauche|brauchen|benotige|benotigen|brauch) (ich|wir|noch|leider|dafur|etwas|ein|mehr|langer) (noch|etwas|
          ein|
          mehr|langer|leider|einen|bisschen) (etwas|langer|mehr|zeit|bisschen|ein|tag|paar|wenig)
        (brauche|brauchen) (mehr|langer|noch|etwas) (zeit|langer|tage|$|.)
        (dauert|braucht) (leider|noch|etwas|ein|doch) (etwas|langer|noch|ein|bisschen|bis|paar|einen)
    """,
    "provided": """
        (falls|sofern|vielleicht|eventuell|evtl|moglicherweise|womoglich)
        wenn ich (zeit|dazu|luft|es|das|noch|etwas|kann)
        wenn (alles|nichts|es|moglich|zeit) (klappt|gut|glatt|dazwischen|geht|passt|ist|moglich|bleibt)
        nur wenn
    """,
    "absent": """
        (im|in|in den|in der) (urlaub|elternzeit|mutterschutz|ferien|krankenstand|kur)
        (auf|auf einer) (dienstreise|reisen|fortbildung|schulung)
        (nicht|ausser|nicht mehr) (im buro|im haus|haus|erreichbar|da)
        (abwesend|krankgeschrieben)
    """,
    "says": """
        (sagte|sagt|meinte|meint|schrieb|schreibt|antwortete) $
        (hat|hatte) (gesagt|geschrieben|gemeint) $
        (sagte|schrieb|versprach) (mir|uns) $
    """,
    "denies": """
        nicht (bis|vor|mehr vor|mehr bis|rechtzeitig)
    """,
}
