"""Who watches the mailboxes of a space in a shared store, on whichever host: a row of `meta` that is renewed (R13).

On one machine the lock file says it (`instance`); machines have nothing but the database in common, and a session's
lock would be nobody's behind a pooler. Whoever has not renewed the row for a while, by the database's clock, is gone.
It only keeps two from taking the space from each other: that one of them writes and sends nothing is the epoch's doing.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.store.hold import HOLDER, Hold, in_force, parsed
from inboxwatch.store.rows import meta, meta_table, put

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from inboxwatch.store import Store

RENEWED_EVERY: Final = 60.0
"""Seconds between two renewals."""

_POLLED: Final = "SELECT EXISTS (SELECT FROM inboxwatch.polled WHERE owner = inboxwatch.acting(current_user))"
_NOW = sa.select(sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.BigInteger))


def here(now: dt.datetime, epoch: int) -> Hold:
    """Build the hold of this process."""
    return Hold(socket.gethostname()[:255], os.getpid(), now, epoch)


def refuse(connection: Connection, dead: int) -> None:
    """Raise StoreError if a daemon on another host holds the space; the one with the epoch `dead` is known to be gone.

    Within the transaction that begins a run.
    """
    found = read(connection)
    if found is not None and found.epoch != dead:
        message = f"'inboxwatch run' on the host {found.host} already watches the mailboxes of this space ({found})."
        remedy = "End it there first, or add --take-over: then that one stops and sends nothing any more."
        raise StoreError(message, remedy)


def read(connection: Connection) -> Hold | None:
    """Return who holds the space; None if nobody does, or whoever did has not been seen for too long."""
    return in_force(meta(connection, HOLDER), lambda: _clock(connection))


def write(connection: Connection, hold: Hold) -> None:
    """Write down that a daemon holds the space and was seen just now; within its own writing transaction."""
    put(connection, meta_table, HOLDER, value=hold.row(_clock(connection)))


def _clock(connection: Connection) -> int:
    """The database's clock, after the wait for other writers; hosts' clocks differ."""
    return int(connection.scalar(_NOW) or 0)


def give_up(store: Store, hold: Hold) -> None:
    """Let others in at once, unless another one holds the space already. Raises StoreError."""
    with store.writing(fenced=False) as connection:
        found = parsed(meta(connection, HOLDER))
        if found is not None and found[0].epoch == hold.epoch:
            connection.execute(sa.delete(meta_table).where(meta_table.c.name == HOLDER))


def elsewhere(store: Store) -> Hold | None:
    """Who holds a shared space, other than a daemon of this machine, running or crashed. Raises StoreError."""
    from inboxwatch.store.instance import last_epoch

    if not store.shared:
        return None
    with store.reading() as connection:
        found = read(connection)
    return None if found is None or found.epoch == last_epoch(store.path) else found


def refuse_sending(store: Store) -> None:
    """Raise StoreError where a single command must send nothing: others do, and share no lock with this machine."""
    if not store.shared:
        return
    with store.reading() as connection:
        polled = connection.exec_driver_sql(_POLLED).scalar()
    hold = elsewhere(store)
    if polled:
        message = "Workers poll the mailboxes of this space and send what is due."
    elif hold is not None:
        message = f"'inboxwatch run' on the host {hold.host} watches this space and sends what is due ({hold})."
    else:
        return
    raise StoreError(message, "Nothing was sent now, for it could be sent twice.")
