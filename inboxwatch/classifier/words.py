"""Brings new text into the plain form that cues are written in: lower-case ASCII words, sentences between bars."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import repeat

from inboxwatch.classifier.phrases import STOP, Table, contract, find, look

_SCRIPTS = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7ff]+")
_FULL_STOP = re.compile(r"\.(?<=[a-z0-9)'\"][a-z)'\"]\.)[\s\"')]")
_BLANKS = bytes.maketrans(b"\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f", b" " * 9)
_PUNCTUATION = bytes.maketrans(b',;()[]{}"*_<>~`', b" " * 15)
_LINKS = ("@", "//", "www.")
_BULLETS = ("- ", "* ", "• ", "– ", "-", "*", "•")
_NOTHING = repeat(0.0)
_SHORT, _GREETING, _NAMES = 46, 32, 3
_CHARACTERS = 12_000
_JOINING = frozenset(
    "if whether wenn falls ob dass si que se che als dat jesli jeśli gdyby gdybys gdybyś żeby czy".split()
)
"""What begins the second half of a sentence, in all languages."""
_OUTRIGHT = frozenset({"asks", "tells", "help"})
_COMBINED = frozenset({"looks", "thanks", "hopes", "patience", "holds", "has"})
"""One of these is in all that `_combine` changes."""


_FOLDED = [unicodedata.normalize("NFKD", chr(code).casefold()).encode("ascii", "ignore") for code in range(256)]
_FOLDED[ord("Ø")] = _FOLDED[ord("ø")] = b"o"
_FOLDED[ord("µ")] = b" x "  # folds to a Greek letter
_LATIN = bytes(folded[0] if len(folded) == 1 else 0 for folded in _FOLDED)
_IGNORED = bytes(code for code, folded in enumerate(_FOLDED) if not folded)
"""Latin-1 in lower case without accents: what each byte becomes (0: more than one letter), what is left out."""
_DROPPED = "“”„—€•"
"""What folds to nothing and would keep a text from being Latin-1."""


@dataclass(slots=True)
class Sentence:
    """One sentence of the new text: its words without bars, whether it ends in a question mark, its cue codes.

    `weight` is what the model makes of its words and pairs of words. `evidence` is what `needs.evidence` makes of the
    codes. `promised`: a date is promised in it.
    """

    words: list[str]
    codes: set[str]
    question: bool = False
    evidence: Sequence[str] = ()
    promised: bool = False
    weight: float = 0.0


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
    text = text[:_CHARACTERS]
    text = text.lower() if text.isascii() else _ascii(text)
    if "@" in text or "//" in text or "www." in text:
        text = _without_links(text)
    if "'" in text:
        text = contract(text)
    text = text.replace("...", " | ").replace("?", " ? | ").replace("!", " | ")
    if ":" in text:
        text = text.replace(": ", " | ")
    text = _FULL_STOP.sub(" | ", text + " ").encode().translate(_PUNCTUATION).decode()
    return [STOP, *text.split(), STOP]


def _ascii(text: str) -> str:
    """Text in lower case without accents. Latin-1 is mapped byte by byte, which takes a tenth of the time."""
    text = text.replace("’", "'").replace("‘", "'").replace("؟", "?").replace("…", ". ").replace("¿", "")
    bare = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "l").replace("–", " - ")
    for mark in _DROPPED:
        bare = bare.replace(mark, "")
    try:
        latin = bare.encode("latin-1").translate(_LATIN, _IGNORED)
    except UnicodeEncodeError:
        latin = b"\0"
    if 0 not in latin:
        return latin.decode("ascii")
    text = _SCRIPTS.sub(" x ", text.casefold()).replace("ł", "l").replace("ø", "o").replace("–", " - ")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _without_links(text: str) -> str:
    """The text without words that hold an address or a link, other white space as blanks."""
    text = text.encode().translate(_BLANKS).decode()
    for mark in _LINKS:
        if mark in text:
            first, *others = text.split(mark)
            last = others.pop()
            kept = [first[: first.rfind(" ") + 1]]
            kept += [piece[piece.find(" ") : piece.rfind(" ") + 1] for piece in others if " " in piece]
            kept.append(last[last.find(" ") :] if " " in last else "")
            text = "".join(kept)
    return text.rstrip(" ")


def sentences(
    tokens: list[str], table: Table, seen: AbstractSet[str] | None = None, *, weigh: bool = True
) -> list[Sentence]:
    """Cut the words at the bars and find in every sentence the codes of its phrases; `weigh`: its weight, too.

    `seen` are the same words each once, where they are at hand.
    """
    result, starts, ends, bare = _cut(tokens)
    pairs = look(table, tokens)
    _mark(result, ends, tokens, table, pairs, table.alone & (set(tokens) if seen is None else seen))
    if weigh:
        single = list(map(table.weights.get, tokens, _NOTHING))
        for sentence, start, end in zip(result, starts, ends, strict=True):
            sentence.weight = sum(pairs[start:end], sum(single[start:end], 0.0)) / math.sqrt(end - start)
    if bare and sum(len(sentence.words) + len(sentence.codes) for sentence in result) <= _NAMES:
        asking = Sentence(["?"], {"chases"}, question=True)  # a mail that says "Hi Ada, ??"
        spelled = [STOP, "?", "?", STOP]
        asking.weight = (sum(map(table.weights.get, spelled[:3], _NOTHING)) + sum(look(table, spelled))) / math.sqrt(3)
        result.append(asking)
    return result


def _mark(
    sentences: Sequence[Sentence],
    ends: Sequence[int],
    tokens: list[str],
    table: Table,
    pairs: Sequence[float],
    alone: frozenset[str],
) -> None:
    """Give the sentences, which end at these bars, the codes of their phrases.

    `pairs` is what `look` says, `alone` are the words that are phrases by themselves.
    """
    last = len(ends)
    for place, code in find(pairs, tokens):
        at = bisect_right(ends, place)
        if at < last:
            sentences[at].codes.add(code)
    for sentence in sentences:
        if alone and not alone.isdisjoint(sentence.words):
            for word in alone.intersection(sentence.words):
                sentence.codes.update(table.words[word])
        if not _COMBINED.isdisjoint(sentence.codes):
            _combine(sentence.codes, question=sentence.question)


def _cut(tokens: list[str]) -> tuple[list[Sentence], list[int], list[int], bool]:
    """Sentences without codes, at which bars each begins and ends, and whether a question mark stands alone."""
    result: list[Sentence] = []
    starts: list[int] = []
    ends: list[int] = []
    start, last, bare = 0, len(tokens) - 1, False
    bar = tokens.index
    while start < last:
        end = bar(STOP, start + 1)
        if end - start > 1:
            question = tokens[end - 1] == "?"
            words = tokens[start + 1 : end - question]
            if words:
                result.append(Sentence(words, set(), question))
                starts.append(start)
                ends.append(end)
            else:
                bare = True
        start = end
    return result, starts, ends, bare


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
