"""What docs/json.md says of the fields that commands print, section by section."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "json.md"
BY_NAME = {"departments", "weights", "senders", "by", "mailboxes", "requesters", "intervals"}
"""Fields whose keys are names out of the data, where they hold an object."""


def sections() -> dict[str, str]:
    """The text of each section by its heading."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def documented(section: str) -> set[str]:
    """The fields that a section names: quoted inside braces, and in the first column of a table."""
    code = [
        *re.findall(r"`([^`]*\{[^`]*)`", section),
        *re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL),
    ]
    quoted = {name for each in code for name in re.findall(r'(?<!: )"([a-z_0-9]+)"', each)}
    tables = re.findall(r"^\| field \|.*\n\| --- .*\n((?:\|.*\n)*)", section, re.MULTILINE)
    cells = [row.split("|")[1] for table in tables for row in table.splitlines()]
    return quoted | {name for cell in cells for name in re.findall(r"`([a-z_0-9]+)`", cell)}


def fields(value: object) -> Iterator[str]:
    """Every field of a JSON value, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield from fields(each)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            named = name in BY_NAME and isinstance(inner, dict)
            yield from fields(list(inner.values()) if named else inner)


def check(heading: str, printed: object, *known: str) -> None:
    """Compare a section with what its commands print; sections whose fields may occur in it besides are `known`."""
    text = sections()
    said, seen = documented(text[heading]), set(fields(json.loads(json.dumps(printed, default=str))))
    elsewhere = {name for each in known for name in documented(text[each])}
    missing, stale = seen - said - elsewhere, said - seen
    assert not missing, f"printed, not documented under {heading}: {sorted(missing)}"
    assert not stale, f"documented under {heading}, not printed: {sorted(stale)}"
