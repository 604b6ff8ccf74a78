"""A second opinion on working time that shares no idea with the program: it walks through the minutes, one by one.

For every UTC minute it asks the zone what the clock on the wall shows. An interval opens at the first minute whose
wall clock has reached the opening. It closes at the last minute whose wall clock shows the closing; if none does,
because the clock was put forward over it, at the first whose wall clock is later. That is what docs/clock.md says
about days on which the clock is moved, without a word about offsets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import accumulate
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60


class Minutes:
    """What the wall clock of a zone shows in every minute of `days` days from `first` (UTC midnight) on."""

    def __init__(self, zone: str, first: dt.date, days: int) -> None:
        """Ask the zone once a minute; a margin of three days on each side is walked too."""
        self.first = dt.datetime(first.year, first.month, first.day, tzinfo=dt.UTC) - dt.timedelta(days=3)
        self.count = (days + 6) * MINUTES_A_DAY
        tz, start = ZoneInfo(zone), int(self.first.timestamp())
        self.wall = []
        for minute in range(self.count):
            local = dt.datetime.fromtimestamp(start + 60 * minute, tz)
            self.wall.append(local.toordinal() * MINUTES_A_DAY + local.hour * 60 + local.minute)
        self._opens: dict[int, int] = {}
        reached = self.wall[0] - 1
        for minute, shown in enumerate(self.wall):
            while reached < shown:
                reached += 1
                self._opens[reached] = minute
        self._closes = {**self._opens, **{shown: minute for minute, shown in enumerate(self.wall)}}

    def days(self) -> Iterable[dt.date]:
        """The local days that lie wholly inside, with the night that follows each."""
        for ordinal in range(self.wall[0] // MINUTES_A_DAY + 1, self.wall[-1] // MINUTES_A_DAY - 1):
            yield dt.date.fromordinal(ordinal)

    def paint(self, hours: Callable[[dt.date], Iterable[tuple[int, int]]]) -> Worked:
        """Count with these hours: spans in minutes after the midnight of each local day."""
        worked = bytearray(self.count)
        for day in self.days():
            midnight = day.toordinal() * MINUTES_A_DAY
            for opening, closing in hours(day):
                start, end = self._opens[midnight + opening], self._closes[midnight + closing]
                if start < end:
                    worked[start:end] = b"\x01" * (end - start)
        return Worked(self.first, worked)


class Worked:
    """Which minutes were worked."""

    def __init__(self, first: dt.datetime, worked: bytearray) -> None:
        """Add the minutes up, so that asking is quick."""
        self.first, self.worked = first, worked
        self.sums = [0, *accumulate(worked)]

    def elapsed(self, start: dt.datetime, end: dt.datetime) -> int:
        """Seconds worked in [start, end), counted minute by minute, the first and last in part."""
        if end <= start:
            return 0
        return self._before(end) - self._before(start)

    def _before(self, at: dt.datetime) -> int:
        minute, seconds = divmod(int((at - self.first).total_seconds()), 60)
        return self.sums[minute] * 60 + self.worked[minute] * seconds

    def due(self, start: dt.datetime, seconds: int) -> dt.datetime | None:
        """The first second at which `elapsed` reaches `seconds`, by trying; None if that lies outside."""
        minute = int((start - self.first).total_seconds()) // 60
        while minute < len(self.worked) - 1:
            at = self.first + dt.timedelta(minutes=minute + 1)
            counted = self.elapsed(start, at)
            if counted >= seconds:
                return at - dt.timedelta(seconds=counted - seconds)
            minute += 1
        return None
