"""Two hosts and one space of a shared store: the second `run` refuses, through pgbouncer too (R13).

A host is a data folder of its own: what lies beside the store, the lock file with it, is not shared.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inboxwatch.errors import StoreError, TakenOverError
from inboxwatch.store import Store
from inboxwatch.store.hold import HOLDER, LEASE, Hold, in_force
from inboxwatch.store.hosts import elsewhere
from inboxwatch.store.instance import Instance
from inboxwatch.watch.keeper import Keeper
from tests.integration.team_office import Office, office
from tests.servers.daemon import Machine, question, until
from tests.servers.postgres import PgBouncer, Postgres, pgbouncer, postgres

__all__ = ["pgbouncer", "postgres"]

pytestmark = pytest.mark.server("postgresql", "pgbouncer")

_NUMBERS = itertools.count()
NOW = dt.datetime(2026, 5, 20, 12, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def shared(postgres: Postgres) -> Iterator[Office]:
    """An office, whose members are each test's own."""
    with office(postgres) as made:
        yield made


class Hosts:
    """Stores of one space, each as a host of its own sees it, through pgbouncer."""

    def __init__(self, shared: Office, url: str, folder: Path, patch: pytest.MonkeyPatch, owner: str) -> None:
        """Nothing is open yet."""
        self.url, self.owner = url, owner
        self._shared, self._folder, self._patch = shared, folder, patch
        self._open: list[Store] = []

    def store(self, host: str) -> Store:
        """Open the space on a host."""
        self._patch.setenv("XDG_DATA_HOME", str(self._folder / host))
        self._open.append(Store.open(self.url))
        return self._open[-1]

    def row(self) -> dict[str, Any]:
        """What is written down of the holder; {} if nothing is."""
        query = "SELECT value FROM inboxwatch.meta WHERE owner = %s AND name = %s"
        found = self._shared.administrator.execute(query, (self.owner, HOLDER)).fetchone()
        return json.loads(found[0]) if found else {}

    def messages(self) -> int:
        """How many are stored."""
        query = "SELECT count(*) FROM inboxwatch.message WHERE owner = %s"
        found = self._shared.administrator.execute(query, (self.owner,)).fetchone()
        return int(found[0]) if found else 0

    def polled(self) -> None:
        """Have workers poll a mailbox of the space."""
        statement = "INSERT INTO inboxwatch.polled (owner, mailbox, connector) VALUES (%s, 'mail', 'imap')"
        self._shared.administrator.execute(statement, (self.owner,))

    def unseen(self, seconds: int) -> None:
        """Have the holder be seen last so long ago."""
        statement = (
            "UPDATE inboxwatch.meta SET value = jsonb_set(value::jsonb, '{seen}', "
            "to_jsonb(extract(epoch FROM clock_timestamp())::bigint - %s))::text WHERE owner = %s AND name = %s"
        )
        self._shared.administrator.execute(statement, (seconds, self.owner, HOLDER))

    def close(self) -> None:
        """Close all."""
        for store in self._open:
            store.close()


