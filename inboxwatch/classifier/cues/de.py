"""German cues; umlauts without dots, sharp s as ss, and the spellings with e where people use them."""

from __future__ import annotations

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
        (gib|geben sie|gebt) (mir|uns) (bitte|noch|kurz|einen|ein|zeit|etwas|bis)
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
        (gib|gebt|geben sie) (mir|uns) (bitte|noch|kurz|etwas|ein|einen|bis|zeit) (etwas|ein|einen|bis|zeit|noch|
          bisschen|
          paar|moment|tag|morgen|kurz)
        (brauche|brauchen|benotige|benotigen|brauch) (ich|wir|noch|leider|dafur|etwas|ein|mehr|langer) (noch|etwas|
          ein|
          mehr|langer|leider|einen|bisschen) (etwas|langer|mehr|zeit|bisschen|ein|tag|paar|wenig)
        (brauche|brauchen) (mehr|langer|noch|etwas) (zeit|langer|tage|$|.)
        (dauert|braucht) (leider|noch|etwas|ein|doch) (etwas|langer|noch|ein|bisschen|bis|paar|einen)
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
        "nachste woche|naechste woche|kommende woche|nachster woche|anfang nachster woche|"
        "im laufe der nachsten woche|kommender woche"
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
        "bis spaetestens|spatestens am|bis kommenden|noch|allerspatestens|bis zu|frist"
    ),
    "of": "am|den|dem|der|zum|um|gegen|bis",
    "clock": "uhr|h",
}
