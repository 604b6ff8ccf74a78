"""Messages as Exchange's schema shows them: the properties of an item, by their field URI."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterable
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from lxml import etree

from tests.servers.ews_state import Folder, Item

M = "http://schemas.microsoft.com/exchange/services/2006/messages"
T = "http://schemas.microsoft.com/exchange/services/2006/types"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ELEMENTS = {"Request": "MeetingRequest", "Resp": "MeetingResponse", "Canceled": "MeetingCancellation"}


def t(name: str, text: str | None = None, *children: etree._Element, **attributes: str) -> etree._Element:
    """Make an element of the types namespace."""
    return _made(T, name, text, children, attributes)


def m(name: str, text: str | None = None, *children: etree._Element, **attributes: str) -> etree._Element:
    """Make an element of the messages namespace."""
    return _made(M, name, text, children, attributes)


def _made(
    space: str, name: str, text: str | None, children: Iterable[etree._Element], attributes: dict[str, str]
) -> etree._Element:
    made = etree.Element(f"{{{space}}}{name}", {key: clean(value) for key, value in attributes.items()})
    made.text = None if text is None else clean(text)
    made.extend(children)
    return made


def clean(text: str) -> str:
    """What XML 1.0 can carry."""
    return _ILLEGAL.sub("?", text)


def stamp(when: dt.datetime, *, fraction: bool = False) -> str:
    """A time as the schema writes it; some servers add fractions of a second."""
    text = when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.763Z" if fraction else f"{text}Z"


def decoded(value: object) -> str:
    """A header value in readable form."""
    try:
        return str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, UnicodeError):
        return str(value)


def header_values(message: Message) -> list[tuple[str, str]]:
    """The header as the item shows it: unfolded, bytes read as UTF-8."""
    found = []
    for name, value in message.raw_items():
        text = str(value).encode("ascii", "surrogateescape").decode("utf-8", "replace")
        if re.fullmatch(r"[!-9;-~]+", name):
            found.append((name, re.sub(r"\r?\n[ \t]*", " ", text)))
    return found


def spelled_out(value: str) -> str:
    """A header value as some servers show it: each encoded word decoded on its own, quotes gone."""
    return " ".join(decoded(word) for word in value.replace('"', "").split(" "))


def mailbox(name: str, address: str) -> etree._Element:
    """One person in the types' form."""
    return t(
        "Mailbox", None, t("Name", name or address), t("EmailAddress", address), t("RoutingType", "SMTP"),
        t("MailboxType", "Mailbox"),
    )  # fmt: skip


def people(message: Message, header: str) -> list[etree._Element]:
    """Those whom a header names, as far as their addresses are good."""
    values = [value for name, value in header_values(message) if name.lower() == header.lower()]
    pairs = [(decoded(name), address) for name, address in getaddresses(values)]
    return [mailbox(name, address) for name, address in pairs if "@" in address]


def body_of(item: Item) -> tuple[str, str]:
    """The text that Exchange keeps: HTML where there is any, else plain; and which it is."""
    found: dict[str, Message] = {}
    for part in item.message.walk():
        if part.get_content_disposition() in (None, "inline") and not part.is_multipart():
            found.setdefault(part.get_content_type(), part)
    part = found.get("text/html") or found.get("text/plain")
    if part is None:
        return "", "Text"
    raw = part.get_payload(decode=True)
    text = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        words = text.decode(charset, "replace")
    except LookupError:
        words = text.decode("utf-8", "replace")
    return words, "HTML" if part.get_content_type() == "text/html" else "Text"


def attachments(item: Item) -> list[etree._Element]:
    """What hangs on the message, without content."""
    out = []
    message = item.message
    for number, part in enumerate(_attached(message)):
        kind = part.get_content_type()
        nested = kind == "message/rfc822"
        name = decoded(part.get_filename() or f"ATT{number:05d}")
        size = len(str(part.get_payload()))
        common = [t("AttachmentId", None, Id=f"{item.id}.{number}"), t("Name", name), t("ContentType", kind)]
        inline = "true" if part.get("Content-ID") else "false"
        rest = [t("Size", str(size)), t("IsInline", inline)]
        out.append(t("ItemAttachment" if nested else "FileAttachment", None, *common, *rest))
    return out


def attachment(item: Item, number: int) -> etree._Element:
    """One of these with its content."""
    row, part = attachments(item)[number], list(_attached(item.message))[number]
    raw = part.get_payload(decode=True)
    row.append(t("Content", base64.b64encode(raw if isinstance(raw, bytes) else b"").decode()))
    return row


