"""The times a person types for `snooze`, `done --at` and `ack --by`: a small grammar, no guessing.

- `2026-11-24T09:00Z`, `2026-11-24 9:00`, `2026-11-24`: ISO 8601
- `9:00`, `9am`, `14:30`: that time, the next one (for the past, the last one)
- `tomorrow 9:00`, `today 16:00`, `yesterday`, `Mon`, `friday 14:30`
- `2h`, `30m`, `3d`, `1w`, `in 2h`, `2h ago`: wall-clock time from now
- `now`
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_SPAN = re.compile(r"(?P<into>in )?(?P<spans>(\d{1,4} ?(min|[mhdw]) ?)+)(?P<ago> ?ago)?")
_TIME = re.compile(r"(?:at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>am|pm)?")
_WEEK, _NOON, _HOURS, _MINUTES = 7, 12, 24, 60
_HELP = "Write it like 2026-11-24T09:00, 'tomorrow 9:00', 'Mon', '14:30' or '2h'."


def when(text: str, now: dt.datetime, calendar: Calendar, *, past: bool = False) -> dt.datetime:
    """Read a time in the calendar's zone; UTC comes out.

    A day without a time means the beginning of its working hours, or with `past` their end, at the latest `now`.
    Raises UsageError for what it cannot read, and for a time on the wrong side of `now`.
    """
    words = " ".join(text.casefold().split())
    at = _iso(text.strip(), calendar, past=past) or _span(words, now, past=past)
    at = at or _day(words, now, calendar, past=past)
    if at is None:
        raise UsageError(f"'{text}' is no time that I know.", _HELP)
    if past and words == "today":
        at = min(at, now)
    if past and at > now:
        raise UsageError(f"'{text}' has not come yet.", "Give a time in the past, like 'yesterday 16:00'.")
    if not past and at <= now:
        raise UsageError(f"'{text}' has already passed.", "Give a time to come, like 'tomorrow 9:00'.")
    return at


def day_or_time(text: str, now: dt.datetime, calendar: Calendar) -> tuple[dt.date, dt.time | None]:
    """Read by when something is promised, in the calendar's zone: a day, which means its closing, or a time of it.

    Raises UsageError for what cannot be read and for what has passed.
    """
    words = " ".join(text.casefold().split())
    day = _named(words, now.astimezone(calendar.zone).date(), past=False)
    if day is None and len(words) == len("2026-11-24"):
        try:
            day = dt.date.fromisoformat(words)
        except ValueError:
            day = None
    if day is None:
        at = when(text, now, calendar).astimezone(calendar.zone)
        at += dt.timedelta(seconds=-at.second % 60, microseconds=-at.microsecond)
        return at.date(), at.time().replace(microsecond=0)
    if calendar.closing(day) <= now:
        raise UsageError(f"'{text}' has already passed.", "Give a time to come, like 'tomorrow 9:00'.")
    return day, None


def _iso(text: str, calendar: Calendar, *, past: bool) -> dt.datetime | None:
    padded = re.sub(r"(?<=[T ])(\d):", r"0\1:", text)
    try:
        if len(padded) == len("2026-11-24"):
            return _edge(dt.date.fromisoformat(padded), calendar, past=past)
        at = dt.datetime.fromisoformat(padded)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=calendar.zone)).astimezone(dt.UTC)


def _span(words: str, now: dt.datetime, *, past: bool) -> dt.datetime | None:
    if words == "now":
        return now
    found = _SPAN.fullmatch(words)
    if not found:
        return None
    pairs = re.findall(r"(\d+) ?(min|[mhdw])", found["spans"])
    length = dt.timedelta(seconds=sum(int(count) * _UNITS[unit] for count, unit in pairs))
    return now - length if found["ago"] or (past and not found["into"]) else now + length


def _day(words: str, now: dt.datetime, calendar: Calendar, *, past: bool) -> dt.datetime | None:
    first, _, rest = words.partition(" ")
    day = _named(first, now.astimezone(calendar.zone).date(), past=past)
    if day is not None and not rest:
        return _edge(day, calendar, past=past)
    time = _time(rest if day is not None else words)
    if time is None:
        return None
    if day is not None:
        return calendar.instant(day, time)
    at = calendar.instant(now.astimezone(calendar.zone).date(), time)
    if past and at > now:
        return at - dt.timedelta(days=1)
    return at + dt.timedelta(days=1) if not past and at <= now else at


def _named(word: str, today: dt.date, *, past: bool) -> dt.date | None:
    """Today, tomorrow, yesterday, or the next (for the past: the last) day of that name; today is neither."""
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(word)
    if near is not None:
        return today + dt.timedelta(days=near)
    found = [index for index, name in enumerate(_DAYS) if word in {name, name[:3], name[:4]}]
    if not found:
        return None
    ahead = (found[0] - today.weekday()) % _WEEK or _WEEK
    return today + dt.timedelta(days=ahead if not past else ahead - _WEEK if ahead < _WEEK else -_WEEK)


def _time(words: str) -> dt.time | None:
    found = _TIME.fullmatch(words)
    if not found or not (found["minute"] or found["half"] or words.startswith("at ")):
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["half"] == "pm" else 0)
    minute = int(found["minute"] or 0)
    return dt.time(hour, minute) if hour < _HOURS and minute < _MINUTES else None


def _edge(day: dt.date, calendar: Calendar, *, past: bool) -> dt.datetime:
    """The beginning of a day's working hours, or their end; of a closed day its midnight."""
    if past:
        return calendar.closing(day)
    midnight = calendar.instant(day, dt.time(0))
    hours = calendar.intervals(midnight, calendar.instant(day + dt.timedelta(days=1), dt.time(0)))
    return hours[0][0] if hours else midnight
