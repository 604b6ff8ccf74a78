"""Verdicts of an older classifier: which messages have one, and putting newer ones in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from inboxwatch.store.codec import MESSAGE_COLUMNS, clean, verdict_row
from inboxwatch.store.messages import message_table, untracked_table
from inboxwatch.store.statements import insert_ignoring
from inboxwatch.store.tables import LinkTable
from inboxwatch.store.tokens import links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from inboxwatch.model import Message

_VERDICT: Final = MESSAGE_COLUMNS[MESSAGE_COLUMNS.index("version") :]
link_table = LinkTable.__table__  # type: ignore[attr-defined]


class Place(NamedTuple):
    """Where the connector finds a message, and its place in the order of newest first."""

    ref: str
    received_at: int
    id: int


After = tuple[int, int]
"""`received_at` and `id` of a message; only what comes after it, newest first, is meant."""


def outdated(
    connection: Connection, mailbox: str, version: str, *, after: After | None, most: int | None
) -> list[Place]:
    """Return the places of messages whose verdict is not of this version, newest first, at most `most`."""
    columns = message_table.c
    statement = sa.select(columns.ref, columns.received_at, columns.id).where(*_older(mailbox, version, after))
    statement = statement.order_by(columns.received_at.desc(), columns.id.desc()).limit(most)
    return [Place(*row) for row in connection.execute(statement)]


def outdated_count(connection: Connection, version: str, mailbox: str = "", after: After | None = None) -> int:
    """How many messages were judged by another version, in one mailbox or in all."""
    statement = sa.select(sa.func.count()).select_from(message_table).where(*_older(mailbox, version, after))
    return connection.scalar(statement) or 0


def _older(mailbox: str, version: str, after: After | None) -> list[ColumnElement[bool]]:
    columns = message_table.c
    # not `!=`, for which no database looks into its index, although mostly there is nothing to be found; nor the bare
    # mailbox, for which SQLite would rather look through all of its messages
    conditions: list[ColumnElement[bool]] = [sa.or_(columns.version < version, columns.version > version)]
    if mailbox:
        conditions.append(columns.mailbox.concat("") == mailbox)
    if after is not None:
        received, number = after
        earlier = sa.and_(columns.received_at == received, columns.id < number)
        conditions.append(sa.or_(columns.received_at < received, earlier))
    return conditions


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
