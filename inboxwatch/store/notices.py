"""Notices in the store: written down before they are sent, recorded after; nobody is told twice or not at all (R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.notices import Delivery, Notice, NoticeItem, Record
from inboxwatch.store import requests
from inboxwatch.store.codec import clean, seconds
from inboxwatch.store.filter import like
from inboxwatch.store.messages import chunks, untracked_table
from inboxwatch.store.notice_codec import (
    ABOUT,
    ABOUT_ITEMS,
    ITEM_COLUMNS,
    NOTICE_COLUMNS,
    PAUSED,
    RELEVANT,
    RELEVANT_ITEMS,
    SUMMARIES,
    item_rows,
    notice_row,
    read_records,
    since,
)
from inboxwatch.store.statements import insert_ignoring, within
from inboxwatch.store.tables import MailboxTable, MetaTable, NoticeItemTable, NoticeTable

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from inboxwatch.model import Request
    from inboxwatch.store.store import Store

notice_table = NoticeTable.__table__  # type: ignore[attr-defined]
item_table = NoticeItemTable.__table__  # type: ignore[attr-defined]
mailbox_table = MailboxTable.__table__  # type: ignore[attr-defined]
meta_table = MetaTable.__table__  # type: ignore[attr-defined]


Choose = Callable[[Mapping[str, "Request"]], tuple[NoticeItem, ...]]
"""Requests by id as they are in the store -> the items of a notice that are still to be told. Pure."""
Rename = Callable[[Notice, tuple[NoticeItem, ...]], Notice]
"""A notice and fewer items -> the notice of these, with its own key. Pure."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What came of a claim: the record to send (`items` of it are still to be told), or None and why.

    `changed`: facts have come in that no request was derived from yet, or nothing is to be told: decide again.
    """

    record: Record | None = None
    items: tuple[NoticeItem, ...] = ()
    changed: bool = False


class Notices:
    """The notices of an open store. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        """Use `Store.notices`."""
        self._store = store

    def records(self, now: dt.datetime) -> list[Record]:
        """Return all records that a plan for `now` needs, oldest first."""
        with self._store.reading() as connection:
            return _read(connection, RELEVANT, RELEVANT_ITEMS, {"since": since(now)})

    def known(self, key: str) -> bool:
        """Whether there is a notice of this key."""
        with self._store.reading() as connection:
            return bool(connection.scalar(sa.select(sa.exists().where(notice_table.c.key == key))))

    def about(self, request: str) -> list[Record]:
        """Return the records of notices that spoke of a request, with their items about it alone."""
        with self._store.reading() as connection:
            return _read(connection, ABOUT, ABOUT_ITEMS, {"request": request})

    def summaries(self) -> list[Record]:
        """Return the records of all weekly summaries, oldest first."""
        with self._store.reading() as connection:
            return read_records([tuple(row) for row in connection.execute(sa.text(SUMMARIES))], [])

    def claim(self, wanted: Record, choose: Choose, rename: Rename) -> Claim:
        """Write down, in one transaction, that a notice is about to be sent, if that is still right.

        `wanted` is the record as it shall be; `choose` is asked once more what is still to be told (R3). Nothing is
        claimed that somebody else has, or while facts are waiting to be derived. Raises TakenOverError where another
        `run` has begun on this store (R13).
        """
        with self._store.writing() as connection:
            if _is_paused(connection, wanted.at):
                return Claim(changed=True)
            if wanted.notice.items and connection.scalar(sa.select(sa.func.count()).select_from(untracked_table)):
                return Claim(changed=True)
            present = _by_ids(connection, [item.request for item in wanted.notice.items])
            items = choose(present)
            if wanted.notice.items and not items:
                _update(connection, replace(wanted, state=Delivery.DROPPED, next_attempt=None))
                return Claim()
            record = replace(wanted, epoch=self._store.watch.epoch)
            if wanted.attempts == 1:
                record = replace(record, notice=rename(wanted.notice, items))
                return Claim(record, items) if _insert(connection, record) else Claim()
            return Claim(record, items) if _update(connection, record, after=wanted.attempts - 1) else Claim()

    def record(self, record: Record) -> None:
        """Keep how an attempt ended."""
        with self._store.writing() as connection:
            _update(connection, record)

    def restore(self, records: list[Record], first_passes: Mapping[str, dt.datetime]) -> int:
        """Take in what the journal knows of notices and mailboxes; returns how many notices were new here."""
        columns = mailbox_table.c
        with self._store.writing() as connection:
            for name, at in first_passes.items():
                later = sa.or_(columns.first_success.is_(None), columns.first_success > seconds(at))
                statement = sa.update(mailbox_table).where(columns.name == name, later)
                connection.execute(statement.values(first_success=seconds(at)))
            return sum(_insert(connection, record) for record in records)

    def forgive(self) -> None:
        """Give channels that were given up another chance: their refusals no longer count."""
        with self._store.writing() as connection:
            refused = sa.update(notice_table).where(notice_table.c.state == Delivery.FAILED.value)
            connection.execute(refused.values(target=""))

    def snoozes(self) -> dict[tuple[str, str], dt.datetime]:
        """Until when the owner wanted no reminders about which message's request, the last word of each."""
        decisions = self._store.decisions()
        return {(each.mailbox, each.key): each.until for each in decisions if each.until is not None}

    def paused_until(self) -> dt.datetime | None:
        """Until when the owner wants to hear nothing; may be past."""
        value = self._store.meta(PAUSED)
        return dt.datetime.fromtimestamp(int(value), dt.UTC) if value else None

    def pause(self, until: dt.datetime | None) -> None:
        """Have nothing told before an instant; None ends that (R27)."""
        self._store.set_meta(PAUSED, "" if until is None else str(seconds(until)))

    def sending(self, patience: float = 10.0) -> AbstractContextManager[None]:
        """Keep other processes from sending what is written down here, waiting for one that does. StoreError."""
        from inboxwatch.locks import locked

        path = self._store.path.with_name(self._store.path.name + ".sending")

        def busy() -> StoreError:
            return StoreError("Another inboxwatch is sending reminders.", "Try again when it has finished.")

        def broken(error: OSError) -> StoreError:
            message = f"The lock {path} cannot be opened: {error.strerror}."
            return StoreError(message, "Check who owns it and its folder.")

        return locked(path, patience, busy, broken)


