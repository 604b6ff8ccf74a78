"""How the last pass over each mailbox went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.store.codec import join, seconds
from inboxwatch.store.mailbox_codec import MAILBOX_COLUMNS, read_state
from inboxwatch.store.messages import message_table
from inboxwatch.store.rows import mailbox_table, put

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from inboxwatch.store.state import MailboxState

_MAILBOX = tuple(mailbox_table.c[name] for name in MAILBOX_COLUMNS)


def states(connection: Connection) -> list[MailboxState]:
    """Return the states of all mailboxes that were ever read, by name."""
    rows = connection.execute(sa.select(*_MAILBOX).order_by(mailbox_table.c.name))
    return [read_state(tuple(row)) for row in rows]


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
