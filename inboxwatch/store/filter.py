"""Which requests one wants to see; no database here, so that the quick reader shares it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch.model import State


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty fields mean all.

    `sender` is any part of the address; `since` (included) and `until` (not) bound `received_at`.
    """

    states: tuple[State, ...] = ()
    mailbox: str = ""
    department: str = ""
    sender: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def like(text: str) -> str:
    r"""Escape a text for `LIKE … ESCAPE '\'`."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
