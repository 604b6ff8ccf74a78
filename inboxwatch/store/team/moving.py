"""`team join` and `team leave`: a personal store into a space of a shared one, and back out of it.

A space that holds nothing takes the store as it is, its secret too, in one transaction. One that does is given the
facts (messages, decisions, notices), each only once, so that both ways can be repeated and nobody is told anything
twice; what is derived is derived again. Leaving keeps the space locked until the file is safely on disk and the space
empty, so that a kill at any moment leaves the one or the other whole.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.errors import StoreError
from inboxwatch.store.files import url_of
from inboxwatch.store.hold import HOLDER
from inboxwatch.store.hosts import elsewhere
from inboxwatch.store.instance import holder
from inboxwatch.store.state import SECRET
from inboxwatch.store.statements import bulk, following, insert_ignoring
from inboxwatch.store.store import Store
from inboxwatch.store.team.tallies import TALLIED
from inboxwatch.store.watch import EPOCH

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

MANY: Final = 1000
"""Rows that are held in memory at once."""

_FACTS: Final = ("message", "decision", "notice", "outgoing", "aside")
"""Tables that say whether a space has been used."""
_BY_NAME: Final = ("notice", "notice_item", "outgoing", "aside")
"""Facts whose keys mean the same in every store."""
_STAYS: Final = (EPOCH, HOLDER, TALLIED)
"""Names in `meta` that belong to a place, not to its rows."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is in the new place: how many of each; `whole`: it was taken as it is, not merged."""

    messages: int
    decisions: int
    notices: int
    whole: bool


def join(source: Store, target: Store) -> Moved:
    """Bring a personal store's rows into a space; the source stays as it is. Raises StoreError."""
    _idle(source)
    _idle(target)
    with source.exclusive(), target.exclusive():
        whole = _taken(source, target)
        if not whole:
            _merge(source, target)
        _check(source, target)
    return _counted(target, whole=whole)


def leave(store: Store, path: Path) -> Moved:
    """Write the own space to a SQLite file and erase it from the shared store, tallies and log included.

    Raises StoreError, and leaves the space as it is, where the file belongs to somebody else or a row were left.
    """
    _idle(store)
    with store.reading() as connection:
        used = _used(connection)
    if used and path.exists():
        _refuse_others(store, path)
    with store.exclusive(), store.writing() as connection:
        if used or not path.exists():  # else this was done before, and the file is what came of it
            _write(connection, path)
        moved = _moved(connection)
        connection.exec_driver_sql("SELECT inboxwatch.leave()")
        left = connection.exec_driver_sql("SELECT inboxwatch.left_of_me()").scalar()
        if left:
            raise StoreError(f"{left} rows would stay behind in {store.place}.", "Nothing was erased; ask your admin.")
    for beside in store.path.parent.glob(f"{store.path.name}*"):
        _remove(beside)
    return moved


def _write(connection: Connection, path: Path) -> None:
    """Make the file; it gets its name when it is whole."""
    draft = path.with_name(f".{path.name}.leaving")
    _remove(draft)
    try:
        with Store.open(url_of(draft)) as copy, copy.writing() as target:
            _empty(target)
            _copy(connection, target)
        _publish(draft, path)
    finally:
        _remove(draft)


def _idle(store: Store) -> None:
    who = holder(store.path)
    if who is not None:
        message = f"'inboxwatch run' is at work on {store.place} ({who})."
        raise StoreError(message, "End it first.")
    hold = elsewhere(store)
    if hold is not None:
        message = f"'inboxwatch run' on the host {hold.host} is at work on {store.place} ({hold})."
        raise StoreError(message, "End it there first.")


def _taken(source: Store, target: Store) -> bool:
    """Take everything as it is, if nothing is there yet."""
    with source.reading() as old, target.writing() as new:
        if _used(new):
            return False
        kept = {row.name: row.value for row in new.execute(sa.select(_table("meta")))}
        _empty(new)
        _copy(old, new)
        for name, value in kept.items():
            if name != SECRET:
                new.execute(insert_ignoring(new, _table("meta")).values(name=name, value=value))
    target._secret = None  # noqa: SLF001 - it is the source's now
    return True


def _used(connection: Connection) -> bool:
    """Whether a space holds any fact."""
    return any(connection.scalar(sa.select(sa.literal(1)).select_from(_table(name)).limit(1)) for name in _FACTS)


