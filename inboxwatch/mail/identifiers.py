"""Message-ID, In-Reply-To and References (RFC 5322 §3.6.4), read leniently and bounded."""

from __future__ import annotations

import re

MAX_REFERENCES = 50
"""References kept: the first, and the last of the others."""
_MAX_CHARS = 998
_NAMES_NONE = frozenset({"", "-", "0", "n/a", "nil", "no", "none", "null", "undefined", "unknown"})
"""What programs write where there is nothing to refer to: it would tie all their mails together."""
_USUAL = re.compile(r"<[!-;=?-~]{1,998}>")
_BRACKETED = re.compile(r"<([^<>]+)>")


def tokens(value: str) -> tuple[str, ...]:
    """Return the message ids of a value, with angle brackets, white space inside removed, each once, in order.

    In a value without any bracket, every word must look like an id, else it is prose and names none. An id with a
    control character, or longer than 998 characters, is refused (T5).
    """
    if not value:
        return ()
    usual = _USUAL.findall(value)
    if usual and " ".join(usual) == value:
        return tuple(dict.fromkeys(usual))
    if "<" in value:
        found = _BRACKETED.findall(value)
        if not found and value.count("<") == 1:  # the closing bracket is missing
            found = [value.partition("<")[2].partition(" ")[0].partition(">")[0]]
    else:
        found = value.replace(",", " ").replace(">", " ").split()
        if not all("@" in word.strip('"') for word in found):
            return (f"<{found[0]}>",) if len(found) == 1 and _sound(found[0]) else ()
    out = dict.fromkeys(f"<{word}>" for word in ("".join(token.split()) for token in found) if _sound(word))
    return tuple(out)


def _sound(word: str) -> bool:
    return 0 < len(word) <= _MAX_CHARS and word.isprintable() and "\ufffd" not in word


def first(values: tuple[str, ...]) -> str:
    """Return the message id of a Message-ID field, "" without one."""
    for value in values:
        found = tokens(value)
        if found:
            return found[0]
    return ""


def several(values: tuple[str, ...], limit: int = MAX_REFERENCES) -> tuple[str, ...]:
    """Return the ids of In-Reply-To or References; of more than `limit` the first and the last ones."""
    if not values:
        return ()
    joined = values[0] if len(values) == 1 else " ".join(values)
    if "@" not in joined and joined.strip(" \t\r\n<>").casefold() in _NAMES_NONE:
        return ()
    found = tokens(joined)
    return found if len(found) <= limit else (found[0], *found[-(limit - 1) :])
