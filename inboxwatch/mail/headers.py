"""The header block of a message -> the few fields that the rules and the classifier need. Linear and bounded."""

from __future__ import annotations

import re
from functools import lru_cache

from inboxwatch.mail import words

HEADERS: tuple[str, ...] = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "received",
    "return-path",
    "authentication-results",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "auto-submitted",
    "precedence",
    "list-id",
    "list-post",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
    "mailing-list",
    "x-mailing-list",
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-auto-submitted",
    "x-mail-autoreply",
    "x-qq-auto-reply",
    "x-vacation",
    "x-ms-exchange-generated-message-source",
    "x-failed-recipients",
    "x-cron-env",
    "x-campaign",
    "x-campaignid",
    "x-github-reason",
    "x-gitlab-project",
    "x-jira-fingerprint",
    "x-notifications",
)
"""Lower-case names of the header fields that are read; a connector asks its server for these and no others."""

FILE_HEADERS = ("status", "x-status", "x-mozilla-status", "x-folder", "x-gmail-labels", "x-keywords")
"""Hints that programs leave in files; read from files only."""

HEADER_BYTES = 2 << 20
"""Header bytes that are looked at; more are left unread and the mail says so."""
MAX_VALUES = 64
"""Values kept of one field name."""
MAX_CHARS = 8_000
"""Characters kept of one value, except address lists."""
MAX_LIST_CHARS = 512_000
"""Characters looked at of one address list."""

REFUSED = "\ufffd"
"""Stands for NUL and bare CR inside values: identifiers that hold one are refused (T5)."""

_WANTED = {name: name for name in (*HEADERS, *FILE_HEADERS)}
_SPELLED = {spelled: name for name in _WANTED for spelled in (name, name.title(), re.sub("-Id$", "-ID", name.title()))}
"""Name by its usual spellings: one look-up for nearly every field."""
_LISTS = frozenset({"to", "cc", "bcc", "reply-to", "references"})
_FOLD = "\x1f"
"""Stands for the line end before a continuation line: white space to `str.split`, and no part of any name."""

Fields = dict[str, tuple[str, ...]]
"""Lower-case field name -> its values in order, unfolded, bytes decoded, encoded words still encoded."""


def end_of_block(raw: bytes | memoryview, start: int = 0) -> tuple[int, int]:
    """Return where the header block ends and where the body begins; both the length if there is no body."""
    data = raw if isinstance(raw, bytes) else bytes(raw)
    size = len(data)
    step = 16_384
    begin = start
    if data[start : start + 1] == b"\n":
        return start, start + 1
    if data[start : start + 2] == b"\r\n":
        return start, start + 2
    while begin < size:
        stop = min(size, begin + step)
        lf = data.find(b"\n\n", begin, stop)
        crlf = data.find(b"\n\r\n", begin, stop if lf < 0 else lf)
        if crlf >= 0:
            return crlf + 1, crlf + 3
        if lf >= 0:
            return lf + 1, lf + 2
        begin = stop - 2 if stop < size else size
    return size, size


def split(block: bytes) -> tuple[Fields, tuple[str, ...]]:
    """Split a header block (CRLF, LF or CR line ends) into wanted fields, and say what was wrong with it."""
    defects = ["header too long"] if len(block) > HEADER_BYTES else []
    text = _text(block[:HEADER_BYTES])
    plain = _plain(text)
    return (_any(text, defects) if plain is None else plain), tuple(defects)


def _plain(text: str) -> Fields | None:
    """Split what nearly every header is: short ASCII with no white space but spaces, tabs and line ends; else None."""
    if len(text) > MAX_CHARS or not text.isascii() or "\v" in text or "\f" in text:
        return None
    if "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text:
        return None
    found: Fields = {}
    text = text.replace("\t", " ").replace("\n ", " ").rstrip("\n")
    wide = "  " in text
    for field in text.split("\n"):
        spelled, colon, value = field.partition(":")
        name = _SPELLED.get(spelled) or _WANTED.get(spelled.lower())
        if name is None or not colon:
            if spelled.endswith(" "):
                return None  # it might be a name that is folded, or followed by white space
            continue
        value = " ".join(value.split()) if wide else value.strip()
        if name not in found:
            found[name] = (value,)
        elif len(found[name]) < MAX_VALUES:
            found[name] += (value,)
        else:
            return None
    return found


