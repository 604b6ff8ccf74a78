"""Requests in the store: replaced group by group, filtered and found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.model import State
from inboxwatch.store import apart_table
from inboxwatch.store.codec import Row, seconds
from inboxwatch.store.filter import like
from inboxwatch.store.messages import chunks
from inboxwatch.store.request_codec import REQUEST_COLUMNS, read_request
from inboxwatch.store.statements import bulk, within
from inboxwatch.store.tables import RequestTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from inboxwatch.model import Request
    from inboxwatch.store.filter import Filter
    from inboxwatch.store.portion import Portion

request_table = RequestTable.__table__  # type: ignore[attr-defined]
_REQUEST = tuple(request_table.c[name] for name in REQUEST_COLUMNS)
_INSERT = sa.insert(request_table)
_STORED = sa.select(*_REQUEST, request_table.c.message).where(within(request_table.c.message))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    columns = request_table.c
    conditions = _texts(wanted)
    if wanted.states == (State.OPEN,):
        conditions.append(columns.ended_at.is_(None))
    elif wanted.states:
        conditions.append(columns.state.in_([state.value for state in wanted.states]))
    if wanted.since is not None:
        conditions.append(columns.received_at >= seconds(wanted.since))
    if wanted.until is not None:
        conditions.append(columns.received_at < seconds(wanted.until))
    if wanted.due_before is not None:
        conditions.append(columns.due_at < seconds(wanted.due_before))
    if wanted.promised:
        conditions.append(columns.promise_due_at.is_not(None))
    return conditions


def _texts(wanted: Filter) -> list[ColumnElement[bool]]:
    columns = request_table.c
    equal = (
        (columns.mailbox, wanted.mailbox),
        (columns.department, wanted.department),
        (columns.message_id, wanted.message_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal if value]
    if wanted.sender:
        conditions.append(columns.sender.like(f"%{like(wanted.sender.lower())}%", escape="\\"))
    return conditions


def select(connection: Connection, wanted: Filter) -> list[Request]:
    """Return requests as they were last derived, sorted by when they were received."""
    if wanted.apart:
        return apart_table.select(connection, wanted)
    columns = request_table.c
    statement = sa.select(*_REQUEST).where(*_conditions(wanted)).order_by(columns.received_at, columns.id)
    return [read_request(tuple(row)) for row in connection.execute(statement)]


def by_prefix(connection: Connection, prefix: str) -> list[Request]:
    """Requests whose id begins with `prefix`."""
    condition = request_table.c.id.like(f"{like(prefix.lower())}%", escape="\\")
    statement = sa.select(*_REQUEST).where(condition).order_by(request_table.c.id).limit(20)
    return [read_request(tuple(row)) for row in connection.execute(statement)]


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Request]:
    """Return the requests with these ids, a few hundred at most."""
    statement = sa.select(*_REQUEST).where(within(request_table.c.id))
    return [read_request(tuple(row)) for row in connection.execute(statement, {"some": ids})]


def replace(connection: Connection, portion: Portion, requests: Iterable[Row]) -> None:
    """Make these rows the only requests of a portion's messages; those that stay equal are not touched."""
    places = {(row[0], row[1]): place for place, row in zip(portion.ids, portion.rows, strict=True)}
    wanted: dict[str, Row] = {row[0]: (*row, places[row[1], row[2]]) for row in requests}
    present: dict[str, Row] = {}
    for some in chunks(portion.ids):
        rows = connection.execute(_STORED, {"some": some}).all()
        present.update((row[0], tuple(row)) for row in rows)
    gone = [name for name, row in present.items() if wanted.get(name) != row]
    for names in chunks(gone):
        connection.execute(sa.delete(request_table).where(within(request_table.c.id)), {"some": names})
    fresh = [row for name, row in wanted.items() if present.get(name) != row]
    bulk(connection, _INSERT, (*REQUEST_COLUMNS, "message"), fresh)
