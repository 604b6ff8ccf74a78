"""Many spaces of one shared store over one pool of connections, for workers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Self

from inboxwatch.store.postgres.address import naming, parse
from inboxwatch.store.postgres.database import PostgresDatabase, engine_for
from inboxwatch.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from inboxwatch.store.postgres.address import Address


IDLE: Final = 20
"""Seconds that a worker may do nothing with a space's lock in its hands: a suspended one, or one whose machine lost its
power, holds up the mailbox no longer than it takes to notice that it is silent (`fleet.queue.STALLED`)."""


class Spaces:
    """The spaces of one database; any thread may use it. Closing a store of it closes nothing; `close` does.

    What lies beside a store on disk (locks, journal, snapshot) is this process's own and goes with it: workers are
    kept apart by the queue and fenced by the space's epoch, and one that hangs must hold no lock that others wait for.
    """

    def __init__(self, url: str, address: Address, engine: Engine) -> None:
        """Use `open`."""
        self._url, self.address, self._engine = url, address, engine
        self._folder = TemporaryDirectory(prefix="inboxwatch-worker-", ignore_cleanup_errors=True)

    @classmethod
    def open(cls, url: str, connections: int) -> Self:
        """Prepare; connections, some so many, are made when they are needed. Raises StoreError."""
        address = parse(url)
        return cls(url, address, engine_for(address, pool=connections))

    def store(self, owner: str) -> Store:
        """The space of an owner, perhaps one that nobody has begun; nothing is asked of the database."""
        return Store(self._space(owner), keep_text=False)

    def begin(self, owner: str) -> None:
        """Begin a space: its own secret. Raises StoreError."""
        self._space(owner).begin_space()

    def close(self) -> None:
        """Close all connections, and remove the files."""
        self._engine.dispose()
        self._folder.cleanup()

    def _space(self, owner: str) -> PostgresDatabase:
        database = PostgresDatabase(naming(self._url, owner), replace(self.address, owner=owner), self._engine)
        database.path = Path(self._folder.name) / database.path.name
        database.idle = IDLE
        return database
