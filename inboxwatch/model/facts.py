"""What is stored: messages with their verdicts, whose mailbox it is, what the owner decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inboxwatch.model.kinds import MailboxKind, RequestKind
from inboxwatch.model.values import value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from inboxwatch.model.kinds import AutomaticKind, DecisionKind
    from inboxwatch.model.mail import Authentication, DeliveryReport, Invitation


@value(frozen=True, slots=True)
class When:
    """A date said in a mail ("by Thursday noon"), resolved against the day of that mail's Date header.

    `time` None: a day without a time, which means its closing time. `utc_offset` is that of the Date header in
    seconds. `text` quotes the mail and is kept only where the mail's text is kept.
    """

    date: dt.date
    time: dt.time | None
    utc_offset: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a mailbox belongs to, as the classifier needs it: their names and addresses."""

    addresses: frozenset[str]
    names: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Absence:
    """The period that an absence note announces, in days of its writer's zone: first and last day away, if named."""

    start: dt.date | None = None
    until: dt.date | None = None


@value(frozen=True, slots=True)
class Verdict:
    """What the classifier says of one message. `reasons` are codes, strongest first.

    `score` is how likely the message needs a reply; the configured threshold is applied by the tracker, so that
    moving it needs no text.
    `greets_owner`, `greets_others`, `names_owner` speak of the mailbox's owner: greeted by name; only others are
    greeted by name; named anywhere in the new text (greeting included) or asked directly. `asks_again`: asks or
    nudges once more (would count as a chaser). `withdraws`: solved or no longer needed. `holding`: only says that
    it was received and will be seen to. `forwards`: carries a forwarded mail. `prints` are fingerprints of the new
    text's lines, `quoted_prints` of the quoted lines (to tie conversations without headers; not reversible to text).
    `language` is what the new text is written in ("en", "de", "fr", "es", "it", "pt", "nl", "pl"), "" if unknown.
    `quotes` maps reason codes to the words they quote and `text` is the new text: both live only in memory unless
    the store keeps text. `absence` is what an absence note announces; it lives only in memory.
    """

    version: str
    automatic: AutomaticKind | None = None
    score: float = 0.0
    kind: RequestKind = RequestKind.REQUEST
    reasons: tuple[str, ...] = ()
    asks_again: bool = False
    withdraws: bool = False
    holding: bool = False
    thanks: bool = False
    forwards: bool = False
    greets_owner: bool = False
    greets_others: bool = False
    names_owner: bool = False
    deadline: When | None = None
    promise: When | None = None
    prints: tuple[int, ...] = ()
    quoted_prints: tuple[int, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    language: str = ""
    absence: Absence | None = None


@value(frozen=True, slots=True)
class Message:
    """One stored message: a fact. Copies of one message in one mailbox are one Message, received with the earliest.

    `key` is equal for copies (same Message-ID, sender and date) in any mailbox. `received_at` and `sent_at` follow
    docs/clock.md. `sender` is "" unless From is exactly one address by a strict reading. `recipients` in To, Cc and
    visible Bcc. `subject_key` is the normalised subject (or its keyed hash) that conversations without headers join
    by, `subject_words` its number of words. `subject` is "" where subjects are not kept.
    """

    mailbox: str
    key: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: str
    sender_name: str
    sender_header: str
    reply_to: tuple[str, ...]
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    subject: str
    subject_key: str
    subject_words: int
    forward_subject: bool
    received_at: dt.datetime
    sent_at: dt.datetime
    in_sent: bool
    authentication: tuple[Authentication, ...]
    verdict: Verdict
    invitation: Invitation | None = None
    report: DeliveryReport | None = None
    reaction: bool = False
    provider_conversation: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A watched account as the rules see it. All personal mailboxes of a store belong to one owner.

    `main` is the address that is credited where no message says who acted; all `addresses` are the mailbox's own.
    """

    name: str
    kind: MailboxKind = MailboxKind.PERSONAL
    addresses: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    delegates: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    authserv_id: str = ""
    main: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owner decided about the request that a message opened (or, for MARK, should have opened).

    `at` is when it was decided; `until` belongs to SNOOZE, `answered_at` to DONE (when it was answered elsewhere).
    `by` is the member of a shared mailbox who decided, "" where nobody else could. Decisions that were undone are not
    handed to the tracker.
    """

    kind: DecisionKind
    mailbox: str
    key: str
    at: dt.datetime
    until: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    by: str = ""
