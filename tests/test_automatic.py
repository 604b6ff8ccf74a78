"""Machine mail is recognised by evidence, people's mail is never marked (reliability.md R25)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import (
    Address,
    Attendee,
    AutomaticKind,
    DeliveryReport,
    Invitation,
    Mail,
    Owner,
    Part,
    RequestKind,
)

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
K = AutomaticKind


def mail(subject: str = "Printer", text: str = "Hello.", sender: str = "bo@corp.example", **fields: object) -> Mail:
    """A message to Ada; `headers` maps names to one value."""
    row = {
        "subject": subject,
        "text": text,
        "from": sender,
        "to": ["ada@corp.example"],
        "date": "2026-03-04T09:00:00+01:00",
    }
    headers = {name: (value,) for name, value in dict(fields.pop("headers", {})).items()}  # type: ignore[call-overload]
    return replace(mail_of(row), headers=headers, **fields)  # type: ignore[arg-type]


def kind(message: Mail) -> AutomaticKind | None:
    """What kind of machine the classifier sees."""
    return classify(message, OWNER).automatic


HEADERS = [
    ({"auto-submitted": "auto-replied"}, K.AUTO_REPLY),
    ({"auto-submitted": "auto-replied (vacation)"}, K.AUTO_REPLY),
    ({"auto-submitted": "auto-generated"}, K.NOTIFICATION),
    ({"auto-submitted": "auto-notified; owner-email=ada@corp.example"}, K.NOTIFICATION),
    ({"x-autoreply": "yes"}, K.AUTO_REPLY),
    ({"x-qq-auto-reply": "true"}, K.AUTO_REPLY),
    ({"x-autorespond": "away"}, K.AUTO_REPLY),
    ({"precedence": "auto_reply"}, K.AUTO_REPLY),
    ({"precedence": "bulk", "return-path": "<>"}, K.AUTO_REPLY),
    ({"x-cron-env": "<HOME=/root>"}, K.NOTIFICATION),
    ({"x-github-reason": "mention"}, K.NOTIFICATION),
    ({"list-unsubscribe": "<https://news.example/u>", "precedence": "bulk"}, K.NEWSLETTER),
    ({"list-unsubscribe": "<https://news.example/u>", "feedback-id": "1:2:3"}, K.NEWSLETTER),
    ({"content-type": "multipart/report; report-type=disposition-notification"}, K.RECEIPT),
    ({"content-type": "multipart/report; report-type=delivery-status"}, K.BOUNCE),
    ({"content-type": "multipart/report; report-type=feedback-report"}, K.NOTIFICATION),
    ({"auto-submitted": "no"}, None),
    ({"list-id": "<team.corp.example>", "list-post": "<mailto:team@corp.example>"}, None),
    (
        {
            "list-id": "<team.corp.example>",
            "list-unsubscribe": "<mailto:x@y>",
            "list-post": "<mailto:t@y>",
            "precedence": "list",
        },
        None,
    ),
    ({"precedence": "bulk"}, None),
    ({"x-auto-response-suppress": "All"}, None),
    ({"x-ms-exchange-inbox-rules-loop": "ada@corp.example"}, None),
    ({"x-loop": "team@corp.example"}, None),
]


@pytest.mark.parametrize(("headers", "expected"), HEADERS)
def test_headers(headers: dict[str, str], expected: AutomaticKind | None) -> None:
    """RFC 3834, reports, vendor marks and lists; hints that prove nothing leave a person's mail alone."""
    assert kind(mail(headers=headers)) is expected


