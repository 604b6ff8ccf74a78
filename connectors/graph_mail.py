"""A message as Microsoft Graph shows it -> the pieces that `inboxwatch.mail` reads.

Mail that came by transport shows its header fields, and these count. What the owner sent mostly has none: there the
properties stand for them, and the thread is in two MAPI properties (MS-OXOMSG 2.2.1.11, MS-OXCMAIL). Whatever comes is
hostile: any field may be missing or of another type.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime, formataddr
from typing import Any
from unicodedata import category

from connectors import graph_meetings as meetings
from inboxwatch.mail import EXCERPT_BYTES, HEADERS, Piece, Unread
from inboxwatch.mail.headers import MAX_LIST_CHARS, REFUSED, parameters

IN_REPLY_TO, REFERENCES, MESSAGE_CLASS = "String 0x1042", "String 0x1039", "String 0x1A"
PROPERTIES = (IN_REPLY_TO, REFERENCES, MESSAGE_CLASS, meetings.GLOBAL_ID, meetings.ANSWER_WANTED)
FIELDS = (
    "receivedDateTime", "sentDateTime", "hasAttachments", "isDraft", "internetMessageId", "internetMessageHeaders",
    "conversationId", "subject", "from", "sender", "toRecipients", "ccRecipients", "bccRecipients", "replyTo",
)  # fmt: skip
"""What the rules need of every message; `body` and extended properties besides, where the permission covers them."""
_WANTED = frozenset(HEADERS)
_PEOPLE = (("From", "from"), ("Sender", "sender"))
_LISTS = (("To", "toRecipients"), ("Cc", "ccRecipients"), ("Bcc", "bccRecipients"), ("Reply-To", "replyTo"))
_MOST_PEOPLE, _MOST_HEADERS = 5_000, 1_000
_LONGEST_EMOJI = 60
_JOINERS = "\ufe0f\u200d"
"""The variation selector and the joiner, of which one picture may be made up."""


def query(*, text: bool) -> str:
    """The `$select` and `$expand` of every question for messages."""
    if not text:
        return f"$select={','.join(FIELDS)}"
    wanted = " or ".join(f"id eq '{name}'" for name in PROPERTIES)
    expand = f"singleValueExtendedProperties($filter={wanted})".replace(" ", "%20")
    return f"$select={','.join((*FIELDS, 'body'))}&$expand={expand}"


@dataclass(frozen=True)
class Reader:
    """Reads the messages of one mailbox; `owner` is its address."""

    owner: str

    def read(self, item: Mapping[str, Any], ref: str) -> Unread:
        """Make the pieces of one message. Never raises."""
        properties = dict(_properties(item))
        fields = list(_transported(item))
        names = {name.lower() for name, _ in fields}
        if "from" not in names:
            fields += [(name, value) for name, value in _shown(item, properties) if name.lower() not in names]
        block = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "replace")
        declared = next((value for name, value in fields if name.lower() == "content-type"), "")
        body, text = _body(item)
        kinds = [("text/html" if body.content_type == "text/html" else _text_kind(declared), "", "", len(text))]
        others = {}
        meeting = meetings.kind(item, properties.get(MESSAGE_CLASS, ""))
        if meeting is not None:
            method, answer = meeting
            content = meetings.part(method, answer, properties, _address(item.get("from")), self.owner)
            others["invitation"] = Piece(content, "text/calendar", "8bit", "utf-8", method=method)
            kinds.append(("text/calendar", "", method, len(content)))
        emoji = _reaction(text)
        if emoji:
            others["reaction"] = Piece(emoji, "text/plain", "8bit", "utf-8")
        if item.get("hasAttachments") is True:
            kinds.append(("application/octet-stream", "attachment", "", 0))
        return Unread(block, body, others, tuple(kinds), ref, instant(item.get("receivedDateTime")), _id(item))


def _text_kind(declared: str) -> str:
    """The type of the one part: that of the message where it has one part only."""
    kind = parameters(declared)[0] if declared else ""
    return kind if kind.startswith("text/") and kind != "text/html" else "text/plain"


def _id(item: Mapping[str, Any]) -> str:
    found = item.get("conversationId")
    return found[:500] if isinstance(found, str) and found.isprintable() else ""


def _body(item: Mapping[str, Any]) -> tuple[Piece, bytes]:
    """The excerpt of the text that is kept, and the whole text's bytes to measure."""
    body = item.get("body")
    content = body.get("content") if isinstance(body, Mapping) else ""
    text = content.encode("utf-8", "replace") if isinstance(content, str) else b""
    if isinstance(body, Mapping) and str(body.get("contentType", "")).lower() == "html":
        from inboxwatch.mail import excerpt_bytes

        return Piece(text[: excerpt_bytes("text/html")], "text/html", "8bit", "utf-8"), text
    return Piece(text[: EXCERPT_BYTES + 1], "text/plain", "8bit", "utf-8"), text


