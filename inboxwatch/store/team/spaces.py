"""Many spaces of one shared store over one pool of connections, for workers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from inboxwatch.store.postgres.address import parse
from inboxwatch.store.postgres.database import PostgresDatabase
from inboxwatch.store.postgres.link import connect
from inboxwatch.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from inboxwatch.store.postgres.address import Address


class Spaces:
    """The spaces of one database; any thread may use it. Closing a store of it closes nothing; `close` does."""

    def __init__(self, address: Address, engine: Engine) -> None:
        """Use `open`."""
        self.address, self._engine = address, engine

    @classmethod
    def open(cls, url: str, connections: int) -> Self:
        """Prepare; connections, at most so many, are made when they are needed. Raises StoreError."""
        address = parse(url)
        engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=lambda: connect(address),
            poolclass=QueuePool,
            pool_size=connections,
            max_overflow=0,
            use_native_hstore=False,
            hide_parameters=True,
        )
        return cls(address, engine)

    def store(self, owner: str) -> Store:
        """The space of an owner, perhaps one that nobody has begun; nothing is asked of the database."""
        return Store(self._space(owner), keep_text=False)

    def begin(self, owner: str) -> None:
        """Begin a space: its own secret, and the file that stands for it on this machine. Raises StoreError."""
        self._space(owner)._begin_space()  # noqa: SLF001 - our own

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _space(self, owner: str) -> _Space:
        return _Space(replace(self.address, owner=owner), self._engine)


class _Space(PostgresDatabase):
    """One space over connections that it does not own."""

    def __init__(self, address: Address, engine: Engine) -> None:
        self.url, self.path, self.place = "", address.companion, str(address)
        self._address, self._engine = address, engine
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def close(self) -> None:
        """Nothing: `Spaces` owns the connections."""
