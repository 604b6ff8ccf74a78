"""What `status` and `requests` ask, with the standard library alone (a shared store: with its driver).

Opening SQLModel takes longer than answering.

Read-only. `Quick.open` returns None for a store of another schema: the caller opens the real `Store`, which migrates
it or refuses.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from inboxwatch.model import State
from inboxwatch.store.apart import fitting
from inboxwatch.store.codec import instant, seconds
from inboxwatch.store.files import SCHEMA, default_url, is_shared, path_of, read_schema, reading
from inboxwatch.store.filter import Filter, like
from inboxwatch.store.hold import HOLDER, in_force
from inboxwatch.store.mailbox_codec import MAILBOX_COLUMNS, read_state
from inboxwatch.store.notice_codec import ABOUT, ABOUT_ITEMS, RELEVANT, RELEVANT_ITEMS, read_records, since
from inboxwatch.store.request_codec import REQUEST_COLUMNS, read_request
from inboxwatch.store.state import MailboxState, Waiting
from inboxwatch.store.week import WeekFacts, week_facts

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator

    from inboxwatch.model import Request
    from inboxwatch.notices import Record
    from inboxwatch.store.hold import Hold
    from inboxwatch.store.polls import Poll
    from inboxwatch.store.postgres.asks import Asks

_COLUMNS: Final = ", ".join(REQUEST_COLUMNS)
_SELECT: Final = f"SELECT {_COLUMNS} FROM request "  # noqa: S608 - our own column names
_FIRST: Final = _SELECT + "WHERE ended_at IS NULL ORDER BY due_at, id LIMIT ?"
_COMING: Final = _SELECT + "WHERE ended_at IS NULL AND due_at >= ? ORDER BY due_at, id LIMIT 1"
_COUNT_OPEN: Final = "SELECT count(*) FROM request WHERE ended_at IS NULL"
_COUNT_DUE: Final = "SELECT count(*) FROM request WHERE ended_at IS NULL AND due_at < ?"
_FITS: Final = (
    " AND received_at >= :since AND received_at < :until"
    " AND (:mailbox = '' OR mailbox = :mailbox)"
    " AND (:department = '' OR department = :department)"
    " AND (:sender = '' OR sender LIKE :sender ESCAPE '\\')"
    " AND (:message_id = '' OR message_id = :message_id)"
    " AND (NOT :promised OR promise_due_at IS NOT NULL)"
    " AND due_at < :due"
    " AND (:states = '' OR :states LIKE '%,' || state || ',%')"
    " ORDER BY received_at, id"
)
_SOME: Final = _SELECT + "WHERE 1 = 1" + _FITS
_SOME_OPEN: Final = _SELECT + "WHERE ended_at IS NULL" + _FITS
"""The same, through the index of open requests: few among many."""
_APART: Final = (
    "SELECT request FROM apart WHERE relation = :relation AND received_at >= :since AND received_at < :until"
    " AND (NOT :open OR ended_at IS NULL)"
)
_PREFIX: Final = _SELECT + "WHERE id >= :low AND id < :high ORDER BY id LIMIT 20"
_MAILBOXES: Final = f"SELECT {', '.join(MAILBOX_COLUMNS)} FROM mailbox ORDER BY name"  # noqa: S608 - the same
_SNOOZES: Final = (
    "SELECT mailbox, key, until FROM decision WHERE kind = 'snooze' AND undone = 0 AND until IS NOT NULL ORDER BY id"
)
_META: Final = "SELECT value FROM meta WHERE name = ?"
_CLOCK: Final = "SELECT cast(extract(epoch FROM clock_timestamp()) AS bigint)"
_COUNT: Final = "SELECT count(*) FROM request"
_FOR_EVER: Final = 1 << 40


class Quick:
    """An open store, for reading what was derived."""

    def __init__(self, connection: sqlite3.Connection | Asks) -> None:
        """Use `opened`."""
        self._connection = connection

    def waiting(self, worked_until: dt.datetime, most: int) -> Waiting:
        """Return the figures of what is open and the `most` most urgent; however many are open, few are read.

        `worked_until` is the latest instant up to now at which work was done: what was due before it is overdue, for
        `due_at` is the earliest instant at which the target was used up. In that order business time runs out, too.
        """
        stamp, ask = seconds(worked_until), self._connection.execute
        coming = ask(_COMING, (stamp,)).fetchone()
        return Waiting(
            int(ask(_COUNT_OPEN).fetchone()[0]),
            int(ask(_COUNT_DUE, (stamp,)).fetchone()[0]),
            tuple(read_request(row) for row in ask(_FIRST, (most,))),
            read_request(coming) if coming else None,
        )

    def requests(self, wanted: Filter | None = None) -> list[Request]:
        """Return requests as last derived, by when they were received."""
        wanted = wanted or Filter()
        if wanted.apart:
            return self._apart(wanted)
        values = {
            "since": seconds(wanted.since) if wanted.since else -_FOR_EVER,
            "until": seconds(wanted.until) if wanted.until else _FOR_EVER,
            "mailbox": wanted.mailbox,
            "department": wanted.department,
            "sender": f"%{like(wanted.sender.lower())}%" if wanted.sender else "",
            "due": seconds(wanted.due_before) if wanted.due_before else _FOR_EVER,
            "message_id": wanted.message_id,
            "promised": wanted.promised,
            "states": f",{','.join(wanted.states)}," if wanted.states else "",
        }
        statement = _SOME_OPEN if wanted.states == (State.OPEN,) else _SOME
        return [read_request(row) for row in self._connection.execute(statement, values)]

    def _apart(self, wanted: Filter) -> list[Request]:
        values = {
            "relation": wanted.apart,
            "since": seconds(wanted.since) if wanted.since else -_FOR_EVER,
            "until": seconds(wanted.until) if wanted.until else _FOR_EVER,
            "open": wanted.only_open,
        }
        return fitting((row[0] for row in self._connection.execute(_APART, values)), wanted)

    def count(self) -> int:
        """How many requests there are, ended ones included."""
        return int(self._connection.execute(_COUNT).fetchone()[0])

    def find(self, prefix: str) -> list[Request]:
        """Requests whose id begins with `prefix`; at most 20."""
        low = prefix.lower()
        rows = self._connection.execute(_PREFIX, {"low": low, "high": low + "\U0010ffff"})
        return [read_request(row) for row in rows]

    def meta(self, name: str) -> str:
        """Return a value that the store keeps about itself, "" if there is none."""
        row = self._connection.execute(_META, (name,)).fetchone()
        return str(row[0]) if row else ""

    def hold(self) -> Hold | None:
        """Return which daemon holds this space of a shared store; None where none does, and for a file."""
        row = self.meta(HOLDER)
        return in_force(row, lambda: int(self._connection.execute(_CLOCK).fetchone()[0])) if row else None

    def polls(self) -> tuple[Poll, ...]:
        """Return which mailboxes of this space of a shared store workers poll; none for a file."""
        if not getattr(self._connection, "shared", False):
            return ()
        from inboxwatch.store.polls import polls

        return polls(self._connection.execute)

    def mailbox_states(self) -> list[MailboxState]:
        """How the last pass over each mailbox went, by name."""
        rows = self._connection.execute(_MAILBOXES)
        return [read_state(row) for row in rows]

    def records(self, now: dt.datetime) -> list[Record]:
        """Return what the owner was told, as far as a plan for `now` needs it."""
        return self._records(RELEVANT, RELEVANT_ITEMS, {"since": since(now)})

    def records_about(self, request: str) -> list[Record]:
        """Return what the owner was told about one request."""
        return self._records(ABOUT, ABOUT_ITEMS, {"request": request})

    def _records(self, notices: str, items: str, values: dict[str, object]) -> list[Record]:
        ask = self._connection.execute
        return read_records(ask(notices, values), ask(items, values))

    def week(self, start: dt.datetime, end: dt.datetime, blind: str) -> WeekFacts:
        """Return what the weekly summary asks besides requests; `blind` marks what could not be judged."""
        return week_facts(self._connection, start, end, blind)

    def snoozes(self) -> dict[tuple[str, str], dt.datetime]:
        """Until when the owner wanted no reminders about which message's request, the last word of each."""
        return {(mailbox, key): instant(until) for mailbox, key, until in self._connection.execute(_SNOOZES)}


@contextmanager
def opened(url: str = "") -> Iterator[Quick | None]:
    """Open the store at `url` (default: the platform's data folder) within one view of it; None for another schema.

    Raises StoreError, with what to do, where there is no store, or a damaged or foreign one.
    """
    url = url or default_url()
    if is_shared(url):
        from inboxwatch.store.postgres import asks

        with asks.opened(url) as connection:
            yield None if connection is None else Quick(connection)
        return
    path = path_of(url)
    with reading(path) as file:
        if read_schema(path, file) != SCHEMA:
            yield None
            return
        file.execute("BEGIN")
        yield Quick(file)
