"""What the product tells apart, as the words that JSON and the store use."""

from __future__ import annotations

from enum import StrEnum


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
