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
from sys import intern
from typing import Self

STOP = "|"
"""The token between sentences, as `text.normal` writes it."""

Slots = tuple[frozenset[str], ...]
Entry = tuple[Slots, str]
Found = tuple[tuple[str, ...], dict[str, list[Entry]]]


_NOTHING = itertools.repeat(0.0)
_LEAST = 5e-324
"""The smallest number: it is true, and adds nothing to what is not 0."""


class Pair(float):
    """Two words with which phrases begin. As a number it is what the model gives the pair, `_LEAST` for nothing."""

    __slots__ = ("_entries", "_found")

    _entries: tuple[Entry, ...]
    _found: Found | None

    def __new__(cls, entries: tuple[Entry, ...], weight: float = 0.0) -> Self:
        """Keep the entries; they are indexed when the pair is first met."""
        self = super().__new__(cls, weight or _LEAST)
        self._entries = entries
        self._found = None
        return self

    def joined(self, entries: tuple[Entry, ...]) -> Pair:
        """The same with further phrases."""
        return Pair((*self._entries, *entries))

    def weighed(self, weight: float) -> Pair:
        """The same with what the model gives the pair."""
        return Pair(self._entries, weight)

    def phrases(self) -> Found:
        """Codes of the phrases that end here, and third word -> what may follow it, and the code."""
        if self._found is None:
            thirds: dict[str, list[Entry]] = {}
            for slots, code in dict.fromkeys(self._entries):
                for word in slots[0] if slots else ():
                    thirds.setdefault(word, []).append((slots[1:], code))
            self._found = tuple(dict.fromkeys([code for slots, code in self._entries if not slots])), thirds
        return self._found


@dataclass(frozen=True, slots=True)
class Table:
    """All phrases: by their first two words, and those of a single word (word -> codes).

    One flat table, for mostly nothing is found, and a miss in it touches little memory. It also holds the pairs that
    only the model knows, as plain numbers, and `weights` the model's single words, so that a mail's words are looked
    up once for both. `alone` are the keys of `words`.
    """

    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()


_BRACKETS = re.compile("[()]")
_MARKS = dict.fromkeys("^$.", STOP)
_NOT_WORDS = frozenset(",-:")
_CONTRACTIONS = {"'ll": " will", "'ve": " have", "'re": " are", "'m": " am", "'s": " us"}
_CONTRACTED = re.compile("'(?:ll|ve|re|(?<=i')m|(?<=let')s)")


def contract(text: str) -> str:
    """Spell out the English contractions that phrases would otherwise have to list twice."""
    return _CONTRACTED.sub(lambda found: _CONTRACTIONS[found[0]], text)


def _choices(choice: str) -> list[Slots]:
    """The alternatives of one choice as word-set rows: single words together in one set, longer ones each alone."""
    single, rows = set[str](), list[Slots]()
    for alternative in choice.split("|"):
        words = [*map(intern, alternative.split())]
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
            plain = tuple([frozenset((_MARKS.get(word, word),)) for word in map(intern, part.split())])
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
    new = Pair(entries)
    joined: dict[int, tuple[Pair, Pair]] = {}  # pairs that begin the same phrases stay one object
    for key in itertools.product(row[0], row[1]):
        known = pairs.setdefault(key, new)
        if known is not new and isinstance(known, Pair):
            if id(known) not in joined:
                joined[id(known)] = known, known.joined(entries)
            pairs[key] = joined[id(known)][1]


def weigh(table: Table, words: Mapping[str, float], pairs: Mapping[tuple[str, str], float]) -> Table:
    """The table with what the model gives single words and pairs of words."""
    both = table.pairs
    for key, weight in pairs.items():
        known = both.get(key)
        both[key] = known.weighed(weight) if isinstance(known, Pair) else weight
    return Table(both, table.words, words, frozenset(table.words))


def look(table: Table, tokens: Sequence[str]) -> list[float]:
    """What the table says of each word with the next one: a `Pair`, another number, or 0 for nothing."""
    pairs = zip(tokens, tokens[1:], strict=False)  # noqa: RUF007 - zip makes its tuple once, pairwise every time
    return list(map(table.pairs.get, pairs, _NOTHING))


def find(pairs: Sequence[float], tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield position and code of every phrase of two words and more in `tokens`, in order of position.

    `pairs` is what `look` says. The whole mail at once, because a step costs less than a call for each sentence.
    """
    for at in itertools.compress(itertools.count(), pairs):
        pair = pairs[at]
        if type(pair) is not Pair:
            continue
        codes, thirds = pair._found or pair.phrases()  # noqa: SLF001 - a call for each pair would take longer
        for code in codes:
            yield at, code
        third = tokens[at + 2] if at + 2 < len(tokens) else ""
        if third in thirds:
            for rest, code in thirds[third]:
                if not rest or _follows(tokens, at + 3, rest):
                    yield at, code


def _follows(tokens: Sequence[str], at: int, slots: Slots) -> bool:
    """Whether the words from `at` on fit the slots."""
    if at + len(slots) > len(tokens):
        return False
    for position, slot in enumerate(slots, at):  # noqa: SIM110 - a generator takes twice as long
        if tokens[position] not in slot:
            return False
    return True
