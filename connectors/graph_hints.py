"""Graph's mailboxSettings -> what they say about the owner's working time. Whatever is odd is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from connectors.graph_mail import instant
from connectors.outlook_time import iana, week
from inboxwatch.ports import Hints

_NOON = dt.time(12)


def hints(settings: Mapping[str, Any]) -> Hints:
    """Read the settings. Never raises."""
    zone = iana(settings.get("timeZone"))
    return Hints(_leave(settings.get("automaticRepliesSetting"), zone), zone, _hours(settings.get("workingHours")))


def _moment(value: object) -> dt.datetime | None:
    """A dateTimeTimeZone."""
    if not isinstance(value, Mapping):
        return None
    found = instant(value.get("dateTime"))
    zone = iana(value.get("timeZone")) or "UTC"
    return found.replace(tzinfo=ZoneInfo(zone)) if found is not None else None


def _leave(note: object, zone: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """The whole days of a scheduled absence note: half a day does not count. One without an end names no days."""
    if not isinstance(note, Mapping) or note.get("status") != "scheduled":
        return ()
    start, end = _moment(note.get("scheduledStartDateTime")), _moment(note.get("scheduledEndDateTime"))
    if start is None or end is None:
        return ()
    here = ZoneInfo(zone or "UTC")
    start, end = start.astimezone(here), end.astimezone(here)
    first = start.date() + dt.timedelta(days=start.time() > _NOON)
    last = end.date() - dt.timedelta(days=end.time() < _NOON)
    return ((first, last),) if first <= last else ()


def _hours(table: object) -> tuple[tuple[str, ...], ...] | None:
    """One span for each working day."""
    if not isinstance(table, Mapping) or not isinstance(table.get("daysOfWeek"), list):
        return None
    return week(table["daysOfWeek"], table.get("startTime"), table.get("endTime"))
