"""Requests -> what one number does not show: weeks, hours, spread, ages, who waits. Pure, made of `figures`.

Requests are assessed for one instant before they come here. Whatever is a rate or a quantile comes with its n, and
nothing is ranked that has fewer than `TOO_FEW`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.figures import TOO_FEW, Figures, figures, undivided
from inboxwatch.model import Outcome, State
from inboxwatch.weeks import up_to, week_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from inboxwatch.model import Request

BUCKETS = (900, 1800, 3600, 7200, 14_400, 28_800, 57_600)
"""Upper edges of the histogram, in seconds of business time: 15 min, 30 min, 1, 2, 4, 8, 16 h; the last is open."""


@dataclass(frozen=True, slots=True)
class Week:
    """The requests received in one ISO week, as they stand now."""

    label: str
    figures: Figures


def weekly(requests: Iterable[Request], zone: dt.tzinfo, last: str, count: int = 12) -> tuple[Week, ...]:
    """Return `count` weeks in order, `last` being the last; weeks without requests are there, too."""
    wanted = up_to(last, count)
    members: dict[str, list[Request]] = {label: [] for label in wanted}
    for request in requests:
        label = week_of(request.received_at, zone)
        if label in members:
            members[label].append(request)
    return tuple(Week(label, figures(members[label])) for label in wanted)


@dataclass(frozen=True, slots=True)
class Hour:
    """The requests received in one hour of the day (0-23) on one weekday (0 is Monday) or on any (-1)."""

    weekday: int
    hour: int
    figures: Figures


def hourly(requests: Iterable[Request], zone: dt.tzinfo) -> tuple[Hour, ...]:
    """Return every hour of every weekday in which a request came, in that order, on the wall of `zone`."""
    cells: dict[tuple[int, int], list[Request]] = defaultdict(list)
    for request in requests:
        local = request.received_at.astimezone(zone)
        cells[local.weekday(), local.hour].append(request)
    return tuple(Hour(weekday, hour, undivided(found)) for (weekday, hour), found in sorted(cells.items()))


def best_and_worst(requests: Iterable[Request], zone: dt.tzinfo) -> tuple[Hour, Hour] | None:
    """Return the hours of the day whose requests are acknowledged soonest and latest; None if fewer than two count.

    An hour counts from `TOO_FEW` requests on; a median that is never reached is the latest of all.
    """
    cells: dict[int, list[Request]] = defaultdict(list)
    for request in requests:
        cells[request.received_at.astimezone(zone).hour].append(request)
    counted = [Hour(-1, hour, undivided(found)) for hour, found in sorted(cells.items())]
    ranked = sorted((hour for hour in counted if hour.figures.judged >= TOO_FEW), key=_median)
    return (ranked[0], ranked[-1]) if len(ranked) > 1 and _median(ranked[0]) < _median(ranked[-1]) else None


def _median(hour: Hour) -> float:
    seconds = hour.figures.median_seconds
    return float("inf") if seconds is None else seconds


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many requests were acknowledged within `upto` seconds of business time (None: later), after the one below."""

    upto: int | None
    acknowledged: int
    waiting: int


def histogram(requests: Iterable[Request]) -> tuple[Bucket, ...]:
    """Return how long acknowledgements took, and beside them how long those wait that have none; excused left out."""
    answered: Counter[int | None] = Counter()
    waiting: Counter[int | None] = Counter()
    for request in requests:
        if request.outcome is Outcome.EXCUSED:
            continue
        edge = next((edge for edge in BUCKETS if request.business_seconds <= edge), None)
        (answered if request.acknowledgement is not None else waiting)[edge] += 1
    return tuple(Bucket(edge, answered[edge], waiting[edge]) for edge in (*BUCKETS, None))


@dataclass(frozen=True, slots=True)
class Spread:
    """How even the service is: departments' rates from worst to best, and p90 over median; null where too few."""

    worst_department: str
    best_department: str
    within_target_range: float | None
    p90_over_median: float | None


def spread(total: Figures) -> Spread:
    """Return the consistency of figures with departments."""
    rates = [
        (each.within_target, name)
        for name, each in sorted(total.departments.items())
        if each.judged >= TOO_FEW and each.within_target is not None
    ]
    ratio = None
    if total.judged >= TOO_FEW and total.median_seconds and total.p90_seconds is not None:
        ratio = total.p90_seconds / total.median_seconds
    if len(rates) < 2:  # noqa: PLR2004 - a range needs two
        return Spread("", "", None, ratio)
    worst, best = min(rates, key=lambda pair: pair[0]), max(rates, key=lambda pair: pair[0])
    return Spread(worst[1], best[1], best[0] - worst[0], ratio)


def by_requester(requests: Iterable[Request]) -> Mapping[str, Figures]:
    """Return the figures of each person who asked (main address); for the owner's eyes alone."""
    members: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        members[request.sender].append(request)
    return {sender: undivided(found) for sender, found in sorted(members.items())}


def oldest(requests: Iterable[Request]) -> Sequence[Request]:
    """Return the open requests, the longest waiting first."""
    still = [request for request in requests if request.state is State.OPEN]
    return sorted(still, key=lambda request: (request.received_at, request.id))


@dataclass(frozen=True, slots=True)
class Waits:
    """One cell of the matrix of who waits for whom: a department, one of the owner's mailboxes, what is open there."""

    department: str
    mailbox: str
    open: int
    overdue: int
    oldest: dt.datetime


@dataclass(frozen=True, slots=True)
class Side:
    """What is open one way between two parties."""

    open: int = 0
    overdue: int = 0
    oldest: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """One department and the owner, both ways: it waits for the owner (`owing`), the owner waits for it (`owed`)."""

    department: str
    owing: Side
    owed: Side


def both_ways(requests: Iterable[Request], owed: Iterable[Request]) -> tuple[Between, ...]:
    """Return who waits for whom, by department: requests to the owner, and what the owner is owed."""
    ways = tuple(_sides(each) for each in (requests, owed))
    names = sorted({name for sides in ways for name in sides})
    return tuple(Between(name, ways[0].get(name, Side()), ways[1].get(name, Side())) for name in names)


def _sides(requests: Iterable[Request]) -> dict[str, Side]:
    cells: dict[str, list[Request]] = defaultdict(list)
    for request in oldest(requests):
        cells[request.department].append(request)
    return {
        department: Side(len(found), sum(each.outcome is Outcome.MISSED for each in found), found[0].received_at)
        for department, found in cells.items()
    }


def who_waits(requests: Iterable[Request]) -> tuple[Waits, ...]:
    """Return the cells in which somebody waits, by department and mailbox."""
    cells: dict[tuple[str, str], list[Request]] = defaultdict(list)
    for request in oldest(requests):
        cells[request.department, request.mailbox].append(request)
    return tuple(
        Waits(
            department, mailbox, len(found), sum(each.outcome is Outcome.MISSED for each in found), found[0].received_at
        )
        for (department, mailbox), found in sorted(cells.items())
    )
