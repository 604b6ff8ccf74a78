"""How people say in their absence notes that they are away: in the languages of the cues.

Regular expressions, one a line, over folded text (`absence.fold`: lower-case, accents off). `~` is a gap of at most 60
characters inside one sentence, so every search is linear; a line that ends in a backslash goes on below. The marks:
`thanks` for a mail that nobody has read yet; `away`, in the first person; `until`, an end of the absence; `contact`,
whom to ask in general ("in urgent cases"); `later`, what becomes of mail meanwhile; `specific`, words about this very
mail, which no note has. `stems` are pieces of raw lower-case text, one of which stands in every note of the language.
"""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "stems": "office|vacation|holiday|leave|away|absen|travel|closed|unavailable",
        "thanks": r"""
            thank(?:s| you)(?: very much| so much)? for (?:your (?:~)?(?:e-?mail|mail|message|note|inquiry|enquiry)\
            |contacting|getting in touch|reaching out|writing)
        """,
        "away": r"""
            \b(?:i am|i'm|i will be|i'll be|i shall be|we are|currently|please note that i am)~(?:out of (?:the \
            |my )?office|out of town|away (?:from|until|on|till)|on (?:\w+ )?(?:leave|vacation|holidays?)|absent\
            |not in the office|unavailable|travell?ing|out until|away\b)
            ^\W*(?:currently )?(?:out of (?:the )?office|on (?:annual |parental )?(?:leave|vacation|holiday))
            \b(?:our|the) (?:office|company|shop|practice)s? (?:is|are|will be|remains?) ~closed
        """,
        "until": r"""
            \b(?:until|till|through|returning|return on|return to the office|be back|back on|back in the office)\b
        """,
        "contact": r"""
            \b(?:in|for|with|if your (?:request|matter|e-?mail) is|should your (?:request|matter) be|in case of\
            |if you (?:need|require))~(?:urgent|emergenc|immediate|urgency)
            \b(?:in|during) my absence\b
            \bwhile i am (?:away|out)\b
            \bin the meantime,? please contact\b
        """,
        "later": r"""
            \blimited access to\b
            \bno access to (?:my )?e-?mail
            \bnot (?:be )?(?:checking|reading) (?:my )?e-?mail
            \byour (?:e-?mail|message) (?:will|is) not (?:be )?(?:forwarded|read)
            \b(?:will|shall|'ll) (?:be able to )?(?:respond|reply|answer|get back to you|deal with|read)~(?:return\
            |then|back|as soon as|once)
        """,
        "specific": r"""
            \b(?:look|looking) (?:at|into) (?:it|this|that)\b
            \b(?:check|fix|do|handle|send|finish) (?:it|this|that|you)\b
        """,
    },
    "de": {
        "stems": "büro|buero|urlaub|abwesen|erreichbar|haus|elternzeit|dienstreise|geschlossen",
        "thanks": r"""
            (?:dank|danke)(?: schon)? fur (?:ihre|deine|eure|die) (?:e-?mail|mail|nachricht|anfrage|mitteilung\
            |kontakt)
            (?:dank|danke)(?: schon)? fur (?:ihr|dein) (?:e-?mail|schreiben|interesse)
        """,
        "away": r"""
            \b(?:ich bin|bin ich|ich befinde mich|befinde ich mich|ich werde|wir sind)~(?:nicht im (?:buro|buero|haus\
            |hause)|ausser haus|im urlaub|abwesend|nicht (?:personlich )?erreichbar|in elternzeit|auf dienstreise\
            |im mutterschutz|nur eingeschrankt erreichbar)
            ^\W*(?:zur ?zeit|derzeit|momentan|aktuell) (?:nicht im buro|ausser haus|im urlaub|abwesend)
            \bunser (?:buro|unternehmen|betrieb) (?:ist|bleibt)~geschlossen
        """,
        "until": r"""
            \bbis (?:zum |einschliesslich |einschl\. |inkl\. )?(?:\w+, ?(?:den )?)?\d
            \bbis (?:zum )?(?:montag|dienstag|mittwoch|donnerstag|freitag|ende)
            \b(?:ab|am) (?:dem )?~(?:wieder|zuruck)
            \bwieder~(?:ab|am|erreichbar|im buro|im haus|fur sie da)\b
        """,
        "contact": r"""
            \bin (?:sehr )?dringenden (?:fallen|angelegenheiten)
            \bin eiligen fallen
            \bwahrend meiner abwesenheit
            \b(?:meine|als) vertretung
            \bvertritt mich\b
            \bbei dringenden~(?:wenden|anliegen|fragen)
            \bin der zwischenzeit wenden
        """,
        "later": r"""
            \b(?:e-?mail|mail|nachricht)(?:en)? (?:wird|werden) (?:\w+ )?nicht (?:weitergeleitet|gelesen|bearbeitet)
            \bnach meiner (?:ruckkehr|abwesenheit)
            \b(?:antworte|beantworte|melde)~(?:nach|sobald|anschliessend)
            \bkeinen zugriff auf
            \bnur eingeschrankt(?:en)? (?:zugriff|erreichbar)
        """,
        "specific": r"""
            \bdarum\b
            \bschaue?n? (?:es|das|mir|ich)\b
            \bdann an\b
            \b(?:erledige|mache|schicke) (?:ich )?(?:es|das|dir|ihnen)\b
        """,
    },
    "fr": {
        "stems": "bureau|congé|conge|absen|vacances|déplacement|fermé",
        "thanks": r"""
            merci (?:beaucoup )?(?:pour|de) (?:votre|ton|vos) (?:\w+ )?(?:e-?mail|mail|message|courriel|courrier)
            j'ai bien recu votre
        """,
        "away": r"""
            \b(?:je suis|je serai|etant|nous sommes)~(?:absente?|en conges?|en vacances|hors du bureau|en deplacement\
            |pas au bureau)
            ^\W*(?:actuellement )?(?:absente?|en conges?)\s
            \b(?:nos bureaux sont|notre bureau est|l'entreprise est)~fermee?s?
        """,
        "until": r"""
            \bjusqu'?\s?(?:au|a)\b
            \b(?:de|mon) retour\b
            \bau \d
        """,
        "contact": r"""
            \ben cas d'urgence
            \bpour (?:toute|une) (?:demande|question) urgente
            \ben mon absence
            \b(?:pendant|durant) mon absence
        """,
        "later": r"""
            \b(?:repondrai|repondre|traiterai|reviendrai vers vous)~(?:retour|des que|possible)
            \bacces limite
            \bne (?:sera|seront) pas (?:lu|transfere|transmis)
            \ba mon retour
        """,
        "specific": r"""
            \bm'en occupe
            \bje regarde
            \bje (?:le|la|te|vous l)'?\s?(?:fais|envoie|ferai)
        """,
    },
    "es": {
        "stems": "oficina|vacaciones|ausen|permiso|viaje|cerrad|de baja",
        "thanks": r"gracias por (?:su|tu|el|contactar|escribir|ponerse)(?: (?:e-?mail|correo|mensaje|consulta))?",
        "away": r"""
            \b(?:estoy|estare|me encuentro|me encontrare|actualmente)~(?:fuera de (?:la )?oficina|de vacaciones\
            |ausente|de viaje|de baja|de permiso|fuera del despacho)
            \bnuestras? oficinas? (?:esta|estara|estan|estaran|permanecera)~cerrad
        """,
        "until": r"""
            \bhasta (?:el )?\w
            \b(?:regres|volver|vuelv|reincorpor|de vuelta)~\b(?:el|a partir|al)\b
        """,
        "contact": r"""
            \ben caso de (?:urgencia|emergencia)
            \bpara (?:cualquier )?(?:asuntos?|temas?|cuestion(?:es)?|consultas?) urgentes?
            \ben mi ausencia
            \bdurante mi ausencia
        """,
        "later": r"""
            \b(?:respondere|contestare|responderle|atendere)~(?:regreso|vuelta|posible|cuando)
            \bacceso limitado
            \ba mi (?:regreso|vuelta)
        """,
        "specific": r"\blo (?:miro|veo|reviso|mirare|revisare|vere|hago|envio)\b",
    },
    "it": {
        "stems": "ufficio|ferie|assen|vacanza|sede|congedo|chius",
        "thanks": r"""
            grazie (?:mille )?per (?:il (?:suo|tuo|vostro|messaggio)|la (?:sua|tua|vostra)|aver(?:ci|mi) (?:scritto\
            |contattato))
            (?:la|vi) ringrazio per\s
        """,
        "away": r"""
            \b(?:sono|saro|mi trovo|siamo)~(?:fuori (?:ufficio|sede)|in ferie|assente|in vacanza|in congedo\
            |in maternita|in viaggio)
            \b(?:i nostri uffici|l'ufficio)~chius
        """,
        "until": r"""
            \bfino al\b
            \b(?:rientr|torner|saro di nuovo)~(?:il|da|a partire|lunedi|martedi|mercoledi|giovedi|venerdi)\b
            \bal \d
        """,
        "contact": r"""
            \bper (?:qualsiasi |ogni )?(?:urgenz|question[ei] urgent|richieste urgent|comunicazioni urgent)
            \bin caso di (?:urgenz|necessita|emergenz)
            \b(?:in|durante la) mia assenza
        """,
        "later": r"""
            \b(?:rispondero|risponderle|rispondervi|ricontattero)~(?:rientro|ritorno|possibile)
            \bal mio (?:rientro|ritorno)
            \baccesso limitato
        """,
        "specific": r"""
            \b(?:lo|la|ci) (?:guardo|guardero|faccio|mando)\b
            \bme ne occup
        """,
    },
    "pt": {
        "stems": "escritório|escritorio|férias|ferias|ausen|licença|viagem|fechad|encerrad",
        "thanks": r"""
            (?:obrigad[oa]|agradec\w+)(?: desde ja)? (?:pel[ao]|por|o) (?:(?:seu|sua|vosso) )?(?:e-?mail|mensagem\
            |contac?to|\w+ contac?to)
        """,
        "away": r"""
            \b(?:estou|estarei|encontro-me|encontrar-me-ei)~(?:fora do escritorio|de ferias|em ferias|ausente\
            |de licenca|em viagem|fora da empresa)
            \bnossos? escritorios?~(?:fechad|encerrad)
        """,
        "until": r"""
            \bate (?:o |ao |a )?(?:dia )?\w
            \b(?:regress|retorn|volt)~(?:dia|em|a|no)\b
        """,
        "contact": r"""
            \bem caso de (?:urgencia|emergencia)
            \bpara (?:assuntos|questoes|temas|casos) urgentes
            \bna minha ausencia
            \bdurante (?:a minha|minha) ausencia
        """,
        "later": r"""
            \b(?:responderei|respondo|entrarei em contac?to)~(?:regresso|retorno|volta|possivel)
            \bacesso limitado
            \bapos o meu (?:regresso|retorno)
        """,
        "specific": r"\b(?:vejo|trato|faco) (?:isso|disso|isto)\b",
    },
    "nl": {
        "stems": "kantoor|vakantie|afwezig|verlof|aanwezig|gesloten",
        "thanks": r"""
            (?:bedankt|dank(?: u| je)?(?: wel)?) voor (?:uw|je|jouw|het) (?:e-?mail|mail|bericht|mailtje|contact)
        """,
        "away": r"""
            \b(?:ik ben|ben ik|momenteel ben ik|wij zijn)~(?:niet op kantoor|met vakantie|op vakantie|afwezig\
            |met verlof|niet aanwezig|buiten kantoor)
            \bons kantoor is~gesloten
        """,
        "until": r"""
            \bt(?:ot|/m)(?: en met)? \w
            \b(?:weer|terug)~(?:op|vanaf|aanwezig)\b
            \bvanaf \w+~\b(?:weer|terug)
        """,
        "contact": r"""
            \b(?:bij|in|voor) (?:spoed|dringende|urgente)
            \b(?:in|tijdens|gedurende) mijn afwezigheid
        """,
        "later": r"""
            \b(?:beantwoord|reageer|antwoord)~(?:terugkomst|terug|zodra)
            \bna mijn (?:terugkomst|terugkeer|vakantie)
            \bbeperkt(?:e)? (?:toegang|bereikbaar)
            \bniet doorgestuurd
        """,
        "specific": r"""
            \bkijk (?:er|ik er) ?(?:naar|dan)
            \bbekijk het\b
            \bik (?:doe|stuur|regel) het\b
        """,
    },
    "pl": {
        "stems": "urlop|nieobecn|biur|zwolnieni|delegacj",
        "thanks": r"dziekuj[ea](?:my)? (?:bardzo )?za (?:\w+ )?(?:wiadomosc|e-?mail|maila|kontakt)",
        "away": r"""
            \b(?:jestem|bede|przebywam|aktualnie|obecnie)~(?:na urlopie|nieobecn|poza biurem|na zwolnieniu\
            |w delegacji|w podrozy)
            \bnasze biuro (?:jest|bedzie)~(?:nieczynne|zamkniete)
        """,
        "until": r"""
            \bdo (?:dnia )?(?:\d|poniedzial|wtork|srod|czwart|piat|konca)
            \b(?:wrac|wroc|powroc|bede ponownie)~\d
            \bpowrot
        """,
        "contact": r"""
            \bw (?:sprawach |przypadku )?(?:pilnych|pilnej)
            \bw pilnych sprawach
            \b(?:w czasie|podczas|pod) mo(?:jej|ja) nieobecnosc
        """,
        "later": r"""
            \b(?:odpowiem|odpisze|skontaktuje sie)~(?:powroc|powrot|jak tylko|najszybciej)
            \bpo (?:moim )?powrocie
            \bograniczony dostep
        """,
        "specific": r"""
            \bzajme sie tym\b
            \bsprawdze to\b
        """,
    },
}
