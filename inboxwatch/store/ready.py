"""Messages made ready for `Store.add_ready`: plain values, so that another process can make them. No database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.store.codec import Row, clean_row, message_row
from inboxwatch.store.tokens import links

if TYPE_CHECKING:
    from inboxwatch.model import Message

Ready = tuple[Row, list[int]]
"""A message as a clean row in the order of `codec.MESSAGE_COLUMNS`, and its hashed link tokens."""


def ready(message: Message, secret: bytes, *, keep_text: bool) -> Ready:
    """Make a message ready; `secret` is the store's, words of the mail stay only with `keep_text`."""
    return clean_row(message_row(message, keep_text=keep_text)), links(message, secret)
