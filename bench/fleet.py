"""What a fleet of workers does, on a private PostgreSQL: lag, throughput of twice as many workers, cost, a dead one.

    python bench/fleet.py lag --mailboxes 10000 --every 300 --seconds 660
    python bench/fleet.py double
    python bench/fleet.py overhead
    python bench/fleet.py dead --mailboxes 300 --every 60 --concurrency 16

Mailboxes are invented (bench/fleet_worker.py): they take as long as a server's answer, 1 % fail, some have new mail.
Seconds of CPU are of the worker processes and of PostgreSQL's, from /proc; another load on the machine changes the lag,
not them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.fleet_dead import dead
from bench.fleet_worker import ORGANISATION
from inboxwatch.fleet.members import Organisation
from inboxwatch.fleet.roster import Row
from inboxwatch.store.team import people
from inboxwatch.store.team.install import install
from tests.servers.postgres import Postgres

if TYPE_CHECKING:
    import psycopg

NOW = dt.datetime(2026, 5, 20, tzinfo=dt.UTC)
WORKER = Path(__file__).resolve().parent / "fleet_worker.py"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Ground:
    """A database with polled mailboxes, and workers on it."""

    server: Postgres
    folder: Path
    url: str
    database: str

    @classmethod
    def make(cls, server: Postgres, folder: Path) -> Ground:
        """Make the database and a worker's login."""
        name, login = server.create_database(), "bench_worker"
        admin = server.url(database=name)
        install(admin)
        password = server.login(login)
        people.add(admin, login, people.Wanted(worker=True), password=False)
        return cls(server, folder, server.url(login, password, database=name), name)

    def mailboxes(self, count: int, every: int, **settings: float) -> None:
        """Have so many polled, spread over their interval."""
        with self.server.connect(database=self.database) as link:
            link.execute(
                "INSERT INTO inboxwatch.polled (owner, mailbox, connector, settings, every, due_at) "
                "SELECT 'user' || n, 'mail', 'stub', jsonb_build_object('addresses', "
                "jsonb_build_array('user' || n || '@example.test')) || %s::jsonb, %s, "
                "now() + n * interval '1 second' * %s / %s FROM generate_series(1, %s) AS n",
                (json.dumps(settings), every, every, count, count),
            )
            self._begin(link, count, every)
            link.execute("ANALYZE inboxwatch.polled")

    def _begin(self, link: psycopg.Connection[tuple[Any, ...]], count: int, every: int) -> None:
        """Write down what the first poll of each would have: nobody measures ten thousand first polls."""
        found = link.execute("SELECT owner, mailbox, connector, settings FROM inboxwatch.polled").fetchall()
        organisation = Organisation(ORGANISATION, Path())
        made = [(organisation.made_with((Row(*each, every, NOW),), "") + "@1", each[0]) for each in found]
        with link.cursor() as cursor:
            cursor.executemany(
                "UPDATE inboxwatch.polled SET made_with = %s, read_at = now(), "
                "wake_at = now() + random() * interval '1 hour' WHERE owner = %s",
                made,
            )
        for name, value in (("secret", "ab" * 32), ("run epoch", "1"), ("told restored", "told\nmail")):
            link.execute(
                "INSERT INTO inboxwatch.meta (owner, name, value) SELECT 'user' || n, %s, %s "
                "FROM generate_series(1, %s) AS n",
                (name, value, count),
            )
        link.execute(
            "INSERT INTO inboxwatch.mailbox (owner, name, cursor, last_success, last_error, notices, first_success, "
            "permanent, alarms) SELECT 'user' || n, 'mail', '1', extract(epoch FROM now())::bigint, '', '', "
            "extract(epoch FROM now())::bigint - 864000, 0, '' FROM generate_series(1, %s) AS n",
            (count,),
        )

    def work(self, workers: int, concurrency: int, seconds: float, *, warm: float = 0.0, more: str = "") -> Work:
        """Have workers work for a while; what happens in the first `warm` seconds does not count."""
        files = [self.folder / f"{time.monotonic_ns()}.{number}.json" for number in range(workers)]
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data")}
        command = [sys.executable, str(WORKER), self.url, "10", str(concurrency)]
        arguments = ([*command, str(file), *more.split()] for file in files)
        processes = [subprocess.Popen(words, env=environment) for words in arguments]
        try:
            while not all(file.exists() for file in files):
                time.sleep(0.1)
            time.sleep(warm)
            before, began, database = _read(files), time.monotonic(), self.server_cpu()
            time.sleep(seconds)
            after, took = _read(files), time.monotonic() - began
            spent = self.server_cpu() - database
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait()
        polls, cpu, judging = (sum(each[key] for each in after) - sum(each[key] for each in before) for key in _KEYS)
        return Work(polls, took, cpu, judging, spent, [each["text"] for each in after])

    def server_cpu(self) -> float:
        """Seconds of CPU that PostgreSQL's processes have used, those that have ended included."""
        total = 0
        for pid in (self.server.pid, *_children(self.server.pid)):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += int(fields[11]) + int(fields[12])
            if pid == self.server.pid:
                total += int(fields[13]) + int(fields[14])
        return total / TICKS

    def why(self) -> list[tuple[str, int]]:
        """Why mailboxes fail now."""
        with self.server.connect(database=self.database) as link:
            query = (
                "SELECT error, count(*) FROM inboxwatch.polled WHERE error <> '' GROUP BY error ORDER BY 2 DESC LIMIT 5"
            )
            return [(str(error), int(count)) for error, count in link.execute(query)]

    def late(self) -> tuple[float, float, int]:
        """How late mailboxes are now: the latest, the 99th percentile, and how many fail."""
        with self.server.connect(database=self.database) as link:
            row = link.execute(
                "SELECT coalesce(max(late), 0), coalesce(percentile_cont(0.99) WITHIN GROUP (ORDER BY late), 0), "
                "count(*) FILTER (WHERE error <> '') FROM (SELECT error, "
                "greatest(0, extract(epoch FROM now() - due_at)) AS late FROM inboxwatch.polled) AS each"
            ).fetchone()
        assert row is not None
        return float(row[0]), float(row[1]), int(row[2])


