"""The summary in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.views.table import Column, grid, note, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.views.summary.page import Bar, Page, Section, Table

LENGTH = 30
"""Cells of the longest bar."""


def draw(page: Page) -> Iterator[RenderableType]:
    """Yield the parts in order."""
    yield text(f"{page.title} · {page.span}", "bold")
    yield from (Text(line) for line in page.lead)
    for section in page.sections:
        yield Text()
        yield from _section(section)
    yield Text()
    yield note(page.footnote, "dim")


def _section(section: Section) -> Iterator[RenderableType]:
    yield text(section.title, "bold cyan")
    yield from (Text(line) for line in section.lines)
    yield from (Text(f"{number}. {point}") for number, point in enumerate(section.points, 1))
    if section.table is not None:
        yield _table(section.table)
    if section.bars:
        width = max(len(bar.label) for bar in section.bars)
        yield from (_bar(bar, width) for bar in section.bars)


def _table(table: Table) -> RenderableType:
    columns = [
        Column(title, share=int(place < table.wide), right=place >= table.numbers)
        for place, title in enumerate(table.columns)
    ]
    rows = [
        [text(cell, "bold red" if row.alert and not place else "") for place, cell in enumerate(row.cells)]
        for row in table.rows
    ]
    return grid(columns, rows)


def _bar(bar: Bar, width: int) -> Text:
    line = Text(f"{bar.label:>{width}} ")
    if bar.length is None:
        return line.append(bar.value, style="dim")
    filled = round(bar.length * LENGTH)
    return line.append("█" * filled, style="cyan").append("·" * (LENGTH - filled), style="dim").append(f" {bar.value}")
