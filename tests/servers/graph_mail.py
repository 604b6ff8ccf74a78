"""Raw RFC 822 mail -> the properties that Microsoft Graph shows of it, by the standard library alone.

What is known of Exchange is kept: mail that came by transport has `internetMessageHeaders`; what the owner sent has
none, and shows its thread in the MAPI properties In-Reply-To-Id and Internet-References.
"""

from __future__ import annotations

import base64
import email
import email.utils
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message as Raw
from typing import Any

IN_REPLY_TO, REFERENCES, MESSAGE_CLASS = "String 0x1042", "String 0x1039", "String 0x1A"
ANSWER_WANTED = "Boolean 0x63"
GLOBAL_ID = "Binary {6ED8DA90-450B-101B-98DA-00AA003F1305} Id 0x23"
_BODY_TYPES = ("text/plain", "text/html")
_MEETINGS = {
    "REQUEST": ("#microsoft.graph.eventMessageRequest", "IPM.Schedule.Meeting.Request", ""),
    "CANCEL": ("#microsoft.graph.eventMessage", "IPM.Schedule.Meeting.Canceled", ""),
    "ACCEPTED": ("#microsoft.graph.eventMessageResponse", "IPM.Schedule.Meeting.Resp.Pos", "accepted"),
    "TENTATIVE": ("#microsoft.graph.eventMessageResponse", "IPM.Schedule.Meeting.Resp.Tent", "tentativelyAccepted"),
    "DECLINED": ("#microsoft.graph.eventMessageResponse", "IPM.Schedule.Meeting.Resp.Neg", "declined"),
}


def stamp(when: datetime) -> str:
    """An instant as Graph writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fields(mail: Raw, *names: str) -> list[tuple[str, str]]:
    """Header fields as they came, 8-bit ones as UTF-8; all without `names`."""
    wanted = {name.lower() for name in names}
    return [
        (name, str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        for name, value in mail.raw_items()
        if not wanted or name.lower() in wanted
    ]


def words(value: object) -> str:
    """A header value as people read it."""
    text = " ".join(str(value or "").split())
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, UnicodeError, email.errors.MessageError):
        return text


def people(mail: Raw, name: str) -> list[dict[str, Any]]:
    """The recipients of a header field."""
    values = [value.replace("\n", " ").replace("\r", " ") for _, value in fields(mail, name)]
    found = email.utils.getaddresses(values)
    return [{"emailAddress": {"name": words(one), "address": address}} for one, address in found if address]


def identifiers(mail: Raw, *names: str) -> list[str]:
    """Message-IDs in these header fields."""
    return [one for _, value in fields(mail, *names) for one in re.findall(r"<[^<>\s]+>", value)]


def _decoded(part: Raw) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _plain(html: str) -> str:
    """As Exchange makes text of a page: paragraphs become lines, tags go."""
    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>", "", html)
    text = re.sub(r"(?i)<br\s*/?>|</(p|div|tr|li|blockquote)>", "\n", text)
    text = re.sub(r"(?s)<[^>]*>", "", text)
    for entity, char in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _leaves(mail: Raw) -> list[Raw]:
    return [part for part in mail.walk() if not part.is_multipart()]


def _body(mail: Raw) -> str:
    """The text of the first part that is text and no attachment; a page as text."""
    parts = [part for part in _leaves(mail) if part.get_content_disposition() != "attachment"]
    for wanted in _BODY_TYPES:
        for part in parts:
            if part.get_content_type() == wanted:
                text = _decoded(part)
                text = _plain(text) if wanted == "text/html" else text
                return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return ""


def _calendar(mail: Raw) -> dict[str, str]:
    """UID, method and answer of the invitation inside, {} without one."""
    for part in _leaves(mail):
        if part.get_content_type() == "text/calendar":
            text = _decoded(part).replace("\r\n", "\n").replace("\n ", "")
            found = {name: re.search(rf"(?m)^{name}[^:\n]*:(.*)$", text) for name in ("METHOD", "UID")}
            values = {name: match[1].strip() for name, match in found.items() if match}
            answer = re.search(r"(?m)^ATTENDEE[^\n]*PARTSTAT=([A-Z-]+)", text)
            values["PARTSTAT"] = answer[1] if answer else ""
            values["RSVP"] = "FALSE" if "RSVP=FALSE" in text else "TRUE"
            return values
    return {}


def global_id(uid: str) -> str:
    """A UID inside Exchange's Global Object Id (MS-OXOCAL, 2.2.1.27), in base64."""
    head = bytes.fromhex("040000008200E00074C5B7101A82E008") + bytes(4) + bytes(8) + bytes(8)
    if re.fullmatch(r"040000008200E00074C5B7101A82E008[0-9A-F]+", uid):
        return base64.b64encode(bytes.fromhex(uid)).decode()
    data = b"vCal-Uid\x01\0\0\0" + uid.encode() + b"\0"
    return base64.b64encode(head + len(data).to_bytes(4, "little") + data).decode()


def shown(raw: bytes, received: datetime, *, transported: bool) -> dict[str, Any]:
    """Everything that Graph can show of a message but what belongs to its place."""
    mail = email.message_from_bytes(raw)
    sender = people(mail, "From")
    sent = None
    try:
        sent = email.utils.parsedate_to_datetime(str(mail["Date"])) if mail["Date"] else None
    except ValueError:
        sent = None
    calendar = _calendar(mail)
    method = calendar.get("METHOD", "")
    meeting = _MEETINGS.get(calendar["PARTSTAT"] if method == "REPLY" else method) if method else None
    properties = {
        IN_REPLY_TO: " ".join(identifiers(mail, "In-Reply-To")[:1]),
        REFERENCES: " ".join(identifiers(mail, "References")),
        MESSAGE_CLASS: meeting[1] if meeting else "IPM.Note",
        GLOBAL_ID: global_id(calendar["UID"]) if meeting and calendar.get("UID") else "",
        ANSWER_WANTED: "false" if meeting and calendar.get("RSVP") == "FALSE" else "true" if meeting else "",
    }
    attached = any(part.get_content_disposition() == "attachment" for part in _leaves(mail))
    values: dict[str, Any] = {
        "receivedDateTime": stamp(received),
        "sentDateTime": stamp(sent if sent and sent.tzinfo else received),
        "hasAttachments": attached,
        "internetMessageId": (identifiers(mail, "Message-ID") or [""])[0],
        "subject": words(next((value for _, value in fields(mail, "Subject")), "")),
        "from": sender[0] if sender else None,
        "sender": sender[0] if sender else None,
        "toRecipients": people(mail, "To"),
        "ccRecipients": people(mail, "Cc"),
        "bccRecipients": [] if transported else people(mail, "Bcc"),
        "replyTo": people(mail, "Reply-To"),
        "isDraft": False,
        "body": {"contentType": "text", "content": _body(mail)},
        "singleValueExtendedProperties": [{"id": name, "value": value} for name, value in properties.items() if value],
    }
    if transported:
        values["internetMessageHeaders"] = [{"name": name, "value": value} for name, value in fields(mail)]
    if meeting:
        values["@odata.type"] = meeting[0]
        if meeting[2]:
            values["responseType"] = meeting[2]
    return values
