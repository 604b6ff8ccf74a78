"""Answers in the same words, looked up for what shows that a mail rule sent them (`tracker.rule_replies`).

They are not tied into one group, for a mailbox with a rule would be one. Instead the few messages that may show it are
loaded beside a group, and where those few change, all answers in these words are tracked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.conversations import MANY, SAMPLE, answered_by
from inboxwatch.store.codec import MESSAGE_COLUMNS, Row, split
from inboxwatch.store.messages import by_ids, chunks, link_table, message_table
from inboxwatch.store.statements import within
from inboxwatch.store.tokens import ECHO_BITS, ROLE, token_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

_REPLIES, _REFERENCES = MESSAGE_COLUMNS.index("in_reply_to"), MESSAGE_COLUMNS.index("refs")


def tokens_of(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Row ids of messages that others may repeat, with the token of their words."""
    statement = sa.select(link_table.c.message, link_table.c.token).where(
        link_table.c.token.bitwise_and(ROLE) == ECHO_BITS, within(link_table.c.message)
    )
    found: dict[int, int] = {}
    for some in chunks(sorted(ids)):
        found.update((row[0], row[1]) for row in connection.execute(statement, {"some": some}))
    return found


def witnesses(
    connection: Connection, ids: Collection[int], echoes: Mapping[int, int], secret: bytes
) -> tuple[Row, ...]:
    """Load the messages beside these that may show that a mail rule sent some of them."""
    wanted = {echoes[place] for place in ids if place in echoes}
    found: dict[int, Row] = {}
    for token in sorted(wanted):
        uses = _sample(connection, token)
        found.update(uses)
        found.update(by_ids(connection, _originals(connection, uses.values(), secret)))
    mine = set(ids)
    return tuple(found[place] for place in sorted(found) if place not in mine)


def shaken(connection: Connection, changed: Collection[int], tied: Collection[int], secret: bytes) -> set[int]:
    """Row ids of all answers in the same words whose sample holds something that changed.

    `changed` are the messages that are new or changed, `tied` all that are tied to these.
    """
    found: set[int] = set()
    for token in sorted(set(tokens_of(connection, tied).values())):
        uses = _sample(connection, token)
        if uses and not _touched(connection, uses, secret).isdisjoint(changed):
            found |= repeating(connection, [token])
    return found


def repeating(connection: Connection, tokens: Iterable[int]) -> set[int]:
    """Row ids of all answers in these words."""
    statement = sa.select(link_table.c.message).where(within(link_table.c.token))
    found: set[int] = set()
    for some in chunks(sorted(tokens)):
        found.update(connection.scalars(statement, {"some": some}))
    return found


def _sample(connection: Connection, token: int) -> dict[int, Row]:
    """The answers in these words that are looked at, all copies of each; none if they are too few to show anything."""
    linked = sa.select(link_table.c.message).where(link_table.c.token == token)
    keys = sa.select(message_table.c.key).where(message_table.c.id.in_(linked)).distinct()
    smallest = list(connection.scalars(keys.order_by(message_table.c.key).limit(SAMPLE)))
    if len(smallest) < MANY:
        return {}
    places = sa.select(message_table.c.id).where(message_table.c.id.in_(linked), message_table.c.key.in_(smallest))
    return dict(by_ids(connection, list(connection.scalars(places))))


def _originals(connection: Connection, uses: Iterable[Row], secret: bytes) -> list[int]:
    """Row ids of the messages that these answer."""
    names = {answered_by(split(use[_REPLIES]), split(use[_REFERENCES])) for use in uses} - {""}
    tokens = {token_hash(f"i:{name}", secret) for name in names}
    found: set[int] = set()
    statement = sa.select(message_table.c.id).join(link_table, link_table.c.message == message_table.c.id)
    for some in chunks(sorted(tokens)):
        named = statement.where(within(link_table.c.token), message_table.c.message_id.in_(names))
        found.update(connection.scalars(named, {"some": some}))
    return sorted(found)


def _touched(connection: Connection, uses: Mapping[int, Row], secret: bytes) -> set[int]:
    """Row ids of these answers and of what they answer."""
    return {*uses, *_originals(connection, uses.values(), secret)}
