"""Small makers of mail for everybody's tests: raw messages, `Mail`, `Message`, `Verdict`, `Owner`. Sane defaults.

mail(subject="Invoice?", text="Could you send it?")          one message from bo to ada, Monday 2 March 2026 09:00 UTC
mail(sender="eve@evil.example", extra={"List-Id": "<x>"})    any further header
message(received=at("2026-03-02 09:00"))                      the stored fact, with a verdict that asks for a reply
raw(text="…", html="…", ics="…")                              bytes, for parsers and files
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from email.utils import format_datetime

from inboxwatch.mail import facts, parse
from inboxwatch.model import Mail, Message, Owner, RequestKind, Verdict

ADA = "ada@corp.example"
BO = "bo@corp.example"
MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
OWNER = Owner(frozenset({ADA}), ("Ada Lovelace", "Ada"))
_numbers = itertools.count(1)

Addresses = str | Iterable[str]


def at(text: str) -> dt.datetime:
    """Read `2026-03-02 09:00` (UTC) or any ISO 8601 with an offset."""
    when = dt.datetime.fromisoformat(text)
    return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when


def _list(addresses: Addresses) -> str:
    return addresses if isinstance(addresses, str) else ", ".join(addresses)


def raw(  # noqa: PLR0913 - every header has a default
    *,
    sender: str | None = BO,
    to: Addresses = ADA,
    cc: Addresses = (),
    bcc: Addresses = (),
    reply_to: str = "",
    subject: str | None = "A question",
    text: str | bytes = "Could you send me the figures?\n",
    html: str = "",
    ics: str = "",
    method: str = "REQUEST",
    date: dt.datetime | str | None = MONDAY,
    message_id: str | None = None,
    in_reply_to: str = "",
    references: Addresses = (),
    received: dt.datetime | str | None = None,
    content_type: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
    extra: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    newline: str = "\r\n",
) -> bytes:
    """Write a message. `html` beside `text` makes an alternative, `ics` adds an invitation; None leaves a header out.

    `message_id` None makes a fresh one, "" leaves it out. `text` as bytes is taken as it is.
    """
    head: list[str] = []

    def add(name: str, value: str | None) -> None:
        if value:
            head.append(f"{name}: {value}")

    if received is not None:
        stamp = received if isinstance(received, str) else format_datetime(received)
        add("Received", f"from mx.corp.example by mail.corp.example with ESMTP id 1; {stamp}")
    add("From", sender)
    add("To", _list(to))
    add("Cc", _list(cc))
    add("Bcc", _list(bcc))
    add("Reply-To", reply_to)
    add("Subject", subject)
    add("Date", date if isinstance(date, str) else format_datetime(date) if date else None)
    add("Message-ID", f"<m{next(_numbers)}@corp.example>" if message_id is None else message_id)
    add("In-Reply-To", in_reply_to)
    add("References", references if isinstance(references, str) else " ".join(references))
    for name, value in extra.items() if isinstance(extra, Mapping) else extra:
        head.append(f"{name}: {value}")
    body = text if isinstance(text, bytes) else text.encode()
    if html or ics:
        content_type, body = _multipart(body, html, ics, method)
        encoding = "8bit"
    if not any(line.lower().startswith("content-type:") for line in head):
        head += ["MIME-Version: 1.0", f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}"]
    whole = "\n".join(head).encode("utf-8", "surrogateescape") + b"\n\n" + body.replace(b"\r\n", b"\n")
    return whole.replace(b"\n", newline.encode())


def _multipart(text: bytes, html: str, ics: str, method: str) -> tuple[str, bytes]:
    parts = [b"Content-Type: text/plain; charset=utf-8\n\n" + text]
    if html:
        parts.append(b"Content-Type: text/html; charset=utf-8\n\n" + html.encode())
    if ics:
        parts.append(f"Content-Type: text/calendar; charset=utf-8; method={method}\n\n".encode() + ics.encode())
    body = b"".join(b"--=_b\n" + part + b"\n" for part in parts) + b"--=_b--\n"
    return 'multipart/alternative; boundary="=_b"', body


def calendar(
    method: str = "REQUEST",
    uid: str = "meeting-1@corp.example",
    *,
    organizer: str = BO,
    attendees: Iterable[tuple[str, str, str]] = ((ADA, "NEEDS-ACTION", "TRUE"),),
    sequence: int = 0,
) -> str:
    """Write an iMIP body; an attendee is (address, PARTSTAT, RSVP)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", f"METHOD:{method}", "BEGIN:VEVENT"]
    lines += [f"UID:{uid}", f"SEQUENCE:{sequence}", "DTSTART:20260305T100000Z", "DTEND:20260305T110000Z"]
    lines += ["SUMMARY:Planning", f"ORGANIZER;CN=Organizer:mailto:{organizer}"]
    for address, partstat, rsvp in attendees:
        lines.append(f"ATTENDEE;PARTSTAT={partstat}" + (f";RSVP={rsvp}" if rsvp else "") + f":mailto:{address}")
    return "\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


def mail(
    *,
    ref: str = "",
    folder: str = "INBOX",
    in_sent: bool = False,
    provider_time: dt.datetime | None = None,
    **parts: object,
) -> Mail:
    """Make a parsed message; keyword arguments as for `raw`."""
    content = raw(**parts)  # type: ignore[arg-type]
    return parse(
        content, ref=ref or f"ref{next(_numbers)}", folder=folder, in_sent=in_sent, provider_time=provider_time
    )


def verdict(**parts: object) -> Verdict:
    """Make a verdict; the default asks for a reply."""
    values: dict[str, object] = {"version": "test", "score": 0.9, "kind": RequestKind.QUESTION} | parts
    return Verdict(**values)  # type: ignore[arg-type]


def message(
    *,
    received: dt.datetime | None = None,
    mailbox: str = "work",
    said: Verdict | None = None,
    now: dt.datetime | None = None,
    in_sent: bool = False,
    ref: str = "",
    keep_subjects: bool = True,
    **parts: object,
) -> Message:
    """Make a stored fact, received at `received` (default: its Date); `said` is its verdict, the rest as for `raw`."""
    when = received or parts.get("date", MONDAY)
    assert isinstance(when, dt.datetime), "give received= where date is no datetime"
    parts.setdefault("date", when)
    content = mail(ref=ref, in_sent=in_sent, provider_time=when, **parts)
    moment = now or when + dt.timedelta(days=365)
    return facts(content, said or verdict(), mailbox, moment, keep_subjects=keep_subjects)
