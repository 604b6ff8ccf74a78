"""Deriving requests again, portion by portion, in one transaction with the facts they were derived from.

Loading, deriving and saving share one writing transaction, so that a decision made meanwhile by another command is
either seen or still marked as untracked, never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.store import apart_table, closure, echoes, requests
from inboxwatch.store.codec import read_message
from inboxwatch.store.decided import in_force
from inboxwatch.store.messages import KEY, by_ids, chunks, untracked_table
from inboxwatch.store.portion import Derived, Portion
from inboxwatch.store.state import Group
from inboxwatch.store.statements import within

if TYPE_CHECKING:
    from sqlalchemy import Connection

Derive = Callable[[Portion], Derived]
"""A portion -> the rows of its requests; pure, see `portion.derived`."""

DeriveAll = Callable[[Iterable[tuple[Portion, Portion]]], Iterable[tuple[Portion, Derived]]]
"""Portions, each as key and as what is to be done -> each with the rows of its requests, in order."""

_TRACKED = sa.delete(untracked_table).where(within(untracked_table.c.message))


def untracked(connection: Connection) -> list[int]:
    """Row ids of messages that are new, changed or decided about since requests were last derived."""
    return list(connection.scalars(sa.select(untracked_table.c.message)))


def load(
    connection: Connection, ids: Iterable[int], secret: bytes, repeated: Mapping[int, int] | None = None
) -> Portion:
    """Load messages, the decisions about them, and the witnesses of what they repeat.

    `repeated` are the messages whose words others repeat, by the token of the words; looked up if not given.
    """
    found = list(by_ids(connection, list(ids)))
    keys = {row[KEY] for _, row in found}
    about = tuple(decision for decision in in_force(connection) if decision.key in keys)
    places = tuple(place for place, _ in found)
    if repeated is None:
        repeated = echoes.tokens_of(connection, places)
    beside = echoes.witnesses(connection, places, repeated, secret)
    return Portion(places, tuple(row for _, row in found), about, beside)


def group(connection: Connection, ids: Iterable[int], secret: bytes) -> Group:
    """Load messages together with their row ids."""
    return read(load(connection, ids, secret))


def read(portion: Portion) -> Group:
    """Read the messages of a portion."""
    return Group(portion.ids, tuple(map(read_message, portion.rows)), tuple(map(read_message, portion.witnesses)))


def save(connection: Connection, portion: Portion, found: Derived) -> None:
    """Replace the requests of a portion's messages, which are tracked then."""
    requests.replace(connection, portion, found.rows)
    apart_table.replace(connection, portion, found.apart)
    for some in chunks(portion.ids):
        connection.execute(_TRACKED, {"some": some})


def affected(connection: Connection, secret: bytes) -> list[int]:
    """Row ids of all messages whose requests may have changed."""
    changed = untracked(connection)
    tied = closure.closure(connection, changed)
    shaken = echoes.shaken(connection, changed, tied, secret)
    return closure.closure(connection, shaken.union(tied)) if shaken else tied
