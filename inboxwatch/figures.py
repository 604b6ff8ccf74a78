"""Requests -> figures (docs/clock.md: "Outcomes and figures"). Pure; all durations are seconds of business time.

The median and p90 of the time to first acknowledgement are Kaplan-Meier estimates (Kaplan and Meier, JASA 1958) in
which requests that are still open count as "at least so long": a median of the answered only improves as you ignore
people. The naive one stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inboxwatch.model import Outcome, PromiseState, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inboxwatch.model import Request

MEDIAN, P90 = 0.5, 0.9

ROUNDING = 1e-9
"""A half that floating-point products miss by less than this is still a half."""

TOO_FEW = 5
"""Below this many requests people are shown "too few" instead of a rate or a quantile; JSON gives it at any n."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of requests; rates are 0..1 and null where nothing can be divided."""

    requests: int
    open: int
    overdue: int
    met: int
    missed: int
    excused: int
    within_target: float | None
    median_seconds: int | None
    p90_seconds: int | None
    median_answered_only_seconds: int | None
    reply_rate: float | None
    chasers: int
    promises_kept: int
    promises_broken: int
    promises_open: int
    departments: dict[str, Figures] = field(default_factory=dict)
    p90_answered_only_seconds: int | None = None
    """None where it is not told, too: a team's weeks have no such sum."""

    @property
    def judged(self) -> int:
        """The n of rates and quantiles: all but the excused."""
        return self.requests - self.excused

    def as_json(self) -> dict[str, object]:
        """Return the JSON object of docs/json.md; departments by name, without a level below them."""
        values: dict[str, object] = {
            "requests": self.requests,
            "open": self.open,
            "overdue": self.overdue,
            "met": self.met,
            "missed": self.missed,
            "excused": self.excused,
            "within_target": self.within_target,
            "median_seconds": self.median_seconds,
            "p90_seconds": self.p90_seconds,
            "median_answered_only_seconds": self.median_answered_only_seconds,
            "p90_answered_only_seconds": self.p90_answered_only_seconds,
            "reply_rate": self.reply_rate,
            "chasers": self.chasers,
            "promises": {"kept": self.promises_kept, "broken": self.promises_broken, "open": self.promises_open},
        }
        if self.departments:
            values["departments"] = {name: figures.as_json() for name, figures in sorted(self.departments.items())}
        return values


def figures(requests: Iterable[Request]) -> Figures:
    """Return the figures of requests that were all assessed for one instant, with those of each department."""
    everything = list(requests)
    by_department: dict[str, list[Request]] = defaultdict(list)
    for request in everything:
        by_department[request.department].append(request)
    departments = {name: _one(members, {}) for name, members in by_department.items()}
    return _one(everything, departments)


def undivided(requests: Iterable[Request]) -> Figures:
    """Return the same without departments, for parts that are themselves divided otherwise."""
    return _one(list(requests), {})


def _one(requests: Sequence[Request], departments: dict[str, Figures]) -> Figures:
    outcomes = [request.outcome for request in requests]
    met, missed = outcomes.count(Outcome.MET), outcomes.count(Outcome.MISSED)
    excused = outcomes.count(Outcome.EXCUSED)
    events = [request.business_seconds for request in requests if _acknowledged(request)]
    censored = [
        request.business_seconds
        for request in requests
        if not _acknowledged(request) and request.outcome is not Outcome.EXCUSED
    ]
    still_open = [request for request in requests if request.state is State.OPEN]
    promises = [request.promise.state for request in requests if request.promise is not None]
    judged = len(requests) - excused
    return Figures(
        requests=len(requests),
        open=len(still_open),
        overdue=sum(request.outcome is Outcome.MISSED for request in still_open),
        met=met,
        missed=missed,
        excused=excused,
        within_target=met / (met + missed) if met + missed else None,
        median_seconds=kaplan_meier_quantile(events, censored, MEDIAN),
        p90_seconds=kaplan_meier_quantile(events, censored, P90),
        median_answered_only_seconds=kaplan_meier_quantile(events, [], MEDIAN),
        reply_rate=len(events) / judged if judged else None,
        chasers=sum(request.chasers for request in requests),
        promises_kept=promises.count(PromiseState.KEPT),
        promises_broken=promises.count(PromiseState.BROKEN),
        promises_open=promises.count(PromiseState.OPEN),
        departments=departments,
        p90_answered_only_seconds=kaplan_meier_quantile(events, [], P90),
    )


def _acknowledged(request: Request) -> bool:
    return request.state in {State.ACKNOWLEDGED, State.ANSWERED}


def kaplan_meier_quantile(events: Iterable[int], censored: Iterable[int], quantile: float) -> int | None:
    """Return the smallest time at which the estimated share still waiting falls to or below 1 - quantile.

    Events come before censorings at equal times. None if the estimate never falls that far.
    """
    at: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for time in events:
        at[time][0] += 1
    for time in censored:
        at[time][1] += 1
    at_risk = sum(died + left for died, left in at.values())
    waiting = 1.0
    for time in sorted(at):
        died, left = at[time]
        waiting *= (at_risk - died) / at_risk
        if died and waiting <= 1 - quantile + ROUNDING:
            return time
        at_risk -= died + left
    return None
