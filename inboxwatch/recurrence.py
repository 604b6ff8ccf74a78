"""Repetitions of an iCalendar event (RFC 5545 §3.3.10), bounded whatever the rule says.

dateutil expands the rules; around it this module sees to it that no rule runs for ever or through a million steps:
only daily, weekly, monthly and yearly rules, begun near the time that is asked for where counting does not matter.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

_STEPS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 0, "YEARLY": 0}
_PICKS = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND"}
_ALL = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"} | _PICKS
_FILTERS = {"DAILY": ("BYMONTH", "BYMONTHDAY", "BYDAY"), "WEEKLY": ("BYMONTH",)}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_A_DAY = 24
_LONGEST_COUNT = 200_000
"""Repetitions gone through to count them; more than five hundred years of days."""


class UnsupportedError(ValueError):
    """A rule that is not followed, with the reason in words."""


@dataclass(frozen=True)
class Recurrence:
    """One RRULE of an event that begins at `start`.

    Daily and weekly rules are stripped of their filters, which are applied afterwards: a rule that never matches
    ("every day that is a 30th of February") would otherwise be followed to the year 9999.
    """

    frequency: str
    interval: int
    count: int | None
    until: dt.datetime | None
    others: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, frozenset[Any]], ...]
    start: dt.datetime

    @classmethod
    def of(cls, rule: Mapping[str, Any], start: dt.datetime, *, whole_days: bool) -> Recurrence:
        """Read what icalendar parsed. Raises UnsupportedError for what is not followed."""
        parts = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in rule.items()}
        frequency = str(parts.get("FREQ", [""])[0]).upper()
        if frequency not in _STEPS:
            raise UnsupportedError(f"it repeats {frequency.lower() or 'without saying how often'}")
        if unknown := parts.keys() - _ALL:
            raise UnsupportedError(f"its rule has {', '.join(sorted(unknown))}")
        if math.prod(len(parts.get(key, "1")) for key in ("BYHOUR", "BYMINUTE", "BYSECOND")) > _MOST_A_DAY:
            raise UnsupportedError("it repeats more than 24 times a day")
        filters = _FILTERS.get(frequency, ()) if "BYSETPOS" not in parts else ()
        kept = {key: parts.pop(key) for key in filters if key in parts}
        if frequency in _FILTERS and parts.keys() & {"BYYEARDAY", "BYWEEKNO", "BYMONTHDAY", "BYSETPOS"}:
            raise UnsupportedError(f"its {frequency.lower()} rule picks days of a month or year")
        single = {"FREQ", "INTERVAL", "COUNT", "UNTIL"}
        others = tuple((key, ",".join(map(str, value))) for key, value in sorted(parts.items()) if key not in single)
        return cls(
            frequency,
            max(1, int(parts.get("INTERVAL", [1])[0])),
            int(parts["COUNT"][0]) if "COUNT" in parts else None,
            _until(parts["UNTIL"][0], start, whole_days=whole_days) if "UNTIL" in parts else None,
            others,
            tuple((key, frozenset(map(str, value))) for key, value in kept.items()),
            start,
        )

    def happens(self) -> bool:
        """Whether there is any beginning at all; for a rule that never comes true this takes a third of a second."""
        return next(iter(self._rule(self.start.replace(tzinfo=None))), None) is not None

    def between(self, start: int, end: int, most: int) -> list[dt.datetime]:
        """At most `most` beginnings in [start, end), UTC seconds, in order."""
        first = dt.datetime.fromtimestamp(start, self.start.tzinfo)
        last = dt.datetime.fromtimestamp(end, self.start.tzinfo)
        if self.until is not None:
            last = min(last, self.until + dt.timedelta(seconds=1))
        wall = first.replace(tzinfo=None)
        limit = last.astimezone(self.start.tzinfo).replace(tzinfo=None)
        found = (time for time in self._walls(wall, limit) if time >= wall)
        return [time.replace(tzinfo=self.start.tzinfo) for time in islice(found, most)]

    def _walls(self, first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
        """Beginnings as wall-clock times before `last`; from near `first` on if they need not be counted."""
        begin = self.start.replace(tzinfo=None)
        step = _STEPS[self.frequency] * self.interval
        if self.count is None and step and first > begin:
            begin += dt.timedelta(days=(first - begin).days // step * step)
        counted = 0
        for time in islice(self._rule(begin), _LONGEST_COUNT):
            if time >= last:
                return
            if not self._passes(time):
                continue
            counted += 1
            if self.count is not None and counted > self.count:
                return
            yield time

    def _rule(self, begin: dt.datetime) -> Iterable[dt.datetime]:
        """The rule as dateutil follows it, from `begin` on."""
        from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # no types are shipped

        others = (f"{key}={value}" for key, value in self.others)
        text = ";".join([f"FREQ={self.frequency}", f"INTERVAL={self.interval}", *others])
        rule: Iterable[dt.datetime] = rrulestr(text, dtstart=begin)
        return rule

    def _passes(self, time: dt.datetime) -> bool:
        """Whether a beginning passes the filters that were taken out of the rule."""
        for key, allowed in self.filters:
            if key == "BYMONTH":
                fits = str(time.month) in allowed
            elif key == "BYDAY":
                fits = _WEEKDAYS[time.weekday()] in {day[-2:] for day in allowed}
            else:
                from_end = time.day - _month_length(time) - 1
                fits = str(time.day) in allowed or str(from_end) in allowed
            if not fits:
                return False
        return True


def _until(value: dt.date | dt.datetime, start: dt.datetime, *, whole_days: bool) -> dt.datetime:
    """The last beginning that is allowed; a date alone allows its whole day."""
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, 23, 59, 59, tzinfo=start.tzinfo)
    until = value.replace(tzinfo=start.tzinfo) if value.tzinfo is None else value
    if whole_days:
        return until.astimezone(start.tzinfo).replace(hour=23, minute=59, second=59)
    return until


def _month_length(time: dt.datetime) -> int:
    following = time.replace(day=28) + dt.timedelta(days=4)
    return (following - dt.timedelta(days=following.day)).day
