"""What the owner must know of the watch itself: a mailbox that cannot be read, looks empty, a channel that refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from inboxwatch.reminders.policy import BLIND

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.reminders.policy import Seen

STOPPED: Final = "stopped"
"""Topic of a mailbox that nobody but its owner can bring back: wrong password, folder gone, certificate refused."""
UNREAD: Final = "unread"
"""Topic of a mailbox that was not read for long, for whatever reason."""
EMPTY: Final = "empty"
CHANNEL: Final = "channel"
"""Topic of a channel that refuses what is sent through it."""


def is_blind(mailbox: Seen, calendar: Calendar, now: dt.datetime, started: dt.datetime | None = None) -> bool:
    """Whether a mailbox had no complete pass for over an hour of business time (R28).

    With `started` (when this process began) that hour begins then at the earliest: the first pass gets its time (R23).
    """
    if mailbox.last_success is None:
        return False
    since = mailbox.last_success
    if started is not None and since < started <= now:
        since = started
    return calendar.elapsed(since, now) > BLIND


def is_stale(mailbox: Seen, calendar: Calendar, now: dt.datetime) -> bool:
    """Whether what is known of a mailbox may be untrue by now: answers in it are not seen (R19, R17)."""
    return (mailbox.permanent and bool(mailbox.last_error)) or is_blind(mailbox, calendar, now)


def topics(
    mailboxes: Iterable[Seen], calendar: Calendar, now: dt.datetime, started: dt.datetime | None
) -> Iterator[tuple[str, str]]:
    """Yield alarms as (topic, episode): what they are about, and what makes them the same alarm.

    A mailbox that is stopped is told once until it was read again (R17), the others once a day (R28).
    """
    day = now.astimezone(calendar.zone).date().isoformat()
    for mailbox in mailboxes:
        if mailbox.last_error and mailbox.permanent:
            read = mailbox.last_success
            yield f"{STOPPED}:{mailbox.name}", read.isoformat() if read else "never"
        elif is_blind(mailbox, calendar, now, started):
            yield f"{UNREAD}:{mailbox.name}", day
        if mailbox.alarms:
            yield f"{EMPTY}:{mailbox.name}", day
