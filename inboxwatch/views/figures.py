"""Figures for people: by department, with every n, "too few" under five, and nothing ranked that is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from inboxwatch.figures import TOO_FEW
from inboxwatch.views.table import Column, grid, note, text
from inboxwatch.views.words import plural, reached, share

if TYPE_CHECKING:
    from inboxwatch.figures import Figures

_COLUMNS = (
    *(Column("Department"), Column("n", right=True), Column("Open", right=True), Column("Late", right=True)),
    *(Column("In time", right=True), Column("Median", right=True), Column("Answered", right=True)),
    *(Column("90 %", right=True), Column("Chasers", right=True)),
)
_ROOM = 90
"""Columns of the terminal that all columns of the table need; with fewer the chasers are left out."""
_LEGEND = (
    "Working time to the first acknowledgement. Median and 90 % count those who still wait; “Answered” is the median "
    "of the answered alone."
)


def departments(total: Figures, *, width: int) -> Group:
    """One line a department: those with enough requests first, the worst first; the small ones by name; then all."""
    large = [(name, each) for name, each in total.departments.items() if each.judged >= TOO_FEW]
    small = [(name, each) for name, each in total.departments.items() if each.judged < TOO_FEW]
    large.sort(key=lambda pair: (pair[1].within_target if pair[1].within_target is not None else 2.0, pair[0]))
    rows = [_row(name, each) for name, each in (*large, *sorted(small, key=lambda pair: pair[0]))]
    rows.append(_row("All", total, "bold"))
    shown = len(_COLUMNS) if width >= _ROOM else len(_COLUMNS) - 1
    return Group(grid(_COLUMNS[:shown], [row[:shown] for row in rows]), note(_LEGEND))


def _row(name: str, each: Figures, style: str = "") -> list[str | Text]:
    start: list[str | Text] = [text(name, style), f"{each.requests:,}", f"{each.open:,}", _late(each.overdue)]
    if each.judged < TOO_FEW:
        return [*start, text("too few", "dim"), *(text("–", "dim"),) * 3, f"{each.chasers:,}"]
    return [
        *(*start, share(each.within_target), reached(each.median_seconds)),
        *(reached(each.median_answered_only_seconds), reached(each.p90_seconds), f"{each.chasers:,}"),
    ]


def _late(count: int) -> Text:
    return text(f"! {count:,}", "bold red") if count else text("0", "dim")


def sentence(total: Figures) -> str:
    """The figures of everything in one sentence."""
    words = f"{plural(total.requests, 'request')}: {total.open} open, {total.overdue} overdue"
    if total.excused:
        words += f", {total.excused} excused"
    if total.judged < TOO_FEW:
        return f"{words}. Too few for rates."
    return (
        f"{words}. {share(total.within_target)} of {total.met + total.missed} within target; "
        f"half are acknowledged within {reached(total.median_seconds)} of working time."
    )
