"""The same message gives an equal Mail whether it comes as a file or in pieces from a server."""

from __future__ import annotations

import email.mime.application
import email.mime.message
import email.mime.multipart
import email.mime.text
from dataclasses import replace
from email.message import Message as Raw
from pathlib import Path

import pytest

from connectors.imap import connect
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from tests import builders
from tests.servers.dovecot import Dovecot

pytestmark = pytest.mark.server("dovecot", "doveadm")

LONG = "Könnten Sie bitte Zeile für Zeile prüfen, ob der Betrag stimmt? Это важно. 这很重要。\n" * 120
PAGE = (
    "<html><head><style>"
    + "p { color: red }\n" * 600
    + "</style></head><body><p>Könnten Sie das prüfen?</p></body></html>"
)
ICS = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:42@corp.example\nSEQUENCE:1\n"
    "ORGANIZER:mailto:bo@corp.example\nATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:ada@corp.example\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
STATUS = "Reporting-MTA: dns; mx.corp.example\n\nFinal-Recipient: rfc822; carol@corp.example\nAction: failed\n"


def text(words: str, kind: str = "plain", charset: str = "utf-8", **parameters: str) -> Raw:
    """Make a text part."""
    part = email.mime.text.MIMEText(words, kind, charset)
    for name, value in parameters.items():
        part.set_param(name, value)
    return part


def many(kind: str, *parts: Raw, **parameters: str) -> Raw:
    """Make a multipart."""
    whole = email.mime.multipart.MIMEMultipart(kind, **parameters)
    for part in parts:
        whole.attach(part)
    return whole


