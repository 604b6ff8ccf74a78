"""Nothing is kept longer than it may be, and a clock that is wrong for a while deletes nothing (T23, R20)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from inboxwatch.store.retention import BELIEVED, EVERY, RETAINED, retain
from tests.store_data import START, message

if TYPE_CHECKING:
    from inboxwatch.store import Store
    from tests.engines import Stores

KEPT = dt.timedelta(days=30)
DAY = dt.timedelta(days=1)


def look(store: Store, now: dt.datetime, kept: dt.timedelta = KEPT) -> int:
    """Look once, as the daemon and workers do."""
    return retain(store, now, kept, store.meta(RETAINED))


def fill(store: Store, days: int) -> None:
    """Store one message a day from `START` on."""
    days_apart = ((number, START + number * DAY) for number in range(days))
    store.add("work", [message(number, received_at=at, sent_at=at) for number, at in days_apart], "1")


def test_t23_after_a_day_more_than_retention_nothing_is_left(store: Store) -> None:
    """T23: looked at daily, a message of N days is gone at N + 1 days, and younger ones are there."""
    fill(store, 10)
    for day in range(42):
        now = START + day * DAY + dt.timedelta(hours=12)
        look(store, now)
        ages = [now - each.received_at for each in store.messages()]
        assert all(age <= KEPT for age in ages)
        assert len(ages) == max(0, min(10, 40 - day - 1))
    assert store.count() == 0


def test_the_first_look_deletes_nothing_and_the_next_is_a_day_later(store: Store, stores: Stores) -> None:
    fill(store, 10)
    late = START + 100 * DAY
    assert look(store, late) == 0
    before = stores.written(store)
    assert look(store, late + EVERY - dt.timedelta(seconds=1)) == 0
    assert stores.written(store) == before, "a look on the same day writes nothing"
    assert look(store, late + EVERY) == 10


@pytest.mark.parametrize("jump", [2 * DAY, 400 * DAY, 3650 * DAY])
def test_r20_a_clock_that_is_ahead_for_less_than_a_day_deletes_next_to_nothing(
    store: Store, jump: dt.timedelta
) -> None:
    """R20: no more than what is too old in two days anyway; then all goes on as if nothing had happened."""
    fill(store, 30)
    now = START + 32 * DAY
    look(store, now - DAY)
    look(store, now)
    kept = store.count()
    assert kept == 28
    look(store, now + jump)
    assert look(store, now + jump + dt.timedelta(hours=23)) == 0
    assert store.count() == kept - BELIEVED // DAY
    look(store, now + dt.timedelta(hours=1))
    assert look(store, now + dt.timedelta(hours=2)) == 0
    assert store.count() == kept - BELIEVED // DAY


def test_r20_a_clock_that_is_behind_deletes_nothing_and_does_not_stop_it_for_long(store: Store) -> None:
    fill(store, 10)
    now = START + 35 * DAY
    look(store, now)
    assert look(store, now - 3650 * DAY) == 0
    assert look(store, now) == 0, "what the clock says has to be true for a day"
    assert look(store, now + EVERY) == 6


def test_who_was_away_for_a_month_catches_up_within_a_day(store: Store) -> None:
    fill(store, 10)
    look(store, START + 30 * DAY)
    assert look(store, START + 60 * DAY) == 2
    assert look(store, START + 61 * DAY) == 8


@pytest.mark.parametrize("noted", ["2026-06-20", "2026-06-20T00:00:00+00:00"])
def test_the_day_that_an_older_worker_noted_counts(store: Store, noted: str) -> None:
    fill(store, 10)
    store.set_meta(RETAINED, noted)
    assert look(store, dt.datetime(2026, 6, 20, 23, 0, tzinfo=dt.UTC)) == 0
    assert look(store, dt.datetime(2026, 6, 21, 0, 0, tzinfo=dt.UTC)) == 10
    store.set_meta(RETAINED, "nonsense")
    assert look(store, dt.datetime(2026, 6, 22, 0, 0, tzinfo=dt.UTC)) == 0
