"""Fingerprints of text by which a quotation is recognised in another mail, also when it was wrapped anew.

A print is the CRC-32 of four words from an anchor on. Anchors are chosen by their own length alone, so original and
quotation choose the same ones: the first words of at least six letters (a quotation mostly begins at the beginning),
then words of at least nine (it may also be cut from the middle). 32 bits of four words cannot be turned back into text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from inboxwatch.classifier import marks

OWN, QUOTED = 24, 48
"""How many prints of own and of quoted text are kept."""

_ANCHOR, _LONG_ANCHOR, _SPAN, _STARTS, _CHARACTERS = 6, 9, 4, 6, 2500
_BEYOND = "«»„“”‘’…–—"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_KEPT = bytes(
    ord(" ") if chr(code) in _PUNCTUATION or chr(code).isspace() else ord(chr(code).lower()) for code in range(128)
) + bytes(range(128, 256))
"""ASCII in lower case with spaces for its punctuation and for white space; the rest of UTF-8 as it is."""
_LATIN = _KEPT[:128] + bytes(
    ord(" ") if letter in _BEYOND or letter.isspace() else ord(letter if letter in "ßµ" else letter.casefold())
    for letter in map(chr, range(128, 256))
)
"""The same for Latin-1, but for the two letters whose small form is not one letter of it."""


def own_prints(lines: Iterable[str]) -> tuple[int, ...]:
    """At most `OWN` fingerprints of a mail's new text, ascending."""
    return tuple(sorted(_prints(" ".join(lines), OWN)))


def quoted_prints(lines: Iterable[str]) -> tuple[int, ...]:
    """At most `QUOTED` fingerprints of a mail's quoted text, ascending; copied header lines are left out.

    What follows a copied header is the beginning of a quoted mail, so its first words always count.
    """
    kept: list[str] = []
    starts: list[int] = [0]
    labels = marks.LABELS
    for line in lines:
        if ":" in line[:24] and line.partition(":")[0].strip("*> \t").lower() in labels:
            if kept and starts[-1] != len(kept):
                starts.append(len(kept))
        elif line:
            kept.append(line)
    found = _prints(" ".join(kept), QUOTED - _STARTS)
    for start in starts[:_STARTS]:
        found |= _prints(" ".join(kept[start : start + 2]), 0)
    return tuple(sorted(found))


def _prints(text: str, keep: int) -> set[int]:
    """Fingerprints of a bounded text without case and punctuation.

    What Latin-1 can write is cut up as bytes, one a letter, which takes half of the time.
    """
    text = text[:_CHARACTERS]
    try:
        latin = text.encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        text = text.casefold()
        for character in _BEYOND:
            text = text.replace(character, " ")
        spelled = text.encode("utf-8", "surrogatepass").translate(_KEPT).decode("utf-8", "surrogatepass").split()
        spans = [" ".join(spelled[at : at + _SPAN]) for at in _chosen(spelled, keep)]
        return {crc32(span.encode("utf-8", "replace")) for span in spans}
    words = latin.replace(b"\xdf", b"ss").split()
    found = [b" ".join(words[at : at + _SPAN]) for at in _chosen(words, keep)]
    if found and not latin.isascii():
        found = b"\n".join(found).decode("latin-1").replace("µ", "μ").encode().split(b"\n")
    return set(map(crc32, found))


def _chosen(words: Sequence[bytes] | Sequence[str], keep: int) -> list[int]:
    """Places of the beginning and of `keep` anchors less one; texts under three words have none."""
    if len(words) < 3:  # noqa: PLR2004 - "Thanks!" ties nothing
        return []
    chosen = [0]
    if keep:
        half = keep // 2
        rest = enumerate(words[1 : len(words) - _SPAN + 1], 1)
        for length, enough in ((_ANCHOR, half + 1), (_LONG_ANCHOR, 2 * half)):
            for at, word in rest:
                if len(word) >= length:
                    chosen.append(at)
                    if len(chosen) == enough:
                        break
    return chosen
