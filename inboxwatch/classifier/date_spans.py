"""Lengths of time in words: "two days", "the next 48 hours", "einer halben Stunde", "the hour"."""

from __future__ import annotations

import datetime as dt
from typing import Final

from inboxwatch.classifier.calendar_words import Words
from inboxwatch.classifier.moment import Moment, add

_BEFORE_COUNT: Final = (Words.ARTICLES | Words.FEW) - Words.NUMBERS
_HALF_HOUR, _FIGURES, _LONGEST_HALF = 30, 3, 3


def span(words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Read the length of time at `after` and set the moment so long after now; words taken, None if it is none."""
    if after >= len(words):
        return None
    at, soon = after, False
    while at + 1 < len(words) and words[at] in _BEFORE_COUNT:
        soon = soon or words[at] in Words.FEW
        at += 1
    half = _half(words, at)
    if half:
        add(moment, now, "minute", _HALF_HOUR)
        return at + half - after
    count = _count(words[at])
    if count is None:  # "within the hour", "in der nächsten Stunde"
        if Words.UNITS.get(words[at]) != "hour" or not (soon or words[after] == "the"):
            return None
        add(moment, now, "hour", 1)
        return at + 1 - after
    at += 1
    if at + 1 < len(words) and words[at] == "of":  # "a couple of days"
        at += 1
    unit, taken = _unit(words, at)
    if unit is None:
        return None
    add(moment, now, unit, count)
    return at + taken - after


def _count(word: str) -> int | None:
    """A number in figures or words; None if it is none."""
    return int(word) if word.isdecimal() and len(word) <= _FIGURES else Words.COUNTS.get(word)


def _unit(words: list[str], at: int) -> tuple[str | None, int]:
    """The unit at `at` and its length in words, the longer first: "jours ouvrés" before "jours"."""
    for length in (2, 1):
        unit = Words.UNITS.get(" ".join(words[at : at + length]))
        if unit is not None and at + length <= len(words):
            return unit, length
    return None, 0


def _half(words: list[str], at: int) -> int:
    """How many words say half an hour at `at`, 0 if none do."""
    for length in range(_LONGEST_HALF, 0, -1):
        if Words.UNITS.get(" ".join(words[at : at + length])) == "half hour":
            return length
    return 0
