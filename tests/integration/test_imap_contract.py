"""The imap connector keeps the contract with a real Dovecot, at its best and cut down to the poorest it may be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.imap import connect
from inboxwatch.ports import Connector
from tests.contract import ConnectorContract, Delivery
from tests.servers.dovecot import Dovecot, free_port

pytestmark = pytest.mark.server("dovecot", "doveadm")


class _Imap(ConnectorContract):
    server: Dovecot
    security = "tls"

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.server.wipe("alice")
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        self.server.append("alice", "INBOX", [d.raw for d in deliveries], dates=[d.at for d in deliveries])

    def connector(self) -> Connector:
        return connect(self.settings(), lambda: self.server.password("alice"), Path())

    def settings(self) -> dict[str, object]:
        port = self.server.tls_port if self.security == "tls" else self.server.port
        return self.server.settings(port=port, security=self.security)

    def snapshot(self) -> object:
        return self.server.snapshot()

    def unreachable(self) -> Connector:
        return connect({**self.settings(), "port": free_port()}, lambda: "x", Path())

    def remove(self, index: int) -> None:
        with self.server.client("alice", "INBOX") as link:
            link.command(f"STORE {index + 1} +FLAGS (\\Deleted)")
            link.command("EXPUNGE")


class TestTls(_Imap):
    """All that Dovecot offers: CONDSTORE, SPECIAL-USE, LIST-STATUS, IDLE; TLS from the first byte."""

    @pytest.fixture(autouse=True)
    def _server(self, dovecot: Dovecot) -> None:
        self.server = dovecot


class TestPoorStarttls(_Imap):
    """No CONDSTORE, no ENABLE, no SPECIAL-USE, no UNSELECT, no IDLE; STARTTLS."""

    security = "starttls"

    @pytest.fixture(autouse=True)
    def _server(self, poor_dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("connectors.imap.POLL", 0.1)
        self.server = poor_dovecot
