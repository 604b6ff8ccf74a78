"""Taking data out and away: export, retention, forgetting a person, and settings that keep less than before."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.model import DecisionKind
from inboxwatch.store import apart_table, notices, outgoing
from inboxwatch.store.closure import closure
from inboxwatch.store.codec import MESSAGE_COLUMNS, join, read_message, split
from inboxwatch.store.echoes import repeating, tokens_of
from inboxwatch.store.filter import like
from inboxwatch.store.messages import link_table, message_table, untracked_table
from inboxwatch.store.requests import request_table
from inboxwatch.store.state import PERSONAL
from inboxwatch.store.statements import bulk, insert_ignoring
from inboxwatch.store.tables import DecisionTable, MailboxTable, MetaTable
from inboxwatch.store.tokens import links, token_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import ColumnElement, Connection

decision_table = DecisionTable.__table__  # type: ignore[attr-defined]
mailbox_table = MailboxTable.__table__  # type: ignore[attr-defined]
meta_table = MetaTable.__table__  # type: ignore[attr-defined]

_LISTS: Final = ("reply_to", "to_addresses", "cc_addresses", "bcc_addresses")
_IDS: Final = ("message_id", "in_reply_to", "refs")
_FREE: Final = ("subject", "subject_key", "sender_header", "sender_name", "ref", "provider_conversation")
_JSON: Final = ("invitation", "report", "authentication", "quotes", "deadline", "promise")
_SEARCHED: Final = ("sender", *_LISTS, *_IDS, *_FREE, *_JSON, "text")


def export(connection: Connection) -> Iterator[dict[str, Any]]:
    """Everything that is kept, one object a row with its table under `table`; the store's secret and hashes are not."""
    for name in ("mailbox", "message", "decision", "request", "apart", "notice", "notice_item", "aside", "outgoing"):
        table = SQLModel.metadata.tables[name]
        statement = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=1000)
        for row in connection.execute(statement):
            plain = [value.hex() if isinstance(value, bytes) else value for value in row]
            yield {"table": name, **dict(zip(table.columns.keys(), plain, strict=True))}
    learnt = _learnt(connection)
    if learnt:
        yield {"table": "personal", "value": learnt}


def _learnt(connection: Connection) -> str:
    """What `train` learnt, as it is kept."""
    return connection.scalar(sa.select(meta_table.c.value).where(meta_table.c.name == PERSONAL)) or ""


def _unlearn(connection: Connection, address: str = "") -> None:
    """Take a sender's history out of what `train` learnt; of all who wrote nothing that is still there if unnamed."""
    learnt = _learnt(connection)
    if not learnt:
        return
    from inboxwatch.classifier import personal  # the classifier is no small import

    known = personal.known(learnt)
    there = () if address else connection.scalars(sa.select(message_table.c.sender).distinct())
    gone = known.intersection({address} if address else known.difference(there))
    if gone:
        left = personal.without(learnt, gone)
        connection.execute(sa.update(meta_table).where(meta_table.c.name == PERSONAL).values(value=left))


def purge(connection: Connection, before: int) -> int:
    """Delete messages received before an instant, with the requests they opened and the decisions about them."""
    deleted = _delete(connection, message_table.c.received_at < before)
    notices.purge(connection, before)
    outgoing.purge(connection, before)
    _orphans(connection)
    _unlearn(connection)
    return deleted


def _delete(connection: Connection, condition: ColumnElement[bool]) -> int:
    """Delete messages and have those tracked again that they could influence; returns how many."""
    gone = list(connection.scalars(sa.select(message_table.c.id).where(condition)))
    repeated = repeating(connection, tokens_of(connection, gone).values())
    left = sorted(set(closure(connection, repeated.union(gone))).difference(gone))
    bulk(connection, insert_ignoring(connection, untracked_table), ("message",), [(place,) for place in left])
    connection.execute(sa.delete(message_table).where(condition))
    return len(gone)


def _orphans(connection: Connection) -> None:
    """Delete decisions about messages that are no longer there."""
    there = sa.exists().where(
        message_table.c.mailbox == decision_table.c.mailbox, message_table.c.key == decision_table.c.key
    )
    connection.execute(sa.delete(decision_table).where(~there))


def forget(connection: Connection, address: str, secret: bytes) -> int:
    """Erase a person: their messages with all that hangs on them, their address in everybody else's.

    Returns how many messages were deleted or changed. A Message-ID that holds the address becomes a hash of itself
    everywhere, so that conversations stay together.
    """
    columns = message_table.c
    notices.forget(connection, asked(connection, address), address)
    outgoing.forget(connection, address, _written(connection, address))
    touched = _delete(connection, columns.sender == address)
    mentions = sa.or_(*(_holds(columns[name], address) for name in _SEARCHED))
    statement = sa.select(columns.id, *(columns[name] for name in MESSAGE_COLUMNS)).where(mentions)
    for place, *values in connection.execute(statement).all():
        _rewrite(connection, place, dict(zip(MESSAGE_COLUMNS, values, strict=True)), address, secret)
        touched += 1
    _forget_derived(connection, address)
    _orphans(connection)
    return touched


def asked(connection: Connection, address: str) -> list[str]:
    """Ids of the person's requests."""
    return list(connection.scalars(sa.select(request_table.c.id).where(request_table.c.sender == address)))


