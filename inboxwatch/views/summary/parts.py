"""Sentences, rows and bars that the summary of a person and that of a team have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from inboxwatch.figures import TOO_FEW
from inboxwatch.views.summary.page import Bar, Row, Table
from inboxwatch.views.text import safe
from inboxwatch.weeks import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inboxwatch.figures import Figures
    from inboxwatch.views.summary.phrases import Phrases


class Week(Protocol):
    """A week by its label ("2026-W47"); `figures` is None where they may not be told."""

    @property
    def label(self) -> str:
        """ISO 8601."""
        ...

    @property
    def figures(self) -> Figures | None:
        """The figures of the requests received in it."""
        ...


def rates(say: Phrases, now: Figures, before: Figures | None) -> Iterator[str]:
    """Within target, median and nine in ten, beside those of the week before; or that there are too few."""
    if now.judged < TOO_FEW:
        if now.requests:
            yield say("too-few", n=now.judged)
        return
    share, judged = say.share(now.within_target), now.met + now.missed
    earlier = before if before is not None and before.judged >= TOO_FEW else None
    if earlier is not None:
        yield say("within", share=share, n=judged, before=say.share(earlier.within_target))
    else:
        yield say("within-first", share=share, n=judged)
    then = say.seconds(earlier.median_seconds) if earlier is not None else say("none")
    if now.median_seconds is None:
        yield say("median-half-wait", before=then)
    elif now.p90_seconds is None:
        yield say("median-most-wait", median=say.seconds(now.median_seconds), before=then)
    else:
        yield say("median", median=say.seconds(now.median_seconds), before=then, p90=say.seconds(now.p90_seconds))


def departments(say: Phrases, shown: Mapping[str, Figures]) -> Table:
    """One line a department, by name."""
    rows = tuple(Row(figures_row(say, department(say, name), each)) for name, each in sorted(shown.items()))
    return table(say, "department", rows)


def table(say: Phrases, first: str, rows: tuple[Row, ...]) -> Table:
    """Rows of figures below their titles; `first` is what they are about."""
    names = (first, "n", "open", "within", "median", "p90", "chasers")
    return Table(tuple(say(f"col-{name}") for name in names), rows, numbers=1, spare=len(names) - 1)


def department(say: Phrases, name: str) -> str:
    """The name of a department as it is shown."""
    return safe(name) if name != "other" else say("other")


def figures_row(say: Phrases, name: str, each: Figures) -> tuple[str, ...]:
    """Name, n, open, within target, median, nine in ten, chasers; rates only where there are enough."""
    start = (name, str(each.requests), str(each.open))
    if each.judged < TOO_FEW:
        return (*start, say("few"), say("none"), say("none"), str(each.chasers))
    times = (say.seconds(each.median_seconds), say.seconds(each.p90_seconds))
    return (*start, say.share(each.within_target), *times, str(each.chasers))


def monday(say: Phrases, label: str) -> str:
    """The day on which a week began."""
    return say.day(bounds(label, say.zone)[0].astimezone(say.zone).date())


def bar(say: Phrases, week: Week) -> Bar:
    """The share within target of one week; no bar where there are too few."""
    each, label = week.figures, monday(say, week.label)
    if each is None or each.judged < TOO_FEW or each.within_target is None:
        return Bar(label, None, say("few") if each is None or each.requests else say("none"))
    return Bar(label, each.within_target, f"{say.share(each.within_target)} ({each.met + each.missed})")
