"""Rows that are known by a name: mailboxes, and what the store keeps about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from inboxwatch.store.tables import MailboxTable, MetaTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

mailbox_table = MailboxTable.__table__  # type: ignore[attr-defined]
meta_table = MetaTable.__table__  # type: ignore[attr-defined]


def put(connection: Connection, table: sa.Table, name: str, **values: Any) -> None:  # noqa: ANN401 - column values
    """Insert or update one row by its name, within a writing transaction."""
    if connection.execute(sa.update(table).where(table.c.name == name).values(**values)).rowcount == 0:
        defaults = {"cursor": "", "last_error": "", "notices": ""} if table is mailbox_table else {}
        connection.execute(sa.insert(table).values(name=name, **{**defaults, **values}))


def meta(connection: Connection, name: str) -> str:
    """Return a value that the store keeps about itself, "" if there is none."""
    return connection.scalar(sa.select(meta_table.c.value).where(meta_table.c.name == name)) or ""
