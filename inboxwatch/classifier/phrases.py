"""Finds the cue phrases of all languages in one pass over a mail's words, in linear time and without regexes.

The little language of the cue modules: words one after another; `(a|b c|)` is a choice, an empty alternative makes it
optional; `^` is the beginning and `$` the end of a sentence. A compiled phrase is a row of word sets; the first two
words are expanded into a two-level table, so that a mail's word costs one look-up and rarely two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

STOP = "|"
"""The token between sentences, as `text.normal` writes it."""

Slots = tuple[frozenset[str], ...]
Entry = tuple[Slots, str]
Table = dict[str, dict[str, tuple[Entry, ...]]]

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
    table: dict[str, dict[str, dict[Entry, None]]] = {}
    for phrases in modules:
        for code, block in phrases.items():
            for phrase in _phrases(block):
                for row in expand(phrase):
                    _insert(table, row, code)
    return {first: {second: tuple(entries) for second, entries in rest.items()} for first, rest in table.items()}


def _phrases(block: str) -> Iterator[str]:
    """Yield the phrases of a block, one a line; a choice may be wrapped, its phrase ends where the brackets close."""
    phrase = ""
    for line in block.splitlines():
        phrase += line.strip()
        if phrase and phrase.count("(") == phrase.count(")"):
            yield phrase
            phrase = ""


def _insert(table: dict[str, dict[str, dict[Entry, None]]], row: Slots, code: str) -> None:
    """Enter one row under its first two words; a phrase of one word has an empty second."""
    for first in row[0]:
        for second in row[1] if len(row) > 1 else ("",):
            table.setdefault(first, {}).setdefault(second, {})[row[2:], code] = None


def find(table: Table, tokens: Sequence[str]) -> list[tuple[int, str, int]]:
    """Positions, codes and lengths in words of every phrase in `tokens` (which end with `STOP`), in order."""
    found: list[tuple[int, str, int]] = []
    last = len(tokens) - 1
    following = [*tokens[1:], ""]
    for at, seconds in enumerate(map(table.get, tokens)):
        if seconds is None:
            continue
        if "" in seconds:
            for _, code in seconds[""]:
                found.append((at, code, 1))  # noqa: PERF401 - mostly one code; a generator costs more
        second = following[at]
        if not second or second not in seconds:
            continue
        for rest, code in seconds[second]:
            end = at + 2
            for slot in rest:
                if end > last or tokens[end] not in slot:
                    break
                end += 1
            else:
                found.append((at, code, end - at))
    return found
