"""Channels: how the owner is told. One file each, which owns its settings and its errors.

To add one, write a module with a function

    def connect(settings: Mapping[str, object], around: Around) -> Channel

(`settings`: the channel's own table of the configuration) and a pydantic model `Settings` of that table, say in
`SECRET` whether its secret is a "password" or a "url", let a test class inherit `tests.contract_channels`, and name the
function in the entry-point group `inboxwatch.channels`. Nothing else has to change. What a channel must do is in
`inboxwatch.ports`: tell what became of a letter, truthfully, in one of four ways.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inboxwatch.model import Address

if TYPE_CHECKING:
    from inboxwatch.ports import Mailer


@dataclass(frozen=True, slots=True)
class Around:
    """What a channel may use of the rest of the program.

    `name` is the channel's own, `base` the folder that relative paths start from, `secret` fetches its password or
    address when called (raising NotSentError or RefusedError), `owner` is who is told, `key` the store's secret, and
    `mailer` makes what sends mail through a mailbox ("": the first that can).
    """

    name: str
    base: Path
    secret: Callable[[], str] = field(repr=False)
    owner: Address
    key: bytes = field(repr=False)
    mailer: Callable[[str], Mailer]

    def mark(self, text: str) -> str:
        """32 hexadecimal digits that only the owner of the store can make of a text: nobody can send them before us."""
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()[:32]


def visible(text: str) -> str:
    """The text without control characters and marks that turn its direction; line ends stay."""
    return "".join(char if char == "\n" or char.isprintable() or char in _JOINERS else " " for char in text)


_JOINERS = "\u200c\u200d"
"""Between letters of Persian or Hindi, and inside of some emoji."""
