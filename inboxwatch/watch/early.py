"""Begins to read a mailbox while the store is still being opened, whose libraries load for longer than servers answer.

What was begun counts only if the store then says that reading goes on from that very place; else it is begun anew.
"""

from __future__ import annotations

import threading
from itertools import chain
from typing import TYPE_CHECKING, Self

from inboxwatch.store.cursor import peek
from inboxwatch.work import helper
from inboxwatch.work.share import MANY, cores

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.model import Mail
    from inboxwatch.ports import Batch, Connector
    from inboxwatch.watch.sync import Connect


class Early:
    """A context: inside it, `connect` hands out the connection that was opened for the first mailbox, once."""

    def __init__(self, settings: Settings, store_url: str, now: dt.datetime, connect: Connect) -> None:
        """Prepare; nothing is opened yet."""
        self._settings, self._url, self._now, self._plain = settings, store_url, now, connect
        self._begun: _Begun | None = None
        self._keeper = helper.Keeper()

    def __enter__(self) -> Self:
        """Begin, in a thread of its own."""
        self._keeper.__enter__()
        mailbox = self._settings.mailbox[0]
        cursor = peek(self._url, mailbox.name)
        if cursor == "" and cores() > 1:  # never read: mostly there is much, and the second process loads meanwhile
            self._keeper.prepare()
        if cursor is not None:
            self._begun = _Begun(self._plain, mailbox, (cursor, self._now - mailbox.since), self._keeper)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the second process; a connection that nobody took ends with the program."""
        self._keeper.__exit__(kind, error, trace)

    def connect(self, mailbox: MailboxSettings) -> Connector:
        """Connect as usual, or take what has been begun. Raises what connecting and the first answer raise."""
        begun, self._begun = self._begun, None
        if begun is None or mailbox.name != self._settings.mailbox[0].name:
            return self._plain(mailbox)
        return begun.wait_for()


class _Begun:
    """A connector whose first batch is on its way or there."""

    def __init__(
        self, connect: Connect, mailbox: MailboxSettings, asked: tuple[str, dt.datetime], keeper: helper.Keeper
    ) -> None:
        """Begin in a thread; nobody else may touch the connector before `wait_for` returns."""
        self._connect, self._mailbox, self._keeper = connect, mailbox, keeper
        self._asked: tuple[str, dt.datetime] | None = asked
        self._connector: Connector | None = None
        self._batches: Iterator[Batch] = iter(())
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._begin, args=asked, daemon=True)
        self._thread.start()

    def _begin(self, cursor: str, since: dt.datetime) -> None:
        try:
            self._connector = self._connect(self._mailbox)
            batches = self._connector.fetch(cursor, since)
            first = next(batches, None)
        except Exception as error:  # noqa: BLE001 - raised where the connection is wanted
            self._error = error
            return
        if first is not None:
            self._batches = chain((first,), batches)
            if first.total - first.done > MANY and cores() > 1:
                self._keeper.prepare()

    def wait_for(self) -> Connector:
        """Return itself once the first batch is there. Raises what went wrong instead."""
        self._thread.join()
        if self._error is not None:
            self.close()
            raise self._error
        return self

    def _open(self) -> Connector:
        if self._connector is None:
            self._connector = self._connect(self._mailbox)
        return self._connector

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Go on with what was begun, or begin anew if that began somewhere else."""
        asked, self._asked = self._asked, None
        if (cursor, since) == asked:
            return self._batches
        if asked is not None:  # answers to what was begun may still be under way
            self.close()
        return self._open().fetch(cursor, since)

    def wait(self, seconds: float) -> bool:
        """Wait for news."""
        return self._open().wait(seconds)

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again."""
        return self._open().texts(refs)

    def close(self) -> None:
        """Let go of the connection."""
        connector, self._connector = self._connector, None
        if connector is not None:
            connector.close()
