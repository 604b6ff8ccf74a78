"""From where a mailbox is read on, asked with few libraries, before the store itself is opened."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Final

from inboxwatch.errors import StoreError
from inboxwatch.store import files

_CURSOR: Final = "SELECT cursor FROM mailbox WHERE name = ?"


def peek(url: str, mailbox: str) -> str | None:
    """Return the cursor, "" before the first pass; None where the store does not say, for whatever reason.

    Nothing is made or changed. What is wrong with the store is said when that is opened.
    """
    with suppress(StoreError, sqlite3.Error, OSError):
        if files.is_shared(url):
            return _shared(url, mailbox)
        path = files.path_of(url)
        if not path.exists():
            return ""
        with files.reading(path) as connection:
            row = connection.execute(_CURSOR, (mailbox,)).fetchone()
        return str(row[0]) if row else ""
    return None


def _shared(url: str, mailbox: str) -> str | None:
    """Return the same of a space in a shared store."""
    from inboxwatch.store.postgres import asks

    with asks.opened(url, empty=True) as connection:
        if connection is None:
            return None
        row = connection.execute(_CURSOR, (mailbox,)).fetchone()
        return str(row[0]) if row else ""
