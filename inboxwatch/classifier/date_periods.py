"""Periods in a sentence ("from 9 until 13 March", "von 9 bis 11 Uhr"): how long something lasts is no deadline."""

from __future__ import annotations

import re
from typing import Final

from inboxwatch.classifier.calendar_words import KINDS
from inboxwatch.classifier.moment import DAYS

_UNTIL: Final = frozenset("until till bis tot do ate hasta fino jusqu'a jusqu'au".split())
"""Words of lateness that end a period as well."""
_AHEAD: Final = _UNTIL | frozenset("by before vor avant antes voor przed entro prima".split())
"""Words of lateness that only ever stand before their date."""
_FROM: Final = frozenset("from starting von vom ab du de del desde dal van od".split())
_OF: Final = frozenset("vom du del dal".split())
"""Words that say with a weekday of when something is ("den Bericht vom Montag"), not from when on."""
_WEEKDAYS: Final = frozenset({"weekday", "short weekday"})
_FIGURES: Final = re.compile(r"\d{1,2}(?:\D|$)")
_BETWEEN, _LONGEST = 3, 4


def beginning(words: list[str], start: int) -> int | None:
    """Where the words stand that say since when, if the date at `start` ends a period; None if it does not.

    "from" stands before them, and a word like "until" between them and the date.
    """
    until = next((at for at in range(start, max(start - _BETWEEN, 0), -1) if words[at] in _UNTIL), 0)
    for at in range(until - 2, max(until - 2 - _LONGEST, -1), -1):
        if words[at] in _FROM:
            word = words[at + 1]
            named = _kind(word) in _WEEKDAYS and words[at] not in _OF
            return at + 1 if named or _kind(word) in DAYS or _FIGURES.match(word) else None
    return None


def leads_on(words: list[str], at: int) -> bool:
    """Whether the word of lateness at `at` belongs to a day behind it ("the mail from Monday by Friday")."""
    if words[at] not in _AHEAD or at + 1 >= len(words):
        return False
    return _kind(words[at + 1]) in _WEEKDAYS or _kind(words[at + 1]) in DAYS


def _kind(word: str) -> str:
    return KINDS.get(word, ("", 0))[0]
