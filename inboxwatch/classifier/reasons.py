"""Reason codes -> the words that people read in `explain`, `classify` and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from inboxwatch.classifier.proof import proof
from inboxwatch.classifier.quoting import original, short
from inboxwatch.model import AutomaticKind, Mail, Verdict, When

MARKED: Final = "marked-as-request"
"""What stands before the reasons of a request that its owner marked as one."""
MOST: Final = 5
"""So many reasons are told, the strongest."""

WORDS = {
    "question": "asks a question",
    "asks": "asks you to do something",
    "please": "says please",
    "orders": "tells you what to do",
    "tells": "wants to hear from you",
    "needs": "needs something",
    "wonders": "wonders about something",
    "waits": "waits for you",
    "approves": "wants your approval",
    "meets": "wants to find a time",
    "opens": "begins like a question",
    "chases": "asks again",
    "deadline": "has a deadline",
    "noted": "is for your information",
    "closing": "only closes politely",
    "thanks-only": "only says thanks",
    "withdraws": "says it is solved or no longer needed",
    "holding": "only says that it was received and will be seen to",
    MARKED: "you said that it is a request",
    "long": "is long",
    "names-owner": "names you",
    "greets-others": "greets others by name",
    "crowd": "goes to many people",
    "forward": "forwards a mail without comment",
    "bulk": "speaks like a newsletter",
    "invitation": "invites you and awaits your answer",
    "invitation-answered": "is an invitation that needs no answer of yours",
    "reaction": "is a reaction",
    "empty": "has no text of its own",
    "subject-question": "asks in its subject only",
    "delivery-report": "is a report about a failed or delayed delivery",
    "bounce-words": "says that a delivery failed",
    "auto-submitted": "says in its header that a machine sent it",
    "vendor-header": "carries the header of an automatic reply",
    "own-notice": "is a notice of inboxwatch",
    "system-header": "carries the header of a notification system",
    "auto-reply-subject": "has the subject of an automatic reply",
    "absence-subject": "has the subject and the words of an absence note",
    "absence-words": "is worded as an absence note",
    "rule-reply": "is the answer of a mail rule: the same words to many, each time at once",
    "machine-words": "says itself that it is automatic",
    "machine-sender": "comes from an address that nobody writes from",
    "receipt": "is a read receipt",
    "bulk-headers": "carries the headers of a newsletter",
    "digest": "is a digest or notice of a mailing list",
    "calendar-method": "is an answer or a change that a calendar sent",
    "feedback-report": "is an abuse report",
    "sender-answered": "you answer this sender more often than others",
    "sender-unanswered": "you answer this sender less often than others",
    "team-answered": "you answer this sender's department more often than others",
    "team-unanswered": "you answer this sender's department less often than others",
    "language-unknown": "language not known: judged by its question marks and structure",
    "unreadable": "could not be judged",
}
"""Every code that a verdict may carry."""


_BY_NAME: Final = {
    "question": "asks a question to you by name",
    "asks": "asks you by name to do something",
    "please": "says please to you by name",
    "orders": "tells you by name what to do",
    "tells": "wants to hear from you by name",
    "needs": "needs something from you by name",
    "waits": "waits for you by name",
    "approves": "wants your approval, by name",
    "meets": "wants to find a time with you, by name",
    "chases": "asks you again, by name",
}
"""Reasons that say the same with the owner's name in it; `names-owner` is then no reason of its own."""
_NAMED: Final = "names-owner"
_SAME: Final = frozenset({"question", "asks", "please", "orders", "tells", "needs", "wonders", "opens", "waits"})
"""Ways to ask: of one sentence the strongest is told, for it shows the words."""
_MACHINES: Final = {
    AutomaticKind.AUTO_REPLY: "automatic reply",
    AutomaticKind.BOUNCE: "report of a failed delivery",
    AutomaticKind.RECEIPT: "read receipt",
    AutomaticKind.LIST: "mail of a mailing list's program",
    AutomaticKind.NEWSLETTER: "newsletter",
    AutomaticKind.NOTIFICATION: "notification",
    AutomaticKind.CALENDAR: "sent by a calendar",
}
ASKING: Final = "reads like mail that needs a reply"
QUIET: Final = "nothing in it asks for a reply"
"""What is told where the model judged by the whole and no single phrase stands out."""
_HALF: Final = 0.5
_ABSENCE: Final = "out-of-office note"


def reason_words(
    codes: Iterable[str], quotes: Mapping[str, str] | None = None, *, text: str = "", deadline: str = ""
) -> list[str]:
    """The strongest reasons in words, at most `MOST`, in the order of the codes; unknown codes stay as they are.

    `quotes` are the mail's plain words by code, told as they stand in `text` where that is at hand, each sentence once.
    `deadline` says in words when it is.
    """
    listed = list(dict.fromkeys(codes))
    by_name = next((code for code in listed if code in _BY_NAME), "") if _NAMED in listed else ""
    told: list[str] = []
    said: set[str] = set()
    for code in listed:
        plain = (quotes or {}).get(code, "")
        if (code == _NAMED and by_name) or (plain in said and code in _SAME):
            continue
        words = _BY_NAME[code] if code == by_name else WORDS.get(code, code)
        if code == "deadline" and deadline:
            words += f": {deadline}"
        elif plain and plain not in said:
            said.add(plain)
            words += f": “{short(original(plain, text) if text else plain)}”"
        told.append(words)
    return told[:MOST]


def verdict_words(verdict: Verdict, mail: Mail | None = None) -> list[str]:
    """Why a verdict is what it is; with `mail` at hand the header, subject or address that proved a machine."""
    if verdict.automatic is not None:
        return [machine_words(verdict.automatic, code, mail) for code in verdict.reasons[:MOST]]
    deadline = when_words(verdict.deadline) if verdict.deadline is not None else ""
    told = reason_words(verdict.reasons, verdict.quotes, text=verdict.text, deadline=deadline)
    return told or [ASKING if verdict.score >= _HALF else QUIET]


def quotes_of(verdict: Verdict) -> dict[str, str]:
    """The words that each reason quotes, as they stand in the mail; empty where the text is not at hand."""
    return {code: short(original(plain, verdict.text)) for code, plain in verdict.quotes.items()}


def machine_words(kind: AutomaticKind, code: str, mail: Mail | None = None) -> str:
    """Which machine it was and what proved it: "newsletter: List-Unsubscribe"."""
    machine = _ABSENCE if code.startswith("absence") else _MACHINES[kind]
    evidence = proof(mail, code) if mail is not None else ""
    return f"{machine}: {evidence or WORDS.get(code, code)}"


def when_words(when: When) -> str:
    """A date as it was meant in the mail: "Friday 27 November", "Friday 27 November, 16:00"."""
    return instant_words(dt.datetime.combine(when.date, when.time or dt.time()), timed=when.time is not None)


def instant_words(local: dt.datetime, *, timed: bool = True) -> str:
    """A local time in words."""
    return f"{local:%A} {local.day} {local:%B}" + (f", {local:%H:%M}" if timed else "")
