"""What mail servers' own directories said of colleagues: a copy beside the store, read with the configuration.

Only `watch.people` writes it. It holds those who wrote requests and nobody else; who is unknown to the server is
noted, too, so that nobody asks about them every day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from inboxwatch.address_patterns import Pattern, normalise
from inboxwatch.directory import Entry
from inboxwatch.places import cache_folder

LARGEST = 16 << 20
"""Bytes of a copy that are read."""
LONGEST = 200
"""Characters of a department or a name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the server of `mailbox` said at `asked` of one address; `department` "" where it knows none."""

    address: str
    department: str
    name: str
    mailbox: str
    asked: dt.datetime


@dataclass(frozen=True)
class People:
    """The copy: everybody by address, when somebody last looked (None: never) and what went wrong then."""

    known: Mapping[str, Known] = field(default_factory=dict)
    looked: dt.datetime | None = None
    trouble: str = ""

    def entries(self) -> list[Entry]:
        """Those whose department is known, as lines of a directory, in a fixed order."""
        return [
            Entry(Pattern.parse(address), one.department, one.name)
            for address, one in sorted(self.known.items())
            if one.department
        ]


def place_of(store_url: str) -> Path:
    """Where the copy for a store lies: beside its file, else among what can be fetched again."""
    scheme, mark, path = store_url.partition(":///")
    if mark and scheme.startswith("sqlite") and path and path != ":memory:":
        file = Path(unquote(path.partition("?")[0]))
        return file.with_name(f"{file.name}-people.json")
    return cache_folder() / f"{hashlib.sha256(store_url.encode()).hexdigest()[:32]}-people.json"


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes whenever the copy is replaced; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def read(path: Path) -> People:
    """Read the copy; one that is not there, or damaged, knows nobody. Never raises."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(LARGEST))
        known = [_known(row) for row in data["people"]]
        looked = dt.datetime.fromtimestamp(int(data["looked"]), dt.UTC) if data["looked"] else None
        return People({each.address: each for each in known if each is not None}, looked, str(data["trouble"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return People()


def _known(row: Mapping[str, Any]) -> Known | None:
    address = normalise(str(row["address"]))
    if not address:
        return None
    asked = dt.datetime.fromtimestamp(int(row["asked"]), dt.UTC)
    return Known(address, line(row["department"]), line(row["name"]), line(row["mailbox"]), asked)


def line(value: object) -> str:
    """One short line of what a server said."""
    return " ".join("".join(char if char.isprintable() else " " for char in str(value or "")).split())[:LONGEST]


def write(path: Path, people: People) -> None:
    """Replace the copy in one step; only its owner may read it. Raises OSError."""
    import tempfile

    rows = [
        {"address": one.address, "department": one.department, "name": one.name, "mailbox": one.mailbox,
         "asked": int(one.asked.timestamp())}
        for one in people.known.values()
    ]  # fmt: skip
    looked = int(people.looked.timestamp()) if people.looked else 0
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"looked": looked, "trouble": people.trouble, "people": rows}, file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def drop(path: Path, addresses: Iterable[str]) -> None:
    """Forget some people. Never raises: what cannot be read is not used, either."""
    people, gone = read(path), {normalise(address) for address in addresses}
    if gone & set(people.known):
        left = {address: one for address, one in people.known.items() if address not in gone}
        with suppress(OSError):
            write(path, People(left, people.looked, people.trouble))
