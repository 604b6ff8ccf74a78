"""Noting what was decided. Taking a request of a shared mailbox is decided under the store's writing lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store.messages import message_table, untracked_table
from inboxwatch.store.request_codec import DECISION_COLUMNS, decision_row, read_decision
from inboxwatch.store.statements import following, insert_ignoring
from inboxwatch.store.tables import DecisionTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

decision_table = DecisionTable.__table__  # type: ignore[attr-defined]
_COLUMNS = tuple(decision_table.c[name] for name in DECISION_COLUMNS)


def note(connection: Connection, decision: Decision) -> None:
    """Record a decision and have its message tracked again."""
    values = dict(zip(DECISION_COLUMNS, decision_row(decision), strict=True))
    connection.execute(sa.insert(decision_table).values(id=following(connection, decision_table), **values))
    touch(connection, decision.mailbox, decision.key)


def touch(connection: Connection, mailbox: str, key: str) -> None:
    """Have a message tracked again, if it is stored."""
    columns = message_table.c
    for place in connection.scalars(sa.select(columns.id).where(columns.mailbox == mailbox, columns.key == key)).all():
        connection.execute(insert_ignoring(connection, untracked_table).values(message=place))


def take(connection: Connection, decision: Decision, *, over: bool = False) -> Decision | None:
    """Note that a member (`decision.by`) is on a request, unless another one is and `over` is not set.

    Returns that other one's decision, and changes nothing then; None if the request is this member's now. Within a
    writing transaction: of two members at the same moment the second is told of the first.
    """
    holder = _holder(connection, decision)
    if holder is not None and holder.by == decision.by:
        return None
    if holder is not None and not over:
        return holder
    note(connection, decision)
    return None


def _holder(connection: Connection, decision: Decision) -> Decision | None:
    """Who took it last."""
    columns = decision_table.c
    statement = sa.select(*_COLUMNS).where(
        columns.kind == DecisionKind.TAKE.value,
        columns.mailbox == decision.mailbox,
        columns.key == decision.key,
        columns.undone == 0,
    )
    row = connection.execute(statement.order_by(columns.id.desc()).limit(1)).first()
    return None if row is None else read_decision(tuple(row))