def _is_paused(connection: Connection, now: dt.datetime) -> bool:
    """Whether the owner wants to hear nothing; asked again right before sending (R27)."""
    value = connection.scalar(sa.select(meta_table.c.value).where(meta_table.c.name == PAUSED))
    return seconds(now) < int(value or 0)


def _read(connection: Connection, notices: str, items: str, values: Mapping[str, object]) -> list[Record]:
    rows = [tuple(row) for row in connection.execute(sa.text(notices), values)]
    return read_records(rows, [tuple(row) for row in connection.execute(sa.text(items), values)])


def _by_ids(connection: Connection, ids: list[str]) -> dict[str, Request]:
    return {request.id: request for some in chunks(ids) for request in requests.by_ids(connection, some)}


def _insert(connection: Connection, record: Record) -> bool:
    """Write a new notice with its items; False if it, or one of its items, is there already."""
    values = dict(zip(NOTICE_COLUMNS, map(_clean, notice_row(record)), strict=True))
    savepoint = connection.begin_nested()
    if connection.execute(insert_ignoring(connection, notice_table).values(**values)).rowcount == 1:
        rows = [dict(zip(ITEM_COLUMNS, row, strict=True)) for row in item_rows(record.notice)]
        if all(connection.execute(insert_ignoring(connection, item_table).values(**row)).rowcount for row in rows):
            savepoint.commit()
            return True
    savepoint.rollback()
    return False


def _update(connection: Connection, record: Record, *, after: int | None = None) -> bool:
    """Write a known notice anew; with `after` only if that was its number of attempts: nobody else took it."""
    values = dict(zip(NOTICE_COLUMNS, map(_clean, notice_row(record)), strict=True))
    statement = sa.update(notice_table).where(notice_table.c.key == values.pop("key"))
    if after is not None:
        statement = statement.where(notice_table.c.attempts == after)
    return connection.execute(statement.values(**values)).rowcount == 1


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def forget(connection: Connection, ids: list[str], address: str) -> None:
    """Erase what was told about these requests, to this deputy, or with this address in an error."""
    for some in chunks(ids):
        connection.execute(sa.delete(item_table).where(within(item_table.c.request)), {"some": some})
    connection.execute(sa.delete(notice_table).where(sa.func.lower(notice_table.c.recipient) == address))
    empty = ~sa.exists().where(item_table.c.notice == notice_table.c.key)
    told = notice_table.c.kind.in_(("reminder", "digest"))
    connection.execute(sa.delete(notice_table).where(told, empty))
    named = notice_table.c.error.ilike(f"%{like(address)}%", escape="\\")
    connection.execute(sa.update(notice_table).where(named).values(error=""))


def purge(connection: Connection, before: int) -> None:
    """Delete notices that were last tried before an instant, and items about requests that are gone."""
    connection.execute(sa.delete(notice_table).where(notice_table.c.tried_at < before))
