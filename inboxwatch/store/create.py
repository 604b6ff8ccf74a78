"""Making a new store: complete under another name first, so that a kill leaves a whole store or none."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.errors import StoreError
from inboxwatch.store.files import SCHEMA, secure_file, secure_folder
from inboxwatch.store.sqlite import engine_for
from inboxwatch.store.state import SECRET
from inboxwatch.store.tables import MetaTable

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

VERSION_TABLE = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""The table that Alembic keeps its revision in, written by hand so that a new store needs no Alembic."""


def create(path: Path) -> None:
    """Make a new store at `path`, 0600, with all tables and its own secret; harmless if somebody was faster."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        secure_folder(path.parent)
        with suppress(FileNotFoundError):
            temporary.unlink()
        secure_file(temporary)
    except OSError as error:
        message = f"No store can be made at {path}: {error.strerror}."
        raise StoreError(message, "Check the folder, or choose another with --store.") from None
    try:
        _fill(temporary)
        _publish(temporary, path)
    finally:
        for leftover in (temporary, *(temporary.with_name(temporary.name + end) for end in ("-wal", "-shm"))):
            with suppress(FileNotFoundError):
                leftover.unlink()


def _fill(path: Path) -> None:
    engine = engine_for(path)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        tables(connection)
    engine.dispose()


def tables(connection: Connection) -> None:
    """Make all tables of the newest schema, stamped with its number."""
    SQLModel.metadata.create_all(connection)
    VERSION_TABLE.create(connection)
    connection.execute(sa.insert(VERSION_TABLE).values(version_num=SCHEMA))
    connection.execute(
        sa.insert(MetaTable.__table__).values(name=SECRET, value=secrets.token_hex(32))  # type: ignore[attr-defined]
    )


def _publish(temporary: Path, path: Path) -> None:
    """Give the finished store its name, never over an existing one."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            temporary.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError:  # some file systems refuse to sync a folder
        pass
    finally:
        os.close(folder)
