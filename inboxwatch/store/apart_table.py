"""The table of `apart`: replaced group by group with the requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.store.apart import APART_COLUMNS, fitting, without
from inboxwatch.store.codec import seconds
from inboxwatch.store.filter import like
from inboxwatch.store.messages import chunks, untracked_table
from inboxwatch.store.statements import bulk, insert_ignoring, within
from inboxwatch.store.tables import ApartTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from inboxwatch.model import Request
    from inboxwatch.store.apart import Beside
    from inboxwatch.store.codec import Row
    from inboxwatch.store.filter import Filter
    from inboxwatch.store.portion import Portion

apart_table = ApartTable.__table__  # type: ignore[attr-defined]
_ROW = tuple(apart_table.c[name] for name in APART_COLUMNS)
_INSERT = sa.insert(apart_table)
_STORED = sa.select(*_ROW).where(within(apart_table.c.message))


def replace(connection: Connection, portion: Portion, found: Iterable[Beside]) -> None:
    """Make these the only ones of a portion's messages; those that stay equal are not touched."""
    places = {(row[0], row[1]): place for place, row in zip(portion.ids, portion.rows, strict=True)}
    wanted: dict[tuple[str, str], Row] = {
        (each.relation, each.id): (
            *(each.relation, each.id, places[each.mailbox, each.key]),
            *(each.received_at, each.ended_at, each.request),
        )
        for each in found
    }
    present: dict[tuple[str, str], Row] = {}
    for some in chunks(portion.ids):
        rows = connection.execute(_STORED, {"some": some}).all()
        present.update(((row[0], row[1]), tuple(row)) for row in rows)
    columns = apart_table.c
    for (relation, name), row in present.items():
        if wanted.get((relation, name)) != row:
            connection.execute(sa.delete(apart_table).where(columns.relation == relation, columns.id == name))
    fresh = [row for names, row in wanted.items() if present.get(names) != row]
    bulk(connection, _INSERT, APART_COLUMNS, fresh)


def select(connection: Connection, wanted: Filter) -> list[Request]:
    """Return those that fit, by when they were received, as they were last derived."""
    columns = apart_table.c
    conditions = [columns.relation == wanted.apart]
    if wanted.only_open:
        conditions.append(columns.ended_at.is_(None))
    if wanted.since is not None:
        conditions.append(columns.received_at >= seconds(wanted.since))
    if wanted.until is not None:
        conditions.append(columns.received_at < seconds(wanted.until))
    return fitting(connection.scalars(sa.select(columns.request).where(*conditions)), wanted)


def forget(connection: Connection, address: str) -> None:
    """Delete those that name a person; they are derived again."""
    columns = apart_table.c
    about = columns.request.ilike(f"%{like(address)}%", escape="\\")
    for place in connection.scalars(sa.select(columns.message).where(about)).all():
        connection.execute(insert_ignoring(connection, untracked_table).values(message=place))
    connection.execute(sa.delete(apart_table).where(about))


def keep_less(connection: Connection, *names: str) -> None:
    """Take the subject or the words of a promise (`subject`, `promise_text`) out of all of them."""
    columns = apart_table.c
    for relation, name, text in connection.execute(sa.select(columns.relation, columns.id, columns.request)).all():
        bare = without(text, *names)
        if bare != text:
            place = (columns.relation == relation) & (columns.id == name)
            connection.execute(sa.update(apart_table).where(place).values(request=bare))
