"""Drawings of block characters: weeks, a histogram of response times, a heat map of hours; no Textual here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.figures import TOO_FEW
from inboxwatch.trends import histogram, hourly
from inboxwatch.views.words import duration, reached, share

if TYPE_CHECKING:
    from inboxwatch.breakdown import Breakdown
    from inboxwatch.model import Request
    from inboxwatch.trends import Bucket, Week

SHADES = " ░▒▓█"
"""From nothing to most: the drawing says the same without colour."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def bar(part: float, width: int) -> str:
    """A bar of `width` cells, filled from 0 to 1."""
    filled = round(max(0.0, min(1.0, part)) * width)
    return "█" * filled + "·" * (width - filled)


def weeks(trend: Sequence[Week], width: int) -> Text:
    """Within target by week: label, bar, share and n, and the median."""
    drawn = Text()
    length = max(10, min(40, width - 48))
    since = next((place for place, week in enumerate(trend) if week.figures.requests), len(trend))
    for week in trend[since:]:
        each = week.figures
        drawn.append(f"{week.label}  ")
        if each.judged < TOO_FEW or each.within_target is None:
            drawn.append(f"{'too few' if each.requests else '–'} ({each.judged})\n", "dim")
            continue
        drawn.append(bar(each.within_target, length), "cyan")
        median = reached(each.median_seconds)
        drawn.append(f" {share(each.within_target)} of {each.met + each.missed}, median {median}\n")
    return drawn or Text("Nothing to draw yet.", "dim")


def times(requests: Iterable[Request], width: int) -> Text:
    """How long acknowledgements took; those that still wait are drawn behind them in another character."""
    buckets = histogram(requests)
    most = max((each.acknowledged + each.waiting for each in buckets), default=0)
    if not most:
        return Text("Nothing to draw yet.", "dim")
    drawn = Text()
    length = max(10, min(50, width - 44))
    for each, label in zip(buckets, _labels(buckets), strict=True):
        answered = round(each.acknowledged / most * length)
        waiting = round(each.waiting / most * length)
        drawn.append(f"{label:>12} ").append("█" * answered, "cyan").append("▒" * waiting, "yellow")
        drawn.append(f" {each.acknowledged}" + (f" + {each.waiting} waiting" if each.waiting else "") + "\n")
    return drawn


def _labels(buckets: Sequence[Bucket]) -> list[str]:
    edges = [each.upto for each in buckets]
    words = [f"≤ {duration(edge)}" if edge is not None else "" for edge in edges]
    last = next((edge for edge in reversed(edges) if edge is not None), 0)
    return [word or f"> {duration(last)}" for word in words]


def answers(recent: Breakdown) -> Text:
    """How long the answers themselves took, and what became of dates that were asked for."""
    found, dates = recent.answers, recent.deadlines
    drawn = Text()
    if found.n < TOO_FEW:
        drawn.append(f"too few ({found.n})\n", "dim")
    else:
        times = f"half within {reached(found.median_seconds)}, nine in ten within {reached(found.p90_seconds)}"
        alone = f"{reached(found.median_answered_only_seconds)} and {reached(found.p90_answered_only_seconds)}"
        drawn.append(f"{found.answered} of {found.n} have their answer: {times}\n")
        drawn.append(f"of those alone: {alone}\n", "dim")
    if dates.n or dates.open:
        drawn.append(f"dates asked for: {dates.ahead} met, {dates.late} not met, {dates.open} to come\n")
    return drawn


def heat(requests: Iterable[Request], zone: dt.tzinfo) -> Text:
    """When requests come: weekday by hour, darker is more; and how many the darkest is."""
    cells = {(each.weekday, each.hour): each.figures.requests for each in hourly(requests, zone)}
    if not cells:
        return Text("Nothing to draw yet.", "dim")
    most = max(cells.values())
    drawn = Text().append("     " + "".join(f"{hour:<6}" for hour in range(0, 24, 3)) + "\n", "dim")
    for day, name in enumerate(DAYS):
        drawn.append(f"{name}  ", "dim")
        for hour in range(24):
            count = cells.get((day, hour), 0)
            shade = SHADES[0 if not count else 1 + min(3, (count * 4 - 1) // most)]
            drawn.append(shade * 2, "cyan")
        drawn.append("\n")
    return drawn.append(f"     {SHADES[4]} is up to {most} requests in that hour of all weeks shown\n", "dim")
