"""A new classifier: messages are read again from their mailbox, newest first, and judged anew.

Text is not kept, so what is gone from the mailbox keeps its old verdict, and the report says how many those are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inboxwatch import classifier
from inboxwatch.errors import InboxwatchError, StoreError
from inboxwatch.mail import facts
from inboxwatch.watch.reports import MailboxReport, Progress, quiet
from inboxwatch.watch.sync import Connect, keep_less, plugged

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.store import Store

AT_ONCE: Final = 200
"""Messages read again at a time; each such piece is stored before the next, so a stop loses nothing."""


def reclassify(
    settings: Settings, store: Store, now: dt.datetime, progress: Progress = quiet, *, connect: Connect | None = None
) -> tuple[MailboxReport, ...]:
    """Judge again, with this classifier, what an older one judged; `rebuild` or `track` must follow.

    A report's `changed` counts messages judged again. Mailbox errors are in the reports; raises StoreError.
    """
    connect = connect or plugged(settings)
    with store.exclusive():
        keep_less(settings, store)
        return tuple(_one(settings, store, now, progress, mailbox, connect) for mailbox in settings.mailbox)


def _one(
    settings: Settings, store: Store, now: dt.datetime, progress: Progress, mailbox: MailboxSettings, connect: Connect
) -> MailboxReport:
    refs = store.outdated(mailbox.name, classifier.VERSION)
    if not refs:
        return MailboxReport(mailbox.name)
    done = 0
    owner = settings.owner(mailbox.name)
    try:
        connector = connect(mailbox)
        try:
            for start in range(0, len(refs), AT_ONCE):
                found = connector.texts(refs[start : start + AT_ONCE]).values()
                judged = [facts(mail, classifier.classify(mail, owner), mailbox.name, now) for mail in found]
                done += store.reclassify(judged)
                progress(mailbox.name, min(start + AT_ONCE, len(refs)), len(refs))
        finally:
            connector.close()
    except StoreError:
        raise
    except InboxwatchError as error:
        return MailboxReport(mailbox.name, changed=done, error=error)
    gone = len(refs) - done
    what = "1 message is" if gone == 1 else f"{gone} messages are"
    keeps = "keeps" if gone == 1 else "keep"
    notices = (f"{what} no longer in {mailbox.name} and {keeps} the verdict of an older classifier.",)
    return MailboxReport(mailbox.name, changed=done, notices=notices if gone else ())
