"""The handful of figures that prompts and status bars show, in a small file beside the store; standard library only.

Every tracking pass that changes something writes it. It holds instants and no names: `late_at` is from when an open
request has used up its target, so that whoever reads the file later counts what has become overdue meanwhile.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import string
from dataclasses import dataclass
from pathlib import Path

VERSION = 1
FIELDS = ("open", "overdue", "next_due", "promises", "broken", "updated")
"""What a format may name."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Instants in seconds since 1970 (UTC): when each open request is due and late, when each open promise is due."""

    updated: int
    due_at: tuple[int, ...]
    late_at: tuple[int, ...]
    promised_at: tuple[int, ...]

    def values(self, now: dt.datetime) -> dict[str, str]:
        """What each of `FIELDS` says at `now`, times on the wall of this machine."""
        stamp = now.timestamp()
        coming = min((due for due in self.due_at if due >= stamp), default=None)
        return {
            "open": str(len(self.late_at)),
            "overdue": str(sum(late <= stamp for late in self.late_at)),
            "next_due": "-" if coming is None else _clock(coming, now),
            "promises": str(len(self.promised_at)),
            "broken": str(sum(due < stamp for due in self.promised_at)),
            "updated": _clock(self.updated, now),
        }


def _clock(stamp: int, now: dt.datetime) -> str:
    local = dt.datetime.fromtimestamp(stamp).astimezone()
    return f"{local:%H:%M}" if local.date() == now.astimezone().date() else f"{local:%a %H:%M}"


def beside(store: Path) -> Path:
    """Where the snapshot of a store lies."""
    return store.with_name(f"{store.name}.now.json")


def save(path: Path, snapshot: Snapshot) -> None:
    """Replace the file at once, with mode 0600. Raises OSError."""
    values = {"version": VERSION, **{name: getattr(snapshot, name) for name in Snapshot.__slots__}}
    new = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(values, file)
    new.replace(path)


def load(path: Path) -> Snapshot | None:
    """Read it; None where there is none, or one of another version or shape."""
    try:
        values = json.loads(path.read_bytes())
        if values["version"] != VERSION:
            return None
        lists = (tuple(int(each) for each in values[name]) for name in ("due_at", "late_at", "promised_at"))
        return Snapshot(int(values["updated"]), *lists)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def written(template: str, values: dict[str, str]) -> str:
    r"""Fill `{open}` and the like in; `\n` and `\t` are what they look like. Raises ValueError for another name."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise ValueError(f"{error}: write braces that stay twice, like {{{{ and }}}}") from None
    wrong = next((name for name in names if name not in values), None)
    if wrong is not None:
        raise ValueError(f"there is no {{{wrong}}}; there are {', '.join(f'{{{name}}}' for name in values)}")
    return template.replace("\\n", "\n").replace("\\t", "\t").format(**values)
