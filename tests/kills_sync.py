"""R1, R18: killing `sync` at its Nth system call, for every N: first sync, next sync, and the upgrade of an old store.

`python -m tests.kills_sync` does it for all calls (`make soak`); `tests/test_kills_sync.py` does a few, seeded. After
each kill the command is run once more, and the store must hold what it holds after a run that nobody killed.
"""

from __future__ import annotations

import collections
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from inboxwatch.store import migrate
from tests.kills import SPARE, environment, traced
from tests.servers.daemon import question

CALLS = ("pwrite64", "fdatasync", "fsync", "unlink", "rename", "link", "ftruncate", "flock")
SCENARIOS = ("first", "next", "upgrade")
NOW = "2026-05-20T12:30:00Z"
BOXES = 3
MESSAGES = 12
# the position in a folder of files names inodes and times, which differ from copy to copy
_TABLES = {
    "message": "mailbox, message_id, in_reply_to, sender, subject, received_at, sent_at, version, score, kind, reasons",
    "request": "mailbox, message_id, state, outcome, received_at, due_at, deadline, elapsed_seconds, business_seconds",
    "mailbox": "name, last_success, last_error, notices",
}


def letters(box: int, first: int, last: int) -> bytes:
    """Make an mbox of some messages."""
    mails = [question(number, f"box{box}@example.test") for number in range(first, last)]
    return b"".join(b"From x Mon May 18 09:00:00 2026\r\n" + mail + b"\r\n" for mail in mails)


def template(folder: Path, scenario: str) -> None:
    """A configuration with mailboxes, and a store as the scenario finds it."""
    boxes = [f'[[mailbox]]\nname = "box{n}"\nconnector = "files"\npath = "box{n}.mbox"\n' for n in range(BOXES)]
    config = folder / "config.toml"
    addresses = ", ".join(f'"box{n}@example.test"' for n in range(BOXES))
    config.write_text(
        f'[me]\naddresses = [{addresses}]\n[directory]\ninternal_domains = ["example.test"]\n'
        f'[calendar]\ntimezone = "UTC"\n[store]\nurl = "sqlite:///store.db"\n' + "".join(boxes)
    )
    config.chmod(0o600)
    first = MESSAGES if scenario == "first" else MESSAGES // 2
    for box in range(BOXES):
        (folder / f"box{box}.mbox").write_bytes(letters(box, 0, first))
    if scenario == "first":
        return
    subprocess.run(command(folder), check=True, capture_output=True, env=environment())
    for box in range(BOXES):
        with (folder / f"box{box}.mbox").open("ab") as file:
            file.write(letters(box, first, MESSAGES))
    if scenario == "upgrade":
        downgrade(folder / "store.db")


def downgrade(path: Path) -> None:
    """Make a store as the first release had it, with the rows of this one."""
    new = path.with_name("new.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.replace(new)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.commit()
    migrate.migrate(path, "0000", head="0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if table != "alembic_version":
                columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
                connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
        connection.commit()
    for left in (new, path.with_name("store.db.backup-0000")):
        left.unlink()


def command(folder: Path) -> list[str]:
    """The program to be killed."""
    return [sys.executable, "-m", "inboxwatch", "--config", str(folder / "config.toml"), "--now", NOW, "sync"]


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a store holds, without what differs from store to store."""
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table, columns in _TABLES.items()
        }


@dataclass
class Tally:
    """What a sweep found."""

    scenario: str
    points: int = 0
    by_call: collections.Counter[str] = field(default_factory=collections.Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line of figures."""
        calls = ", ".join(f"{call} {count}" for call, count in sorted(self.by_call.items()))
        return f"sync, {self.scenario}: {self.points} kill points ({calls}), {len(self.faults)} differences"


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to be killed in."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        shutil.copytree(folder, name, dirs_exist_ok=True)
        yield Path(name)


def made_by(folder: Path, calls: tuple[str, ...]) -> tuple[dict[str, int], dict[str, list[tuple[object, ...]]]]:
    """How often an unkilled run makes each call, and what it leaves."""
    with copied(folder) as copy:
        log = copy / "calls"
        trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace={','.join(calls)}"]
        subprocess.run([*trace, *command(copy)], check=True, env=environment(), capture_output=True)
        lines = log.read_text(errors="replace").splitlines()
        return {call: sum(f" {call}(" in line for line in lines) for call in calls}, contents(copy / "store.db")


def kill(folder: Path, call: str, number: int, wanted: dict[str, list[tuple[object, ...]]], tally: Tally) -> None:
    """Kill at one point, run once more, compare."""
    where = f"{tally.scenario} {call} {number}"
    with copied(folder) as copy:
        run = [*traced(call, number), *command(copy)]
        ended = subprocess.run(run, check=False, env=environment(), capture_output=True, timeout=120)
        if ended.returncode == 0:
            return  # it made fewer calls this time
        if ended.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            tally.faults.append(f"{where}: ended with {ended.returncode}: {ended.stderr[-500:]!r}")
        again = subprocess.run(command(copy), check=False, env=environment(), capture_output=True, timeout=120)
        tally.points += 1
        tally.by_call[call] += 1
        if again.returncode != 0:
            tally.faults.append(f"{where}: could not go on: {again.stderr[-500:]!r}")
        else:
            found = contents(copy / "store.db")
            differing = [table for table in wanted if found[table] != wanted[table]]
            tally.faults += [f"{where}: the table {table} differs" for table in differing]


def sweep(scenario: str, sample: int | None = None, seed: int = 7) -> Tally:
    """Kill at every call that can change a file, or at a seeded sample of so many."""
    tally = Tally(scenario)
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        template(folder, scenario)
        counts, wanted = made_by(folder, CALLS)
        assert len(wanted["message"]) == BOXES * MESSAGES, "the unkilled run is not complete"
        points = [(call, number) for call, count in counts.items() for number in range(1, count + 1)]
        if sample is not None:
            points = random.Random(seed).sample(points, min(sample + SPARE, len(points)))
        for call, number in points:
            if tally.points == sample:
                break
            kill(folder, call, number, wanted, tally)
    return tally


def main() -> None:
    """Sweep everything and print what was found; fails if any bar is missed."""
    total = 0
    for scenario in SCENARIOS:
        tally = sweep(scenario)
        print(tally, flush=True)  # noqa: T201 - its purpose
        assert not tally.faults, tally.faults
        total += tally.points
    print(f"{total} kill points in all")  # noqa: T201 - its purpose
    assert total >= 200, "fewer than 200 kill points were reached"


if __name__ == "__main__":
    main()
