"""Properties of any working calendar, whatever the hours, the zone and the closed days (Hypothesis)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inboxwatch.business_hours import Calendar
from inboxwatch.intervals import Interval, difference, union
from inboxwatch.working_days import WorkingDays

ZONES = [
    "UTC",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Gaza",
]
FIRST = dt.datetime(2011, 10, 1, tzinfo=dt.UTC)

spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda span: (span[0] * 60, (span[0] + span[1]) * 60))
days = st.lists(spans, max_size=3).map(tuple)
instants = st.integers(0, 200 * 86_400).map(lambda seconds: FIRST + dt.timedelta(seconds=seconds))
dates = st.integers(0, 200).map(lambda number: FIRST.date() + dt.timedelta(days=number))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    start = draw(dates)
    return Calendar(
        ZoneInfo(draw(st.sampled_from(ZONES))),
        WorkingDays(
            hours=tuple(draw(days) for _ in range(7)),
            extra_holidays=draw(st.frozensets(dates, max_size=3)),
            leave=((start, start + dt.timedelta(days=draw(st.integers(0, 20)))),),
            special_hours=draw(st.dictionaries(dates, days, max_size=2)),
        ),
    )


@settings(max_examples=30, deadline=None)
@given(calendars(), st.lists(instants, min_size=3, max_size=3))
def test_time_adds_up(calendar: Calendar, times: list[dt.datetime]) -> None:
    start, middle, end = sorted(times)
    whole = calendar.elapsed(start, end)
    assert whole == calendar.elapsed(start, middle) + calendar.elapsed(middle, end)
    assert 0 <= whole <= (end - start).total_seconds()


@settings(max_examples=30, deadline=None)
@given(calendars(), instants, st.integers(1, 40 * 3600))
def test_due_is_the_earliest_instant_that_uses_the_target_up(
    calendar: Calendar, start: dt.datetime, target: int
) -> None:
    assume(any(calendar.days.hours))
    due = calendar.due(start, target)
    assert due > start
    assert calendar.elapsed(start, due) == target
    assert calendar.elapsed(start, due - dt.timedelta(seconds=1)) == target - 1


@settings(max_examples=30, deadline=None)
@given(calendars(), dates)
def test_a_day_closes_after_it_began(calendar: Calendar, day: dt.date) -> None:
    begin = calendar.instant(day, dt.time())
    assert begin <= calendar.closing(day) <= begin + dt.timedelta(hours=73)


intervals = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def seconds(found: list[Interval]) -> set[int]:
    return {second for start, end in found for second in range(start, end)}


@given(intervals, intervals)
def test_union_and_difference_are_those_of_sets(some: list[Interval], others: list[Interval]) -> None:
    assert seconds(union(some)) == seconds(some)
    assert seconds(difference(some, others)) == seconds(some) - seconds(others)
    for found in (union(some), difference(some, others)):
        assert all(start < end for start, end in found)
        assert all(one[1] < two[0] for one, two in pairwise(found)), "sorted and apart"
