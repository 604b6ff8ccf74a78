"""Reads an mbox file (mboxo, mboxrd) in bounded pieces, from any offset where a message begins.

RFC 4155 describes the format loosely; a separator is a line that begins with "From " and holds a date as asctime
writes it. So unquoted prose ("From today on …") splits nothing, and a missing blank line loses nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_CHUNK = 1 << 20
_MAX_LINE = 500
MAX_MESSAGE = 32 << 20
"""Bytes read of one message; the rest of it, far inside attachments, is passed over."""

_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = (
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?[ \t]+"
    rb"(?:" + _MONTH + rb"[ \t]+\d{1,2}|\d{1,2}[ \t]+" + _MONTH + rb")[^\n]{1,40}?\d:\d\d[^\n]{0,60}"
)
_FROM_LINE = re.compile(rb"From (?:[^\n]{0,320}?[ \t])??[ \t]*" + _DATE)
_LOOSE_FROM_LINE = re.compile(rb"From [^\n]{0,400}\n(?:>?From |[!-9;-~]{1,60}[ \t]*:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_WHEN = re.compile(  # greedy at the beginning, so the last date counts: a sender may look like anything
    r".*\s(?:(?P<m1>[A-Z][a-z]{2})[a-z]*[ \t]+(?P<d1>\d{1,2})|(?P<d2>\d{1,2})[ \t]+(?P<m2>[A-Z][a-z]{2})[a-z]*)[ \t,]+"
    r"(?:(?P<y1>\d{4})[ \t]+)?(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?(?P<rest>.*)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Entry(NamedTuple):
    """One message: where its From line begins and where the next one begins, its time in UTC, its bytes."""

    start: int
    end: int
    at: dt.datetime | None
    raw: bytes


def entries(file: BinaryIO, offset: int = 0) -> Iterator[Entry]:
    """Yield the messages from `offset` on.

    What stands before the first From line is a message too if it begins with a header (the file lost its beginning),
    else it is garbage and passed over.
    """
    buffer, base, begin = _start(file, offset)
    if begin < 0:
        return
    loose = buffer.startswith(b"From ", begin) and _FROM_LINE.match(buffer, begin) is None
    position = begin
    dropped = 0
    while True:
        following = _next(buffer, position + 5, loose=loose)
        if following < 0:
            more = file.read(_CHUNK)
            if more:
                if begin:
                    buffer, base = buffer[begin:], base + begin
                    begin = 0
                if len(buffer) > MAX_MESSAGE:  # keep its beginning and enough of its end to see a From line
                    dropped += len(buffer) - MAX_MESSAGE - 1_000
                    buffer = buffer[:MAX_MESSAGE] + buffer[-1_000:]
                position = max(begin, len(buffer) - 1_000)
                buffer += more
                continue
            following = len(buffer)
        start = base + begin
        end = base + following + dropped
        yield _entry(buffer[begin : min(following, begin + MAX_MESSAGE)], start, end)
        if following >= len(buffer):
            return
        base += dropped
        dropped = 0
        begin = position = following


def _start(file: BinaryIO, offset: int) -> tuple[bytes, int, int]:
    """Find the first message: return bytes read, the offset at which they begin, and where it begins in them or -1."""
    file.seek(offset)
    buffer, base = file.read(_CHUNK), offset
    begin = 0 if looks_like_mail(buffer) else _first(buffer)
    while begin < 0:
        keep = buffer[-1_000:]
        more = file.read(_CHUNK)
        if not more:
            break
        base += len(buffer) - len(keep)
        buffer = keep + more
        begin = _next(buffer, 0, loose=False)
    return buffer, base, begin


_KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|mime-version|content-type|delivered-to|reply-to|"
    rb"sender|x-[a-z0-9-]+|dkim-signature|authentication-results|arc-[a-z-]+|envelope-to|status|list-[a-z]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with a header that mail has."""
    head = head[:8_192].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in head[:512]:
        return False
    if head.startswith(b"From "):
        return False
    block = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")[0][:4_000]
    name, colon, _ = block.partition(b"\n")[0].partition(b":")
    return bool(colon) and b" " not in name.rstrip() and _KNOWN.search(block) is not None


def _first(buffer: bytes) -> int:
    """Return where the first From line stands: at the beginning, or where garbage ends; -1 if there is none yet."""
    head = len(buffer) - len(buffer.lstrip(b"\r\n\xef\xbb\xbf"))
    if buffer.startswith(b"From ", head):
        return head
    return _next(buffer, 0, loose=False)


def _next(buffer: bytes, start: int, *, loose: bool) -> int:
    """Return where the next From line begins at or after `start`, -1 without one."""
    pattern = _LOOSE_FROM_LINE if loose else _FROM_LINE
    while True:
        at = buffer.find(b"\nFrom ", start)
        if at < 0:
            return -1
        if pattern.match(buffer, at + 1) and (not loose or buffer[max(0, at - 2) : at].endswith((b"\n", b"\n\r"))):
            return at + 1
        start = at + 6


def _entry(raw: bytes, start: int, end: int) -> Entry:
    line, _, content = raw.partition(b"\n") if raw.startswith(b"From ") else (b"", b"", raw)
    if b">From " in content:
        content = _QUOTED_FROM.sub(rb"\1", content)
    if content.endswith(b"\r\n\r\n"):
        content = content[:-2]
    elif content.endswith(b"\n\n"):
        content = content[:-1]  # the blank line belongs to the separator
    return Entry(start, end, when(line.decode("latin-1")), content)


def when(line: str) -> dt.datetime | None:
    """Read the time of a From line: asctime in UTC unless it names an offset; None if it cannot be read."""
    match = _WHEN.match(line[:_MAX_LINE])
    if match is None:
        return None
    month = match["m1"] or match["m2"]
    year = match["y1"]
    rest = match["rest"].split()
    offset = 0
    for word in rest:
        if year is None and len(word) == 4 and word.isdecimal():  # noqa: PLR2004
            year = word
        elif len(word) == 5 and word[0] in "+-" and word[1:].isdecimal():  # noqa: PLR2004
            offset = (int(word[1:3]) * 60 + int(word[3:5])) * (-60 if word[0] == "-" else 60)
    if month not in _MONTHS or year is None:
        return None
    try:
        local = dt.datetime(
            int(year),
            _MONTHS.index(month) + 1,
            int(match["d1"] or match["d2"]),
            int(match["h"]),
            int(match["min"]),
            min(int(match["s"] or 0), 59),
            tzinfo=dt.UTC,
        )
        return local - dt.timedelta(seconds=offset)
    except (ValueError, OverflowError):
        return None
