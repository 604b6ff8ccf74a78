"""Leave that the owner announced in their own absence notes and the calendar does not know (`doctor`)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from inboxwatch.errors import InboxwatchError
from inboxwatch.views.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.cli.run import Run
    from inboxwatch.config import MailboxSettings
    from inboxwatch.ports import Connector

_RECENT, _NOTES = dt.timedelta(days=30), 5


def announced(run: Run, mailbox: MailboxSettings, connector: Connector) -> Iterator[Check]:
    """Read the owner's latest absence notes again and name the periods that no leave covers; each once."""
    seen: set[tuple[dt.date, dt.date]] = set()
    for first, last in _periods(run, mailbox, connector):
        days = [first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        if (first, last) in seen or all(run.calendar.days.on_leave(day) for day in days):
            continue
        seen.add((first, last))
        told = f"your out-of-office note says that you are away {first} to {last}"
        remedy = f'Add leave = ["{first}/{last}"] under [calendar], so that no clock runs meanwhile.'
        yield Check("Mailboxes", "Leave", "warning", told, remedy, mailbox.name)


def _periods(run: Run, mailbox: MailboxSettings, connector: Connector) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each note that is not over; one that names no first day began when it was sent."""
    from inboxwatch.classifier import classify

    owner = run.settings.owner(mailbox.name)
    try:
        mails = connector.texts(_notes(run, mailbox.name, owner.addresses))
    except InboxwatchError:
        return  # what cannot be read is told by the check of reading
    for mail in mails.values():
        away = classify(mail, owner).absence
        if away is None or away.until is None or away.until < run.now.date():
            continue
        sent = mail.date or mail.provider_time
        first = away.start or (sent.date() if sent is not None else None)
        if first is not None and first <= away.until:
            yield first, away.until


def _notes(run: Run, mailbox: str, own: frozenset[str]) -> list[str]:
    """The connector's places of the owner's latest automatic replies."""
    from inboxwatch.store.files import path_of

    if not path_of(run.store_url).exists():
        return []
    with run.open_store() as store:
        return store.own_notes(mailbox, own, run.now - _RECENT)[:_NOTES]
