"""How every table of the product looks: no lines but the one below the head, numbers to the right, nothing wraps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from inboxwatch.views.text import safe

WIDE = 120
"""From this many columns on there is room for the department, the times in full and the reasons."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a view is drawn for: the instant and zone it speaks in, the room it has, and the directory's names."""

    now: dt.datetime
    zone: dt.tzinfo
    width: int = 80
    rows: int = 1000
    name: Callable[[str], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `share` > 0 lets it take that share of the free width, cut with … unless it may `wrap`."""

    title: str
    share: int = 0
    right: bool = False
    wrap: bool = False


def text(value: str, style: str = "") -> Text:
    """Turn text that may come from outside into something rich draws as it is: no markup, no links, no escapes."""
    return Text(safe(value), style=style, no_wrap=True, overflow="ellipsis", end="")


def grid(columns: Sequence[Column], rows: Sequence[Sequence[str | Text]], *, title: str = "") -> Table:
    """Draw rows; plain strings in them are neutralised here, so nothing can be forgotten."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        expand=any(column.share for column in columns),
        header_style="bold",
        title=Text(safe(title)) if title else None,
        title_justify="left",
        title_style="bold",
    )
    for column in columns:
        table.add_column(
            Text(column.title),
            justify="right" if column.right else "left",
            no_wrap=not column.wrap,
            overflow="fold" if column.wrap else "ellipsis",
            ratio=column.share or None,
        )
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else text(cell) for cell in row))
    return table


def lined(rows: Sequence[tuple[str | Text, str | Text]]) -> Table:
    """Two columns without a head: the second wraps under itself, for stories."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for left, right in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(safe(cell)) for cell in (left, right)))
    return table


def heading(words: str) -> Text:
    """A heading above a table."""
    return Text(safe(words), style="bold")


def note(words: str, style: str = "dim") -> Text:
    """A remark that may wrap."""
    return Text(safe(words), style=style)
