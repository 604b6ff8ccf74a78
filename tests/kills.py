"""Killing a program at its Nth system call, for every N, and looking at what it leaves behind (R1, R2).

`python -m tests.kills` does it for all calls and modes (`make soak`); `tests/test_kills.py` does a few, seeded.
"""

from __future__ import annotations

import collections
import datetime as dt
import os
import random
import shutil
import signal
import socketserver
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from inboxwatch import watch
from inboxwatch.config import load
from inboxwatch.store import Store
from tests import builders
from tests.fakes import FakeConnector, FakeMailbox

ROOT = Path(__file__).parent.parent
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "sendto", "recvfrom", "unlink", "connect", "flock")
TELLING = ("connect", "recvfrom")
"""Calls whose last one lies between the claim and the sending of a notice, and between its sending and the record."""
MODES = ("looks", "blind", "once")
CHANNELS = 4
NOW = dt.datetime(2026, 3, 2, 12, 10, tzinfo=dt.UTC)
"""A Monday, ten past one in Berlin."""
LATER = tuple(NOW + dt.timedelta(minutes=minutes) for minutes in (2, 4, 6))

CONFIGURATION = (
    """
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "work"
connector = "files"
path = "work.mbox"
[reminders]
"""
    f"channels = {[f'c{n}' for n in range(CHANNELS)]}\n"
)
CHANNEL = '[[channel]]\nname = "c{}"\nkind = "console"\n'


class Sink:
    """Accepts lines over TCP and remembers them; says what it holds."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self.got: collections.Counter[str] = collections.Counter()
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = 10

            def handle(self) -> None:
                line = self.rfile.readline().decode().strip()
                if line.startswith("?"):
                    held = any(each.endswith(line[1:]) for each in sink.got)
                    self.wfile.write(b"yes\n" if held else b"no\n")
                elif line:
                    sink.got[line] += 1
                    self.wfile.write(b"ok\n")

            def finish(self) -> None:
                try:
                    super().finish()
                except OSError:  # the other side was killed
                    self.connection.close()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, request_queue_size = True, True, 50

            def handle_error(self, request: object, client_address: object) -> None:
                """The other side was killed: that is what this is about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Tally:
    """What a sweep found: kill points reached, notices lost, sent twice, and the worst of one kill."""

    mode: str
    points: int = 0
    lost: int = 0
    twice: int = 0
    worst_lost: int = 0
    worst_twice: int = 0
    faults: list[str] = field(default_factory=list)
    by_call: collections.Counter[str] = field(default_factory=collections.Counter)

    def __str__(self) -> str:
        """One line of figures."""
        calls = ", ".join(f"{call} {count}" for call, count in sorted(self.by_call.items()))
        return f"{self.mode}: {self.points} kill points ({calls}), {self.lost} lost, {self.twice} sent twice"

    def check(self) -> None:
        """R2: what each kind of channel may lose or repeat in one kill."""
        assert not self.faults, self.faults
        most_lost, most_twice = {"looks": (0, 0), "blind": (0, 1), "once": (1, 0)}[self.mode]
        assert self.worst_lost <= most_lost, self
        assert self.worst_twice <= most_twice, self


def template(folder: Path) -> None:
    """A store with a request that is due, read just before every moment at which it is looked at."""
    path = folder / "config.toml"
    path.write_text(CONFIGURATION + "".join(CHANNEL.format(number) for number in range(CHANNELS)))
    path.chmod(0o600)
    settings, mailbox = load(path), FakeMailbox()
    asked = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        watch.sync(settings, store, asked - dt.timedelta(hours=2), connect=lambda _: FakeConnector(mailbox))
        mailbox.add(builders.raw(date=asked, message_id="<q@corp.example>"), asked)
        watch.sync(settings, store, NOW, connect=lambda _: FakeConnector(mailbox))


def command(folder: Path, sink: Sink, mode: str, moments: Iterable[dt.datetime]) -> list[str]:
    """The program to be killed."""
    stamps = [moment.isoformat() for moment in moments]
    return [sys.executable, "-m", "tests.kills_child", str(folder), str(sink.port), mode, *stamps]


def traced(call: str, number: int) -> list[str]:
    """What kills at the Nth such call."""
    inject = f"inject={call}:signal=KILL:when={number}"
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]


