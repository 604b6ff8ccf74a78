"""Dates in headers (RFC 5322 §3.3, with what is found in the wild) -> aware instants in UTC."""

from __future__ import annotations

import datetime as dt
import re

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, ?)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) "
    r"(\d{2}):(\d{2})(?::(\d{2}))? ([+-])(\d{2})(\d{2})(?: ?\([^()]*\))?",
    re.ASCII,
)
_MAX_CHARS = 200
_MAX_OFFSET = 15 * 3600  # Kiritimati is at +14; anything further out is garbage
_COMMENT = re.compile(r"\([^()]*\)")


def parse(value: str) -> tuple[dt.datetime, int] | None:
    """Read a Date value: the instant in UTC and the offset of its zone in seconds; None if it cannot be read.

    A missing, unknown or "-0000" zone counts as UTC with offset 0.
    """
    match = _USUAL.fullmatch(value)
    if match is None:
        return _unusual(value)
    month = _MONTHS.get(match[2].lower())
    if month is None:
        return None
    offset = (int(match[8]) * 60 + int(match[9])) * 60
    if match[7] == "-":
        offset = -offset
    return _instant((int(match[3]), month, int(match[1])), (int(match[4]), int(match[5]), int(match[6] or 0)), offset)


def _unusual(value: str) -> tuple[dt.datetime, int] | None:
    """Leave obsolete zones, two-digit years and other orders to the standard library."""
    from email.utils import parsedate_tz  # loads a dozen modules, sockets among them, for a date in a thousand

    text = _COMMENT.sub(" ", value[:_MAX_CHARS])
    try:
        found = parsedate_tz(text) if text.isascii() else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if found is None:
        return None
    return _instant(found[:3], found[3:6], found[9] or 0)


def _instant(day: tuple[int, ...], time: tuple[int, ...], offset: int) -> tuple[dt.datetime, int] | None:
    if abs(offset) > _MAX_OFFSET:
        return None
    year, month, date = day
    hour, minute, second = time
    try:
        local = dt.datetime(year, month, date, hour, minute, min(second, 59), tzinfo=dt.UTC)  # :60 is a leap second
        return local - dt.timedelta(seconds=offset), offset
    except (ValueError, OverflowError):
        return None


def received(value: str) -> dt.datetime | None:
    """Read the date of a Received value: what follows its last semicolon."""
    found = parse(value.rpartition(";")[2].strip())
    return found[0] if found else None
