"""R21: the working calendar against a count of minutes, over zones that have played every trick with their clocks."""

from __future__ import annotations

import datetime as dt
import functools
import random
from zoneinfo import ZoneInfo

import pytest

from inboxwatch.business_hours import Calendar
from inboxwatch.working_days import OFFICE_HOURS, Span, WorkingDays, public_holidays
from tests.oracle import Minutes

SPLIT = (((9 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60)),) * 4 + (((9 * 60, 12 * 60),), (), ())
FRIDAY_SATURDAY_OFF = (((8 * 60, 16 * 60),),) * 4 + ((), (), ((8 * 60, 16 * 60),))
NIGHTS = (((22 * 60, 30 * 60),),) * 7
SMALL_HOURS = (((0, 3 * 60 + 15), (3 * 60 + 30, 24 * 60)),) * 7
HALF_PAST = (((1 * 60 + 45, 2 * 60 + 15), (2 * 60 + 20, 2 * 60 + 45)),) * 7
ALWAYS = (((0, 24 * 60),),) * 7
OFFICE = (((9 * 60, 17 * 60),),) * 5 + ((), ())

# A window around something that the zone did: 70 days from this day on.
ZONES = {
    "Europe/Berlin": ((2026, 3, 1), "DE-BE"),
    "Europe/London": ((2026, 9, 20), "GB-ENG"),
    "Europe/Dublin": ((2025, 9, 25), "IE"),
    "America/New_York": ((2026, 2, 10), "US-NY"),
    "America/St_Johns": ((2006, 10, 1), "CA-NL"),
    "America/Havana": ((2025, 10, 5), "CU"),
    "America/Sao_Paulo": ((2018, 10, 1), "BR-SP"),
    "America/Caracas": ((2016, 4, 1), "VE"),
    "America/Asuncion": ((2024, 9, 10), "PY"),
    "America/Nuuk": ((2023, 3, 1), ""),
    "America/Adak": ((2026, 10, 1), "US"),
    "Africa/Casablanca": ((2025, 2, 10), "MA"),
    "Africa/Cairo": ((2023, 4, 1), "EG"),
    "Africa/Windhoek": ((2017, 9, 1), "NA"),
    "Africa/Juba": ((2021, 1, 10), ""),
    "Asia/Kathmandu": ((2026, 1, 1), "NP"),
    "Asia/Gaza": ((2023, 4, 1), "PS"),
    "Asia/Tehran": ((2022, 3, 1), "IR"),
    "Asia/Pyongyang": ((2018, 4, 10), ""),
    "Asia/Kolkata": ((2026, 1, 1), "IN"),
    "Asia/Amman": ((2022, 10, 1), "JO"),
    "Asia/Vladivostok": ((2014, 10, 1), "RU"),
    "Australia/Lord_Howe": ((2026, 3, 10), "AU-NSW"),
    "Australia/Adelaide": ((2026, 9, 20), "AU-SA"),
    "Antarctica/Troll": ((2026, 3, 10), ""),
    "Pacific/Apia": ((2011, 12, 1), "WS"),
    "Pacific/Kwajalein": ((1993, 7, 20), "MH"),
    "Pacific/Chatham": ((2026, 3, 15), "NZ"),
    "Pacific/Kiritimati": ((1994, 12, 10), ""),
    "Pacific/Tongatapu": ((2016, 10, 15), "TO"),
    "UTC": ((2026, 1, 1), ""),
}
DAYS = 70
WEEKS = {"split": SPLIT, "fri-sat": FRIDAY_SATURDAY_OFF, "nights": NIGHTS, "small hours": SMALL_HOURS,
         "half past": HALF_PAST, "always": ALWAYS, "office": OFFICE}  # fmt: skip
SAMPLES = -(-10_000 // (len(ZONES) * len(WEEKS)))


@functools.cache
def minutes(zone: str) -> Minutes:
    return Minutes(zone, dt.date(*ZONES[zone][0]), DAYS)


def seconds(week: tuple[tuple[Span, ...], ...]) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple((start * 60, end * 60) for start, end in day) for day in week)


def drawn(draw: random.Random, zone: str, week: tuple[tuple[Span, ...], ...]) -> WorkingDays:
    """A calendar with holidays, a vetoed one, a half day, a day of special hours on a closed day, and leave."""
    first = dt.date(*ZONES[zone][0])

    def some_day() -> dt.date:
        return first + dt.timedelta(days=draw.randrange(DAYS))

    leave = some_day()
    public = sorted(public_holidays(ZONES[zone][1], first.year)) if ZONES[zone][1] else []
    return WorkingDays(
        hours=seconds(week),
        holidays=ZONES[zone][1],
        extra_holidays=frozenset({some_day()}),
        not_holidays=frozenset(draw.sample(public, min(1, len(public)))),
        leave=((leave, leave + dt.timedelta(days=draw.randrange(9))),),
        special_hours={some_day(): ((9 * 3600, 12 * 3600),), some_day(): ((22 * 3600, 26 * 3600),), some_day(): ()},
    )


