"""The summary as Markdown, and as the plain text part of a mail. Whatever could be markup is escaped (T7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxwatch.views.summary.page import Page, Section, Table

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~@:$&-])")
"""What CommonMark and its usual extensions give a meaning: links, images, HTML, mentions, tables, mathematics."""
LENGTH = 20
"""Characters of the longest bar."""


def escape(text: str) -> str:
    """Take every meaning out of a text."""
    return _MARKUP.sub(r"\\\1", text)


def markdown(page: Page) -> str:
    """The whole page."""
    lines = [f"# {escape(page.title)}", "", f"*{escape(page.span)}*", ""]
    lines += [line for sentence in page.lead for line in (escape(sentence), "")]
    for section in page.sections:
        lines += [f"## {escape(section.title)}", "", *_parts(section, escape)]
    return "\n".join([*lines, "---", "", escape(page.footnote), ""])


def plain(page: Page) -> str:
    """The whole page without markup, for the text part of a mail."""
    lines = [page.title, page.span, "", *page.lead, ""]
    for section in page.sections:
        lines += [section.title, "-" * len(section.title), *_plain(section), ""]
    return "\n".join([*lines, page.footnote, ""])


def _parts(section: Section, say: Callable[[str], str]) -> Iterator[str]:
    for line in section.lines:
        yield from (say(line), "")
    for number, point in enumerate(section.points, 1):
        yield f"{number}. {say(point)}"
    if section.points:
        yield ""
    if section.table is not None:
        yield from (*_table(section.table, say), "")
    for bar in section.bars:
        yield f"    {bar.label:>15} {_drawn(bar.length)} {bar.value}"
    if section.bars:
        yield ""


def _plain(section: Section) -> Iterator[str]:
    yield from section.lines
    yield from (f"{number}. {point}" for number, point in enumerate(section.points, 1))
    if section.table is not None:
        for row in section.table.rows:
            yield "- " + ", ".join(
                cell if not place else f"{title}: {cell}"
                for place, (title, cell) in enumerate(zip(section.table.columns, row.cells, strict=True))
            )
    for bar in section.bars:
        yield f"{bar.label:>15} {_drawn(bar.length)} {bar.value}"


def _table(table: Table, say: Callable[[str], str]) -> Iterator[str]:
    yield "| " + " | ".join(map(say, table.columns)) + " |"
    yield "|" + "|".join(" ---: " if place >= table.numbers else " --- " for place, _ in enumerate(table.columns)) + "|"
    for row in table.rows:
        yield "| " + " | ".join(map(say, row.cells)) + " |"


def _drawn(length: float | None) -> str:
    return "" if length is None else "#" * round(length * LENGTH) + "." * (LENGTH - round(length * LENGTH))
