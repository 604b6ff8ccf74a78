"""R1, R18 by killing: a few seeded points of the sweep that `make soak` makes in full (tests/kills_sync.py)."""

from __future__ import annotations

import pytest

from tests import kills_sync

POINTS = 2


@pytest.mark.server("strace")
@pytest.mark.parametrize("scenario", kills_sync.SCENARIOS)
def test_r1_killed_anywhere_the_next_run_ends_where_no_kill_would_have(scenario: str) -> None:
    """R1: 0 differences in messages, requests and positions; R18: an upgrade that is killed loses nothing either."""
    tally = kills_sync.sweep(scenario, sample=POINTS, seed=5)
    assert tally.points == POINTS, f"only {tally.points} kill points were reached"
    assert not tally.faults, tally.faults
