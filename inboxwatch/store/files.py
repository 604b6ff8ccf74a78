"""The store's file on disk, with the standard library only: where it is, whether it is one, which schema it has.

Everything here reads: a damaged or foreign file is recognised before anything could be written to it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = "0008"
"""Revision of the newest migration in `migrations/versions`; numbers of four digits, so that they compare."""

BUSY_SECONDS: Final = 30.0
"""How long a statement waits for another process's write."""

_MAGIC: Final = b"SQLite format 3\0"
_PREFIX: Final = "sqlite:///"


def default_url() -> str:
    """Where the store lives unless told otherwise: the platform's folder for a user's data."""
    import platformdirs

    return _PREFIX + str(Path(platformdirs.user_data_dir("inboxwatch", appauthor=False)) / "store.db")


def is_shared(url: str) -> bool:
    """Whether a URL names a shared PostgreSQL."""
    return url.startswith("postgresql")


def url_of(path: Path) -> str:
    """Return the URL of a file."""
    return _PREFIX + quote(str(path))


def absolute(url: str) -> str:
    """Return a URL that means the same from any folder and tells no password (which ~/.pgpass may)."""
    if is_shared(url):
        from inboxwatch.store.postgres.address import bare

        return bare(url)
    return f"{_PREFIX}{path_of(url).resolve()}"


def path_of(url: str) -> Path:
    """Path of a `sqlite:///…` URL; of a shared store the local path that stands for it. Raises StoreError."""
    if is_shared(url):
        from inboxwatch.store.postgres.address import parse

        return parse(url).companion
    if not url.startswith(_PREFIX) or url == _PREFIX:
        scheme = url.split(":", 1)[0]
        message = f"A store at {scheme}:… is not supported."
        raise StoreError(message, "Use sqlite:///PATH or postgresql+psycopg://… in [store] url or --store.")
    return Path(unquote(url.removeprefix(_PREFIX).partition("?")[0])).expanduser()


def secure_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, 0700 from the first moment; existing ones stay as they are."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)


def secure_file(path: Path) -> None:
    """Make an empty file that only its owner reads, whatever the umask; raises FileExistsError if there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def damaged(path: Path, what: str) -> StoreError:
    """Build the error for a file that cannot be used, with what to do; the file is left as it is."""
    message = f"The store {path} {what}."
    remedy = (
        f"It was left untouched. Move it aside with its -wal and -shm files ('mv {path} {path}.damaged'), or restore a "
        "backup, then run 'inboxwatch sync': mail is read again from the mailboxes; only your decisions are lost."
    )
    return StoreError(message, remedy)


def explain(path: Path, error: sqlite3.Error) -> StoreError:
    """Turn an SQLite error into a sentence; never quotes values."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path, "is damaged")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(f"The store {path} is busy.", "Another inboxwatch is writing to it; try again in a moment.")
    if name == "SQLITE_FULL":
        return StoreError(f"The disk that holds {path} is full.", "Nothing was lost; make room and run it again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreError(f"The store {path} cannot be opened or written.", "Check who owns it and its folder.")
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"The disk failed while using {path}.", "Nothing was lost; check the disk and run it again.")
    what = name or type(error).__name__
    return StoreError(f"The store {path} could not be used ({what}).", "Run 'inboxwatch doctor'.")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a store read-only; errors inside become StoreError. The file is checked before SQLite touches it."""
    check_header(path)
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain(path, error) from None


def check_header(path: Path) -> None:
    """Raise StoreError unless the file begins like an SQLite database."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise StoreError(f"There is no store at {path} yet.", "Run 'inboxwatch sync' first.") from None
    except OSError as error:
        message = f"The store {path} cannot be read: {error.strerror}."
        raise StoreError(message, "Check who owns it and its folder.") from None
    if head != _MAGIC:
        raise damaged(path, "is empty" if not head else "is not an inboxwatch store")


def schema_of(path: Path) -> str:
    """Return the schema's revision. Raises StoreError for damaged and foreign files, without writing."""
    with reading(path) as connection:
        return read_schema(path, connection)


def read_schema(path: Path, connection: sqlite3.Connection) -> str:
    """Return the schema's revision over an open connection. Raises StoreError for a foreign database."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise damaged(path, "is a database of some other program") from None
        raise
    if row is None:
        raise damaged(path, "has no schema number")
    return str(row[0])


def refuse_newer(path: Path, schema: str) -> None:
    """Raise StoreError if the store was written by a newer version; nothing has been written to it."""
    if schema > SCHEMA:
        message = f"The store {path} was written by a newer inboxwatch (schema {schema}, this one knows {SCHEMA})."
        raise StoreError(message, "Update inboxwatch, or point --store at another file; nothing was changed.")
