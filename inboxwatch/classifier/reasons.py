"""Reason codes -> the words that people read in `explain`, `classify` and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    "deadline": "sets a date",
    "noted": "is for your information",
    "closing": "only closes politely",
    "thanks-only": "only says thanks",
    "withdraws": "says it is solved or no longer needed",
    "holding": "only says that it was received and will be seen to",
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
    "system-header": "carries the header of a notification system",
    "auto-reply-subject": "has the subject of an automatic reply",
    "absence-subject": "has the subject and the words of an absence note",
    "absence-words": "is worded as an absence note",
    "machine-words": "says itself that it is automatic",
    "machine-sender": "comes from an address that nobody writes from",
    "receipt": "is a read receipt",
    "bulk-headers": "carries the headers of a newsletter",
    "digest": "is a digest or notice of a mailing list",
    "calendar-method": "is an answer or a change that a calendar sent",
    "feedback-report": "is an abuse report",
    "language-unknown": "language not known: judged by its question marks and structure",
    "unreadable": "could not be judged",
}
"""Every code that a verdict may carry."""


def reason_words(codes: Iterable[str], quotes: Mapping[str, str] | None = None) -> list[str]:
    """One phrase a code, in order; with the mail's own words where `quotes` has them. Unknown codes stay."""
    result = []
    for code in codes:
        words = WORDS.get(code, code)
        quote = (quotes or {}).get(code, "")
        result.append(f"{words}: “{quote}”" if quote else words)
    return result
