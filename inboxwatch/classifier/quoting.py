"""Quotes as they stand in the mail, and short: reasons carry plain words (`words.normal`), people read the original."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 80
"""Characters of a quote; it is cut between words."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_END: Final = re.compile(r"[.?!…]+(?=[\s\"'”»)]|$)|\n\s*\n")
_LOOKED_AT: Final = 12_000
_KEY: Final = (4, 3, 2)
"""So many words are enough to find a sentence by; fewer are tried where contractions were spelled out."""
_ACCENTS: Final = 300


def original(plain: str, text: str) -> str:
    """The sentence of `text` that the plain words were made of, with its mark; the plain words if it is not found."""
    wanted = _PLAIN.findall(plain)
    found = list(_WORD.finditer(text[:_LOOKED_AT]))
    spelled = [_fold(match.group()) for match in found]
    for length in _KEY:
        key = wanted[:length]
        if len(key) < min(length, 2):
            break
        for place in _places(spelled, key[0]):
            if spelled[place : place + len(key)] == key:
                return _sentence(text, found[place].start())
    return plain


def _places(spelled: list[str], word: str) -> list[int]:
    return [place for place, each in enumerate(spelled) if each == word]


def _fold(word: str) -> str:
    """Lower-case without accents, as `words.normal` writes it."""
    if word.isascii():
        return word.lower()
    from unicodedata import normalize

    folded = word[:_ACCENTS].casefold().replace("’", "'").replace("ł", "l").replace("ø", "o")
    return normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")


def _sentence(text: str, start: int) -> str:
    """From `start` to the end of the sentence, line breaks as spaces."""
    window = text[start : start + 4 * LONGEST]
    end = _END.search(window)
    cut = window if end is None else window[: end.start()] + end.group().strip()[:1]
    return " ".join(cut.split())


def short(quote: str, longest: int = LONGEST) -> str:
    """Cut a quote between words, with an ellipsis where something was cut."""
    quote = " ".join(quote.split())
    if len(quote) <= longest:
        return quote
    head = quote[: longest - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:-–(") + " …"
