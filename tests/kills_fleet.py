"""Killing workers, the database, pgbouncer and the network under a fleet that polls and reminds (R1-R3, R13, R32).

`python -m tests.kills_fleet [--points N] [--seed S]` (`make soak`); `tests/test_kills_fleet.py` does a few. One worker
reaches PostgreSQL through pgbouncer, the other one straight; before each of their connections stands a gate (tests/
servers/gate.py) that springs at a seeded statement. At each point mail comes into spaces of its own, something dies in
the midst of it and comes back, and in the end every space has to be as an undisturbed one is, each reminder sent.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime as dt
import json
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inboxwatch.fleet import keys, sealed
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store import Store
from inboxwatch.store.team import people, polled
from tests.kills_fleet_story import Ledger, Space, audited, fence_faults, told_faults
from tests.kills_fleet_worker import STALLED
from tests.servers.dovecot import Dovecot
from tests.servers.fleet import Fleet
from tests.servers.gate import Gate
from tests.servers.postgres import PgBouncer, Postgres
from tests.servers.smtp import Sink

MASTER = "canary-master-of-faults"
ENOUGH = 100
"""Points that a whole sweep must reach."""
WAIT = 8.0
"""Seconds after which a trap that nothing has sprung is sprung all the same."""
PATIENCE = 150.0
"""Seconds after a fault within which all must be well again."""
AWAY = 2.0
"""Seconds that something is gone."""

HOURS = "".join(f'{day} = ["00:00-24:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
CONFIGURATION = """\
[directory]
internal_domains = ["example.test"]
[calendar]
timezone = "UTC"
[calendar.hours]
{hours}
[targets]
acknowledge_within = "2m"
[reminders]
channels = ["mail"]
before = "1m"
breach = false
repeat = "never"
[[channel]]
name = "mail"
kind = "email"
host = "localhost"
security = "insecure"
timeout = 4
port = {smtp}
[store]
url = "{url}"
[team]
key_file = "team.key"
"""


@dataclass
class Worker:
    """One worker on a machine of its own: its login, its gates, its folder; `process` is the one that runs now."""

    name: str
    login: str
    database: Gate
    smtp: Gate
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, anew if it died."""
        environment = {
            **os.environ, "XDG_DATA_HOME": str(self.folder), "INBOXWATCH_CONFIG": str(self.folder / "worker.toml")
        }  # fmt: skip
        words = [sys.executable, "-m", "tests.kills_fleet_worker", "-v", "worker", "--concurrency", "2"]
        with (self.folder / "worker.log").open("ab") as out:
            self.process = subprocess.Popen(words, stdout=out, stderr=out, env=environment)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            if number is signal.SIGKILL:
                self.process.wait()


@dataclass
class Scene:
    """Everything that runs."""

    postgres: Postgres
    pooled: PgBouncer
    """In session mode, for the first worker."""
    members: PgBouncer
    """In transaction mode, for the owners of spaces."""
    office: Dovecot
    imap: Gate
    sink: Sink
    fleet: Fleet
    workers: tuple[Worker, Worker]
    ring: keys.KeyRing
    desk: str = ""

    def enlist(self, *owners: str) -> None:
        """Have mailboxes polled, from now on."""
        settings = {
            "host": "localhost", "port": self.imap.port, "ca_file": str(self.office.ca), "since": "3650d", "timeout": 5,
        }  # fmt: skip
        entries = []
        for owner in owners:
            address = f"{owner}@example.test"
            table = {**settings, "addresses": [address], "username": f"{address}*master"}
            secret = sealed.seal(self.ring, owner, "mail", MASTER)
            entries.append(polled.Entry(owner, "mail", "imap", table, 15, secret))
        polled.put(self.fleet.url(self.fleet.admin), entries)

    def hurry(self, *owners: str) -> None:
        """Have mailboxes that nobody is at polled now, as if their time had come."""
        statement = "UPDATE inboxwatch.polled SET due_at = now() WHERE due_at > now() AND owner = ANY(%s) RETURNING 1"
        self.fleet.rows(statement, list(owners))

    def rest(self, *owners: str) -> None:
        """Have them polled no more, unless they are hurried."""
        later = "UPDATE inboxwatch.polled SET due_at = now() + interval '1 day' WHERE owner = ANY(%s) RETURNING 1"
        self.fleet.rows(later, list(owners))

    def letters(self) -> list[tuple[str, str]]:
        """To whom which reminders came: address and Message-ID."""
        return [(taken.recipients[0], str(taken.message["Message-ID"])) for taken in list(self.sink.mails)]

    def said(self) -> str:
        """The end of what the workers have logged."""
        return "\n".join((worker.folder / "worker.log").read_text()[-1500:] for worker in self.workers)


