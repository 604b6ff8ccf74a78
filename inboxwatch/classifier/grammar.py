"""Requests that show in the grammar of a sentence, whatever its verb: word order and endings, for one known language.

German and Dutch put the verb first to ask and to order ("Schickst du", "Geben Sie", "Regel jij"); French ties the
pronoun to it ("pensez-vous", "rappelle-moi"); Spanish, Italian and Portuguese hang "me" and "us" on an imperative that
begins the sentence ("Llámame", "Chiamami", "Liga-me"). Lists of phrases cannot hold every verb; this can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from inboxwatch.classifier import modals
from inboxwatch.classifier.words import Sentence

_ASKS, _ORDERS, _COMMITS = ("asks",), ("orders", "tells"), ("commits",)
_POLITE_OPENINGS: Final = frozenset(
    "sollten haben seien beachten zogern zoegern geniessen bleiben freuen lassen vergessen entschuldigen verzeihen "
    "konnen koennen mochten moechten finden sehen erhalten wenden".split()
)
"""German verbs before "Sie" that begin closings, conditions, thanks and statements as well."""
_NOT_DUTCH_VERBS: Final = frozenset(
    "als dat of en want maar dus omdat wanneer waar wat wie hoe waarom zoals mocht mochten indien hierbij dank bedankt "
    "dankt voor met van aan bij op in om over tot naar zodra toen terwijl hoop wens wenst hopelijk alles ook zou kunt "
    "kan zult zal mag hoeft hoef krijg krijgt hoort".split()
)
_NOT_FRENCH: Final = frozenset(
    "rendez-vous vis-a-vis excusez-moi excuse-moi pardonnez-moi chez-moi garde-a-vous".split()
)
_FRENCH_WISHES: Final = frozenset("portez-vous rassurez-vous amusez-vous reposez-vous".split())
_NOT_SPANISH: Final = frozenset("informe conforme firme enorme uniforme nombre menos buenos unos algunos dime".split())
_NOT_ITALIAN: Final = frozenset("esami programmi sistemi problemi temi estremi anonimi primi ultimi minimi".split())
_SHORTEST = 5


def _german(words: list[str]) -> tuple[str, ...]:
    """Verb first: "Kommst du", "Geben Sie", "Ruf mich"."""
    verb, subject = words[0], words[1]
    if subject == "du":
        return _ASKS if verb.endswith("st") and verb not in {"solltest", "wirst"} else ()
    if subject == "sie" and verb.endswith(("en", "rn", "ln")) and verb not in _POLITE_OPENINGS:
        return _ASKS
    return ()


def _dutch(words: list[str]) -> tuple[str, ...]:
    """Verb first: "Stuur je", "Regel jij", "Bel me"."""
    verb, subject = words[0], words[1]
    if subject in {"je", "jij", "jullie", "u"} and verb not in _NOT_DUTCH_VERBS and len(verb) > 2:  # noqa: PLR2004 - "is"
        return _ASKS
    return _ORDERS if subject in {"me", "mij"} and verb not in _NOT_DUTCH_VERBS and verb != "het" else ()


def _french(words: list[str]) -> tuple[str, ...]:
    """The pronoun tied to the verb ("pensez-vous" asks, "rappelle-moi" orders) and the future of what I and we do."""
    line = " ".join(words) + " "  # most have no ending of either kind
    for word in words if "-" in line else ():
        if "-" in word and word not in _NOT_FRENCH:
            if word.endswith(("-vous", "-tu")) and word not in _FRENCH_WISHES:
                return _ASKS
            if word.endswith(("-moi", "-nous")) and word is words[0]:
                return _ORDERS
    future = ("rai " in line or "rons " in line) and any(map(_is_future, words))
    return _COMMITS if future and "ne" not in words else ()


def _is_future(word: str) -> bool:
    """Whether a word ends like a verb in the first person of the future."""
    return word.endswith(("rai", "rons")) and len(word) > _SHORTEST and word != "environs"


def _spanish(words: list[str]) -> tuple[str, ...]:
    """An imperative with its "me" or "us" begins the sentence: "Llámame", "Envíenos", "Mándamelos"."""
    word = words[0]
    if len(word) < _SHORTEST or word in _NOT_SPANISH:
        return ()
    return (
        _ORDERS
        if word.endswith(("ame", "eme", "ime", "adme", "enme", "anos", "enos", "melo", "mela", "melos", "melas"))
        else ()
    )


def _italian(words: list[str]) -> tuple[str, ...]:
    """An imperative with its "me" or "us" begins the sentence: "Chiamami", "Inviateci"."""
    word = words[0]
    if len(word) < _SHORTEST or word in _NOT_ITALIAN:
        return ()
    return (
        _ORDERS if word.endswith(("ami", "imi", "mmi", "cci", "temi", "teci", "melo", "mela", "meli", "mele")) else ()
    )


def _portuguese(words: list[str]) -> tuple[str, ...]:
    """The pronoun tied to an imperative, or before it as in Brazil: "Liga-me", "Me corrija"."""
    if words[0].endswith(("-me", "-nos", "-mas", "-mos")):
        return _ORDERS
    return _ORDERS if words[0] in {"me", "nos"} and words[1].endswith(("a", "e")) else ()


def _nothing(_: list[str]) -> tuple[str, ...]:
    """No rule: Polish hides its subject and has no order of its own for questions."""
    return ()


def _tied(words: list[str]) -> tuple[str, ...]:
    """A line too short to tell its language: "Liga-me", "Rappelle-moi"."""
    word = words[0]
    return _ORDERS if word.endswith(("-me", "-nos", "-moi", "-nous")) and word not in _NOT_FRENCH else ()


_RULES: Final[dict[str, Callable[[list[str]], tuple[str, ...]]]] = {
    "de": _german,
    "nl": _dutch,
    "fr": _french,
    "es": _spanish,
    "it": _italian,
    "pt": _portuguese,
    "": _tied,
}
_JOINERS: Final = frozenset("und oder aber also dann en maar dus et mais ou donc y pero o e ma mas".split())


def mark(sentences: Iterable[Sentence], language: str, seen: AbstractSet[str]) -> None:
    """Add to every sentence the codes that its grammar shows; nothing in English, which the model has learnt.

    `seen` are the words of all sentences.
    """
    if language == "en":
        return
    rule = _RULES.get(language, _nothing)
    modal = modals.may_ask(seen, language)
    for sentence in sentences:
        if "orders" in sentence.codes and "courtesy" not in sentence.codes:
            sentence.codes.add("tells")  # an imperative asks by itself; in English the model weighs it
        words = sentence.words
        if words[0] in _JOINERS:
            words = words[1:]
        if len(words) > 1:
            sentence.codes.update(rule(words))
        if modal and modals.asks(words, language):
            sentence.codes.add("asks")
