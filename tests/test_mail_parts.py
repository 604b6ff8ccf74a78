"""Invitations, delivery reports, reactions, Authentication-Results."""

from __future__ import annotations

import pytest

from inboxwatch.mail import authentication, invitation, parse
from inboxwatch.model import Attendee, Authentication, DeliveryReport
from tests.builders import ADA, BO, calendar, mail, raw


def test_an_invitation() -> None:
    found = mail(ics=calendar(sequence=2, attendees=[(ADA, "NEEDS-ACTION", "TRUE"), ("eve@x.example", "ACCEPTED", "")]))
    assert found.invitation is not None
    assert found.invitation.method == "REQUEST"
    assert found.invitation.uid == "meeting-1@corp.example"
    assert found.invitation.sequence == 2
    assert found.invitation.organizer == BO
    assert found.invitation.attendees == (
        Attendee(ADA, "NEEDS-ACTION", rsvp=True),
        Attendee("eve@x.example", "ACCEPTED", None),
    )
    assert found.text.startswith("Could you")


@pytest.mark.parametrize("method", ["REPLY", "CANCEL", "COUNTER"])
def test_its_method(method: str) -> None:
    found = mail(ics=calendar(method), method=method).invitation
    assert found is not None
    assert found.method == method


def test_a_calendar_without_method_is_no_invitation() -> None:
    assert invitation.read(calendar().replace("METHOD:REQUEST\n", "")) is None
    assert invitation.read("") is None
    found = invitation.read(calendar().replace("METHOD:REQUEST\n", ""), "CANCEL")
    assert found is not None


def test_folded_lines_quotes_and_alarms() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\n b\r\n"
        'ATTENDEE;CN="Lovelace: Ada; x";PARTSTAT=TENTATIVE;RSVP=FALSE:MAIL\r\n TO:Ada@Corp.Example\r\n'
        'ATTENDEE;EMAIL="bo@corp.example":urn:uuid:1\r\nORGANIZER;CN=Bo:mailto:bo@corp.example\r\n'
        "BEGIN:VALARM\r\nUID:other\r\n"
        "END:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:second\r\nATTENDEE:mailto:x@y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = invitation.read(text)
    assert found is not None
    assert found.uid == "ab"
    assert found.attendees == (Attendee(ADA, "TENTATIVE", rsvp=False), Attendee("bo@corp.example", "", None))


DSN = """\
--XX

Your message could not be delivered.
--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.corp.example

Original-Recipient: rfc822;Bo@Corp.Example
Final-Recipient: rfc822;bo@internal.corp.example
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; ok@corp.example
Action: relayed
Status: 2.0.0
--XX
Content-Type: {original}

From: ada@corp.example
Subject: Re: A question
Message-ID: <answer@corp.example>

--XX--
"""
DAEMON = "Mail Delivery System <MAILER-DAEMON@corp.example>"


def _report(text: str, **parts: object) -> DeliveryReport | None:
    kind = "multipart/report; report-type=delivery-status; boundary=XX"
    return parse(raw(sender=DAEMON, content_type=kind, text=text, **parts), ref="").report  # type: ignore[arg-type]


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_delivery_report(original: str) -> None:
    assert _report(DSN.format(original=original)) == DeliveryReport(
        "<answer@corp.example>", ("bo@corp.example", "bo@internal.corp.example")
    )


def test_a_delay_is_no_failure() -> None:
    text = DSN.format(original="message/rfc822").replace("failed", "delayed").replace("5.1.1", "4.4.1")
    assert _report(text) == DeliveryReport("<answer@corp.example>", (), delayed=True)


def test_a_report_that_returns_nothing_refers_to_the_message() -> None:
    text = DSN.partition("--XX\nContent-Type: {original}")[0] + "--XX--\n"
    found = _report(text, in_reply_to="<answer@corp.example>")
    assert found is not None
    assert found.original_message_id == "<answer@corp.example>"


QMAIL = """\
Hi. This is the qmail-send program at x.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<bo@corp.example>:
Sorry, no mailbox here by that name.

--- Below this line is a copy of the message.

From: ada@corp.example
Message-ID: <answer@corp.example>
"""
POSTFIX = """\
This is the mail system at host x.example.

<bo@corp.example>: host mx said: 550 5.1.1 user unknown

Message-ID: <answer@corp.example>
"""
EXCHANGE = """\
Delivery has failed to these recipients or groups:

bo@corp.example
The address was not found.

Original message headers:

Message-ID: <answer@corp.example>
"""
DRAGONFLY = """\
There was an error delivering your mail to <bo@corp.example>.

Message headers follow.

Message-Id: <answer@corp.example>
"""


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (DAEMON, "failure notice", QMAIL),
        ("Mail Delivery Subsystem <mailer-daemon@x.example>", "Undelivered Mail Returned to Sender", POSTFIX),
        ("postmaster@corp.example", "Undeliverable: Re: A question", EXCHANGE),
        ("MAILER-DAEMON <>", "Mail delivery failed", DRAGONFLY),
    ],
)
def test_bounces_in_words(sender: str, subject: str, text: str) -> None:
    found = mail(sender=sender, subject=subject, text=text).report
    assert found == DeliveryReport("<answer@corp.example>", ("bo@corp.example",))