def _written(connection: Connection, address: str) -> list[tuple[str, str]]:
    """Mailbox and key of the person's messages."""
    columns = message_table.c
    statement = sa.select(columns.mailbox, columns.key).where(columns.sender == address)
    return [(row[0], row[1]) for row in connection.execute(statement)]


def _holds(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    return column.ilike(f"%{like(text)}%", escape="\\")


def eraser(address: str) -> Callable[[str], str]:
    """Build a function that removes an address from free text, whatever its case."""
    pattern = re.compile(re.escape(address), re.IGNORECASE)
    return lambda text: pattern.sub("", text)


def _rewrite(connection: Connection, place: int, row: dict[str, Any], address: str, secret: bytes) -> None:
    erase = eraser(address)
    new = dict(row)
    for name in _LISTS:
        new[name] = join(tuple(item for item in split(row[name]) if address not in item.lower()))
    for name in _IDS:
        new[name] = join(tuple(_anonymous(item, address, secret) for item in split(row[name])))
    for name in _FREE:
        new[name] = erase(row[name])
    for name in _JSON:  # an address is quoted the same inside JSON; what it stood for is gone
        new[name] = erase(row[name])
    if address in row["text"].lower():
        new["text"], new["quotes"] = "", ""
    changed = {name: value for name, value in new.items() if value != row[name]}
    connection.execute(sa.update(message_table).where(message_table.c.id == place).values(**changed))
    connection.execute(insert_ignoring(connection, untracked_table).values(message=place))
    message = read_message(tuple(new[name] for name in MESSAGE_COLUMNS))
    connection.execute(sa.delete(link_table).where(link_table.c.message == place))
    for token in links(message, secret):
        connection.execute(insert_ignoring(connection, link_table).values(token=token, message=place))


def _anonymous(name: str, address: str, secret: bytes) -> str:
    """A Message-ID without the person in it, the same in every message that names it."""
    if address not in name.lower():
        return name
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=12, key=secret).hexdigest()
    return f"<{digest}@forgotten.invalid>"


def _forget_derived(connection: Connection, address: str) -> None:
    """Delete requests that name the person (they are derived again) and sentences about mailboxes that do."""
    columns = request_table.c
    texts = [column for column in columns if isinstance(column.type, sa.Text)]
    about = sa.or_(*(_holds(column, address) for column in texts))
    for place in connection.scalars(sa.select(columns.message).where(about)).all():
        connection.execute(insert_ignoring(connection, untracked_table).values(message=place))
    connection.execute(sa.delete(request_table).where(about))
    apart_table.forget(connection, address)
    _forget_decided(connection, address)
    _unlearn(connection, address)
    erase = eraser(address)
    for row in connection.execute(sa.select(mailbox_table)).all():
        values = {"last_error": erase(row.last_error), "notices": erase(row.notices)}
        connection.execute(sa.update(mailbox_table).where(mailbox_table.c.name == row.name).values(**values))


def _forget_decided(connection: Connection, address: str) -> None:
    """Take a member's name off what they decided in a shared mailbox; without it, nobody is on what they took."""
    decided = decision_table.c.decided_by == address
    taken = decision_table.c.kind == DecisionKind.TAKE.value
    connection.execute(sa.delete(decision_table).where(decided, taken))
    connection.execute(sa.update(decision_table).where(decided).values(decided_by=""))


def keep_less(connection: Connection, secret: bytes, *, subjects: bool, text: bool) -> int:
    """Remove what the settings no longer allow to keep; returns how many messages changed.

    A subject leaves its keyed hash, as `mail.facts` would have made it, so that conversations stay as they are.
    """
    changed = 0
    columns = message_table.c
    if not text:
        with_text = (columns.text != "") | (columns.quotes != "")
        changed += connection.execute(sa.update(message_table).where(with_text).values(text="", quotes="")).rowcount
        for name in ("deadline", "promise"):
            changed += _words_off(connection, name)
        connection.execute(sa.update(request_table).values(promise_text=""))
        apart_table.keep_less(connection, "promise_text")
    if not subjects:
        changed += _subjects_off(connection, secret)
    return changed


def _words_off(connection: Connection, name: str) -> int:
    column = message_table.c[name]
    changed = 0
    for place, said in connection.execute(sa.select(message_table.c.id, column).where(column != "")).all():
        day, clock, offset, words = json.loads(said)
        if words:
            bare = json.dumps([day, clock, offset, ""], separators=(",", ":"))
            connection.execute(sa.update(message_table).where(message_table.c.id == place).values({name: bare}))
            changed += 1
    return changed


def _subjects_off(connection: Connection, secret: bytes) -> int:
    columns = message_table.c
    rows = connection.execute(sa.select(columns.id, columns.subject_key).where(columns.subject != "")).all()
    for place, key in rows:
        hashed = hashlib.blake2b(key.encode(), digest_size=16, key=secret).hexdigest() if key else ""
        connection.execute(sa.update(message_table).where(columns.id == place).values(subject="", subject_key=hashed))
        if hashed:
            token = token_hash(f"s:{hashed}", secret)
            connection.execute(insert_ignoring(connection, link_table).values(token=token, message=place))
    connection.execute(sa.update(request_table).values(subject=""))
    apart_table.keep_less(connection, "subject")
    return len(rows)
