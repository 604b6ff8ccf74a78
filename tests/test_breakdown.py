"""By mailbox and requester, time to the answer, dates asked for, ages: worked by hand from docs/clock.md."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.breakdown import AGES, ages, answers, breakdown, by_mailbox, deadlines
from inboxwatch.model import Acknowledgement, AcknowledgementKind, Outcome, Promise, PromiseState, Request, State
from tests.test_trends import NOW, answered, waiting

BERLIN = ZoneInfo("Europe/Berlin")


def third(start: dt.datetime, end: dt.datetime) -> int:
    """A calendar in which a third of all time is working time."""
    return int((end - start).total_seconds()) // 3


def held(name: str, *, days: float, answered_days: float | None = None, **more: object) -> Request:
    """A request that got a holding reply after 600 s of business time, and perhaps its answer later."""
    base = waiting(name, days=days)
    at = base.received_at + dt.timedelta(seconds=600)
    later = None if answered_days is None else base.received_at + dt.timedelta(days=answered_days)
    sign = Acknowledgement(at, "ada@corp.example", AcknowledgementKind.HOLDING)
    state = State.ACKNOWLEDGED if later is None else State.ANSWERED
    done = replace(base, state=state, acknowledgement=sign, ended_at=at, answered_at=later, outcome=Outcome.MET)
    return replace(done, **more)  # type: ignore[arg-type]


def test_a_holding_reply_is_no_answer() -> None:
    """Three answers after 600 s, 1 and 2 days of which a third is work; the fourth still waits for hers."""
    found = [
        answered("at-once", seconds=600),
        held("a-day", days=5, answered_days=1),
        held("two", days=5, answered_days=2),
        held("never", days=3),
    ]
    told = answers(found, NOW, third)
    assert (told.n, told.answered) == (4, 3)
    assert told.median_seconds == told.median_answered_only_seconds == 28_800
    assert told.p90_answered_only_seconds == 57_600
    assert told.p90_seconds is None or told.p90_seconds >= 57_600


def test_who_still_waits_for_the_answer_is_censored_not_ignored() -> None:
    """Two of four still wait after all that was answered: half is reached, nine in ten are not."""
    found = [answered("a", seconds=600), answered("b", seconds=900), held("c", days=9), waiting("d", days=9)]
    told = answers(found, NOW, third)
    assert (told.median_seconds, told.p90_seconds) == (900, None)
    assert told.p90_answered_only_seconds == 900


def test_excused_requests_have_no_answer_to_wait_for() -> None:
    gone = replace(waiting("w", days=9), state=State.WITHDRAWN, outcome=Outcome.EXCUSED)
    assert answers([gone], NOW, third).n == 0


def test_a_released_promise_is_waited_for_no_longer() -> None:
    """It waits as long as was counted, not until now; its date counts as neither kept nor missed."""
    released = Promise(NOW, PromiseState.RELEASED)
    found = [
        held("r", days=30, promise=released, deadline=NOW - dt.timedelta(days=20)),
        *(answered(f"a{n}", seconds=700) for n in range(3)),
    ]
    assert answers(found, NOW, third).median_seconds == 700
    assert deadlines(found, NOW).n == 0


def test_answers_ahead_of_a_date() -> None:
    day = dt.timedelta(days=1)
    came = NOW - 5 * day
    found = [
        answered("ahead", days=5, deadline=came + day),
        held("late", days=5, answered_days=2, deadline=came + day),
        held("missed", days=5, deadline=came + day),
        waiting("passed", days=5, deadline=came + day),
        waiting("to-come", days=5, deadline=NOW + day),
        answered("none", days=5),
        replace(waiting("excused", days=5, deadline=came + day), outcome=Outcome.EXCUSED, state=State.DISMISSED),
    ]
    told = deadlines(found, NOW)
    assert (told.ahead, told.late, told.open, told.n) == (1, 3, 1, 4)


def test_ages_of_what_is_open() -> None:
    found = [
        waiting("a"),
        waiting("b", days=1),
        waiting("c", days=2, seconds=20_000),
        waiting("d", days=90),
        answered(),
    ]
    told = ages(found, NOW)
    assert [(age.upto, age.open, age.overdue) for age in told] == [
        (AGES[0], 2, 0),
        (AGES[1], 1, 1),
        (AGES[2], 0, 0),
        (AGES[3], 0, 0),
        (None, 1, 0),
    ]


def test_mailboxes_are_told_apart() -> None:
    found = by_mailbox([answered("a", mailbox="work"), waiting("b", mailbox="desk"), waiting("c", mailbox="work")])
    assert {name: (each.requests, each.open) for name, each in found.items()} == {"desk": (1, 1), "work": (2, 1)}


@given(st.lists(st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["m", "n"]), st.integers(0, 40)), max_size=25))
def test_no_request_is_lost(drawn: list[tuple[str, str, int]]) -> None:
    """Parts add up to the whole, whichever way it is cut."""
    found = [
        (answered if days % 2 else waiting)(f"r{n}", days=days, sender=f"{who}@corp.example", mailbox=box)
        for n, (who, box, days) in enumerate(drawn)
    ]
    told = breakdown(found, BERLIN, NOW, third)
    for parts in (told.mailboxes, told.requesters, told.figures.departments):
        assert sum(each.requests for each in parts.values()) == told.figures.requests == len(found)
    assert sum(hour.figures.requests for hour in told.hours) == told.answers.n == len(found)
    assert sum(age.open for age in ages(found, NOW)) == told.figures.open