def _any(text: str, defects: list[str]) -> Fields:
    """Split any header, and add to `defects`."""
    ascii_only = text.isascii()
    found: dict[str, list[str]] = {}
    for field in text.replace("\n ", f"{_FOLD} ").replace("\n\t", f"{_FOLD}\t").split("\n"):
        spelled, colon, value = field.partition(":")
        # obsolete: white space before the colon
        name = _SPELLED.get(spelled) or _WANTED.get(spelled.lower().rstrip(" \t"))
        if name is None or not colon:
            continue
        if len(value) > MAX_CHARS:
            value = value[: MAX_LIST_CHARS if name in _LISTS else MAX_CHARS]
        if not ascii_only and not value.isascii():
            value = _utf8(value)
        value = " ".join(value.split())
        values = found.get(name)
        if values is None:
            found[name] = [value]
        elif len(values) < MAX_VALUES:
            values.append(value)
        elif "too many headers" not in defects:
            defects.append("too many headers")
    return {name: tuple(values) for name, values in found.items()}


def values(block: bytes, name: str) -> tuple[str, ...]:
    """Return the values that `split` finds of one field, for a fraction of its price; `name` in lower case."""
    block = block[:HEADER_BYTES]
    if b"\n" not in block:
        return split(block)[0].get(name, ())
    block = b"\n" + block
    found = [block[match.start() + 1 : match.end() + 1] for match in _one(name).finditer(block)]
    return split(b"".join([b"\n", *found]))[0].get(name, ()) if found else ()


@lru_cache
def _one(name: str) -> re.Pattern[bytes]:
    """Match one field with its folded lines, from the line end before it (quick to find) to before its own."""
    return re.compile(rb"\n(?i:%s)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*" % re.escape(name.encode()))


def _text(block: bytes) -> str:
    """Decode, with LF as the only line end and a mark where NUL and stray CR were."""
    text = (words.without_cr(block) or block).decode("utf-8", "surrogateescape")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            text = text.replace("\r", REFUSED) if "\n" in text else text.replace("\r", "\n")
    return text.replace("\0", REFUSED) if "\0" in text else text


def _utf8(value: str) -> str:
    """Decode again what was not UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return value


def head(value: str) -> str:
    """Return what stands before the parameters of a structured value, in lower case."""
    return value.partition(";")[0].strip().lower()


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split a structured value (Content-Type, Content-Disposition) into its lower-case head and its parameters.

    Parameter names are lower-case; RFC 2231 continuations and charsets are put together. Lenient and bounded.
    """
    _, semicolon, rest = value.partition(";")
    if not semicolon:
        return head(value), {}
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(rest[:MAX_CHARS]):
        name = match[1].lower()
        quoted = match[2]
        text = quoted.replace('\\"', '"').replace("\\\\", "\\") if quoted is not None else match[3].strip()
        found.setdefault(name, text)
    return head(value), _continued(found) if "*" in rest else found


_PARAMETER = re.compile(r';?\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^;"]*))', re.DOTALL)


def _continued(found: dict[str, str]) -> dict[str, str]:
    """Join `name*0`, `name*1*` … (RFC 2231); the charset matters to file names only, which nobody reads."""
    out = {name: value for name, value in found.items() if "*" not in name}
    pieces: dict[str, list[tuple[int, str]]] = {}
    for name, value in found.items():
        base, star, rest = name.partition("*")
        if not star:
            continue
        number = rest.rstrip("*")
        text = value.split("'", 2)[-1] if rest.endswith("*") or not rest else value
        pieces.setdefault(base, []).append((int(number) if number.isdecimal() else 0, text))
    for base, parts in pieces.items():
        out.setdefault(base, "".join(text for _, text in sorted(parts)[:100]))
    return out
