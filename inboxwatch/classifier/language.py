"""Which language a mail is written in, by its small words: a set look-up a word, no model, no statistics.

Small words ("the", "und", "que") make up a third of any text and are in no other language's; so a handful decides.
Words of neighbours whose mail we have no cues for (Swedish, Danish, Czech, Turkish …) vote too: what they win is
unknown rather than Dutch. Works on the plain words of `words.normal`: lower-case, without accents.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import repeat
from typing import Final

from inboxwatch.classifier.phrases import STOP

_SMALL: Final = {
    "en": "the of and to is are was were be been have has had will would should could can i you we they he she it "
    "my your our their his this that these those not but with for from on by at as if when what which who how there "
    "please thanks regards hello dear any some all just about do does did an or me us them let know see also now only "
    "more very than up out into after before next here which its get need want send call meeting tomorrow today week "
    "our no yes because like take make go been he's don't it's i'd we'd i've going new",
    "de": "der die das und ist sind war waren ein eine einen einem einer nicht ich du sie er wir ihr mir dir uns euch "
    "mich dich sich auf mit von vom zu zum zur im in am fur bei nach aus uber auch noch nur schon wie was wer wann "
    "wenn dass ob oder aber habe hat haben wird werden kann konnen konnten konnte mochte bitte danke gruss grusse "
    "hallo liebe lieber guten sehr geehrte damen herren den dem des bis an es als mal hier zur sich mein meine dein "
    "deine ihre ihren ihnen unser unsere diese dieser heute morgen weisst kannst hast bin gibt alles alle gruessen "
    "montag dienstag mittwoch donnerstag freitag woche termin konntest kommst gehst",
    "fr": "le la les un une des du de et est sont je tu il elle nous vous ils on ne pas plus que qui quoi quand dans "
    "sur pour par avec sans au aux ce cette ces mon ma mes ton ta tes votre vos notre nos leur en y si mais ou donc "
    "bonjour bonsoir merci cordialement salut etes suis avez avons peux pouvez pourriez pourrais bien tres aussi "
    "c'est j'ai n'est d'ici qu'il ca faut faire fait ete etait tout toute tous me te moi toi voici chere cher madame "
    "bises est-ce peux-tu "
    "lundi mardi mercredi jeudi vendredi demain aujourd'hui semaine serait avant ce matin soir",
    "es": "el la los las un una unos unas y es son no que de del en con por para se lo al le les su sus mi tu te me "
    "nos yo pero como cuando donde quien si ya muy mas este esta esto ese esa hay ha he has han hola gracias saludos "
    "saludo estimado estimada buenos buenas dias tardes puedes podrias podria esta estan fue ser usted ustedes hasta "
    "sobre tambien porque nuestro nuestra algo todo todos cordial quedo atentamente favor les otra ahora "
    "lunes martes miercoles jueves viernes manana hoy semana seria antes todavia quieres espero estaria bien dime "
    "llamame avisame mandame enviame mantenme agradezco podrias",
    "it": "il lo la i gli le un una uno di del della dei delle degli e sono non che per con da dal dalla al alla ai "
    "nel nella in su sul sulla mi ti ci vi si ma come quando dove chi se piu anche questo questa ho hai ha abbiamo "
    "hanno ciao grazie saluti gentile cordiali buongiorno puoi potresti potrebbe fare fatto mio tuo suo nostro vostro "
    "molto gia ancora poi perche c'e un' dell'ufficio l'ho cosi sia stato tutti tutto distinti favore ecco io tu lei "
    "lunedi martedi mercoledi giovedi venerdi domani oggi settimana sarebbe prima aspetto suo sua vuoi dimmi chiamami "
    "fammi mandami tienimi potresti",
    "pt": "o a os as um uma uns umas e de do da dos das em no na nos nas com por para pelo pela ao aos nao que se mas "
    "como quando onde quem eu voce tu ele ela nos me te lhe meu minha teu tua seu sua nosso nossa este esta isso ja "
    "muito mais tambem foi ser estar estou esta tem temos ola oi obrigado obrigada bom dia boa tarde atenciosamente "
    "cumprimentos pode podes poderia ate sobre ainda so tenho abraco caro cara prezado prezada consegue gostaria favor "
    "segunda terca quarta quinta sexta amanha hoje semana seria antes espero quiseres diz-me liga-me peco-te poderias "
    "podias gentileza",
    "nl": "de het een en van ik je jij u we wij ze zij hij is zijn was waren heb hebt heeft hebben had niet ook nog "
    "maar of dat die dit deze er op in aan bij met voor naar om te tot uit over als dan wat wie waar wanneer hoe kan "
    "kun kunt kunnen zou wil wilt willen moet moeten zal zullen mijn jouw uw ons onze hun mij jou hem haar beste hoi "
    "hallo groet groeten groetjes bedankt dank graag geachte vriendelijke even al zo wel geen weet goed door "
    "maandag dinsdag woensdag donderdag vrijdag morgen vandaag week",
    "pl": "i w we z ze na do od o po za u to jest sa nie sie ze co kto kiedy gdzie jak czy ale lub bo ja ty on ona my "
    "wy mi ci mnie cie nam nas pan pani panstwo moj moja twoj twoja nasz nasza ten ta te tego tej tym juz jeszcze "
    "tylko tez bardzo prosze dziekuje dzieki czesc hej dzien dobry pozdrawiam pozdrowienia powazaniem mam masz ma mamy "
    "moge mozesz moglbys czekam by zeby dla przy przez oraz szanowna szanowny droga drogi bede jestem jeszcze pana "
    "poniedzialek wtorek sroda czwartek piatek jutro dzis tygodniu spotkanie spotkania trzeba sprawdz napisz zadzwon "
    "potwierdz",
    "sv": "och att det som en ett den inte jag du vi ni han hon ar var har hade kan ska vill med for fran till av pa "
    "om men eller nar hur vad vem hej tack halsningar vanliga har din mitt ditt era vara sig",
    "da": "og at det som en et den ikke jeg du vi han hun er var har havde kan skal vil med for fra til af pa om men "
    "eller nar hvor hvad hvem hej tak hilsen venlig mvh dig mig os jer vores deres ogsa",
    "no": "og at det som en et den ikke jeg du vi han hun er var har hadde kan skal vil med for fra til av pa om men "
    "eller nar hvor hva hvem hei takk hilsen vennlig deg meg oss dere vare ogsa",
    "cs": "a se je na ze to v s z do pro jsem jsou jste byl byla bude ale nebo kdyz jak co kdo kde prosim dekuji dobry "
    "den ahoj pozdravem bych bychom muzete mohl mohla uz jeste take jsme ktery ktera ktere mate mam nam vam vas",
    "ro": "si este sunt nu ca de la cu pe in din pentru sa se mai dar sau cand unde cine ce imi iti va rog multumesc "
    "buna ziua salut domnule doamna am ai are avem aveti acest aceasta",
    "tr": "ve bir bu da de icin ile mi ne var yok ben sen biz siz olarak cok daha gibi ama merhaba tesekkurler lutfen "
    "iyi gunler sayin saygilarimla olan kadar sonra",
    "hu": "a az es hogy nem van egy is de ha mert vagy meg csak ez azt kell lehet szia koszonom udvozlettel kerem "
    "tisztelt nekem neked majd mar kerlek",
    "fi": "ja on ei etta se en sina mina me te he ovat oli ole han kun jos mutta tai myos kiitos terveisin hei moi "
    "voitko ystavallisin paivaa olen olet olisi",
}
KNOWN: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
"""The languages that `cues` has words of."""

LOOK = 100
"""So many words are looked at, from the beginning."""
_ENOUGH, _SHARE = 1.4, 0.12
_FEW_WORDS = 8
_NOTHING = repeat(0.0)


def _build() -> dict[str, tuple[tuple[int, float], ...]]:
    """Small word -> the languages that have it, by number, and what its vote is worth: less where many have it."""
    homes: dict[str, list[int]] = {}
    for number, small in enumerate(_SMALL.values()):
        for word in dict.fromkeys(small.split()):
            homes.setdefault(word, []).append(number)
    return {word: tuple((number, 1.0 / len(numbers)) for number in numbers) for word, numbers in homes.items()}


_VOTES: Final = _build()
_CODES: Final = tuple(_SMALL)
_WORDS: Final = frozenset(_VOTES)
_ENGLISH: Final = {word: worth for word, votes in _VOTES.items() for number, worth in votes if number == 0}
_HALF: Final = 0.501


def language(seen: AbstractSet[str]) -> str:
    """The language of a mail's first words (`LOOK`, each once): "en", "de", …; "" if unknown or too little is said."""
    small = seen & _WORDS
    if not small:
        return ""
    english = sum(map(_ENGLISH.get, small, _NOTHING))
    if english > _HALF * len(small):  # more than half of all votes: no other language can have more
        return "" if english < _ENOUGH and english < _SHARE * len(seen) else "en"
    votes = [0.0] * len(_CODES)
    for word in small:
        for number, worth in _VOTES[word]:
            votes[number] += worth
    best = max(votes)
    code = _CODES[votes.index(best)]
    if best < _ENOUGH and best < _SHARE * len(seen):
        return ""
    return code if code in KNOWN else ""


def says_enough(tokens: list[str]) -> bool:
    """Whether the mail is long enough that its language should have shown."""
    return len(tokens) - tokens.count(STOP) >= _FEW_WORDS
