"""Networks and servers that fail: whatever happens, going on from the last cursor gives each message once."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.imap import connect
from connectors.imap_session import RENEW
from inboxwatch.errors import TransientError
from inboxwatch.model import Mail
from inboxwatch.ports import Connector
from tests import builders
from tests.servers.dovecot import Dovecot
from tests.servers.faultproxy import Fault, FaultProxy

pytestmark = pytest.mark.server("dovecot", "doveadm")

COUNT = 1_200


def messages(count: int, *, first: int = 0) -> list[bytes]:
    """Make numbered messages, each tenth with its text deep inside and an attachment."""
    out = []
    for number in range(first, first + count):
        more: dict[str, object] = {}
        if number % 10 == 0:
            deep = b"--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
            deep += b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"Could you check line after line?\r\n" * 200
            deep += b"--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n"
            deep += b"--a\r\nContent-Type: application/pdf\r\n\r\n" + b"A" * 5000 + b"\r\n--a--\r\n"
            more = {"content_type": "multipart/mixed; boundary=a", "text": deep}
        out.append(builders.raw(subject=f"Number {number}", message_id=f"<n{number}@corp.example>", **more))  # type: ignore[arg-type]
    return out


def reader(server: Dovecot, port: int = 0, **more: object) -> Connector:
    """Make a connector in clear on loopback, by way of `port` if given."""
    settings = server.settings(port=port or server.port, security="insecure", timeout=2.0, **more)
    return connect(settings, lambda: server.password("alice"), Path())


def complete(connector: Connector, *, tries: int = 60, cursor: str = "") -> tuple[list[Mail], int]:
    """Read until a pass ends, going on from the last cursor after each TransientError; return mails and failures."""
    found: list[Mail] = []
    for failures in range(tries):
        try:
            for batch in connector.fetch(cursor, None):
                found += batch.mails
                cursor = batch.cursor
        except TransientError:
            continue
        connector.close()
        return found, failures
    raise AssertionError(f"no complete pass in {tries} tries")


@pytest.fixture(scope="module")
def filled(dovecot: Dovecot) -> Iterator[Dovecot]:
    """A mailbox of COUNT messages that no test of this module changes."""
    dovecot.wipe("bob")
    dovecot.append("bob", "INBOX", messages(COUNT))
    yield dovecot
    dovecot.wipe("bob")


def bob(server: Dovecot, port: int) -> Connector:
    """Read bob's mailbox by way of `port`."""
    settings = server.settings("bob", port=port, security="insecure", timeout=2.0)
    return connect(settings, lambda: server.password("bob"), Path())


