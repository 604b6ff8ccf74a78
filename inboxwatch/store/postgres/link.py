"""Plain connections to a shared store, and the one statement that begins each transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from inboxwatch.errors import StoreError
from inboxwatch.store.codec import clean
from inboxwatch.store.files import BUSY_SECONDS, SCHEMA

if TYPE_CHECKING:
    import psycopg

    from inboxwatch.store.postgres.address import Address

IDLE_SECONDS: Final = 120
"""How long a writer may do nothing while all others wait for it; then the server ends its transaction."""

_EVERYTHING: Final = "everything"
"""Stands in for the schema's number where policies do not hold: such a login would take all rows for its own."""
_VERSION: Final = (
    f"(SELECT CASE WHEN row_security_active('inboxwatch.meta') THEN version_num ELSE '{_EVERYTHING}' END "  # noqa: S608 - ours
    "FROM inboxwatch.alembic_version)"
)
_HERE: Final = (
    "set_config('search_path', 'inboxwatch, pg_temp', true), set_config('inboxwatch.owner', %s, true), "
    "set_config('cursor_tuple_fraction', '1', true)"  # what is read in pieces is read to its end: plan for that
)
_READ: Final = f"SELECT {_VERSION}, {_HERE}"
_WRITE: Final = (
    f"SELECT {_VERSION}, {_HERE}, set_config('lock_timeout', '{BUSY_SECONDS:.0f}s', true), "
    f"set_config('idle_in_transaction_session_timeout', %s, true), pg_advisory_xact_lock(%s)"
)


def beginning(address: Address, *, writing: bool, idle: int = IDLE_SECONDS) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that begins every transaction, and its values; `idle` seconds a writer may do nothing.

    Everything that it sets ends with the transaction, so that no identity stays with a pooled session (pgbouncer). A
    writer waits here for all other writers of the space. Its first column is the schema's number.
    """
    return (_WRITE, (address.owner, f"{idle}s", address.lock)) if writing else (_READ, (address.owner,))


def agreed(address: Address, schema: object) -> None:
    """Raise StoreError unless the database has the schema that this program knows; asked in every transaction.

    An upgrade locks the table that holds the number, so nobody writes to a newer schema what an older one needed.
    """
    if schema == SCHEMA:
        return
    if not isinstance(schema, str):
        raise missing(address)
    if schema == _EVERYTHING:
        message = f"{address.user} administers {address.server}, sees everybody's rows and can have no space there."
        raise StoreError(message, "Use a login of your own, which 'inboxwatch team add' makes.")
    if schema < SCHEMA:
        message = f"The database {address.server} is of an older version (schema {schema}, this one needs {SCHEMA})."
        raise StoreError(message, "Ask your admin to run 'inboxwatch team upgrade'; until then use the older version.")
    message = f"The database {address.server} is of a newer inboxwatch (schema {schema}, this one knows {SCHEMA})."
    raise StoreError(message, "Update inboxwatch; nothing was changed.")


def missing(address: Address) -> StoreError:
    """Build the error for a database that holds no store."""
    message = f"The database {address.server} holds no inboxwatch yet."
    return StoreError(message, "Ask your admin to run 'inboxwatch team init'.")


def connect(address: Address) -> psycopg.Connection[Any]:
    """Open a connection. Raises psycopg's errors, StoreError where the extra is not installed.

    No statement is prepared, for behind pgbouncer the next transaction may meet another session.
    """
    try:
        import psycopg
    except ImportError:
        message = "A store in PostgreSQL needs the extra 'team', which is not installed."
        raise StoreError(message, "Install it: pip install 'inboxwatch[team]'.") from None
    return psycopg.connect("", prepare_threshold=None, **address.arguments())  # type: ignore[arg-type]


def acceptable(values: Any) -> Any:  # noqa: ANN401 - a tuple or dictionary of parameters
    """Return parameters without what PostgreSQL refuses (T18).

    NUL is replaced, for a filter that has nothing else in it must find nothing, as in SQLite. Lists, which are columns
    of rows, are clean already (`codec.clean_row`).
    """
    if isinstance(values, dict):
        return {name: _text(value) if isinstance(value, str) else value for name, value in values.items()}
    return tuple(_text(value) if isinstance(value, str) else value for value in values)


def _text(value: str) -> str:
    return clean(value.replace("\0", "\ufffd") if "\0" in value else value)