def _copy(old: Connection, new: Connection) -> None:
    for table in SQLModel.metadata.sorted_tables:
        names = table.columns.keys()
        statement = sa.select(table).execution_options(yield_per=MANY)
        if table.name == "meta":
            statement = statement.where(table.c.name.not_in(_STAYS))
        for rows in old.execute(statement).partitions(MANY):
            bulk(new, sa.insert(table), names, [tuple(row) for row in rows])
        there, here = (each.scalar(sa.select(sa.func.count()).select_from(table)) for each in (old, new))
        if table.name != "meta" and there != here:
            raise StoreError(
                f"Only {here} of {there} rows of '{table.name}' arrived.", "Nothing was changed; try again."
            )


def _empty(connection: Connection) -> None:
    for table in reversed(SQLModel.metadata.sorted_tables):
        connection.execute(sa.delete(table))


def _merge(source: Store, target: Store) -> None:
    for state in source.mailbox_states():
        stream = source.messages(state.name)
        while some := list(islice(stream, MANY)):
            target.add(state.name, some, None)
        if state.cursor and not target.cursor(state.name):
            target.add(state.name, [], state.cursor)
    with source.reading() as old, target.writing() as new:
        for name in _BY_NAME:
            table = _table(name)
            for rows in old.execute(sa.select(table)).partitions(MANY):
                bulk(new, insert_ignoring(new, table), table.columns.keys(), [tuple(row) for row in rows])
        _merge_first_passes(old, new)
        _merge_decisions(old, new)


def _merge_first_passes(old: Connection, new: Connection) -> None:
    """A mailbox was first read when the earlier of both read it: what came after that has been told."""
    mailbox = _table("mailbox")
    for name, first in old.execute(sa.select(mailbox.c.name, mailbox.c.first_success)):
        later = sa.or_(mailbox.c.first_success.is_(None), mailbox.c.first_success > first)
        if first is not None:
            new.execute(sa.update(mailbox).where(mailbox.c.name == name, later).values(first_success=first))


def _merge_decisions(old: Connection, new: Connection) -> None:
    """Each once; one that was taken back in the source is taken back."""
    table, untracked, message = _table("decision"), _table("untracked"), _table("message")
    columns = [column for column in table.columns if column.name not in {"id", "undone"}]
    names = [column.name for column in columns]
    known = {tuple(row[2:]): (row[0], row[1]) for row in new.execute(sa.select(table.c.id, table.c.undone, *columns))}
    number = following(new, table)
    for undone, *rest in old.execute(sa.select(table.c.undone, *columns).order_by(table.c.id)):
        values = dict(zip(names, rest, strict=True))
        if tuple(rest) not in known:
            new.execute(sa.insert(table).values(id=number, undone=undone, **values))
            number += 1
        elif undone and not known[tuple(rest)][1]:
            new.execute(sa.update(table).where(table.c.id == known[tuple(rest)][0]).values(undone=1))
        else:
            continue
        about = sa.select(message.c.id).where(message.c.mailbox == values["mailbox"], message.c.key == values["key"])
        for place in new.scalars(about).all():
            new.execute(insert_ignoring(new, untracked).values(message=place))


def _check(source: Store, target: Store) -> None:
    for state in source.mailbox_states():
        had, has = source.count(state.name), target.count(state.name)
        if has < had:
            message = f"Only {has} of {had} messages of '{state.name}' arrived in {target.place}."
            raise StoreError(message, "Nothing was removed; try again.")


def _counted(store: Store, *, whole: bool) -> Moved:
    with store.reading() as connection:
        return _moved(connection, whole=whole)


def _moved(connection: Connection, *, whole: bool = True) -> Moved:
    messages, decisions, notices = (
        connection.scalar(sa.select(sa.func.count()).select_from(_table(name))) or 0 for name in _FACTS[:3]
    )
    return Moved(messages, decisions, notices, whole)


def _refuse_others(store: Store, path: Path) -> None:
    """A file that is there may only be an earlier copy of this very space."""
    with Store.open(url_of(path), readonly=True) as there:
        _idle(there)
        if there.secret != store.secret and there.count():
            raise StoreError(f"{path} is another store.", "Name a new file with --to.")


def _publish(draft: Path, path: Path) -> None:
    """Give the finished file its name, on disk before anything is erased elsewhere."""
    _synced(draft)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).unlink()
    draft.replace(path)
    _synced(path.parent)


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():  # some file systems refuse to sync a folder
            raise
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).unlink()


def _table(name: str) -> Any:  # noqa: ANN401 - a table, its columns looked up by name
    return SQLModel.metadata.tables[name]
