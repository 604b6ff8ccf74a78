"""Bytes of a message -> Mail: headers, text, invitation, delivery report. Pure, bounded, total: nothing raises.

A connector with whole messages calls `parse`. One that asks a server for pieces asks for `HEADERS`, makes a `Leaf`
of each leaf of the structure, lets `choose` say which parts are worth reading, reads the first
`excerpt_bytes(content_type)` encoded bytes of the text (and `PART_BYTES` of the others), and calls `assemble`, or
delivers `Mails` that are read later. The same functions work underneath, so the same message gives an equal Mail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from inboxwatch.mail import headers as _headers
from inboxwatch.mail import structure as _structure
from inboxwatch.mail.build import Piece, Pieces, Place, build
from inboxwatch.mail.facts import facts, key, times
from inboxwatch.mail.headers import FILE_HEADERS, HEADERS
from inboxwatch.mail.invitation import CALENDAR_BYTES
from inboxwatch.mail.report import REPORT_BYTES
from inboxwatch.mail.structure import Choice, Leaf, choose
from inboxwatch.mail.subjects import normalise as normalise_subject
from inboxwatch.mail.text import EXCERPT_BYTES, excerpt_bytes
from inboxwatch.mail.unread import Mails, Unread, message_id, read, unreadable
from inboxwatch.model import Mail, Part

__all__ = [
    "EXCERPT_BYTES",
    "FILE_HEADERS",
    "HEADERS",
    "PART_BYTES",
    "Choice",
    "Leaf",
    "Mails",
    "Piece",
    "Unread",
    "assemble",
    "choose",
    "excerpt_bytes",
    "facts",
    "key",
    "message_id",
    "normalise_subject",
    "parse",
    "times",
    "unreadable",
]

PART_BYTES: Mapping[str, int] = {
    "invitation": CALENDAR_BYTES,
    "report": REPORT_BYTES,
    "original": REPORT_BYTES,
    "reaction": 1_000,
}
"""Encoded bytes read of each part that `choose` names, by its field in `Choice`; `excerpt_bytes` is for the text."""

_LINE_BYTES = 2_000  # longer than any line end is away (RFC 5322 allows 998)


def parse(
    raw: bytes, *, ref: str, folder: str = "", in_sent: bool = False, provider_time: dt.datetime | None = None
) -> Mail:
    """Read a whole message (CRLF, LF or CR line ends). Never raises: what cannot be read is marked in `defects`."""
    place = Place(ref, folder, in_sent, provider_time)
    try:
        return _parse(raw, place)
    except Exception as error:  # noqa: BLE001 - R30: a hostile message must not take its neighbours along
        return unreadable(place, error)


def _parse(raw: bytes, place: Place) -> Mail:
    if b"\r" in raw[:_LINE_BYTES] and b"\n" not in raw[:_LINE_BYTES]:
        raw = raw.replace(b"\r", b"\n")  # as programs on old Macs wrote files
    head, body = _headers.end_of_block(raw)
    fields, broken = _headers.split(raw[:head])
    leaves, odd = _structure.leaves(raw, body, fields)
    chosen = choose(leaves)
    limits = (excerpt_bytes(chosen.text.content_type) if chosen.text else 0, *PART_BYTES.values())
    pieces = Pieces(
        *(
            None if leaf is None else Piece.of(leaf, raw[leaf.start : min(leaf.end, leaf.start + limit + 1)])
            for leaf, limit in zip(chosen, limits, strict=True)
        )
    )
    return build(fields, pieces, tuple(leaf.part() for leaf in leaves), place, broken + odd)


def assemble(  # noqa: PLR0913 - one argument for each thing that a server answers
    header_block: bytes,
    *,
    text: bytes,
    encoding: str,
    charset: str,
    content_type: str,
    structure: tuple[Part, ...],
    ref: str,
    folder: str = "",
    in_sent: bool = False,
    provider_time: dt.datetime | None = None,
    provider_conversation: str = "",
    flowed: bool = False,
    delsp: bool = False,
    invitation: Piece | None = None,
    report: Piece | None = None,
    original: Piece | None = None,
    reaction: Piece | None = None,
) -> Mail:
    """Make the same Mail from what a server hands out in pieces. Never raises.

    `text` holds the first `excerpt_bytes` encoded bytes of the text part that `choose` picked, `encoding`, `charset`
    and `content_type` (the bare type, lower-case, "" if there is no text part) are that part's.
    """
    place = Place(ref, folder, in_sent, provider_time, provider_conversation)
    body = Piece(text, content_type, encoding.lower(), charset, flowed, delsp) if content_type else None
    return read(header_block, Pieces(body, invitation, report, original, reaction), structure, place)
