"""Which requests one wants to see; no database here, so that the quick reader shares it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch.model import State


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty fields mean all.

    `sender` is any part of the address; `since` (included) and `until` (not) bound `received_at`, `due_before` (not)
    bounds `due_at`. `message_id` is one in angle brackets. `promised`: only those with a promise. `apart` asks for
    what is never mixed with the requests ("owed", "external": see `store.apart`) instead of them.
    """

    states: tuple[State, ...] = ()
    mailbox: str = ""
    department: str = ""
    sender: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    due_before: dt.datetime | None = None
    message_id: str = ""
    promised: bool = False
    apart: str = ""

    @property
    def only_open(self) -> bool:
        """Whether only open ones fit."""
        return self.states == (State.OPEN,)


def like(text: str) -> str:
    r"""Escape a text for `LIKE … ESCAPE '\'`."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
