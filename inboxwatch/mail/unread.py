"""Mails whose pieces a server has handed out and which are read when somebody looks at them, in whatever process.

Reading costs more than fetching, so a connector may leave it to whoever takes its batch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from inboxwatch.mail import headers, identifiers
from inboxwatch.mail.build import Piece, Pieces, Place, build
from inboxwatch.model import Mail, Part


class Unread(NamedTuple):
    """One message in pieces: the wanted header fields, the first bytes of its parts, and what they are.

    `text` holds the first `excerpt_bytes` encoded bytes of the text part that `choose` picked, None without one;
    `others` has the other parts by their field in `Choice`. `parts` are the arguments of `Part` of every leaf.
    """

    header: bytes
    text: Piece | None
    others: Mapping[str, Piece]
    parts: tuple[tuple[str, str, str, int], ...]
    ref: str
    provider_time: dt.datetime | None = None
    provider_conversation: str = ""


@dataclass(frozen=True)
class Mails(Sequence[Mail]):
    """The mails of one folder that these pieces make: read anew each time, nothing is kept of them."""

    folder: str = ""
    in_sent: bool = False
    pieces: list[Unread] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many there are, without reading any."""
        return len(self.pieces)

    def __iter__(self) -> Iterator[Mail]:
        """Read one after the other."""
        return (self._read(piece) for piece in self.pieces)

    @overload
    def __getitem__(self, index: int) -> Mail: ...
    @overload
    def __getitem__(self, index: slice) -> Mails: ...
    def __getitem__(self, index: int | slice) -> Mail | Mails:
        """Read one, or name some."""
        if isinstance(index, slice):
            return Mails(self.folder, self.in_sent, self.pieces[index])
        return self._read(self.pieces[index])

    def _read(self, it: Unread) -> Mail:
        place = Place(it.ref, self.folder, self.in_sent, it.provider_time, it.provider_conversation)
        return read(it.header, Pieces(it.text, **it.others), tuple([Part(*part) for part in it.parts]), place)


def read(header_block: bytes, pieces: Pieces, structure: tuple[Part, ...], place: Place) -> Mail:
    """Read a message of which a server handed out these pieces. Never raises: what cannot be read is marked."""
    try:
        fields, broken = headers.split(header_block)
        return build(fields, pieces, structure, place, broken)
    except Exception as error:  # noqa: BLE001 - R30: a hostile message must not take its neighbours along
        return unreadable(place, error)


def message_id(header_block: bytes) -> str:
    """Return the Message-ID that a mail with this header will have, without reading the rest of it; "" for none."""
    return identifiers.first(headers.values(header_block, "message-id"))


def unreadable(place: Place, error: Exception) -> Mail:
    """Return the record of a message that could not be read: there, marked, and nothing else."""
    return Mail(
        ref=place.ref,
        folder=place.folder,
        in_sent=place.in_sent,
        message_id="",
        in_reply_to=(),
        references=(),
        sender=None,
        sender_header="",
        reply_to=(),
        to=(),
        cc=(),
        bcc=(),
        subject="",
        date=None,
        utc_offset=0,
        received_header=None,
        provider_time=place.provider_time,
        headers={},
        text="",
        defects=(f"unreadable: {type(error).__name__}",),
    )
