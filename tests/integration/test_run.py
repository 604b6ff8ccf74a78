"""The daemon against a real server: IDLE, isolation, stopping, one instance a store."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot

pytestmark = pytest.mark.server("dovecot")


def test_two_mailboxes_are_watched_by_idle_and_it_ends_cleanly(dovecot: Dovecot, tmp_path: Path) -> None:
    """What is delivered becomes a tracked request without any poll, and SIGTERM ends it with 0."""
    for name in ("alice", "bob"):
        dovecot.wipe(name)
    with Machine.of(tmp_path, dovecot, poll="1d") as machine:
        machine.start().watching("alice", "bob")
        dovecot.append("alice", "INBOX", [question(1)])
        dovecot.append("bob", "INBOX", [question(2, "bob@example.test")])
        until(lambda: machine.rows("SELECT mailbox FROM request ORDER BY 1") == [("alice",), ("bob",)])
        shown = machine.run("status").stdout
        assert "2 colleague requests open" in shown
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5
        assert "Stopping: SIGTERM." in machine.said()
        assert machine.state() == {} and not machine.store.with_name("store.db.sock").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_other_signals_end_it_too(dovecot: Dovecot, tmp_path: Path, number: int) -> None:
    with Machine.of(tmp_path, dovecot, ["alice"]) as machine:
        machine.start().watching("alice")
        assert machine.stop(number, 5) == 0
