"""A day and an hour while a date phrase is being read, and the arithmetic of calendar days. Pure; naive local time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MORNING_END, NOON, EVENING, LAST_MINUTE = dt.time(12), dt.time(12), dt.time(20), dt.time(23, 59)
FRIDAY, WEEK = 4, 7
_LEAP_DAY = 29


@dataclass(slots=True)
class Moment:
    """A day and an hour while a phrase is being read; `start` and `end` are word positions.

    `named`: the day was told by the name of a weekday, which a date that follows makes exact.
    """

    day: dt.date | None = None
    time: dt.time | None = None
    open_time: bool = False
    start: int = 0
    end: int = 0
    firm: bool = False
    month_first: bool = False
    named: bool = False

    @property
    def dated(self) -> bool:
        """Whether the day is said in figures or counted, not only by the name of a weekday."""
        return self.day is not None and not self.named


def set_day(moment: Moment, day: dt.date) -> int | None:
    """Set the day unless one is known."""
    if moment.day is not None:
        return None
    moment.day = day
    return 0


def set_date(moment: Moment, today: dt.date, month: int, day: int, year: int | None) -> bool:
    """Set a calendar date; without a year (month 0: without a month) it is the next one from a week ago on."""
    oldest = today - dt.timedelta(days=WEEK)
    for ahead in range(13):
        index = today.month - 1 + ahead
        candidate_year, candidate_month = (
            (today.year + index // 12, index % 12 + 1) if month == 0 else (year or today.year + ahead, month)
        )
        try:
            candidate = dt.date(candidate_year, candidate_month, day)
        except ValueError:
            if month and day != _LEAP_DAY:  # only 29 February may exist in another year
                return False
            continue
        if year is not None or candidate >= (today if month == 0 else oldest):
            moment.day, moment.named = candidate, False
            return True
    return False


def add(moment: Moment, now: dt.datetime, unit: str, count: int) -> None:
    """Set the moment `count` units after now."""
    if unit in {"hour", "minute"}:
        later = now + dt.timedelta(**{unit + "s": count})
        moment.day, moment.time = later.date(), later.time().replace(second=0, microsecond=0)
    elif unit == "working day":
        day = now.date()
        for _ in range(min(count, 100)):
            day += dt.timedelta(days=1)
            while day.weekday() > FRIDAY:
                day += dt.timedelta(days=1)
        moment.day = day
    else:
        moment.day = now.date() + dt.timedelta(days=count * (WEEK if unit == "week" else 1))


def friday(today: dt.date) -> dt.date:
    """Friday of this working week; at the week-end that of the next."""
    return today + dt.timedelta(days=(FRIDAY - today.weekday()) % WEEK)


def next_friday(today: dt.date) -> dt.date:
    """Friday of the calendar week after this one."""
    return today + dt.timedelta(days=FRIDAY - today.weekday() + WEEK)


def month_end(today: dt.date) -> dt.date:
    """Last day of this month."""
    return (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def month_of(today: dt.date, month: int) -> dt.date:
    """Last day of the next month of this number, this month included."""
    return month_end(dt.date(today.year + (month < today.month), month, 1))


def quarter_end(today: dt.date, quarter: int) -> dt.date:
    """Last day of the next quarter of this number, this quarter included."""
    return month_of(today, 3 * quarter)


def week_of(today: dt.date, week: int) -> dt.date | None:
    """Friday of the next calendar week (ISO 8601) of this number, this week included; None if no year has it."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            last = dt.date.fromisocalendar(year, week, FRIDAY + 1)
        except ValueError:
            continue
        if last + dt.timedelta(days=WEEK - FRIDAY - 1) >= today:
            return last
    return None


def eight_days(today: dt.date) -> dt.date:
    """What French calls "huitaine"."""
    return today + dt.timedelta(days=8)


def fortnight(today: dt.date) -> dt.date:
    """Two weeks on."""
    return today + dt.timedelta(weeks=2)


def next_month_end(today: dt.date) -> dt.date:
    """Last day of the month after this one."""
    return month_end(month_end(today) + dt.timedelta(days=1))


def year_end(today: dt.date) -> dt.date:
    """Last day of this year."""
    return today.replace(month=12, day=31)


def today_itself(today: dt.date) -> dt.date:
    """The day of writing."""
    return today


def tomorrow(today: dt.date) -> dt.date:
    """The day after."""
    return today + dt.timedelta(days=1)


def overmorrow(today: dt.date) -> dt.date:
    """The day after tomorrow."""
    return today + dt.timedelta(days=2)


DAYS = {
    "today": today_itself,
    "tomorrow": tomorrow,
    "overmorrow": overmorrow,
    "week end": friday,
    "next week": next_friday,
    "month end": month_end,
    "year end": year_end,
    "next month": next_month_end,
    "eight days": eight_days,
    "fortnight": fortnight,
}
"""Calendar words that mean a day: the end of the time that they name, for that is when it is due."""
HOURS = {
    "morning": MORNING_END,
    "noon": NOON,
    "afternoon": None,
    "evening": EVENING,
    "tonight": EVENING,
    "midnight": LAST_MINUTE,
    "close": None,
}
"""Calendar words that mean an hour; None is the closing time of the day."""
