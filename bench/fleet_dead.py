"""`bench/fleet.py dead`: how long the mailboxes of a worker that died or stands still wait for another one.

Two real workers on a private PostgreSQL, mailboxes that always have a new mail and whose server takes its time. One
worker is killed (SIGKILL), or suspended (SIGSTOP: a machine that hangs, or one whose network is gone), at a moment that
is drawn; for each mailbox that it had in hand then, it is measured when another worker has polled it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.fleet import Ground

WANTED = 60.0
"""Seconds."""
_WORKER = Path(__file__).resolve().parent / "fleet_worker.py"
_HELD = (
    "SELECT args ->> 'owner' FROM procrastinate.procrastinate_jobs "
    "WHERE status = 'doing' AND task_name = 'poll' AND worker_id = %s"
)
_POLLED = (
    "SELECT owner, extract(epoch FROM greatest(read_at, error_at) - %s::timestamptz)::float8 FROM inboxwatch.polled "
    "WHERE owner = ANY(%s) AND greatest(read_at, error_at) > %s"
)


class Pair:
    """Two workers; the first one is the victim."""

    def __init__(self, ground: Ground, concurrency: int) -> None:
        """Start both, the victim first, so that it is known which it is in the queue."""
        self._ground, self._concurrency = ground, concurrency
        self.victim = self._start()
        self._until(lambda: len(self._workers()) == 1)
        self.number = self._workers()[0]
        self._other = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        file = self._ground.folder / f"dead.{time.monotonic_ns()}.json"
        environment = {**os.environ, "XDG_DATA_HOME": str(self._ground.folder / "data")}
        command = [sys.executable, str(_WORKER), self._ground.url, "10", str(self._concurrency), str(file)]
        return subprocess.Popen(command, env=environment)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the database."""
        with self._ground.server.connect(database=self._ground.database) as link:
            return link.execute(query.encode(), values or None).fetchall()

    def _workers(self) -> list[int]:
        return [number for (number,) in self.rows("SELECT id FROM procrastinate.procrastinate_workers ORDER BY id")]

    def busy(self) -> None:
        """Wait until the victim has its hands full."""
        self._until(lambda: len(self.rows(_HELD, self.number)) >= self._concurrency // 2)

    def _until(self, what: Callable[[], bool], seconds: float = 120.0) -> None:
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                message = "the workers do not work"
                raise RuntimeError(message)
            time.sleep(0.2)

    def struck(self, how: signal.Signals) -> list[float]:
        """Strike the victim; returns after how many seconds each mailbox that it held was polled."""
        self.victim.send_signal(how)
        [(began,)] = self.rows("SELECT clock_timestamp()")
        held = [owner for (owner,) in self.rows(_HELD, self.number)]
        found: dict[str, float] = {}
        end = time.monotonic() + 4 * WANTED
        while len(found) < len(held) and time.monotonic() < end:
            for owner, seconds in self.rows(_POLLED, began, held, began):
                found.setdefault(owner, seconds)
            time.sleep(0.5)
        return [found.get(owner, float("inf")) for owner in held]

    def stop(self) -> None:
        """Stop both."""
        for process in (self.victim, self._other):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def dead(ground: Ground, options: argparse.Namespace) -> bool:
    """Kill and suspend by turns; nobody may wait longer than a minute."""
    ground.mailboxes(options.mailboxes, options.every, latency=5.0, errors=0.01, news=options.news)
    chance, worst = random.Random(options.seed), 0.0
    for number in range(2 * options.rounds):
        how = (signal.SIGKILL, signal.SIGSTOP)[number % 2]
        with ground.server.connect(database=ground.database) as link:
            link.execute("SET search_path = procrastinate")
            link.execute("DELETE FROM procrastinate_jobs")
            link.execute("DELETE FROM procrastinate_workers")
        pair = Pair(ground, options.concurrency)
        try:
            pair.busy()
            time.sleep(chance.uniform(5, 15))  # wherever between two looks and two signs of life
            waited = sorted(pair.struck(how))
        finally:
            pair.stop()
        worst = max(worst, *waited)
        middle = waited[len(waited) // 2]
        print(f"{how.name}: {len(waited)} mailboxes in hand, polled after {middle:.0f} s (median), {waited[-1]:.0f} s")
    print(f"the worst of {2 * options.rounds}: {worst:.1f} s (wanted: {WANTED:.0f})")
    return worst <= WANTED
