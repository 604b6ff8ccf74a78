"""What `Store` needs of a database, whichever it is, and statements that differ between them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.sql.dml import Insert

    from inboxwatch.store.codec import Row


class Database(Protocol):
    """One person's rows: a file of SQLite's, or a space of a shared PostgreSQL. Everything raises StoreError.

    `url` opens the same again, password included: never show it; `place` is it in words. `path` is the file, or the
    local path that stands for the space: locks, journal and snapshot lie beside it.
    """

    url: str
    path: Path
    place: str

    def transaction(self, *, writing: bool) -> AbstractContextManager[Connection]:
        """Open one transaction, committed at the end, rolled back on any error.

        A reader has a single view; a writer waits at the beginning for all other writers.
        """

    def scrub(self) -> None:
        """Leave nothing behind of what was deleted, as far as the database lets its user see to that."""

    def check(self) -> None:
        """Read everything, and raise if some of it is damaged."""

    def close(self) -> None:
        """Let go of it."""


def open_database(url: str, owner: str = "", *, readonly: bool = False) -> Database:
    """Open what `url` names; `owner` is a space of a shared store. Raises StoreError."""
    from inboxwatch.store.files import is_shared

    if is_shared(url):
        from inboxwatch.store.postgres.database import PostgresDatabase

        return PostgresDatabase.open(url, owner, readonly=readonly)
    from inboxwatch.store.sqlite import SqliteDatabase

    return SqliteDatabase.open(url, readonly=readonly)


def insert_ignoring(connection: Connection, table: sa.Table) -> Insert:
    """Build an INSERT that leaves rows alone that are there already; upserts differ by database, hence here."""
    return _ignoring(connection.dialect.name, table)


@lru_cache(maxsize=32)
def _ignoring(dialect: str, table: sa.Table) -> Insert:
    """Return one and the same statement, so that it is compiled once; how many rows are new is read off it."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return sqlite_insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def following(connection: Connection, table: sa.Table) -> int:
    """Return the next row id, within a writing transaction.

    Handed out by us, as SQLite does: in a shared database a sequence would tell one space how much the others get, and
    row ids would be far apart, while `closure` counts on their being dense.
    """
    return (connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) + 1


def bulk(connection: Connection, statement: Insert, columns: Sequence[str], rows: list[Row]) -> None:
    """Insert many rows given in the order of `columns`; `statement` is `sa.insert` or `insert_ignoring` of a table.

    SQLite's driver takes the rows as they are, which is twice as fast as one dictionary a row. PostgreSQL is given one
    statement with an array for each column: it would plan as many statements as there are rows.
    """
    if not rows:
        return
    names = tuple(columns)
    if connection.dialect.name == "sqlite":
        words, places = _positional(statement, connection.dialect, names)
        connection.exec_driver_sql(words, [tuple(row[at] for at in places) for row in rows] if places else rows)
    else:
        values = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        connection.execute(_unnesting(statement, names), values)


@lru_cache(maxsize=64)
def _positional(statement: Insert, dialect: sa.Dialect, columns: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
    """Return the SQL of an INSERT whose values are columns by position, and their places where the order differs."""
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    order = tuple(compiled.positiontup or ())
    return str(compiled), () if order == columns else tuple(map(columns.index, order))


@lru_cache(maxsize=64)
def _unnesting(statement: Insert, columns: tuple[str, ...]) -> Insert:
    """Return PostgreSQL's INSERT from one array for each column."""
    from sqlalchemy.dialects.postgresql import ARRAY, insert

    table = statement.table
    assert isinstance(table, sa.Table)  # noqa: S101 - mypy knows an INSERT into less
    arrays: list[Any] = [sa.bindparam(name, type_=ARRAY(table.c[name].type)) for name in columns]
    source = sa.func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
    filled = insert(table).from_select(list(columns), sa.select(*(source.c[name] for name in columns)))
    return filled.on_conflict_do_nothing() if statement is _ignoring("postgresql", table) else filled
