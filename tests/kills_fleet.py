"""Killing workers, the database, pgbouncer and the network under a fleet that polls and reminds (R1-R3, R13, R32).

`python -m tests.kills_fleet [--points N] [--seed S] [--only KIND]` (`make soak`); `tests/test_kills_fleet.py` does a
few. One worker reaches PostgreSQL through pgbouncer, the other one straight; before each of their connections stands a
gate (tests/servers/gate.py) that springs at a seeded statement. At each point mail comes into spaces of its own,
something dies in the midst of it and comes back, and in the end every space has to be as an undisturbed one is, each
reminder sent.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime as dt
import json
import logging
import random
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store import Store
from tests.kills_fleet_faults import ALONE, FAULTS, drawn
from tests.kills_fleet_scene import Scene, Worker, scene, until
from tests.kills_fleet_story import OLD, Ledger, Space, fence_faults, overlapping, told_faults
from tests.servers.programs import account, give

WAIT = 8.0
"""Seconds after which a trap that nothing has sprung is sprung all the same."""
PATIENCE = 150.0
"""Seconds after a fault within which all must be well again."""


@dataclass
class Tally:
    """What a sweep found."""

    points: collections.Counter[str] = field(default_factory=collections.Counter)
    at_statement: int = 0
    """Points at which the trap was sprung by what was said, not by the time."""
    letters: int = 0
    twice: int = 0
    worst_twice: int = 0
    spaces: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """All figures."""
        kinds = "\n".join(f"  {kind}: {count}" for kind, count in sorted(self.points.items()))
        return (
            f"{self.points.total()} points ({self.at_statement} at a seeded statement):\n{kinds}\n"
            f"{self.spaces} spaces, {self.letters} reminders arrived, {self.twice} of them twice (at most "
            f"{self.worst_twice} a point), {len(self.faults)} faults"
        )

    def check(self, points: int) -> None:
        """R1-R3, R13, R32."""
        assert not self.faults, "\n".join(fault[:4000] for fault in self.faults)
        assert self.worst_twice <= 1, self
        assert self.points.total() >= points, f"fewer than {points} points were reached"


class Sweep:
    """Points one after the other over one fleet."""

    def __init__(self, scene: Scene, seed: int, say: Callable[[str], object]) -> None:
        """Nothing happens yet."""
        self._scene, self._chance, self._say = scene, random.Random(seed), say
        self.tally, self._ledger = Tally(), Ledger()
        self._spaces: list[Space] = []
        self._age = Space.age
        self._alone: set[str] = set()

    def prepare(self, points: int) -> None:
        """Read the mailboxes that will be told of for the first time, some minutes ago."""
        owners = [f"told{number:03}{letter}" for number in range(points) for letter in "ab"]
        for owner in owners:
            (self._scene.office.maildir(owner)).mkdir(parents=True)
        give(self._scene.office.folder / "mail", account())
        self._scene.enlist(*owners)
        self._scene.hurry(*owners)
        read = "SELECT count(*) FROM inboxwatch.mailbox WHERE first_success IS NOT NULL"
        until(lambda: self._scene.fleet.rows(read) == [(len(owners),)], 60 + 4 * len(owners), self._scene.said)
        self._scene.fleet.rows_changed("UPDATE inboxwatch.mailbox SET first_success = first_success - 3600")
        self._scene.rest(*owners)

    def undisturbed(self, number: int) -> None:
        """Learn how it should be."""
        spaces = self._begin(number)
        self.tally.faults += self._settle(spaces, PATIENCE)
        for space in spaces:
            self.tally.faults += self._ledger.learn(self._scene.fleet, space)

    def point(self, number: int, kind: str) -> None:
        """One fault; what is wrong afterwards is noted."""
        scene, fault, chance = self._scene, FAULTS[kind][1], self._chance
        worker = scene.workers[chance.randrange(2)]
        sprung, traps = threading.Event(), []
        struck: list[Worker] = []

        def trap(victim: Worker) -> Callable[[], None]:
            def spring() -> None:
                if not struck:
                    struck.append(victim)
                    fault.strike(victim, scene)
                    sprung.set()

            return spring

        victims = scene.workers if fault.while_sending else (worker,)
        count, reply = chance.randint(1, fault.most), chance.random() < 0.5
        spaces = self._begin(number)
        for victim in victims:
            traps += fault.where(victim, scene)
            for gate in fault.where(victim, scene):
                gate.arm(count, trap(victim), reply=reply)
        if kind in ALONE:
            self._alone |= {space.owner for space in spaces}
        began = time.monotonic()
        in_time = self._wait(spaces, sprung)
        for gate in traps:
            gate.disarm()
        if not in_time:
            trap(worker)()
        assert sprung.wait(30), f"{kind} could not be done"
        fault.heal(struck[0], scene)
        problems = self._settle(spaces, PATIENCE) + self._working()
        for space in spaces:
            problems += self._ledger.faults(scene.fleet, space)
            problems += told_faults(scene.fleet, space, scene.letters())[0]
        where = f"{number} {kind}, {struck[0].name}, {count}{' answered' if reply else ''}"
        self.tally.faults += [f"{where}: {problem}" for problem in problems]
        self.tally.points[kind] += 1
        self.tally.at_statement += in_time
        self._say(f"{where}: {time.monotonic() - began:.0f} s{'' if in_time else ', by time'}{', '.join(problems)}")

    def _begin(self, number: int) -> list[Space]:
        """Have mail come in for the spaces of a point."""
        scene = self._scene
        spaces = [Space(f"told{number:03}{letter}", told=True, age=self._age) for letter in "ab"]
        spaces.append(Space(f"new{number:03}", told=False, age=self._age))
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        for space in spaces:
            space.deliver(scene.office, now)
        self._spaces += spaces
        scene.enlist(spaces[2].owner)
        scene.hurry(*(space.owner for space in spaces))
        return spaces

    def _wait(self, spaces: list[Space], sprung: threading.Event) -> bool:
        """Wait until a trap springs, while owners say `done`; False if none does."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if sprung.wait(0.3):
                return True
            with contextlib.suppress(Exception):  # the database may be gone: that is what this is about
                self._answer(spaces)
        return sprung.is_set()

    def _answer(self, spaces: list[Space]) -> None:
        """Say `done` to the third question of a space as soon as it is there, as its owner would, through pgbouncer."""
        scene = self._scene
        for space in spaces:
            if not space.told or space.done:
                continue
            name = f"<q3.{space.owner}@example.test>"
            found = scene.fleet.rows("SELECT mailbox, key FROM inboxwatch.message WHERE message_id = %s", name)
            if not found:
                continue
            [(mailbox, key)] = found
            url = scene.members.url(scene.desk, scene.fleet.passwords[scene.desk], database=scene.fleet.database)
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            answered = space.base + dt.timedelta(seconds=40)
            with Store.open(f"{url}?sslmode=disable&owner={space.owner}") as store:
                store.decide(Decision(DecisionKind.DONE, mailbox, key, now, answered_at=answered))
            space.done = True

    def _settle(self, spaces: list[Space], seconds: float) -> list[str]:
        """Wait until all is as it should be; what is not by then."""
        end, hurried = time.monotonic() + seconds, 0.0
        owners = [space.owner for space in spaces]
        while time.monotonic() < end:
            with contextlib.suppress(Exception):  # the database may not be back yet
                self._answer(spaces)
                if all(space.done or not space.told for space in spaces) and self._quiet(spaces):
                    self._scene.rest(*owners)
                    return []
                if time.monotonic() - hurried > 3:
                    hurried = time.monotonic()
                    self._scene.hurry(*owners)
            time.sleep(0.3)
        state = self._scene.fleet.rows(
            "SELECT owner, due_at - now(), read_at, failures, refusals, error FROM inboxwatch.polled "
            "WHERE owner = ANY(%s)",
            owners,
        )
        return [f"not well again: {state} {self._scene.said()}"]

    def _working(self) -> list[str]:
        """Wait until both workers are at work again; what is wrong if they are not."""
        alive = "SELECT count(*) FROM procrastinate.procrastinate_workers WHERE last_heartbeat > now() - interval '3 s'"
        try:
            until(lambda: self._scene.fleet.rows(alive)[0][0] == len(self._scene.workers), PATIENCE, self._scene.said)
        except AssertionError as error:
            return [f"a worker has not come back: {error}"]
        return []

    def _quiet(self, spaces: list[Space]) -> bool:
        """Whether everything of a point has been read, told and derived, and nobody is at it."""
        rows = self._scene.fleet.rows
        owners = [space.owner for space in spaces]
        open_ = (
            "SELECT (SELECT count(*) FROM inboxwatch.notice WHERE owner = ANY(%s) AND state <> 'sent'), "
            "(SELECT count(*) FROM inboxwatch.notice WHERE owner = ANY(%s)), "
            "(SELECT count(*) FROM inboxwatch.untracked WHERE owner = ANY(%s)), "
            "(SELECT count(*) FROM inboxwatch.message WHERE owner = ANY(%s)), "
            "(SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE lock = ANY(%s)), "
            "(SELECT count(*) FROM inboxwatch.polled WHERE owner = ANY(%s) AND (read_at IS NULL OR error <> ''))"
        )
        unsent, told, untracked, messages, jobs, unread = rows(open_, *[owners] * 6)[0]
        read = messages >= sum(4 if space.told else OLD for space in spaces)
        return (
            read and (unsent, untracked, jobs, unread) == (0, 0, 0, 0) and told >= sum(space.told for space in spaces)
        )

    def finish(self) -> Tally:
        """Have every mailbox polled once more, then look at everything again."""
        scene, tally = self._scene, self.tally
        owners = [space.owner for space in self._spaces]
        began = scene.fleet.rows("SELECT now()")[0][0]
        scene.hurry(*owners)
        read = "SELECT count(*) FROM inboxwatch.polled WHERE owner = ANY(%s) AND read_at > %s"
        until(lambda: scene.fleet.rows(read, owners, began) == [(len(owners),)], 60 + 2 * len(owners), scene.said)
        letters = scene.letters()
        by_point: collections.Counter[str] = collections.Counter()
        for space in self._spaces:
            problems, twice = told_faults(scene.fleet, space, letters)
            problems += self._ledger.faults(scene.fleet, space)
            by_point[space.owner.strip("abtoldnew")] += twice
            tally.faults += [f"at the end: {problem}" for problem in problems]
        tally.faults += fence_faults(scene.fleet)
        log = scene.office.log.read_text()
        tally.faults += [f"two sessions at once: {line}" for line in overlapping(log, self._alone)]
        tally.spaces, tally.letters = len(self._spaces), len(letters)
        tally.twice, tally.worst_twice = by_point.total(), max(by_point.values(), default=0)
        return tally


def sweep(points: int, seed: int, say: Callable[[str], object], only: str = "") -> Tally:
    """Make so many points."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name, scene(Path(name)) as made:
        each = Sweep(made, seed, say)
        began = time.monotonic()
        each.prepare(points + 1)
        say(f"{2 * points + 2} mailboxes read after {time.monotonic() - began:.0f} s")
        each.undisturbed(0)
        say(f"undisturbed after {time.monotonic() - began:.0f} s {json.dumps(each.tally.faults)[:600]}")
        for number, kind in enumerate(drawn(points, seed, only), 1):
            each.point(number, kind)
        return each.finish()


def main() -> None:
    """Sweep, print what was found; fails if any bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=sum(share for share, _ in FAULTS.values()))
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--only", default="", help="only kinds with this in their name")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # aiosmtpd's own
    tally = sweep(chosen.points, chosen.seed, lambda line: print(line, flush=True), chosen.only)  # noqa: T201 - its purpose
    print(tally, flush=True)  # noqa: T201
    tally.check(chosen.points)


if __name__ == "__main__":
    main()
