"""The real daemon meets what servers, networks, disks and other daemons do (R8, R9, R10, R13, R15)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot
from tests.servers.faultproxy import Fault, FaultProxy

pytestmark = pytest.mark.server("dovecot")
SILENCES = [0, pytest.param(1200, marks=pytest.mark.soak), pytest.param(6000, marks=pytest.mark.soak), 30_000]
"""Bytes after which a server falls silent: before the greeting, in the handshake, signing in, in a FETCH."""
DISKS = [
    "pwrite64:error=ENOSPC",
    pytest.param("pwrite64:error=EIO", marks=pytest.mark.soak),
    pytest.param("fdatasync:error=EIO", marks=pytest.mark.soak),
]
"""What the system says to each write for a while."""


@pytest.fixture
def clean(dovecot: Dovecot) -> Dovecot:
    """A server with empty mailboxes."""
    for name in ("alice", "bob"):
        dovecot.wipe(name)
    return dovecot


@pytest.fixture
def proxy(clean: Dovecot) -> Iterator[FaultProxy]:
    """A network between the daemon and bob's server."""
    with FaultProxy(clean.tls_port) as made:
        yield made


def machine_of(folder: Path, server: Dovecot, port: int, **more: object) -> Machine:
    """Watch alice directly and bob through `port`."""
    boxes = {}
    for name in ("alice", "bob"):
        secret = folder / f"{name}.password"
        secret.write_text(server.password(name) + "\n")
        secret.chmod(0o600)
        boxes[name] = server.settings(name, password_file=secret.name, timeout=5)
    boxes["bob"] |= {"port": port, **more}
    return Machine(folder, boxes)


def sessions(server: Dovecot, user: str) -> list[int]:
    """Process ids of a user's IMAP sessions."""
    found = []
    for line in server.doveadm("-f", "tab", "who", "-1").splitlines()[1:]:
        words = line.split("\t")
        if words[0].startswith(user) and words[1] == "imap":
            found.append(int(words[2]))
    return found


def descriptors(machine: Machine) -> tuple[int, int]:
    """How many descriptors and threads the daemon has."""
    fds, threads = (sum(1 for _ in Path(f"/proc/{machine.pid}/{what}").iterdir()) for what in ("fd", "task"))
    return fds, threads


def test_r8_killed_sessions_come_back_without_repeating_anything(clean: Dovecot, tmp_path: Path) -> None:
    """The server's process dies, says BYE or is restarted: read again soon, nothing twice, nothing left open."""
    with Machine.of(tmp_path, clean) as machine:
        machine.start().watching("alice", "bob")
        clean.append("alice", "INBOX", [question(0)])
        until(lambda: machine.rows("SELECT count(*) FROM request") == [(1,)])
        fds, threads = descriptors(machine)
        for number, harm in enumerate((signal.SIGKILL, signal.SIGTERM, signal.SIGKILL), 1):
            for process in sessions(clean, "alice"):
                os.kill(process, harm)
            clean.append("alice", "INBOX", [question(number)])
            until(lambda count=number + 1: machine.rows("SELECT count(*) FROM request") == [(count,)])
            machine.watching("alice")
        assert machine.rows("SELECT count(*) FROM message") == [(4,)]
        assert "warning: bob" not in machine.said()
        until(lambda: descriptors(machine) <= (fds, threads))  # the second process that judges was there before, too
        assert machine.stop() == 0


def test_r8_outages_end_in_a_reconnect(proxy: FaultProxy, clean: Dovecot, tmp_path: Path) -> None:
    """Nothing answers for a while: status says so and when it is tried again; back at once when the server is."""
    with machine_of(tmp_path, clean, proxy.port) as machine:
        machine.start().watching("alice", "bob")
        proxy.fault = Fault(refuse=True)
        for process in sessions(clean, "bob"):
            os.kill(process, signal.SIGKILL)
        until(lambda: machine.box("bob").get("error"))
        shown = machine.run("status").stdout
        assert "not running" not in shown and ("Next attempt in" in shown or "tried again" in shown)
        told = json.loads(machine.run("status", "--json").stdout)
        bob = next(each for each in told["mailboxes"] if each["name"] == "bob")
        assert told["daemon"]["pid"] == machine.pid and bob["watched"]["by"] in {"back-off", "reading"}
        assert bob["last_error"] and bob["watched"]["next_attempt_at"]
        clean.append("alice", "INBOX", [question(1)])
        until(lambda: machine.rows("SELECT count(*) FROM request") == [(1,)])
        proxy.fault = Fault()
        clean.append("bob", "INBOX", [question(2, "bob@example.test")])
        until(lambda: machine.rows("SELECT count(*) FROM request") == [(2,)])
        machine.watching("bob")
        assert machine.box("bob")["error"] == ""


