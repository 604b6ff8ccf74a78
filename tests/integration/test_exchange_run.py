"""The daemon with an Exchange mailbox: news by the stream, outages, silence, a quick end (R8, R9, R10)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.servers.daemon import Machine, question, until
from tests.servers.ews import Ews
from tests.servers.ews_state import Box
from tests.servers.exchange import PASSWORD

ALICE = "alice@example.test"
COUNT = "SELECT count(*) FROM request"


@pytest.fixture
def alice(ews: Ews) -> Box:
    """Alice's mailbox."""
    return ews.add(ALICE, PASSWORD)


def machine_of(folder: Path, ews: Ews, **more: object) -> Machine:
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o600)
    table = {"connector": "exchange", "password_file": "password", **ews.settings(ALICE, timeout=3.0, **more)}
    return Machine(folder, {"work": {**table, "poll": "1d"}})


def test_news_come_by_the_stream_and_it_ends_at_once(ews: Ews, alice: Box, tmp_path: Path) -> None:
    with machine_of(tmp_path, ews) as machine:
        machine.start().watching("work")
        until(lambda: bool(alice.subscriptions))
        for number in range(2):
            alice.put("inbox", [question(number)])
            until(lambda wanted=number + 1: machine.rows(COUNT) == [(wanted,)])  # type: ignore[misc]
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5


def test_departments_are_asked_for_as_soon_as_somebody_wrote(ews: Ews, alice: Box, tmp_path: Path) -> None:
    ews.add("carol0@example.test", name="Carol King", department="Finance")
    with machine_of(tmp_path, ews) as machine:
        text = machine.config.read_text()
        machine.config.write_text(text.replace("[directory]", "[directory]\nfrom_server = true", 1))
        machine.start().watching("work")
        alice.put("inbox", [question(0)])
        until(lambda: machine.rows("SELECT department FROM request") == [("Finance",)])
        assert ews.asked["ResolveNames"] == 1
        assert machine.stop() == 0


def test_r8_an_outage_repeats_nothing_and_leaves_nothing_open(ews: Ews, alice: Box, tmp_path: Path) -> None:
    with machine_of(tmp_path, ews) as machine:
        machine.start().watching("work")
        alice.put("inbox", [question(0)])
        until(lambda: machine.rows(COUNT) == [(1,)])
        descriptors = len(list(Path(f"/proc/{machine.pid}/fd").iterdir()))
        ews.asked.clear()
        fault = ews.fail(status=503, times=1_000)
        alice.put("inbox", [question(1)])
        until(lambda: machine.box("work").get("doing") not in ("idle", "reading"))
        time.sleep(3)
        assert sum(ews.asked.values()) <= 12, "never more than one attempt a second, a few requests each"
        ews.faults.remove(fault)
        until(lambda: machine.rows(COUNT) == [(2,)])
        machine.watching("work")
        assert len(list(Path(f"/proc/{machine.pid}/fd").iterdir())) <= descriptors + 8  # the store's pool
        assert machine.rows("SELECT count(*) FROM message") == [(2,)]
        assert machine.stop() == 0


def test_r9_r10_a_silent_server_is_noticed_and_does_not_hold_up_the_end(ews: Ews, alice: Box, tmp_path: Path) -> None:
    alice.put("inbox", [question(0)])
    ews.fail("GetItem", silent=60.0, times=1_000)
    with machine_of(tmp_path, ews) as machine:
        machine.start()
        until(lambda: "did not answer in time" in machine.said())
        until(lambda: ews.asked["GetItem"] >= 2)
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5


def test_a_busy_server_is_left_alone_as_long_as_it_wants(ews: Ews, alice: Box, tmp_path: Path) -> None:
    alice.put("inbox", [question(0)])
    ews.fail("SyncFolderItems", code="ErrorServerBusy", soap=True, back_off=5_000)
    with machine_of(tmp_path, ews) as machine:
        machine.start()
        until(lambda: "wants 5 seconds of peace" in machine.said())
        asked, began = sum(ews.asked.values()), time.monotonic()
        until(lambda: sum(ews.asked.values()) > asked)
        assert time.monotonic() - began > 3
        until(lambda: machine.rows(COUNT) == [(1,)])
        assert machine.stop() == 0
