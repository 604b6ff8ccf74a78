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
    """The phrases that begin with the same two words; their third words are indexed when they are first met."""

    __slots__ = ("codes", "entries", "thirds")

    def __init__(self) -> None:
        """Begin without phrases."""
        self.codes: tuple[str, ...] = ()
        self.entries: dict[Entry, None] = {}
        self.thirds: dict[str, list[Entry]] | None = None

    def index(self) -> dict[str, list[Entry]]:
        """Set `codes` of the phrases that end here, and `thirds`: third word -> what may follow it, and the code."""
        thirds: dict[str, list[Entry]] = {}
        for slots, code in self.entries:
            for word in slots[0] if slots else ():
                thirds.setdefault(word, []).append((slots[1:], code))
        self.codes = tuple(code for slots, code in self.entries if not slots)
        self.thirds = thirds
        return thirds


@dataclass(frozen=True, slots=True)
class Table:
    """All phrases: by their first two words, and those of a single word (word -> codes).

    One flat table, for mostly nothing is found, and a miss in it touches little memory.
    """

    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


_SLOT = re.compile(r"\(([^()]*)\)|(\S+)")
_CONTRACTIONS = (("'ll", " will"), ("'ve", " have"), ("'re", " are"), ("i'm", "i am"), ("let's", "let us"))


def contract(text: str) -> str:
    """Spell out the English contractions that phrases would otherwise have to list twice."""
    for short, full in _CONTRACTIONS:
        text = text.replace(short, full)
    return text


def _alternatives(token: str) -> list[tuple[str, ...]]:
    """Alternatives of one choice as word rows; `$` and `^` become the sentence mark."""
    rows = []
    for alternative in token.split("|"):
        words = tuple(STOP if word in "^$." else word for word in contract(alternative).split())
        if not any(word in {",", "-", ":"} for word in words):
            rows.append(words)
    return rows


def expand(phrase: str) -> Iterator[Slots]:
    """Yield the word-set rows of one phrase; single words of a choice stay together in one set."""
    slots: list[list[Slots]] = []
    for match in _SLOT.finditer(phrase.replace("^", "^ ").replace("$", " $") if "(" not in phrase else _spaced(phrase)):
        rows = _alternatives(match[1] if match[1] is not None else match[2])
        single = frozenset(row[0] for row in rows if len(row) == 1)
        choices: list[Slots] = [(single,)] if single else []
        choices += [tuple(frozenset((word,)) for word in row) for row in rows if len(row) != 1]
        slots.append(choices)
    for combination in itertools.product(*slots):
        yield tuple(itertools.chain.from_iterable(combination))


def _spaced(phrase: str) -> str:
    """Separate `^` at the beginning and `$` at the end; inside a choice they already stand alone."""
    if phrase.startswith("^"):
        phrase = "^ " + phrase[1:]
    return phrase[:-1] + " $" if phrase.endswith("$") else phrase


def compile_table(modules: Iterable[Mapping[str, str]]) -> Table:
    """Compile the phrases of several languages (code -> phrases, one a line) into one table."""
    table = Table()
    for phrases in modules:
        for code, block in phrases.items():
            for phrase in _phrases(block):
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
    entry = (row[2:], code)
    for key in itertools.product(row[0], row[1]):
        pair = table.pairs.get(key)
        if pair is None:
            pair = table.pairs[key] = Pair()
        pair.entries[entry] = None


def find(table: Table, tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield position and code of every phrase of two words and more in `tokens`, in order of position.

    The whole mail at once, because a step of this loop costs less than a call for each sentence.
    """
    pairs = zip(tokens, tokens[1:], strict=False)  # noqa: RUF007 - zip makes its tuple once, pairwise every time
    for at, pair in enumerate(map(table.pairs.get, pairs), 2):
        if pair is None:
            continue
        thirds = pair.thirds if pair.thirds is not None else pair.index()
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
