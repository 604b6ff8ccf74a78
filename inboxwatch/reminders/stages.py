"""When each stage of a request falls due, and which of them somebody has yet to be told about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.errors import ConfigurationError
from inboxwatch.model import Outcome, PromiseState, State
from inboxwatch.notices import NoticeItem, Stage
from inboxwatch.reminders.policy import Reason

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.model import Request
    from inboxwatch.reminders.book import Book, Recipient
    from inboxwatch.reminders.policy import Policy


@dataclass(frozen=True, slots=True)
class Due:
    """A stage that somebody is to be told about, and since when it is due."""

    item: NoticeItem
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing about one strand of a request is due yet: why, which stage comes next, and when."""

    reason: Reason
    at: dt.datetime | None = None
    stage: Stage | None = None


class Stages:
    """Works out one request's stages for one recipient. `woken` is when a snooze of it ended last, if one has."""

    def __init__(self, policy: Policy, calendar: Calendar, book: Book, now: dt.datetime) -> None:
        """Keep what is the same for all requests."""
        self._policy, self._calendar, self._book, self._now = policy, calendar, book, now

    def owner(self, request: Request, who: Recipient, woken: dt.datetime | None) -> list[Due | Later]:
        """What the owner is to be told: the clock, the requester's deadline, the promise."""
        found: list[Due | Later | None] = []
        if request.state is State.OPEN:
            found.append(self._clock(request, who, woken))
            found.append(self._deadline(request, who))
        found.append(self._promise(request, who, woken))
        return [each for each in found if each is not None]

    def deputy(self, request: Request, who: Recipient) -> list[Due | Later]:
        """What a deputy is to be told: that a request has been overdue for too long."""
        wait = self._policy.escalate_after
        if request.state is not State.OPEN or wait is None:
            return []
        at = forward(self._calendar, request.due_at, wait)
        if at is None:
            return []
        if request.outcome is not Outcome.MISSED or self._now < at:
            return [Later(Reason.NOT_DUE, at, Stage.ESCALATION)]
        return [self._once(request, who, Stage.ESCALATION, at) or Later(Reason.ALREADY_TOLD, None, Stage.ESCALATION)]

    def _clock(self, request: Request, who: Recipient, woken: dt.datetime | None) -> Due | Later:
        """Before it is due, when it is, and again at growing distances."""
        if request.outcome is Outcome.MISSED:
            return self._breached(request, who, woken)
        lead = None if self._policy.before is None else min(self._policy.before, request.target_seconds // 2)
        at = None if lead is None else forward(self._calendar, request.received_at, request.target_seconds - lead)
        breach = Later(Reason.NOT_DUE, request.due_at, Stage.BREACH) if self._policy.breach else Later(Reason.NOT_DUE)
        if at is not None and self._now < at:
            return Later(Reason.NOT_DUE, at, Stage.BEFORE)
        due = self._once(request, who, Stage.BEFORE, at) if at is not None else None
        return due or self._woken(request, who, request.received_at, woken) or breach

    def _breached(self, request: Request, who: Recipient, woken: dt.datetime | None) -> Due | Later:
        since = request.due_at
        told = [*self._told(request, who, Stage.BREACH, since), *self._told(request, who, Stage.REPEAT, since)]
        if not told:
            if not self._policy.breach:
                return Later(Reason.OFF, None, Stage.BREACH)
            return self._once(request, who, Stage.BREACH, since) or Later(Reason.ALREADY_TOLD, None, Stage.BREACH)
        return self._woken(request, who, since, woken) or self._again(request, who, Stage.REPEAT, told)

    def _deadline(self, request: Request, who: Recipient) -> Due | Later | None:
        """The requester's own date, where it is earlier than the target's end (docs/clock.md, Targets)."""
        date = request.deadline
        if not self._policy.deadline or date is None or not request.received_at < date < request.due_at:
            return None
        at = backward(self._calendar, request.received_at, date, self._policy.before or 0)
        if self._now < at:
            return Later(Reason.NOT_DUE, at, Stage.DEADLINE)
        return self._once(request, who, Stage.DEADLINE, at)

    def _promise(self, request: Request, who: Recipient, woken: dt.datetime | None) -> Due | Later | None:
        promise = request.promise
        if promise is None or promise.state not in {PromiseState.OPEN, PromiseState.BROKEN}:
            return None
        if promise.state is PromiseState.BROKEN:
            told = self._told(request, who, Stage.PROMISE_BROKEN, promise.due_at)
            if not told:
                return self._once(request, who, Stage.PROMISE_BROKEN, promise.due_at)
            again = self._woken(request, who, promise.due_at, woken) if request.state is not State.OPEN else None
            return again or self._again(request, who, Stage.PROMISE_BROKEN, told)
        broken = Later(Reason.NOT_DUE, promise.due_at, Stage.PROMISE_BROKEN)
        if self._policy.promises_before is None:
            return broken
        made = request.acknowledgement.at if request.acknowledgement else request.received_at
        at = backward(self._calendar, min(made, promise.due_at), promise.due_at, self._policy.promises_before)
        if self._now < at:
            return Later(Reason.NOT_DUE, at, Stage.PROMISE)
        return self._once(request, who, Stage.PROMISE, at) or broken

    def _once(self, request: Request, who: Recipient, stage: Stage, since: dt.datetime) -> Due | None:
        """A stage that is told once: due unless it was told since it fell due, or today (R24)."""
        if self._told(request, who, stage, since) or self._book.told_today(who, request.id, stage):
            return None
        return Due(NoticeItem(request.id, stage, self._book.next_number(who, request.id, stage)), since)

    def _again(self, request: Request, who: Recipient, stage: Stage, told: list[dt.datetime]) -> Due | Later:
        """The next repetition: one, two, four … times the distance after the last time, never twice a day (R24)."""
        if self._policy.repeat is None:
            return Later(Reason.ALREADY_TOLD, None, stage)
        distance = self._policy.repeat * 2 ** min(len(told) - 1, 20)
        at = max(told) + dt.timedelta(seconds=distance)
        if self._now < at:
            return Later(Reason.NEXT_REPEAT, at, stage)
        return self._once(request, who, stage, at) or Later(Reason.ALREADY_TOLD, None, stage)

    def _woken(self, request: Request, who: Recipient, since: dt.datetime, woken: dt.datetime | None) -> Due | None:
        """A snooze has ended and nothing was told since: tell again, whatever the distance."""
        if woken is None or not since <= woken <= self._now:
            return None
        if any(self._told(request, who, stage, woken) for stage in Stage):
            return None
        return self._once(request, who, Stage.REPEAT, woken)

    def _told(self, request: Request, who: Recipient, stage: Stage, since: dt.datetime) -> list[dt.datetime]:
        return self._book.told(who, request.id, stage, since)


def forward(calendar: Calendar, start: dt.datetime, seconds: int) -> dt.datetime | None:
    """When so much business time has passed; None for a calendar that never gets there."""
    try:
        return calendar.due(start, seconds)
    except ConfigurationError:
        return None


def backward(calendar: Calendar, floor: dt.datetime, end: dt.datetime, seconds: int) -> dt.datetime:
    """The latest instant from `floor` on from which at least so much business time is left until `end`, else `floor`.

    `calendar.due` looks ahead only; time left falls as the start moves on, so a bisection finds the edge.
    """
    low, high = 0, max(0, int((end - floor).total_seconds()))
    if calendar.elapsed(floor, end) < seconds:
        return floor
    while high - low > 1:
        middle = (low + high) // 2
        if calendar.elapsed(floor + dt.timedelta(seconds=middle), end) >= seconds:
            low = middle
        else:
            high = middle
    return floor + dt.timedelta(seconds=low)