@pytest.fixture
def hosts(shared: Office, pgbouncer: PgBouncer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    """A space that nobody watches yet."""
    name = f"member{next(_NUMBERS)}"
    shared.add(name)
    made = Hosts(shared, shared.url(name, pgbouncer), tmp_path, monkeypatch, shared.login(name))
    yield made
    made.close()


def test_the_second_host_is_told_who_watches_since_when(hosts: Hosts) -> None:
    first, second = hosts.store("one"), hosts.store("two")
    held = Instance(first, NOW)
    with pytest.raises(StoreError) as refused:
        Instance(second, NOW)
    host = socket.gethostname()
    assert refused.value.message == (
        f"'inboxwatch run' on the host {host} already watches the mailboxes of this space "
        f"(process {os.getpid()}, since 2026-05-20 12:30 UTC)."
    )
    assert "--take-over" in refused.value.remedy and refused.value.exit_code == 1
    held.renew()
    assert not held.lost, "a refused one changes nothing"
    assert elsewhere(first) is None and str(elsewhere(second)) == str(held.hold)
    with first.writing():
        pass


def test_whoever_is_taken_over_writes_nothing_and_takes_nothing_back(hosts: Hosts) -> None:
    first, second = hosts.store("one"), hosts.store("two")
    old = Instance(first, NOW)
    new = Instance(second, NOW, take_over=True)
    assert new.epoch > old.epoch
    with pytest.raises(TakenOverError), first.writing():
        pass
    before = hosts.row()
    old.renew()
    old.give_up()
    old.release()
    assert old.lost and hosts.row() == before and before["epoch"] == new.epoch
    with pytest.raises(StoreError, match="already watches"):
        Instance(hosts.store("one"), NOW)


def test_after_a_clean_end_the_next_host_begins_at_once(hosts: Hosts) -> None:
    held = Instance(hosts.store("one"), NOW)
    keeper = Keeper(held)
    assert hosts.row()
    keeper.leave()
    held.release()
    assert hosts.row() == {}
    after = Instance(hosts.store("two"), NOW)
    assert not after.after_crash
    after.give_up()
    after.release()


def test_a_daemon_not_seen_for_three_minutes_is_gone(hosts: Hosts) -> None:
    first, second = hosts.store("one"), hosts.store("two")
    held = Instance(first, NOW)
    hosts.unseen(LEASE - 10)
    with pytest.raises(StoreError, match="already watches"):
        Instance(second, NOW)
    hosts.unseen(LEASE)
    held.renew()
    with pytest.raises(StoreError, match="already watches"):
        Instance(second, NOW)
    hosts.unseen(LEASE)
    assert elsewhere(second) is None
    assert Instance(second, NOW).epoch == held.epoch + 1
    held.renew()
    assert held.lost


def test_a_time_in_the_future_holds_nobody_up(hosts: Hosts) -> None:
    """A database whose clock was set back, or one that was restored."""
    Instance(hosts.store("one"), NOW)
    hosts.unseen(-2 * LEASE)
    assert Instance(hosts.store("two"), NOW).epoch


def test_the_same_host_begins_again_at_once_after_a_crash(hosts: Hosts) -> None:
    """Its lock file says that the one in the row is dead."""
    crashed = Instance(hosts.store("one"), NOW)
    crashed.release()  # as the system does: the lock is gone, the row is not
    assert hosts.row()["epoch"] == crashed.epoch
    assert elsewhere(hosts.store("one")) is None
    again = Instance(hosts.store("one"), NOW)
    assert again.after_crash and again.epoch == crashed.epoch + 1


def test_the_keeper_renews(hosts: Hosts) -> None:
    held = Instance(hosts.store("one"), NOW)
    hosts.unseen(LEASE)
    long_ago = hosts.row()["seen"]
    keeper = Keeper(held, every=0.05)
    until(lambda: hosts.row()["seen"] > long_ago)
    Instance(hosts.store("two"), NOW, take_over=True)
    until(lambda: held.lost)
    keeper.leave()
    held.release()


def test_the_end_does_not_wait_for_a_database_that_hangs(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hold then ends by itself, for this host at once: its lock file still names it."""
    held, hanging = Instance(hosts.store("one"), NOW), threading.Event()
    monkeypatch.setattr(held, "give_up", hanging.wait)
    Keeper(held).leave()
    held.release()
    hanging.set()
    assert hosts.row()
    with pytest.raises(StoreError, match="already watches"):
        Instance(hosts.store("two"), NOW)
    assert Instance(hosts.store("one"), NOW).after_crash


@pytest.mark.parametrize("value", ["", "[]", "{", '{"host": 1}', '{"host": "x", "pid": 1, "since": "?", "epoch": 1}'])
def test_a_row_that_says_nothing_holds_nobody_up(hosts: Hosts, value: str) -> None:
    store = hosts.store("one")
    store.set_meta(HOLDER, value)
    held = Instance(store, NOW)
    assert hosts.row()["pid"] == os.getpid()
    held.give_up()
    held.release()


REMINDING = """
[reminders]
channels = ["mail"]
[report]
channel = "mail"
[[channel]]
name = "mail"
kind = "email"
host = "localhost"
port = 9
security = "insecure"
"""


def test_a_single_command_sends_nothing_where_others_do(hosts: Hosts, tmp_path: Path) -> None:
    """Workers, or a daemon on another host, might send it too."""
    (tmp_path / "mail").mkdir()
    here = Daemon(tmp_path, hosts, "here", REMINDING)
    assert here.run("remind").returncode == 0
    held = Instance(hosts.store("there"), NOW)
    refused = here.run("remind")
    assert refused.returncode == 1 and "sends what is due" in refused.stderr
    assert "sends what is due" in here.run("report", "--send").stderr
    assert here.run("remind", "--dry-run").returncode == 0
    held.give_up()
    held.release()
    hosts.polled()
    refused = here.run("remind")
    assert refused.returncode == 1 and "Workers poll the mailboxes of this space" in refused.stderr


def test_a_stranger_s_host_name_is_made_harmless() -> None:
    """Whoever shares a space may write the row."""
    hold = Hold("\x1b[31m[bold]pc\n", 1, NOW, 1)
    assert in_force(hold.row(100), lambda: 100) == Hold("??31m?bold?pc?", 1, NOW, 1)


class Daemon(Machine):
    """A host with a daemon that reads files into the space."""

    def __init__(self, folder: Path, hosts: Hosts, host: str, more: str = "") -> None:
        """`folder` holds the mail of both."""
        home = folder / host
        home.mkdir()
        super().__init__(home, {"mail": {"connector": "files", "path": str(folder / "mail"), "poll": "15s"}}, more)
        self.url, self.home = hosts.url, home
        self.store = hosts.store(host).path

    def command(self, *args: str) -> list[str]:
        """As a host of its own."""
        return ["env", f"XDG_DATA_HOME={self.home}", *super().command("--store", self.url, *args)]

    def watches(self) -> None:
        """Wait until it does."""
        until(lambda: self.box("mail").get("doing") == "poll", 60)


def test_two_real_daemons(hosts: Hosts, tmp_path: Path) -> None:
    """Refused; taken over; killed and replaced when its time is over; ended and replaced at once."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_bytes(question(1, "ada@example.test"))
    with Daemon(tmp_path, hosts, "one") as first, Daemon(tmp_path, hosts, "two") as second:
        first.start().watches()
        refused = second.run("run")
        assert refused.returncode == 1
        assert f"on the host {socket.gethostname()} already watches" in refused.stderr
        assert f"process {first.pid}, since 20" in refused.stderr
        for command in ("status", "doctor"):
            shown = " ".join(second.run(command).stdout.split())
            assert f"on the host {socket.gethostname()}" in shown, shown
            assert f"process {first.pid}" in shown and "No daemon is running" not in shown
        told = json.loads(second.run("status", "--json").stdout)["daemon"]
        assert (told["pid"], told["host"]) == (first.pid, socket.gethostname())
        first.tell(signal.SIGSTOP)
        second.start("--take-over").watches()
        (tmp_path / "mail" / "2.eml").write_bytes(question(2, "ada@example.test"))
        until(lambda: hosts.messages() == 2, 60)
        (tmp_path / "mail" / "3.eml").write_bytes(question(3, "ada@example.test"))
        first.tell(signal.SIGCONT)
        assert first.process is not None and first.process.wait(60) == 1
        assert "has taken this store over" in first.said().splitlines()[-1]
        second.tell(signal.SIGKILL)
        assert second.process is not None
        second.process.wait()
        assert first.run("run").returncode == 1, "nobody knows yet that it is dead"
        hosts.unseen(LEASE)
        first.start().watches()
        assert first.stop() == 0
        assert hosts.row() == {}
        second.start().watches()
        assert second.stop() == 0
