"""A tenant with ada's mailbox, a token endpoint and a configuration, for tests of the whole program."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.oauth.grant import Grant, Vault
from tests import builders
from tests.integration.test_graph_contract import ADA
from tests.servers.graph import Graph
from tests.servers.oauth import Provider

BO = "bo@corp.example"


@dataclass
class Office:
    """A tenant with ada's mailbox, and a configuration that names it."""

    folder: Path
    graph: Graph
    provider: Provider

    def configure(self, secret: str = "", **more: object) -> None:
        keys = {"tenant": "corp.example", "client_id": "inboxwatch-test", "address": ADA, **more}
        keys |= {"base_url": self.graph.url, "authority": self.provider.url, "ca_file": str(self.graph.ca)}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
        config = self.folder / "config.toml"
        days = "".join(f'{day} = ["00:00-24:00"]\n' for day in "mon tue wed thu fri sat sun".split())
        config.write_text(
            f'[me]\nname = "Ada Lovelace"\naddresses = ["{ADA}"]\n'
            f'[calendar]\ntimezone = "UTC"\n[calendar.hours]\n{days}'
            f'[store]\nurl = "sqlite:///{self.folder}/store.db"\n'
            f'[[mailbox]]\nname = "cloud"\nconnector = "graph"\n{secret}\n{lines}\n'
        )
        config.chmod(0o600)

    def run(self, *args: str) -> Result:
        result = CliRunner().invoke(main, ["--config", str(self.folder / "config.toml"), *args])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def json(self, *args: str) -> Any:  # noqa: ANN401 - JSON
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def ask(self, identity: str = "<q1@corp.example>", subject: str = "Budget 2027") -> None:
        raw = builders.raw(
            sender=f"Bo Lind <{BO}>", to=f"Ada <{ADA}>", subject=subject, message_id=identity,
            text="Hi Ada,\n\ncould you send me the figures for the budget?\n\nBo", date=dt.datetime.now(dt.UTC),
        )  # fmt: skip
        self.graph.deliver([(raw, dt.datetime.now(dt.UTC).replace(microsecond=0))])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Everything up and running; nobody has signed in."""
    monkeypatch.setattr("inboxwatch.oauth.access.PAUSES", (0.0, 0.0))
    with Provider(tmp_path, ADA) as provider, Graph(tmp_path, authority=provider.authority) as graph:
        office = Office(tmp_path, graph, provider)
        office.configure()
        yield office


def signed_in(office: Office, grant: Grant | None = None) -> Vault:
    vault = Vault("cloud", ADA)
    first = office.provider.grant()
    vault.save(grant or Grant(first["refresh_token"], first["access_token"], int(time.time()) + 3600))
    return vault
