"""Stored messages that can be tracked apart from all others, as they lie in the store: no database is needed here.

So another process can derive their requests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from inboxwatch.model import Decision, Message, Request
from inboxwatch.store.codec import Row, read_message
from inboxwatch.store.request_codec import request_row

Derive = Callable[[tuple[Message, ...], list[Decision]], list[Request]]
"""Messages that belong together and the decisions about them -> their requests; pure."""


class Portion(NamedTuple):
    """Row ids and rows (in the order of `codec.MESSAGE_COLUMNS`) of messages, and the decisions about them."""

    ids: tuple[int, ...]
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...] = ()


def derived(portion: Portion, derive: Derive, *, keep_text: bool) -> list[Row]:
    """Derive the requests of a portion, as rows in the order of `request_codec.REQUEST_COLUMNS`."""
    messages = tuple(map(read_message, portion.rows))
    return [request_row(request, keep_text=keep_text) for request in derive(messages, list(portion.decisions))]
