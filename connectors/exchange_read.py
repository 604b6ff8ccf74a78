"""An item as Exchange shows it -> the pieces of a message, for the same reading as everywhere else.

Received messages carry the header that they came with; where it is missing (Sent, or a server that lost it) the
fields are written from the item's properties. Reports and meeting messages are small and read whole.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from typing import TYPE_CHECKING

from connectors.exchange_services import T, id_of, local, text
from inboxwatch.mail import HEADERS, PART_BYTES, Choice, Piece, Unread, choose, excerpt_bytes
from inboxwatch.mail.headers import end_of_block, parameters, split
from inboxwatch.mail.structure import leaves

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WHOLE_BYTES = 1 << 20
"""Items up to this size are read whole where their kind asks for it."""
_MOST_HEADERS = 500
_MOST_CHARS = 16_000
_BREAKS = re.compile(r"[\r\n\0\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_REACTIONS = "text/vnd.google.email-reaction+json"
"""What Gmail marks a reaction with, beside a text that says so in words."""
_REACTION_BYTES = 4_096
_SPECIAL = re.compile(r'([^<>"@]*[][:;\\][^<>"@]*)<([^<>"@\s]+@[^<>"@\s]+)>')
_ID = re.compile(r"<[^<>\s]{1,990}>")
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")


def when(value: str) -> dt.datetime | None:
    """Read a time of the schema, with or without fractions of a second; without a zone it is UTC."""
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return None
    try:
        read = dt.datetime.fromisoformat(found[1] + (found[2] or "Z"))
    except ValueError:
        return None
    return read.astimezone(dt.UTC)


def arrived(item: Element) -> dt.datetime | None:
    """When the mailbox took a message in; the next best time where the server does not say."""
    names = ("DateTimeReceived", "DateTimeCreated", "LastModifiedTime")
    return next((found for name in names if (found := when(text(item, name)))), None)


def wants_whole(item_class: str) -> bool:
    """Whether only the message as it was sent tells what it says: reports of delivery and meeting messages."""
    kind = item_class.upper()
    return kind.startswith(("REPORT.", "IPM.SCHEDULE.MEETING", "IPM.NOTE.RULES.OOFTEMPLATE"))


def is_draft(item: Element) -> bool:
    """Whether a message is still being written: marked so, and never sent through any server."""
    if text(item, "IsDraft").lower() not in ("true", "1"):
        return False
    names = {(row.get("HeaderName") or "").lower() for row in item.iterfind(f"{T}InternetMessageHeaders/*")}
    return "received" not in names


def unread(item: Element, ref: str) -> Unread:
    """The pieces of a message."""
    raw = _mime(item)
    return _whole(item, raw, ref) if raw else _pieces(item, ref)


def _mime(item: Element) -> bytes:
    return _base64(text(item, "MimeContent"))


def _base64(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _whole(item: Element, raw: bytes, ref: str) -> Unread:
    head, body = end_of_block(raw)
    fields, _ = split(raw[:head])
    found, _ = leaves(raw, body, fields)
    chosen = choose(found)
    limits = (excerpt_bytes(chosen.text.content_type) if chosen.text else 0, *PART_BYTES.values())
    pieces = {
        name: None if leaf is None else Piece.of(leaf, raw[leaf.start : min(leaf.end, leaf.start + limit + 1)])
        for name, leaf, limit in zip(Choice._fields, chosen, limits, strict=True)
    }
    body_piece = pieces.pop("text")
    others = {name: piece for name, piece in pieces.items() if piece is not None}
    parts = tuple(tuple_of(leaf.content_type, leaf.disposition, leaf.method, leaf.size) for leaf in found)
    return Unread(raw[:head] + b"\r\n", body_piece, others, parts, ref, arrived(item), conversation(item))


def _pieces(item: Element, ref: str) -> Unread:
    header = header_block(item)
    fields, _ = split(header)
    how = parameters(fields.get("content-disposition", ("",))[0])[0]
    words, kind = _body(item)
    content = words.encode("utf-8", "replace")
    piece = Piece(content[: excerpt_bytes(kind) + 1], kind, "", "utf-8") if content or not _attached(item) else None
    parts = _parts(item, fields.get("content-type", ("",))[0], tuple_of(kind, how, "", len(content)))
    reaction = {"reaction": piece} if piece is not None and how == "reaction" else _reaction(item)
    if how == "reaction" and reaction:
        mark, piece = reaction["reaction"], None
        parts = (tuple_of(mark.content_type, how, "", len(mark.content)),)
    return Unread(header, piece, reaction, parts, ref, arrived(item), conversation(item))


def reaction_row(item: Element) -> Element | None:
    """The attachment that a reaction became: Gmail's own part, or the only part of a mail that says it is one."""
    rows = [each for each in _attached(item) if local(each) == "FileAttachment"]
    for row in rows:
        length = text(row, "Size")
        if length.isdecimal() and int(length) <= _REACTION_BYTES:
            kind = parameters(text(row, "ContentType"))[0]
            if kind == _REACTIONS or (len(rows) == 1 and kind.startswith("text/") and _is_reaction(item)):
                return row
    return None


def _is_reaction(item: Element) -> bool:
    """Whether the header says so (RFC 9078) and the text is empty."""
    fields, _ = split(header_block(item))
    return parameters(fields.get("content-disposition", ("",))[0])[0] == "reaction" and not _body(item)[0].strip()


def _reaction(item: Element) -> dict[str, Piece]:
    """A reaction out of its attachment, once that was fetched."""
    row = reaction_row(item)
    content = b"" if row is None else _base64(text(row, "Content"))
    if row is None or not content:
        return {}
    return {"reaction": Piece(content[:_REACTION_BYTES], parameters(text(row, "ContentType"))[0], "", "utf-8")}


