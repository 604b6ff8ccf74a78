"""Reading and judging mails: what a connector delivers becomes what the store takes.

That is most of the work of a first pass, so `pool.Judges` hands it to a second process where many messages wait. It
is `judge` in either process: the results are the same, whoever made them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.classifier import classify
from inboxwatch.mail import facts
from inboxwatch.store.ready import Ready, ready

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.model import Mail, Owner


@dataclass(frozen=True, slots=True)
class Task:
    """What all mails of a mailbox are judged with; `secret` is the store's."""

    mailbox: str
    owner: Owner
    now: dt.datetime
    secret: bytes
    keep_subjects: bool
    keep_text: bool


def judge(mails: Iterable[Mail], task: Task) -> list[Ready]:
    """Read, judge and make ready one mail after the other, so that only one of them is in memory."""
    owner, mailbox, now, secret = task.owner, task.mailbox, task.now, task.secret
    keep_subjects, keep_text = task.keep_subjects, task.keep_text
    return [
        ready(
            facts(mail, classify(mail, owner), mailbox, now, keep_subjects=keep_subjects, secret=secret),
            secret,
            keep_text=keep_text,
        )
        for mail in mails
    ]
