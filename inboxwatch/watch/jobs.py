"""What the clerk of the daemon does, in this order: one line a job, each the same function that a command calls."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from inboxwatch.watch.clerk import Job
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.store import Store

MINUTE: Final = dt.timedelta(minutes=1)
HOUR: Final = dt.timedelta(hours=1)


def jobs(settings: Settings, store: Store, epoch: int) -> list[Job]:
    """Return the jobs. `epoch` is the number of this daemon, for what must be sent once."""
    del epoch
    rules = settings.rules()
    return [
        Job("track", lambda now: track(store, rules, now), every=HOUR),
    ]
