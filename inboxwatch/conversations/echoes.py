"""Answers that one sender repeats word for word, as mail rules do: what makes them equal, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inboxwatch.model import Message

ECHO: Final = "echo:"
"""What their link token begins with. It ties nothing together by itself: see `tracker.rule_replies`."""

MANY: Final = 3
"""How many answers in the same words it takes to show that a rule sends them."""

SAMPLE: Final = 20
"""How many of them are looked at: those with the smallest keys."""

_TELLING = 3


def echo(message: Message) -> str:
    """Return what is equal for answers of one sender in the same words; "" for what cannot be a mail rule's answer.

    Rules answer what they were sent, quote nothing, and say more than thanks.
    """
    verdict = message.verdict
    if len(verdict.prints) < _TELLING or verdict.quoted_prints or verdict.forwards:
        return ""
    if verdict.automatic is not None or message.invitation is not None or message.reaction:
        return ""
    if not message.sender or not answered_by(message.in_reply_to, message.references):
        return ""
    return f"{ECHO}{message.sender}:{','.join(map(str, sorted(verdict.prints)))}"


def answered_by(in_reply_to: tuple[str, ...], references: tuple[str, ...]) -> str:
    """Return the Message-ID that these headers of a message say it answers, "" if they name none."""
    return next(iter((*in_reply_to[:1], *references[-1:])), "")
