"""What PostgreSQL raises, as a sentence that says what to do; never the values that it was given."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import StoreError
from inboxwatch.store.postgres.link import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from inboxwatch.store.postgres.address import Address

_LATER: Final = "Nothing that was stored is lost; it is tried again."
_ADMIN: Final = "Ask your admin."

_STATES: Final = {
    "28": ("{server} does not let {user} in.", "Check name and password ([store] url, or ~/.pgpass)."),
    "3D000": ("There is no {server}.", "Check [store] url."),
    "42501": ("{user} may not use {place}.", "Ask your admin to add you with 'inboxwatch team'."),
    "53100": ("The disk of {server} is full.", f"Nothing was lost. {_ADMIN}"),
    "53300": ("{server} has no connection left.", f"Try again in a moment. {_ADMIN}"),
    "53": ("{server} has run out of resources.", f"Nothing was lost. {_ADMIN}"),
    "55P03": ("{place} is busy.", "Another inboxwatch is writing to it; try again in a moment."),
    "40": ("{place} is busy.", "Another inboxwatch is writing to it; try again in a moment."),
    "25P03": ("{server} ended a transaction that did nothing for too long.", _LATER),
    "25P02": ("A transaction in {server} had failed before.", _LATER),
    "25006": ("{server} only lets read at the moment.", f"It may be a copy that stands in. {_ADMIN}"),
    "57014": ("{server} stopped a question that took too long.", _ADMIN),
    "57": ("{server} is being stopped or started.", _LATER),
    "08": ("The connection to {server} was lost.", _LATER),
    "58": ("The disk of {server} failed.", _ADMIN),
    "XX": ("{server} has found something damaged.", _ADMIN),
}
"""SQLSTATE, or its first two characters -> what is wrong, what to do."""

_WORDS: Final = (
    ("certificate", "The certificate of {server} was refused.", "Check the host's name; sslrootcert=FILE names a CA."),
    ("ssl", "No encrypted connection to {server} can be made.", "Ask your admin whether the server offers TLS."),
    ("password", "{server} does not let {user} in.", "Check name and password ([store] url, or ~/.pgpass)."),
    ("does not exist", "There is no {server}, or no login {user}.", "Check [store] url."),
    ("starting up", "{server} is being stopped or started.", _LATER),
    ("shutting down", "{server} is being stopped or started.", _LATER),
)
"""What libpq says while it connects, where there is no SQLSTATE."""


def explain(address: Address, error: psycopg.Error) -> StoreError:
    """Turn an error of psycopg's into a sentence."""
    state = error.sqlstate or ""
    if state in {"42P01", "3F000"}:
        return missing(address)
    found = _STATES.get(state) or _STATES.get(state[:2])
    if found is None and not state and type(error).__name__ == "OperationalError":
        found = _unconnected(str(error).lower())
    if found is None:
        what = state or type(error).__name__
        found = (f"{{place}} could not be used ({what}).", "Run 'inboxwatch doctor'.")
    message = found[0].format(server=f"the database {address.server}", place=str(address), user=address.user)
    return StoreError("The" + message.removeprefix("the") if message.startswith("the ") else message, found[1])


def _unconnected(said: str) -> tuple[str, str]:
    """Judge an error that has no SQLSTATE: connecting failed, or the connection broke."""
    for word, message, remedy in _WORDS:
        if word in said:
            return message, remedy
    return "{server} cannot be reached.", f"Check network and server. {_LATER}"


@contextmanager
def errors(address: Address) -> Iterator[None]:
    """Turn what psycopg and SQLAlchemy raise into StoreError."""
    import psycopg
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.Error):
            raise explain(address, error.orig) from None
        raise
    except psycopg.Error as error:
        raise explain(address, error) from None
