"""The one choke point: text from mail, servers and files -> text that a terminal may be given.

Everything that a stranger can have written (subjects, names, addresses, folder names, error texts, log lines) goes
through `safe` after it was decoded. What comes out has no control character, no bidi control, nothing invisible that
could hide or join words, and at most `MARKS` combining marks on one letter; Hebrew, Arabic, Indic and emoji stay as
they are. What was taken out and could deceive leaves the visible mark `MARK`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARK = "\N{REPLACEMENT CHARACTER}"
MARKS = 4
"""Combining marks kept on one letter; real writing needs at most four (Hebrew with cantillation)."""
LIMIT = 20_000
"""Characters of one piece of text that are looked at; the rest is cut with an ellipsis."""

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PLAIN = re.compile(r"[ -~]*\Z")
_SILENT = frozenset("\u00ad\u200e\u200f\u061c\ufeff")
"""Invisible, common in honest mail and harmless once gone: soft hyphen, direction marks, byte-order mark."""
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Category Cf, yet drawn: number signs of Arabic, Syriac and Kaithi."""
_TAGS, _TAGS_END = "\U000e0000", "\U000e0fff"
"""Tag characters and supplementary selectors: drawn as nothing, able to hide whole sentences."""
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\U0001d159")
"""Not of category Cf, yet drawn as nothing."""
_JOINERS = frozenset("\u200c\u200d")
_JOINING = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
"""Scripts that spell with joiners: Arabic and Persian, Indic, Burmese, Khmer, Mongolian."""
_HIDDEN_IN_ADDRESS = re.compile("[\u00ad\u200b-\u200f\u061c\u2060-\u2064\ufeff\ufe00-\ufe0f]")
_ADDRESS_IN_NAME = re.compile(r"[^\s<>\"'(),;:@]+@[^\s<>\"'(),;:@]+")
_LOOKALIKE_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_ASIAN = frozenset({"HIRAGANA", "KATAKANA", "CJK", "HANGUL", "BOPOMOFO", "LATIN", "DIGIT"})
_DOTS = re.compile("[.\u3002\uff0e\uff61]")


def safe(text: str, *, lines: bool = False) -> str:
    """Neutralise `text` for a terminal, a log or CSV.

    One line comes out, line breaks as spaces; with `lines` every kind of break becomes a newline.
    """
    if _PLAIN.match(text):
        return text if len(text) <= LIMIT else text[:LIMIT] + "…"
    if len(text) > LIMIT:
        text = text[:LIMIT] + "…"
    text = _BREAKS.sub("\n" if lines else " ", text).replace("\t", "    " if lines else " ")
    return _clean(text)


def _clean(text: str) -> str:
    """Go through `text` letter by letter; `marks` counts the combining marks since the last letter."""
    kept: list[str] = []
    marks = 0
    for index, char in enumerate(text):
        category = unicodedata.category(char)
        if category in {"Mn", "Me"} and char not in _BLANK:
            marks += 1
            if marks <= MARKS and not _stray_selector(char, kept):
                kept.append(char)
        elif char in _JOINERS:
            kept.append(char if _joins(kept, text, index) else MARK)
        else:
            marks = 0
            kept.append(_one(char, category))
    return "".join(kept)


def _one(char: str, category: str) -> str:
    """What a character that neither combines nor joins is shown as."""
    if char == "\n" or char in _VISIBLE_FORMAT:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    if char in _SILENT or _TAGS <= char <= _TAGS_END:
        return ""
    return MARK if category in {"Cc", "Cf", "Cs"} or char in _BLANK else char


def _stray_selector(char: str, kept: list[str]) -> bool:
    """Whether `char` is a variation selector that does not follow a symbol or an ideograph, or not the first there."""
    if not ("\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100"):
        return False
    previous = kept[-1] if kept else ""
    return not (previous and (previous in "0123456789#*" or unicodedata.category(previous) in {"So", "Sm", "Lo", "Po"}))


def _joins(kept: list[str], text: str, index: int) -> bool:
    """Whether the joiner at `index` belongs there: between emoji, or inside a word of a script that joins."""
    previous = kept[-1] if kept else ""
    following = text[index + 1 : index + 2]
    if not previous or not following:
        return False
    if text[index] == "\u200d" and _emoji(previous) and _emoji(following):
        return True
    return all(any(low <= ord(char) <= high for low, high in _JOINING) for char in (previous, following))


def _emoji(char: str) -> bool:
    """Whether `char` can stand in an emoji sequence: symbols, skin tones, the emoji selector."""
    return char == "\ufe0f" or (char > "\u2000" and unicodedata.category(char) in {"So", "Sk", "Sm"})


def address(bare: str) -> str:
    """Show an address: anything invisible in it is marked, a domain that mixes scripts is shown in punycode."""
    if _PLAIN.match(bare):
        return safe(bare)
    local, at, domain = _HIDDEN_IN_ADDRESS.sub(MARK, bare).rpartition("@")
    return safe(f"{local}{at}{punycode(domain)}")


@lru_cache(maxsize=1024)
def punycode(domain: str) -> str:
    """Show a domain name, its deceptive labels as `xn--…` (RFC 3492); honest ones in one script stay readable."""
    return ".".join(_label(label) for label in _DOTS.split(domain))


def _label(label: str) -> str:
    if label.isascii() or MARK in label:
        return label
    found = {_script(char) for char in label if char.isalpha()}
    if len(found) <= 1 and not found & (_LOOKALIKE_SCRIPTS - {"LATIN"}):
        return label
    if found <= _ASIAN:
        return label
    return "xn--" + label.encode("punycode", "replace").decode("ascii")


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]


def sender(name: str, bare: str) -> str:
    """Show who wrote: the display name, always with the address, and a warning if the name claims another one."""
    shown, name = address(bare), " ".join(safe(name).split())
    if not name or name.casefold() == shown.casefold():
        return shown
    claimed = _ADDRESS_IN_NAME.search(name.replace(MARK, ""))
    if claimed and claimed.group().casefold().strip(".") != bare.casefold():
        return f"{shown} (the name pretends another address: {name})"
    return f"{name} <{shown}>"
