"""The quick reader's questions, asked of a shared store: SQLite's ways to write a parameter become PostgreSQL's."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from inboxwatch.errors import StoreError
from inboxwatch.store.files import SCHEMA
from inboxwatch.store.postgres.address import parse
from inboxwatch.store.postgres.errors import errors
from inboxwatch.store.postgres.link import acceptable, beginning, connect, missing
from inboxwatch.store.state import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import psycopg

_PARAMETER: Final = re.compile(r"'[^']*'|\?|:([a-z_]+)")
_BEGUN: Final = "SELECT value FROM meta WHERE name = %s"


class Asks:
    """A connection that is asked as one of SQLite's is: `execute` with `?` or `:name`."""

    shared: ClassVar = True

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Ask through an open transaction."""
        self._connection = connection

    def execute(self, words: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:  # noqa: ANN401 - a cursor
        """Ask; the answer is iterated or fetched."""
        return self._connection.execute(translated(words), acceptable(values))


@lru_cache(maxsize=64)
def translated(words: str) -> str:
    """Return the statement with psycopg's parameters; text in quotes stays as it is."""

    def parameter(found: re.Match[str]) -> str:
        if found[0].startswith("'"):
            return found[0]
        return "%s" if found[0] == "?" else f"%({found[1]})s"

    return _PARAMETER.sub(parameter, words.replace("%", "%%"))


@contextmanager
def opened(url: str, *, empty: bool = False) -> Iterator[Asks | None]:
    """Open a space within one view of it; None if its schema is another one. Raises StoreError.

    That there is nothing in the space yet is an error, too, unless it may be `empty`.
    Without the libraries that `Store` needs, so that an answer comes soon.
    """
    import psycopg

    address = parse(url)
    with errors(address), connect(address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        words, values = beginning(address, writing=False)
        row = connection.execute(words.encode(), values).fetchone()
        if row is None or row[0] is None:
            raise missing(address)
        if row[0] != SCHEMA:
            yield None
            return
        if not empty and connection.execute(_BEGUN, (SECRET,)).fetchone() is None:
            raise StoreError(f"There is nothing in {address} yet.", "Run 'inboxwatch sync' first.")
        yield Asks(connection)
