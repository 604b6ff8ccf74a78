"""Many mailboxes, faults all the time: nothing lost, nothing twice, nothing left open (R1, R8, R9).

A short time in the suite, ten minutes in `make soak`.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.integration.test_run_faults import descriptors, sessions
from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot, running
from tests.servers.faultproxy import Fault, FaultProxy

pytestmark = pytest.mark.server("dovecot")


POOL = 8
"""Files of the store's connections beyond the first: four more, each the store and its WAL."""


@pytest.fixture(scope="module")
def roomy() -> Iterator[Dovecot]:
    """A server that lets many sessions of one user in."""
    yield from running(Dovecot(connections=500))


def fault_of(draw: random.Random) -> Fault:
    """Something that networks do, to connections that begin now."""
    after = draw.choice([0, 300, 2000, 4000, 8000, 20_000])
    return draw.choice(
        [
            Fault(),
            Fault(),
            Fault(split=draw.choice([1, 7, 100])),
            Fault(delay=0.02),
            Fault(cut_after=after),
            Fault(reset_after=after),
            Fault(stall_after=after),
            Fault(refuse=True),
        ]
    )


def trouble(server: Dovecot, proxy: FaultProxy, draw: random.Random, boxes: int, messages: int, seconds: float) -> None:
    """Deliver all messages, a few at a time, while connections break in every way."""
    left = [(box, number) for box in range(boxes) for number in range(messages)]
    draw.shuffle(left)
    end = time.monotonic() + seconds
    while left or time.monotonic() < end:
        share = max(1, round(len(left) * 0.5 / max(0.5, end - time.monotonic())))
        some, left = left[:share], left[share:]
        for box in {box for box, _ in some}:
            mails = [question(box * 10_000 + number) for there, number in some if there == box]
            server.append("alice", f"B{box}", mails)
        proxy.fault = fault_of(draw)
        if draw.random() < 0.3:
            for process in draw.sample(alive := sessions(server, "alice"), k=min(3, len(alive))):
                with suppress(ProcessLookupError):
                    os.kill(process, draw.choice([signal.SIGKILL, signal.SIGTERM]))
        time.sleep(0.5)


def soak(server: Dovecot, folder: Path, boxes: int, messages: int, seconds: float, seed: int) -> None:
    """Watch many mailboxes through a network of faults, then look whether all is there and nothing is left."""
    server.wipe("alice")
    secret = folder / "password"
    secret.write_text(server.password("alice") + "\n")
    secret.chmod(0o600)
    for box in range(boxes):
        server.append("alice", f"B{box}", [], create=True)
    with FaultProxy(server.tls_port) as proxy:
        table = server.settings("alice", password_file="password", port=proxy.port, timeout=3, poll="15s", sent="")
        names = [f"box{box}" for box in range(boxes)]
        machine = Machine(folder, {f"box{box}": {**table, "folders": [f"B{box}"]} for box in range(boxes)})
        with machine:
            machine.start().watching(*names)
            fds, threads = descriptors(machine)
            trouble(server, proxy, random.Random(seed), boxes, messages, seconds)
            proxy.fault = Fault()
            wanted = [(f"box{box}", messages) for box in sorted(range(boxes), key=str)]
            query = "SELECT mailbox, count(*) FROM message GROUP BY mailbox ORDER BY mailbox"
            until(lambda: machine.rows(query) == wanted, 1000)
            until(lambda: machine.rows("SELECT count(DISTINCT message_id) FROM message") == [(boxes * messages,)])
            until(lambda: machine.rows("SELECT count(*) FROM request") == [(boxes * messages,)], 120)
            assert machine.rows("SELECT count(*) FROM aside") == [(0,)]
            assert "a bug" not in machine.said()
            machine.watching(*names)
            # the second process that judges ends when it has been idle for a while; the store keeps connections open
            until(lambda: descriptors(machine)[1] <= threads and descriptors(machine)[0] <= fds + POOL, 120)
            assert machine.stop() == 0
        assert machine.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("seed", [1])
def test_faults_for_a_while(roomy: Dovecot, tmp_path: Path, seed: int) -> None:
    """Three mailboxes, 15 messages each, five seconds of faults."""
    soak(roomy, tmp_path, 3, 15, 5.0, seed)


@pytest.mark.soak
def test_faults_for_ten_minutes(roomy: Dovecot, tmp_path: Path) -> None:
    """The bar: 20 mailboxes, 500 messages each, ten minutes."""
    soak(roomy, tmp_path, 20, 500, 600.0, 2026)