SUBJECTS = [
    "Automatic reply: Printer", "Out of Office AutoReply: Printer", "Abwesenheitsnotiz: Drucker",
    "Automatische Antwort: Drucker", "Réponse automatique : imprimante", "Respuesta automática: impresora",
    "Risposta automatica: stampante", "Resposta automática: impressora", "Automatisch antwoord: printer",
    "Automatyczna odpowiedź: drukarka", "Autosvar: Skrivare", "Automatiskt svar: Skrivare",
    "Automaattinen vastaus: tulostin", "Automatická odpověď: tiskárna", "Automatikus válasz: nyomtató",
    "Автоответ: принтер", "Αυτόματη απάντηση: εκτυπωτής", "Otomatik yanıt: yazıcı", "自动回复: 打印机",
    "自動返信: プリンター", "자동 회신: 프린터", "[team] Automatic reply: Printer",
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_of_auto_replies_in_many_languages(subject: str) -> None:
    """Programs write these beginnings; nothing else is needed."""
    assert kind(mail(subject, "I am away.")) is K.AUTO_REPLY


PEOPLE = [
    ("Re: Automatic reply: Printer", "No hurry, ask me when you are back."),
    ("Re: Out of office", "Enjoy your holiday! Who looks after the printer?"),
    ("AW: Abwesenheitsnotiz", "Wer vertritt dich?"),
    ("Out of office days in August", "Can you tell me when you are away?"),
    ("Vacation plan", "Please enter your days in the list."),
    ("Automatic door is broken", "Could someone look at it?"),
    ("Delivery", "Has the parcel arrived?"),
    ("Printer delivery failed", "Hi Ada, the courier came while we were out. Can you call them?"),
    (
        "Fwd: Undelivered Mail Returned to Sender",
        "What does this mean?\n\n-----Original Message-----\nFrom: MAILER-DAEMON\nSubject: x\nTo: y",
    ),
    ("Read: this book", "You should read it."),
    ("Newsletter", "Who writes the next one?"),
    ("Re: printer", "I am out of the office until Monday, will look at it then."),
    ("Error report", 'I got "this is an automated message" from the system. What now?'),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_people_are_not_machines(subject: str, text: str) -> None:
    """No human mail is marked automatic because it speaks of machines or absence."""
    assert kind(mail(subject, text)) is None


WORDS = [
    ("Out of office", "I am out of the office until 9 March and will answer then.", K.AUTO_REPLY),
    ("Bo Jansen is out of the office.", "I will be back on Monday.", K.AUTO_REPLY),
    ("Ticket 4711", "Your request was received.\nThis is an automatically generated message.", K.NOTIFICATION),
    ("Bestellung", "Dies ist eine automatisch erstellte Nachricht.", K.NOTIFICATION),
    (
        "Re: Printer",
        "Thank you for your e-mail.\nI am out of the office until Monday. In urgent cases please contact Eve.",
        K.AUTO_REPLY,
    ),
    ("Gelesen: Drucker", "Ihre Nachricht wurde am 4. März gelesen.", K.RECEIPT),
    ("Read: Printer", "Your message\nTo: Bo\nwas read on 4 March.", K.RECEIPT),
]


@pytest.mark.parametrize(("subject", "text", "expected"), WORDS)
def test_words(subject: str, text: str, expected: AutomaticKind) -> None:
    """Absence notes, receipts and programs that say what they are."""
    assert kind(mail(subject, text)) is expected


SENDERS = [
    ("noreply@shop.example", K.NOTIFICATION),
    ("no-reply@shop.example", K.NOTIFICATION),
    ("jira@corp.example", K.NOTIFICATION),
    ("build-noreply@corp.example", K.NOTIFICATION),
    ("support@corp.example", None),
    ("info@corp.example", None),
    ("it-help@corp.example", None),
    ("max.noreplyson@corp.example", None),
]


@pytest.mark.parametrize(("sender", "expected"), SENDERS)
def test_senders(sender: str, expected: AutomaticKind | None) -> None:
    """Some addresses nobody writes from; role addresses are people."""
    assert kind(mail(sender=sender)) is expected


def test_bounce_goes_before_auto_reply() -> None:
    """R25: many bounces claim `auto-replied`; they are bounces."""
    bounce = mail(
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software. A message could not be delivered.",
        "Mailer-Daemon@mx.example",
        headers={"auto-submitted": "auto-replied", "return-path": "<>"},
    )
    assert kind(bounce) is K.BOUNCE
    assert (
        kind(mail(report=DeliveryReport("<1@x>", ("eve@corp.example",)), headers={"auto-submitted": "auto-replied"}))
        is K.BOUNCE
    )


def invited(method: str, attendee: Attendee | None = None) -> Mail:
    """A calendar message with one attendee line."""
    lines = (attendee,) if attendee is not None else (Attendee("ada@corp.example", "NEEDS-ACTION", rsvp=True),)
    return mail("Planning", "Invitation", invitation=Invitation(method, "uid-1", 0, "bo@corp.example", lines))


@pytest.mark.parametrize("method", ["REPLY", "CANCEL", "COUNTER"])
def test_calendar_answers_and_changes_are_automatic(method: str) -> None:
    """The tracker reads them from the invitation itself."""
    assert kind(invited(method)) is K.CALENDAR


def test_invitation_awaits_an_answer() -> None:
    """An invitation is no machine mail: somebody waits for the owner's answer."""
    verdict = classify(invited("REQUEST"), OWNER)
    assert (verdict.automatic, verdict.kind, verdict.score > 0.9) == (None, RequestKind.INVITATION, True)


@pytest.mark.parametrize(
    "attendee", [Attendee("ada@corp.example", "NEEDS-ACTION", rsvp=False), Attendee("ada@corp.example", "ACCEPTED")]
)
def test_invitation_without_rsvp_or_already_answered(attendee: Attendee) -> None:
    """RSVP=FALSE for the owner, or a given answer: nothing is owed."""
    verdict = classify(invited("REQUEST", attendee), OWNER)
    assert (verdict.automatic, verdict.kind, verdict.score < 0.5) == (None, RequestKind.INVITATION, True)


def test_reaction_is_human_and_asks_nothing() -> None:
    """An emoji reaction is a sign of a person."""
    verdict = classify(mail(text="👍", reaction="👍"), OWNER)
    assert (verdict.automatic, verdict.score) == (None, 0.0)


def test_forward_as_attachment() -> None:
    """A message/rfc822 part makes it a forward."""
    parts = (Part("text/plain"), Part("message/rfc822", "attachment"))
    assert classify(mail(text="See below.", structure=parts), OWNER).forwards


def test_sender_that_cannot_be_read_is_no_machine() -> None:
    """A missing From does not make a machine."""
    assert kind(replace(mail(), sender=None, sender_header="", to=(Address("", "ada@corp.example"),))) is None
