"""Dutch cues, without accents."""

from __future__ import annotations

PHRASES = {
    "asks": """
        (zou|zouden) (je|jij|u|jullie|iemand)
        (kun|kunt|kan|wil|wilt) (je|jij|u|jullie) (me|mij|ons|dit|dat|het|even|misschien|alsjeblieft|aub|nog|eens|
          hier|de|er)
        ^(kun|kan|kunt|wil|wilt|mag|kunnen|zullen|heb|hebt|heeft|ben|bent|weet|doe|stuur|kom|ga|neem|vind) (je|jij|
          u|jullie)
        ^(kan|mag|zal|kunnen|zullen|mogen) (iemand|ik|we|wij)
        (weet|weten) (je|jij|u|jullie) (toevallig|misschien|of|wie|wanneer|hoe|waar|wat|welke|waarom|al|ook)
        (ik|wij|we) (vroeg|vroegen|vraag) (me|mij|ons) af of
        (ik|wij|we) (verzoek|verzoeken|vraag|vragen) (je|u|jullie|om|vriendelijk|hierbij)
        (hierbij|daarom|graag) (verzoek|verzoeken|vraag|vragen) (ik|wij|we)
        (ik|wij|we) (hoor|horen|verneem|vernemen|zie|zien|ontvang|ontvangen) (graag|het graag)
        (zou|zouden) (het|ik|wij|we) (op prijs|zeer op prijs|waarderen|fijn|heel fijn|erg fijn|prettig)
        (ik|we|wij) (zou|zouden) het (op prijs|zeer op prijs|waarderen|fijn|heel fijn|erg fijn|prettig)
        (wilde|wou) (ik|je|u|even|graag) (vragen|weten|je vragen|u vragen|navragen|even)
        (is|zou) het mogelijk
        (zou|zouden) (het fijn|graag|je willen|u willen|u kunnen|je kunnen|fijn)
        (graag) (ontvang|hoor|verneem|zou|wil|jouw|uw|je|voor|een|even|bevestigen|reactie|jullie)
        (ik heb|heb) (een|nog een|even een) (vraag|vraagje|verzoek)
        (hierbij|bij deze) (het verzoek|de vraag|verzoek ik)
        (weet|heeft) iemand
        (horen|hoor|vernemen|verneem|ontvangen|ontvang|zien|zie) (wij|we|ik|) graag (of|welke|wanneer|wie|wat|hoe|
          van|uw|je|jouw|een|waar)
        (zou|zouden) (u|je|jullie|) (zeer|heel|erg|) (erkentelijk|dankbaar) (zijn|als|indien)
        (zou|zouden) (ik|wij|we|u|je) (u|je|zeer|heel) (erkentelijk|dankbaar|zeer|heel) (zijn|als|erkentelijk|
          dankbaar)
        ^graag (direct|meteen|zo|voor|uiterlijk|vandaag|nog|per|svp|invullen|ondertekenen|bevestigen|antwoord|terug|
          zsm|controleren|nakijken|doorgeven|aanvullen|jullie|je|uw)
        (weet|weten) (ik|we|wij) (nog|) (niet) (of|wie|wanneer|hoe|waar|wat|welke|met)
        (het|mij|me|ons) (is|is me|is mij) (nog|) (niet|on) (duidelijk|helemaal duidelijk) (of|wie|wanneer|hoe|waar|
          wat|welke)
        graag (ontvangen|horen|vernemen|zien) (wij|we|ik|van)
        (ik|we|wij) (weet|weten) niet (of|wie|wanneer|hoe|waar|wat|welke) (je|u|jij|jullie)
        (vriendelijk|dringend|nogmaals) verzoek (om|tot|aan)
        (hulp|help) (gebruiken|nodig)
        (ik|we|wij) (reken|rekenen) op (je|u|jou|jullie)
        (ik|we|wij) (kan|kunnen) (wel|) (wat|je|uw|jouw|een|) hulp
        zeg maar
        (zou|zouden) (het|dat|) (goed|fijn|handig|belangrijk|mooi|prettig|nuttig) (zijn|als|om|dit|dat|wanneer)
        ter (controle|ondertekening|goedkeuring|beoordeling|correctie|accordering)
        (kijk|kijkt) (er|hier|eens|even) (even|eens|naar|maar)
        (ik|we|wij) (zou|zouden) (de|het|een|die|dat|nog|graag|je|uw) (cijfers|lijst|gegevens|stukken|nog|graag|
          willen|hulp|nodig)
        (zou|zouden) (graag|) (nodig|kunnen gebruiken|willen weten|willen horen)
        (wanneer|waar|hoe laat) (zien|spreken|treffen) (we|wij)
        (je|jullie|u) (moet|moeten|zou moeten|dient) (nog|me|mij|ons|even|wel nog)
        ^(en|maar|dus|) (wat|hoe|wie|wanneer|waar|welke) (moet|moeten|zal|zullen|mag|mogen) (ik|we|wij)
    """,
    "please": """
        (alsjeblieft|alstublieft|aub|ajb|a.u.b.|s.v.p.|gelieve)
    """,
    "orders": """
        ^(stuur|geef|bel|laat|controleer|check|bevestig|mail) (me|mij|ons|het|de|even|dit|deze|je|aub|mij even)
        (stuur|mail|bel|geef) (me|mij) (even|de|het|een|aub|voor|terug)
        ^(en|dan|) (kijk|zeg|vul|denk|vergeet|check|lees|teken|boek|reserveer|bestel|neem|breng|meld|plan|zet|
          zorg|vraag|regel|antwoord|reageer|bevestig|haal) (er|me|mij|ons|de|het|een|je|even|maar|dit|deze|dat|
          niet|eens|aub|alsjeblieft|ook|hier|nog|aan|uiterlijk|contact)
        (laat|laten) (me|mij|ons|even|het|maar) (even|weten|me|mij)
        vergeet (je|niet|niet om|je niet|u niet) (niet|om|te|de|je)
        ^(en|dan|) (bel|mail|app|stuur|geef|help|verbeter|corrigeer|zeg|vertel|laat|herinner|informeer|breng|leg|
          toon|toon) (me|mij|ons)
    """,
    "tells": """
        laat (het|me|mij|ons|maar|even|het me|het mij|het ons) (me|mij|weten|even|even weten|ons)
        wat (vind|vindt|denk|denkt|vinden) (je|jij|u|jullie)
        (hoor|horen|verneem) (ik|we|wij) (graag|het graag|graag van|van je|van u)
        (graag) (je|jouw|uw|een|jullie) (reactie|antwoord|mening|akkoord|feedback|bevestiging|terugkoppeling|input)
        (hou|houd|houdt) (me|mij|ons) op de hoogte
        laat (even|me even|het even|mij even|ons even) weten
        ^(en|dan|) (bel|mail|app|verbeter|corrigeer|zeg|vertel|herinner|informeer) (me|mij|ons)
        (uw|je|jouw|jullie) (mening|hulp|advies|feedback|reactie|oordeel|visie) (zou|wordt|zouden) (ons|mij|me|
          heel|erg|welkom|zeer|hier|op prijs)
        ^(en|dan|) (kies|beslis|bepaal) (jij|je|u|zelf|maar)
    """,
    "needs": """
        (ik|we|wij) (heb|hebben) (nog|dit|dringend|je|uw|jouw|dat|hem|ze|die|het|daarvoor|hiervoor|er) (nodig|hulp|
          akkoord|
          dringend)
        (ik|we|wij) (heb|hebben) (ze|die|het|dit|deze|hem|de|een) (uiterlijk|graag|wel|nog|dringend|voor) nodig
        (heb|hebben) (ik|we|wij) (dringend|nodig|nog nodig)
        (ik|we|wij) (zou|zouden|wil|willen) graag
        (ik|we|wij) (mis|missen)
        (ik|we|wij) (zoek|zoeken) (een|naar|de|iemand|nog)
        (nodig) (voor|hebben|van|om|uiterlijk)
        (we|wij) (moeten|zouden) (nog|eigenlijk|dringend|ook nog)
    """,
    "wonders": """
        (ik|wij) (vroeg|vraag|vroegen) (me|mij|ons) af
        (weet|heb|heeft|hebt|hebben|ben|bent) (je|jij|u|jullie)
        is (er|het|dit|dat|de) (al|nog|een|iets|mogelijk|klaar|ook)
        (moet|moeten|zal|zullen|mag|kan|kunnen) (ik|we|wij)
        ^(en|maar|dus|) (wanneer|hoe|waar|wie|wat|welke|waarom|hoeveel|hoe laat) (is|zijn|kan|kun|moet|wordt|
          kunnen|gaat|heb|versie|datum|tijd|doe|doen|komt)
        ^(en|) (past|schikt|lukt|werkt) (dat|het|je|u|dit)
        (past|schikt) (dat|het|je|u|dit)
        (wilde|wou) (even|je|graag|u) (vragen|weten|graag)
    """,
    "opens": """
        ^(wanneer|waarom|hoeveel|hoe laat|welke|wie)
    """,
    "waits": """
        (wacht|wachten) (op|nog op|nu op) (je|jouw|uw|jullie|een) (reactie|antwoord|akkoord|goedkeuring|
          beslissing|bevestiging)
        (zie|zien) (je|uw|jouw) (reactie|antwoord) (graag|met)
        in afwachting van
        (heb|hebben) (ik|we|wij|daarvoor|hiervoor|alleen|nog) (nog|alleen|alleen nog|dringend|daarvoor|) (je|jouw|
          uw|jullie) (akkoord|goedkeuring|toestemming|handtekening|bevestiging|reactie|antwoord|hulp|input)
        (ik|we|wij) (mis|missen) (nog|nog steeds|) (je|jouw|uw|jullie)
        (ontbreekt|ontbreken) (nog|alleen nog|helaas nog)
        (wil|wou|zou graag) (eerst|nog|graag|wel|) (eerst|nog|) (jouw|je|uw) (akkoord|ok|oke|goedkeuring|mening|
          bevestiging|handtekening)
        (wacht|wachten) (ik|we|) (alleen|enkel|nog|nog steeds|slechts|) op (jouw|je|uw|jullie|jou)
    """,
    "approves": """
        (goedkeuring|goedkeuren|akkoord|toestemming|fiat|groen licht)
        (ben|bent|zijn) (je|u|jullie) (akkoord|het eens|het ermee)
        (is) dat (goed|ok|akkoord|oke)
    """,
    "meets": """
        (ben|bent|zijn) (je|u|jullie) (beschikbaar|vrij|aanwezig|er)
        (je|jouw|uw|jullie) beschikbaarheid
        (wanneer|welke dag|hoe laat) (kun|kan|kunt|schikt|past|zou|kunnen|komt|heb)
        (kunnen|zullen|zouden) we (afspreken|overleggen|bellen|even|een afspraak|elkaar|praten)
        (een) (afspraak|overleg|meeting|vergadering) (maken|plannen|inplannen|verzetten)
        ^(en|) lukt (het|je|u|dat|maandag|dinsdag|woensdag|donderdag|vrijdag|morgen)
        (past|schikt|komt) (het|je|u|maandag|dinsdag|woensdag|donderdag|vrijdag|morgen)
        (datum|afspraak|moment|tijdstip) (prikken|vastleggen|afspreken|zoeken|vinden|bepalen|plannen|kiezen)
    """,
    "closing": """
        (mocht|mochten|als|indien) (je|u|er|jullie) (nog|vragen|hebben|verdere) (vragen|hebben|hebt|heeft|vraag|
          opmerkingen|zijn)
        (aarzel|schroom) niet
        (bij|voor) (vragen|verdere vragen|eventuele vragen)
        (in de bijlage|bijgaand|hierbij) (vind|vindt|tref|treft)
        (neem|neemt) (gerust|dan) contact
        (als|mocht|mochten) (je|u|jullie) (nog|) (iets|wat|meer) (nodig|anders|weten)
        (hoor ik het|dan hoor ik|hoor ik) (wel|graag van je wel)
    """,
    "noted": """
        ter (info|informatie|kennisgeving|kennisname|info.)
        (geen) (antwoord|reactie|actie) (nodig|vereist|noodzakelijk)
        (hoeft|hoef) (niet|je niet|niets|hier niet|u niet) (te|meer)
        (even|alleen) ter info
        (wil|wilde) (je|u|jullie) (laten weten|informeren|even laten)
    """,
    "social": """
        hoe (gaat|is|was)
        (hopelijk|ik hoop|hoop) (dat|gaat|is|alles|het)
        (fijn|prettig|fijne|prettige|goed) (weekend|dag|avond|vakantie|week|weekeinde)
        ^(toch|he) ?
        wie (had|zou) (dat|dit|het|had) (gedacht|ooit|kunnen|nou|denken)
        (wie weet|waarom niet)
        ^(hou|houd|pas) (je|jullie) (haaks|goed|taai|op)
    """,
    "thanks": """
        (bedankt|dank|dankjewel|dankuwel|thanks|dankje)
    """,
    "before": """
        (alvast|bij voorbaat) (bedankt|dank|hartelijk|veel)
    """,
    "chases": """
        (is er|zijn er|heb je|heeft u|hebben jullie|al|nog) (al|iets|nieuws|al iets|al nieuws|een update|
          meer) (nieuws|bekend|iets|meer|een|duidelijk|gebeurd|update|over)
        (nog|al) (nieuws|iets gehoord|geen antwoord|geen reactie|niets gehoord|niets ontvangen|een update)
        (wacht|wachten) (nog|nog steeds|al)
        (nog) (steeds|geen|niets|niet) (op|geen|niets|antwoord|reactie|ontvangen|gehoord|wachten|vernomen)
        (kleine|vriendelijke|korte|even een|tweede|laatste|nogmaals) (herinnering|reminder|verzoek|de vraag)
        (herinnering|reminder|herinneren|rappel)
        (even|nog even|nogmaals) (navragen|opvolgen|informeren|checken|terugkomen|vragen|nabellen)
        (heb|hebt|heeft|had|is|kon) (je|jij|u|jullie) (al|mijn|hier|dit|tijd|er|de) (kunnen|gezien|tijd|mail|naar|
          kans|gelegenheid|gelezen|bericht|al|ontvangen|gekeken|iets|gehad|even)
        (hoe staat|wat is de stand|hoe ver)
        (kom|komen) (hier|nog|even|nogmaals) (nog|even|op|terug)
        (wanneer) (kan|kunnen|mag) (ik|we|wij) (een|dit|de|het|antwoord)
        (heb|hebben|is) (niets|nog niets|niks|nog niks) (ontvangen|gehoord|gekregen|binnengekomen)
    """,
    "withdraws": """
        (is|zijn|al|inmiddels|probleem|nu|hiermee) (opgelost|al opgelost|inmiddels opgelost|afgehandeld|geregeld|
          opgehelderd|achterhaald)
        ^(opgelost|geregeld)
        niet (meer) (nodig|van toepassing|relevant|noodzakelijk)
        (heb|hebben) (het|dit|de|hem|je hulp|dat|er) (niet meer|al|inmiddels|al niet meer|zelf|geen) (nodig|
          gevonden|opgelost|zelf)
        (laat maar|vergeet het|vergeet mijn|negeer|laat maar zitten|niet meer nodig)
        (negeer|negeren) (mijn|deze|dit|de)
        (heb|hebben) (het|hem|de|dit|inmiddels|al|de oplossing|het antwoord) (gevonden|opgelost|zelf|
          inmiddels gevonden)
        (werkt|doet) (het|nu|weer|inmiddels) (nu|weer|inmiddels|wel|alweer)
        (trek|trekken) (mijn|het|ons) (verzoek|vraag) (in|terug)
    """,
    "stays": """
        (nog niet|niet|nog steeds niet) (opgelost|geregeld|gevonden|afgehandeld)
    """,
    "holds": """
        (ik|we|wij) (ga|gaan|kijk|kijken|zoek|zal|zullen|kom|komen|pak|pakken|regel|regelen|laat|laten|stuur|
          sturen|check|vraag|vragen|bel|meld|geef|geven|controleer|onderzoek|bekijk|probeer|bespreek|overleg|neem|
          nemen|informeer|mail) (er|het|dit|naar|hier|ernaar|op|je|u|ermee|even|mee|na|bij|voor|morgen|vandaag|
          uit|zo|jullie|de|dat|nog|contact|met|hem|haar|terug|achteraan|erop|eens|weten)
        (kom|komen) (ik|we|wij|er|hier|hierop|erop) (er|op|bij|snel|terug|hierop|nog|morgen|vandaag|hier|je|daarop)
        (hoor|hoort|krijg|krijgt|ontvang|ontvangt) (je|u|jullie|het|van|dit|de) (van|het|nog|dit|de|een|ons|mij|
          morgen|vandaag|uiterlijk|snel|meer|antwoord|vanmiddag)
        (je|u|jullie) (hoort|krijgt|hoor|ontvangt|krijg|hebt|heeft) (van|het|nog|dit|de|een|morgen|vandaag|
          uiterlijk|snel|spoedig|antwoord|vanmiddag|mij)
        (ben|zijn) (ermee|er mee|mee) (bezig|aan de slag)
        (wordt|is) (aan gewerkt|opgepakt|in behandeling)
        (antwoord|reactie) (volgt|komt)
        (geef|geeft) (me|mij|ons) (even|een|tot|wat)
        (pakt|neemt|regelt|zoekt|bekijkt|onderzoekt) (het|dit|dat|je|uw|er) (op|uit|over|contact|voor|bericht|vraag)
        (komt|komen|kom) (bij|er|daar|hier|daarop|erop|hierop) (je|u|op|jullie|terug|bij)
        (neemt|nemen|neem) (contact|dan contact) (met|op)
        (laat|laten) (het|je|jullie|u) (je|u|jullie|het|van|morgen|nog|weten|vandaag)
        (hoort|hoor|horen) (maandag|dinsdag|woensdag|donderdag|vrijdag|volgende|deze|nog|morgen|voor|uiterlijk|
          binnenkort)
        (doorgestuurd|doorgezet|overgedragen) (aan|naar|$)
        (nog niet|nog geen) (aan|tijd|toe) (toegekomen|gehad|gekomen)
    """,
    "acknowledges": """
        ^(ontvangen|begrepen|genoteerd|ok|oke|prima|goed|duidelijk|doe ik|akkoord|helder|komt goed|is goed|
          komt in orde)
        (heb|hebben|is) (je|uw|het|de|jouw|ik) (mail|bericht|ontvangen|vraag|goed ontvangen|verzoek|goed)
        (bedankt|dank|dank je|dank u|dankjewel) (voor|je voor|u voor)
    """,
    "receives": """
        ^(ontvangen|genoteerd|goed ontvangen|komt goed|komt in orde|doe ik)
        (heb|hebben) (het|je|uw|de|jouw) (ontvangen|mail ontvangen|bericht ontvangen|goed ontvangen|vraag ontvangen)
    """,
    "busy": """
        (ik ben|ben|zit) (vandaag|in|onderweg|op|de hele|nu|momenteel)
        (sorry|excuses|mijn excuses|excuus)
        (duurt|kan) (nog|even|iets)
    """,
    "answers": """
        ^(ja|nee|klaar|gedaan|goedgekeurd|klopt|bevestigd|precies|verzonden|inderdaad)
        (bijgaand|in de bijlage|hierbij|hier is|hier zijn|bijgevoegd)
        (is|zijn|heb het|staat) (gedaan|klaar|goedgekeurd|verstuurd|geregeld voor)
        (wat mij|voor mij) (betreft|is|akkoord|prima)
        (je|u) (kunt|kan|kun) (het|de|gewoon|gebruiken|verder)
        (ik|we|wij) (ben|zijn|zal|kom|doe) (erbij|er bij|er zijn|aanwezig|er om|graag langs|langs|mee|om|op)
    """,
    "commits": """
        (ik|we|wij) (ga|gaan|zal|zullen|stuur|kom|laat|kijk|regel|check|geef|bel|lever|mail|vraag|pak|probeer|
          zorg|antwoord|zoek)
        (stuur|kom|laat|geef|lever|mail|bel|krijg|hoor|ontvang|kijk|krijgt|hoort) (ik|je|u|jullie|we)
        (je|u|jullie) (krijgt|hoort|hebt|ontvangt|heeft)
        (is|wordt|zal|komt) (het|morgen|uiterlijk|voor|vandaag|klaar|geregeld|af)
        (geef|geeft) (me|mij) (tot|even)
        (hoort|hoor|horen) (maandag|dinsdag|woensdag|donderdag|vrijdag|volgende|deze|nog|morgen|voor|uiterlijk)
        (komt|neemt) (bij|er|erop|contact)
    """,
    "delivers": """
        (sturen|stuur|opsturen|antwoorden|antwoord|reactie|reageren|bevestigen|bevestiging|nodig|leveren|
          aanleveren|weten|hebben|goedkeuren|tekenen|controleren|terugsturen|invullen|betalen|deadline|uiterlijk|
          doen|laten weten|ontvangen|krijgen|afronden|doorgeven|mailen|toesturen|akkoord|checken)
    """,
    "duty": """
        (ik|we|wij) (moet|moeten|wil|willen|zou)
        (moet|moeten) (ik|we|wij|eerst|nog|het|even)
    """,
    "looks": """
        (vragen|navragen|checken|nakijken|bekijken|uitzoeken|overleggen|bespreken|opzoeken|controleren|nagaan|kijken|
          nadenken|lezen|doorlezen|afstemmen|informeren|tellen|zoeken)
    """,
    "has": """
        (ik|we|wij) (heb|hebben)
        (heb|hebben) (ik|we|wij)
    """,
    "done": """
        (verstuurd|gestuurd|opgestuurd|verzonden|besteld|goedgekeurd|ondertekend|getekend|gedaan|betaald|geboekt|
          aangepast|gecorrigeerd|geregeld|doorgegeven|bijgewerkt|geupload|ingevuld|afgerond)
    """,
    "unfinished": """
        (nog niet|niet|nog geen|geen)
    """,
    "patience": """
        (geef|geeft) (me|mij|ons) (even|een|tot|wat)
        (heb|hebben) (meer|wat meer|iets meer|nog wat|wat) tijd nodig
        (duurt|kost) (langer|iets langer|wat langer|meer tijd|nog)
    """,
    "bulk": """
        (nieuwsbrief|maandbericht|weekbericht|uitschrijven|afmelden|abonnees)
        (veel|) (leesplezier|leesgenot)
        (deze keer|in dit nummer|in deze editie|in deze nieuwsbrief) |
        (lees|leest) (je|u|het|meer) (op|het op|hier|verder|in)
    """,
    "provided": """
        als (ik|we|wij|het|alles|er) (tijd|lukt|meezit|kan|niets|het|eraan|er|even|ruimte|goed|dat)
        (misschien|eventueel|wellicht|mits|tenzij)
    """,
    "absent": """
        (op|met) (vakantie|verlof|zwangerschapsverlof)
        (afwezig)
    """,
    "says": """
        (zei|zegt|schreef|beloofde|antwoordde) $
    """,
    "denies": """
        niet (voor|tot|binnen)
    """,
}

