"""The store as the rest of the program sees it: messages, decisions, requests, mailbox states."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from inboxwatch.store import closure, files, messages, requests
from inboxwatch.store.codec import instant, join, seconds, split
from inboxwatch.store.create import SECRET, create
from inboxwatch.store.engine import engine_for, transaction
from inboxwatch.store.messages import message_table, untracked_table
from inboxwatch.store.request_codec import DECISION_COLUMNS, decision_row, read_decision
from inboxwatch.store.requests import Filter
from inboxwatch.store.state import Added, Group, MailboxState
from inboxwatch.store.tables import DecisionTable, MailboxTable, MetaTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from inboxwatch.model import Decision, Message, Request

decision_table = DecisionTable.__table__  # type: ignore[attr-defined]
mailbox_table = MailboxTable.__table__  # type: ignore[attr-defined]
meta_table = MetaTable.__table__  # type: ignore[attr-defined]

_DECISION = tuple(decision_table.c[name] for name in DECISION_COLUMNS)
DERIVATION = "derivation"
"""Name in `meta` of the rules, tracker and classifier that the requests were derived with."""


class Store:
    """An open store. Every method is one transaction; writers wait for each other. Raises StoreError.

    Not for several threads at once. Use as a context manager, or call `close`.
    """

    def __init__(self, path: Path, engine: Engine, *, keep_text: bool) -> None:
        """Use `open` instead: it makes, checks and migrates."""
        self.path = path
        self.keep_text = keep_text
        self._engine = engine
        self._secret: bytes | None = None

    @classmethod
    def open(cls, url: str = "", *, readonly: bool = False, keep_text: bool = False) -> Self:
        """Open the store at `url` (default: the platform's data folder), making or migrating it unless `readonly`.

        Raises StoreError, without writing, for a damaged or foreign file and for a newer schema.
        """
        path = files.path_of(url or files.default_url())
        if not readonly and not path.exists():
            create(path)
        schema = files.schema_of(path)
        files.refuse_newer(path, schema)
        if schema < files.SCHEMA:
            from inboxwatch.store.migrate import migrate

            migrate(path, schema, readonly=readonly)
        if not readonly:
            path.chmod(0o600)
        return cls(path, engine_for(path, readonly=readonly), keep_text=keep_text)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One reading transaction: a single view of the store, whatever others write meanwhile."""
        with transaction(self._engine, self.path, writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One writing transaction, with the lock from its beginning."""
        with transaction(self._engine, self.path, writing=True) as connection:
            yield connection

    # what the store knows about itself

    @property
    def secret(self) -> bytes:
        """The key of this store's keyed hashes."""
        if self._secret is None:
            self._secret = bytes.fromhex(self.meta(SECRET))
        return self._secret

    def meta(self, name: str) -> str:
        """Return a value that the store keeps about itself, "" if there is none."""
        with self.reading() as connection:
            return connection.scalar(sa.select(meta_table.c.value).where(meta_table.c.name == name)) or ""

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value about the store itself."""
        with self.writing() as connection:
            _put(connection, meta_table, name, value=value)

    # messages and cursors

    def add(
        self, mailbox: str, batch: Iterable[Message], cursor: str | None, now: dt.datetime, *, notices: tuple[str, ...] = ()
    ) -> Added:
        """Store a batch and the cursor after it in one transaction; None leaves the cursor as it is."""
        secret = self.secret
        with self.writing() as connection:
            new, changed = messages.Adder(connection, mailbox, secret, keep_text=self.keep_text).add(batch)
            values: dict[str, Any] = {} if cursor is None else {"cursor": cursor}
            if notices:
                values["notices"] = join(notices)
            if values:
                _put(connection, mailbox_table, mailbox, **values)
        del now  # what is stored must not depend on when
        return Added(new, changed)

    def cursor(self, mailbox: str) -> str:
        """From where to read on; "" before the first pass."""
        return self.mailbox_state(mailbox).cursor

    def messages(self, mailbox: str | None = None) -> Iterator[Message]:
        """Stream all messages, of one mailbox if named, within one reading transaction."""
        with self.reading() as connection:
            yield from messages.stream(connection, mailbox)

    def count(self, mailbox: str | None = None) -> int:
        """How many messages there are."""
        statement = sa.select(sa.func.count()).select_from(message_table)
        if mailbox is not None:
            statement = statement.where(message_table.c.mailbox == mailbox)
        with self.reading() as connection:
            return connection.scalar(statement) or 0

    # mailbox states

    def mailbox_state(self, name: str) -> MailboxState:
        """How the last pass over a mailbox went."""
        found = [state for state in self.mailbox_states() if state.name == name]
        return found[0] if found else MailboxState(name)

    def mailbox_states(self) -> list[MailboxState]:
        """Return the states of all mailboxes that were ever read, by name."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(mailbox_table).order_by(mailbox_table.c.name)).all()
        return [
            MailboxState(
                row.name,
                row.cursor,
                None if row.last_success is None else instant(row.last_success),
                row.last_error,
                None if row.error_at is None else instant(row.error_at),
                None if row.next_attempt is None else instant(row.next_attempt),
                split(row.notices),
            )
            for row in rows
        ]

    def succeeded(self, mailbox: str, now: dt.datetime, notices: tuple[str, ...] = ()) -> None:
        """Record a complete pass over a mailbox."""
        with self.writing() as connection:
            _put(
                connection,
                mailbox_table,
                mailbox,
                last_success=seconds(now),
                last_error="",
                error_at=None,
                next_attempt=None,
                notices=join(notices),
            )

    def failed(self, mailbox: str, now: dt.datetime, error: str, next_attempt: dt.datetime | None = None) -> None:
        """Record in words why a pass failed; what was stored of it stays."""
        later = None if next_attempt is None else seconds(next_attempt)
        with self.writing() as connection:
            values = {"last_error": error.replace("\0", ""), "error_at": seconds(now), "next_attempt": later}
            _put(connection, mailbox_table, mailbox, **values)

    # tracking

    def untracked(self) -> list[int]:
        """Row ids of messages that are new, changed or decided about since requests were last derived."""
        with self.reading() as connection:
            return list(connection.scalars(sa.select(untracked_table.c.message)))

    def closure(self, ids: Iterable[int]) -> Group:
        """Return these messages with all that they can influence or be influenced by."""
        with self.reading() as connection:
            return self._load(connection, closure.closure(connection, ids))

    def groups(self) -> Iterator[Group]:
        """All messages, in groups that can be tracked apart, a few thousand at a time."""
        with self.reading() as connection:
            cut = list(closure.groups(connection))
        for ids in cut:
            with self.reading() as connection:
                yield self._load(connection, ids)

    def _load(self, connection: Connection, ids: list[int]) -> Group:
        found = list(messages.by_ids(connection, ids))
        return Group(tuple(place for place, _ in found), tuple(message for _, message in found))

    def replace_requests(self, group: Group, found: Iterable[Request]) -> None:
        """Make these the requests of a group and mark its messages as tracked."""
        with self.writing() as connection:
            requests.replace(connection, group, found, keep_text=self.keep_text)

    # requests

    def requests(self, wanted: Filter | None = None) -> list[Request]:
        """Return requests as last derived, by when they were received; see `tracker.assess` for the present."""
        with self.reading() as connection:
            return requests.select(connection, wanted or Filter())

    def find(self, prefix: str) -> list[Request]:
        """Requests whose id begins with `prefix`; at most 20."""
        with self.reading() as connection:
            return requests.by_prefix(connection, prefix)

    # decisions

    def decisions(self) -> list[Decision]:
        """All decisions in force, oldest first."""
        statement = sa.select(*_DECISION).where(decision_table.c.undone == 0).order_by(decision_table.c.id)
        with self.reading() as connection:
            return [read_decision(tuple(row)) for row in connection.execute(statement)]

    def decide(self, decision: Decision) -> None:
        """Record a decision; its message is tracked again by the next `track`."""
        values = dict(zip(DECISION_COLUMNS, decision_row(decision), strict=True))
        with self.writing() as connection:
            connection.execute(sa.insert(decision_table).values(**values))
            _touch(connection, decision.mailbox, decision.key)

    def undo(self, mailbox: str = "", key: str = "") -> Decision | None:
        """Undo the last decision in force (about this message, if named); None if there is none."""
        statement = sa.select(decision_table.c.id, *_DECISION).where(decision_table.c.undone == 0)
        if key:
            statement = statement.where(decision_table.c.mailbox == mailbox, decision_table.c.key == key)
        with self.writing() as connection:
            row = connection.execute(statement.order_by(decision_table.c.id.desc()).limit(1)).first()
            if row is None:
                return None
            connection.execute(sa.update(decision_table).where(decision_table.c.id == row[0]).values(undone=1))
            decision = read_decision(tuple(row[1:]))
            _touch(connection, decision.mailbox, decision.key)
        return decision


def _put(connection: Connection, table: sa.Table, name: str, **values: Any) -> None:  # noqa: ANN401 - column values
    """Insert or update one row by its name."""
    if connection.execute(sa.update(table).where(table.c.name == name).values(**values)).rowcount == 0:
        defaults = {"cursor": "", "last_error": "", "notices": ""} if table is mailbox_table else {}
        connection.execute(sa.insert(table).values(name=name, **{**defaults, **values}))


def _touch(connection: Connection, mailbox: str, key: str) -> None:
    """Have a message tracked again."""
    columns = message_table.c
    for place in connection.scalars(sa.select(columns.id).where(columns.mailbox == mailbox, columns.key == key)).all():
        connection.execute(messages.insert_ignoring(connection, untracked_table).values(message=place))
