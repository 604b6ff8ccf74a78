"""Messages, verdicts and rules for the tests of the store, and what a whole store says."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from inboxwatch.business_hours import Calendar
from inboxwatch.directory import Directory
from inboxwatch.model import (
    Attendee,
    Authentication,
    AutomaticKind,
    DeliveryReport,
    Invitation,
    Mailbox,
    Message,
    RequestKind,
    Verdict,
    When,
)
from inboxwatch.targets import Targets
from inboxwatch.tracker import Rules

START = dt.datetime(2026, 5, 4, 8, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 5, 20, 12, 0, tzinfo=dt.UTC)
ME = "ada@corp.example"
PEOPLE = ("bo@corp.example", "carol@corp.example", "dan@corp.example")


def verdict(**changes: object) -> Verdict:
    """Judge a message as a clear request, unless `changes` say otherwise."""
    values: dict[str, object] = {"version": "1", "score": 0.9, "kind": RequestKind.QUESTION, "reasons": ("asks",)}
    return Verdict(**{**values, **changes})  # type: ignore[arg-type]


def message(number: int, **changes: object) -> Message:
    """Make a message of Bo's to Ada, an hour after the one before it."""
    at = START + dt.timedelta(hours=number)
    values: dict[str, object] = {
        "mailbox": "work",
        "key": f"key-{number}",
        "message_id": f"<m{number}@corp.example>",
        "in_reply_to": (),
        "references": (),
        "sender": PEOPLE[0],
        "sender_name": "Bo",
        "sender_header": "Bo <bo@corp.example>",
        "reply_to": (),
        "to": (ME,),
        "cc": (),
        "bcc": (),
        "subject": f"The budget of quarter {number}",
        "subject_key": f"the budget of quarter {number}",
        "subject_words": 5,
        "forward_subject": False,
        "received_at": at,
        "sent_at": at,
        "in_sent": False,
        "authentication": (),
        "verdict": verdict(),
        "ref": f"INBOX/{number}",
    }
    return Message(**{**values, **changes})  # type: ignore[arg-type]


def full_message() -> Message:
    """Make a message in which every field holds something."""
    return message(
        1,
        in_reply_to=("<a@x>", "<b@x>"),
        references=("<a@x>",),
        reply_to=("r@corp.example",),
        cc=("c@corp.example", "d@corp.example"),
        bcc=("e@corp.example",),
        forward_subject=True,
        in_sent=True,
        authentication=(Authentication("mx", "pass", "fail", ("corp.example", "x.example")), Authentication("b")),
        invitation=Invitation("REQUEST", "uid-1", 3, "o@corp.example", (Attendee(ME, "NEEDS-ACTION", rsvp=True),)),
        report=DeliveryReport("<gone@x>", ("f@corp.example",), delayed=True),
        reaction=True,
        provider_conversation="T-1",
        verdict=verdict(
            automatic=AutomaticKind.BOUNCE,
            asks_again=True,
            holding=True,
            greets_owner=True,
            names_owner=True,
            deadline=When(dt.date(2026, 5, 8), dt.time(16, 0), 7200, "by Friday 4 pm"),
            promise=When(dt.date(2026, 5, 9), None, -3600, "tomorrow"),
            prints=(1, 2**32 - 1),
            quoted_prints=(7,),
            quotes={"asks": "could you"},
            text="could you send it by Friday 4 pm",
            language="en",
        ),
    )


def rules(version: str = "r1", threshold: float = 0.5) -> Rules:
    """Ada's mailbox at corp.example in Berlin."""
    return Rules(
        mailboxes=(Mailbox("work", addresses=frozenset({ME})), Mailbox("old", addresses=frozenset({ME}))),
        directory=Directory(internal_domains=("corp.example",)),
        calendar=Calendar.default(ZoneInfo("Europe/Berlin")),
        targets=Targets(4 * 3600),
        threshold=threshold,
        version=version,
    )


@dataclass
class Traffic:
    """A random correspondence of Ada's with three colleagues, the same for the same seed."""

    seed: int
    size: int
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write it."""
        draw = random.Random(self.seed)
        for number in range(self.size):
            self.messages.append(self._one(number, draw))

    def _one(self, number: int, draw: random.Random) -> Message:
        who = draw.choice(PEOPLE)
        earlier = draw.choice(self.messages) if self.messages and draw.random() < 0.6 else None
        mine = earlier is not None and draw.random() < 0.5
        changes: dict[str, object] = {"sender": ME if mine else who, "to": (who if mine else ME,), "in_sent": mine}
        if earlier is not None and mine:
            changes["to"] = (earlier.sender,)
        if earlier is not None:
            changes |= {"subject_key": earlier.subject_key, "subject_words": earlier.subject_words}
            if draw.random() < 0.7:
                changes["in_reply_to"] = (earlier.message_id,)
        if draw.random() < 0.1:
            failed = (draw.choice(PEOPLE),)
            changes |= {"report": DeliveryReport("", failed), "sender": "mailer-daemon@mx.example", "in_reply_to": ()}
            changes["verdict"] = verdict(automatic=AutomaticKind.BOUNCE, score=0.0)
        elif draw.random() < 0.2:
            changes["verdict"] = verdict(score=0.1, thanks=True)
        changes["received_at"] = START + dt.timedelta(hours=number, minutes=draw.randrange(-90, 90))
        return message(number, **changes)


def month(number: int, count: int = 500) -> list[Message]:
    """Correspondence like any other month's, and tied to none of it."""
    shift = dt.timedelta(days=30 * number)
    return [
        replace(
            each,
            key=f"{number}-{each.key}",
            message_id=each.message_id.replace("<", f"<{number}-"),
            in_reply_to=tuple(name.replace("<", f"<{number}-") for name in each.in_reply_to),
            subject_key=f"{each.subject_key} {number}",
            received_at=each.received_at + shift,
            sent_at=each.sent_at + shift,
        )
        for each in Traffic(number, count).messages
    ]
