"""What is measured beside the requests: what the owner is owed, people outside, who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from inboxwatch.figures import figures
from inboxwatch.model import Outcome, State
from inboxwatch.trends import both_ways
from inboxwatch.views import data
from inboxwatch.views.words import duration, instant, plural

if TYPE_CHECKING:
    from inboxwatch.model import Request
    from inboxwatch.summary import Apart
    from inboxwatch.trends import Between, Side
    from inboxwatch.views.table import Frame

OLDEST = 10
"""So many are given one by one."""


def lines(owed: Sequence[Request], external: Sequence[Request] | None, *, frame: Frame) -> list[str]:
    """Say in a sentence each what is open, for `status`; nothing of what nobody waits for."""
    said = []
    if owed:
        since = instant(owed[0].received_at, frame.now, frame.zone)
        late = late_of(owed)
        more = f", {late:,} longer than the target" if late else ""
        answers = plural(len(owed), "answer")
        said.append(f"You wait for {answers}{more}, since {since}: inboxwatch requests --owed")
    if external:
        late = late_of(external)
        more = f", {late:,} overdue" if late else ""
        asked = plural(len(external), "request")
        said.append(f"People outside: {asked} open{more}: inboxwatch requests --external")
    return said


def sentence(owed: Request, frame: Frame) -> str:
    """Tell one thing that the owner is owed, for `explain`."""
    asked = f"You asked {owed.sender} {instant(owed.received_at, frame.now, frame.zone)}"
    used = f"{duration(owed.business_seconds)} of your working time, of {duration(owed.target_seconds)}"
    chased = f"; you asked again {owed.chasers} times" if owed.chasers > 1 else "; you asked again" * owed.chasers
    if owed.state is State.OPEN:
        return f"{asked} and wait: {used}{chased}."
    done = owed.acknowledgement
    if done is None:
        return f"{asked}; nothing is owed any more ({owed.state})."
    kind = {"elsewhere": "answered elsewhere, as you said"}.get(
        done.kind, f"the first sign came from {done.by} ({done.kind})"
    )
    return f"{asked}; {kind}, {instant(done.at, frame.now, frame.zone)}, after {used}{chased}."


def late_of(requests: Iterable[Request]) -> int:
    """How many of these open ones have used up their target."""
    return sum(request.outcome is Outcome.MISSED for request in requests)


def counts(owed: Sequence[Request], external: Sequence[Request] | None) -> data.Json:
    """The same for `status --json`."""
    return {"owed": _count(owed), "external": None if external is None else _count(external)}


def _count(requests: Sequence[Request]) -> data.Json:
    return {"open": len(requests), "overdue": late_of(requests)}


def scanned(requests: Sequence[Request]) -> data.Json:
    """Of a scan: all of them, with their figures."""
    return {"figures": {"departments": {}, **figures(requests).as_json()}, "requests": [*map(data.request, requests)]}


def weeks(found: Apart) -> data.Json:
    """Of a week: its figures beside those of the week before, the trend, and how many are open now."""
    return {
        "figures": {"departments": {}, **found.figures.as_json()},
        "week_before": found.before.as_json(),
        "trend": [{"week": each.label, "figures": each.figures.as_json()} for each in found.trend],
        "open": len(found.open),
        "overdue": found.overdue,
    }


def oldest(found: Apart) -> list[data.Json]:
    """Those that have been open longest, one by one."""
    return [data.request(each) for each in found.open[:OLDEST]]


def between(cells: Iterable[Between]) -> list[data.Json]:
    """Who waits for whom, both ways."""
    return [
        {"department": each.department, "waits_for_me": _side(each.owing), "i_wait_for": _side(each.owed)}
        for each in cells
    ]


def matrix(requests: Iterable[Request], owed: Iterable[Request]) -> list[data.Json]:
    """The same of requests."""
    return between(both_ways(requests, owed))


def _side(side: Side) -> data.Json:
    return {"open": side.open, "overdue": side.overdue, "oldest": data.instant(side.oldest)}