_KEYS = ("polls", "cpu", "judging")


@dataclass
class Work:
    """What workers did: polls, seconds, seconds of CPU of workers, of their judging processes and of PostgreSQL."""

    polls: float
    seconds: float
    cpu: float
    judging: float
    database: float
    texts: list[str]

    def __str__(self) -> str:
        """One line."""
        each = 1000 / max(1.0, self.polls)
        return (
            f"{self.polls:.0f} polls in {self.seconds:.0f} s = {self.polls / self.seconds:.1f}/s; CPU a poll: "
            f"worker {self.cpu * each:.1f} ms, judging {self.judging * each:.1f} ms, "
            f"PostgreSQL {self.database * each:.1f} ms"
        )


def _read(files: list[Path]) -> list[dict[str, float]]:
    return [json.loads(file.read_text()) for file in files]


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def lag(ground: Ground, options: argparse.Namespace) -> bool:
    """Poll many mailboxes for a while: nobody may be later than one interval, and it must not get worse for ever."""
    ground.mailboxes(options.mailboxes, options.every, latency=0.5, errors=0.01, news=options.news)
    rate = options.mailboxes / options.every
    print(f"{options.mailboxes} mailboxes every {options.every} s = {rate:.1f}/s wanted, {options.news:.0%} with news")
    work = ground.work(options.workers, options.concurrency, options.seconds, warm=options.warm)
    latest, most, failing = ground.late()
    print(work, f"load average {os.getloadavg()[0]:.0f}")
    print(f"at the end: the latest is {latest:.0f} s late, 99 % at most {most:.0f} s, {failing} fail")
    for why, count in ground.why():
        print("  ", count, why)
    return latest < options.every and work.polls / work.seconds > 0.97 * rate


def double(ground: Ground, options: argparse.Namespace) -> bool:
    """One worker, then two, on mailboxes that mostly wait: 1.8 times the polls."""
    ground.mailboxes(1000, 15, latency=1.0, errors=0.01, news=0.0)
    one = ground.work(1, options.concurrency, options.seconds, warm=20)
    print("1 worker ", one)
    two = ground.work(2, options.concurrency, options.seconds, warm=20)
    print("2 workers", two)
    ratio = (two.polls / two.seconds) / (one.polls / one.seconds)
    print(f"ratio {ratio:.2f} (wanted: 1.8)")
    return ratio >= 1.8


def overhead(ground: Ground, options: argparse.Namespace) -> bool:
    """Jobs that do nothing: what is left is the queue, at 5 ms of CPU a poll at most, PostgreSQL's part included."""
    idle = ground.work(1, 8, 30, warm=5, more="nothing")
    ground.mailboxes(2000, 30, latency=0.0)
    busy = ground.work(1, 8, options.seconds, warm=15, more="nothing")
    rest = options.seconds / 30
    worker = (busy.cpu - idle.cpu * rest) * 1000 / busy.polls
    database = (busy.database - idle.database * rest) * 1000 / busy.polls
    print("nothing due", f"worker {idle.cpu:.2f} s, PostgreSQL {idle.database:.2f} s of CPU in 30 s")
    print("busy       ", busy)
    print(
        f"the queue costs {worker:.1f} ms in the worker and {database:.1f} ms in PostgreSQL a poll (wanted: 5 together)"
    )
    return worker + database <= 5.0


def main() -> int:
    """Run one of them; the exit code says whether it held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("lag", "double", "overhead", "dead"))
    parser.add_argument("--mailboxes", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm", type=float, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--news", type=float, default=0.05)
    parser.add_argument("--rounds", type=int, default=4, help="of `dead`: how often each way")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Postgres(fsync=True) as server:
        held = {"lag": lag, "double": double, "overhead": overhead, "dead": dead}[options.what](
            Ground.make(server, Path(folder)), options
        )
    print("held" if held else "NOT held")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
