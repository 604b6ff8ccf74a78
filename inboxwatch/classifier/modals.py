"""Requests that modal verbs and conditionals make, whatever verb follows.

"Podrías completar …", "Bis Mittwoch müsste es bei mir sein", "Mi servirebbero i dati", "Proszę przeczytać …": told by
endings and by few small words, for one known language, so that no list has to hold every verb. All words are plain:
lower-case, without accents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

ASKS: Final = "asks"
_LONG: Final = 4
"""Infinitives have at least so many letters."""
_SHORT: Final = 9
"""A permission ("puoi tenerlo") rarely speaks of the writer in fewer words."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Modals:
    """What one language asks with.

    `would`: modal verbs of the second person in the conditional, with an infinitive a request. `could`: of the third
    person, or of the present: a request if the writer is in it (`me`, or tied to the infinitive: `tied`) and no more.
    `can`: the present of the second person, with an infinitive at the end of a sentence a request, as is a verb of the
    second person (`second`: its ending) with `you` there. `must`: obligations of things ("the papers must reach me").
    `near`: what stands between an obligation and the writer ("bei mir"). `want`: needs in the conditional, which are
    requests. `never`: negations, which silence it all. `infinitive`: endings.
    """

    infinitive: tuple[str, ...]
    tied: tuple[str, ...]
    me: frozenset[str]
    never: frozenset[str]
    near: frozenset[str]
    would: frozenset[str]
    can: frozenset[str]
    could: frozenset[str]
    must: frozenset[str]
    want: frozenset[str]
    you: frozenset[str] = frozenset()
    second: tuple[str, ...] = ()


_ES: Final = Modals(
    infinitive=("ar", "er", "ir", "arlo", "erlo", "irlo", "arla", "erla", "irla", "arlos", "erlos", "irlos", "arse"),
    tied=("arme", "erme", "irme", "arnos", "ernos", "irnos", "armelo", "armela", "armelos", "irmelo", "arnoslo"),
    me=_set("me nos mi mis nuestro nuestra nuestros nuestras conmigo mio"),
    never=_set("no nunca tampoco"),
    near=frozenset(),
    would=_set("podrias podriais"),
    can=_set("puedes podeis"),
    could=_set("podria podrian puedes puede podeis pueden"),
    must=_set("debe deben deberia deberian tiene tienen tendria tendrian"),
    want=_set("necesitaria necesitariamos haria harian precisaria vendria vendrian"),
    you=_set("tu"),
    second=("as", "es"),
)
_IT: Final = Modals(
    infinitive=("are", "ere", "ire", "arlo", "erlo", "irlo", "arla", "erla", "irla", "arli", "arle", "arsi", "orre"),
    tied=("armi", "ermi", "irmi", "arci", "erci", "irci", "armelo", "armela", "armeli", "ircelo", "arcelo"),
    me=_set("mi ci me noi mio mia nostro nostra miei nostri"),
    never=_set("non mai neanche"),
    near=frozenset(),
    would=_set("potresti potreste"),
    can=_set("puoi potete"),
    could=_set("potrebbe potrebbero puoi puo potete possono"),
    must=_set("deve devono dovrebbe dovrebbero"),
    want=_set("servirebbe servirebbero occorrerebbe occorrerebbero"),
    you=_set("tu"),
    second=("i",),
)
_PT: Final = Modals(
    infinitive=("ar", "er", "ir", "or", "a-lo", "e-lo", "i-lo", "a-la", "a-los", "a-las", "ar-se", "er-se", "ir-se"),
    tied=("ar-me", "er-me", "ir-me", "ar-nos", "er-nos", "ir-nos"),
    me=_set("me nos meu minha meus minhas nosso nossa comigo mim"),
    never=_set("nao nunca nem"),
    near=frozenset(),
    would=_set("podias poderias podieis"),
    can=_set("podes consegues"),
    could=_set("podia poderia poderiam podiam podes pode podem consegue consegues"),
    must=_set("deve devem deveria deveriam tem teem teria teriam"),
    want=_set("precisava precisaria precisariamos precisavamos"),
    you=_set("tu"),
    second=("as", "es"),
)
_FR: Final = Modals(
    infinitive=("er", "ir", "re", "oir"),
    tied=(),
    me=_set("me nous moi mon ma mes notre nos"),
    never=_set("ne pas jamais n'est"),
    near=frozenset(),
    would=_set("pourrais pourriez"),
    can=frozenset(),
    could=_set("peux pouvez pourrait"),
    must=_set("doit doivent devra devront devrait devraient"),
    want=_set("faudrait"),
)
_NL: Final = Modals(
    infinitive=("en",),
    tied=(),
    me=_set("mij me ons mijn onze"),
    never=_set("niet nooit geen"),
    near=_set("bij"),
    would=frozenset(),
    can=frozenset(),
    could=frozenset(),
    must=_set("moet moeten dient dienen"),
    want=frozenset(),
)
_DE: Final = Modals(
    infinitive=("en", "ln", "rn", "sein"),
    tied=(),
    me=_set("mir uns mich"),
    never=_set("nicht nie kein keine"),
    near=_set("bei"),
    would=frozenset(),
    can=frozenset(),
    could=frozenset(),
    must=_set("muss mussen musste mussten sollte sollten"),
    want=frozenset(),
)
_PL: Final = Modals(
    infinitive=("ac", "ec", "ic", "yc", "sc", "zc"),
    tied=(),
    me=_set("mnie mi nas nam moj moja moje nasz nasza"),
    never=_set("nie nigdy"),
    near=_set("do u"),
    would=_set("moglbys moglabys moglibyscie moglybyscie prosze prosimy"),
    can=_set("mozesz mozecie"),
    could=_set("mozesz mozecie moglby moglaby moze"),
    must=_set("musi musza powinien powinna powinno powinny"),
    want=_set("potrzebowalbym potrzebowalabym potrzebowalibysmy przydalby przydalaby przydaloby przydalyby"),
)
_MODALS: Final = {"es": _ES, "it": _IT, "pt": _PT, "fr": _FR, "nl": _NL, "de": _DE, "pl": _PL}
_TOLD_BY: Final = {
    language: each.would | each.can | each.could | each.must | each.want | each.you
    for language, each in _MODALS.items()
}
"""One of these is in every such request; a look at them saves the rest."""
_DATIVE: Final = _set("me nous nos")
_FALTA: Final = _set("falta bien")
"""Spanish: "me harían falta", "me vendría bien"."""


