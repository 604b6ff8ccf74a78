"""Mailbox states as rows; no database here, so that the quick reader shares it."""

from __future__ import annotations

from typing import Final

from inboxwatch.store.codec import Row, instant, split
from inboxwatch.store.state import MailboxState

MAILBOX_COLUMNS: Final = (
    "name",
    "cursor",
    "last_success",
    "last_error",
    "error_at",
    "next_attempt",
    "notices",
    "first_success",
    "permanent",
    "alarms",
)
"""Order of a mailbox row."""


def read_state(row: Row) -> MailboxState:
    """A mailbox's state from a row in the order of `MAILBOX_COLUMNS`."""
    name, cursor, success, error, error_at, attempt, notices, first, permanent, alarms = row
    read_at, failed_at, again_at, began = (
        None if stamp is None else instant(stamp) for stamp in (success, error_at, attempt, first)
    )
    return MailboxState(
        name, cursor, read_at, error, failed_at, again_at, split(notices), began, permanent != 0, split(alarms)
    )
