"""From a clock on the wall to UTC: what an hour means on a day on which the clock was moved.

Arithmetic is done in UTC seconds throughout: subtracting two aware datetimes of one zone ignores daylight saving.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

DAY = 86_400
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - wall-clock time, made aware below


def from_timestamp(seconds: int) -> dt.datetime:
    """UTC seconds as an aware datetime in UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def timestamp(at: dt.datetime) -> int:
    """An aware datetime as UTC seconds, fractions cut off. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        message = "a time without a zone cannot be placed on a working calendar"
        raise ValueError(message)
    return int(at.timestamp() // 1)


def edge(zone: ZoneInfo, day: dt.date, seconds: int, *, closing: bool) -> int:
    """UTC seconds of the wall-clock time `seconds` after the midnight that begins `day` (more than a day may pass).

    Where the clock was put forward over it, the end of that gap; where the clock was put back and it came twice, an
    opening is the first and a closing the second occurrence (docs/clock.md, "Business time").
    """
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)
    naive = int((wall - _EPOCH).total_seconds())
    before = _offset(wall.replace(tzinfo=zone))
    after = _offset(wall.replace(tzinfo=zone, fold=1))
    if before >= after:
        return naive - (after if closing else before)
    return _transition(zone, naive - after, naive - before)


def _offset(at: dt.datetime) -> int:
    delta = at.utcoffset()
    return int(delta.total_seconds()) if delta is not None else 0


def _transition(zone: ZoneInfo, low: int, high: int) -> int:
    """First UTC second in (low, high] at which the zone has the offset that it has at `high`."""
    new = _offset(dt.datetime.fromtimestamp(high, zone))
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(dt.datetime.fromtimestamp(middle, zone)) == new:
            high = middle
        else:
            low = middle
    return high
