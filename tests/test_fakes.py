"""The fake connector keeps the contract, so tests that use it test what real connectors do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.contract import ConnectorContract, Delivery
from tests.fakes import FakeConnector, FakeMailbox


class TestFake(ConnectorContract):
    """In memory."""

    memory_limit = 25_000_000

    @pytest.fixture(autouse=True)
    def _mailbox(self) -> None:
        self.mailbox = FakeMailbox()

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self.mailbox.add(delivery.raw, delivery.at)

    def connector(self) -> FakeConnector:
        return FakeConnector(self.mailbox)

    def snapshot(self) -> object:
        return dict(self.mailbox.messages)

    def unreachable(self) -> FakeConnector:
        return FakeConnector(FakeMailbox(missing=True))

    def remove(self, index: int) -> None:
        del self.mailbox.messages[sorted(self.mailbox.messages)[index]]
