"""One file of SQLite's as `Store` uses it: pragmas, transactions, errors in words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from inboxwatch.store import files
from inboxwatch.store.files import BUSY_SECONDS, explain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

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
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
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


class SqliteDatabase:
    """See `engine.Database`."""

    shared = False

    def __init__(self, path: Path, *, readonly: bool) -> None:
        """Use `open`: it makes, checks and migrates."""
        self.path = path
        self.url = files.url_of(path)
        self.place = str(path)
        self._engine = engine_for(path, readonly=readonly)

    @classmethod
    def open(cls, url: str, *, readonly: bool = False) -> Self:
        """Open the file, making or migrating it unless `readonly`.

        Raises StoreError, without writing, for a damaged or foreign file and for a newer schema.
        """
        path = files.path_of(url)
        if not readonly and not path.exists():
            from inboxwatch.store.create import create

            create(path)
        schema = files.schema_of(path)
        files.refuse_newer(path, schema)
        if schema < files.SCHEMA:
            from inboxwatch.store.migrate import migrate

            migrate(path, schema, readonly=readonly)
        if not readonly:
            path.chmod(0o600)
        return cls(path, readonly=readonly)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Connection]:
        """Open one transaction."""
        with transaction(self._engine, self.path, writing=writing) as connection:
            yield connection

    def scrub(self) -> None:
        """Leave nothing deleted behind: not in free pages, not in the WAL, not in backups of migrations."""
        from inboxwatch.store.migrate import backups

        for backup in backups(self.path):
            backup.unlink(missing_ok=True)
        with errors(self.path), self._engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> None:
        """Read every page. Raises StoreError for a damaged store."""
        with errors(self.path), self._engine.connect() as connection:
            found = connection.connection.cursor().execute("PRAGMA quick_check(1)").fetchone()
        if found[0] != "ok":
            raise files.damaged(self.path, "is damaged")
