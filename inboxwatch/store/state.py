"""What the store tells about mailboxes and tracking; plain values, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch.model import Message, Request

SECRET = "secret"  # noqa: S105 - a name
"""Name in `meta` of the key of all keyed hashes, hexadecimal; it never leaves the store."""
PERSONAL = "personal"
"""Name in `meta` of the owner's own weights, made by `inboxwatch train`: names of shipped features and numbers."""


@dataclass(frozen=True, slots=True)
class MailboxState:
    """How far a mailbox was read and how the last pass went; instants in UTC, None where it never happened.

    `last_error` is "" after a good pass, else a sentence; `permanent`: it will not go away before somebody acts.
    `notices` are sentences the owner should see, `alarms` those of them that must not be overlooked. `first_success`
    is when the first complete pass was: what was received before it is history, and nobody is reminded of it.
    """

    name: str
    cursor: str = ""
    last_success: dt.datetime | None = None
    last_error: str = ""
    error_at: dt.datetime | None = None
    next_attempt: dt.datetime | None = None
    notices: tuple[str, ...] = ()
    first_success: dt.datetime | None = None
    permanent: bool = False
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """The open requests in figures: how many, how many of them were due before some instant, the first to fall due.

    `first` are the most urgent ones, as last derived; `coming` is the next one that falls due from that instant on.
    """

    open: int = 0
    overdue: int = 0
    first: tuple[Request, ...] = ()
    coming: Request | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What one batch changed: messages that were new, and known ones that changed."""

    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that could not be read or judged: where it is, how often it was tried, why it failed, and when (UTC).

    `attempts` are those of this version of the program.
    """

    mailbox: str
    ref: str
    attempts: int
    why: str
    tried_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that must be tracked together, with their row ids in the same order; `witnesses` as for the tracker."""

    ids: tuple[int, ...]
    messages: tuple[Message, ...]
    witnesses: tuple[Message, ...] = ()
