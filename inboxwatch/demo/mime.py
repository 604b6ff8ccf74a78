"""Letters become bytes: RFC 5322 and MIME written by hand, so that every byte is known and a large mailbox is quick."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import quopri
from collections.abc import Iterable
from email.utils import format_datetime

from inboxwatch.demo.letter import Letter
from inboxwatch.demo.people import Person

_WORD_BYTES = 42
"""So many bytes make an encoded word of at most 75 characters (RFC 2047, section 2)."""


def words(text: str) -> str:
    """Header text as it is where it is ASCII, else as encoded words that never split a character (RFC 2047)."""
    if text.isascii():
        return text
    chunks, chunk = [], b""
    for character in text:
        code = character.encode()
        if len(chunk) + len(code) > _WORD_BYTES:
            chunks.append(chunk)
            chunk = b""
        chunk += code
    chunks.append(chunk)
    return "\n ".join(f"=?utf-8?B?{base64.b64encode(part).decode()}?=" for part in chunks)


def address(person: Person) -> str:
    """A mailbox as a header shows it."""
    return f"{words(person.name)} <{person.address}>" if person.name else person.address


def text_entity(text: str, subtype: str = "plain") -> bytes:
    """A text part with its header lines; quoted-printable only where it is needed."""
    if text.isascii():
        head, body = "us-ascii\nContent-Transfer-Encoding: 7bit", text.encode()
    else:
        head, body = "utf-8\nContent-Transfer-Encoding: quoted-printable", quopri.encodestring(text.encode())
    return f"Content-Type: text/{subtype}; charset={head}\n\n".encode() + body.rstrip(b"\n") + b"\n"


def entity(content_type: str, body: bytes, *headers: str) -> bytes:
    """Any other part, in base64."""
    lines = [f"Content-Type: {content_type}", "Content-Transfer-Encoding: base64", *headers, "", ""]
    return "\n".join(lines).encode() + base64.encodebytes(body)


def multipart(kind: str, parts: Iterable[bytes], parameters: str = "") -> bytes:
    """A container; its boundary follows from what it holds, so that equal letters are equal bytes."""
    parts = list(parts)
    boundary = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:24]
    line = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{parameters}\n\n'.encode()
    return head + b"".join(line + b"\n" + part + b"\n" for part in parts) + line + b"--\n"


def html_page(text: str) -> str:
    """What a mail program with HTML on makes of plain text."""
    paragraphs = "".join(
        f'<p class="MsoNormal">{html.escape(block, quote=False).replace(chr(10), "<br>" + chr(10))}</p>\n'
        for block in text.split("\n\n")
    )
    return f"<html><head><style>p.MsoNormal {{ margin: 0 0 8pt }}</style></head><body>\n{paragraphs}</body></html>\n"


def body(letter: Letter) -> bytes:
    """The MIME entity of a letter: its own header lines, an empty line, the content."""
    if letter.content:
        return letter.content
    content = text_entity(letter.text)
    if letter.sender.html:
        content = multipart("alternative", [content, text_entity(html_page(letter.text), "html")])
    if letter.attachment:
        filler = hashlib.sha256(letter.attachment.encode()).digest() * 180
        name = f'Content-Disposition: attachment; filename="{letter.attachment}"'
        content = multipart("mixed", [content, entity("application/pdf", filler, name)])
    return content


def received(letter: Letter, host: str) -> tuple[dt.datetime, list[str]]:
    """When the owner's server took it in, and the Received header that says so, topmost first."""
    digest = hashlib.sha256(letter.message_id.encode()).hexdigest()
    stamp = letter.when + dt.timedelta(seconds=3 + int(digest[:2], 16) % 40)
    line = (
        f"Received: from mail.{letter.sender.domain} (mail.{letter.sender.domain} [192.0.2.{int(digest[2:4], 16)}])\n"
        f"\tby mx.{host} with ESMTPS id {digest[:12]}; {format_datetime(stamp)}"
    )
    return stamp, [line]


def render(letter: Letter, host: str) -> tuple[dt.datetime, bytes]:
    """The whole message with LF line ends, and the instant at which it reached its folder."""
    stamp, lines = (letter.when, []) if letter.outgoing else received(letter, host)
    lines += [f"From: {address(letter.sender)}", "To: " + ",\n ".join(address(one) for one in letter.to)]
    if letter.cc:
        lines.append("Cc: " + ",\n ".join(address(one) for one in letter.cc))
    lines += [
        f"Subject: {words(letter.subject)}",
        f"Date: {format_datetime(letter.when)}",
        f"Message-ID: {letter.message_id}",
    ]
    if letter.parents:
        lines += [f"In-Reply-To: {letter.parents[-1]}", "References: " + "\n ".join(letter.parents)]
    lines += [f"{name}: {words(value)}" for name, value in letter.headers.items()]
    lines.append("MIME-Version: 1.0")
    return stamp, "\n".join(lines).encode() + b"\n" + body(letter)
