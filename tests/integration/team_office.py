"""A shared store with people in it, on the private PostgreSQL: what the tests of teams start from."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inboxwatch.store.team import people
from inboxwatch.store.team.install import install
from tests.servers.postgres import PgBouncer, Postgres

if TYPE_CHECKING:
    import psycopg

_NUMBERS = itertools.count()


@dataclass
class Office:
    """A database with an installed shared store; names get a suffix, for logins belong to the whole server."""

    server: Postgres
    database: str
    suffix: str
    passwords: dict[str, str] = field(default_factory=dict)

    @cached_property
    def administrator(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection that is kept, for what is done often; `SET ROLE` makes it anybody."""
        return self.server.connect(database=self.database)

    @property
    def admin_url(self) -> str:
        """The URL of the database's administrator."""
        return self.server.url(database=self.database)

    def login(self, name: str) -> str:
        """The login of `name` in this office."""
        return f"{name}_{self.suffix}"

    def add(self, *names: str, **wanted: Any) -> None:  # noqa: ANN401 - what `Wanted` takes
        """Make members (or what `wanted` says, see `people.Wanted`) with passwords of their own."""
        for name in names:
            login = self.login(name)
            self.passwords[name] = self.server.login(login)
            people.add(self.admin_url, login, replace(people.Wanted(member=True), **wanted), password=False)

    def url(self, name: str, place: Postgres | PgBouncer | None = None, **query: str) -> str:
        """The URL with which `name` opens the store, on `place` (default: the server itself)."""
        return (place or self.server).url(self.login(name), self.passwords[name], database=self.database, **query)

    def connect(
        self,
        name: str = "",
        place: Postgres | PgBouncer | None = None,
        **more: Any,  # noqa: ANN401 - what psycopg takes
    ) -> psycopg.Connection[tuple[Any, ...]]:
        """A psycopg connection of `name`; of the administrator without."""
        there = place or self.server
        if not name:
            return there.connect(database=self.database, **more)
        return there.connect(self.login(name), self.passwords[name], database=self.database, **more)


def _template(server: Postgres) -> str:
    """A database with an installed shared store and nobody in it, made once a server: copies cost a tenth of it."""
    name = f"template_of_offices_{server.port}"
    with server.connect() as link:
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            server.create_database(name)
            install(server.url(database=name))
    return name


@contextmanager
def office(server: Postgres) -> Iterator[Office]:
    """Make one and remove its database and logins afterwards."""
    made = Office(server, f"office_{uuid.uuid4().hex[:12]}", f"o{next(_NUMBERS)}")
    template = _template(server)
    with server.connect() as link:
        link.execute(f'CREATE DATABASE "{made.database}" TEMPLATE "{template}"'.encode())
    try:
        yield made
    finally:
        made.administrator.close()
        server.drop_database(made.database)
        with server.connect() as link:
            logins = link.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE %s", (f"%\\_{made.suffix}",))
            for (login,) in logins.fetchall():
                link.execute(f'DROP ROLE "{login}"'.encode())
