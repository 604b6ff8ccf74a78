"""How Outlook writes working time: zones by their Windows names, one span for some days of the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEVERAL = {"weekday": DAYS[:5], "weekdays": DAYS[:5], "weekendday": DAYS[5:], "weekenddays": DAYS[5:],
            "day": DAYS, "alldays": DAYS}  # fmt: skip


def iana(name: object) -> str:
    """The IANA name of a zone that Outlook calls by its Windows name, "" if nobody knows it."""
    from tzlocal.windows_tz import win_tz

    key = win_tz.get(name, name) if isinstance(name, str) else ""
    try:
        return ZoneInfo(key).key if key else ""
    except (KeyError, ValueError, OSError):
        return ""


def week(days: Iterable[object], start: object, end: object) -> tuple[tuple[str, ...], ...] | None:
    """One span ("09:00-17:00") for each working day, Monday first; None for what is no working time."""
    named = {str(day).lower() for day in days}
    wanted = named.union(*(_SEVERAL.get(name, ()) for name in named))
    try:
        first, last = (dt.time.fromisoformat(str(text).strip()[:8]) for text in (start, end))
    except ValueError:
        return None
    if first >= last or not wanted & set(DAYS):
        return None
    span = f"{first:%H:%M}-{last:%H:%M}"
    return tuple((span,) if day in wanted else () for day in DAYS)
