"""One pass over all mailboxes: read, classify, store; then track."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from inboxwatch.classifier import classify
from inboxwatch.errors import InboxwatchError, TransientError
from inboxwatch.mail import facts
from inboxwatch.watch.reports import MailboxReport, Progress, SyncReport, quiet
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.ports import Batch, Connector
    from inboxwatch.store import Store

log = logging.getLogger(__name__)

Connect = Callable[["MailboxSettings"], "Connector"]

PAUSES = (1.0, 3.0)
"""Seconds before a second and a third try at a mailbox that failed for a passing reason."""

PATIENCE = 20.0
"""A pass that failed only after so many seconds is not tried again at once: the time-outs were the wait."""


def sync(
    settings: Settings,
    store: Store,
    now: dt.datetime,
    progress: Progress = quiet,
    *,
    connect: Connect | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> SyncReport:
    """Read what is new in every mailbox and derive what follows. One broken mailbox does not stop the others.

    Raises StoreError if the store fails or another pass is going on; mailbox errors are in the report.
    """
    with store.exclusive():
        connect = connect or _plugged(settings)
        reports = [_Pass(settings, store, now, progress, mailbox).run(connect, sleep) for mailbox in settings.mailbox]
        return SyncReport(tuple(reports), track(store, settings.rules(), now, progress))


def _plugged(settings: Settings) -> Connect:
    """Connect through the plug-in that the configuration names."""

    def connect(mailbox: MailboxSettings) -> Connector:
        from inboxwatch import plugins

        return plugins.connector(mailbox.connector)(mailbox.table, mailbox.secret, settings.base)

    return connect


class _Pass:
    """One mailbox, once."""

    def __init__(
        self, settings: Settings, store: Store, now: dt.datetime, progress: Progress, mailbox: MailboxSettings
    ) -> None:
        self.settings = settings
        self.store = store
        self.now = now
        self.progress = progress
        self.mailbox = mailbox
        self.owner = settings.owner(mailbox.name)
        self.new = self.changed = self.seen = 0
        self.notices: list[str] = []

    def run(self, connect: Connect, sleep: Callable[[float], None]) -> MailboxReport:
        """Read until nothing is new; errors of the mailbox end in its state and the report."""
        started = time.monotonic()
        for pause in (*PAUSES, None):
            try:
                return self._read(connect)
            except TransientError as error:
                if pause is None or time.monotonic() - started > PATIENCE:
                    return self._failed(error)
                log.info("%s: %s Trying again in %g s.", self.mailbox.name, error.message, pause)
                sleep(pause)
            except InboxwatchError as error:
                if error.exit_code == 1:  # the store, not the mailbox
                    raise
                return self._failed(error)
        raise AssertionError  # the loop returns or raises

    def _read(self, connect: Connect) -> MailboxReport:
        name = self.mailbox.name
        cursor = self.store.cursor(name)
        connector = connect(self.mailbox)
        try:
            for batch in connector.fetch(cursor, self._since()):
                self._take(batch, cursor)
                cursor = batch.cursor
        finally:
            connector.close()
        alarms = self._alarms()
        notices = tuple(dict.fromkeys((*alarms, *self.notices)))
        self.store.succeeded(name, self.now, notices)
        return MailboxReport(name, self.new, self.changed, None, notices, alarms)

    def _since(self) -> dt.datetime | None:
        back = self.mailbox.since
        return None if back is None else self.now - back

    def _take(self, batch: Batch, cursor: str) -> None:
        keep = self.settings.store.keep_subjects
        name, now, owner, secret = self.mailbox.name, self.now, self.owner, self.store.secret
        messages = [
            facts(mail, classify(mail, owner), name, now, keep_subjects=keep, secret=secret) for mail in batch.mails
        ]
        self.notices += batch.notices
        self.seen += len(messages)
        if messages or batch.cursor != cursor:
            added = self.store.add(name, messages, batch.cursor, now)
            self.new += added.new
            self.changed += added.changed
        self.progress(name, batch.done, batch.total)

    def _alarms(self) -> tuple[str, ...]:
        """A mailbox that had mail and now shows none at all is no good news."""
        return ()

    def _failed(self, error: InboxwatchError) -> MailboxReport:
        self.store.failed(self.mailbox.name, self.now, str(error))
        return MailboxReport(self.mailbox.name, self.new, self.changed, error, tuple(self.notices))
