"""What a shared store of a thousand members costs: what a lead asks, what a member asks, writing, erasing, disk.

    python bench/team_scale.py --messages 5000000 --requests 400000

One member's space is made by the program itself: messages stored, requests derived, tallies written. The others are
copies of it by SQL, interleaved as mail arrives, with times of their own; tallies of 52 weeks are added up from the
requests. Beside each figure stand the seconds of CPU of the server and of the program: another load on the machine
changes the wall clock, not them. "rows" are those that the server read, by scans and through indexes, in tables whose
rows have owners: a plan that met all owners' rows would show there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import COMMAND, Case, run, table
from bench.team_filled import Filled
from bench.team_filled import fill as filled
from inboxwatch.store import Store
from inboxwatch.store.ready import ready
from inboxwatch.store.team import reading
from inboxwatch.store.team.moving import leave
from tests.servers.dovecot import ServerMissingError
from tests.servers.postgres import Postgres, programs

if TYPE_CHECKING:
    from inboxwatch.store.ready import Ready

SETTINGS = """\
shared_buffers = 1GB
effective_cache_size = 4GB
work_mem = 8MB
maintenance_work_mem = 512MB
max_wal_size = 8GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = on
max_parallel_maintenance_workers = 1
"""
"""Those of a small server of its own; what is not here is PostgreSQL's default, `jit` included."""

TICKS = os.sysconf("SC_CLK_TCK")
BATCH = 500

_TABLES = "('message', 'link', 'untracked', 'request', 'apart', 'notice', 'notice_item', 'decision', 'tally')"
_READ = (
    f"SELECT scanned + (SELECT sum(idx_tup_read)::bigint FROM pg_stat_all_indexes "  # noqa: S608 - names of our tables
    f"WHERE schemaname = 'inboxwatch' AND relname IN {_TABLES}), scanned FROM (SELECT sum(seq_tup_read)::bigint "
    f"FROM pg_stat_all_tables WHERE schemaname = 'inboxwatch' AND relname IN {_TABLES}) AS tables (scanned)"
)
_FLUSH = "SELECT pg_stat_force_next_flush()"
"""A session tells what it read when it ends, or when it is idle for long; this makes it tell at once."""


@dataclass
class Cost:
    """Milliseconds, medians: by the wall clock, of the server's processors, of the program's; rows read, once."""

    wall: float
    server: float
    program: float
    rows: int
    scanned: int


class Bench:
    """Measures on one filled server and keeps what it found."""

    def __init__(self, ground: Filled) -> None:
        """Begin with nothing found."""
        self.ground = ground
        self.found: dict[str, Cost] = {}

    def of(self, name: str, call: Callable[[], object], rounds: int = 5, *, flush: Callable[[], object] = int) -> None:
        """Call it some times and keep the medians; `flush` has its session tell what it read."""
        costs = []
        for _ in range(rounds):
            rows, server, began, spent = self._rows(), self._server(), time.perf_counter(), time.process_time()
            given = call()
            wall, own = time.perf_counter() - began, time.process_time() - spent
            program = given if isinstance(given, float) else own
            time.sleep(0.1)  # until an ended session's process is gone
            server = self._server() - server
            flush()
            now = self._rows()
            costs.append((wall, server, program, now[0] - rows[0], now[1] - rows[1]))
        wall, server, program, read, scanned = (statistics.median(column) for column in zip(*costs, strict=True))
        self.found[name] = Cost(wall * 1000, server * 1000, program * 1000, int(read), int(scanned))
        print(f"  {name}: {self.found[name]}", file=sys.stderr, flush=True)

    def process(self, name: str, *words: str, config: Path, rounds: int = 5) -> None:
        """Run a whole `inboxwatch` some times."""
        environment = {"INBOXWATCH_CONFIG": str(config), "TZ": "UTC"}
        self.of(name, lambda: run(Case(name, [*COMMAND, *words], environment=environment)).cpu, rounds)

    def _rows(self) -> tuple[int, int]:
        """Rows read so far, and those of them that scans of whole tables read."""
        row = self.ground.admin.execute(_READ).fetchone()
        assert row is not None
        return row[0], row[1]

    def _server(self) -> float:
        """Seconds of CPU that the server's processes have used: living ones, and ended ones as their parent knows."""
        pid, total = self.ground.server.pid, 0.0
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for child in (str(pid), *children):
            try:
                total += int(Path(f"/proc/{child}/schedstat").read_text().split()[0]) / 1e9
            except OSError:
                continue
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return total + (int(fields[13]) + int(fields[14])) / TICKS

    def show(self) -> None:
        """Print all that was found."""
        head = ("what", "wall ms", "server CPU ms", "program CPU ms", "rows read", "of them by scans")
        rows = (
            (name, f"{it.wall:.1f}", f"{it.server:.1f}", f"{it.program:.1f}", it.rows, it.scanned)
            for name, it in self.found.items()
        )
        table(head, rows)


