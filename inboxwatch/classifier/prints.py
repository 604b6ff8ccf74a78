"""Fingerprints of text by which a quotation is recognised in another mail, also when it was wrapped anew.

A print is the CRC-32 of four words from an anchor on. Anchors are chosen by their own length alone, so original and
quotation choose the same ones: the first words of at least six letters (a quotation mostly begins at the beginning),
then words of at least nine (it may also be cut from the middle). 32 bits of four words cannot be turned back into text.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from inboxwatch.classifier import marks

OWN, QUOTED = 24, 48
"""How many prints of own and of quoted text are kept."""

_ANCHOR, _LONG_ANCHOR, _SPAN, _STARTS, _CHARACTERS = 6, 9, 4, 6, 2500
_PUNCTUATION = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»„“”‘’…–—", " "))


def own_prints(lines: Iterable[str]) -> tuple[int, ...]:
    """At most `OWN` fingerprints of a mail's new text, ascending."""
    return tuple(sorted(_hashes(_words(" ".join(lines)), OWN)))


def quoted_prints(lines: Iterable[str]) -> tuple[int, ...]:
    """At most `QUOTED` fingerprints of a mail's quoted text, ascending; copied header lines are left out.

    What follows a copied header is the beginning of a quoted mail, so its first words always count.
    """
    kept: list[str] = []
    starts: list[int] = [0]
    for line in lines:
        if ":" in line[:24] and line[:24].partition(":")[0].strip("*> \t").lower() in marks.LABELS:
            if kept and starts[-1] != len(kept):
                starts.append(len(kept))
        elif line:
            kept.append(line)
    found = _hashes(_words(" ".join(kept)), QUOTED - _STARTS)
    for start in starts[:_STARTS]:
        found |= _hashes(_words(" ".join(kept[start : start + 2])), 0)
    return tuple(sorted(found))


def _words(text: str) -> list[str]:
    """Words of a bounded text without case and punctuation."""
    return text[:_CHARACTERS].casefold().translate(_PUNCTUATION).split()


def _hashes(words: list[str], keep: int) -> set[int]:
    """Fingerprints of the beginning and of `keep` anchors less one; texts under three words have none."""
    if len(words) < 3:  # noqa: PLR2004 - "Thanks!" ties nothing
        return set()
    half = keep // 2
    anchors = [at for at in range(1, len(words) - _SPAN + 1) if len(words[at]) >= _ANCHOR] if keep else []
    longer = [at for at in anchors[half:] if len(words[at]) >= _LONG_ANCHOR]
    chosen = [0, *anchors[:half], *longer[: half - 1]]
    return {crc32(" ".join(words[at : at + _SPAN]).encode("utf-8", "replace")) for at in chosen}