@dataclass
class Fault:
    """One kind of fault: what to do to which worker when the trap springs, and how it is made good."""

    where: Callable[[Worker, Scene], list[Gate]]
    strike: Callable[[Worker, Scene], object]
    heal: Callable[[Worker, Scene], object]
    most: int = 40
    """Statements among which the point is drawn."""
    straight: bool = False
    """Only for the worker that has no pgbouncer before it."""


def _database(worker: Worker, _: Scene) -> list[Gate]:
    return [worker.database]


def _smtp(worker: Worker, _: Scene) -> list[Gate]:
    return [worker.smtp]


def _imap(_: Worker, scene: Scene) -> list[Gate]:
    return [scene.imap]


def _kill(worker: Worker, _: Scene) -> None:
    worker.tell(signal.SIGKILL)


def _again(worker: Worker, _: Scene) -> None:
    worker.start()


def _sleep(worker: Worker, _: Scene) -> None:
    worker.tell(signal.SIGSTOP)


def _wake(worker: Worker, _: Scene) -> None:
    time.sleep(STALLED + AWAY)
    worker.tell(signal.SIGCONT)


def _backends(scene: Scene) -> list[int]:
    query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename LIKE 'worker%'"
    return [pid for (pid,) in scene.fleet.rows(query)]


def _terminate(_: Worker, scene: Scene) -> None:
    for pid in _backends(scene):
        scene.fleet.rows("SELECT pg_terminate_backend(%s)", pid)