def _connected(ground: Filled) -> None:
    with ground.connect(ground.lead) as link:
        link.execute("SELECT 1")


def lead(bench: Bench) -> None:
    """What a lead asks, with the floor beside it."""
    ground = bench.ground
    link = ground.connect(ground.lead)
    link.execute("SELECT 1")
    bench.of("floor: SELECT 1, session open", lambda: link.execute("SELECT 1").fetchone(), 50)
    bench.of("floor: connect, SELECT 1", partial(_connected, ground))
    bare = "SELECT count(*), sum(requests), sum(met) FROM inboxwatch.tally WHERE team = %s"
    admin, flush = ground.admin, partial(ground.admin.execute, _FLUSH)
    name = "floor: one sum over the team's tallies"
    bench.of(name, lambda: admin.execute(bare, (ground.team,)).fetchone(), flush=flush)
    url = ground.url(ground.lead)
    bench.of("dashboard --team: first look, 52 weeks published", lambda: reading.team_figures(url), 1)
    found = reading.team_figures(url)
    shown = [week for week in found.weeks if week.figures is not None]
    assert len(shown) >= 50, found.weeks
    print(
        f"  {len(shown)} weeks, {sum(week.figures.requests for week in shown if week.figures)} requests, {found.moment}"
    )
    bench.of("dashboard --team: later looks", lambda: reading.team_figures(url))
    tell = partial(link.execute, _FLUSH)
    asks = ("SELECT * FROM inboxwatch.team_figures()", "SELECT * FROM inboxwatch.team_moment()")
    bench.of("the same two queries, session open", lambda: [link.execute(each).fetchall() for each in asks], flush=tell)
    ground.admin.execute("DELETE FROM inboxwatch.published WHERE week = (SELECT max(week) FROM inboxwatch.published)")
    bench.of("dashboard --team: one more week published", lambda: reading.team_figures(url), 1)
    link.close()
    bench.process("report --team (whole process)", "report", "--team", config=ground.config(ground.lead))
    bench.process("floor: report --team of a file (whole process)", "report", "--team", config=ground.config(""))
    bench.process("floor: --version (whole process)", "--version", config=ground.config(ground.lead))


def member(bench: Bench) -> None:
    """What a member does alone: reading, and tracking five new messages."""
    ground = bench.ground
    config = ground.config(ground.member)
    bench.process("status (whole process)", "status", config=config)
    bench.process("floor: status of a file (whole process)", "status", config=ground.config(""))
    bench.process("requests (whole process)", "requests", config=config)
    bench.process("report (whole process)", "report", config=config)
    numbers = iter(range(100, 200))
    with Store.open(ground.url(ground.member)) as store:
        ground.track(store)

        def five() -> None:
            store.add("bench", ground.fresh(5, next(numbers)), "x")
            ground.track(store)

        tell = partial(_flush, store)
        bench.of("track: five new messages stored, requests and tallies derived", five, flush=tell)
        bench.of("track: nothing new", lambda: ground.track(store), flush=tell)


def _flush(store: Store) -> None:
    with store.reading() as connection:
        connection.exec_driver_sql(_FLUSH)


