"""Adding messages: copies merged, whatever the order they come in; links and what is to be tracked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from inboxwatch.model import AutomaticKind
from inboxwatch.store.codec import MESSAGE_COLUMNS, Row, join, read_message, split
from inboxwatch.store.statements import bulk, each, following, insert_ignoring, within
from inboxwatch.store.tables import LinkTable, MessageTable, UntrackedTable
from inboxwatch.store.tokens import token_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from inboxwatch.model import Message
    from inboxwatch.store.ready import Ready

CHUNK: Final = 500
"""Values in one IN list: below the smallest limit of any database, and one cached statement."""

message_table = MessageTable.__table__  # type: ignore[attr-defined]
link_table = LinkTable.__table__  # type: ignore[attr-defined]
untracked_table = UntrackedTable.__table__  # type: ignore[attr-defined]

_AT: Final = {name: place for place, name in enumerate(MESSAGE_COLUMNS)}
KEY, _SUBJECT, _WORDS, _RECEIVED = _AT["key"], _AT["subject"], _AT["subject_words"], _AT["received_at"]
_IN_SENT, _BCC, _REF = _AT["in_sent"], _AT["bcc_addresses"], _AT["ref"]
_MESSAGE = tuple(message_table.c[name] for name in MESSAGE_COLUMNS)


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Cut a sequence into pieces of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def merge(one: Row, other: Row) -> Row:
    """One row of two copies of a message: the same whichever came first.

    Received with the earliest, in Sent if any copy is, visible Bcc of all. The rest is that of the copy received
    first (of two in the same second: the shorter subject, which a list did not tag). The connector's place is that
    of `other`, the one seen last, since it is known to exist.
    """
    first, second = (one, other) if _order(one) <= _order(other) else (other, one)
    merged = list(first)
    merged[_IN_SENT] = first[_IN_SENT] | second[_IN_SENT]
    if first[_BCC] != second[_BCC]:
        merged[_BCC] = join(tuple(sorted({*split(first[_BCC]), *split(second[_BCC])})))
    merged[_REF] = other[_REF]
    return tuple(merged)


def _order(row: Row) -> Row:
    """What decides between copies; `ref`, `in_sent` and Bcc are merged and have no say."""
    rest = (value for place, value in enumerate(row) if place not in {_IN_SENT, _BCC, _REF})
    return (row[_RECEIVED], row[_WORDS], len(row[_SUBJECT]), *rest)


def _same(one: Row, other: Row) -> bool:
    return one[:_REF] == other[:_REF] and one[_REF + 1 :] == other[_REF + 1 :]


_NEW, _NEW_LINKS, _NEW_UNTRACKED = map(sa.insert, (message_table, link_table, untracked_table))
_BY_IDS = sa.select(message_table.c.id, *_MESSAGE).where(within(message_table.c.id))
_OF_MAILBOX = sa.select(message_table.c.id, *_MESSAGE).where(message_table.c.mailbox == sa.bindparam("mailbox"))


class Adder:
    """Puts messages of one mailbox into an open writing transaction."""

    def __init__(self, connection: Connection, mailbox: str) -> None:
        """Bind what all batches of a mailbox share."""
        self.connection = connection
        self.mailbox = mailbox

    def add(self, messages: Iterable[Ready]) -> tuple[int, int]:
        """Store messages; returns how many were new and how many known ones changed."""
        rows: dict[str, Row] = {}
        tokens: dict[str, set[int]] = {}
        for row, links in messages:
            key = row[KEY]
            rows[key] = merge(rows[key], row) if key in rows else row
            tokens.setdefault(key, set()).update(links)
        known = self._known(list(rows))
        fresh = [row for key, row in rows.items() if key not in known]
        self._link(self._insert(fresh), tokens, new=True)
        changed = {key: place for key, (place, old) in known.items() if self._update(place, old, rows[key])}
        self._link(changed, tokens, new=False)
        return len(fresh), len(changed)

    def _known(self, keys: list[str]) -> dict[str, tuple[int, Row]]:
        found: dict[str, tuple[int, Row]] = {}
        known = each(self.connection.dialect.name, _OF_MAILBOX, message_table.c.key)
        for some in chunks(keys):
            for row in self.connection.execute(known, {"mailbox": self.mailbox, "some": some}).all():
                found[row[KEY + 1]] = (row[0], tuple(row[1:]))
        return found

    def _insert(self, fresh: list[Row]) -> dict[str, int]:
        """Insert rows that are not there yet, which only this transaction can change, and return their ids by key."""
        if not fresh:
            return {}
        first = following(self.connection, message_table)
        numbered = [(number, *row) for number, row in enumerate(fresh, first)]
        bulk(self.connection, _NEW, ("id", *MESSAGE_COLUMNS), numbered)
        return {row[KEY]: number for number, row in enumerate(fresh, first)}

    def _update(self, place: int, old: Row, new: Row) -> bool:
        """Write the merged row if it differs; True if more than the connector's place of it changed."""
        merged = merge(old, new)
        if merged == old:
            return False
        changed = {name: new for name, was, new in zip(MESSAGE_COLUMNS, old, merged, strict=True) if was != new}
        self.connection.execute(sa.update(message_table).where(message_table.c.id == place).values(**changed))
        return not _same(old, merged)

    def _link(self, places: dict[str, int], tokens: dict[str, set[int]], *, new: bool) -> None:
        """Note what ties messages to others and that they are to be tracked; of new ones nothing is noted yet."""
        links = sorted((token, place) for key, place in places.items() for token in tokens[key])
        into = _NEW_LINKS if new else insert_ignoring(self.connection, link_table)
        bulk(self.connection, into, ("token", "message"), links)
        dirty = [(place,) for place in sorted(places.values())]
        into = _NEW_UNTRACKED if new else insert_ignoring(self.connection, untracked_table)
        bulk(self.connection, into, ("message",), dirty)


