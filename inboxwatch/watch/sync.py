"""One pass over all mailboxes: read, classify, store; then track."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from inboxwatch.errors import InboxwatchError, PermanentError, StoreError, TransientError
from inboxwatch.watch import aside
from inboxwatch.watch.adapted import in_use
from inboxwatch.watch.again import Again, Rereading
from inboxwatch.watch.reports import MailboxReport, Progress, SyncReport, quiet
from inboxwatch.watch.track import track
from inboxwatch.work.judge import Judging
from inboxwatch.work.share import MANY, Share

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.model import Mail
    from inboxwatch.ports import Batch, Connector
    from inboxwatch.store import Store
    from inboxwatch.store.ready import Ready

log = logging.getLogger(__name__)

Connect = Callable[["MailboxSettings"], "Connector"]

PAUSES = (1.0, 3.0)
"""Seconds before a second and a third try at a mailbox that failed for a passing reason."""


class Judge(Protocol):
    """Has mails judged, in order; `work.share.Share` is one, `work.guard.Guard` a careful one.

    `late` are the places of messages in the batch that was yielded last whose tries were counted: with storing it they
    are no longer set aside.
    """

    late: Sequence[str]

    def hire(self) -> None:
        """Get help, for many messages are still to come."""
        ...

    def done(self, pieces: Iterable[tuple[Batch, Sequence[Mail]]], /) -> Iterator[tuple[Batch, list[Ready]]]:
        """Yield each batch with its messages ready for the store, in order."""
        ...


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
    patience: float = 10.0,
) -> SyncReport:
    """Read what is new in every mailbox and derive what follows. One broken mailbox does not stop the others.

    After the new mail, some of what an older classifier judged is read again.

    Raises StoreError if the store fails, or if another pass is still going on after `patience` seconds; mailbox errors
    are in the report.
    """
    connect = connect or plugged(settings)
    with store.exclusive(patience):
        keep_less(settings, store)
        reports = [Pass(settings, store, now, progress, mailbox).run(connect, sleep) for mailbox in settings.mailbox]
        for index, mailbox in enumerate(settings.mailbox):
            if reports[index].error is None:
                again = Rereading(settings, store, now, mailbox.name, progress).some(partial(connect, mailbox))
                reports[index] = _with(reports[index], again)
        return SyncReport(tuple(reports), track(store, settings.rules(), now, progress))


def _with(report: MailboxReport, again: Again) -> MailboxReport:
    """The report with what was judged again; a failure there is news, and tried again with the next pass."""
    failed = (f"Mails that an older classifier judged could not be read again: {again.error}",) if again.error else ()
    notices = (*report.notices, *again.notices(report.name), *failed)
    return replace(report, notices=notices, again=again.done, left=again.left)


def keep_less(settings: Settings, store: Store) -> int:
    """Have the store keep what the settings allow and remove what they no longer do; returns messages changed."""
    kept = settings.store
    store.keep_text = kept.keep_text
    return store.keep_less(subjects=kept.keep_subjects, text=kept.keep_text)


def plugged(settings: Settings) -> Connect:
    """Connect through the plug-in that the configuration names."""

    def connect(mailbox: MailboxSettings) -> Connector:
        from inboxwatch import credentials, plugins

        secret = credentials.secret_for(mailbox, settings.base)
        return plugins.connector(mailbox.connector)(mailbox.table, secret, settings.base)

    return connect


class Pass:
    """One mailbox, once: what `sync` does with each and `run` again and again."""

    def __init__(
        self, settings: Settings, store: Store, now: dt.datetime, progress: Progress, mailbox: MailboxSettings
    ) -> None:
        """Look at nothing yet; `now` is the pass's."""
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
                if pause is None or time.monotonic() - started + error.after > PATIENCE:
                    return self._failed(error)
                seconds = max(pause, error.after)
                log.info("%s: %s Trying again in %g s.", self.mailbox.name, error.message, seconds)
                sleep(seconds)
            except StoreError:
                raise
            except InboxwatchError as error:
                return self._failed(error)
        raise AssertionError  # the loop returns or raises

    def _read(self, connect: Connect) -> MailboxReport:
        connector = connect(self.mailbox)
        try:
            with Share(self.judging()) as share:
                return self.once(connector, share)
        finally:
            connector.close()

    def once(self, connector: Connector, share: Judge, cursor: str | None = None) -> MailboxReport:
        """Read what is new over an open connection, have it judged by `share`, store it. Raises what both raise.

        From where the store says, or from `cursor` on; StoreError if the store does not go on from there any more.
        """
        name = self.mailbox.name
        cursor = first = self.store.cursor(name) if cursor is None else cursor
        for batch, messages in share.done(_worth(share, connector.fetch(cursor, self._since()))):
            self._take(batch, messages, cursor, share.late)
            cursor = batch.cursor
        self.new += aside.again(self.store, name, connector, share, self.now)
        self.notices += aside.notices(self.store, name)
        alarms = self._alarms(from_the_beginning=not first)
        notices = tuple(dict.fromkeys((*alarms, *self.notices)))
        self.store.succeeded(name, self.now, notices, alarms)
        return MailboxReport(name, self.new, self.changed, None, notices, alarms)

    def _since(self) -> dt.datetime:
        """How far back a first pass goes."""
        return self.now - self.mailbox.since

    def judging(self) -> Judging:
        """What the mails of this mailbox are judged with."""
        name, store, keep = self.mailbox.name, self.store, self.settings.store
        personal = in_use(store, self.settings, name)
        return Judging(name, self.owner, self.now, store.secret, keep.keep_subjects, store.keep_text, personal)

    def _take(self, batch: Batch, messages: list[Ready], cursor: str, late: Sequence[str]) -> None:
        self.notices += batch.notices
        self.seen += len(messages)
        aside.withheld(self.store, self.mailbox.name, batch.withheld, self.now)
        if messages or batch.cursor != cursor:
            added = self.store.add_ready(self.mailbox.name, messages, batch.cursor, cursor, late)
            self.new += added.new
            self.changed += added.changed
        self.progress(self.mailbox.name, batch.done, batch.total)

    def _alarms(self, *, from_the_beginning: bool) -> tuple[str, ...]:
        """A mailbox that had mail and now shows none at all is no good news."""
        if self.seen or not from_the_beginning:
            return ()
        stored = self.store.count(self.mailbox.name)
        if stored:
            sentence = f"The mailbox {self.mailbox.name} looks empty, though {stored} messages of it are known."
            return (f"{sentence} Is it the right account, and does it still show all folders?",)
        self.notices.append(f"The mailbox {self.mailbox.name} shows no mail yet.")
        return ()

    def _failed(self, error: InboxwatchError) -> MailboxReport:
        self.store.failed(self.mailbox.name, self.now, str(error), permanent=isinstance(error, PermanentError))
        return MailboxReport(self.mailbox.name, self.new, self.changed, error, tuple(self.notices))


def _worth(share: Judge, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Sequence[Mail]]]:
    """Pass batches on, and get help once it is known that many messages are still to come."""
    for batch in batches:
        if batch.total - batch.done > MANY:
            share.hire()
        yield batch, batch.mails
