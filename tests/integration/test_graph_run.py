"""The daemon over Microsoft Graph: tracked without a command, throttling obeyed, stopped quickly whatever it is at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.test_graph import always
from tests.servers.daemon import Machine, question, until
from tests.servers.graph import Graph
from tests.servers.oauth import Provider

ADA = "ada@example.test"
MONDAY = datetime(2026, 5, 18, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    """A service, and a configuration that reads it as a program of its own."""
    with Provider(tmp_path, ADA) as provider, Graph(tmp_path, authority=provider.authority) as graph:
        (tmp_path / "secret").write_text(provider.client_secret)
        (tmp_path / "secret").chmod(0o600)
        graph.deliver([(question(1, ADA), MONDAY)], address=ADA)
        graph.table = {
            "connector": "graph", "permission": "application", "password_file": "secret", "poll": "15s",
            "since": "4000d", "tenant": "corp.example", "client_id": "inboxwatch-test", "address": ADA,
            "base_url": graph.url, "authority": provider.url, "ca_file": str(graph.ca),
        }  # fmt: skip
        yield graph


def test_what_arrives_is_tracked_and_a_silent_service_holds_up_no_end(graph: Graph, tmp_path: Path) -> None:
    with Machine(tmp_path, {"ada": graph.table}) as machine:
        machine.start()
        until(lambda: machine.rows("SELECT mailbox FROM request") == [("ada",)])
        graph.faults.append(lambda _method, _target: time.sleep(20))
        before = len(graph.asked)
        until(lambda: len(graph.asked) > before)
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5


def test_the_daemon_stays_away_as_long_as_it_is_asked_to(graph: Graph, tmp_path: Path) -> None:
    graph.faults.append(always(429, "ApplicationThrottled", Retry_After="1234"))
    with Machine(tmp_path, {"ada": graph.table}) as machine:
        machine.start()
        until(lambda: "Trying again in 1234 s." in machine.said())
        before = len(graph.asked)
        time.sleep(2.5)
        assert len(graph.asked) == before
        assert "1234 s" in " ".join(machine.run("status").stdout.split())
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5
