"""R1-R3, R13, R32 for a fleet: a few points of the sweep that `make soak` makes in full (tests/kills_fleet.py)."""

from __future__ import annotations

import warnings

import pytest

from tests import kills_fleet

POINTS = 2


@pytest.mark.soak
@pytest.mark.server("postgresql", "pgbouncer", "dovecot")
def test_a_fleet_loses_nothing_and_tells_nothing_twice_whatever_dies() -> None:
    """0 messages lost, 0 reminders lost, at most one came twice for each fault, no epoch of two workers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # aiosmtpd's own
        tally = kills_fleet.sweep(POINTS, 22, print)
    tally.check(POINTS)
