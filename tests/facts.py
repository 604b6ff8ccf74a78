"""Builds stored messages with the verdict that a test wants, without any text."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from inboxwatch.business_hours import Calendar
from inboxwatch.directory import Directory
from inboxwatch.model import Mailbox, MailboxKind, Message, Verdict
from inboxwatch.targets import Targets
from inboxwatch.tracker import Rules

ADA = "ada@corp.example"
ALICE = "alice@corp.example"
TUESDAY = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
"""Ten in the morning in Berlin."""

ASKS = Verdict(version="test", score=0.9)
SAYS = Verdict(version="test", score=0.1)


def at(hours: float) -> dt.datetime:
    """Return the instant so many hours after Tuesday ten o'clock in Berlin."""
    return TUESDAY + dt.timedelta(hours=hours)


def message(key: str, sender: str, *to: str, hours: float = 0, **changes: Any) -> Message:  # noqa: ANN401
    """Build one message; a mail by Ada lies in Sent. Everything else can be given by name."""
    values: dict[str, Any] = {
        "mailbox": "work",
        "key": key,
        "message_id": f"<{key}@corp.example>",
        "in_reply_to": (),
        "references": (),
        "sender": sender,
        "sender_name": "",
        "sender_header": "",
        "reply_to": (),
        "to": to or (ADA,),
        "cc": (),
        "bcc": (),
        "subject": "Budget figures",
        "subject_key": "budget figures",
        "subject_words": 2,
        "forward_subject": False,
        "received_at": at(hours),
        "sent_at": at(hours),
        "in_sent": sender == ADA,
        "authentication": (),
        "verdict": SAYS if sender == ADA else ASKS,
    }
    if "re" in changes:
        changes["in_reply_to"] = (f"<{changes.pop('re')}@corp.example>",)
    return Message(**{**values, **changes})


def rules(**changes: Any) -> Rules:  # noqa: ANN401
    """One personal mailbox `work` of Ada in Berlin, four hours, corp.example inside."""
    values: dict[str, Any] = {
        "mailboxes": (Mailbox("work", addresses=frozenset({ADA}), main=ADA),),
        "directory": Directory(internal_domains=("corp.example",)),
        "calendar": Calendar.default(ZoneInfo("Europe/Berlin")),
        "targets": Targets(4 * 3600),
        "threshold": 0.5,
    }
    return Rules(**{**values, **changes})


def shared(name: str, address: str, *members: str) -> Mailbox:
    """Build a shared mailbox with members."""
    return Mailbox(name, MailboxKind.SHARED, frozenset({address}), members=frozenset(members), main=address)