def _backend(_: Worker, scene: Scene) -> None:
    """Kill one session's process: the server throws all others out and recovers by itself."""
    for pid in _backends(scene)[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _crash(_: Worker, scene: Scene) -> None:
    scene.postgres.crash()


def _immediate(_: Worker, scene: Scene) -> None:
    scene.postgres.halt(signal.SIGQUIT)


def _resume(_: Worker, scene: Scene) -> None:
    time.sleep(AWAY)
    scene.postgres.resume()


def _bouncer(_: Worker, scene: Scene) -> None:
    scene.pooled.crash()
    scene.members.crash()


def _bounce(_: Worker, scene: Scene) -> None:
    time.sleep(AWAY)
    scene.pooled.resume()
    scene.members.resume()


def _nothing(_: Worker, scene: Scene) -> None:
    del scene


def _net(gates: Callable[[Worker, Scene], list[Gate]], how: str, most: int, away: float) -> Fault:
    def strike(worker: Worker, scene: Scene) -> None:
        for gate in gates(worker, scene):
            gate.shut(how)

    def heal(worker: Worker, scene: Scene) -> None:
        time.sleep(away)
        for gate in gates(worker, scene):
            gate.open()

    return Fault(gates, strike, heal, most)


LONG = STALLED + AWAY
FAULTS: dict[str, tuple[int, Fault]] = {
    "worker killed at a statement": (16, Fault(_database, _kill, _again)),
    "worker killed while it sends": (12, Fault(_smtp, _kill, _again, 6)),
    "worker suspended at a statement": (7, Fault(_database, _sleep, _wake)),
    "worker suspended while it sends": (5, Fault(_smtp, _sleep, _wake, 6)),
    "all sessions terminated": (9, Fault(_database, _terminate, _nothing)),
    "all sessions terminated while it sends": (4, Fault(_smtp, _terminate, _nothing, 6)),
    "one session killed -9": (6, Fault(_database, _backend, _nothing)),
    "database killed -9": (7, Fault(_database, _crash, _resume)),
    "database killed -9 while it sends": (4, Fault(_smtp, _crash, _resume, 6)),
    "database stopped at once": (6, Fault(_database, _immediate, _resume)),
    "pgbouncer killed": (10, Fault(_database, _bouncer, _bounce)),
    "pgbouncer killed while it sends": (3, Fault(_smtp, _bouncer, _bounce, 6)),
    "network to the database cut": (4, _net(_database, "cut", 40, AWAY)),
    "network to the database reset": (5, _net(_database, "reset", 40, AWAY)),
    "network to the database silent": (5, _net(_database, "stall", 40, LONG)),
    "network to the mailboxes reset": (2, _net(_imap, "reset", 12, AWAY)),
    "network to the mailboxes silent": (2, _net(_imap, "stall", 12, LONG)),
    "network to the mail server reset": (2, _net(_smtp, "reset", 6, AWAY)),
    "network to the mail server silent": (2, _net(_smtp, "stall", 6, LONG)),
}
"""Kind -> how many of 111 points, and what it is."""


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
        assert not self.faults, "\n".join(fault[:2000] for fault in self.faults)
        assert self.worst_twice <= 1, self
        assert self.points.total() >= points, f"fewer than {points} points were reached"


def drawn(points: int, seed: int) -> list[str]:
    """Draw kinds in their proportions, in a seeded order; each at least once if there are enough points."""
    kinds = [kind for kind, (share, _) in FAULTS.items() for _ in range(share)]
    chance = random.Random(seed)
    chance.shuffle(kinds)
    first = list(dict.fromkeys(kinds))
    chosen = first[:points]
    rest = list(kinds)
    for kind in first:
        rest.remove(kind)
    while len(chosen) < points:
        if not rest:
            rest = list(kinds)
            chance.shuffle(rest)
        chosen.append(rest.pop())
    chance.shuffle(chosen)
    return chosen


class Sweep:
    """Points one after the other over one fleet."""

    def __init__(self, scene: Scene, seed: int, say: Callable[[str], object]) -> None:
        """Nothing happens yet."""
        self._scene, self._chance, self._say = scene, random.Random(seed), say
        self.tally, self._ledger = Tally(), Ledger()
        self._spaces: list[Space] = []
        self._twice: collections.Counter[str] = collections.Counter()

    def prepare(self, points: int) -> None:
        """Read the mailboxes that will be told of for the first time, some minutes ago."""
        owners = [f"told{number:03}{letter}" for number in range(points) for letter in "ab"]
        for owner in owners:
            (self._scene.office.maildir(owner)).mkdir(parents=True)
        self._scene.office._give(self._scene.office.folder / "mail")
        self._scene.enlist(*owners)
        self._scene.hurry(*owners)
        read = "SELECT count(*) FROM inboxwatch.mailbox WHERE first_success IS NOT NULL"
        until(lambda: self._scene.fleet.rows(read) == [(len(owners),)], 60 + 4 * len(owners), self._scene.said)
        self._scene.fleet.rows_changed("UPDATE inboxwatch.mailbox SET first_success = first_success - 3600")
        self._scene.rest(*owners)

    def undisturbed(self, number: int) -> None:
        """Learn how it should be."""
        spaces = self._begin(number)
        self._settle(spaces, PATIENCE)
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

        victims = scene.workers if fault.where is _smtp else (worker,)
        count, reply = chance.randint(1, fault.most), chance.random() < 0.5
        spaces = self._begin(number)
        for victim in victims:
            traps += fault.where(victim, scene)
            for gate in fault.where(victim, scene):
                gate.arm(count, trap(victim), reply=reply)
        began = time.monotonic()
        in_time = self._wait(spaces, sprung)
        for gate in traps:
            gate.disarm()
        if not in_time:
            trap(worker)()
        sprung.wait(30)
        fault.heal(struck[0], scene)
        problems = self._settle(spaces, PATIENCE)
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
        spaces = [Space(f"told{number:03}a", told=True), Space(f"told{number:03}b", told=True)]
        spaces.append(Space(f"new{number:03}", told=False))
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
        return (unsent, untracked, jobs, unread) == (0, 0, 0, 0) and told >= 2 and messages >= 11

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
        tally.spaces, tally.letters = len(self._spaces), len(letters)
        tally.twice, tally.worst_twice = by_point.total(), max(by_point.values(), default=0)
        return tally


def until(what: Callable[[], bool], seconds: float, said: Callable[[], str]) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"it did not happen: {said()}"
        time.sleep(0.3)


@contextlib.contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """Start everything, stop everything."""
    with contextlib.ExitStack() as stack:
        enter: Callable[[Any], Any] = stack.enter_context
        postgres = enter(Postgres(fsync=True))
        pooled = enter(PgBouncer(postgres, mode="session", pool=20))
        members = enter(PgBouncer(postgres))
        office, sink = enter(Dovecot(master=MASTER)), enter(Sink())
        fleet = enter(Fleet(postgres, folder))
        fleet.rows_changed("ALTER SYSTEM SET log_min_messages = 'fatal'")
        (folder / "team.key").write_text(keys.new() + "\n")
        ring = keys.parse((folder / "team.key").read_text(), "It")
        audited(fleet)
        workers = []
        logins = [fleet.worker, f"worker2_{fleet.mark}", f"desk_{fleet.mark}"]
        for login in logins[1:]:
            fleet.passwords[login] = postgres.login(login)
            people.add(fleet.owner_url, login, people.Wanted(worker=True), password=False)
        for name, login, place in (("pooled", logins[0], pooled), ("straight", logins[1], postgres)):
            own = folder / name
            own.mkdir()
            gates = enter(Gate(place.port)), enter(Gate(sink.port))
            url = f"postgresql+psycopg://{login}:{fleet.passwords[login]}@127.0.0.1:{gates[0].port}/{fleet.database}"
            text = CONFIGURATION.format(hours=HOURS, smtp=gates[1].port, url=f"{url}?sslmode=disable")
            (own / "worker.toml").write_text(text)
            (own / "worker.toml").chmod(0o600)
            (own / "team.key").write_text((folder / "team.key").read_text())
            for each in ("team.key", "worker.toml"):
                (own / each).chmod(0o600)
            workers.append(Worker(name, login, *gates, own))
            stack.callback(workers[-1].tell, signal.SIGKILL)
        imap = enter(Gate(office.tls_port))
        made = Scene(postgres, pooled, members, office, imap, sink, fleet, (workers[0], workers[1]), ring, logins[2])
        for worker in workers:
            worker.start()
        yield made


def sweep(points: int, seed: int, say: Callable[[str], object]) -> Tally:
    """Make so many points."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name, scene(Path(name)) as made:
        each = Sweep(made, seed, say)
        began = time.monotonic()
        each.prepare(points + 1)
        say(f"{2 * points + 2} mailboxes read after {time.monotonic() - began:.0f} s")
        each.undisturbed(0)
        say(f"undisturbed after {time.monotonic() - began:.0f} s {json.dumps(each.tally.faults)[:600]}")
        for number, kind in enumerate(drawn(points, seed), 1):
            each.point(number, kind)
        return each.finish()


def main() -> None:
    """Sweep, print what was found; fails if any bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=sum(share for share, _ in FAULTS.values()))
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # aiosmtpd's own
    tally = sweep(chosen.points, chosen.seed, lambda line: print(line, flush=True))  # noqa: T201 - its purpose
    print(tally, flush=True)  # noqa: T201
    tally.check(chosen.points)


if __name__ == "__main__":
    main()
