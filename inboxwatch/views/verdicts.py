"""Verdicts and the classifier's measurements for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.views.table import Column, grid, lined, note, text
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from inboxwatch.views.data import Json

_SHOWN_LINES = 12
_METRICS = ("n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold")


def table(verdicts: Sequence[Json]) -> Table:
    """One line a file."""
    columns = [Column("Verdict"), Column("Score", right=True), Column("File", 2), Column("Why", 3)]
    return grid(columns, [_row(each) for each in verdicts])


def _row(each: Json) -> list[str | Text]:
    if each["automatic"]:
        words = text(f"– {each['automatic_kind']}", "dim")
    elif each["needs_reply"]:
        words = text(f"! {each['kind']}", "bold yellow")
    else:
        words = text("✓ no reply needed", "green")
    return [words, f"{each['score']:.2f}", str(each["path"]), "; ".join(each["reasons"])]


def one(each: Json) -> list[RenderableType]:
    """One file in full: the verdict, every reason, the new text that was judged."""
    verdict = _row(each)[0]
    start = Text.assemble(text(""), verdict, f"  score {each['score']:.2f}")
    if each["deadline"]:
        start.append(f"  asked for by {safe(each['deadline'])}")
    parts: list[RenderableType] = [start, *(lined([("  ·", reason)]) for reason in each["reasons"])]
    shown = safe(each["text"] or "", lines=True).strip().splitlines()
    if shown:
        parts += [Text(), *(lined([("  │", Text(line, style="dim"))]) for line in shown[:_SHOWN_LINES])]
    if len(shown) > _SHOWN_LINES:
        parts.append(note(f"  … {len(shown) - _SHOWN_LINES} more lines"))
    return parts


def metrics(measured: Mapping[str, object]) -> Table:
    """The classifier's measurements, one a line."""
    rows = [[name.replace("_", " "), _number(measured[name])] for name in _METRICS if name in measured]
    return grid([Column("Measure"), Column("Value", right=True)], rows)


def _number(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def errors(mistakes: Sequence[Mapping[str, object]]) -> Table:
    """The worst mistakes, with the reasons that led there."""
    columns = [Column("Mistake"), Column("Score", right=True), Column("ID", 1), Column("Subject", 3), Column("Why", 4)]
    rows: list[list[str | Text]] = []
    for each in mistakes:
        missed = bool(each["needs_reply"])
        words = text("✗ missed", "red") if missed else text("! false alarm", "yellow")
        why = each["reasons"]
        reasons = ", ".join(str(reason) for reason in why) if isinstance(why, list | tuple) else str(why)
        rows.append([words, _number(each["score"]), str(each["id"]), str(each["subject"]), reasons])
    return grid(columns, rows)