def _reaction(text: bytes) -> bytes:
    """The text where it is an emoji and nothing else: Graph tells no reaction (RFC 9078) from any other part."""
    if len(text) > _LONGEST_EMOJI:
        return b""
    shown = text.decode("utf-8", "replace").strip()
    signs = [char for char in shown if char not in _JOINERS]
    return shown.encode() if signs and all(category(char) in {"So", "Sk"} for char in signs) else b""


def _line(value: object) -> str:
    """A value on one line: folds become blanks, stray line ends and NUL the mark of what is refused (T5)."""
    text = str(value)[:MAX_LIST_CHARS].replace("\r\n ", " ").replace("\r\n\t", " ").replace("\n ", " ")
    return "".join(REFUSED if char in "\r\n\0" else char for char in text)


def _transported(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The header fields that came with the message, those that are read."""
    found = item.get("internetMessageHeaders")
    for each in found[:_MOST_HEADERS] if isinstance(found, list) else ():
        name = each.get("name") if isinstance(each, Mapping) else None
        if isinstance(name, str) and name.lower() in _WANTED:
            yield name, _line(each.get("value") or "")


def _properties(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The extended properties by their ids, however the service spells these."""
    known = {_plain(name): name for name in PROPERTIES}
    found = item.get("singleValueExtendedProperties")
    for each in found[:50] if isinstance(found, list) else ():
        if isinstance(each, Mapping) and _plain(str(each.get("id"))) in known:
            yield known[_plain(str(each["id"]))], _line(each.get("value") or "")


def _plain(name: str) -> str:
    """The id of a property without case and leading zeros: the service writes 0x1a for 0x001A."""
    return name.lower().replace("0x00", "0x").replace("0x0", "0x")


def _shown(item: Mapping[str, Any], properties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The header fields that the properties stand for."""
    for name, key in _PEOPLE:
        person = _person(item.get(key))
        if person and not (name == "Sender" and _address(item.get("sender")) == _address(item.get("from"))):
            yield name, person
    for name, key in _LISTS:
        people = item.get(key)
        written = [_person(each) for each in people[:_MOST_PEOPLE]] if isinstance(people, list) else []
        if any(written):
            yield name, ", ".join(one for one in written if one)
    if isinstance(item.get("subject"), str):
        yield "Subject", _line(item["subject"]).replace("=?", "= ?")
    sent = instant(item.get("sentDateTime"))
    if sent is not None:
        yield "Date", format_datetime(sent)
    for name, value in (("Message-ID", item.get("internetMessageId")), ("In-Reply-To", properties.get(IN_REPLY_TO))):
        if isinstance(value, str) and value:
            yield name, _line(value)
    if properties.get(REFERENCES):
        yield "References", properties[REFERENCES]


def _address(person: object) -> str:
    found = person.get("emailAddress") if isinstance(person, Mapping) else None
    address = found.get("address") if isinstance(found, Mapping) else None
    return address if isinstance(address, str) and address.isprintable() else ""


def _person(person: object) -> str:
    """Name and address as a header has them, "" without an address."""
    address = _address(person)
    if not address or any(char in address for char in ' <>,;"()'):
        return ""
    name = person["emailAddress"].get("name") if isinstance(person, Mapping) else ""
    shown = _line(name)[:200] if isinstance(name, str) and name != address else ""
    try:
        return formataddr((shown, address))
    except (UnicodeError, ValueError):
        return f"<{address}>"


def instant(value: object) -> dt.datetime | None:
    """Read an instant (ISO 8601, up to seven digits of a second); None for anything else."""
    if not isinstance(value, str) or not value[:1].isdigit():
        return None
    try:
        when = dt.datetime.fromisoformat(value[:19])
    except ValueError:
        return None
    return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else None
