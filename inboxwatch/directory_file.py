"""The directory as a table: address or pattern, department, name, main address; with or without a header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from inboxwatch.address_patterns import Pattern, normalise
from inboxwatch.directory import Entry

_COLUMNS = ("address", "department", "name", "main address")
_HEADINGS = {
    "address": 0, "address or pattern": 0, "email": 0, "e-mail": 0, "mail": 0, "pattern": 0, "email address": 0,
    "department": 1, "team": 1, "group": 1, "unit": 1,
    "name": 2, "full name": 2, "display name": 2,
    "main address": 3, "main": 3, "main_address": 3, "main email": 3, "primary address": 3,
}  # fmt: skip
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that says nothing usable, and why."""

    line: int
    message: str


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 with its mark, else UTF-8, else what spreadsheets on Windows write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(text: str) -> tuple[list[Entry], list[BadLine]]:
    """Every entry and every bad line, both in the order of the file."""
    entries: list[Entry] = []
    bad: list[BadLine] = []
    order: tuple[int | None, ...] = (0, 1, 2, 3)
    first = True
    for line, row in _rows(text, bad):
        if not any(row) or row[0].startswith("#"):
            continue
        if first and (headings := _header(row)):
            order = headings
        else:
            found = _entry([row[at] if at is not None and at < len(row) else "" for at in order])
            if isinstance(found, str):
                bad.append(BadLine(line, found))
            else:
                entries.append(found)
        first = False
    return entries, bad


def _rows(text: str, bad: list[BadLine]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    line = 1
    try:
        for row in reader:
            yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        bad.append(BadLine(line, f"is not readable as CSV: {error}"))


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines that hold an address or are the header."""
    lines = [line for line in text.splitlines()[:20] if line.strip() and not line.startswith("#")]
    sample = "\n".join(lines)
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), sample.count(mark)))


def _header(row: list[str]) -> tuple[int | None, ...] | None:
    """Where each of our columns stands, if this is a header line."""
    if "@" in row[0] or row[0].casefold() not in _HEADINGS:
        named = [cell.casefold() for cell in row if cell.casefold() in _HEADINGS]
        if "@" in "".join(row) or len(named) < 2:  # noqa: PLR2004 - one word alone may be a domain's name
            return None
    places: dict[int, int] = {}
    for at, cell in enumerate(row):
        column = _HEADINGS.get(cell.casefold())
        if column is not None:
            places.setdefault(column, at)
    return tuple(places.get(column) for column in range(len(_COLUMNS))) if 0 in places else None


def _entry(cells: list[str]) -> Entry | str:
    """An entry, or what is wrong with the line."""
    text, department, name, main = cells
    try:
        pattern = Pattern.parse(text)
    except ValueError as error:
        return str(error)
    if not department and not name and not main:
        return f'"{text}" has no department, name or main address beside it'
    if not main:
        return Entry(pattern, department, name)
    address = normalise(main)
    if not address:
        return f'the main address "{main}" is not an e-mail address'
    if not pattern.exact:
        return f'"{text}" is a pattern, and only one person\'s address can have a main address'
    return Entry(pattern, department, name, address)