FAULTS = {
    "split in bytes of 7": Fault(split=7, times=1),
    "split in 1000": Fault(split=1000),
    "delayed": Fault(delay=0.005),
    "refused at first": Fault(refuse=True, times=2),
    "greeting cut": Fault(cut_after=10, times=2),
    "login cut": Fault(cut_after=400, times=2),
    "search cut": Fault(cut_after=1_500, times=2),
    "reset in the first batch": Fault(reset_after=100_000, times=2),
    "cut in the second batch": Fault(cut_after=1_000_000, times=2),
    "reset in the third batch": Fault(reset_after=1_300_000, times=2),
    "stalled": Fault(stall_after=700_000, times=1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_the_fault_each_message_comes_once(filled: Dovecot, name: str) -> None:
    """Nothing is lost, nothing doubled among stored batches, and what is read equals an undisturbed pass."""
    with FaultProxy(filled.port, FAULTS[name]) as proxy:
        found, failures = complete(bob(filled, proxy.port))
    counts = Counter(mail.message_id for mail in found)
    assert counts == Counter(f"<n{number}@corp.example>" for number in range(COUNT))
    fault = FAULTS[name]
    assert failures == (fault.times if fault.limit >= 0 or fault.refuse else 0)
    with FaultProxy(filled.port) as proxy:
        assert found == complete(bob(filled, proxy.port))[0]


def test_a_cut_at_every_place_of_a_small_pass(dovecot: Dovecot) -> None:
    """Cut after n bytes for a sweep of n over the whole conversation."""
    dovecot.wipe("alice")
    dovecot.append("alice", "INBOX", messages(12))
    with FaultProxy(dovecot.port) as proxy:
        complete(reader(dovecot, proxy.port))
        whole = proxy.down
    reached = 0
    for cut in range(1, whole, max(1, whole // 60)):
        with FaultProxy(dovecot.port, Fault(cut_after=cut, times=1)) as proxy:
            found, failures = complete(reader(dovecot, proxy.port))
            reached += failures
            assert sorted(mail.message_id for mail in found) == sorted(f"<n{n}@corp.example>" for n in range(12))
    assert reached >= 50


def test_r9_a_silent_server_is_noticed_in_time(dovecot: Dovecot) -> None:
    """R9: a peer that stops answering, at login, in a pass and in IDLE, costs the time-out and no more."""
    dovecot.wipe("alice")
    dovecot.append("alice", "INBOX", messages(30))
    for stall in (0, 300, 1_200, 20_000):
        with FaultProxy(dovecot.port, Fault(stall_after=stall)) as proxy:
            started = time.monotonic()
            with pytest.raises(TransientError, match="did not answer in time"):
                list(reader(dovecot, proxy.port).fetch("", None))
            assert time.monotonic() - started < 4


def _children(pid: int, name: str) -> list[int]:
    listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listing.splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[1]) == pid and row[2].startswith(name)]


def test_r9_a_stopped_server_process_in_idle(dovecot: Dovecot) -> None:
    """R9: SIGSTOP on the server's process during IDLE: noticed when IDLE is to end; the next pass reconnects."""
    assert RENEW <= 300, "IDLE ends that soon by itself, long before the 29 minutes of RFC 2177"
    dovecot.wipe("alice")
    dovecot.append("alice", "INBOX", messages(3))
    connector = reader(dovecot)
    cursor = list(connector.fetch("", None))[-1].cursor
    processes = _children(dovecot.pid, "dovecot/imap")
    assert processes
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        started = time.monotonic()
        with pytest.raises(TransientError, match="did not answer in time"):
            connector.wait(0.5)
        assert time.monotonic() - started < 5
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
    dovecot.append("alice", "INBOX", messages(1, first=3))
    assert [mail.subject for batch in connector.fetch(cursor, None) for mail in batch.mails] == ["Number 3"]
    connector.close()


def test_a_killed_server_process_wakes_idle(dovecot: Dovecot) -> None:
    """Server death during IDLE is a TransientError at once, no endless loop."""
    dovecot.wipe("alice")
    connector = reader(dovecot)
    list(connector.fetch("", None))
    started = time.monotonic()
    processes = _children(dovecot.pid, "dovecot/imap")
    killer = threading.Timer(0.5, lambda: [os.kill(process, signal.SIGKILL) for process in processes])
    killer.start()
    with pytest.raises(TransientError):
        connector.wait(20)
    killer.join()
    assert time.monotonic() - started < 5


def test_r11_another_client_at_work_while_we_read(dovecot: Dovecot) -> None:  # noqa: C901 - a story
    """R11: deliveries, deletions, moves and flags between and during our batches; the end equals a fresh full scan."""
    for seed in range(4):
        chance = random.Random(seed)
        dovecot.wipe("alice")
        dovecot.append("alice", "INBOX", messages(1_300))
        dovecot.append("alice", "Archive", [], create=True)
        connector = reader(dovecot)
        seen: dict[str, Mail] = {}
        cursor, number = "", 1_300
        with dovecot.client("alice", "INBOX") as other:
            for _ in range(3):
                for batch in connector.fetch(cursor, None):
                    for mail in batch.mails:
                        assert seen.setdefault(mail.message_id, mail) is mail, "twice"
                    cursor = batch.cursor
                    for _ in range(chance.randrange(3)):
                        at = chance.randrange(1, 900)
                        action = chance.choice(["flag", "expunge", "move", "deliver"])
                        if action == "flag":
                            other.command(f"STORE {at}:{at + 20} +FLAGS (\\Flagged)")
                        elif action == "expunge":
                            other.command(f"STORE {at}:{at + 30} +FLAGS (\\Deleted)")
                            other.command("EXPUNGE")
                        elif action == "move":
                            other.command(f'MOVE {at}:{at + 20} "Archive"')
                        else:
                            dovecot.append("alice", "INBOX", messages(3, first=number))
                            number += 3
        for batch in connector.fetch(cursor, None):
            seen.update((mail.message_id, mail) for mail in batch.mails)
            cursor = batch.cursor
        connector.close()
        before = dovecot.snapshot()
        fresh, _ = complete(reader(dovecot))
        assert dovecot.snapshot() == before
        for mail in fresh:
            assert seen[mail.message_id] == mail
        assert len(fresh) > 500
        assert all(mail.subject for mail in seen.values())


def test_since_is_a_date_in_english_whatever_the_locale() -> None:
    """SEARCH SINCE takes English months (RFC 3501)."""
    from connectors.imap_pass import imap_date

    assert imap_date(dt.date(2026, 3, 2)) == b"2-Mar-2026"
