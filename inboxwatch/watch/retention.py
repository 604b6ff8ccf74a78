"""Retention without anybody's doing: once a day, what is older than `[store] retention` goes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.store import Store

KEPT: Final = "retention kept"
"""Name in `meta` of the day (UTC) on which it was last done."""


def retain(settings: Settings, store: Store, now: dt.datetime) -> int:
    """Delete messages older than the retention period unless that was done today; returns how many. Track afterwards.

    The day is noted after the deed: a kill in between does it once more, which deletes nothing.
    """
    today = now.astimezone(dt.UTC).date().isoformat()
    if store.meta(KEPT) == today:
        return 0
    deleted = store.purge(now - settings.store.retention)
    store.set_meta(KEPT, today)
    return deleted
