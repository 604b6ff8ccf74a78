"""Two workers on machines of their own, all servers, and gates between them: what kills_fleet lets things die in."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inboxwatch.fleet import keys, sealed
from inboxwatch.store.team import people, polled
from tests.kills_fleet_story import audited
from tests.servers.dovecot import Dovecot
from tests.servers.fleet import Fleet
from tests.servers.gate import Gate
from tests.servers.postgres import PgBouncer, Postgres
from tests.servers.smtp import Sink

MASTER = "canary-master-of-faults"
HOURS = "".join(f'{day} = ["00:00-24:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
CONFIGURATION = """\
[directory]
internal_domains = ["example.test"]
[calendar]
timezone = "UTC"
[calendar.hours]
{hours}
[targets]
acknowledge_within = "{within}m"
[reminders]
channels = ["mail"]
before = "{before}m"
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


def until(what: Callable[[], bool], seconds: float, said: Callable[[], str]) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"it did not happen: {said()}"
        time.sleep(0.3)


@contextlib.contextmanager
def scene(folder: Path, within: int = 2) -> Iterator[Scene]:
    """Start everything, stop everything.

    Reminders fall due when half of the target, so many minutes, is over, and come only before it has run out.
    """
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
            text = CONFIGURATION.format(
                hours=HOURS, smtp=gates[1].port, within=within, before=within // 2, url=f"{url}?sslmode=disable"
            )
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
