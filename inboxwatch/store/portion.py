"""Stored messages that can be tracked apart from all others, as they lie in the store: no database is needed here.

So another process can derive their requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from inboxwatch.model import Decision, Message, Request
from inboxwatch.store.apart import Beside, beside
from inboxwatch.store.codec import Row, read_message
from inboxwatch.store.request_codec import request_row

Found = tuple[list[Request], Mapping[str, list[Request]]]
"""Requests, and what is kept apart from them, by its relation."""

Derive = Callable[[tuple[Message, ...], list[Decision], tuple[Message, ...]], Found]
"""Messages that belong together, the decisions about them, witnesses -> their requests; pure."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Requests as rows in the order of `request_codec.REQUEST_COLUMNS`, and what is kept apart from them."""

    rows: list[Row] = field(default_factory=list)
    apart: list[Beside] = field(default_factory=list)

    def __len__(self) -> int:
        """How many requests there are."""
        return len(self.rows)


class Portion(NamedTuple):
    """Row ids and rows (in the order of `codec.MESSAGE_COLUMNS`) of messages, and the decisions about them.

    `witnesses` are rows of further messages, needed only to see which answers a mail rule sent.
    """

    ids: tuple[int, ...]
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...] = ()
    witnesses: tuple[Row, ...] = ()


def derived(portion: Portion, derive: Derive, *, keep_text: bool) -> Derived:
    """Derive the requests of a portion."""
    messages = tuple(map(read_message, portion.rows))
    witnesses = tuple(map(read_message, portion.witnesses))
    requests, others = derive(messages, list(portion.decisions), witnesses)
    return Derived(
        [request_row(request, keep_text=keep_text) for request in requests],
        [beside(relation, each, keep_text=keep_text) for relation, found in others.items() for each in found],
    )
