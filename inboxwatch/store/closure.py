"""Which messages must be tracked together: connected through link tokens, and bounces with what they may be about.

Two messages in different groups cannot influence each other's requests, so a rebuild holds a few groups in memory
and a new message costs only its own group.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.conversations import MANY
from inboxwatch.store.codec import read_report, split
from inboxwatch.store.messages import chunks, link_table, message_table
from inboxwatch.store.statements import within
from inboxwatch.store.tokens import ECHO_BITS, EVERYTHING_TOKEN, QUOTED_BITS, ROLE, SAID_BITS, counterpart_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

BOUNCE_SECONDS: Final = 24 * 3600
"""A bounce that names no message is about one sent to the address it names at most a day before (docs/clock.md)."""

GROUP: Final = 250
"""Messages in a portion, unless one group alone is larger."""


def bounce_edges(connection: Connection) -> list[tuple[int, int]]:
    """Pairs of a bounce that names no message and each message that it may be about."""
    bounce, about = message_table.alias("bounce").c, message_table.c
    recipients = (about.to_addresses, about.cc_addresses, about.bcc_addresses)
    bounces = (
        sa.select(bounce.id, bounce.report, (bounce.received_at - BOUNCE_SECONDS).label("since"), bounce.received_at)
        .select_from(link_table)
        .join(bounce.id.table, bounce.id == link_table.c.message)
        .where(link_table.c.token == EVERYTHING_TOKEN)
        .cte("bounced")
        # a subtraction might raise an error that tells of others' rows, so it may not decide what is read of an index
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    statement = (
        sa.select(bounces.c.id, bounces.c.report, about.id, *recipients)
        .select_from(bounces)
        .join(message_table, about.sent_at.between(bounces.c.since, bounces.c.received_at))
    )
    edges: list[tuple[int, int]] = []
    for one, report, place, *lists in connection.execute(statement.execution_options(yield_per=5000)):
        failed = _failed(report)
        if any(not failed.isdisjoint(split(addresses)) for addresses in lists):
            edges.append((one, place))
    return edges


@lru_cache(maxsize=256)
def _failed(report: str) -> frozenset[str]:
    found = read_report(report)
    return frozenset(found.failed) if found is not None else frozenset()


def closure(connection: Connection, ids: Iterable[int]) -> list[int]:
    """Row ids of all messages tied to these, directly or through others, themselves included."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for one, other in bounce_edges(connection):
        neighbours[one].append(other)
        neighbours[other].append(one)
    reached: set[int] = set()
    asked: set[int] = {EVERYTHING_TOKEN}
    frontier = set(ids)
    while frontier:
        reached |= frontier
        found_tokens = _tokens(connection, sorted(frontier))
        tokens = {counterpart_hash(token) for token in found_tokens if token & ROLE != ECHO_BITS} - asked
        asked |= tokens
        found = _messages(connection, sorted(tokens))
        for place in frontier:
            found.update(neighbours.get(place, ()))
        frontier = found - reached
    return sorted(reached)


def _tokens(connection: Connection, ids: list[int]) -> set[int]:
    statement = sa.select(link_table.c.token).where(within(link_table.c.message))
    found: set[int] = set()
    for some in chunks(ids):
        found.update(connection.scalars(statement, {"some": some}))
    return found


def _messages(connection: Connection, tokens: list[int]) -> set[int]:
    statement = sa.select(link_table.c.message).where(within(link_table.c.token))
    found: set[int] = set()
    for some in chunks(tokens):
        found.update(connection.scalars(statement, {"some": some}))
    return found


class _Sets:
    """Disjoint sets over row ids in four or eight bytes each, path halving."""

    def __init__(self, size: int) -> None:
        self.parent = array("q", range(size))

    def find(self, node: int) -> int:
        parent = self.parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def union(self, one: int, other: int) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def groups(self, members: Iterable[int]) -> Iterator[Iterator[int]]:
        """Yield the sets of these ascending members, by their first: rows of links in arrays, no object a member."""
        following = array("q", bytes(8 * len(self.parent)))
        last = array("q", [0]) * len(self.parent)
        firsts = array("q")
        for member in members:
            root = self.find(member)
            if last[root]:
                following[last[root]] = member
            else:
                firsts.append(member)
            last[root] = member
        for first in firsts:
            yield _row(first, following)


def _row(first: int, following: array[int]) -> Iterator[int]:
    """Yield a member and those linked behind it; 0 ends the row, for no row id is 0."""
    while first:
        yield first
        first = following[first]


def _runs(links: Iterable[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """Yield tokens and the messages that have them, from links sorted by token, but for what only one message has.

    Words come as said first, then as quoted: without somebody who quotes them they tie nobody.
    """
    run: list[int] = []
    last = EVERYTHING_TOKEN
    for token, message in links:
        if token >> 1 == last >> 1:
            run.append(message)
        else:
            if len(run) > 1 and last and last & QUOTED_BITS != SAID_BITS:
                yield last, run
            run = [message]
        last = token
    if len(run) > 1 and last and last & QUOTED_BITS != SAID_BITS:
        yield last, run


def groups(connection: Connection, echoes: dict[int, int] | None = None) -> Iterator[array[int]]:
    """Cut all messages into lists of row ids that can be tracked apart; about GROUP of them each.

    Notes in `echoes` which messages answer with words that are often repeated, by the token of the words.
    """
    top = connection.scalar(sa.select(sa.func.max(message_table.c.id)))
    if top is None:
        return
    sets = _Sets(top + 1)
    statement = sa.select(link_table.c.token, link_table.c.message).order_by(link_table.c.token)
    for token, run in _runs(connection.execute(statement.execution_options(yield_per=5000))):
        if token & ROLE == ECHO_BITS:
            if echoes is not None and len(run) >= MANY:
                echoes.update(dict.fromkeys(run, token))
            continue
        for message in run[1:]:
            sets.union(run[0], message)
    for one, other in bounce_edges(connection):
        sets.union(one, other)
    pending = array("q")
    for group in sets.groups(connection.scalars(sa.select(message_table.c.id).order_by(message_table.c.id))):
        if len(pending) >= GROUP:
            yield pending
            pending = array("q")
        pending.extend(group)
    if pending:
        yield pending
