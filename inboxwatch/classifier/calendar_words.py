"""The calendar words of all languages in one table, built once from the cue modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from inboxwatch.classifier.cues import LANGUAGES

_LISTS = {"weekdays": "weekday", "short weekdays": "short weekday", "months": "month", "short months": "month"}
_PARTS = ("morning", "noon", "afternoon", "evening")
_NUMBERED = {"other weekdays": "weekday", "other months": "month"}
_PHRASES = (
    "today", "tomorrow", "overmorrow", "morning", "noon", "afternoon", "evening", "tonight", "midnight", "close",
    "week end", "next week", "month end", "year end", "next month", "eight days", "fortnight", "next", "this", "in",
    "at", "nothing", "week number", "end of", "half past", "half before",
)  # fmt: skip


def _build() -> dict[str, tuple[str, int]]:
    """Phrase -> kind and value (number of the weekday from Monday 0, of the month from 1); the first meaning stays."""
    kinds: dict[str, tuple[str, int]] = {}
    for module in LANGUAGES.values():
        for phrase, kind, value in (*_listed(module.DATES), *_said(module.DATES)):
            kinds.setdefault(phrase, (kind, value))
    kinds.pop("-", None)
    return kinds


def _listed(dates: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield names of weekdays and months, and German and Dutch compounds ("Freitagmittag")."""
    for key, kind in _LISTS.items():
        for number, word in enumerate(dates.get(key, "").split(), start=int(kind == "month")):
            yield word, kind, number
    for part in _PARTS:
        for ending in dates.get("weekday " + part, "").split():
            for number, word in enumerate(dates["weekdays"].split()):
                yield word + ending, "weekday " + part, number


def _said(dates: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield further names with their numbers, and phrases."""
    for key, kind in _NUMBERED.items():
        for pair in dates.get(key, "").split("|"):
            word, equals, number = pair.rpartition("=")
            if equals:
                yield word.strip(), kind, int(number)
    for kind in _PHRASES:
        for phrase in filter(None, dates.get(kind, "").split("|")):
            yield phrase, kind, 0


def _longer() -> dict[str, dict[str, tuple[int, ...]]]:
    """Lengths in words of the calendar phrases of several words, by their first two."""
    lengths: dict[str, dict[str, set[int]]] = {}
    for phrase in KINDS:
        words = phrase.split()
        if len(words) > 1:
            lengths.setdefault(words[0], {}).setdefault(words[1], set()).add(len(words))
    return {
        first: {second: tuple(sorted(found, reverse=True)) for second, found in rest.items()}
        for first, rest in lengths.items()
    }


def _all(key: str) -> frozenset[str]:
    """Phrases of one key in all languages."""
    return frozenset(
        phrase for module in LANGUAGES.values() for phrase in module.DATES.get(key, "").split("|") if phrase
    )


KINDS = _build()
"""What every calendar word means."""
LONGER = _longer()
"""First word -> second word -> lengths of the phrases that begin with both, the longest first."""
STARTS = frozenset(phrase.split()[0] for phrase in KINDS)
"""First words of all of them."""
PREPOSITIONS = _all("by")
"""Words that make a date the latest one: "by", "bis spätestens", "avant", "antes del"."""
LATE_BEGINS = frozenset(phrase.split()[0] for phrase in PREPOSITIONS)
LATE_ENDS = frozenset(phrase.split()[-1] for phrase in PREPOSITIONS)
"""Their first and last words."""


class Words:
    """Small words around dates."""

    FILLERS = _all("of") | {"-"}
    OF = frozenset({"of", "de", "di", "-", "do"})
    ARTICLES = frozenset("the a an der die das den dem le la les el los il i gli o os as het de den ces cette".split())
    DAY_ARTICLES = frozenset("the den der am dem le el il o dia giorno bis zum de by before on dnia do del al".split())
    NEXT_BEHIND = frozenset("prochain prochaine proximo proxima prossimo prossima".split())
    AFTER_DAY = frozenset(
        "dieses des du tego dit deze del at if and or for so please to with when as because since but latest".split()
    )
    CLOCK = _all("clock") | {"am", "pm", "a.m.", "p.m.", "a.m", "p.m"}
    FIRM_INSIDE = frozenset(
        phrase for key in ("close", "week end", "month end") for phrase in _all(key) if " " not in phrase
    )
    COUNTS: Final = {
        word: int(number)
        for module in LANGUAGES.values()
        for word, _, number in (pair.rpartition("=") for pair in module.DATES.get("numbers", "").split())
    }
    NUMBERS = frozenset(COUNTS)
    HALVES = frozenset(phrase.split()[0] for phrase in _all("half hour"))
    FEW = frozenset(
        {"next", "coming", "nachsten", "prochains", "prochaines", "proximos", "proximas", "prossimi", "komende"}
    )
    UNITS: Final = {
        phrase: unit for unit in ("working day", "day", "week", "hour", "minute", "half hour") for phrase in _all(unit)
    }
    TOPIC = frozenset(
        "since seit depuis desde dal sinds od last letzten letzter letztem vergangenen dernier derniere pasado scorso "
        "ultimo vorige afgelopen zeszly ubiegly vom of du del van de".split()
    )


SIGNS = frozenset(Words.UNITS) | STARTS - Words.ARTICLES - {
    phrase
    for phrase, (kind, _) in KINDS.items()
    if kind in {"at", "in", "this", "next", "nothing"} and " " not in phrase
}
"""Words that make a sentence worth reading for dates; a figure does, too."""
