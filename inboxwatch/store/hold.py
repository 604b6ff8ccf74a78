"""A daemon's hold on a space of a shared store, as it stands in `meta`; what writes it is in `hosts`.

Without the libraries that `Store` needs, for `status` reads it too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

HOLDER: Final = "run holder"
"""Name in `meta` of who holds the space."""
LEASE: Final = 180
"""Seconds after which a daemon that has not renewed its row counts as gone."""

_STRANGE: Final = re.compile(r"[^0-9A-Za-z._-]")


@dataclass(frozen=True, slots=True)
class Hold:
    """Where a daemon runs, since when (UTC, its own clock), its number among all of the space."""

    host: str
    pid: int
    since: dt.datetime
    epoch: int

    def __str__(self) -> str:
        """Words for a sentence."""
        return f"process {self.pid}, since {self.since:%Y-%m-%d %H:%M} UTC"

    def row(self, seen: int) -> str:
        """What stands in `meta`; `seen` is the second at which it was renewed, by the database's clock."""
        said = {"host": self.host, "pid": self.pid, "since": self.since.isoformat(), "epoch": self.epoch, "seen": seen}
        return json.dumps(said)


def parsed(row: str) -> tuple[Hold, int] | None:
    """The hold and when it was last renewed; None for what is none."""
    try:
        said = json.loads(row)
        since = dt.datetime.fromisoformat(said["since"]).astimezone(dt.UTC)
        host = _STRANGE.sub("?", str(said["host"]))[:255]  # written by whoever shares the space
        return Hold(host, int(said["pid"]), since, int(said["epoch"])), int(said["seen"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def in_force(row: str, clock: Callable[[], int]) -> Hold | None:
    """The hold, unless it was not renewed for too long; `clock` asks the database what second it is."""
    found = parsed(row)
    return found[0] if found is not None and abs(clock() - found[1]) < LEASE else None
