"""R1-R3, R13, R32 for a fleet: a few points of the sweeps in tests/kills_fleet.py and tests/kills_fleet_failover.py."""

from __future__ import annotations

import warnings

import pytest

from tests import kills_fleet, kills_fleet_failover

POINTS = 2


@pytest.mark.soak
@pytest.mark.server("postgresql", "pgbouncer", "dovecot")
def test_a_fleet_loses_nothing_and_tells_nothing_twice_whatever_dies() -> None:
    """0 messages lost, 0 reminders lost, at most one came twice for each fault, no epoch of two workers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # aiosmtpd's own
        tally = kills_fleet.sweep(POINTS, 22, print)
    tally.check(POINTS)


@pytest.mark.soak
@pytest.mark.server("postgresql", "pgbouncer", "dovecot")
def test_a_database_that_goes_for_minutes_and_a_lagging_copy_that_takes_over_lose_nothing() -> None:
    """What vanished with the old database is read and told again, at most one of each a second time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # aiosmtpd's own
        found = kills_fleet_failover.sweep(2, 300.0, 23, print)
    found.check()
    assert found.vanished["message"] > 0, "the copies lagged"
