"""Stored messages that can be tracked apart from all others, as they lie in the store: no database is needed here.

So another process can derive their requests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from inboxwatch.model import Decision, Message, Request
from inboxwatch.store.codec import Row, read_message
from inboxwatch.store.request_codec import request_row

Derive = Callable[[tuple[Message, ...], list[Decision], tuple[Message, ...]], list[Request]]
"""Messages that belong together, the decisions about them, witnesses -> their requests; pure."""


class Portion(NamedTuple):
    """Row ids and rows (in the order of `codec.MESSAGE_COLUMNS`) of messages, and the decisions about them.

    `witnesses` are rows of further messages, needed only to see which answers a mail rule sent.
    """

    ids: tuple[int, ...]
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...] = ()
    witnesses: tuple[Row, ...] = ()


def derived(portion: Portion, derive: Derive, *, keep_text: bool) -> list[Row]:
    """Derive the requests of a portion, as rows in the order of `request_codec.REQUEST_COLUMNS`."""
    messages = tuple(map(read_message, portion.rows))
    witnesses = tuple(map(read_message, portion.witnesses))
    requests = derive(messages, list(portion.decisions), witnesses)
    return [request_row(request, keep_text=keep_text) for request in requests]
