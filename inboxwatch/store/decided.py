"""What was decided: noted, read, taken back. Taking a shared request is decided under the store's writing lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store.messages import places, untracked_table
from inboxwatch.store.request_codec import DECISION_COLUMNS, decision_row, read_decision
from inboxwatch.store.statements import following, insert_ignoring
from inboxwatch.store.tables import DecisionTable

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

decision_table = DecisionTable.__table__  # type: ignore[attr-defined]
_COLUMNS = tuple(decision_table.c[name] for name in DECISION_COLUMNS)


def in_force(connection: Connection) -> list[Decision]:
    """All decisions that were not taken back, oldest first."""
    statement = sa.select(*_COLUMNS).where(decision_table.c.undone == 0).order_by(decision_table.c.id)
    return [read_decision(tuple(row)) for row in connection.execute(statement)]


def note(connection: Connection, decision: Decision) -> None:
    """Record a decision and have its message tracked again."""
    values = dict(zip(DECISION_COLUMNS, decision_row(decision), strict=True))
    connection.execute(sa.insert(decision_table).values(id=following(connection, decision_table), **values))
    touch(connection, decision.mailbox, decision.key)


def touch(connection: Connection, mailbox: str, key: str) -> None:
    """Have a message tracked again, if it is stored."""
    for place in places(connection, mailbox, key):
        connection.execute(insert_ignoring(connection, untracked_table).values(message=place))


def undo(connection: Connection, mailbox: str, key: str) -> Decision | None:
    """Take back the last decision in force, about this message if `key` names one; None if there is none."""
    columns = decision_table.c
    about = (columns.mailbox == mailbox, columns.key == key) if key else ()
    row = _last(connection, *about)
    if row is None:
        return None
    connection.execute(sa.update(decision_table).where(columns.id == row[0]).values(undone=1))
    decision = read_decision(tuple(row[1:]))
    touch(connection, decision.mailbox, decision.key)
    return decision


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
    about = (columns.mailbox == decision.mailbox, columns.key == decision.key)
    row = _last(connection, columns.kind == DecisionKind.TAKE.value, *about)
    return None if row is None else read_decision(tuple(row[1:]))


def _last(connection: Connection, *conditions: ColumnElement[bool]) -> sa.Row[Any] | None:
    """Return the id and the columns of the last decision in force for which these hold."""
    columns = decision_table.c
    statement = sa.select(columns.id, *_COLUMNS).where(columns.undone == 0, *conditions)
    return connection.execute(statement.order_by(columns.id.desc()).limit(1)).first()
