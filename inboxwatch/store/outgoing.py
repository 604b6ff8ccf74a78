"""Mails in the owner's name: written down before they leave, kept whole only until they lie in Sent.

The order is R2's: intended (committed), handed in, sent (committed), filed, done (committed, and the mail itself is
taken out of the store). Whoever finds one that was never finished knows what may have happened to it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.store.codec import clean, instant, join, seconds, split
from inboxwatch.store.filter import like
from inboxwatch.store.statements import insert_ignoring
from inboxwatch.store.tables import OutgoingTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.store.store import Store

outgoing_table = OutgoingTable.__table__  # type: ignore[attr-defined]


class Stage(StrEnum):
    """How far a mail got."""

    INTENDED = "intended"
    """It was to be handed in; whether it was, nobody knows."""
    SENT = "sent"
    """The server has it; its copy may be missing in Sent."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Leaving:
    """One mail: an answer to the message `key` of `mailbox`; `at` (UTC) is when it was last touched."""

    message_id: str
    mailbox: str
    key: str
    stage: Stage
    at: dt.datetime
    recipients: tuple[str, ...]
    raw: bytes


class Outgoing:
    """The mails of one store. Every method is one transaction."""

    def __init__(self, store: Store) -> None:
        """Read and write through `store`."""
        self._store = store

    def about(self, mailbox: str, key: str) -> list[Leaving]:
        """All mails that answer one message, oldest first."""
        columns = outgoing_table.c
        statement = sa.select(outgoing_table).where(columns.mailbox == mailbox, columns.key == key)
        with self._store.reading() as connection:
            rows = connection.execute(statement.order_by(columns.at, columns.message_id)).all()
        return [
            Leaving(
                row.message_id, row.mailbox, row.key, Stage(row.state), instant(row.at), split(row.recipients), row.raw
            )
            for row in rows
        ]

    def intend(self, leaving: Leaving) -> bool:
        """Write one down before it is handed in; False if somebody else has done so already."""
        values = {
            "message_id": clean(leaving.message_id), "mailbox": leaving.mailbox, "key": leaving.key,
            "state": Stage.INTENDED.value, "at": seconds(leaving.at), "recipients": join(leaving.recipients),
            "raw": leaving.raw,
        }  # fmt: skip
        with self._store.writing() as connection:
            return connection.execute(insert_ignoring(connection, outgoing_table).values(**values)).rowcount == 1

    def reached(self, message_id: str, stage: Stage, at: dt.datetime) -> None:
        """Record how far one got; of one that is done only the fact stays, not the mail."""
        values: dict[str, object] = {"state": stage.value, "at": seconds(at)}
        if stage is Stage.DONE:
            values |= {"raw": b"", "recipients": ""}
        with self._store.writing() as connection:
            connection.execute(
                sa.update(outgoing_table).where(outgoing_table.c.message_id == message_id).values(values)
            )

    def withdraw(self, message_id: str) -> None:
        """Forget one that did certainly not leave."""
        with self._store.writing() as connection:
            connection.execute(sa.delete(outgoing_table).where(outgoing_table.c.message_id == message_id))


def purge(connection: Connection, before: int) -> None:
    """Delete what is older than an instant."""
    connection.execute(sa.delete(outgoing_table).where(outgoing_table.c.at < before))


def forget(connection: Connection, address: str, keys: list[tuple[str, str]]) -> None:
    """Delete what went to a person, or answered their messages."""
    columns = outgoing_table.c
    connection.execute(sa.delete(outgoing_table).where(columns.recipients.ilike(f"%{like(address)}%", escape="\\")))
    for mailbox, key in keys:
        connection.execute(sa.delete(outgoing_table).where(columns.mailbox == mailbox, columns.key == key))
