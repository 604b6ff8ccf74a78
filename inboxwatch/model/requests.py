"""What is derived: requests, what acknowledged and promised them, and their story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.model.kinds import AcknowledgementKind, Outcome, PromiseState, RequestKind, State


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
