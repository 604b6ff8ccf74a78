"""Figures: Kaplan-Meier by hand-worked examples, rates, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.figures import figures, kaplan_meier_quantile
from inboxwatch.tracker import track
from tests.facts import ADA, ALICE, at, message, rules

TIMES = st.lists(st.integers(0, 50), max_size=30)


@pytest.mark.parametrize(
    ("events", "censored", "quantile", "expected"),
    [
        ([], [], 0.5, None),
        ([10], [], 0.5, 10),
        ([10, 20], [], 0.5, 10),
        ([10, 20, 30], [], 0.5, 20),
        ([10], [5], 0.5, 10),  # the open one left the risk set before
        ([10], [10], 0.5, 10),  # events come before censorings at equal times
        ([10], [20], 0.5, 10),
        ([10], [20, 30], 0.5, None),  # two of three still wait: never falls to a half
        ([10, 20], [15], 0.5, 20),  # 2/3, then nobody is left
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [], 0.9, 9),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], [100], 0.9, 9),
        ([1, 2, 3, 4, 5, 6, 7, 8], [100, 100], 0.9, None),
    ],
)
def test_kaplan_meier(events: list[int], censored: list[int], quantile: float, expected: int | None) -> None:
    """Worked by hand from the definition in docs/clock.md."""
    assert kaplan_meier_quantile(events, censored, quantile) == expected


@given(TIMES)
def test_without_open_requests_the_estimate_is_the_plain_quantile(events: list[int]) -> None:
    """With nothing censored the median is the smallest time by which half have been answered."""
    expected = next((time for time in sorted(events) if sum(e <= time for e in events) * 2 >= len(events)), None)
    assert kaplan_meier_quantile(events, [], 0.5) == expected


@given(TIMES, TIMES)
def test_ignoring_people_never_improves_the_median(events: list[int], censored: list[int]) -> None:
    """Open requests can only raise the estimate: the naive median improves as you ignore people, ours does not."""
    naive = kaplan_meier_quantile(events, [], 0.5)
    estimate = kaplan_meier_quantile(events, [max(events, default=0) + 1] * len(censored), 0.5)
    assert estimate is None or (naive is not None and estimate >= naive)


def test_figures_of_a_small_mailbox() -> None:
    """One met, one missed and open, one pending, one withdrawn in time; departments add up."""
    messages = [
        message("q1", ALICE, hours=0, subject_key="one"),
        message("a1", ADA, ALICE, hours=1, re="q1", subject_key="one"),
        message("q2", ALICE, hours=0, subject_key="two"),
        message("q3", ALICE, hours=5, subject_key="three"),
    ]
    result = figures(track(messages, [], rules(), at(6)))
    assert (result.requests, result.open, result.overdue) == (3, 2, 1)
    assert (result.met, result.missed, result.excused) == (1, 1, 0)
    assert result.within_target == pytest.approx(0.5)
    assert result.reply_rate == pytest.approx(1 / 3)
    assert result.median_answered_only_seconds == 3600
    assert result.departments["other"].requests == 3
    assert set(result.as_json()) == {
        "requests",
        "open",
        "overdue",
        "met",
        "missed",
        "excused",
        "within_target",
        "median_seconds",
        "p90_seconds",
        "median_answered_only_seconds",
        "p90_answered_only_seconds",
        "reply_rate",
        "chasers",
        "promises",
        "departments",
    }


def test_nothing_has_no_rates() -> None:
    """An empty mailbox gives nulls, not zeros that look like figures."""
    result = figures([])
    assert result.requests == 0
    assert result.within_target is result.median_seconds is result.reply_rate is None
