"""Finds the cue phrases of all languages in one pass over a mail's words, in linear time and without regexes.

The little language of the cue modules: words one after another; `(a|b c|)` is a choice, an empty alternative makes it
optional; `^` is the beginning and `$` the end of a sentence. A compiled phrase is a row of word sets; the first two
words are expanded into a two-level table, so that a mail's word costs one look-up and rarely two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

STOP = "|"
"""The token between sentences, as `text.normal` writes it."""

Slots = tuple[frozenset[str], ...]
Entry = tuple[Slots, str]


class Pair:
    """The phrases that begin with the same two words, indexed by their third words: made when they are first met."""

    __slots__ = ("codes", "thirds")

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Set `codes` of the phrases that end here, and `thirds`: third word -> what may follow it, and the code."""
        thirds: dict[str, list[Entry]] = {}
        for slots, code in dict.fromkeys(entries):
            for word in slots[0] if slots else ():
                thirds.setdefault(word, []).append((slots[1:], code))
        self.codes = tuple(dict.fromkeys([code for slots, code in entries if not slots]))
        self.thirds = thirds


@dataclass(frozen=True, slots=True)
class Table:
    """All phrases: by their first two words, and those of a single word (word -> codes).

    One flat table, for mostly nothing is found, and a miss in it touches little memory.
    """

    pairs: dict[tuple[str, str], Pair | tuple[Entry, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


_BRACKETS = re.compile("[()]")
_MARKS = dict.fromkeys("^$.", STOP)
_NOT_WORDS = frozenset(",-:")
_CONTRACTIONS = (("'ll", " will"), ("'ve", " have"), ("'re", " are"), ("i'm", "i am"), ("let's", "let us"))


def contract(text: str) -> str:
    """Spell out the English contractions that phrases would otherwise have to list twice."""
    for short, full in _CONTRACTIONS:
        text = text.replace(short, full)
    return text


def _choices(choice: str) -> list[Slots]:
    """The alternatives of one choice as word-set rows: single words together in one set, longer ones each alone."""
    single, rows = set[str](), list[Slots]()
    for alternative in choice.split("|"):
        words = alternative.split()
        if len(words) == 1:
            single.add(words[0])
            continue
        words = [_MARKS.get(word, word) for word in words]
        if _NOT_WORDS.isdisjoint(words):
            rows.append(tuple([frozenset((word,)) for word in words]))
    if not single.isdisjoint(_MARKS):
        single = {_MARKS.get(word, word) for word in single}
    single -= _NOT_WORDS
    return [(frozenset(single),), *rows] if single else rows


def expand(phrase: str) -> list[Slots]:
    """The word-set rows of one phrase."""
    if phrase[0] == "^":
        phrase = "^ " + phrase[1:]
    if phrase[-1] == "$":
        phrase = phrase[:-1] + " $"
    rows: list[Slots] = [()]
    for at, part in enumerate(_BRACKETS.split(phrase)):
        if at % 2:
            choices = _choices(part)
            rows = [row + choice for row in rows for choice in choices]
        elif part:
            plain = tuple([frozenset((_MARKS.get(word, word),)) for word in part.split()])
            rows = [row + plain for row in rows]
    return rows


def compile_table(modules: Iterable[Mapping[str, str]]) -> Table:
    """Compile the phrases of several languages (code -> phrases, one a line) into one table."""
    table = Table()
    for phrases in modules:
        for code, block in phrases.items():
            for phrase in _phrases(contract(block)):
                for row in expand(phrase):
                    _insert(table, row, code)
    return table


def _phrases(block: str) -> Iterator[str]:
    """Yield the phrases of a block, one a line; a choice may be wrapped, its phrase ends where the brackets close."""
    phrase = ""
    for line in block.splitlines():
        phrase += line.strip()
        if phrase and phrase.count("(") == phrase.count(")"):
            yield phrase
            phrase = ""


def _insert(table: Table, row: Slots, code: str) -> None:
    """Enter one row under its first two words, or its only word."""
    if len(row) == 1:
        for word in row[0]:
            table.words[word] = tuple(dict.fromkeys((*table.words.get(word, ()), code)))
        return
    entries = ((row[2:], code),)
    pairs = table.pairs
    for key in itertools.product(row[0], row[1]):
        known = pairs.setdefault(key, entries)
        if known is not entries:
            pairs[key] = (*known, *entries)  # type: ignore[misc]  # no Pair before the first search


def find(table: Table, tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield position and code of every phrase of two words and more in `tokens`, in order of position.

    The whole mail at once, because a step of this loop costs less than a call for each sentence.
    """
    pairs = zip(tokens, tokens[1:], strict=False)  # noqa: RUF007 - zip makes its tuple once, pairwise every time
    for at, pair in enumerate(map(table.pairs.get, pairs), 2):
        if pair is None:
            continue
        if isinstance(pair, tuple):
            pair = table.pairs[tokens[at - 2], tokens[at - 1]] = Pair(pair)  # noqa: PLW2901 - the same, indexed
        thirds = pair.thirds
        for code in pair.codes:
            yield at - 2, code
        if thirds and at < len(tokens) and tokens[at] in thirds:
            for rest, code in thirds[tokens[at]]:
                if not rest or _follows(tokens, at + 1, rest):
                    yield at - 2, code


def _follows(tokens: Sequence[str], at: int, slots: Slots) -> bool:
    """Whether the words from `at` on fit the slots."""
    if at + len(slots) > len(tokens):
        return False
    for position, slot in enumerate(slots, at):  # noqa: SIM110 - a generator takes twice as long
        if tokens[position] not in slot:
            return False
    return True
