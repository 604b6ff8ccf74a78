"""A space of a shared PostgreSQL as `Store` uses it."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from inboxwatch.errors import StoreError
from inboxwatch.store.files import secure_file, secure_folder
from inboxwatch.store.postgres.address import naming, parse
from inboxwatch.store.postgres.errors import errors
from inboxwatch.store.postgres.link import IDLE_SECONDS, acceptable, agreed, beginning, connect
from inboxwatch.store.state import SECRET
from inboxwatch.store.statements import insert_ignoring
from inboxwatch.store.tables import MetaTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from inboxwatch.store.postgres.address import Address

_meta = MetaTable.__table__  # type: ignore[attr-defined]


def engine_for(address: Address, *, pool: int = 2) -> Engine:
    """Make an engine; values never appear in its errors or logs, and its sessions keep nothing after a transaction.

    `pool` connections are kept; a few more are made while they are needed.
    """
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(address),
        poolclass=QueuePool,
        pool_size=pool,
        max_overflow=8,
        use_native_hstore=False,
        hide_parameters=True,
    )
    event.listen(engine, "before_cursor_execute", _cleaned, retval=True)
    return engine


def _cleaned(*call: Any) -> tuple[str, Any]:  # noqa: ANN401 - what SQLAlchemy hands over
    _, _, statement, values, _, many = call
    return statement, [acceptable(each) for each in values] if many else acceptable(values)


class PostgresDatabase:
    """See `engine.Database`."""

    shared = True
    idle = IDLE_SECONDS
    """Seconds that a writer of this one may do nothing while others wait for it."""

    def __init__(self, url: str, address: Address, engine: Engine | None = None, *, readonly: bool = False) -> None:
        """Use `open`, or give an engine that many spaces share; nothing is asked of the database yet."""
        self.url = url
        self.path = address.companion
        self.place = str(address)
        self._address = address
        self._readonly = readonly
        self._own = engine is None
        self._engine = engine_for(address) if engine is None else engine
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @classmethod
    def open(cls, url: str, owner: str = "", *, readonly: bool = False) -> Self:
        """Open a space; makes its secret when it is first opened for writing. Raises StoreError."""
        address = parse(url, owner)
        database = cls(naming(url, owner), address, readonly=readonly)
        try:
            if not readonly:
                database.begin_space()
            else:
                with database.transaction(writing=False):
                    pass
        except BaseException:
            database.close()
            raise
        return database

    def begin_space(self) -> None:
        """See to its secret and to the file that stands for it on this machine."""
        with self.transaction(writing=False) as connection:
            known = connection.scalar(sa.select(_meta.c.name).where(_meta.c.name == SECRET))
        if known is None:
            with self.transaction(writing=True) as connection:
                connection.execute(insert_ignoring(connection, _meta).values(name=SECRET, value=secrets.token_hex(32)))
        if self.path.exists():
            return
        try:
            secure_folder(self.path.parent)
            if not self._own:  # a worker goes through thousands of spaces
                return
            secure_file(self.path)
            self.path.write_text(f"This file stands for {self.place}: locks lie beside it, no mail is in it.\n")
        except FileExistsError:
            return
        except OSError as error:
            message = f"The file {self.path} cannot be made: {error.strerror}."
            raise StoreError(message, "Check who owns its folder.") from None

    def close(self) -> None:
        """Let go of all connections; those of a shared engine stay."""
        if self._own:
            self._engine.dispose()

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Connection]:
        """Open one transaction of the space: one view for a reader, one writer at a time."""
        if writing and self._readonly:
            raise StoreError(f"A program that only reads wanted to write to {self.place}.", "Nothing was changed.")
        with errors(self._address), self._begun(writing=writing) as connection:
            yield connection
            connection.commit()

    def _begun(self, *, writing: bool) -> Connection:
        """Return a connection whose transaction has begun. A session that died unused is replaced once (R32)."""
        engine = self._engine if writing else self._reading
        for again in (True, False):
            connection = engine.connect()
            try:
                words, values = beginning(self._address, writing=writing, idle=self.idle)
                agreed(self._address, connection.exec_driver_sql(words, values).scalar())
            except DBAPIError as error:
                connection.close()
                if not (again and error.connection_invalidated):
                    raise
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise AssertionError  # the second try returned or raised

    def scrub(self) -> None:
        """Nothing: PostgreSQL gives the room of what was deleted to new rows, which autovacuum sees to."""

    def check(self) -> None:
        """Read every row of the space. Raises StoreError for damaged ones."""
        with self.transaction(writing=False) as connection:
            for table in SQLModel.metadata.sorted_tables:
                whole = sa.func.octet_length(sa.cast(sa.literal_column(f'"{table.name}"'), sa.Text))
                connection.scalar(sa.select(sa.func.sum(whole)).select_from(table))
