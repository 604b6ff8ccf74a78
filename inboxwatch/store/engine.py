"""What `Store` needs of a database, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection


class Database(Protocol):
    """One person's rows: a file of SQLite's, or a space of a shared PostgreSQL. Everything raises StoreError.

    `url` opens the same again, password included: never show it; `place` is it in words. `path` is the file, or the
    local path that stands for the space: locks, journal and snapshot lie beside it. `shared`: others have spaces there.
    """

    url: str
    path: Path
    place: str
    shared: bool

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