def insert(bench: Bench, rounds: int) -> float:
    """Store batches here and in a file with the same messages, by turns; returns the ratio of the wall clock."""
    ground = bench.ground
    walls: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    spent: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    with Store.open(f"sqlite:///{ground.template}") as file, Store.open(ground.url(ground.member)) as shared:
        stores = {"SQLite": file, "PostgreSQL": shared}
        for number in range(rounds + 1):
            for name, store in stores.items():
                some: list[Ready] = [
                    ready(each, store.secret, keep_text=False) for each in ground.fresh(BATCH, 1000 + number)
                ]
                server, began, own = bench._server(), time.perf_counter(), time.process_time()  # noqa: SLF001
                store.add_ready("bench", some, str(number))
                walls[name].append(time.perf_counter() - began)
                spent[name].append(time.process_time() - own + bench._server() - server)  # noqa: SLF001
    wall = {name: statistics.median(them[1:]) * 1000 for name, them in walls.items()}
    cpu = {name: statistics.median(them[1:]) * 1000 for name, them in spent.items()}
    rows = [
        (kind, f"{them['SQLite']:.1f}", f"{them['PostgreSQL']:.1f}", f"{them['PostgreSQL'] / them['SQLite']:.2f}")
        for kind, them in (("wall", wall), ("CPU, program and server", cpu))
    ]
    print(f"\nA batch of {BATCH} messages stored, ms, median of {rounds} by turns with a file of one member's messages")
    table(("", "SQLite", "PostgreSQL", "ratio"), rows)
    return wall["PostgreSQL"] / wall["SQLite"]


def erase(bench: Bench) -> None:
    """One member leaves: rows written to a file, erased, nothing left, nobody else's touched."""
    ground = bench.ground
    before = ground.count()
    with Store.open(ground.url(ground.leaver)) as store:
        had = store.count()

    def leaving() -> None:
        with Store.open(ground.url(ground.leaver)) as store:
            leave(store, ground.folder / "left.sqlite3")

    bench.of("team leave: written to a file and erased", leaving, 1)
    left = ground.admin.execute("SELECT inboxwatch.left_of(%s)", (ground.leaver,)).fetchone()
    assert left == (0,), left
    assert ground.count() == before - had


def sizes(ground: Filled) -> None:
    """Disk by table."""
    query = (
        "SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class "
        "WHERE relnamespace = 'inboxwatch'::regnamespace AND relkind = 'r' "
        "ORDER BY pg_total_relation_size(oid) DESC LIMIT 6"
    )
    count, rows = ground.count(), ground.admin.execute(query).fetchall()
    lines = [
        (name, f"{own / 1e6:.0f}", f"{index / 1e6:.0f}", f"{(own + index) / count:.0f}") for name, own, index in rows
    ]
    people, requests = (
        ground.admin.execute(f"SELECT count(*) FROM inboxwatch.{name}".encode()).fetchone() or (0,)  # noqa: S608 - ours
        for name in ("member", "request")
    )
    print(f"\nDisk; {people[0]:,} members, {count:,} messages, {requests[0]:,} requests")
    table(("table", "rows MB", "indexes MB", "bytes a message"), lines)


def main() -> None:
    """Fill a private server, measure, remove it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=8_000)
    parser.add_argument("--each", type=int, default=5_000, help="messages of a member")
    parser.add_argument("--rounds", type=int, default=15, help="batches stored")
    options = parser.parse_args()
    try:
        programs()
    except ServerMissingError as error:
        print(f"Left out: {error}")
        return
    with (
        tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as folder,
        Postgres(fsync=True, extra=SETTINGS) as server,
    ):
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = folder
        free = shutil.disk_usage(server.folder).free
        wanted = options.messages * 2_500
        if free < wanted:
            sys.exit(f"{wanted / 1e9:.0f} GB are needed in {server.folder}, {free / 1e9:.0f} are free.")
        ground = filled(server, Path(folder), options.messages, options.requests, options.each)
        sizes(ground)
        bench = Bench(ground)
        lead(bench)
        member(bench)
        ratio = insert(bench, options.rounds)
        erase(bench)
        bench.show()
        print(
            "wanted: dashboard's query at most 300 ms, report --team at most 5,000 ms, a batch at most 2 times SQLite's"
        )
        looks, report = bench.found["dashboard --team: later looks"], bench.found["report --team (whole process)"]
        print(f"found: {looks.wall:.0f} ms, {report.wall:.0f} ms, {ratio:.2f} times")
        ground.admin.close()


if __name__ == "__main__":
    main()
