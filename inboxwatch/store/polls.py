"""Which mailboxes of a space workers poll, as its owner sees it; read without `Store`'s libraries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inboxwatch.store.state import MailboxState

_MAY: Final = "SELECT has_column_privilege(to_regclass('inboxwatch.polled'), 'read_at', 'SELECT')"
"""Null where there is no such table."""
_POLLED: Final = (
    "SELECT mailbox, every, due_at, read_at FROM inboxwatch.polled "
    "WHERE owner = coalesce(nullif(current_setting('inboxwatch.owner', true), ''), current_user) ORDER BY mailbox"
)


@dataclass(frozen=True, slots=True)
class Poll:
    """A mailbox that workers poll: `every` in seconds, when it is due next and when it was last read (UTC), if ever."""

    mailbox: str
    every: int
    due_at: dt.datetime
    read_at: dt.datetime | None


def polls(ask: Callable[[str], Any]) -> tuple[Poll, ...]:
    """Ask which there are; none for a login that may not see it. `ask` is `Asks.execute` of an open transaction."""
    if not ask(_MAY).fetchone()[0]:
        return ()
    return tuple(
        Poll(mailbox, every, _utc(due), _utc(read) if read else None) for mailbox, every, due, read in ask(_POLLED)
    )


def laid_over(states: Iterable[MailboxState], found: Iterable[Poll]) -> list[MailboxState]:
    """The states as workers know them, who write down in the space only what is new, or each quarter of an hour."""
    read = {each.mailbox: each.read_at for each in found if each.read_at is not None}
    return [_newer(state, read.get(state.name)) for state in states]


def _newer(state: MailboxState, read_at: dt.datetime | None) -> MailboxState:
    if read_at is None or (state.last_success is not None and state.last_success >= read_at):
        return state
    return replace(state, last_success=read_at.replace(microsecond=0))


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)
