"""The parts that a summary is made of, whatever it is drawn on. All text in them is safe for any of them to quote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `alert` marks what needs attention; its first cell then says so in words or signs, too."""

    cells: tuple[str, ...]
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; those from `numbers` on stand to the right, the first `wide` ones take what room there is.

    Those from `spare` on may be left out on a phone.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: int = 99
    wide: int = 1
    spare: int = 99


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its length from 0 to 1 (None: no bar, too few), and the value in words."""

    label: str
    length: float | None
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, in this order: sentences, points of a list, table, bars."""

    title: str
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    bars: tuple[Bar, ...] = ()
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole summary. `code` is its language."""

    code: str
    title: str
    span: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    footnote: str
