"""The words of the product as types; the glossary is docs/clock.md. Pure, frozen, no behaviour beyond derivation.

All instants are timezone-aware and in UTC unless a name says otherwise; durations are whole seconds. Addresses are
lower-case and bare (`ada@corp.example`); Message-IDs keep their angle brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class AutomaticKind(StrEnum):
    """What kind of machine wrote a message; None in a verdict means a human did."""

    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    LIST = "list"
    NEWSLETTER = "newsletter"
    NOTIFICATION = "notification"
    CALENDAR = "calendar"


class RequestKind(StrEnum):
    """What a request asks for."""

    QUESTION = "question"
    REQUEST = "request"
    INVITATION = "invitation"
    APPROVAL = "approval"
    SCHEDULING = "scheduling"


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    COVERED = "covered"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


class Outcome(StrEnum):
    """A request against its target."""

    MET = "met"
    MISSED = "missed"
    PENDING = "pending"
    EXCUSED = "excused"


class AcknowledgementKind(StrEnum):
    """How the requester learnt that the request was received."""

    REPLY = "reply"
    HOLDING = "holding"
    DELEGATION = "delegation"
    CALENDAR = "calendar"
    REACTION = "reaction"
    ELSEWHERE = "elsewhere"


class PromiseState(StrEnum):
    """Whether the owner kept what was promised; RELEASED: the requester withdrew, nothing is owed any more."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"
    RELEASED = "released"


class MailboxKind(StrEnum):
    """A personal mailbox has one owner; a shared one has members."""

    PERSONAL = "personal"
    SHARED = "shared"


class DecisionKind(StrEnum):
    """What the owner may decide about a message; each can be undone."""

    DISMISS = "dismiss"
    DONE = "done"
    MARK = "mark"
    SNOOZE = "snooze"
    TAKE = "take"


class StepCode(StrEnum):
    """What happened to a request, or why something that might have stopped its clock did not; `explain` tells it."""

    CHASER = "chaser"
    ACKNOWLEDGED_BY_REPLY = "acknowledged-by-reply"
    ACKNOWLEDGED_BY_HOLDING = "acknowledged-by-holding"
    ACKNOWLEDGED_BY_DELEGATION = "acknowledged-by-delegation"
    ACKNOWLEDGED_BY_CALENDAR = "acknowledged-by-calendar"
    ACKNOWLEDGED_BY_REACTION = "acknowledged-by-reaction"
    ANSWERED = "answered"
    ANSWERED_AGAIN = "answered-again"
    TAKEN = "taken"
    ANSWERED_ELSEWHERE = "answered-elsewhere"
    COVERED = "covered"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    PROMISE_RELEASED = "promise-released"
    HANDED_OVER_REQUESTER_NOT_TOLD = "handed-over-requester-not-told"
    NOT_COUNTED_AUTOMATIC = "not-counted-automatic"
    NOT_COUNTED_RULE_REPLY = "not-counted-rule-reply"
    NOT_COUNTED_BOUNCED = "not-counted-bounced"
    NOT_COUNTED_OTHER_INVITATION = "not-counted-other-invitation"
    NOT_COUNTED_ANSWERS_SOMEBODY_ELSE = "not-counted-answers-somebody-else"
    NOT_COUNTED_REQUESTER_LEFT_OUT = "not-counted-requester-left-out"


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox in a header: display name as decoded (hostile text), address bare and lower-case."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
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
class Part:
    """One leaf of a message's MIME structure, in order."""

    content_type: str
    disposition: str = ""
    method: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE line of an invitation; `rsvp` None: the line does not say."""

    address: str
    partstat: str = ""
    rsvp: bool | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """The iMIP part of a message (RFC 6047); `method` in upper case (REQUEST, REPLY, CANCEL, COUNTER and so on)."""

    method: str
    uid: str
    sequence: int = 0
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a bounce says (RFC 3464, or parsed from common wordings). Empty where it does not say.

    `failed` holds the addresses whose delivery failed for good; a mere delay, or a report of success, leaves it empty
    and `delayed` True.
    """

    original_message_id: str = ""
    failed: tuple[str, ...] = ()
    delayed: bool = False


