"""How the last pass over each mailbox went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.store.aside import remove
from inboxwatch.store.codec import join, seconds
from inboxwatch.store.mailbox_codec import MAILBOX_COLUMNS, read_state
from inboxwatch.store.messages import Adder, message_table
from inboxwatch.store.rows import mailbox_table, put
from inboxwatch.store.state import Added

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from inboxwatch.store.aside import Places
    from inboxwatch.store.ready import Ready
    from inboxwatch.store.state import MailboxState

_MAILBOX = tuple(mailbox_table.c[name] for name in MAILBOX_COLUMNS)


def states(connection: Connection) -> list[MailboxState]:
    """Return the states of all mailboxes that were ever read, by name."""
    rows = connection.execute(sa.select(*_MAILBOX).order_by(mailbox_table.c.name))
    return [read_state(tuple(row)) for row in rows]


def take(
    connection: Connection,
    mailbox: str,
    batch: Iterable[Ready],
    cursor: str | None,
    after: str | None,
    late: Places,
) -> Added:
    """Take in a batch and from where to read on, None for no change; those of `late` are no longer set aside.

    `after` is the cursor that the batch was read from, None if it does not matter. Raises StoreError.
    """
    new, changed = Adder(connection, mailbox).add(batch)
    remove(connection, mailbox, late)
    if cursor is not None:
        _move(connection, mailbox, cursor, after)
    return Added(new, changed)


def _move(connection: Connection, mailbox: str, cursor: str, after: str | None) -> None:
    """Write down from where to read on. Raises StoreError if reading went on from `after` and that is not known here.

    A database that a lagging copy has taken over from has forgotten the latest batches: one that follows them would
    hide them for ever.
    """
    columns = mailbox_table.c
    if after is not None:
        moved = sa.update(mailbox_table).where(columns.name == mailbox, columns.cursor == after)
        if connection.execute(moved.values(cursor=cursor)).rowcount:
            return
        if after or connection.scalar(sa.select(columns.cursor).where(columns.name == mailbox)):
            raise StoreError(f"The store was set back while {mailbox} was read.", "It is read again from there.")
    put(connection, mailbox_table, mailbox, cursor=cursor)


def succeeded(
    connection: Connection, mailbox: str, now: dt.datetime, notices: tuple[str, ...], alarms: tuple[str, ...]
) -> None:
    """Record a complete pass."""
    values = {"last_success": seconds(now), "last_error": "", "error_at": None, "next_attempt": None}
    values |= {"notices": join(notices), "alarms": join(alarms), "permanent": 0}
    put(connection, mailbox_table, mailbox, **values, first_success=_began(connection, mailbox, now))


def failed(
    connection: Connection,
    mailbox: str,
    now: dt.datetime,
    error: str,
    next_attempt: dt.datetime | None,
    *,
    permanent: bool,
) -> None:
    """Record in words why a pass failed."""
    later = None if next_attempt is None else seconds(next_attempt)
    values = {"last_error": error.replace("\0", ""), "error_at": seconds(now), "next_attempt": later}
    put(connection, mailbox_table, mailbox, **values, permanent=int(permanent))


def _began(connection: Connection, mailbox: str, now: dt.datetime) -> int:
    """When a mailbox was first read completely. A first pass that lies ahead was made under a wrong clock (R20).

    Unless it is the clock of today that is wrong: then mail has been received since.
    """
    columns = mailbox_table.c
    first = connection.scalar(sa.select(columns.first_success).where(columns.name == mailbox))
    if first is None or (first > seconds(now) and _latest(connection) <= seconds(now)):
        return seconds(now)
    return int(first)


def _latest(connection: Connection) -> int:
    """When the latest message was received."""
    return connection.scalar(sa.select(sa.func.max(message_table.c.received_at))) or 0
