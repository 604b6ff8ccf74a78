"""Keeping facts no longer than is wanted: what is too old is deleted once a day, by a clock not believed blindly.

A clock that is years ahead for an hour (R20) would have everything deleted, for good: the mailbox is read on from
where it was. So no look deletes more than what some two days since the look before made too old; whoever comes back
after a month catches up the day after.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inboxwatch.store.store import Store

RETAINED: Final = "retention kept"
"""Name in `meta` of the instant (UTC) of the last look, a date in older stores."""
EVERY: Final = dt.timedelta(days=1)
BELIEVED: Final = dt.timedelta(days=2)
"""How far the clock may have moved since the last look; what it claims beyond that has to be true for a day."""


def retain(store: Store, now: dt.datetime, retention: dt.timedelta, noted: str) -> int:
    """Once a day, delete what is older than `retention`; returns how many messages. The first look deletes nothing.

    `noted` is what `meta` says of the last look, "" for none; a new one is noted after the deed, which may be repeated.
    """
    last = _instant(noted)
    if last is not None and dt.timedelta() <= now - last < EVERY:
        return 0
    deleted = 0
    if last is not None and last <= now:
        deleted = store.purge(min(now, last + BELIEVED) - retention)
    store.set_meta(RETAINED, now.astimezone(dt.UTC).isoformat(timespec="seconds"))
    return deleted


def _instant(noted: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(noted)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
