"""Deriving requests again, group by group, each in one transaction with the facts it was derived from.

Loading, deriving and saving share one writing transaction, so that a decision made meanwhile by another command is
either seen or still marked as untracked, never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.model import Decision, Message, Request
from inboxwatch.store import closure, requests
from inboxwatch.store.messages import by_ids, chunks, untracked_table
from inboxwatch.store.request_codec import DECISION_COLUMNS, read_decision
from inboxwatch.store.state import Group
from inboxwatch.store.tables import DecisionTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

Derive = Callable[[tuple[Message, ...], list[Decision]], list[Request]]
"""Messages that belong together and the decisions about them -> their requests; pure."""

decision_table = DecisionTable.__table__  # type: ignore[attr-defined]
_DECISION = tuple(decision_table.c[name] for name in DECISION_COLUMNS)


def decisions(connection: Connection) -> list[Decision]:
    """All decisions in force, oldest first."""
    statement = sa.select(*_DECISION).where(decision_table.c.undone == 0).order_by(decision_table.c.id)
    return [read_decision(tuple(row)) for row in connection.execute(statement)]


def untracked(connection: Connection) -> list[int]:
    """Row ids of messages that are new, changed or decided about since requests were last derived."""
    return list(connection.scalars(sa.select(untracked_table.c.message)))


def group(connection: Connection, ids: Iterable[int]) -> Group:
    """Load messages together with their row ids."""
    found = list(by_ids(connection, list(ids)))
    return Group(tuple(place for place, _ in found), tuple(message for _, message in found))


def derive_group(connection: Connection, ids: list[int], derive: Derive, *, keep_text: bool) -> int:
    """Replace the requests of one group by newly derived ones; returns how many there are."""
    loaded = group(connection, ids)
    keys = {message.key for message in loaded.messages}
    about = [decision for decision in decisions(connection) if decision.key in keys]
    found = derive(loaded.messages, about)
    requests.replace(connection, loaded, found, keep_text=keep_text)
    for some in chunks(ids):
        connection.execute(sa.delete(untracked_table).where(untracked_table.c.message.in_(some)))
    return len(found)


def affected(connection: Connection) -> list[int]:
    """Row ids of all messages whose requests may have changed."""
    return closure.closure(connection, untracked(connection))
