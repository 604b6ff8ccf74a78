"""Verdicts of an older classifier: which messages have one, and putting newer ones in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.store.codec import MESSAGE_COLUMNS, clean, verdict_row
from inboxwatch.store.messages import insert_ignoring, message_table, untracked_table
from inboxwatch.store.tables import LinkTable
from inboxwatch.store.tokens import links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from inboxwatch.model import Message

_VERDICT: Final = MESSAGE_COLUMNS[MESSAGE_COLUMNS.index("version") :]
link_table = LinkTable.__table__  # type: ignore[attr-defined]


def outdated(connection: Connection, mailbox: str, version: str) -> list[str]:
    """Return the connector's places of messages whose verdict is not of this version, newest first."""
    columns = message_table.c
    statement = sa.select(columns.ref).where(columns.mailbox == mailbox, columns.version != version)
    return list(connection.scalars(statement.order_by(columns.received_at.desc(), columns.id.desc())))


def outdated_count(connection: Connection, version: str) -> int:
    """How many messages were judged by another version."""
    statement = sa.select(sa.func.count()).select_from(message_table).where(message_table.c.version != version)
    return connection.scalar(statement) or 0


def replace(connection: Connection, messages: Iterable[Message], secret: bytes, *, keep_text: bool) -> int:
    """Give known messages the verdicts of these and have them tracked again; returns how many there were."""
    columns = message_table.c
    changed = 0
    for message in messages:
        values = zip(_VERDICT, verdict_row(message.verdict, keep_text=keep_text), strict=True)
        cleaned = {name: clean(value) if isinstance(value, str) else value for name, value in values}
        this = (columns.mailbox == message.mailbox, columns.key == message.key)
        place = connection.scalar(sa.select(columns.id).where(*this))
        if place is None:
            continue
        connection.execute(sa.update(message_table).where(columns.id == place).values(**cleaned))
        for token in links(message, secret):
            connection.execute(insert_ignoring(connection, link_table).values(token=token, message=place))
        connection.execute(insert_ignoring(connection, untracked_table).values(message=place))
        changed += 1
    return changed
