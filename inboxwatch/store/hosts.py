"""Who watches the mailboxes of a space in a shared store, on whichever host: a row of `meta` that is renewed (R13).

On one machine the lock file says it (`instance`); machines have nothing but the database in common, and a session's
lock would be nobody's behind a pooler. Whoever has not renewed the row for a while, by the database's clock, is gone.
It only keeps two from taking the space from each other: that one of them writes and sends nothing is the epoch's doing.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.store.rows import meta, meta_table, put

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.store import Store

HOLDER: Final = "run holder"
"""Name in `meta` of who holds the space."""
LEASE: Final = 180
"""Seconds after which a daemon that has not renewed its row counts as gone."""
RENEWED_EVERY: Final = 60.0
"""Seconds between two renewals."""

_NOW = sa.select(sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.BigInteger))
"""The database's clock, after the wait for other writers; hosts' clocks differ."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A daemon's hold on a space: where it runs, since when (UTC, its own clock), its number among all of the space."""

    host: str
    pid: int
    since: dt.datetime
    epoch: int

    def __str__(self) -> str:
        """Words for a sentence."""
        return f"process {self.pid}, since {self.since:%Y-%m-%d %H:%M} UTC"


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
    found = _parsed(meta(connection, HOLDER))
    if found is None:
        return None
    hold, seen = found
    return hold if abs(int(connection.scalar(_NOW) or 0) - seen) < LEASE else None


def write(connection: Connection, hold: Hold) -> None:
    """Write down that a daemon holds the space and was seen just now; within its own writing transaction."""
    value = {
        "host": hold.host,
        "pid": hold.pid,
        "since": hold.since.isoformat(),
        "epoch": hold.epoch,
        "seen": int(connection.scalar(_NOW) or 0),
    }
    put(connection, meta_table, HOLDER, value=json.dumps(value))


def give_up(store: Store, hold: Hold) -> None:
    """Let others in at once, unless another one holds the space already. Raises StoreError."""
    with store.writing(fenced=False) as connection:
        found = _parsed(meta(connection, HOLDER))
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


def _parsed(value: str) -> tuple[Hold, int] | None:
    """The hold and when it was last renewed, seconds of the database's clock; None for what is none."""
    try:
        said = json.loads(value)
        since = dt.datetime.fromisoformat(said["since"]).astimezone(dt.UTC)
        return Hold(str(said["host"]), int(said["pid"]), since, int(said["epoch"])), int(said["seen"])
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
