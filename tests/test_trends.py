"""Weeks, hours, spread and what to do first: worked by hand, and sums that must not lose a request."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.figures import figures
from inboxwatch.model import (
    Acknowledgement,
    AcknowledgementKind,
    Outcome,
    Promise,
    PromiseState,
    Request,
    State,
)
from inboxwatch.summary import Quality, Why, first, summarise
from inboxwatch.trends import best_and_worst, by_requester, histogram, hourly, oldest, spread, weekly, who_waits
from inboxwatch.weeks import bounds, monday, moved, up_to, week_of
from tests.screens import request as plain

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
"""A Friday in week 47."""


def waiting(name: str = "a", *, days: float = 0, seconds: int = 600, **more: object) -> Request:
    """An open request that came so many days before now."""
    came = NOW - dt.timedelta(days=days)
    base = plain(
        id=name,
        received_at=came,
        business_seconds=seconds,
        target_seconds=14_400,
        due_at=came + dt.timedelta(hours=4),
        state=State.OPEN,
        outcome=Outcome.MISSED if seconds > 14_400 else Outcome.PENDING,
        acknowledgement=None,
        answered_at=None,
        ended_at=None,
        chasers=0,
        promise=None,
        deadline=None,
        snoozed_until=None,
        department="Sales",
    )
    return replace(base, **more)  # type: ignore[arg-type]


def answered(name: str = "a", *, days: float = 0, seconds: int = 600, **more: object) -> Request:
    """One that was answered after so many seconds of business time."""
    base = waiting(name, days=days, seconds=seconds)
    at = base.received_at + dt.timedelta(seconds=seconds)
    outcome = Outcome.MISSED if seconds > base.target_seconds else Outcome.MET
    sign = Acknowledgement(at, "ada@corp.example", AcknowledgementKind.REPLY)
    done = replace(base, state=State.ANSWERED, acknowledgement=sign, answered_at=at, ended_at=at, outcome=outcome)
    return replace(done, **more)  # type: ignore[arg-type]


def test_weeks_are_those_on_the_wall() -> None:
    """Monday 00:30 in Berlin is still Sunday in UTC."""
    assert week_of(dt.datetime(2026, 11, 15, 23, 30, tzinfo=dt.UTC), BERLIN) == "2026-W47"
    assert week_of(dt.datetime(2026, 11, 15, 23, 30, tzinfo=dt.UTC), dt.UTC) == "2026-W46"
    assert monday("2026-W01") == dt.date(2025, 12, 29)
    assert moved("2026-W53", 1) == "2027-W01" and moved("2027-W01", -1) == "2026-W53"
    assert up_to("2026-W02", 3) == ["2025-W52", "2026-W01", "2026-W02"]


@pytest.mark.parametrize("label", ["2026-47", "2026-W54", "2026-W00", "last", "", "2026-W471"])
def test_what_is_no_week_is_said(label: str) -> None:
    with pytest.raises(ValueError, match="2026-W47"):
        monday(label)


def test_a_week_with_a_change_of_the_clock_is_an_hour_longer() -> None:
    start, end = bounds("2026-W43", BERLIN)
    assert end - start == dt.timedelta(days=7, hours=1)


@given(st.lists(st.floats(0, 100), max_size=40))
def test_weeks_lose_nothing_that_lies_in_them(days: list[float]) -> None:
    requests = [waiting(str(number), days=back) for number, back in enumerate(days)]
    found = weekly(requests, BERLIN, "2026-W47", 12)
    assert [each.label for each in found] == up_to("2026-W47", 12)
    start, end = bounds("2026-W36", BERLIN)[0], bounds("2026-W47", BERLIN)[1]
    assert sum(each.figures.requests for each in found) == sum(start <= each.received_at < end for each in requests)


def test_hours_and_the_best_and_worst_of_them() -> None:
    early = [answered(f"e{n}", days=n, seconds=300) for n in range(5)]
    late = [answered(f"l{n}", days=n - 0.25, seconds=9000) for n in range(5)]
    few = [answered(f"f{n}", days=n - 0.125, seconds=90_000) for n in range(4)]
    found = best_and_worst([*early, *late, *few], BERLIN)
    assert found is not None
    assert [(each.hour, each.figures.median_seconds) for each in found] == [(13, 300), (19, 9000)]
    cells = hourly([*early, *late], BERLIN)
    assert sum(cell.figures.requests for cell in cells) == 10
    assert {cell.hour for cell in cells} == {13, 19}
    assert best_and_worst(early, BERLIN) is None
    assert best_and_worst(few, BERLIN) is None


def test_the_histogram_tells_answers_from_waits_and_leaves_out_the_excused() -> None:
    excused = replace(answered("x"), outcome=Outcome.EXCUSED)
    found = histogram([answered("a", seconds=900), answered("b", seconds=901), waiting("c", seconds=999_999), excused])
    assert [(each.upto, each.acknowledged, each.waiting) for each in found if each.acknowledged or each.waiting] == [
        (900, 1, 0),
        (1800, 1, 0),
        (None, 0, 1),
    ]


def test_the_spread_between_departments_counts_only_those_with_enough() -> None:
    good = [answered(f"g{n}", department="Good") for n in range(5)]
    bad = [answered(f"b{n}", seconds=20_000, department="Bad") for n in range(5)]
    small = [answered(f"s{n}", seconds=90_000, department="Small") for n in range(4)]
    found = spread(figures([*good, *bad, *small]))
    assert (found.worst_department, found.best_department, found.within_target_range) == ("Bad", "Good", 1.0)
    assert found.p90_over_median == 90_000 / 20_000
    assert spread(figures(small)).p90_over_median is None


def test_each_requester_has_figures() -> None:
    found = by_requester([answered("a", sender="bo@x"), waiting("b", sender="bo@x"), answered("c", sender="al@x")])
    assert [(name, each.requests, each.open) for name, each in found.items()] == [("al@x", 1, 0), ("bo@x", 2, 1)]


def test_the_oldest_open_ones_come_first() -> None:
    assert [each.id for each in oldest([waiting("a", days=1), answered("b", days=9), waiting("c", days=3)])] == [
        "c",
        "a",
    ]


def promise(state: PromiseState, days: float) -> Promise:
    return Promise(NOW + dt.timedelta(days=days), state)


def test_what_to_do_first() -> None:
    """Each reason, in the order of what hurts the requester most; snoozed and answered ones need nothing."""
    requests = [
        waiting("next", days=0.01),
        waiting("deadline", days=0.02, deadline=NOW + dt.timedelta(hours=1)),
        waiting("late", days=3, seconds=20_000),
        waiting("later", days=2, seconds=20_000),
        waiting("chased", days=1, chasers=2),
        answered("promised", promise=promise(PromiseState.OPEN, 1), answered_at=None, state=State.ACKNOWLEDGED),
        answered("broken", promise=promise(PromiseState.BROKEN, -1), answered_at=None, state=State.ACKNOWLEDGED),
        answered("broken but answered", promise=promise(PromiseState.BROKEN, -1)),
        waiting("asleep", days=5, chasers=3, snoozed_until=NOW + dt.timedelta(days=1)),
        answered("done"),
    ]
    found = first(requests, NOW, most=20)
    assert [(each.request.id, each.why) for each in found] == [
        ("broken", Why.PROMISE_BROKEN),
        ("chased", Why.CHASED),
        ("late", Why.OVERDUE),
        ("later", Why.OVERDUE),
        ("promised", Why.PROMISE_DUE),
        ("deadline", Why.DEADLINE),
        ("next", Why.NEXT_DUE),
    ]
    assert len(first(requests, NOW)) == 3


def test_a_summary_of_a_week() -> None:
    this = [answered(f"t{n}", days=n * 0.5) for n in range(6)]
    last = [answered(f"l{n}", days=7 + n * 0.5, seconds=20_000) for n in range(5)]
    open_now = [waiting("old", days=30, seconds=400_000)]
    kept = answered("k", days=20, promise=promise(PromiseState.KEPT, -1))
    found = summarise([*this, *last, *open_now, kept], "2026-W47", BERLIN, NOW, thanks=4, quality=Quality())
    assert (found.figures.requests, found.figures.within_target) == (6, 1.0)
    assert (found.before.requests, found.before.within_target) == (5, 0.0)
    assert [each.id for each in found.open] == ["old"] and found.overdue == 1
    assert [each.id for each in found.kept] == ["k"] and found.broken == ()
    assert found.trend[-1].figures == found.figures and len(found.trend) == 12
    assert found.thanks == 4


def test_who_waits_for_whom() -> None:
    requests = [
        waiting("a", days=3, seconds=20_000, department="Finance"),
        waiting("b", department="Finance"),
        replace(waiting("c", department="Finance"), mailbox="help"),
        answered("d", department="Sales"),
    ]
    found = {(cell.department, cell.mailbox): (cell.open, cell.overdue) for cell in who_waits(requests)}
    assert found == {("Finance", requests[0].mailbox): (2, 1), ("Finance", "help"): (1, 0)}
    assert who_waits(requests)[-1].oldest == requests[0].received_at
    assert who_waits(requests[3:]) == ()
