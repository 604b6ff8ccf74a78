"""Many spaces of one shared store over one pool of connections, for workers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from inboxwatch.errors import StoreError
from inboxwatch.store.files import secure_folder
from inboxwatch.store.postgres.address import naming, parse
from inboxwatch.store.postgres.database import PostgresDatabase, engine_for
from inboxwatch.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from inboxwatch.store.postgres.address import Address


class Spaces:
    """The spaces of one database; any thread may use it. Closing a store of it closes nothing; `close` does."""

    def __init__(self, url: str, address: Address, engine: Engine) -> None:
        """Use `open`."""
        self._url, self.address, self._engine = url, address, engine

    @classmethod
    def open(cls, url: str, connections: int) -> Self:
        """Prepare; connections, some so many, are made when they are needed. Raises StoreError.

        Makes the folder in which locks of spaces lie: most of them were begun on other machines.
        """
        address = parse(url)
        folder = address.companion.parent
        try:
            secure_folder(folder)
        except OSError as error:
            raise StoreError(f"The folder {folder} cannot be made: {error.strerror}.", "Check who owns it.") from None
        return cls(url, address, engine_for(address, pool=connections))

    def store(self, owner: str) -> Store:
        """The space of an owner, perhaps one that nobody has begun; nothing is asked of the database."""
        return Store(self._space(owner), keep_text=False)

    def begin(self, owner: str) -> None:
        """Begin a space: its own secret, and the file that stands for it on this machine. Raises StoreError."""
        self._space(owner).begin_space()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _space(self, owner: str) -> PostgresDatabase:
        return PostgresDatabase(naming(self._url, owner), replace(self.address, owner=owner), self._engine)
