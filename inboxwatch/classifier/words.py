"""Brings new text into the plain form that cues are written in: lower-case ASCII words, sentences between bars."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inboxwatch.classifier.phrases import STOP, contract

_SCRIPTS = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7ff]+")
_FULL_STOP = re.compile(r"\.(?<=[a-z0-9)'\"][a-z)'\"]\.)[\s\"')]")
_PUNCTUATION = str.maketrans(dict.fromkeys(',;()[]{}"*_<>~`', " "))
_BULLETS = ("- ", "* ", "• ", "– ", "-", "*", "•")
_SHORT, _GREETING = 46, 32
_CHARACTERS = 12_000
_OUTRIGHT = frozenset({"asks", "tells", "help"})


@dataclass(slots=True)
class Sentence:
    """One sentence of the new text: its words without bars, whether it ends in a question mark, its cue codes.

    `evidence` is what `needs.evidence` makes of the codes. `promised`: a date is promised in it.
    """

    words: list[str]
    question: bool
    codes: set[str] = field(default_factory=set)
    evidence: Sequence[str] = ()
    promised: bool = False


def join(lines: Iterable[str]) -> str:
    """Join lines into flowing text: a blank line, a short line or a bullet ends a sentence, wrapping does not."""
    parts: list[str] = []
    started = False
    for line in lines:
        if not line:
            parts.append(STOP)
            continue
        if line[0] in "-*•–" and line.startswith(_BULLETS):
            parts.append(STOP)
            line = line.lstrip("-*•– ")  # noqa: PLW2901 - the bullet is not a word
        if not started:
            started = True
            head, comma, tail = line.partition(",")
            if comma and tail.count(" ") > 1 and len(head) < _GREETING and head.count(" ") < 3:  # noqa: PLR2004 - "Dear Mr Bo,"
                parts += (head, STOP)
                line = tail  # noqa: PLW2901 - the greeting is a sentence of its own
        parts.append(line)
        if len(line) < _SHORT:
            parts.append(STOP)
    return " ".join(parts)


def normal(text: str) -> list[str]:
    """Words of a flowing text, lower-case, without accents, sentences apart by `|`, `?` a word; bounded in length.

    German sharp s becomes ss; a run of another script becomes one word "x", so that its questions are still seen.
    """
    text = text[:_CHARACTERS].casefold()
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("؟", "?").replace("…", ". ").replace("¿", "")
        text = _SCRIPTS.sub(" x ", text)
        text = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("–", " - "))
        text = text.encode("ascii", "ignore").decode("ascii")
    if "@" in text or "//" in text or "www." in text:
        text = " ".join(word for word in text.split() if "@" not in word and "//" not in word and "www." not in word)
    if "'" in text:
        text = contract(text)
    text = text.replace("...", " | ").replace("?", " ? | ").replace("!", " | ").replace(": ", " | ")
    text = _FULL_STOP.sub(" | ", text + " ").translate(_PUNCTUATION)
    return [STOP, *text.split(), STOP]


def sentences(tokens: list[str], found: Iterable[tuple[int, str, int]]) -> list[Sentence]:
    """Cut the words at the bars and hand every sentence the codes that were found in it."""
    result: list[Sentence] = []
    starts: list[int] = []
    at = 0
    for bar in [at for at, token in enumerate(tokens) if token == STOP]:
        if bar > at:
            words = tokens[at:bar]
            question = words[-1] == "?"
            if question:
                words.pop()
            if words:
                result.append(Sentence(words, question))
                starts.append(at)
        at = bar + 1
    for place, code, length in found:
        index = bisect_right(starts, place if tokens[place] != STOP or length == 1 else place + 1) - 1
        if index >= 0:
            result[index].codes.add(code)
    for sentence in result:
        _combine(sentence.codes, question=sentence.question)
    return result


def _combine(codes: set[str], *, question: bool) -> None:
    """Read what two phrases of one sentence mean together, however many words stand between them."""
    if not codes:
        return
    if "looks" in codes and not question:  # "I have to ask the warehouse first", "ich muss erst Max fragen"
        if "duty" in codes:
            codes.add("holds")
            codes.discard("needs")
        elif "commits" in codes:  # "I'll ask Max"
            codes.add("holds")
    if "thanks" in codes and "acknowledges" in codes and not question:  # "thanks for the reminder"
        codes.discard("chases")
    if "hopes" in codes and not codes.isdisjoint(_OUTRIGHT):  # "I hope you can send it"
        codes.discard("social")
        codes.add("asks")
    if "patience" in codes:  # "give me a little time"
        codes.difference_update(("orders", "needs", "please"))
        codes.add("holds")
    if "has" in codes and "done" in codes and "unfinished" not in codes:  # "die Protokolle habe ich gerade geschickt"
        codes.add("answers")
