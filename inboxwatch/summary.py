"""The weekly responsiveness summary as values: one week beside the last and the trend, and what to do first. Pure.

`views` write it as a terminal page, Markdown, mail and JSON; the dashboard draws from the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from inboxwatch.breakdown import Age, Breakdown, ages, breakdown
from inboxwatch.figures import Figures, figures
from inboxwatch.model import Outcome, PromiseState
from inboxwatch.trends import Between, Hour, Spread, Week, best_and_worst, both_ways, oldest, spread, weekly
from inboxwatch.weeks import bounds, moved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from inboxwatch.breakdown import Worked
    from inboxwatch.model import Request

TREND = 12
"""Weeks of the trend, the reported one included."""
FIRST = 3
"""Things to do first."""
HOURS = 12
"""Weeks that the best and worst hour are taken from: one week has too few requests in an hour."""


class Why(StrEnum):
    """Why something is among the first things to do."""

    PROMISE_BROKEN = "promise-broken"
    CHASED = "chased"
    OVERDUE = "overdue"
    PROMISE_DUE = "promise-due"
    DEADLINE = "deadline"
    NEXT_DUE = "next-due"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do, and why it comes first."""

    request: Request
    why: Why


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the figures can be trusted: mailboxes that were not read, mails that could not be judged, corrections.

    `dismissed` and `marked` are decisions of the week that contradict the classifier; `precision` is the share of the
    `flagged` requests of the trend's weeks that were not dismissed, None without any.
    """

    unread_mailboxes: tuple[str, ...] = ()
    unjudged: int = 0
    dismissed: int = 0
    marked: int = 0
    precision: float | None = None
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """What is measured the same way and never mixed with requests: of the week, the one before, the trend, open now."""

    figures: Figures
    before: Figures
    trend: tuple[Week, ...]
    open: tuple[Request, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One week. `figures` are of the requests received in it, as they stand at `now`; `open` is everything open now.

    `owed` is what the owner asked of colleagues, `external` what people outside asked, None where that is not tracked;
    `between` is who waits for whom, both ways; `recent` is of all weeks of the trend, `ages` of what is open now.
    """

    week: str
    start: dt.datetime
    end: dt.datetime
    now: dt.datetime
    figures: Figures
    before: Figures
    trend: tuple[Week, ...]
    open: tuple[Request, ...]
    overdue: int
    first: tuple[Todo, ...]
    kept: tuple[Request, ...]
    broken: tuple[Request, ...]
    hours: tuple[Hour, Hour] | None
    spread: Spread
    thanks: int
    quality: Quality
    owed: Apart
    external: Apart | None
    between: tuple[Between, ...]
    recent: Breakdown
    ages: Sequence[Age]


def owed_since(week: str, zone: dt.tzinfo) -> dt.datetime:
    """Since when what is owed is told of: the weeks of a trend; much that was asked is never answered by mail."""
    return bounds(moved(week, 1 - TREND), zone)[0]


def summarise(  # noqa: PLR0913 - what was read, each by its name
    requests: Iterable[Request],
    week: str,
    zone: dt.tzinfo,
    now: dt.datetime,
    *,
    thanks: int = 0,
    quality: Quality,
    owed: Iterable[Request] = (),
    external: Iterable[Request] | None = None,
    worked: Worked | None = None,
) -> Summary:
    """Summarise `week` ("2026-W47") of requests that were assessed for `now`. Raises ValueError for no week.

    `thanks` counts the thanks that came in the week; `owed` and `external` (None: not tracked) were assessed likewise.
    `worked` counts business time between two instants; without a calendar all time is working time.
    """
    everything = list(requests)
    start, end = bounds(week, zone)
    inside = [request for request in everything if start <= request.received_at < end]
    trend = weekly(everything, zone, week, TREND)
    recent = [request for request in everything if bounds(trend[0].label, zone)[0] <= request.received_at < end]
    still = tuple(oldest(everything))
    total = figures(inside)
    due = _apart(owed, week, zone)
    return Summary(
        week=week,
        start=start,
        end=end,
        now=now,
        figures=total,
        before=trend[-2].figures,
        trend=trend,
        open=still,
        overdue=sum(request.outcome is Outcome.MISSED for request in still),
        first=tuple(first(everything, now)),
        kept=_promised(everything, PromiseState.KEPT, start, end),
        broken=_promised(everything, PromiseState.BROKEN, start, end),
        hours=best_and_worst(recent, zone),
        spread=spread(total),
        thanks=thanks,
        quality=quality,
        owed=due,
        external=None if external is None else _apart(external, week, zone),
        between=both_ways(still, due.open),
        recent=breakdown(recent, zone, now, worked or _on_the_wall),
        ages=ages(still, now),
    )


def _on_the_wall(start: dt.datetime, end: dt.datetime) -> int:
    return int((end - start).total_seconds())


def _apart(requests: Iterable[Request], week: str, zone: dt.tzinfo) -> Apart:
    everything = list(requests)
    trend = weekly(everything, zone, week, TREND)
    still = tuple(oldest(everything))
    late = sum(request.outcome is Outcome.MISSED for request in still)
    return Apart(trend[-1].figures, trend[-2].figures, trend, still, late)


def _promised(
    requests: Iterable[Request], state: PromiseState, start: dt.datetime, end: dt.datetime
) -> tuple[Request, ...]:
    """Requests whose promise fell due in the week and is in that state, by when it was due."""
    found = [
        (request.promise.due_at, request.id, request)
        for request in requests
        if request.promise is not None and request.promise.state is state and start <= request.promise.due_at < end
    ]
    return tuple(request for _, _, request in sorted(found, key=lambda entry: entry[:2]))


def first(requests: Iterable[Request], now: dt.datetime, most: int = FIRST) -> Sequence[Todo]:
    """What to do first: broken promises, then whoever asked again, then what is overdue, then what falls due next.

    Snoozed requests wait for their time.
    """
    awake = [each for each in requests if each.snoozed_until is None or each.snoozed_until <= now]
    found = [(*why, request) for request in awake if (why := _promise(request) or _wait(request, now)) is not None]
    order = list(Why)
    found.sort(key=lambda entry: (order.index(entry[0]), entry[1], entry[2].id))
    return [Todo(request, why) for why, _, request in found[:most]]


def _promise(request: Request) -> tuple[Why, dt.datetime] | None:
    """A promise that is still owed, and when it was or is due."""
    promise = request.promise
    if promise is None or request.answered_at is not None:
        return None
    if promise.state is PromiseState.BROKEN:
        return Why.PROMISE_BROKEN, promise.due_at
    return (Why.PROMISE_DUE, promise.due_at) if promise.state is PromiseState.OPEN else None


def _wait(request: Request, now: dt.datetime) -> tuple[Why, dt.datetime] | None:
    """An open request, and the date that decides between equals."""
    if request.ended_at is not None:
        return None
    if request.chasers:
        return Why.CHASED, request.received_at
    if request.outcome is Outcome.MISSED:
        return Why.OVERDUE, request.received_at
    if request.deadline is not None and now <= request.deadline < request.due_at:
        return Why.DEADLINE, request.deadline
    return Why.NEXT_DUE, request.due_at
