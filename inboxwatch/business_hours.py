"""The working calendar of the one who owes a reply: how much working time passed, and when a target is used up.

`elapsed(start, end)` is the length of [start, end) intersected with the working intervals and `due(start, seconds)`
the earliest instant at which it reaches the target; docs/clock.md, "Business time", is the definition. Working
intervals are laid out year by year as sorted UTC seconds with running totals, so that a question costs a bisection.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from inboxwatch.errors import ConfigurationError
from inboxwatch.intervals import Interval, difference, union
from inboxwatch.local_time import DAY, edge, from_timestamp, timestamp
from inboxwatch.working_days import WEEKDAYS, WorkingDays, show_span

FIRST_YEAR, LAST_YEAR = 1900, 2400
"""Outside these nothing is worked: no message is older or newer."""
PATIENCE = 20
"""Years that `due` looks ahead for working time before it gives up."""


class Closures(Protocol):
    """Further closed times, an iCal file for example."""

    def between(self, start: int, end: int) -> Iterable[Interval]:
        """Closed intervals that touch [start, end), all in UTC seconds."""
        ...


@dataclass
class _Layout:
    """The working intervals of the years laid out so far; `totals[i]` is the working time before `starts[i]`."""

    years: dict[int, list[Interval]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    reached: list[int] = field(default_factory=list)
    known_from: int = 1
    known_until: int = 0

    def arrange(self) -> None:
        """Put the years' intervals in one row and add them up."""
        intervals = union(interval for year in self.years.values() for interval in year)
        self.starts = [start for start, _ in intervals]
        self.ends = [end for _, end in intervals]
        self.totals, self.reached, total = [], [], 0
        for start, end in intervals:
            self.totals.append(total)
            total += end - start
            self.reached.append(total)
        # A margin for zones up to 14 hours away and night shifts over New Year.
        self.known_from = _new_year(min(self.years)) + 3 * DAY
        self.known_until = _new_year(max(self.years) + 1) - 3 * DAY


