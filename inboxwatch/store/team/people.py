"""Members, teams and shared mailboxes of a shared store, as an admin manages them. Raises StoreError.

Each call is one transaction as the login of the URL; the database itself decides who may (sql/steward.sql).
"""

from __future__ import annotations

import datetime as dt
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_LEAVE: Final = None
"""Leaves a flag as it is."""

_REFUSED: Final = {
    "42602": ("'{name}' cannot be the name of a login.", "Use letters, digits and _ . @ -, up to 63 bytes."),
    "23505": ("'{name}' is the name of a login or mailbox already.", "Choose another one."),
    "23514": (
        "'{name}' cannot be that: a lead is a member of a team and no admin, a worker is nothing else.",
        "Use two logins for somebody with two offices.",
    ),
    "0P000": ("'{name}' administers the server and sees everybody's rows.", "Add a login of their own for their mail."),
    "55006": ("'{name}' is the login that this is done with.", "Let another admin do it."),
    "42710": ("'{name}' was added by somebody else at this moment.", "Look with 'inboxwatch team list'."),
}
"""SQLSTATE -> what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Person:
    """A login and what it is here; `fresh`: still has the first password; `shared`: mailboxes that it may enter."""

    login: str
    team: str
    member: bool
    lead: bool
    admin: bool
    worker: bool
    fresh: bool
    shares: bool
    addresses: tuple[str, ...]
    joined_at: dt.datetime
    shared: tuple[str, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """What it is, in words."""
        return tuple(name for name in ("member", "lead", "admin", "worker") if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody shall be; None leaves it as it is."""

    team: str | None = None
    member: bool | None = _LEAVE
    lead: bool | None = _LEAVE
    admin: bool | None = _LEAVE
    worker: bool | None = _LEAVE
    addresses: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: `password` is the first one of a login that was made, "" otherwise; `new`: no member before."""

    password: str
    new: bool


def add(url: str, login: str, wanted: Wanted, *, password: bool = True) -> Added:
    """Make a member, or change one. With `password`, a login that is made gets a first one, which opens nothing yet.

    The password is made here and leaves for the database only as a SCRAM verifier.
    """
    first = secrets.token_urlsafe(15) if password else ""
    with asking(url, login) as connection:
        verifier = _verifier(connection, login, first) if first else None
        flags = (wanted.team, wanted.member, wanted.lead, wanted.admin, wanted.worker)
        addresses = None if wanted.addresses is None else list(wanted.addresses)
        statement = "SELECT inboxwatch.add_member(%s, %s, %s, %s, %s, %s, %s, %s)"
        done = connection.exec_driver_sql(statement, (login, verifier, *flags, addresses)).scalar() or []
    return Added(first if "login" in done else "", "member" in done)


def remove(url: str, login: str) -> int:
    """Remove somebody with all rows of theirs; returns how many. What they write at this moment is waited for."""
    return _erase(url, login, "SELECT inboxwatch.remove_member(%s)", f"There is no member '{login}'.")


def remove_shared(url: str, mailbox: str) -> int:
    """Remove a shared mailbox's space with all its rows; returns how many."""
    return _erase(url, mailbox, "SELECT inboxwatch.remove_shared(%s)", f"There is no shared mailbox '{mailbox}'.")


def set_shared(url: str, mailbox: str, login: str, *, inside: bool) -> None:
    """Let a member into a shared mailbox's space, which is made if need be, or no longer."""
    with asking(url, mailbox) as connection:
        statement = "SELECT inboxwatch.set_shared(%s, %s, %s)"
        if not connection.exec_driver_sql(statement, (mailbox, login, inside)).scalar():
            raise StoreError(f"There is no member '{login}'.", "Add them with 'inboxwatch team add'.")


def everybody(url: str) -> list[Person]:
    """Return the logins that the asking one may see, by team and name."""
    statement = sa.text(
        "SELECT login, coalesce(team, '') AS team, member, lead, admin, worker, fresh, shares, addresses, joined_at, "
        "ARRAY(SELECT mailbox FROM inboxwatch.shared_member inside WHERE inside.login = member.login ORDER BY mailbox) "
        "AS shared FROM inboxwatch.member ORDER BY team, login"
    )
    with asking(url, "") as connection:
        rows = connection.execute(statement).mappings().all()
    return [Person(**{**row, "addresses": tuple(row["addresses"]), "shared": tuple(row["shared"])}) for row in rows]


def change_password(url: str, password: str) -> None:
    """Give the own login another password; the database gets only its verifier."""
    from inboxwatch.store.postgres.address import parse

    login = parse(url).user
    with asking(url, login) as connection:
        verifier = _verifier(connection, login, password)
        connection.exec_driver_sql("SELECT inboxwatch.change_password(%s)", (verifier,))


def _erase(url: str, owner: str, statement: str, unknown: str) -> int:
    from inboxwatch.store.postgres.address import parse

    lock = parse(url, owner).lock
    with asking(url, owner) as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (lock,))
        erased = connection.exec_driver_sql(statement, (owner,)).scalar()
    if erased is None:
        raise StoreError(unknown, "Look with 'inboxwatch team list'.")
    return int(erased)


def _verifier(connection: Connection, login: str, password: str) -> str:
    """The SCRAM-SHA-256 verifier of a password, made by libpq on this machine."""
    driver = connection.connection.driver_connection
    if driver is None:  # the pool lost it
        raise StoreError("The connection to the database was lost.", "Try again.")
    made: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


@contextmanager
def asking(url: str, name: str) -> Iterator[Connection]:
    """One transaction; what the database refuses about `name` becomes a sentence."""
    from sqlalchemy.exc import DBAPIError

    from inboxwatch.store.postgres.schema import administering

    refused: tuple[str, str] | None = None
    with administering(url) as connection:
        try:
            yield connection
        except DBAPIError as error:
            refused = _REFUSED.get(getattr(error.orig, "sqlstate", None) or "")
            if refused is None:
                raise
            connection.rollback()
    if refused is not None:
        raise StoreError(refused[0].format(name=name), refused[1])