def _attached(message: Message) -> Iterable[Message]:
    taken: set[str] = set()
    todo = [message]
    while todo:
        part = todo.pop(0)
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            yield part
        elif part.is_multipart():
            todo[:0] = [child for child in part.get_payload() if isinstance(child, Message)]
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() in (None, "inline"):
            if kind in taken:
                yield part
            taken.add(kind)
        elif kind != "text/calendar" and (part is not message or part.get_content_disposition()):
            yield part


def conversation(message: Message) -> str:
    """The conversation's id: the first message of the thread, as far as headers tell."""
    named = re.findall(r"<[^<>\s]+>", f"{message.get('References', '')} {message.get('In-Reply-To', '')}")
    root = named[0] if named else str(message.get("Message-ID", ""))
    return base64.b64encode(root.encode("utf-8", "replace")).decode()


def sent_at(item: Item) -> dt.datetime | None:
    """When the author says it was sent."""
    try:
        found = parsedate_to_datetime(str(item.message.get("Date", "")))
    except (ValueError, TypeError):
        return None
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found


class Shown:
    """One item's properties; `fractions`: times have them, `transport`: the header is kept (not so in Sent).

    `decodes`: the header is shown decoded.
    """

    def __init__(
        self, item: Item, folder: Folder, *, fractions: bool = False, transport: bool = True, decodes: bool = False
    ) -> None:
        """Nothing is made before it is asked for."""
        self.item, self.folder, self.fractions, self.transport = item, folder, fractions, transport
        self.decodes = decodes

    def element(self, uris: Iterable[str]) -> etree._Element:
        """The item with its id and these properties."""
        kind = self.item.item_class.removeprefix("IPM.Schedule.Meeting.").partition(".")[0]
        made = t(ELEMENTS.get(kind, "Message"), None, t("ItemId", None, Id=self.item.id, ChangeKey=self.item.etag()))
        for uri in uris:
            made.extend(each for each in self.property(uri) if each is not None)
        return made

    def property(self, uri: str) -> list[etree._Element | None]:  # noqa: PLR0911, C901 - one branch a URI
        """The elements of one property; empty where the item has none."""
        item, message = self.item, self.item.message
        name = uri.partition(":")[2]
        match name:
            case "MimeContent":
                return [t("MimeContent", base64.b64encode(item.raw).decode(), CharacterSet="UTF-8")]
            case "InternetMessageHeaders":
                values = header_values(message) if self.transport else []
                if self.decodes:
                    values = [(key, spelled_out(value)) for key, value in values]
                rows = [t("InternetMessageHeader", value, HeaderName=key) for key, value in values]
                return [t(name, None, *rows)] if rows else []
            case "Body":
                text, kind = body_of(item)
                return [t("Body", text, BodyType=kind)]
            case "Attachments":
                rows = attachments(item)
                return [t(name, None, *rows)] if rows else []
            case "ToRecipients" | "CcRecipients" | "BccRecipients" | "ReplyTo":
                header = {"ReplyTo": "Reply-To"}.get(name, name.removesuffix("Recipients"))
                rows = people(message, header)
                return [t(name, None, *rows)] if rows else []
            case "From" | "Sender":
                rows = people(message, name) or people(message, "From")
                return [t(name, None, rows[0])] if rows else []
            case "ConversationId":
                return [t(name, None, Id=conversation(message))]
            case "ParentFolderId":
                return [t(name, None, Id=self.folder.id, ChangeKey="AQ==")]
            case "DateTimeSent":
                when = sent_at(item)
                return [t(name, stamp(when, fraction=self.fractions))] if when else []
            case "DateTimeReceived" | "DateTimeCreated" | "LastModifiedTime":
                return [t(name, stamp(item.received, fraction=self.fractions))]
        return [self._simple(name)]

    def _simple(self, name: str) -> etree._Element | None:
        item, message = self.item, self.item.message
        headers = {"Subject": "Subject", "InReplyTo": "In-Reply-To", "References": "References",
                   "InternetMessageId": "Message-ID"}  # fmt: skip
        if name in headers:
            values = [value for key, value in header_values(message) if key.lower() == headers[name].lower()]
            return t(name, decoded(values[0]).strip()) if values else None
        flags = {"IsDraft": item.draft, "IsRead": item.read, "HasAttachments": bool(list(_attached(message)))}
        if name in flags:
            return t(name, "true" if flags[name] else "false")
        if name == "ItemClass":
            return t(name, item.item_class)
        return t(name, str(len(item.raw))) if name == "Size" else None
