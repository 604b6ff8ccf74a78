"""Brings new text into the plain form that cues are written in: lower-case ASCII words, sentences between bars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inboxwatch.classifier.phrases import STOP, Table, contract, find

_SCRIPTS = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7ff]+")
_FULL_STOP = re.compile(r"\.(?<=[a-z0-9)'\"][a-z)'\"]\.)[\s\"')]")
_PUNCTUATION = str.maketrans(dict.fromkeys(',;()[]{}"*_<>~`', " "))
_BULLETS = ("- ", "* ", "• ", "– ", "-", "*", "•")
_SHORT, _GREETING, _NAMES = 46, 32, 3
_CHARACTERS = 12_000
_JOINING = frozenset(
    "if whether wenn falls ob dass si que se che als dat jesli jeśli gdyby gdybys gdybyś żeby czy".split()
)
"""What begins the second half of a sentence, in all languages."""
_OUTRIGHT = frozenset({"asks", "tells", "help"})


@dataclass(slots=True)
class Sentence:
    """One sentence of the new text: its words without bars, whether it ends in a question mark, its cue codes.

    `evidence` is what `needs.evidence` makes of the codes. `promised`: a date is promised in it.
    """

    words: list[str]
    codes: set[str]
    question: bool = False
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
            if comma and len(head) < _GREETING and head.count(" ") < 3 and _greets(head, tail):  # noqa: PLR2004 - "Dear Mr Bo,"
                parts += (head, STOP)
                line = tail  # noqa: PLW2901 - the greeting is a sentence of its own
        parts.append(line)
        if len(line) < _SHORT:
            parts.append(STOP)
    return " ".join(parts)


def _greets(head: str, tail: str) -> bool:
    """Whether a first comma parts a greeting from a sentence: not in "Thanks, Bo" or "It would be good, if …"."""
    return tail.count(" ") > 1 and (tail.split(None, 1)[0] not in _JOINING or head.rpartition(" ")[2][:1].isupper())


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
        text = " ".join([word for word in text.split() if "@" not in word and "//" not in word and "www." not in word])
    if "'" in text:
        text = contract(text)
    text = text.replace("...", " | ").replace("?", " ? | ").replace("!", " | ").replace(": ", " | ")
    text = _FULL_STOP.sub(" | ", text + " ").translate(_PUNCTUATION)
    return [STOP, *text.split(), STOP]


def sentences(tokens: list[str], table: Table) -> list[Sentence]:
    """Cut the words at the bars and find in every sentence the codes of its phrases."""
    result, ends, bare = _cut(tokens)
    at = 0
    for place, code in find(table, tokens):
        while at < len(ends) and ends[at] <= place:
            at += 1
        if at < len(ends):
            result[at].codes.add(code)
    alone = table.words.keys() & tokens
    for sentence in result:
        if alone and not alone.isdisjoint(sentence.words):
            for word in alone.intersection(sentence.words):
                sentence.codes.update(table.words[word])
        if sentence.codes:
            _combine(sentence.codes, question=sentence.question)
    if bare and sum(len(sentence.words) + len(sentence.codes) for sentence in result) <= _NAMES:
        result.append(Sentence(["?"], {"chases"}, question=True))  # a mail that says "Hi Ada, ??"
    return result


def _cut(tokens: list[str]) -> tuple[list[Sentence], list[int], bool]:
    """Sentences without codes, where each ends in `tokens`, and whether a question mark stands alone."""
    result: list[Sentence] = []
    ends: list[int] = []
    start, last, bare = 0, len(tokens) - 1, False
    while start < last:
        end = tokens.index(STOP, start + 1)
        words = tokens[start + 1 : end]
        question = words[-1:] == ["?"]
        if question:
            words.pop()
            bare = bare or not words
        if words:
            result.append(Sentence(words, set(), question))
            ends.append(end)
        start = end
    return result, ends, bare


def _combine(found: set[str], *, question: bool) -> None:
    """Read what two phrases of one sentence mean together, however many words stand between them."""
    if "looks" in found and "duty" in found and not question:  # "ich muss erst Max fragen", "I have to ask Max first"
        found.add("holds")
        found.discard("needs")
    if "thanks" in found and "acknowledges" in found and not question:  # "thanks for the reminder"
        found.discard("chases")
    if "hopes" in found and not found.isdisjoint(_OUTRIGHT):  # "I hope you can send it"
        found.discard("social")
        found.add("asks")
    if "patience" in found:  # "give me a little time"
        found.difference_update(("orders", "needs", "please"))
        found.add("holds")
    elif ("please" in found and "courtesy" not in found) or "orders" in found:  # "bitte sende mir", not "sende ich dir"
        found.discard("holds")
    if "has" in found and "done" in found and "unfinished" not in found:  # "die Protokolle habe ich gerade geschickt"
        found.add("answers")
