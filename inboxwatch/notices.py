"""What the owner is told, as `reminders` decides it: frozen values, not yet written in words, not yet sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice to the owner is about."""

    REMINDER = "reminder"
    DIGEST = "digest"
    ALARM = "alarm"
    SUMMARY = "summary"


class Stage(StrEnum):
    """Which moment of a request or promise an item of a notice speaks of."""

    BEFORE = "before"
    BREACH = "breach"
    REPEAT = "repeat"
    DEADLINE = "deadline"
    PROMISE = "promise"
    PROMISE_BROKEN = "promise-broken"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One request in a notice: its id, the stage that it reached, and which repetition this is (0: the first)."""

    request: str
    stage: Stage
    number: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the owner is to be told through one channel.

    `key` is the idempotency key, 32 hexadecimal digits made of what is told to whom (channel, kind, items, and for
    repeated things their number or day) and of nothing else, so that the same notice never gets two. `to` names who is
    told where it is not the owner (the deputy of an escalation), else "". `topic` says what an alarm or summary is
    about ("mailbox:work", "2026-W47"). `made_at` (UTC) is when it was decided.
    """

    key: str
    kind: NoticeKind
    channel: str
    items: tuple[NoticeItem, ...]
    made_at: dt.datetime
    to: str = ""
    topic: str = ""


class Delivery(StrEnum):
    """How far a notice got. Each but DROPPED counts as told, so that doubt never tells twice."""

    INTENDED = "intended"
    """Written down and being sent; found like this later, whoever sent it died on the way."""
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived: nobody said."""
    FAILED = "failed"
    """It did not arrive: tried again at `next_attempt`, never if there is none."""
    DROPPED = "dropped"
    """Not told after all: nothing in it was open any more, or its channel is gone."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a notice's way, as the store keeps it.

    `at` (UTC) is when it was last tried. `attempts` counts tries, begun ones included; `doubts` those of which nobody
    knows how they ended. `next_attempt` None: nothing more will be done. `error` says in words why it is not sent.
    `target` names the settings of the channel it went through, `epoch` who claimed it last.
    """

    notice: Notice
    state: Delivery
    at: dt.datetime
    attempts: int = 1
    doubts: int = 0
    next_attempt: dt.datetime | None = None
    error: str = ""
    target: str = ""
    epoch: int = 0

    @property
    def unfinished(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state is Delivery.INTENDED or self.next_attempt is not None
