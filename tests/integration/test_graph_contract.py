"""The graph connector keeps the contract with a Graph on loopback; and with a live tenant where one is named.

A live one is used where INBOXWATCH_GRAPH_TENANT, _CLIENT_ID, _SECRET and _ADDRESS are set when the tests start: an
application permission to one mailbox made for tests.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import jwt
import pytest

from connectors.graph import connect
from inboxwatch.ports import Connector
from tests.contract import ConnectorContract, Delivery
from tests.servers.dovecot import free_port
from tests.servers.graph import Graph
from tests.servers.oauth import SECRET

ADA = "ada@corp.example"


def token(seconds: int = 3600, **claims: object) -> str:
    """An access token for ada."""
    now = int(time.time())
    return jwt.encode({"email": ADA, "iat": now - 60, "exp": now + seconds, **claims}, SECRET, algorithm="HS256")


def table(graph: Graph, **more: object) -> dict[str, object]:
    """The mailbox's keys."""
    common = {"tenant": "corp.example", "client_id": "inboxwatch-test", "address": ADA, "base_url": graph.url}
    return {**common, "ca_file": str(graph.ca), "timeout": 10, **more}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    """A service with one mailbox."""
    with Graph(tmp_path) as started:
        yield started


class TestGraph(ConnectorContract):
    """Delegated permission, everything that the rules need."""

    batch_size = 50
    many = 173
    more: dict[str, object] = {}  # noqa: RUF012 - the settings that a subclass adds

    @pytest.fixture(autouse=True)
    def _service(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("connectors.graph.POLL", 0.1)
        self.graph = graph

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        self.graph.deliver([(each.raw, each.at) for each in deliveries])

    def connector(self) -> Connector:
        return connect(table(self.graph, **self.more), token, Path())

    def snapshot(self) -> object:
        return self.graph.snapshot()

    def unreachable(self) -> Connector:
        there = f"https://127.0.0.1:{free_port()}/v1.0"
        return connect({**table(self.graph), "base_url": there}, token, Path())

    def remove(self, index: int) -> None:
        self.graph.remove(index)
