"""The tables of the dashboard: rows keyed by what they are about, changed in place so that nothing flickers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey

from inboxwatch.dashboard.rows import Cells

LONG = frozenset({"From", "Department", "Subject", "Why", "To", "Health", "Mailbox", "Who"})
"""Columns that may be cut with an ellipsis."""
SHORTEST = 8
SCROLLBAR = 2
"""Cells that are left for it."""


class Table(DataTable[object]):
    """A table whose cursor stays on its row, whatever comes or goes around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "scroll_top", "First", show=False),
        Binding("G", "scroll_bottom", "Last", show=False),
    ]

    def __init__(self, columns: Sequence[str], name: str) -> None:
        """`name` is also the widget's id."""
        super().__init__(id=name, cursor_type="row", zebra_stripes=True)
        self._titles: tuple[str, ...] = ()
        self._wanted = tuple(columns)
        self._shown: dict[str, Cells] = {}

    def on_mount(self) -> None:
        """Draw the head, unless it was drawn with its rows already."""
        if not self._titles:
            self._head(self._wanted)

    def _head(self, titles: tuple[str, ...]) -> None:
        if titles != self._titles:
            self.clear(columns=True)
            self._shown = {}
            for title in titles:
                self.add_column(title, key=title)
            self._titles = titles

    @property
    def selected(self) -> str:
        """What the row under the cursor is about, "" in an empty table."""
        if not self.row_count:
            return ""
        return str(self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value or "")

    def show(self, titles: Sequence[str], rows: Mapping[str, Cells]) -> None:
        """Draw these rows in this order; cells that are as before are left alone."""
        self._head(tuple(titles))
        self._fit(rows)
        if list(rows) != list(self._shown):
            self._rebuild(rows)
        else:
            for key, cells in rows.items():
                for title, cell, before in zip(self._titles, cells, self._shown[key], strict=True):
                    if cell != before:
                        self.update_cell(key, title, cell)
        self._shown = dict(rows)

    def _fit(self, rows: Mapping[str, Cells]) -> None:
        """Give each column what it needs; where that is too much, the widest of `LONG` ones give way."""
        widths = [
            max([len(title), *(cell_len(cells[place].plain) for cells in rows.values())])
            for place, title in enumerate(self._titles)
        ]
        room = self.app.size.width - SCROLLBAR - 2 * self.cell_padding * len(widths)
        giving = [place for place, title in enumerate(self._titles) if title in LONG]
        while giving and sum(widths) > room:
            widest = max(giving, key=lambda place: widths[place])
            if widths[widest] <= SHORTEST:
                break
            widths[widest] -= 1
        for title, width in zip(self._titles, widths, strict=True):
            column = self.columns[ColumnKey(title)]
            if column.auto_width or column.width != width:
                column.auto_width, column.width = False, width
                self._require_update_dimensions = True
                self.refresh()

    def _rebuild(self, rows: Mapping[str, Cells]) -> None:
        """Put all rows in again, the cursor on the same one, or where it was if that one is gone."""
        before, place, scrolled = self.selected, self.cursor_row, self.scroll_y
        self.clear()
        for key, cells in rows.items():
            self.add_row(*cells, key=key)
        if rows:
            keys = list(rows)
            self.move_cursor(row=keys.index(before) if before in rows else min(place, len(keys) - 1), animate=False)
            self.scroll_to(y=scrolled, animate=False)