@dataclass(frozen=True)
class Calendar:
    """A working calendar. Pure: no clock, no file; all times it gives are aware and in UTC."""

    zone: ZoneInfo
    days: WorkingDays = field(default_factory=WorkingDays)
    closures: tuple[Closures, ...] = ()
    _layout: _Layout = field(default_factory=_Layout, init=False, repr=False, compare=False)

    @classmethod
    def default(cls, zone: ZoneInfo) -> Calendar:
        """Monday to Friday 09:00-17:00, what counts when nothing is configured."""
        return cls(zone)

    def elapsed(self, start: dt.datetime, end: dt.datetime) -> int:
        """Working seconds in [start, end); 0 if the end is not after the start. Raises ValueError for naive times."""
        first, last = timestamp(start), timestamp(end)
        if first >= last:
            return 0
        self._reach(first, last)
        return self._worked(last) - self._worked(first)

    def due(self, start: dt.datetime, seconds: int) -> dt.datetime:
        """The earliest instant at which `elapsed(start, ...)` reaches `seconds` (UTC); `start` itself for 0.

        Raises ConfigurationError if the calendar has not that much working time in the next 20 years.
        """
        if seconds <= 0:
            return start.astimezone(dt.UTC)
        first, layout = timestamp(start), self._layout
        self._reach(first, first)
        need = self._worked(first) + seconds
        limit = min(from_timestamp(first).year + PATIENCE, LAST_YEAR)
        while not layout.reached or layout.reached[-1] < need:
            if max(layout.years) >= limit:
                message = f"The working calendar has no {seconds} s of work in the {PATIENCE} years after {start}."
                raise ConfigurationError(message, "Check [calendar]: hours, leave, special_hours and ical.")
            self._add(max(layout.years) + 1)
        index = bisect_left(layout.reached, need)
        return from_timestamp(layout.starts[index] + need - layout.totals[index])

    def intervals(self, start: dt.datetime, end: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
        """The working intervals inside [start, end), oldest first; together they are `elapsed(start, end)` long."""
        first, last = timestamp(start), timestamp(end)
        if first >= last:
            return []
        self._reach(first, last)
        layout, result = self._layout, []
        for index in range(bisect_right(layout.ends, first), bisect_left(layout.starts, last)):
            opens, closes = max(layout.starts[index], first), min(layout.ends[index], last)
            result.append((from_timestamp(opens), from_timestamp(closes)))
        return result

    def closing(self, day: dt.date) -> dt.datetime:
        """When work ends on that local day (UTC); the midnight that ends it if the day is closed."""
        opened = self._opened(day)
        return from_timestamp(opened[-1][1] if opened else edge(self.zone, day, DAY, closing=True))

    def instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        """A local day and wall-clock time in UTC; in the gap of a spring its end, twice in autumn the second."""
        return from_timestamp(edge(self.zone, day, time.hour * 3600 + time.minute * 60 + time.second, closing=True))

    def why(self, day: dt.date) -> str:
        """Why a local day has not its usual hours ("leave", "holiday: Whit Monday"); "" if it has them."""
        return self.days.why(day)

    def describe(self) -> str:
        """One line for people: "Mon-Thu 09:00-17:00, Fri 09:00-16:00, Europe/Berlin, holidays DE-BE"."""
        parts = []
        for hours, group in groupby(range(7), key=lambda weekday: self.days.hours[weekday]):
            names = [WEEKDAYS[weekday].capitalize() for weekday in group]
            if hours:
                label = names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
                parts.append(f"{label} {' '.join(show_span(span) for span in hours)}")
        parts.append(self.zone.key)
        if self.days.holidays:
            parts.append(f"holidays {self.days.holidays}")
        if self.days.leave:
            periods = len(self.days.leave)
            parts.append(f"{periods} {'period' if periods == 1 else 'periods'} of leave")
        if self.closures:
            parts.append(f"{len(self.closures)} iCal")
        return ", ".join(parts)

    def _worked(self, at: int) -> int:
        """Working seconds from the beginning of the layout to `at`."""
        layout = self._layout
        index = bisect_right(layout.starts, at) - 1
        if index < 0:
            return 0
        return layout.totals[index] + min(at, layout.ends[index]) - layout.starts[index]

    def _reach(self, first: int, last: int) -> None:
        """Lay out what [first, last] needs, whole years at a time, without a hole."""
        layout = self._layout
        if layout.known_from <= first and last <= layout.known_until:
            return
        low = max(from_timestamp(first).year - 1, FIRST_YEAR)
        high = min(from_timestamp(last).year + 1, LAST_YEAR)
        years = range(min([low, *layout.years]), max([high, *layout.years]) + 1)
        self._add(*(year for year in years if year not in layout.years))

    def _add(self, *years: int) -> None:
        """Lay these years out too. The totals move when earlier years come in; differences stay."""
        for year in years:
            self._layout.years[year] = self._year(year)
        if years:
            self._layout.arrange()

    def _year(self, year: int) -> list[Interval]:
        first = dt.date(year, 1, 1).toordinal()
        last = dt.date(year, 12, 31).toordinal()
        worked = [interval for day in range(first, last + 1) for interval in self._edges(dt.date.fromordinal(day))]
        return difference(worked, self._closed(_new_year(year) - 3 * DAY, _new_year(year + 1) + 3 * DAY))

    def _edges(self, day: dt.date) -> list[Interval]:
        return [
            (edge(self.zone, day, opens, closing=False), edge(self.zone, day, closes, closing=True))
            for opens, closes in self.days.spans(day)
        ]

    def _opened(self, day: dt.date) -> list[Interval]:
        edges = self._edges(day)
        if not edges:
            return []
        return difference(edges, self._closed(edges[0][0], max(end for _, end in edges)))

    def _closed(self, start: int, end: int) -> list[Interval]:
        return [interval for closures in self.closures for interval in closures.between(start, end)]


def _new_year(year: int) -> int:
    return int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp())