DATES = {
    "weekdays": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "other weekdays": (
        "maandagochtend=0|maandagmiddag=0|dinsdagmiddag=1|woensdagmiddag=2|donderdagmiddag=3|vrijdagmiddag=4|"
        "dinsdagochtend=1|woensdagochtend=2|donderdagochtend=3|vrijdagochtend=4"
    ),
    "months": "januari februari maart april mei juni juli augustus september oktober november december",
    "short months": "- - mrt - - - - - - - - -",
    "today": "vandaag|vandaag nog|nog vandaag",
    "tomorrow": "morgen",
    "overmorrow": "overmorgen",
    "nothing": "goede morgen",
    "morning": "ochtend|in de ochtend|vanochtend|vanmorgen|morgenochtend",
    "noon": "twaalf uur",
    "afternoon": "in de middag|middag",
    "evening": "avond|in de avond",
    "tonight": "vanavond",
    "midnight": "middernacht",
    "close": (
        "einde van de dag|eind van de dag|het einde van de dag|het eind van de dag|einde dag|"
        "eind van de middag|einde werkdag|in de loop van de dag|het einde van de werkdag"
    ),
    "week end": (
        "einde van de week|eind van de week|het einde van de week|het eind van de week|deze week|einde week|"
        "eind deze week|in de loop van de week"
    ),
    "next week": "volgende week|komende week|begin volgende week",
    "month end": "einde van de maand|eind van de maand|het einde van de maand|eind deze maand|maandeinde",
    "year end": "einde van het jaar|eind van het jaar",
    "next": "volgende week",
    "this": "aanstaande|komende|deze|volgende",
    "in": "binnen|over|in|binnen een termijn van|binnen de termijn van",
    "day": "dag|dagen",
    "working day": "werkdag|werkdagen",
    "week": "week|weken",
    "hour": "uur|uren",
    "minute": "minuut|minuten",
    "numbers": "een=1 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 tien=10 paar=2",
    "at": "om|rond|tegen",
    "by": (
        "voor|uiterlijk|uiterlijk op|tot|tegen|vanaf uiterlijk|uiterlijk voor|binnen|voor het|tot en met|"
        "uiterlijk om|ten laatste|voor de|tot uiterlijk|voor aanstaande|voor komende"
    ),
    "of": "om|op|de|rond|voor|van",
    "clock": "uur|u",
    "weekday morning": "ochtend morgen",
    "weekday afternoon": "middag namiddag",
    "weekday evening": "avond",
    "half hour": "half uur|een half uur|het half uur",
    "end of": "eind|einde|eind van|het einde van",
    "next month": "volgende maand|komende maand",
    "week number": "week|weeknummer",
    "fortnight": "veertien dagen|twee weken tijd",
}
