"""Messages set aside (R5): one that cannot be read or judged must neither be lost nor hold up all others.

A try is counted before it is made: whoever dies of it finds the count when it starts again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.store.codec import clean, instant, seconds
from inboxwatch.store.state import Aside
from inboxwatch.store.tables import AsideTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.store.store import Store

TRIES: Final = 3
"""After so many a message stays aside until another version of the program may do better."""
GAPS: Final = (dt.timedelta(minutes=1), dt.timedelta(minutes=10))
"""How long after the first and the second try the next one is made."""

Places = Iterable[str]
"""A connector's places of messages (`Mail.ref`)."""

_aside = AsideTable.__table__  # type: ignore[attr-defined]


def version() -> str:
    """Name what reads and judges: another version of it gets tries of its own."""
    from inboxwatch import __version__, classifier

    return f"{__version__} {classifier.VERSION}"


class Asides:
    """The messages that are set aside in an open store. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        """Look at nothing yet."""
        self._store = store

    def all(self, mailbox: str | None = None) -> list[Aside]:
        """All that are set aside, of one mailbox if named; tries of another version of the program do not count."""
        statement = sa.select(_aside).order_by(_aside.c.mailbox, _aside.c.ref)
        if mailbox is not None:
            statement = statement.where(_aside.c.mailbox == mailbox)
        with self._store.reading() as connection:
            rows = connection.execute(statement).all()
        present = version()
        return [
            Aside(row.mailbox, row.ref, row.attempts if row.version == present else 0, row.why, instant(row.tried_at))
            for row in rows
        ]

    def due(self, mailbox: str, now: dt.datetime) -> list[Aside]:
        """Those whose next try is due; a clock that was set back makes nobody wait longer."""
        return [each for each in self.all(mailbox) if each.attempts < TRIES and not _soon(each, now)]

    def count(self, mailbox: str, refs: Places, why: str, now: dt.datetime, *, first: int = 1) -> None:
        """Count one more try of each, about to begin or failed because of `why`; a new one's is number `first`."""
        present = version()
        with self._store.writing() as connection:
            for ref in refs:
                here = sa.and_(_aside.c.mailbox == mailbox, _aside.c.ref == ref)
                tries = sa.case((_aside.c.version == present, _aside.c.attempts + 1), else_=first)
                values = {"why": clean(why), "version": present, "tried_at": seconds(now)}
                changed = connection.execute(sa.update(_aside).where(here).values(attempts=tries, **values))
                if changed.rowcount == 0:
                    new = {"mailbox": mailbox, "ref": ref, "attempts": first, **values}
                    connection.execute(sa.insert(_aside).values(**new))

    def uncount(self, mailbox: str, ref: str) -> None:
        """Take one try back: it was broken off through no fault of the message."""
        here = sa.and_(_aside.c.mailbox == mailbox, _aside.c.ref == ref)
        with self._store.writing() as connection:
            connection.execute(sa.update(_aside).where(here).values(attempts=_aside.c.attempts - 1))

    def explain(self, mailbox: str, ref: str, why: str) -> None:
        """Say how the try that was counted ended."""
        here = sa.and_(_aside.c.mailbox == mailbox, _aside.c.ref == ref)
        with self._store.writing() as connection:
            connection.execute(sa.update(_aside).where(here).values(why=clean(why)))

    def remove(self, mailbox: str, refs: Places) -> None:
        """Forget those that have been stored after all, or are gone from the mailbox."""
        with self._store.writing() as connection:
            remove(connection, mailbox, refs)


def remove(connection: Connection, mailbox: str, refs: Places) -> None:
    """Do that within a writing transaction."""
    for ref in refs:
        connection.execute(sa.delete(_aside).where(_aside.c.mailbox == mailbox, _aside.c.ref == ref))


def _soon(aside: Aside, now: dt.datetime) -> bool:
    """Whether the last try was too short a while ago."""
    if not aside.attempts:
        return False
    return dt.timedelta() <= now - aside.tried_at < GAPS[min(aside.attempts, len(GAPS)) - 1]