@pytest.mark.parametrize("after", SILENCES)
def test_r9_a_server_that_falls_silent_is_noticed_and_holds_up_nobody(
    proxy: FaultProxy, clean: Dovecot, tmp_path: Path, after: int
) -> None:
    """At the greeting, in the handshake, while signing in, in the middle of a FETCH."""
    clean.append("bob", "INBOX", [question(n, "bob@example.test", "x" * 3000) for n in range(40)])
    proxy.fault = Fault(stall_after=after)
    with machine_of(tmp_path, clean, proxy.port) as machine:
        began = time.monotonic()
        machine.start().watching("alice")
        clean.append("alice", "INBOX", [question(1)])
        until(lambda: machine.rows("SELECT count(*) FROM message WHERE mailbox = 'alice'") == [(1,)], 5)
        error = until(lambda: machine.box("bob").get("error"))
        assert "did not answer in time" in error and time.monotonic() - began < 30
        proxy.fault = Fault()
        until(lambda: machine.rows("SELECT count(*) FROM message WHERE mailbox = 'bob'") == [(40,)], 60)
        began = time.monotonic()
        assert machine.stop() == 0 and time.monotonic() - began < 5


@pytest.mark.parametrize("after", SILENCES)
def test_r10_it_stops_while_a_server_is_silent(proxy: FaultProxy, clean: Dovecot, tmp_path: Path, after: int) -> None:
    clean.append("bob", "INBOX", [question(n, "bob@example.test", "x" * 3000) for n in range(40)])
    proxy.fault = Fault(stall_after=after)
    with machine_of(tmp_path, clean, proxy.port, timeout=120) as machine:
        machine.start().watching("alice")
        until(lambda: proxy.connections)
        time.sleep(0.5)
        assert machine.box("bob")["doing"] == "reading"
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5


def test_r13_two_daemons_and_one_that_wakes_up_later(clean: Dovecot, tmp_path: Path) -> None:
    """The second is refused; after a take-over the first, asleep until then, writes nothing and says why it ends."""
    with Machine.of(tmp_path, clean) as first, Machine.of(tmp_path, clean) as second:
        first.start().watching("alice", "bob")
        refused = second.run("run")
        assert refused.returncode == 1 and f"process {first.pid}" in refused.stderr
        first.tell(signal.SIGSTOP)
        clean.append("alice", "INBOX", [question(1)])
        hanging = first.run("status").stdout
        assert "does not answer" in hanging
        second.log = tmp_path / "second.log"
        second.start("--take-over")
        until(lambda: second.state().get("pid") == second.pid)
        until(lambda: second.rows("SELECT count(*) FROM request") == [(1,)])
        clean.append("alice", "INBOX", [question(2)])
        until(lambda: second.rows("SELECT count(*) FROM request") == [(2,)])
        before = second.rows("SELECT * FROM mailbox ORDER BY name")
        first.tell(signal.SIGCONT)
        assert first.process is not None and first.process.wait(30) == 1
        assert "has taken this store over" in first.said().splitlines()[-1]
        assert second.rows("SELECT * FROM mailbox ORDER BY name") == before
        assert second.rows("SELECT value FROM meta WHERE name = 'run epoch'") == [("2",)]
        assert second.state()["pid"] == second.pid
        assert second.stop() == 0


def test_sync_works_beside_the_daemon(clean: Dovecot, tmp_path: Path) -> None:
    with Machine.of(tmp_path, clean) as machine:
        machine.start().watching("alice", "bob")
        clean.append("alice", "INBOX", [question(n) for n in range(20)])
        for _ in range(3):
            done = machine.run("sync")
            assert done.returncode == 0, done.stderr
        until(lambda: machine.rows("SELECT count(*) FROM message") == [(20,)])
        machine.watching("alice", "bob")
        assert machine.stop() == 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed here")
@pytest.mark.parametrize("fault", DISKS)
def test_r15_a_disk_that_fails_and_comes_back(clean: Dovecot, tmp_path: Path, fault: str) -> None:
    """Every write fails for a while: the daemon lives, says so, and afterwards has everything, without a restart."""
    with Machine.of(tmp_path, clean) as machine:
        machine.start().watching("alice", "bob")
        call = fault.partition(":")[0]
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={fault}", "-p"]
        tracer = subprocess.Popen([*command, str(machine.pid)], stderr=subprocess.DEVNULL)
        try:
            time.sleep(1.0)
            clean.append("alice", "INBOX", [question(n) for n in range(5)])
            until(lambda: "disk" in machine.box("alice").get("error", ""))
            assert "disk" in machine.said()
            assert machine.rows("SELECT count(*) FROM message") == [(0,)]
        finally:
            tracer.send_signal(signal.SIGINT)
            tracer.wait(20)
        until(lambda: machine.rows("SELECT count(*) FROM request") == [(5,)], 60)
        assert machine.process is not None and machine.process.poll() is None
        machine.watching("alice")
        assert machine.rows("PRAGMA integrity_check") == [("ok",)]
        assert machine.stop() == 0