def by_ids(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, Row]]:
    """Load the rows of messages by row id, in no particular order."""
    for some in chunks(ids):
        for row in connection.execute(_BY_IDS, {"some": some}).all():
            yield row[0], tuple(row[1:])


def named(connection: Connection, message_id: str, secret: bytes) -> list[Message]:
    """Load messages by Message-ID, found through their links."""
    token = token_hash(f"i:{message_id}", secret)
    statement = sa.select(*_MESSAGE).join(link_table, link_table.c.message == message_table.c.id)
    rows = connection.execute(statement.where(link_table.c.token == token, message_table.c.message_id == message_id))
    return [read_message(row) for row in rows]


def stream(connection: Connection, mailbox: str | None = None) -> Iterator[Message]:
    """All messages by row id, a few at a time in memory."""
    statement = sa.select(*_MESSAGE).order_by(message_table.c.id).execution_options(yield_per=1000)
    if mailbox is not None:
        statement = statement.where(message_table.c.mailbox == mailbox)
    for row in connection.execute(statement):
        yield read_message(row)


def places(connection: Connection, mailbox: str, key: str) -> list[int]:
    """Row ids of a message: one, or none if it is not stored."""
    columns = message_table.c
    return list(connection.scalars(sa.select(columns.id).where(columns.mailbox == mailbox, columns.key == key)))


def own_notes(connection: Connection, mailbox: str, own: frozenset[str], since: int) -> list[str]:
    """The connector's places of automatic replies that these addresses sent since an instant, newest first."""
    columns = message_table.c
    statement = sa.select(columns.ref).where(
        columns.mailbox == mailbox,
        columns.automatic == AutomaticKind.AUTO_REPLY.value,
        columns.sender.in_(sorted(own)),
        columns.received_at >= since,
    )
    return list(connection.scalars(statement.order_by(columns.received_at.desc(), columns.key)))


def count(connection: Connection, mailbox: str | None, before: int | None) -> int:
    """How many messages there are, of one mailbox if named, received before an instant if given."""
    statement = sa.select(sa.func.count()).select_from(message_table)
    if mailbox is not None:
        statement = statement.where(message_table.c.mailbox == mailbox)
    if before is not None:
        statement = statement.where(message_table.c.received_at < before)
    return connection.scalar(statement) or 0
