"""After a tracking pass over a space of a shared store: its weeks in numbers, for the team's figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxwatch.store import Store
    from inboxwatch.tracker import Rules

OLD = dt.timedelta(hours=1)
"""Waiting grows by itself: tallies that nothing changed are made again after so long."""


def tally(store: Store, rules: Rules, now: dt.datetime, *, derived: bool) -> None:
    """Write the tallies of a space that is one of several; a personal store has none.

    `derived`: requests have changed; otherwise only old tallies are made again.
    """
    if not store.shared:
        return
    from inboxwatch.store.team import tallies
    from inboxwatch.tracker import assess

    last = store.meta(tallies.TALLIED)
    if not derived and last and 0 <= now.timestamp() - int(last) < OLD.total_seconds():
        return
    zone = rules.calendar.zone
    requests = [assess(request, rules, now) for request in store.requests(tallies.wanted(now, zone))]
    tallies.tell(store, requests, now, zone)
