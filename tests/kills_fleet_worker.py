"""`inboxwatch worker` as it is, with shorter pauses, so that a hundred faults fit into an hour (see kills_fleet).

`python -m tests.kills_fleet_worker ARGUMENT…`: the arguments of `inboxwatch`. What is shortened keeps its proportions:
a worker is given up after several missed signs of life, and longer than one poll takes here.
"""

from __future__ import annotations

import datetime as dt
from types import ModuleType

from inboxwatch.fleet import queue, roster
from inboxwatch.watch import deliver

STALLED = 6.0
"""Seconds after which a silent worker is given up."""


def shorten() -> None:
    """Call it before the worker's module is imported."""
    changed: dict[ModuleType, dict[str, object]] = {
        queue: {"TICK": 1, "HEARTBEAT": 1.0, "STALLED": STALLED},
        roster: {"AWAKE": 2},
        deliver: {"SETTLE": dt.timedelta(seconds=3), "FIRST_PAUSE": dt.timedelta(seconds=2)},
    }
    for module, values in changed.items():
        for name, value in values.items():
            assert hasattr(module, name), name
            setattr(module, name, value)


def main() -> None:
    """Work until a signal comes."""
    shorten()
    from inboxwatch.cli import main as run

    run()


if __name__ == "__main__":
    main()
