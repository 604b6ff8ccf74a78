"""The connection to the database: pragmas, transactions, errors in words, bulk statements."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from inboxwatch.store.files import BUSY_SECONDS, explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.sql.dml import Insert

    from inboxwatch.store.codec import Row

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # a commit that was reported survives a power cut (R19)
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # no copies of rows in /tmp
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -4096",
)


def engine_for(path: Path, *, readonly: bool = False) -> Engine:
    """Make an engine for an existing SQLite file; values never appear in its errors or logs.

    Connections are kept: closing the last one empties the WAL into the file, which is slow after every batch.
    """
    mode = "ro" if readonly else "rw"
    target = f"file:{quote(str(path))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            target, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: a reader that turns writer would fail where a writer waits (R14)."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def transaction(engine: Engine, path: Path, *, writing: bool) -> Iterator[Connection]:
    """Open one transaction: committed at the end, rolled back on any error. Database errors become StoreError."""
    with errors(path), engine.connect().execution_options(writing=writing) as connection, connection.begin():
        yield connection


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """Turn what the database raises into StoreError, without the values it was given."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise explain(path, error.orig) from None
        raise
    except sqlite3.Error as error:
        raise explain(path, error) from None


def bulk(connection: Connection, statement: Insert, columns: Sequence[str], rows: list[Row]) -> None:
    """Insert many rows given in the order of `columns`.

    Where the driver takes positions (SQLite) the rows go to it as they are, which is twice as fast as one dictionary
    a row; any other driver gets the dictionaries.
    """
    if not rows:
        return
    words = _positional(statement, connection.dialect, tuple(columns))
    if words:
        connection.exec_driver_sql(words, rows)
    else:
        values: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in rows]
        connection.execute(statement, values)


@lru_cache(maxsize=64)
def _positional(statement: Insert, dialect: sa.Dialect, columns: tuple[str, ...]) -> str:
    """Return the SQL of an INSERT whose values are these columns by position, "" where the driver wants names."""
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    return str(compiled) if compiled.positional and compiled.positiontup == list(columns) else ""
