"""R2 by killing: a few seeded points of the sweep that `make soak` makes in full (tests/kills.py)."""

from __future__ import annotations

import shutil

import pytest

from tests import kills

POINTS = 3


@pytest.mark.server("strace")
@pytest.mark.parametrize("mode", kills.MODES)
def test_r2_killed_anywhere_nothing_is_lost_or_told_twice(mode: str) -> None:
    """R2: 0 lost, 0 twice where it can be looked at; else at most once more; a desktop at most once."""
    assert shutil.which("strace")
    tally = kills.sweep(mode, sample=POINTS, seed=11)
    assert tally.points == POINTS, f"only {tally.points} kill points were reached"
    tally.check()
