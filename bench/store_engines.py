"""What a batch of messages costs in a shared PostgreSQL, as a multiple of what it costs in a file of SQLite's.

One run, the same messages, by turns: both meet the same load of the machine. Both commit durably (fsync).
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inboxwatch.store import Store
from inboxwatch.store.ready import Ready, ready
from inboxwatch.watch import track
from tests.engines import Shared
from tests.servers.postgres import Postgres
from tests.store_data import NOW, month, rules

BATCH = 500


def batches(count: int, store: Store) -> list[list[Ready]]:
    """Make batches ready for a store, each with messages of its own."""
    return [[ready(each, store.secret, keep_text=False) for each in month(number, BATCH)] for number in range(count)]


class Cost:
    """Milliseconds a call takes: by the wall clock, and of all processors (ours, and the server's session)."""

    def __init__(self, server: int = 0) -> None:
        """Look at the server's process, too, if there is one."""
        self._server = server
        self.wall: dict[str, list[float]] = {}
        self.cpu: dict[str, list[float]] = {}

    def _spent(self) -> float:
        file = Path(f"/proc/{self._server}/schedstat")
        return time.process_time() + (int(file.read_text().split()[0]) / 1e9 if self._server else 0.0)

    def of(self, what: str, call: Callable[[], object]) -> None:
        """Call it and note what it took."""
        began, spent = time.perf_counter(), self._spent()
        call()
        self.wall.setdefault(what, []).append((time.perf_counter() - began) * 1000)
        self.cpu.setdefault(what, []).append((self._spent() - spent) * 1000)


def fill(cost: Cost, store: Store, batch: list[Ready], number: int) -> None:
    """Store a batch, store it again, derive its requests."""
    cost.of("insert", lambda: store.add_ready("work", batch, str(number)))
    cost.of("the same again", lambda: store.add_ready("work", batch, str(number)))
    cost.of("derive", lambda: track(store, rules(), NOW))


def session(store: Store) -> int:
    """The process of the server that writes for us: the pool has one connection, as there is one thread."""
    with store.writing() as connection:
        return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() or 0)


def main() -> None:
    """Fill both by turns, then track by turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as folder, Postgres(fsync=True) as server:
        os.environ["XDG_DATA_HOME"] = folder
        place = Shared(server)
        with Store.open(f"sqlite:///{folder}/store.db") as file, Store.open(place.space("bench")) as shared:
            stores = {"SQLite": (file, Cost()), "PostgreSQL": (shared, Cost(session(shared)))}
            made = {name: batches(options.batches, store) for name, (store, _) in stores.items()}
            gc.collect()
            gc.freeze()  # what was prepared is not looked through again whenever something is measured
            for number in range(options.batches):
                for name, (store, cost) in stores.items():
                    fill(cost, store, made[name][number], number)
            assert file.count() == shared.count() == options.batches * BATCH
        place.admin.close()
    print(f"{options.batches} batches of {BATCH} messages, milliseconds a batch, median (wanted: insert <= 2)\n")
    for what in ("insert", "the same again", "derive"):
        for kind in ("wall", "cpu"):
            one, other = (statistics.median(getattr(cost, kind)[what][2:]) for _, cost in stores.values())
            print(f"{what:15} {kind:4} SQLite {one:7.1f}   PostgreSQL {other:7.1f}   ratio {other / one:.2f}")


if __name__ == "__main__":
    main()
