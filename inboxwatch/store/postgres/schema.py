"""Making and upgrading the tables of a shared store: the administrator's business, never a member's.

`inboxwatch.acting(name)` and the schema `inboxwatch` have to be there before (store.team makes them).
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import SQLModel

from inboxwatch.errors import StoreError
from inboxwatch.store.create import VERSION_TABLE
from inboxwatch.store.files import SCHEMA
from inboxwatch.store.postgres.address import Address, parse
from inboxwatch.store.postgres.database import engine_for
from inboxwatch.store.postgres.errors import errors
from inboxwatch.store.postgres.layer import bare, lay, unforced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@contextmanager
def administering(url: str) -> Iterator[Connection]:
    """One transaction as the login of `url`, every name in it meant in the schema `inboxwatch`. Raises StoreError."""
    address = parse(url)
    engine = engine_for(address)
    try:
        with errors(address), engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL search_path = inboxwatch, pg_temp")
            yield connection
    finally:
        engine.dispose()


def present(connection: Connection) -> str:
    """Return the number of the schema that is there, "" if there is none."""
    there = sa.text("SELECT to_regclass('inboxwatch.alembic_version') IS NOT NULL")
    if not connection.scalar(there):
        return ""
    return connection.scalar(sa.select(VERSION_TABLE.c.version_num)) or ""


def prepare(connection: Connection, address: Address, *, head: str = SCHEMA, versions: tuple[Path, ...] = ()) -> str:
    """Make the tables or bring them to the newest schema, with owners; returns the number before, "" for none.

    All in the open transaction of `administering`: a failure changes nothing. Whoever works in the store meanwhile is
    waited for, and waits. Doing it again changes nothing. Raises StoreError for a newer schema.
    """
    before = present(connection)
    if before > head:
        message = f"The database {address.server} is of a newer inboxwatch (schema {before}, this one knows {head})."
        raise StoreError(message, "Update inboxwatch; nothing was changed.")
    if not before:
        SQLModel.metadata.create_all(connection)
        VERSION_TABLE.create(connection)
        connection.execute(sa.insert(VERSION_TABLE).values(version_num=SCHEMA))
    elif before < head:
        connection.exec_driver_sql("LOCK TABLE inboxwatch.alembic_version IN ACCESS EXCLUSIVE MODE")
        upgrade(connection, head, versions=versions)
    lay(connection, new=not before)
    return before


def upgrade(connection: Connection, head: str, *, versions: tuple[Path, ...] = ()) -> None:
    """Run the migrations up to `head`, over the rows of all spaces; `lay` has to follow."""
    from alembic import command

    from inboxwatch.store.migrate import config

    unforced(connection)
    event.listen(sa.Table, "before_create", bare)
    try:
        command.upgrade(config(connection, versions=versions), head)
    finally:
        event.remove(sa.Table, "before_create", bare)