def expected_hours(days: WorkingDays, day: dt.date) -> list[tuple[int, int]]:
    """What docs/clock.md says of one day, written down once more, in minutes."""
    if any(first <= day <= last for first, last in days.leave):
        spans: tuple[Span, ...] = ()
    elif day in days.special_hours:
        spans = days.special_hours[day]
    elif day in days.not_holidays:
        spans = days.hours[day.weekday()]
    elif day in days.extra_holidays or (days.holidays and day in public_holidays_of(days.holidays, day.year)):
        spans = ()
    else:
        spans = days.hours[day.weekday()]
    return [(start // 60, end // 60) for start, end in spans]


@functools.cache
def public_holidays_of(region: str, year: int) -> dict[dt.date, str]:
    return public_holidays(region, year)


def test_r21_enough_zones_and_samples() -> None:
    assert len(ZONES) >= 24
    assert {"Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca"} <= set(ZONES)
    assert SAMPLES * len(ZONES) * len(WEEKS) >= 10_000


@pytest.mark.parametrize("zone", ZONES)
def test_r21_elapsed_equals_the_count_of_minutes(zone: str) -> None:
    """R21: random (start, end, zone, calendar), 10,000 over all zones, 0 differences; due is the inverse."""
    draw = random.Random(f"elapsed {zone}")
    walked = minutes(zone)
    first = dt.datetime(*ZONES[zone][0], tzinfo=dt.UTC)
    for name, week in WEEKS.items():
        days = drawn(draw, zone, week)
        calendar = Calendar(ZoneInfo(zone), days)
        worked = walked.paint(functools.partial(expected_hours, days))
        for _ in range(SAMPLES):
            start, middle, end = sorted(first + dt.timedelta(seconds=draw.randrange(DAYS * 86_400)) for _ in range(3))
            counted = calendar.elapsed(start, end)
            assert counted == worked.elapsed(start, end), (name, start, end)
            assert counted == calendar.elapsed(start, middle) + calendar.elapsed(middle, end), "split additivity"
            if counted:
                due = calendar.due(start, counted)
                assert due <= end
                assert calendar.elapsed(start, due) == counted
                assert calendar.elapsed(start, due - dt.timedelta(seconds=1)) == counted - 1, "the earliest instant"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana", "Africa/Cairo"]
)
def test_r21_due_equals_the_first_minute_that_reaches_the_target(zone: str) -> None:
    draw = random.Random(f"due {zone}")
    first = dt.datetime(*ZONES[zone][0], tzinfo=dt.UTC)
    checked = 0
    for name, week in WEEKS.items():
        days = drawn(draw, zone, week)
        calendar = Calendar(ZoneInfo(zone), days)
        worked = minutes(zone).paint(functools.partial(expected_hours, days))
        for _ in range(4):
            start = first + dt.timedelta(seconds=draw.randrange(DAYS * 86_400 * 2 // 3))
            target = draw.randrange(60, 6 * 3600)
            expected = worked.due(start, target)
            if expected is not None:
                assert calendar.due(start, target) == expected, (name, start, target)
                checked += 1
    assert checked > 20


@pytest.mark.parametrize("zone", ZONES)
def test_intervals_add_up_to_elapsed(zone: str) -> None:
    draw = random.Random(f"intervals {zone}")
    first = dt.datetime(*ZONES[zone][0], tzinfo=dt.UTC)
    calendar = Calendar(ZoneInfo(zone), drawn(draw, zone, SPLIT))
    for _ in range(20):
        start, end = sorted(first + dt.timedelta(seconds=draw.randrange(DAYS * 86_400)) for _ in range(2))
        intervals = calendar.intervals(start, end)
        assert sum((closes - opens).total_seconds() for opens, closes in intervals) == calendar.elapsed(start, end)
        assert all(start <= opens < closes <= end for opens, closes in intervals)
        assert intervals == sorted(intervals)


def test_the_default_is_office_hours() -> None:
    assert seconds(OFFICE) == OFFICE_HOURS
    assert Calendar.default(ZoneInfo("Europe/Berlin")).days.hours == OFFICE_HOURS
