"""Which requests one wants to see; no database here, so that the quick reader shares it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch.model import State


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty fields mean all.

    `sender` is any part of the address; `since` (included) and `until` (not) bound `received_at`, `due_before` (not)
    bounds `due_at`. `message_id` is one in angle brackets. `promised`: only those with a promise.
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


def like(text: str) -> str:
    r"""Escape a text for `LIKE … ESCAPE '\'`."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
