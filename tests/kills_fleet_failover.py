"""The database of a fleet goes for minutes, or its lagging copy takes over, under workers that poll and remind (R32).

`python -m tests.kills_fleet_failover [--rounds N] [--seed S] [--outage SECONDS]` (`make soak` does one of each). As in
kills_fleet, mail comes into spaces and in the end each has to be as an undisturbed one is. At a failover nothing
reaches the copy for some seconds; then the database is killed and the copy takes its place, so that what was written
meanwhile never was: messages must be read again, reminders be sent, at most one of each a second time.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime as dt
import logging
import random
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills_fleet import PATIENCE, Sweep
from tests.kills_fleet_scene import Scene, scene
from tests.kills_fleet_story import Space, fence_faults, told_faults
from tests.servers.standby import Standby

TOGETHER = 4
"""Points whose spaces are written to in one round, three spaces each."""
WITHIN = 30
"""Minutes of the target: a reminder in its first half must not be too late when the database is back."""


@dataclass
class Found:
    """What came of it."""

    rounds: int = 0
    spaces: int = 0
    letters: int = 0
    twice: int = 0
    """Reminders that came twice, all in all."""
    thrice: int = 0
    vanished: collections.Counter[str] = field(default_factory=collections.Counter)
    """Rows that the copies had not got, by table."""
    back: list[float] = field(default_factory=list)
    """Seconds from the database's return until all was well."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """All figures."""
        gone = ", ".join(f"{count} of {name}" for name, count in sorted(self.vanished.items())) or "nothing"
        return (
            f"{self.rounds} rounds, {self.spaces} spaces, {self.letters} reminders came, {self.twice} of them twice, "
            f"{self.thrice} more often; vanished: {gone}; all well {max(self.back, default=0):.0f} s after the "
            f"database's return at the latest; {len(self.faults)} faults"
        )

    def check(self) -> None:
        """Nothing lost, nothing sent a third time."""
        assert not self.faults, "\n".join(fault[:4000] for fault in self.faults)
        assert not self.thrice, self


class Failovers(Sweep):
    """Rounds one after the other over one fleet."""

    def __init__(self, scene: Scene, seed: int, say: Callable[[str], object]) -> None:
        """Nothing happens yet."""
        super().__init__(scene, seed, say)
        self._age = dt.timedelta(minutes=WITHIN / 2, seconds=1)
        self.found = Found()

    def failover(self, first: int) -> None:
        """One: the copy is some seconds behind when it takes over."""
        made, chance = self._scene, self._chance
        with Standby(made.postgres) as standby:
            spaces = self._several(first)
            standby.caught_up()
            time.sleep(chance.uniform(0, 4))
            standby.lag()
            lagging = chance.uniform(1, 8)
            self._wait_answering(spaces, lagging)
            before = self._rows(spaces)
            made.postgres.crash()
            standby.take_over()
            lost = before - self._rows(spaces)
            self.found.vanished.update(lost)
            for space in spaces:
                space.done = space.done and self._decided(space)
            self._well(spaces, f"failover {lagging:.1f} s behind, vanished {dict(lost)}")

    def outage(self, first: int, seconds: float) -> None:
        """One: the database goes while mail is read, and more comes in before it is back."""
        made, half = self._scene, first + TOGETHER // 2
        late = [
            Space(f"told{number:03}{letter}", told=True, age=self._age)
            for number in range(half, first + TOGETHER)
            for letter in "ab"
        ]
        made.hurry(*(space.owner for space in late))
        early = [space for number in range(first, half) for space in self._begin(number)]
        self._wait_answering(early, self._chance.uniform(0, 3))
        made.postgres.crash()
        time.sleep(seconds)
        for space in late:
            space.deliver(made.office, dt.datetime.now(dt.UTC).replace(microsecond=0))
        made.postgres.resume()
        self._spaces += late
        self._well([*early, *late], f"outage of {seconds:.0f} s")

    def _several(self, first: int) -> list[Space]:
        return [space for number in range(first, first + TOGETHER) for space in self._begin(number)]

    def _wait_answering(self, spaces: list[Space], seconds: float) -> None:
        """Let so much time pass, in which owners say `done`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(Exception):  # what is not there yet comes later
                self._answer(spaces)
            time.sleep(0.2)

    def _rows(self, spaces: list[Space]) -> collections.Counter[str]:
        owners = [space.owner for space in spaces]
        query = "SELECT count(*) FROM inboxwatch.{} WHERE owner = ANY(%s)"
        count: Callable[[str], int] = lambda name: int(self._scene.fleet.rows(query.format(name), owners)[0][0])  # noqa: E731
        return collections.Counter({name: count(name) for name in ("message", "request", "notice", "decision")})

    def _decided(self, space: Space) -> bool:
        """Whether the copy has the owner's `done`; otherwise the owner says it again."""
        query = "SELECT count(*) FROM inboxwatch.decision WHERE owner = %s"
        return bool(self._scene.fleet.rows(query, space.owner)[0][0])

    def _well(self, spaces: list[Space], what: str) -> None:
        """Wait until all is as it should be, and note what is not."""
        began, tally = time.monotonic(), self.found
        end = began + PATIENCE
        problems = [problem for space in spaces for problem in self._settle([space], max(1.0, end - time.monotonic()))]
        tally.back.append(time.monotonic() - began)
        problems += self._working()
        for space in spaces:
            problems += self._ledger.faults(self._scene.fleet, space)
            problems += told_faults(self._scene.fleet, space, self._scene.letters())[0]
        tally.faults += [f"{what}: {problem}" for problem in problems]
        tally.rounds += 1
        self._say(f"{what}: well after {tally.back[-1]:.0f} s {', '.join(problems)}")

    def count(self) -> Found:
        """Have every mailbox polled once more, look at everything again, and count letters."""
        made, found = self._scene, self.found
        self.finish()
        found.faults += [fault for fault in self.tally.faults if "two sessions" not in fault]
        found.faults += fence_faults(made.fleet)
        letters = collections.Counter(made.letters())
        found.spaces, found.letters = len(self._spaces), letters.total()
        found.twice = sum(count == 2 for count in letters.values())
        found.thrice = sum(count > 2 for count in letters.values())
        return found


def sweep(rounds: int, outage: float, seed: int, say: Callable[[str], object]) -> Found:
    """Make so many failovers, then one outage of so many seconds (0: none)."""
    with tempfile.TemporaryDirectory(prefix="failover-") as name, scene(Path(name), within=WITHIN) as made:
        each = Failovers(made, seed, say)
        each.prepare((rounds + 1) * TOGETHER + 1)
        each.undisturbed(0)
        each.found.faults += each.tally.faults
        for number in range(rounds):
            each.failover(1 + number * TOGETHER)
        if outage:
            each.outage(1 + rounds * TOGETHER, outage)
        return each.count()


def main() -> None:
    """Make them, print what was found; fails if any bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=random.Random().randrange(1000))
    options.add_argument("--outage", type=float, default=300.0, help="seconds")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # aiosmtpd's own
    print("seed", chosen.seed)  # noqa: T201 - its purpose
    found = sweep(chosen.rounds, chosen.outage, chosen.seed, lambda line: print(line, flush=True))  # noqa: T201
    print(found, flush=True)  # noqa: T201
    found.check()


if __name__ == "__main__":
    main()