def may_ask(words: Iterable[str], language: str) -> bool:
    """Whether words of any such request in this language are among these; if not, `asks` says no of all of them."""
    return language in _TOLD_BY and not _TOLD_BY[language].isdisjoint(words)


def asks(words: list[str], language: str) -> bool:
    """Whether modal verbs make a request of a sentence of plain words in this language."""
    if not may_ask(words, language):
        return False
    modals = _MODALS[language]
    seen = set(words)
    if not modals.never.isdisjoint(seen):
        return False
    return _wants(words, seen, modals, language) or _would(words, seen, modals) or _must(words, seen, modals)


def _wants(words: list[str], seen: set[str], modals: Modals, language: str) -> bool:
    """A need in the conditional, of the writer."""
    if modals.want.isdisjoint(seen):
        return False
    if language == "es" and not {"haria", "harian", "vendria", "vendrian"}.isdisjoint(seen):
        return not _FALTA.isdisjoint(seen) and not modals.me.isdisjoint(seen)
    if language in {"it", "fr"}:
        return not modals.me.isdisjoint(seen)
    return language != "pt" or "que" not in words[:2]


def _would(words: list[str], seen: set[str], modals: Modals) -> bool:
    """A modal verb of the second person with an infinitive after it."""
    modal = next((at for at, word in enumerate(words) if word in modals.would), -1)
    if modal >= 0 and _infinitive(words[modal + 1 :], modals):
        return True
    if words[-1] in modals.you and len(words) > 1 and words[-2].endswith(modals.second):
        return True  # "…, scendi tu"
    if words[-2:-1] and words[-2] in modals.can and _infinitive(words[-1:], modals):
        return True  # "…, podes descer"
    modal = next((at for at, word in enumerate(words[:3]) if word in modals.could), -1)
    if modal < 0:
        return False
    rest = words[modal + 1 :]
    if modals.tied and any(word.endswith(modals.tied) for word in rest):
        return True
    return len(words) < _SHORT and not modals.me.isdisjoint(seen) and _infinitive(rest, modals)


def _must(words: list[str], seen: set[str], modals: Modals) -> bool:
    """Something must reach the writer."""
    if modals.must.isdisjoint(seen):
        return False
    if modals.tied and any(word.endswith(modals.tied) for word in words):
        return True
    at = next((place for place, word in enumerate(words) if word in modals.must), 0)
    rest = words[at + 1 :]
    if modals.near:
        return any(word in modals.me and before in modals.near for before, word in pairwise(rest))
    return not _DATIVE.isdisjoint(rest[:3]) and _infinitive(rest, modals)


def _infinitive(words: list[str], modals: Modals) -> bool:
    """Whether an infinitive is among the next words."""
    return any(len(word) >= _LONG and word.endswith(modals.infinitive + modals.tied) for word in words[:5])
