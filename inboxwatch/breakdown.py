"""What the weeks of a trend say together: by mailbox and requester, time to the answer, dates asked for, ages. Pure.

An acknowledgement says that somebody is on it; here is how long people wait for the answer itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.figures import MEDIAN, P90, Figures, figures, kaplan_meier_quantile, undivided
from inboxwatch.model import Outcome, PromiseState, State
from inboxwatch.trends import Hour, Spread, by_requester, hourly, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from inboxwatch.model import Request

    Worked = Callable[[dt.datetime, dt.datetime], int]
    """Business seconds between two instants, as `Calendar.elapsed` counts them."""

_DAY = 86_400
AGES = (_DAY, 3 * _DAY, 7 * _DAY, 28 * _DAY)
"""Upper edges of the ages of what is open, in seconds on the wall: 1, 3, 7, 28 days; the last is open."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Business time until the matter was settled; who still waits for that is censored. `n`: all but the excused."""

    n: int
    answered: int
    median_seconds: int | None
    p90_seconds: int | None
    median_answered_only_seconds: int | None
    p90_answered_only_seconds: int | None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Dates that requesters asked for: answered by then, answered later or not at all, still to come."""

    ahead: int
    late: int
    open: int

    @property
    def n(self) -> int:
        """Those that can be judged."""
        return self.ahead + self.late


@dataclass(frozen=True, slots=True)
class Age:
    """How many open requests came at most `upto` seconds ago on the wall (None: longer), after the age before."""

    upto: int | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The requests received in the weeks of a trend. `requesters` are for the owner's eyes alone."""

    figures: Figures
    mailboxes: Mapping[str, Figures]
    requesters: Mapping[str, Figures]
    answers: Answers
    deadlines: Deadlines
    spread: Spread
    hours: tuple[Hour, ...]


def breakdown(requests: Iterable[Request], zone: dt.tzinfo, now: dt.datetime, worked: Worked) -> Breakdown:
    """Break requests down that were assessed for `now`."""
    found = list(requests)
    total = figures(found)
    return Breakdown(
        figures=total,
        mailboxes=by_mailbox(found),
        requesters=by_requester(found),
        answers=answers(found, now, worked),
        deadlines=deadlines(found, now),
        spread=spread(total),
        hours=hourly(found, zone),
    )


def by_mailbox(requests: Iterable[Request]) -> Mapping[str, Figures]:
    """Return the figures of each of the owner's mailboxes, by name."""
    members: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        members[request.mailbox].append(request)
    return {name: undivided(found) for name, found in sorted(members.items())}


def answers(requests: Iterable[Request], now: dt.datetime, worked: Worked) -> Answers:
    """Return how long answers took: like the time to the acknowledgement, but a holding reply is none."""
    events, censored = [], []
    for request in requests:
        if request.outcome is Outcome.EXCUSED:
            continue
        if request.answered_at is not None:
            events.append(_until(request, request.answered_at, worked))
        else:
            censored.append(_until(request, now, worked) if _waits(request) else request.business_seconds)
    return Answers(
        n=len(events) + len(censored),
        answered=len(events),
        median_seconds=kaplan_meier_quantile(events, censored, MEDIAN),
        p90_seconds=kaplan_meier_quantile(events, censored, P90),
        median_answered_only_seconds=kaplan_meier_quantile(events, [], MEDIAN),
        p90_answered_only_seconds=kaplan_meier_quantile(events, [], P90),
    )


def _until(request: Request, at: dt.datetime, worked: Worked) -> int:
    """Business seconds until an instant; what acknowledged and answered at once was counted already."""
    if request.acknowledgement is not None and request.acknowledgement.at == at:
        return request.business_seconds
    return worked(request.received_at, max(at, request.received_at))


def _waits(request: Request) -> bool:
    """Whether an answer is still owed: nothing was given, or a holding reply whose promise was not released."""
    released = request.promise is not None and request.promise.state is PromiseState.RELEASED
    return request.state is State.OPEN or (request.state is State.ACKNOWLEDGED and not released)


def deadlines(requests: Iterable[Request], now: dt.datetime) -> Deadlines:
    """Return what became of the dates that requesters asked for; what nobody waits for any more is left out."""
    ahead = late = still = 0
    for request in requests:
        if request.deadline is None or request.outcome is Outcome.EXCUSED:
            continue
        if request.answered_at is not None:
            ahead += request.answered_at <= request.deadline
            late += request.answered_at > request.deadline
        elif _waits(request):
            still += now <= request.deadline
            late += now > request.deadline
    return Deadlines(ahead, late, still)


def ages(requests: Iterable[Request], now: dt.datetime) -> Sequence[Age]:
    """Return how old the open ones are on the wall, and how many of each age are overdue."""
    counted: dict[int | None, list[bool]] = {edge: [] for edge in (*AGES, None)}
    for request in requests:
        if request.state is State.OPEN:
            seconds = (now - request.received_at).total_seconds()
            edge = next((edge for edge in AGES if seconds <= edge), None)
            counted[edge].append(request.outcome is Outcome.MISSED)
    return tuple(Age(edge, len(late), sum(late)) for edge, late in counted.items())
