"""The exchange connector keeps the contract, through the real exchangelib, with a server of our own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.exchange import connect
from inboxwatch.ports import Connector
from tests.contract import ConnectorContract, Delivery
from tests.servers.dovecot import free_port
from tests.servers.ews import Ews
from tests.servers.exchange import ADA


class TestExchange(ConnectorContract):
    batch_size = 400

    @pytest.fixture(autouse=True)
    def _server(self, ews: Ews) -> None:
        self.server = ews

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.server.add(ADA)
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        self.server.boxes[ADA].put("inbox", [d.raw for d in deliveries], at=[d.at for d in deliveries])

    def connector(self) -> Connector:
        return connect(self.server.settings(ADA), lambda: self.server.users[ADA].password, Path())

    def snapshot(self) -> object:
        return self.server.boxes[ADA].snapshot()

    def unreachable(self) -> Connector:
        settings = {**self.server.settings(ADA), "endpoint": f"https://localhost:{free_port()}/EWS/Exchange.asmx"}
        return connect(settings, lambda: "x", Path())

    def remove(self, index: int) -> None:
        self.server.boxes[ADA].remove("inbox", index)
