"""Figures, thresholds, calibration and intervals against values worked by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.classifier.bootstrap import BOTH, FIGURES, better, intervals
from inboxwatch.classifier.measure import at_threshold, best, calibration, measure, thresholds

SCORED = [(0.9, True), (0.8, False), (0.7, True), (0.4, True), (0.1, False)]
PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), st.booleans()), max_size=30)


def test_thresholds_by_hand() -> None:
    at = at_threshold(SCORED, 0.5)
    assert (at.precision, at.recall, at.f1, at.flagged) == (2 / 3, 2 / 3, pytest.approx(2 / 3), 0.6)
    table = thresholds(SCORED)
    assert [each.threshold for each in table] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert (table[0].flagged, table[-1].flagged) == (1.0, 0.2)
    top = best(SCORED)
    assert top is not None
    assert (top.threshold, top.f1) == (0.4, pytest.approx(6 / 7))
    assert best([(0.3, False)]) is None


@given(PAIRS)
def test_no_threshold_is_better_than_the_best(scored: list[tuple[float, bool]]) -> None:
    top = best(scored)
    if top is not None:
        assert all(at_threshold(scored, each / 20).f1 <= top.f1 + 1e-12 for each in range(21))


def test_calibration_by_hand() -> None:
    found = calibration([(0.1, False), (0.1, True), (0.9, True), (1.0, True)], bins=2)
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.01) / 4)
    assert [(each.n, each.said, each.true) for each in found.bins] == [(2, 0.1, 0.5), (2, 0.95, 1.0)]
    assert calibration([]).bins == ()


def test_intervals_hold_the_figure_and_shrink_with_more_messages() -> None:
    few, many = intervals(SCORED * 4, 0.5), intervals(SCORED * 100, 0.5)
    told = measure(SCORED * 4, 0.5)
    for name in FIGURES:
        wide, narrow = few[name], many[name]
        assert wide is not None
        assert narrow is not None
        assert wide[0] < getattr(told, name) < wide[1]
        assert narrow[1] - narrow[0] < (wide[1] - wide[0]) / 3


def test_the_interval_of_precision_is_about_that_of_a_share() -> None:
    """100 flagged, 80 right: the normal approximation says 0.80 ± 0.078."""
    low, high = intervals([(0.9, place < 80) for place in range(100)], 0.5)["precision"] or (0, 0)
    assert low == pytest.approx(0.722, abs=0.025)
    assert high == pytest.approx(0.878, abs=0.025)


def test_resampled_figures_are_the_figures() -> None:
    """A resample is measured like any other set: drawn once each, the figures are those of `measure`."""
    chance = random.Random(3)
    scored = [(round(chance.random(), 1), chance.random() < 0.4) for _ in range(200)]
    told = measure(scored, 0.5)
    from inboxwatch.classifier.bootstrap import _Ranks

    drawn = _Ranks.of(scored, 0.5, [[place] for place in range(200)]).figures(range(200))
    assert drawn == pytest.approx([getattr(told, name) for name in FIGURES])


def test_units_stay_together_and_one_unit_tells_nothing() -> None:
    assert intervals(SCORED, 0.5, ["same"] * 5) == dict.fromkeys(FIGURES)
    assert intervals([], 0.5) == dict.fromkeys(FIGURES)
    assert intervals([(0.9, False)] * 5, 0.5)["recall"] is None  # nobody needed a reply


@given(PAIRS)
def test_intervals_are_total(scored: list[tuple[float, bool]]) -> None:
    for pair in intervals(scored, 0.5, times=40).values():
        assert pair is None or 0 <= pair[0] <= pair[1] <= 1


def test_progress_and_seed() -> None:
    told: list[tuple[int, int]] = []
    one = intervals(SCORED * 9, 0.5, times=100, progress=lambda done, total: told.append((done, total)))
    assert told == [(50, 100), (100, 100)]
    assert one == intervals(SCORED * 9, 0.5, times=100)
    assert one != intervals(SCORED * 9, 0.5, times=100, seed=1)


def test_better() -> None:
    """The right order beats the wrong one in nearly all resamples; equal scores are a draw."""
    right = [(0.1 + 0.8 * label, label) for _, label in SCORED * 8]
    assert better(SCORED * 8, right, 0.5)["f1"] > 0.99
    assert better(SCORED * 8, SCORED * 8, 0.5) == dict.fromkeys((*FIGURES, BOTH), 0.5)
