"""Which hours are worked on a calendar day: weekly hours, public holidays, special hours, leave."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from inboxwatch.local_time import DAY

Span = tuple[int, int]
"""Opening and closing in seconds after the day's midnight; a closing over 86,400 lies on the next day."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE_HOURS: tuple[tuple[Span, ...], ...] = (((9 * 3600, 17 * 3600),),) * 5 + ((), ())
"""Monday to Friday 09:00-17:00: what counts when nothing is configured."""

_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-\u2013]\s*(\d{1,2}):(\d{2})\s*", re.ASCII)


def parse_span(text: str) -> Span:
    """Read "09:00-12:30". An end before its beginning ("22:00-06:00") lies on the next day; "24:00" may end one.

    Raises ValueError with a sentence that says what is wrong.
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        message = f'"{text}" is not a time span like "09:00-12:30"'
        raise ValueError(message)
    hour, minute, end_hour, end_minute = (int(group) for group in match.groups())
    start, end = hour * 3600 + minute * 60, end_hour * 3600 + end_minute * 60
    if minute > 59 or end_minute > 59 or start >= DAY or end > DAY:  # noqa: PLR2004 - minutes in an hour
        message = f'"{text}" has a time that no clock shows (00:00 to 23:59; 24:00 may end a span)'
        raise ValueError(message)
    if start == end:
        message = f'"{text}" begins and ends at the same time; write "00:00-24:00" for a whole day'
        raise ValueError(message)
    return (start, end if end > start else end + DAY)


def show_span(span: Span) -> str:
    """A span as it is written in the configuration."""
    start, end = span
    end = end if end <= DAY else end - DAY
    return f"{start // 3600:02}:{start // 60 % 60:02}-{end // 3600:02}:{end // 60 % 60:02}"


@dataclass(frozen=True)
class WorkingDays:
    """The hours of every date. `hours` has seven entries, Monday first.

    `holidays` is a country or country-region of the `holidays` library ("DE-BE") or "". A day of `leave` (first and
    last day, both included) is closed whatever else is said; `special_hours` replaces one date's hours, holiday or
    not; `extra_holidays` are closed, and `not_holidays` are worked although the library calls them holidays.
    A night shift belongs to the day on which it starts, so leave from Tuesday on does not cut Monday's.
    """

    hours: tuple[tuple[Span, ...], ...] = OFFICE_HOURS
    holidays: str = ""
    extra_holidays: frozenset[dt.date] = frozenset()
    not_holidays: frozenset[dt.date] = frozenset()
    leave: tuple[tuple[dt.date, dt.date], ...] = ()
    special_hours: Mapping[dt.date, tuple[Span, ...]] = field(default_factory=dict)
    _names: dict[int, dict[dt.date, str]] = field(default_factory=dict, repr=False, compare=False)

    def spans(self, day: dt.date) -> tuple[Span, ...]:
        """The hours of one date, () when it is closed."""
        if self.on_leave(day):
            return ()
        if day in self.special_hours:
            return self.special_hours[day]
        hours = self.hours[day.weekday()]
        return () if hours and self.holiday(day) else hours

    def on_leave(self, day: dt.date) -> bool:
        """Whether the date lies in a period of leave."""
        return any(first <= day <= last for first, last in self.leave)

    def holiday(self, day: dt.date) -> str:
        """The holiday's name, "" on other days."""
        if day in self.not_holidays:
            return ""
        if day in self.extra_holidays:
            return "holiday of the configuration"
        return self._public(day.year).get(day, "") if self.holidays else ""

    def why(self, day: dt.date) -> str:
        """Why a date does not have its usual hours, in words; "" if it has them."""
        if self.on_leave(day):
            return "leave"
        if day in self.special_hours:
            return "special hours" if self.special_hours[day] else "closed by special hours"
        name = self.holiday(day)
        return f"holiday: {name}" if name else ""

    def _public(self, year: int) -> dict[dt.date, str]:
        if year not in self._names:
            self._names[year] = public_holidays(self.holidays, year)
        return self._names[year]


def public_holidays(region: str, year: int) -> dict[dt.date, str]:
    """Public holidays of "DE" or "DE-BE" in one year. Raises ValueError for a region that the library lacks."""
    import holidays  # takes 75 ms, and only some calendars need it

    country, _, subdivision = region.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    except (NotImplementedError, AttributeError) as error:
        message = f'no holidays are known for "{region}"'
        raise ValueError(message) from error
    return {day: str(name) for day, name in found.items()}
