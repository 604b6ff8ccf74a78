"""Dates in headers (RFC 5322 §3.3, with what is found in the wild) -> aware instants in UTC."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}
"""The digits of a month by the beginning of its English name."""
_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, ?)?(\d\d?) ([A-Za-z]{3}) (\d\d\d\d) (\d\d:\d\d(?::\d\d)?) ([+-]\d\d\d\d)(?: ?\([^()]*\))?",
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
    day, name, year, clock, zone = match.groups()
    month = MONTHS.get(name.lower())
    if month is None:
        return None
    offset, ahead = ahead_of_utc(zone)
    if clock < "24" and abs(offset) <= _MAX_OFFSET:  # the library's reading of ISO dates costs a quarter of ours
        try:
            return dt.datetime.fromisoformat(f"{year}-{month}-{day.zfill(2)}T{clock}Z") - ahead, offset
        except (ValueError, OverflowError):
            pass  # no such day, or a leap second
    hour, minute, second = [int(number) for number in f"{clock}:0".split(":")[:3]]
    return _instant((int(year), int(month), int(day)), (hour, minute, second), offset)


@lru_cache(maxsize=64)
def ahead_of_utc(text: str) -> tuple[int, dt.timedelta]:
    """Return the offset that a zone like "+0100" names, in seconds and as what is to be subtracted."""
    offset = (int(text[1:3]) * 60 + int(text[3:])) * 60
    offset = -offset if text[0] == "-" else offset
    return offset, dt.timedelta(seconds=offset)


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