def conversation(item: Element) -> str:
    """Exchange's own id of the conversation."""
    return id_of(item, "ConversationId")[:512]


def _body(item: Element) -> tuple[str, str]:
    """The text and its type."""
    found = item.find(f"{T}Body")
    if found is None:
        return "", "text/plain"
    return found.text or "", "text/html" if (found.get("BodyType") or "").upper() == "HTML" else "text/plain"


def tuple_of(kind: str, disposition: str = "", method: str = "", size: int = 0) -> tuple[str, str, str, int]:
    """The arguments of a `Part`."""
    return kind, disposition, method, size


def _parts(item: Element, declared: str, shown: tuple[str, str, str, int]) -> tuple[tuple[str, str, str, int], ...]:
    """The structure as far as an item shows it: its text as `shown` (both of an alternative) and what is attached."""
    declared = parameters(declared)[0]
    if declared and not declared.startswith(("multipart/", "text/")):
        return (tuple_of(declared, size=shown[3]),)
    texts = [shown]
    if declared == "multipart/alternative" and shown[0] == "text/html":
        texts.insert(0, tuple_of("text/plain", size=shown[3]))
    rest = []
    for each in _attached(item):
        nested = local(each) == "ItemAttachment"
        what = "message/rfc822" if nested else parameters(text(each, "ContentType"))[0] or "application/octet-stream"
        inline = text(each, "IsInline").lower() in ("true", "1")
        length = text(each, "Size")
        rest.append(tuple_of(what, "inline" if inline else "attachment", "", int(length) if length.isdecimal() else 0))
    return (*texts, *rest[:200])


def _attached(item: Element) -> list[Element]:
    found = item.find(f"{T}Attachments")
    return [] if found is None else list(found)


def header_block(item: Element) -> bytes:
    """The header that the message came with, and what its properties say where a field is missing there."""
    rows: list[tuple[str, str]] = []
    for row in list(item.iterfind(f"{T}InternetMessageHeaders/*"))[:_MOST_HEADERS]:
        name = (row.get("HeaderName") or "").strip()
        if name.lower() in _WANTED:
            rows.append((name, _mended(name.lower(), row.text or "", item)))
    there = {name.lower() for name, _ in rows}
    rows += [(name, value) for name, make in _WRITTEN.items() if name.lower() not in there and (value := make(item))]
    lines = [f"{name}: {_one_line(value)}\r\n" for name, value in rows]
    return "".join(lines).encode("utf-8", "replace")


_WANTED = frozenset(HEADERS)


def _mended(name: str, value: str, item: Element) -> str:
    """A value that the server shows decoded, as some do, without what decoding took from it.

    Blanks between encoded words of a subject stay, which the property has not; quotes around a name go. A name is
    quoted again only where the one address of the value is the one that the server read, too.
    """
    if name == "subject" and "=?" not in value:
        said = text(item, "Subject")
        return said if value != said and value.split() and "".join(value.split()) == "".join(said.split()) else value
    if name in ("from", "sender") and (found := _SPECIAL.fullmatch(value.strip())):
        box = item.find(f"{T}{name.title()}/{T}Mailbox")
        if box is not None and text(box, "EmailAddress").strip().lower() == found[2].lower():
            return f'"{found[1].strip()}" <{found[2]}>'.replace("\\", "")
    return value


def _one_line(value: str) -> str:
    """A header's value without anything that could begin another header."""
    return _BREAKS.sub(" ", value).strip()


def _person(box: Element | None) -> str:
    """One person as a header names them; "" where the address is none of the internet's."""
    if box is None:
        return ""
    address, name = text(box, "EmailAddress").strip(), text(box, "Name").strip()
    if "@" not in address or any(char.isspace() or char in '<>,;:"' for char in address):
        return ""
    if not name or name == address:
        return address
    quoted = name[:_MOST_CHARS].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>'


def _people(name: str) -> Callable[[Element], str]:
    def write(item: Element) -> str:
        found = item.find(f"{T}{name}")
        return ", ".join(filter(None, (_person(each) for each in ([] if found is None else found))))

    return write


def _one(name: str) -> Callable[[Element], str]:
    def write(item: Element) -> str:
        found = item.find(f"{T}{name}")
        return "" if found is None else _person(found[0] if len(found) else None)

    return write


def _author(item: Element) -> str:
    return _one("From")(item) or _one("Sender")(item)


def _writer(item: Element) -> str:
    """Who really sent it, where that is somebody else."""
    sender = _one("Sender")(item)
    return sender if sender and sender != _author(item) else ""


def _identities(name: str) -> Callable[[Element], str]:
    return lambda item: " ".join(_ID.findall(text(item, name)[:_MOST_CHARS]))


def _sent(item: Element) -> str:
    found = when(text(item, "DateTimeSent"))
    return format_datetime(found) if found else ""


_WRITTEN: Mapping[str, Callable[[Element], str]] = {
    "From": _author,
    "Sender": _writer,
    "Reply-To": _people("ReplyTo"),
    "To": _people("ToRecipients"),
    "Cc": _people("CcRecipients"),
    "Bcc": _people("BccRecipients"),
    "Subject": lambda item: text(item, "Subject")[:_MOST_CHARS],
    "Date": _sent,
    "Message-ID": _identities("InternetMessageId"),
    "In-Reply-To": _identities("InReplyTo"),
    "References": _identities("References"),
}
"""The fields that are written from properties where the header lacks them."""
