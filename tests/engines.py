"""The databases that a store may be in: what opens a store in a test runs on each, with the same expectations."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    import psycopg

    from inboxwatch.store import Store
    from tests.servers.postgres import Postgres

Rows = dict[str, list[tuple[object, ...]]]
_NUMBERS = {"id", "message", "ref", "owner"}
"""Columns that depend on the order of arrival, or on whose space it is."""

_STAMPS = {"tallied"}
"""Rows of `meta` that say when something was last done."""


class Stores(Protocol):
    """Where a test keeps its stores. `shared`: in PostgreSQL."""

    shared: bool

    def url(self, name: str = "store") -> str:
        """The URL of a store of this test's; another name is another store."""

    def rows(self, store: Store, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Names of the columns of a table, and its rows as the database has them."""

    def written(self, store: Store) -> object:
        """Return something that changes with whatever is written."""


def dump(stores: Stores, store: Store, *tables: str) -> Rows:
    """Return the rows of tables, sorted, without numbers that depend on the order of arrival."""
    found: Rows = {}
    for table in tables:
        names, rows = stores.rows(store, table)
        keep = [place for place, name in enumerate(names) if name not in _NUMBERS]
        found[table] = sorted(tuple(row[place] for place in keep) for row in rows if not _STAMPS.intersection(row))
    return found


class Files:
    """Files of SQLite's in a folder of the test's."""

    shared = False

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder below this one."""
        self._folder = folder

    def url(self, name: str = "store") -> str:
        """See `Stores`."""
        return f"sqlite:///{self._folder}/data/{name}.db"

    def rows(self, store: Store, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """See `Stores`."""
        with closing(sqlite3.connect(store.path)) as connection:
            cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the test
            return [column[0] for column in cursor.description], cursor.fetchall()

    def written(self, store: Store) -> object:
        """See `Stores`."""
        files = [path for path in store.path.parent.iterdir() if path.name.startswith(store.path.name)]
        return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


class Shared:
    """A shared store on a private PostgreSQL; each store of each test is a space of its own."""

    login = "tester"

    def __init__(self, server: Postgres) -> None:
        """Install a shared store with one member."""
        from sqlmodel import SQLModel

        from inboxwatch.store import tables  # noqa: F401 - fills the metadata
        from inboxwatch.store.team.install import install

        self.server = server
        self.database = server.create_database()
        self.admin_url = server.url(database=self.database)
        install(self.admin_url)
        self.password = server.login(self.login, groups=("inboxwatch_member",))
        self.admin: psycopg.Connection[Any] = server.connect(database=self.database)
        self.tables = [table.name for table in SQLModel.metadata.sorted_tables]
        self.admin.execute("INSERT INTO inboxwatch.member (login, member) VALUES (%s, true)", (self.login,))

    def space(self, name: str) -> str:
        """Make a space that the member may enter and return its URL."""
        self.admin.execute("INSERT INTO inboxwatch.space (name, kind) VALUES (%s, 'shared')", (name,))
        self.admin.execute("INSERT INTO inboxwatch.shared_member (mailbox, login) VALUES (%s, %s)", (name, self.login))
        return self.server.url(self.login, self.password, database=self.database, owner=name)


class Spaces:
    """Spaces of a shared store, for one test."""

    shared = True
    _counter = itertools.count()

    def __init__(self, place: Shared) -> None:
        """Make them when they are asked for."""
        self.place = place
        self._urls: dict[str, str] = {}
        self._prefix = f"t{next(self._counter)}"

    def url(self, name: str = "store") -> str:
        """See `Stores`."""
        if name not in self._urls:
            self._urls[name] = self.place.space(f"{self._prefix}-{name}")
        return self._urls[name]

    def rows(self, store: Store, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """See `Stores`; asked as the administrator, whom no policy holds."""
        owner = store.url.partition("owner=")[2]
        statement = f'SELECT * FROM inboxwatch."{table}" WHERE owner = %s'  # noqa: S608 - names from the test
        cursor = self.place.admin.execute(statement.encode(), (owner,))
        return [column.name for column in cursor.description or ()], cursor.fetchall()

    def written(self, store: Store) -> object:
        """See `Stores`: which transaction wrote each row, and where it lies."""
        owner = store.url.partition("owner=")[2]
        found = []
        for table in self.place.tables:
            statement = f'SELECT xmin::text, ctid::text FROM inboxwatch."{table}" WHERE owner = %s'  # noqa: S608
            found.append(sorted(self.place.admin.execute(statement.encode(), (owner,)).fetchall()))
        return found


@pytest.fixture(scope="session")
def shared_place() -> Iterator[Shared]:
    """One server and one shared store for the whole session."""
    from tests.servers.postgres import Postgres

    with Postgres() as server:
        place = Shared(server)
        yield place
        place.admin.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server("postgresql"))])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    """Where this test keeps its stores; the test runs once for each database."""
    if request.param == "sqlite":
        return Files(tmp_path)
    return Spaces(request.getfixturevalue("shared_place"))


@pytest.fixture
def store(stores: Stores) -> Iterator[Store]:
    """A new store."""
    from inboxwatch.store import Store

    with Store.open(stores.url()) as opened:
        yield opened
