"""`rebuild --read`: all that an older classifier judged is read again and judged anew, in one go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from inboxwatch.watch.again import Rereading
from inboxwatch.watch.reports import MailboxReport, Progress, quiet
from inboxwatch.watch.sync import Connect, keep_less, plugged

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.config import Settings
    from inboxwatch.store import Store


def reclassify(
    settings: Settings, store: Store, now: dt.datetime, progress: Progress = quiet, *, connect: Connect | None = None
) -> tuple[MailboxReport, ...]:
    """Judge again, with this classifier, what an older one judged; `rebuild` or `track` must follow.

    A report's `again` counts messages judged again. Mailbox errors are in the reports; raises StoreError.
    """
    connect = connect or plugged(settings)
    reports = []
    with store.exclusive():
        keep_less(settings, store)
        for mailbox in settings.mailbox:
            again = Rereading(settings, store, now, mailbox.name, progress).all(partial(connect, mailbox))
            notices = again.notices(mailbox.name)
            reports.append(MailboxReport(mailbox.name, error=again.error, notices=notices, again=again.done))
    return tuple(reports)
