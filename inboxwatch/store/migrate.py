"""Bringing an older store to the newest schema: a backup first, then Alembic, in one transaction.

Imported only when there is something to migrate: loading Alembic takes longer than most commands run.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inboxwatch.errors import StoreError
from inboxwatch.store.files import SCHEMA, explain, reading, secure_file
from inboxwatch.store.sqlite import engine_for, transaction

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

BACKUP = ".backup-"
"""Goes between the store's name and the number of the schema that the backup holds."""

_HERE = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None, *, versions: tuple[Path, ...] = ()) -> Config:
    """Alembic's configuration for an open connection; `versions` are further folders of migrations."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_HERE))
    made.set_main_option("version_locations", os.pathsep.join(map(str, (_HERE / "versions", *versions))))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def backups(path: Path) -> list[Path]:
    """Return the backups that migrations made of a store."""
    return sorted(path.parent.glob(f"{path.name}{BACKUP}*"))


def migrate(
    path: Path, schema: str, *, readonly: bool = False, head: str = SCHEMA, versions: tuple[Path, ...] = ()
) -> None:
    """Back the store up beside itself and upgrade it. All or nothing: a failure leaves it as it was."""
    if readonly:
        message = f"The store {path} is of an older version (schema {schema})."
        raise StoreError(message, "Run 'inboxwatch sync' once: it is brought up to date, with a backup.")
    _back_up(path, schema)
    from alembic import command

    engine = engine_for(path)
    try:
        with transaction(engine, path, writing=True) as connection:
            command.upgrade(config(connection, versions=versions), head)
    finally:
        engine.dispose()


def _back_up(path: Path, schema: str) -> None:
    """Copy the store as it is, what lies in its WAL included, to a file that appears only when it is whole."""
    target = path.with_name(f"{path.name}{BACKUP}{schema}")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        temporary.unlink()
    try:
        secure_file(temporary)
        with reading(path) as source, closing(sqlite3.connect(temporary)) as copy:
            source.backup(copy)
        temporary.replace(target)
    except sqlite3.Error as error:
        raise explain(temporary, error) from None
    except OSError as error:
        message = f"No backup of {path} can be made: {error.strerror}."
        raise StoreError(message, "Make room; the store was not changed.") from None
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
