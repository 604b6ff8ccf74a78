"""Header fields and the few parts worth reading -> Mail; the one path for whole messages and for IMAP pieces."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import NamedTuple

from inboxwatch.mail import addresses, authentication, dates, headers, identifiers, invitation, report, structure, words
from inboxwatch.mail import text as texts
from inboxwatch.model import Address, DeliveryReport, Invitation, Mail, Part

_EMPTY: tuple[str, ...] = ("",)
_MAX_SUBJECT = 1_000


class Piece(NamedTuple):
    """A MIME part, or its first bytes, as a server hands it out: still encoded. Everything lower-case but content."""

    content: bytes
    content_type: str = "text/plain"
    encoding: str = ""
    charset: str = ""
    flowed: bool = False
    delsp: bool = False
    method: str = ""

    @staticmethod
    def of(leaf: structure.Leaf, content: bytes) -> Piece:
        """Join a leaf of the structure with its bytes."""
        return Piece(content, leaf.content_type, leaf.encoding, leaf.charset, leaf.flowed, leaf.delsp, leaf.method)

    def decoded(self, limit: int) -> str:
        """Return the decoded text of the first `limit` encoded bytes, line ends as they are."""
        data, cut = texts.clip(self.content, limit)
        data = texts.transfer_decode(data, self.encoding, cut=cut)
        return words.decode(data, self.charset, cut=cut).replace("\0", "")


class Pieces(NamedTuple):
    """The parts that were read; None where the message has none."""

    text: Piece | None = None
    invitation: Piece | None = None
    report: Piece | None = None
    original: Piece | None = None
    reaction: Piece | None = None


class Place(NamedTuple):
    """Where a connector found the message, and what its provider knows about it."""

    ref: str
    folder: str = ""
    in_sent: bool = False
    provider_time: dt.datetime | None = None
    provider_conversation: str = ""


def build(
    fields: headers.Fields, pieces: Pieces, parts: tuple[Part, ...], place: Place, defects: tuple[str, ...] = ()
) -> Mail:
    """Put a Mail together from what was split and chosen."""
    get = fields.get
    sender = _sender(get("from", ()))
    date, offset = _date(get("date", ()))
    subject = words.header(get("subject", _EMPTY)[0])[:_MAX_SUBJECT]
    in_reply_to = identifiers.several(get("in-reply-to", ()), 10)
    references = identifiers.several(get("references", ()))
    written = get("sender", ())
    author = addresses.strict(written[0]) if len(written) == 1 else None
    text = _text(pieces.text)
    content_type = headers.head(get("content-type", ("text/plain",))[0]) or "text/plain"
    return Mail(
        ref=place.ref,
        folder=place.folder,
        in_sent=place.in_sent,
        message_id=identifiers.first(get("message-id", ())),
        in_reply_to=in_reply_to,
        references=references,
        sender=sender,
        sender_header=author.address if author else "",
        reply_to=addresses.several(get("reply-to", ())),
        to=addresses.several(get("to", ())),
        cc=addresses.several(get("cc", ())),
        bcc=addresses.several(get("bcc", ())),
        subject=subject,
        date=date,
        utc_offset=offset,
        received_header=_received(get("received", ())),
        provider_time=place.provider_time.astimezone(dt.UTC) if place.provider_time else None,
        headers=fields,
        text=text,
        content_type=content_type,
        structure=parts,
        invitation=_invitation(pieces.invitation),
        report=_report(fields, pieces, subject, text, references or in_reply_to),
        reaction=_reaction(pieces.reaction),
        authentication=authentication.read(get("authentication-results", ())),
        provider_conversation=place.provider_conversation,
        defects=defects + _defects(fields, sender, date),
    )


def _sender(values: tuple[str, ...]) -> Address | None:
    return addresses.strict(values[0]) if len(values) == 1 else None


def _date(values: tuple[str, ...]) -> tuple[dt.datetime | None, int]:
    found = dates.parse(values[0]) if values else None
    return found or (None, 0)


def _received(values: tuple[str, ...]) -> dt.datetime | None:
    for value in values:
        found = dates.received(value)
        if found is not None:
            return found
    return None


def _text(piece: Piece | None) -> str:
    if piece is None:
        return ""
    return texts.excerpt(
        piece.content,
        content_type=piece.content_type,
        encoding=piece.encoding,
        charset=piece.charset,
        flowed=piece.flowed,
        delsp=piece.delsp,
    )


def _invitation(piece: Piece | None) -> Invitation | None:
    if piece is None:
        return None
    return invitation.read(piece.decoded(invitation.CALENDAR_BYTES), piece.method)


def _report(
    fields: headers.Fields, pieces: Pieces, subject: str, text: str, referred: tuple[str, ...]
) -> DeliveryReport | None:
    original = pieces.original.decoded(report.REPORT_BYTES) if pieces.original else ""
    if pieces.report is not None:
        return report.read(pieces.report.decoded(report.REPORT_BYTES), original, referred)
    return report.from_wording(fields, subject, text, referred, original)


def _reaction(piece: Piece | None) -> str:
    """Return the emoji (RFC 9078), or that of Gmail's JSON part."""
    if piece is None:
        return ""
    text = piece.decoded(1_000).strip()
    if piece.content_type.endswith("json"):
        try:
            loaded = json.loads(text)
        except ValueError:
            return ""
        text = str(loaded.get("emoji", "")) if isinstance(loaded, Mapping) else ""
    return words.tidy(text)[:20]


def _defects(fields: headers.Fields, sender: Address | None, date: dt.datetime | None) -> tuple[str, ...]:
    out = []
    if sender is None:
        out.append("several From headers" if len(fields.get("from", ())) > 1 else "From is not one address")
    if date is None:
        out.append("Date unreadable" if fields.get("date") else "no Date")
    return tuple(out)