def pdf(size: int = 90_000) -> Raw:
    """Make an attachment."""
    part = email.mime.application.MIMEApplication(b"%PDF" * (size // 4), "pdf")
    part.add_header("Content-Disposition", "attachment", filename="Angebot ü.pdf")
    return part


def attached(part: Raw, how: str = "attachment", **parameters: str) -> Raw:
    """Mark a part."""
    part.add_header("Content-Disposition", how, **parameters)
    return part


BOUNCE = (
    "From: MAILER-DAEMON@mx.corp.example\nTo: ada@corp.example\nSubject: Undelivered Mail Returned to Sender\n"
    "Date: Mon, 02 Mar 2026 10:00:00 +0100\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n"
    "\n--r\n\nYour message could not be delivered.\n\n--r\nContent-Type: message/delivery-status\n\n"
    + STATUS
    + "\n--r\nContent-Type: {returned}\n\nFrom: ada@corp.example\nMessage-ID: <lost@corp.example>\n\nWhere?\n--r--\n"
)


def finished(mail: Raw, **headers: str) -> Raw:
    """Add the usual header."""
    values = {
        "From": "Bo Lind <bo@corp.example>",
        "To": "Ada <ada@corp.example>, carol@corp.example",
        "Subject": "=?utf-8?q?Gr=C3=B6=C3=9Fe?= of it",
        "Date": "Mon, 02 Mar 2026 10:00:00 +0100",
        "Message-ID": "<x1@corp.example>",
        "References": "<a@corp.example>\n <b@corp.example>",
        "Received": "from a by mx.corp.example; Mon, 2 Mar 2026 10:00:03 +0100",
        "Authentication-Results": "mx.corp.example; dmarc=pass header.from=corp.example; dkim=pass header.d=x.example",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in values.items():
        mail[name] = value
    return mail


MAILS: dict[str, Raw | bytes] = {
    "plain": text("Could you?\n"),
    "plain without a word": text(""),
    "exactly the excerpt": text("x" * 4_095 + "\n", charset="us-ascii"),
    "one byte more": text("x" * 4_096 + "\n", charset="us-ascii"),
    "long base64": text(LONG),
    "long latin-1": text("Größe für Größe, könnten Sie?\n" * 300, charset="iso-8859-1"),
    "html only": text(PAGE, "html"),
    "alternative": many("alternative", text(LONG), text(PAGE, "html")),
    "html first": many("alternative", text(PAGE, "html"), text("Könnten Sie?\n")),
    "empty plain beside html": many("alternative", text(" \n", charset="us-ascii"), text(PAGE, "html")),
    "with attachment": many("mixed", text("See attached, could you check?\n"), pdf()),
    "deep": many("mixed", many("related", many("alternative", text("Short?\n"), text(PAGE, "html")), pdf()), pdf()),
    "deep and long": many("mixed", many("related", many("alternative", text(LONG), text(PAGE, "html")), pdf())),
    "attachment first": many("mixed", pdf(), text("Do you agree?\n")),
    "attached text": many("mixed", attached(text("not the text\n"), filename="log.txt"), text("Do you agree?\n")),
    "invitation": many("alternative", text("Meet?\n"), text(PAGE, "html"), text(ICS, "calendar", method="REQUEST")),
    "invitation alone": text(ICS, "calendar", method="REQUEST"),
    "bounce": BOUNCE.format(returned="message/rfc822").replace("\n", "\r\n").encode(),
    "bounce with headers": BOUNCE.format(returned="text/rfc822-headers").replace("\n", "\r\n").encode(),
    "forwarded": many("mixed", text("See below, ok?\n"), email.mime.message.MIMEMessage(finished(text(LONG)))),
    "forwarded alone": email.mime.message.MIMEMessage(finished(text("inside\n"))),
    "reaction": many("mixed", text("Ada likes it\n"), attached(text("👍"), "reaction")),
    "flowed": text("Could you look \nat it?\n", charset="us-ascii", format="flowed", delsp="yes"),
    "unknown charset": b"Content-Type: text/plain; charset=x-none\r\n\r\nCould you? \xe4\r\n",
    "8 bit without a word about it": b"Subject: x\r\n\r\nK\xc3\xb6nnten Sie? \r\n",
    "lf line ends": builders.raw(text="a?\nb\n", newline="\n"),
    "no header": b"\r\njust text?\r\n",
    "no body": b"Subject: nothing\r\n\r\n",
    "two from": b"From: a@corp.example\r\nFrom: b@corp.example\r\nSubject: x\r\n\r\nwho?\r\n",
    "long to": builders.raw(to=[f"person{n}@corp.example" for n in range(2_000)]),
    "quoted-printable cut": b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"K=C3=B6nnten Sie das pr=C3=BCfen?=\r\n" * 300,
    "preamble": b'Content-Type: multipart/mixed; boundary="a"\r\n\r\nThis is MIME.\r\n--a\r\n\r\nhello?\r\n--a--\r\n',
    "digest": b'Content-Type: multipart/digest; boundary="a"\r\n\r\n--a\r\n\r\nSubject: in\r\n\r\nhello?\r\n--a--\r\n',
    "inline name": many("mixed", attached(text("the text?\n"), "inline", filename="body.txt"), pdf()),
}


def bare(mail: Mail) -> Mail:
    """Leave out the place."""
    return replace(mail, ref="", folder="", provider_time=None, in_sent=False)


def raw_of(mail: Raw | bytes) -> bytes:
    """Return the bytes as they lie in a mailbox."""
    if isinstance(mail, bytes):
        return mail
    if "From" not in mail:
        finished(mail)
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_files_and_imap_read_the_same(dovecot: Dovecot) -> None:
    """Every kind of structure, encoding, length and disorder; compared field by field."""
    dovecot.wipe("alice")
    raws = {name: raw_of(mail) for name, mail in MAILS.items()}
    dovecot.append("alice", "INBOX", raws.values())
    connector = connect(dovecot.settings(), lambda: dovecot.password("alice"), Path())
    found = [mail for batch in connector.fetch("", None) for mail in batch.mails]
    again = connector.texts([mail.ref for mail in found])
    connector.close()
    assert len(found) == len(raws)
    wrong = []
    for (name, raw), mail in zip(raws.items(), found, strict=True):
        expected = bare(parse(raw, ref=""))
        if bare(mail) != expected:
            fields = [f for f in expected.__slots__ if getattr(bare(mail), f) != getattr(expected, f)]
            wrong.append((name, {f: (getattr(bare(mail), f), getattr(expected, f)) for f in fields}))
        assert again[mail.ref] == mail
    assert wrong == []
