"""Closed times from an iCalendar file (RFC 5545): opaque events, whole days and recurring ones included.

Pure: bytes in, intervals out. A stranger's file must not cost more than it is worth: rules that repeat by the minute
are left out with a notice, rules are begun shortly before the year that is asked for, and the number of repetitions
of one event and of one file are bounded. Not understood: overrides of "this and all future" repetitions (RANGE).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from inboxwatch.intervals import Interval, union
from inboxwatch.local_time import DAY, edge, timestamp
from inboxwatch.recurrence import Recurrence, UnsupportedError

if TYPE_CHECKING:
    from icalendar import Component

LARGEST = 32 << 20
"""Most bytes of one file."""
MOST_EVENTS = 100_000
MOST_IMPOSSIBLE = 3
"""Rules that never come true in one file; each is slow to see through."""
MOST_REPETITIONS = 20_000
"""Repetitions of one event that are looked at for one question; a year has 8,784 hours."""
_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})


@dataclass(frozen=True)
class _Event:
    """One event that closes: its beginning on the wall or in UTC, how long, and how it repeats."""

    start: dt.datetime
    length: dt.timedelta
    whole_days: bool
    recurrence: Recurrence | None = None
    without: frozenset[dt.datetime] = frozenset()


@dataclass(frozen=True)
class ClosedTimes:
    """The closed times of one file; `notices` say what of it could not be used."""

    zone: ZoneInfo
    notices: tuple[str, ...] = ()
    _single: tuple[Interval, ...] = ()
    _recurring: tuple[_Event, ...] = field(default=(), repr=False)

    def between(self, start: int, end: int) -> list[Interval]:
        """Closed intervals that touch [start, end), UTC seconds, sorted and disjoint."""
        found = [interval for interval in self._single if interval[0] < end and interval[1] > start]
        for event in self._recurring:
            found += _repetitions(event, self.zone, start, end)
        return union(found)


def parse(data: bytes, zone: ZoneInfo) -> ClosedTimes:
    """Read a file. Whole days and times without a zone are in `zone`. Raises ValueError if it is no iCalendar file."""
    if len(data) > LARGEST:
        raise ValueError(f"is over {LARGEST >> 20} MiB")
    events = _components(data)
    if len(events) > MOST_EVENTS:
        raise ValueError(f"has over {MOST_EVENTS:,} events")
    notices: list[str] = []
    overridden = _overridden(events, zone)
    single: list[Interval] = []
    recurring: list[_Event] = []
    impossible = 0
    for component in events:
        try:
            found = _events(component, zone, overridden)
        except UnsupportedError as error:
            notices.append(f"an event is left out: {error}")
            continue
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            notices.append("an event is left out: it cannot be read")
            continue
        for event in found:
            if event.recurrence is None:
                single += _interval(event, event.start, zone)
            elif event.recurrence.happens():
                recurring.append(event)
            else:
                impossible += 1
        if impossible > MOST_IMPOSSIBLE:
            raise ValueError("is full of rules that never come true")
    return ClosedTimes(zone, tuple(dict.fromkeys(notices)), tuple(union(single)), tuple(recurring))


def _components(data: bytes) -> list[Component]:
    """Every VEVENT of every calendar in the file."""
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(f"is not an iCalendar file: {str(error)[:100] or type(error).__name__}") from None
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise ValueError("is not an iCalendar file: it has no VCALENDAR")
    return events


def _events(component: Any, zone: ZoneInfo, overridden: dict[str, frozenset[dt.datetime]]) -> list[_Event]:  # noqa: ANN401
    """What a component closes: its own times and those of its RDATEs; nothing if it is transparent or cancelled."""
    if not _closes(component) or "DTSTART" not in component:
        return []
    first = component["DTSTART"].dt
    whole_days = not isinstance(first, dt.datetime)
    start = _at(first, zone)
    length = _length(component, start, zone, whole_days=whole_days)
    if length <= dt.timedelta(0):
        return []
    without = frozenset(_at(day, zone) for day in _dates(component, "EXDATE"))
    if "RECURRENCE-ID" not in component:
        without |= overridden.get(str(component.get("UID", "")), frozenset())
    rules = component.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    parsed = (Recurrence.of({**rule}, start, whole_days=whole_days) for rule in rules)
    found = [_Event(start, length, whole_days, recurrence, without) for recurrence in parsed]
    singles = {start, *(_at(day, zone) for day in _dates(component, "RDATE"))} - without
    return found + [_Event(single, length, whole_days) for single in singles]


def _closes(component: Component) -> bool:
    said = str(component.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    transparent = str(component.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT"
    return not transparent and said not in _FREE and str(component.get("STATUS", "")).upper() != "CANCELLED"


def _overridden(events: Iterable[Component], zone: ZoneInfo) -> dict[str, frozenset[dt.datetime]]:
    """Which repetitions have an event of their own in their place, by UID."""
    found: dict[str, set[dt.datetime]] = {}
    for event in events:
        moved = getattr(event.get("RECURRENCE-ID"), "dt", None)
        if moved is not None:
            found.setdefault(str(event.get("UID", "")), set()).add(_at(moved, zone))
    return {uid: frozenset(times) for uid, times in found.items()}


def _dates(component: Component, name: str) -> Iterator[dt.date | dt.datetime]:
    """The dates of EXDATE or RDATE; of an RDATE's period its beginning."""
    lists: Any = component.get(name, [])
    for dates in lists if isinstance(lists, list) else [lists]:
        for entry in dates.dts:
            yield entry.dt[0] if isinstance(entry.dt, tuple) else entry.dt


def _at(value: dt.date | dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A date or time as an aware time: what names no zone is in the calendar's."""
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    return value.replace(tzinfo=zone) if value.tzinfo is None else value


def _length(component: Any, start: dt.datetime, zone: ZoneInfo, *, whole_days: bool) -> dt.timedelta:  # noqa: ANN401
    """How long an event is: wall-clock days for whole days, real time otherwise."""
    if "DTEND" in component:
        end = _at(component["DTEND"].dt, zone)
        if whole_days:
            return end.replace(tzinfo=None) - start.replace(tzinfo=None)
        return dt.timedelta(seconds=timestamp(end) - timestamp(start))
    if "DURATION" in component:
        length: dt.timedelta = component["DURATION"].dt
        return length
    return dt.timedelta(days=1 if whole_days else 0)


def _interval(event: _Event, start: dt.datetime, zone: ZoneInfo) -> list[Interval]:
    if event.whole_days:
        day, days = start.date(), -(-event.length // dt.timedelta(days=1))
        return [(edge(zone, day, 0, closing=False), edge(zone, day, days * DAY, closing=False))]
    begin = timestamp(start)
    return [(begin, begin + int(event.length.total_seconds()))]


def _repetitions(event: _Event, zone: ZoneInfo, start: int, end: int) -> list[Interval]:
    """The repetitions that touch [start, end)."""
    if event.recurrence is None:
        return []
    margin = int(event.length.total_seconds()) + 2 * DAY
    found: list[Interval] = []
    skip = {timestamp(time) for time in event.without}
    for time in event.recurrence.between(start - margin, end + DAY, MOST_REPETITIONS):
        if timestamp(time) not in skip:
            found += _interval(event, time, zone)
    return [interval for interval in found if interval[0] < end and interval[1] > start]
