"""The table of polled mailboxes as an admin manages it; each call is one transaction. Raises StoreError."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.store.postgres.schema import administering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_PUT: Final = """
INSERT INTO inboxwatch.polled AS old (owner, mailbox, connector, settings, secret, every, due_at)
VALUES (%(owner)s, %(mailbox)s, %(connector)s, %(settings)s::jsonb, %(secret)s, %(every)s,
        now() + mod(hashtext(%(owner)s || %(mailbox)s)::bigint + 2147483648, %(every)s) * interval '1 second')
ON CONFLICT (owner, mailbox) DO UPDATE SET connector = excluded.connector, settings = excluded.settings,
    secret = excluded.secret, every = excluded.every, failures = 0, refusals = 0,
    due_at = CASE WHEN old.failures + old.refusals > 0 THEN now() ELSE least(old.due_at, excluded.due_at) END
RETURNING xmax = 0
"""
"""New ones are spread over their interval, so that ten thousand are not all due in one moment for ever."""

_LISTED: Final = (
    "SELECT owner, mailbox, connector, every, due_at, read_at, waiting, failures + refusals, error, error_at "
    "FROM inboxwatch.polled WHERE error <> '' OR NOT %s ORDER BY owner, mailbox"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mailbox as it is imported: `settings` as in a `[[mailbox]]`, `secret` sealed or None, `every` in seconds."""

    owner: str
    mailbox: str
    connector: str
    settings: Mapping[str, Any]
    every: int
    secret: bytes | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """A mailbox as it is listed; instants in UTC, None where it never happened."""

    owner: str
    mailbox: str
    connector: str
    every: int
    due_at: dt.datetime
    read_at: dt.datetime | None
    waiting: int
    failures: int
    error: str
    error_at: dt.datetime | None


def put(url: str, entries: Iterable[Entry]) -> int:
    """Make or change mailboxes, all or none; returns how many were new."""
    new = 0
    with administering(url) as connection:
        for each in entries:
            values = {"owner": each.owner, "mailbox": each.mailbox, "connector": each.connector}
            values |= {"settings": json.dumps(each.settings), "every": each.every, "secret": each.secret}  # type: ignore[dict-item]
            new += bool(connection.exec_driver_sql(_PUT, values).scalar())
    return new


def listed(url: str, *, failing: bool = False) -> list[Polled]:
    """Return the mailboxes that the asking login may see, by owner; only those that fail, if wanted."""
    with administering(url) as connection:
        rows = connection.exec_driver_sql(_LISTED, (failing,))
        return [Polled(*row) for row in rows]


def remove(url: str, owner: str, mailbox: str = "") -> int:
    """No longer poll a mailbox, or all of an owner; what was read of it stays in the space. Returns how many."""
    with administering(url) as connection:
        statement = "DELETE FROM inboxwatch.polled WHERE owner = %s AND (mailbox = %s OR %s = '')"
        return connection.exec_driver_sql(statement, (owner, mailbox, mailbox)).rowcount


def reseal(url: str, seal: Callable[[str, str, bytes], bytes | None]) -> int:
    """Seal credentials anew; `seal` gets owner, mailbox and the sealed value, None leaves it. Returns how many.

    In small transactions, so that polling goes on; a kill in between leaves some for the next call.
    """
    with administering(url) as connection:
        found = connection.exec_driver_sql("SELECT owner, mailbox FROM inboxwatch.polled WHERE secret IS NOT NULL")
        places = [(owner, mailbox) for owner, mailbox in found]
    done = 0
    for start in range(0, len(places), _AT_ONCE):
        with administering(url) as connection:
            for owner, mailbox in places[start : start + _AT_ONCE]:
                done += _resealed(connection, owner, mailbox, seal)
    return done


_AT_ONCE: Final = 500


def _resealed(connection: Any, owner: str, mailbox: str, seal: Callable[[str, str, bytes], bytes | None]) -> bool:  # noqa: ANN401
    query = "SELECT secret FROM inboxwatch.polled WHERE owner = %s AND mailbox = %s FOR UPDATE"
    value = connection.exec_driver_sql(query, (owner, mailbox)).scalar()
    sealed = seal(owner, mailbox, bytes(value)) if value is not None else None
    if sealed is None:
        return False
    statement = "UPDATE inboxwatch.polled SET secret = %s WHERE owner = %s AND mailbox = %s"
    connection.exec_driver_sql(statement, (sealed, owner, mailbox))
    return True
