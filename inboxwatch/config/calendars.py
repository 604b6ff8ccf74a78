"""The working calendar that the configuration describes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inboxwatch.business_hours import Calendar, Closures
from inboxwatch.config import zone
from inboxwatch.config.problems import Problem
from inboxwatch.errors import ConfigurationError
from inboxwatch.working_days import OFFICE_HOURS, WorkingDays, public_holidays

if TYPE_CHECKING:
    from inboxwatch.config.tables import CalendarTable

_REGION = re.compile(r"[A-Z]{2,3}(-[A-Za-z0-9 _-]+)?")
_LONG_LEAVE = 3 * 366
_SOME_YEAR = 2026
"""A year that every country's holidays are known for."""


@dataclass(frozen=True)
class Made:
    """A calendar and a fingerprint of all that its answers depend on."""

    calendar: Calendar
    fingerprint: str


def make(table: CalendarTable, base: Path, problems: list[Problem], notices: list[str]) -> Made:
    """Make the calendar; without any table it is Monday to Friday 09:00-17:00 in the system's zone, and says so."""
    place = ZoneInfo(table.timezone) if table.timezone else zone.system()
    whose = "" if table.timezone else ", the system's zone"
    if table.hours is None:
        reason = "No working hours are configured" if table.timezone else "No working calendar is configured"
        notices.append(f"{reason}: Monday to Friday 09:00-17:00 counts ({place.key}{whose}).")
    elif not table.timezone:
        notices.append(f"No timezone is configured: working hours are in {place.key}{whose}.")
    week = table.hours.week() if table.hours is not None else OFFICE_HOURS
    if not any(week) and not any(table.special_hours.values()):
        problems.append(Problem(("calendar", "hours"), "no day has any hours, so nothing would ever fall due"))
    days = WorkingDays(
        hours=week,
        holidays=_holidays(table.holidays, problems),
        extra_holidays=frozenset(table.extra_holidays),
        not_holidays=frozenset(table.not_holidays),
        leave=table.leave,
        special_hours=table.special_hours,
    )
    closures, contents = _ical(table.ical, place, base, problems, notices)
    calendar = Calendar(place, days, closures)
    if closures or any((last - first).days > _LONG_LEAVE for first, last in table.leave):
        _refuse_closed_for_good(calendar, problems)
    return Made(calendar, _fingerprint(table, place, contents))


def _refuse_closed_for_good(calendar: Calendar, problems: list[Problem]) -> None:
    """Closed times that leave nothing to work would let nothing ever fall due."""
    try:
        calendar.due(dt.datetime.now(dt.UTC), 3600)
    except ConfigurationError:
        message = "leave and iCal times close every day of the next 20 years, so nothing would ever fall due"
        problems.append(Problem(("calendar",), message))


def _holidays(region: str, problems: list[Problem]) -> str:
    if not region:
        return ""
    place = ("calendar", "holidays")
    if not _REGION.fullmatch(region):
        problems.append(Problem(place, f'"{region}" is not a country or country-region like "DE" or "DE-BE"'))
        return ""
    try:
        public_holidays(region, _SOME_YEAR)
    except ValueError as error:
        problems.append(Problem(place, str(error)))
        return ""
    return region


def _ical(
    names: tuple[str, ...], place: ZoneInfo, base: Path, problems: list[Problem], notices: list[str]
) -> tuple[tuple[Closures, ...], list[bytes]]:
    """Read the iCal files, and what was last fetched of iCal URLs."""
    if not names:
        return (), []
    from inboxwatch.config.ical_files import NotFetchedError, is_url, read, shown
    from inboxwatch.ical import parse

    closures: list[Closures] = []
    contents: list[bytes] = []
    for index, name in enumerate(names):
        try:
            data = read(name, base)
            parsed = parse(data, place)
        except NotFetchedError as missing:
            notices.append(str(missing))
        except ValueError as error:
            problems.append(Problem(("calendar", "ical", index), str(error)))
        else:
            contents.append(data)
            closures.append(parsed)
            notices.extend(f"{shown(name) if is_url(name) else name}: {notice}" for notice in parsed.notices)
    return tuple(closures), contents


def _fingerprint(table: CalendarTable, place: ZoneInfo, contents: list[bytes]) -> str:
    """Hash the table, the iCal contents, and the versions of the data that zones and holidays come from."""
    facts = table.model_dump(mode="json", exclude={"ical"})
    facts["zone"] = [place.key, zone.data_version()]
    facts["ical"] = [hashlib.sha256(content).hexdigest() for content in contents]
    if table.holidays:
        import importlib.metadata

        facts["holidays_version"] = importlib.metadata.version("holidays")
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
