"""A request at another instant: what only time changes, without messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from inboxwatch.model import Outcome, PromiseState, State
from inboxwatch.tracker.promises import promise_state

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.model import Request
    from inboxwatch.tracker.rules import Rules


def outcome_of(state: State, business_seconds: int, target_seconds: int) -> Outcome:
    """Judge a request against its target.

    Excused: covered or withdrawn in time, or dismissed; covered or withdrawn only after the target ran out is missed.
    """
    if state is State.DISMISSED:
        return Outcome.EXCUSED
    if business_seconds > target_seconds:
        return Outcome.MISSED
    if state is State.OPEN:
        return Outcome.PENDING
    return Outcome.MET if state in {State.ACKNOWLEDGED, State.ANSWERED} else Outcome.EXCUSED


def wall_seconds(start: dt.datetime, end: dt.datetime) -> int:
    """Whole wall-clock seconds, never below 0 (clocks differ)."""
    return max(0, int((end - start).total_seconds()))


def assess(request: Request, rules: Rules, now: dt.datetime) -> Request:
    """Move a request to another `now`: the open clock, the outcome, the promise and the snooze."""
    promise = request.promise
    if promise is not None and promise.state is not PromiseState.RELEASED:
        promise = replace(promise, state=promise_state(promise.due_at, request.answered_at, now))
    snoozed = request.snoozed_until if request.snoozed_until is not None and request.snoozed_until > now else None
    if request.state is not State.OPEN:
        return replace(request, promise=promise, snoozed_until=snoozed)
    business = rules.calendar.elapsed(request.received_at, max(now, request.received_at))
    return replace(
        request,
        promise=promise,
        snoozed_until=snoozed,
        elapsed_seconds=wall_seconds(request.received_at, now),
        business_seconds=business,
        outcome=outcome_of(request.state, business, request.target_seconds),
    )
