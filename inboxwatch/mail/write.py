"""Writing a mail: header fields that cannot be broken out of, text and HTML, always 7-bit. Pure.

Values may hold hostile text (a colleague's name, a subject): each becomes one line here, and what was written is
looked at once more before it is handed out (T4). RFC 5322, RFC 2047, RFC 3834, RFC 5436 section 2.7.1.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from inboxwatch.model import Address

LONGEST_VALUE = 800
"""Characters of a header's value; a subject of a megabyte is no subject."""
LONGEST_THREAD = 30
"""Message-IDs in References: the first and the latest, as RFC 5322 lets a long list be cut."""
SENDABLE = re.compile(r"[^\s<>\"(),:;\\\[\]@\x00-\x20\x7f-\xa0]{1,64}@[^\s<>\"(),:;\\\[\]@\x00-\x20\x7f-\xa0]{1,255}")
"""An address that may stand in an envelope and a header as it is."""
MESSAGE_ID = re.compile(r"<[^\s<>\x00-\x20\x7f-\uffff]{3,400}>")
"""A Message-ID that may stand in a header of ours (and in an IMAP command)."""
_HEADER = re.compile(rb"([!-9;-~]+): ")
_FOLD = "\r\n "
_WORD, _PIECE = 70, 45
"""Characters of a plain word, bytes of an encoded one; a line of a header holds at most 78."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to be written. `date` is aware; its offset is shown. `extra` holds further fixed headers.

    `images` holds the PNGs that `html` shows, by Content-ID (RFC 2392); ignored without `html`.
    """

    message_id: str
    date: dt.datetime
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    cc: tuple[Address, ...] = ()
    html: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)


def sendable(address: str) -> bool:
    """Whether an address may be written to at all: nothing in it can end an SMTP command or a header."""
    return bool(SENDABLE.fullmatch(address)) and all(char.isprintable() for char in address)


def notice_id(mark: str, domain: str) -> str:
    """Make the Message-ID of a notice; `mark` is 32 hexadecimal digits that only we can make."""
    return f"<{mark}.notice@inboxwatch.{domain}>"


def notice_headers(owner: str, domain: str) -> dict[str, str]:
    """What tells every machine that a machine wrote this for `owner`, so that none answers (RFC 3834, R24).

    No `Precedence`: it was never standardised, and mail of bulk precedence is sorted away by many.
    """
    return {
        "Auto-Submitted": f'auto-notified; owner-email="{owner}"',
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"inboxwatch notices <notices.inboxwatch.{domain}>",
    }


def one_line(text: str, longest: int = LONGEST_VALUE) -> str:
    """Make hostile text one line of visible characters: line ends of every kind, controls and bidi marks go."""
    kept = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text[: longest * 4])
    return " ".join(kept.split())[:longest].rstrip()


def thread(references: tuple[str, ...], in_reply_to: str) -> tuple[str, ...]:
    """Make References of an answer: those of the original and the original itself, only whole and harmless ones."""
    known = [each for each in dict.fromkeys(references) if MESSAGE_ID.fullmatch(each) and each != in_reply_to]
    if len(known) >= LONGEST_THREAD:
        known = [known[0], *known[2 - LONGEST_THREAD :]]
    return (*known, in_reply_to) if MESSAGE_ID.fullmatch(in_reply_to) else tuple(known)


def written(mail: Outgoing) -> bytes:
    """Return the whole message with CRLF line ends.

    Raises ValueError for what cannot be written: an address or Message-ID that might be more than one.
    """
    if not mail.to or not all(sendable(person.address) for person in (mail.sender, *mail.to, *mail.cc)):
        raise ValueError("an address cannot be written")
    if not MESSAGE_ID.fullmatch(mail.message_id):
        raise ValueError("the Message-ID cannot be written")
    headers = _headers(mail)
    block = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    _check(block, list(headers))
    return block + _content(mail)


def _headers(mail: Outgoing) -> dict[str, str]:
    answers = mail.in_reply_to if MESSAGE_ID.fullmatch(mail.in_reply_to) else ""
    found = {
        "From": _people((mail.sender,)),
        "To": _people(mail.to),
        "Cc": _people(mail.cc),
        "Subject": _encoded(one_line(mail.subject)),
        "Date": format_datetime(mail.date),
        "Message-ID": mail.message_id,
        "In-Reply-To": answers,
        "References": _FOLD.join(each for each in mail.references if MESSAGE_ID.fullmatch(each)),
        **{name: _encoded(one_line(value)) for name, value in mail.extra.items()},
    }
    return {name: value for name, value in found.items() if value or name == "Subject"}


def _people(people: tuple[Address, ...]) -> str:
    """One address a line, each once. Names are encoded or quoted, so no comma of theirs parts addresses."""
    once: dict[str, Address] = {}
    for person in people:
        once.setdefault(person.address.lower(), person)
    return f",{_FOLD}".join(
        f"{_phrase(one_line(person.name, 100))} <{person.address}>".lstrip() for person in once.values()
    )


def _phrase(name: str) -> str:
    if not name or not _is_plain(name):
        return _encoded(name)
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_plain(text: str) -> bool:
    """Whether the text may stand as it is: printable ASCII that no reader takes for an encoded word."""
    return text.isascii() and "=?" not in text and max(map(len, text.split(" "))) < _WORD


def _encoded(text: str) -> str:
    """Fold plain text at its spaces, and write all other as encoded words (RFC 2047), one a line.

    By hand, for `email`'s own folding lets some texts through from which the next reader makes new headers.
    """
    if _is_plain(text):
        return _FOLD.join(_lines(text))
    pieces, piece = [], b""
    for char in text:
        raw = char.encode("utf-8", "replace")
        if len(piece) + len(raw) > _PIECE:
            pieces.append(piece)
            piece = b""
        piece += raw
    return _FOLD.join(f"=?utf-8?b?{base64.b64encode(each).decode()}?=" for each in [*pieces, piece])


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > _WORD:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _content(mail: Outgoing) -> bytes:
    """The MIME headers and the body."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message.set_content(_body(mail.text), cte="quoted-printable")
    if mail.html:
        message.add_alternative(_body(mail.html), subtype="html", cte="quoted-printable")
        page = list(message.iter_parts())[-1]
        for name, image in mail.images.items():
            if not MESSAGE_ID.fullmatch(f"<{name}>"):
                raise ValueError("a Content-ID cannot be written")
            page.add_related(image, "image", "png", cid=f"<{name}>", disposition="inline")
    return message.as_bytes()


def _body(text: str) -> str:
    """One kind of line end, no control characters, nothing that UTF-8 cannot hold."""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    lines = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", lines)
    return lines.encode("utf-8", "replace").decode("utf-8").rstrip("\n") + "\n"


def _check(block: bytes, wanted: list[str]) -> None:
    """Look at what was written as the next machine will: the headers that were meant, each once, and no other."""
    found = []
    for line in block.removesuffix(b"\r\n").split(b"\r\n"):
        if any(byte < 32 or byte == 127 for byte in line) or not line.strip():  # noqa: PLR2004 - C0 and DEL
            raise ValueError("a header holds a control character")
        name = _HEADER.match(line)
        if name is not None:
            found.append(name[1].decode("ascii"))
        elif not line.startswith(b" "):
            raise ValueError("a header was broken")
    if found != wanted:
        raise ValueError("headers are not those that were meant")
