"""What a mailbox's own settings say about working time and the configuration does not (`doctor`)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from inboxwatch.errors import InboxwatchError
from inboxwatch.views.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.cli.run import Run
    from inboxwatch.config import MailboxSettings
    from inboxwatch.ports import Connector, Hints

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hinted(run: Run, mailbox: MailboxSettings, connector: Connector) -> Iterator[Check]:
    """Compare the connector's hints, if it gives any, with the calendar; each difference is a suggestion."""
    ask = getattr(connector, "hints", None)
    if ask is None or mailbox.members:
        return
    try:
        found: Hints = ask()
    except InboxwatchError as error:
        yield Check("Mailboxes", "Working time", "warning", error.message, error.remedy, mailbox.name)
        return
    for first, last in found.leave:
        if last >= run.now.date() and not _covered(run, first, last):
            told = f"your automatic replies are scheduled {first} to {last}"
            remedy = f'Add leave = ["{first}/{last}"] under [calendar], so that no clock runs meanwhile.'
            yield Check("Mailboxes", "Leave", "warning", told, remedy, mailbox.name)
    if found.timezone and found.timezone != run.calendar.zone.key:
        told = f"your mailbox is set to {found.timezone}, your calendar here to {run.calendar.zone.key}"
        yield Check("Mailboxes", "Time zone", "warning", told, "If the mailbox is right, set timezone.", mailbox.name)
    if found.hours is not None:
        yield from _hours(run, mailbox, found.hours)


def _covered(run: Run, first: dt.date, last: dt.date) -> bool:
    days = [first + dt.timedelta(days=ahead) for ahead in range(min((last - first).days, 400) + 1)]
    return all(run.calendar.days.on_leave(day) for day in days)


def _hours(run: Run, mailbox: MailboxSettings, hours: tuple[tuple[str, ...], ...]) -> Iterator[Check]:
    """Differences of the week; a break within the day is no difference, for mailboxes know none."""
    from inboxwatch.working_days import parse_span

    def ends(spans: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
        return (spans[0][0], spans[-1][1]) if spans else None

    theirs = [ends(tuple(parse_span(span) for span in day)) for day in hours]
    mine = [ends(tuple(day)) for day in run.calendar.days.hours]
    odd = [
        f"{name} {' '.join(day) or 'closed'}"
        for name, day, a, b in zip(_NAMES, hours, theirs, mine, strict=True)
        if a != b
    ]
    if odd:
        told = f"the working hours in your mailbox are others: {', '.join(odd)}"
        yield Check("Mailboxes", "Hours", "warning", told, "If they are right, set [calendar.hours].", mailbox.name)