def calls_made(folder: Path, mode: str) -> dict[str, int]:
    """How often an unkilled run makes each call."""
    with copied(folder) as copy, listening() as sink:
        log = copy / "calls"
        trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
        subprocess.run([*trace, *command(copy, sink, mode, [NOW])], cwd=ROOT, check=True, env=environment())
        lines = log.read_text(errors="replace").splitlines()
    return {call: sum(f" {call}(" in line for line in lines) for call in CALLS}


def environment() -> dict[str, str]:
    """The same for every run: hashes and compiled files are not what is looked at."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to be killed in."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        shutil.copytree(folder, name, dirs_exist_ok=True)
        yield Path(name)


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink for one kill."""
    sink = Sink()
    try:
        yield sink
    finally:
        sink.close()


def kill(folder: Path, mode: str, call: str, number: int, tally: Tally) -> bool:
    """Kill at one point, start again, count; False if the program ended before that point."""
    with copied(folder) as copy, listening() as sink:
        run = [*traced(call, number), *command(copy, sink, mode, [NOW])]
        ended = subprocess.run(run, cwd=ROOT, check=False, env=environment(), capture_output=True, timeout=120)
        if ended.returncode == 0:
            return False
        where = f"{mode} {call} {number}"
        if ended.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            tally.faults.append(f"{where}: ended with {ended.returncode}: {ended.stderr[-500:]!r}")
        again = subprocess.run(
            command(copy, sink, mode, LATER), cwd=ROOT, check=False, env=environment(), capture_output=True, timeout=120
        )
        if again.returncode != 0:
            tally.faults.append(f"{where}: could not go on: {again.stderr[-500:]!r}")
        _count(tally, call, sink)
        tally.faults += [f"{where}: {fault}" for fault in left_behind(copy / "store.db")]
    return True


def _count(tally: Tally, call: str, sink: Sink) -> None:
    through = collections.Counter(line.split()[0] for line in sink.got.elements())
    keys = {line.split()[1] for line in sink.got}
    lost = sum(through[f"c{number}"] == 0 for number in range(CHANNELS))
    twice = sum(count - 1 for count in through.values())
    if len(keys) != len(through):
        tally.faults.append(f"{tally.mode} {call}: a notice went out under two keys")
    tally.points += 1
    tally.by_call[call] += 1
    tally.lost += lost
    tally.twice += twice
    tally.worst_lost, tally.worst_twice = max(tally.worst_lost, lost), max(tally.worst_twice, twice)


def left_behind(path: Path) -> list[str]:
    """What is wrong with the store after all."""
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        unfinished = connection.execute(
            "SELECT count(*) FROM notice WHERE state = 'intended' OR next_attempt IS NOT NULL"
        ).fetchone()[0]
    faults = [] if found == ["ok"] else [f"integrity_check: {found}"]
    return faults + ([f"{unfinished} notices are unfinished"] if unfinished else [])


SPARE = 3
"""Points beyond a sample, for a run may make a call less than the one in which calls were counted."""


def chosen(made: dict[str, int], sample: int | None, seed: int) -> list[tuple[str, int]]:
    """Every call that is made, or a seeded sample, the `TELLING` ones first; see `SPARE`."""
    points = [(call, number) for call, count in made.items() for number in range(1, count + 1)]
    if sample is None:
        return points
    telling = [(call, made[call]) for call in TELLING if made[call]]
    others = [point for point in points if point not in telling]
    return telling + random.Random(seed).sample(others, min(sample - len(telling) + SPARE, len(others)))


def sweep(mode: str, sample: int | None = None, seed: int = 7) -> Tally:
    """Kill at every call, or at a seeded sample of so many."""
    tally = Tally(mode)
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        template(folder)
        for call, number in chosen(calls_made(folder, mode), sample, seed):
            if tally.points == sample:
                break
            kill(folder, mode, call, number, tally)
    return tally


def main() -> None:
    """Sweep everything and print what was found; fails if any bar is missed."""
    total = 0
    for mode in MODES:
        tally = sweep(mode)
        print(tally, flush=True)  # noqa: T201 - its purpose
        tally.check()
        total += tally.points
    print(f"{total} kill points in all")  # noqa: T201 - its purpose
    assert total >= 200, "fewer than 200 kill points were reached"


if __name__ == "__main__":
    main()
