"""Mail that no human wrote, and calendar mail: bounces, receipts, out-of-office notes, newsletters, notifications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from inboxwatch.demo import mime
from inboxwatch.demo.letter import Letter
from inboxwatch.demo.people import DOMAIN, MIRA, Person

POSTMASTER = Person("Mail Delivery", "System", f"mailer-daemon@{DOMAIN}")
ERP = Person("ERP", "", f"noreply@erp.{DOMAIN}")
MONITOR = Person("Monitoring", "", f"alerts@it.{DOMAIN}")
GAZETTE = Person("Logistics Gazette", "", "news@gazette.example")
TIPS = Person("Lagertipps", "", "redaktion@lagertipps.example", language="de")


def auto_reply() -> dict[str, str]:
    """The header lines of an out-of-office note (RFC 3834, section 5)."""
    return {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


def bounce(lost: Letter, recipient: Person, when: dt.datetime) -> Letter:
    """The report that `lost` did not reach `recipient` (RFC 3464)."""
    text = (
        f"The message you sent could not be delivered to:\n\n  {recipient.address}\n\n"
        "552 5.2.2 The recipient's mailbox is full. This is a permanent error.\n"
    )
    status = (
        f"Reporting-MTA: dns; mx.{DOMAIN}\n\nFinal-Recipient: rfc822; {recipient.address}\n"
        "Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n"
    )
    head = (
        f"From: {lost.sender.address}\nTo: {recipient.address}\nSubject: {mime.words(lost.subject)}\n"
        f"Message-ID: {lost.message_id}\n"
    )
    content = mime.multipart(
        "report",
        [
            mime.text_entity(text),
            b"Content-Type: message/delivery-status\n\n" + status.encode(),
            b"Content-Type: text/rfc822-headers\n\n" + head.encode(),
        ],
        "; report-type=delivery-status",
    )
    return Letter(
        f"<bounce.{lost.message_id.strip('<>')}>",
        POSTMASTER,
        when,
        (MIRA,),
        "Undelivered Mail Returned to Sender",
        text,
        parents=(lost.message_id,),
        headers={"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
        content=content,
    )


def receipt(read: Letter, reader: Person, when: dt.datetime) -> Letter:
    """The notice that `reader` has opened `read` (RFC 8098)."""
    text = f"Your message was displayed.\n\nTo: {reader.address}\nSubject: {read.subject}\n"
    notice = (
        f"Final-Recipient: rfc822; {reader.address}\nOriginal-Message-ID: {read.message_id}\n"
        "Disposition: manual-action/MDN-sent-automatically; displayed\n"
    )
    content = mime.multipart(
        "report",
        [
            mime.text_entity(text),
            b"Content-Type: message/disposition-notification\n\n" + notice.encode(),
        ],
        "; report-type=disposition-notification",
    )
    return Letter(
        f"<mdn.{read.message_id.strip('<>')}>",
        reader,
        when,
        (MIRA,),
        "Read: " + read.subject,
        text,
        parents=(read.message_id,),
        content=content,
    )


def reaction(emoji: str) -> bytes:
    """An emoji reaction as a message (RFC 9078)."""
    return (
        b"Content-Type: text/plain; charset=utf-8\nContent-Disposition: reaction\n"
        b"Content-Transfer-Encoding: 8bit\n\n" + emoji.encode() + b"\n"
    )


def invitation(
    method: str,
    uid: str,
    title: str,
    organizer: Person,
    guest: Person,
    start: dt.datetime,
    *,
    answer: str = "",
) -> bytes:
    """The two parts of an iMIP message (RFC 6047): what a person reads, and the event. `answer` is a PARTSTAT."""
    utc = start.astimezone(dt.UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kestrel//Demo//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}@{DOMAIN}",
        f"SEQUENCE:{int(method == 'CANCEL')}",
        "DTSTAMP:20260401T080000Z",
        f"DTSTART:{utc:%Y%m%dT%H%M%SZ}",
        f"DTEND:{utc + dt.timedelta(hours=1):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{title}",
        f"ORGANIZER;CN={organizer.name}:mailto:{organizer.address}",
        f"ATTENDEE;CN={guest.name};PARTSTAT={answer or 'NEEDS-ACTION'};RSVP=TRUE:mailto:{guest.address}",
        f"STATUS:{'CANCELLED' if method == 'CANCEL' else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    event = "\r\n".join(lines).encode()
    return mime.multipart(
        "alternative",
        [
            mime.text_entity(f"{title}\n{start:%d.%m.%Y %H:%M}\n"),
            mime.entity(f"text/calendar; charset=utf-8; method={method}", event),
        ],
    )


def bulk(sender: Person) -> Mapping[str, str]:
    """The header lines of a newsletter (RFC 2369, RFC 8058)."""
    return {
        "List-Id": f"<news.{sender.domain}>",
        "List-Unsubscribe": f"<mailto:leave@{sender.domain}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }


def newsletter(number: int, when: dt.datetime) -> Letter:
    """One issue of a newsletter; it asks questions, as newsletters do."""
    if number % 2:
        return Letter(
            f"<issue.{number}@{TIPS.domain}>",
            TIPS,
            when,
            (MIRA,),
            f"Lagertipps Nr. {number}: Wie voll ist zu voll?",
            "Wie viel Platz haben Sie noch?\n\nUnsere Leser haben gemessen. Antworten Sie uns gern!\n\nAbmelden: "
            ""
            "ein Klick genügt.",
            headers=bulk(TIPS),
        )
    return Letter(
        f"<issue.{number}@{GAZETTE.domain}>",
        GAZETTE,
        when,
        (MIRA,),
        f"Gazette {number}: are your pallets ready?",
        "Are your pallets ready for the summer?\n\nPlease take our survey, it takes two "
        "minutes.\n\nUnsubscribe at "
        "any time.",
        headers=bulk(GAZETTE),
    )


def notification(number: int, when: dt.datetime) -> Letter:
    """A machine inside the company reports something; it may even ask."""
    if number % 3:
        return Letter(
            f"<erp.{number}@erp.{DOMAIN}>",
            ERP,
            when,
            (MIRA,),
            f"Bestellung {4000 + number} wurde gebucht",
            f"Die Bestellung {4000 + number} wurde verbucht. Bitte prüfen Sie die Positionen im ERP.",
            headers={"Auto-Submitted": "auto-generated"},
        )
    return Letter(
        f"<alert.{number}@it.{DOMAIN}>",
        MONITOR,
        when,
        (MIRA,),
        "[WARN] label-server: queue length 31",
        "The queue of label-server is longer than usual. Please check.",
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
