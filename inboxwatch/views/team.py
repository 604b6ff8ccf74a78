"""A team's figures in words and as JSON: weeks in which there are enough people, and what is said of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from inboxwatch.views.table import Column, grid, text
from inboxwatch.views.words import duration, share
from inboxwatch.weeks import monday

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table
    from rich.text import Text

    from inboxwatch.figures import Figures

TOO_FEW: Final = "too few"
"""Said of a week in which there were not enough people or requests together."""


class Week(Protocol):
    """A week of a team as it was told (`store.team.reading`)."""

    @property
    def label(self) -> str:
        """ISO 8601, "2026-W20"."""
        ...

    @property
    def members(self) -> int:
        """How many people had requests; 0 where there were too few."""
        ...

    @property
    def figures(self) -> Figures | None:
        """Those of all requests received in it, by department where that tells of nobody; None for too few."""
        ...


def table(weeks: Iterable[Week]) -> Table:
    """One line a week, with the departments that may be told apart below it."""
    names = ("People", "n", "In time", "Median", "90 %", "Answered", "Chasers")
    rows: list[list[str | Text]] = []
    for week in weeks:
        if week.figures is None:
            rows.append([week.label, "", "", text(TOO_FEW, "dim"), *["–"] * 4])
            continue
        rows.append([week.label, str(week.members), *_cells(week.figures)])
        rows += [[f"  {name}", "", *_cells(each)] for name, each in sorted(week.figures.departments.items())]
    return grid([Column("Week"), *(Column(name, right=True) for name in names)], rows)


def _cells(figures: Figures) -> list[str | Text]:
    waits = [figures.median_seconds, figures.p90_seconds]
    return [
        str(figures.requests),
        share(figures.within_target),
        *("–" if seconds is None else duration(seconds) for seconds in waits),
        share(figures.reply_rate),
        str(figures.chasers),
    ]


def as_json(week: Week) -> dict[str, Any]:
    """One week as programs read it; `figures` is null where there were too few."""
    return {
        "week": week.label,
        "monday": monday(week.label).isoformat(),
        "members": week.members or None,
        "too_few": week.figures is None,
        "figures": None if week.figures is None else week.figures.as_json(),
    }