def test_x_failed_recipients() -> None:
    found = mail(sender="x@y.example", text="created automatically", extra={"X-Failed-Recipients": "bo@corp.example"})
    assert found.report == DeliveryReport("", ("bo@corp.example",))


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (BO, "Undeliverable", "My mail to Eve could not be delivered, do you know why? <eve@corp.example>"),
        (BO, "Fwd: failure notice", "This is the qmail-send program at x.\n<bo@corp.example>: no"),
        ("postmaster@corp.example", "Lunch on Friday?", "Shall we go out for lunch?"),
    ],
)
def test_people_who_write_about_bounces_send_none(sender: str, subject: str, text: str) -> None:
    assert mail(sender=sender, subject=subject, text=text).report is None


def test_reactions() -> None:
    found = parse(raw(text="👍\n", extra={"Content-Disposition": "reaction"}, in_reply_to="<a@x>"), ref="")
    assert found.reaction == "👍"
    gmail = (
        '--XX\n\n👍\n--XX\nContent-Type: text/vnd.google.email-reaction+json\n\n{"version": 1, "emoji": "🎉"}\n--XX--\n'
    )
    assert parse(raw(content_type="multipart/alternative; boundary=XX", text=gmail), ref="").reaction == "🎉"
    broken = gmail.replace('{"version"', '["version"')
    assert parse(raw(content_type="multipart/alternative; boundary=XX", text=broken), ref="").reaction == ""
    assert mail(text="👍").reaction == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "mx.corp.example; dkim=pass header.d=corp.example header.s=x; dmarc=pass (p=none) header.from=corp.example",
            Authentication("mx.corp.example", "pass", "pass", ("corp.example",)),
        ),
        (
            "MX.corp.example 1; spf=pass smtp.mailfrom=a@b; dkim=fail (bad; sig) header.i=@x.example; dmarc=fail",
            Authentication("mx.corp.example", "fail", "fail"),
        ),
        (
            'mx.corp.example; dkim=fail header.d=a.example; dkim=pass header.i="@Corp.Example" header.b=x',
            Authentication("mx.corp.example", "", "pass", ("corp.example",)),
        ),
        ("mx.corp.example; none", Authentication("mx.corp.example")),
        ("mx.corp.example (a (nested; dmarc=pass) comment); dkim=none", Authentication("mx.corp.example", "", "none")),
        ('mx.corp.example; spf=fail reason="x; dmarc=pass"', Authentication("mx.corp.example")),
        ("mx.corp.example; xdmarc=pass; dmarc-x=pass", Authentication("mx.corp.example")),
        (
            "spf=pass; dkim=pass header.d=a.example;dmarc=pass action=none",
            Authentication("", "pass", "pass", ("a.example",)),
        ),
        ("", Authentication("")),
        (";;;==(", Authentication("")),
    ],
)
def test_authentication_results(value: str, expected: Authentication) -> None:
    """T10: RFC 8601, with comments, quoted strings and a missing service."""
    assert authentication.read((value,)) == (expected,)


def test_t10_order_is_kept_and_arc_is_nothing() -> None:
    """T10: the topmost comes first; ARC headers are claims of others."""
    found = mail(
        extra=[
            ("ARC-Authentication-Results", "i=1; mx.corp.example; dmarc=pass"),
            ("Authentication-Results", "mx.corp.example; dmarc=fail"),
            ("Authentication-Results", "mx.corp.example; dmarc=pass"),
        ]
    )
    assert [one.dmarc for one in found.authentication] == ["fail", "pass"]


def test_t21_calendars_are_bounded() -> None:
    """T21: nothing is expanded, and a thousand attendees are enough."""
    lines = "ATTENDEE;RSVP=TRUE:mailto:a@b.example\n" * 5_000
    found = mail(ics=calendar().replace("END:VEVENT", f"RRULE:FREQ=SECONDLY;COUNT=1000000000\n{lines}END:VEVENT"))
    assert found.invitation is not None
    assert len(found.invitation.attendees) <= 1_700
