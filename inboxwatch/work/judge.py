"""Reading and judging mails: what a connector delivers becomes what the store takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inboxwatch.classifier.personal import Personal, judge
from inboxwatch.mail import facts
from inboxwatch.model import Mail, Owner
from inboxwatch.store.ready import Ready, ready


@dataclass(frozen=True, slots=True)
class Judging:
    """What all mails of a mailbox are judged with; `secret` is the store's."""

    mailbox: str
    owner: Owner
    now: dt.datetime
    secret: bytes
    keep_subjects: bool
    keep_text: bool
    personal: Personal | None = None

    def do(self, mails: Iterable[Mail]) -> list[Ready]:
        """Read, judge and make ready one mail after the other, so that only one of them is in memory."""
        owner, mailbox, now, secret = self.owner, self.mailbox, self.now, self.secret
        keep_subjects, keep_text, personal = self.keep_subjects, self.keep_text, self.personal
        return [
            ready(
                facts(mail, judge(mail, owner, personal), mailbox, now, keep_subjects=keep_subjects, secret=secret),
                secret,
                keep_text=keep_text,
            )
            for mail in mails
        ]


class Preparing:
    """The work of a second process that is told later whose mail it judges: it has everything loaded by then."""

    def __reduce__(self) -> tuple[Callable[[], Preparing], tuple[()]]:
        """Load when it arrives."""
        return _prepared, ()

    def do(self, piece: object) -> None:
        """Nothing is asked of it."""


def _prepared() -> Preparing:
    from inboxwatch.classifier import verdicts

    verdicts.table()
    return Preparing()