@dataclass(frozen=True, slots=True)
class Authentication:
    """One Authentication-Results header (RFC 8601): which service says what about the sender.

    `dmarc` and `dkim` are lower-case results ("pass", "fail", "none", …) or ""; `dkim_domains` are the signing
    domains that passed (header.d, or the domain of header.i).
    """

    authserv_id: str
    dmarc: str = ""
    dkim: str = ""
    dkim_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as a connector delivers it: parsed, decoded, bounded, with the excerpt of its text.

    Not stored as it is: `mail.facts` turns it, with its verdict, into a `Message` without text.

    `ref` is the connector's own opaque place of the message, good for `Connector.texts`. `sender` is None unless
    the From header holds exactly one address by a strict reading. `date` is the Date header, `received_header` the
    topmost Received date that parses, `provider_time` the server's own time (INTERNALDATE, mbox `From ` line …);
    each None where absent or unreadable. `utc_offset` is that of the Date header in seconds. `headers` maps
    lower-case names to all their values, only those in `mail.HEADERS`. `text` is the decoded beginning of the first
    text part (HTML already turned into text). `reaction` is the emoji of a reaction message, else "".
    `defects` names what was broken.
    """

    ref: str
    folder: str
    in_sent: bool
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address | None
    sender_header: str
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    date: dt.datetime | None
    utc_offset: int
    received_header: dt.datetime | None
    provider_time: dt.datetime | None
    headers: Mapping[str, tuple[str, ...]]
    text: str
    content_type: str = "text/plain"
    structure: tuple[Part, ...] = ()
    invitation: Invitation | None = None
    report: DeliveryReport | None = None
    reaction: str = ""
    authentication: tuple[Authentication, ...] = ()
    provider_conversation: str = ""
    defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a mailbox belongs to, as the classifier needs it: their names and addresses."""

    addresses: frozenset[str]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """The period that an absence note announces, in days of its writer's zone: first and last day away, if named."""

    start: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The first human sign to the requester that the request was received."""

    at: dt.datetime
    by: str
    kind: AcknowledgementKind
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A date that the owner gave the requester. `text` is "" where text is not kept."""

    due_at: dt.datetime
    state: PromiseState
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story that `explain` tells: a `StepCode` or `Gate`, when it happened, and its particulars."""

    code: str
    at: dt.datetime | None = None
    message_id: str = ""
    who: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A message that somebody waits for an answer to, with everything derived about it, as of one instant.

    `target_seconds`, `business_seconds` are business time, `elapsed_seconds` wall-clock time; those of an open
    request run until the instant it was derived for. `ended_at` is when the clock stopped for whatever reason
    (acknowledged, covered, withdrawn, dismissed), None while open. `language` is that of the requester's message.
    In a shared mailbox `taken_by` is the member who is on it, `also_answered_by` are members who answered it although
    another one had, and did not refer to that answer.
    """

    id: str
    mailbox: str
    key: str
    conversation: str
    message_id: str
    subject: str
    sender: str
    department: str
    kind: RequestKind
    score: float
    reasons: tuple[str, ...]
    received_at: dt.datetime
    target_seconds: int
    target_rule: str
    due_at: dt.datetime
    deadline: dt.datetime | None
    state: State
    outcome: Outcome
    acknowledgement: Acknowledgement | None
    answered_at: dt.datetime | None
    ended_at: dt.datetime | None
    elapsed_seconds: int
    business_seconds: int
    chasers: int
    handed_over_to: str
    promise: Promise | None
    snoozed_until: dt.datetime | None
    trace: tuple[Step, ...] = ()
    language: str = ""
    taken_by: str = ""
    also_answered_by: tuple[str, ...] = ()
