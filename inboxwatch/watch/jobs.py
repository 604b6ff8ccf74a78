"""What the clerk of the daemon does, in this order: one line a job, each the same function that a command calls."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from inboxwatch.store.retention import RETAINED, retain
from inboxwatch.watch import people, weekly
from inboxwatch.watch.clerk import Job
from inboxwatch.watch.remind import remind
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.store import Store
    from inboxwatch.watch.sync import Connect

log = logging.getLogger(__name__)

MINUTE: Final = dt.timedelta(minutes=1)
HOUR: Final = dt.timedelta(hours=1)
FRESH: Final = 20.0
"""Seconds to wait for the mailboxes to be looked at once more before anybody is reminded."""


def jobs(
    settings: Settings,
    store: Store,
    started: dt.datetime,
    connect: Connect | None,
    settled: Callable[[], frozenset[str]],
    refresh: Callable[[float], None],
) -> list[Job]:
    """Return the jobs of a daemon that began at `started`; `connect` makes connectors, None: as plugged in.

    `settled` names the mailboxes that have been read completely since; `refresh` has all of them looked at now and
    waits for that, at most some seconds.
    """

    def retaining(now: dt.datetime) -> None:
        """Keep nothing longer than may be kept; what depended on it is derived again by the next job."""
        deleted = retain(store, now, settings.store.retention, store.meta(RETAINED))
        if deleted:
            log.info("%d message(s) were older than [store] retention and are deleted.", deleted)

    def reminding(now: dt.datetime) -> None:
        """Remind, after one more look: an answer may lie in a Sent folder that nobody pushes news of."""
        wanted = remind(settings, store, now, settled=settled(), started=started, dry_run=True)
        if not wanted.plan.notices and not wanted.again:
            return
        refresh(FRESH)
        told = remind(settings, store, now, settled=settled(), started=started)
        for record in told.failed:
            log.warning("A notice through %s was not sent: %s", record.notice.channel, record.error)

    def summing_up(now: dt.datetime) -> None:
        """Send last week's summary when its time has come, and what is left of an earlier attempt."""
        wanted = weekly.due(settings, store, now, started=started, settled=settled())
        if not wanted and not weekly.resume(store, now):
            return
        for record in weekly.send(settings, store, now, wanted):
            if weekly.unsent(record):
                log.warning("The summary through %s was not sent: %s", record.notice.channel, record.error)

    return [
        Job("retention", retaining, every=HOUR, on_news=False),
        Job("track", lambda now: track(store, settings.rules(), now), every=HOUR),
        Job("remind", reminding, every=MINUTE),
        Job("summary", summing_up, every=MINUTE),
        Job("people", partial(people.ask_around, settings, store, connect), every=HOUR),
    ]
