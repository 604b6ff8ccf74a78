"""Verdicts for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.views.table import Column, grid, lined, note, text
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from inboxwatch.views.data import Json

_SHOWN_LINES = 12


def table(verdicts: Sequence[Json]) -> Table:
    """One line a file."""
    columns = [Column("Verdict"), Column("Score", right=True), Column("File", 2), Column("Why", 3)]
    return grid(columns, [_row(each) for each in verdicts])


def _row(each: Json) -> list[str | Text]:
    if each["automatic"]:
        away = f", {_away(each['absence'])}" if each["absence"] else ""
        words = text(f"– {each['automatic_kind']}{away}", "dim")
    elif each["needs_reply"]:
        words = text(f"! {each['kind']}", "bold yellow")
    else:
        words = text("✓ no reply needed", "green")
    return [words, f"{each['score']:.2f}", str(each["path"]), "; ".join(each["reasons"])]


def _away(absence: Json) -> str:
    """An absence in words: "away 2026-08-03 to 2026-08-14"."""
    start, until = absence["from"], absence["until"]
    return f"away {start} to {until}" if start and until else f"away from {start}" if start else f"away until {until}"


def one(each: Json) -> list[RenderableType]:
    """One file in full: the verdict, every reason, the new text that was judged."""
    verdict = _row(each)[0]
    start = Text.assemble(text(""), verdict)
    if not each["automatic"]:
        start.append(f"  probability {each['score']:.2f}, threshold {each['threshold']:.2f}")
    if each["deadline"]:
        start.append(f"  asked for by {safe(each['deadline'])}")
    parts: list[RenderableType] = [start, *(lined([("  ·", reason)]) for reason in each["reasons"])]
    shown = safe(each["text"] or "", lines=True).strip().splitlines()
    if shown:
        parts += [Text(), *(lined([("  │", Text(line, style="dim"))]) for line in shown[:_SHOWN_LINES])]
    if len(shown) > _SHOWN_LINES:
        parts.append(note(f"  … {len(shown) - _SHOWN_LINES} more lines"))
    return parts
