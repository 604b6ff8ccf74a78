"""The same company through each connector gives the same requests, acknowledgements and figures.

What a connector has of its own (its name, its places, the provider's conversation) is left out of the comparison. Each
`fill_…` puts the demo's mail into a mailbox of its kind and returns that mailbox's table; one function and one line of
`KINDS` for a further connector.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.demo.company import Company, write_company
from tests.servers.dovecot import Dovecot, running
from tests.servers.ews import Ews
from tests.servers.graph import Graph
from tests.servers.oauth import Provider

pytestmark = pytest.mark.server("dovecot")

Letters = dict[str, list[tuple[bytes, dt.datetime]]]
OWN = ("id", "mailbox", "conversation")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Six weeks of an invented company."""
    return write_company(tmp_path_factory.mktemp("company"))


def letters(company: Company) -> Letters:
    """All mail by folder, in the order in which it arrived."""
    found: Letters = {}
    for folder in ("INBOX", "Sent"):
        files = sorted((company.mail / folder / "cur").iterdir(), key=lambda path: path.name.partition(".P")[0])
        found[folder] = [
            (path.read_bytes().replace(b"\n", b"\r\n"), dt.datetime.fromtimestamp(int(path.name.split(".")[0]), dt.UTC))
            for path in files
        ]
    return found


def fill_files(company: Company, _folder: Path, _stack: ExitStack) -> dict[str, object]:
    """The files as they are."""
    return {"connector": "files", "path": str(company.mail)}


def fill_imap(company: Company, folder: Path, stack: ExitStack) -> dict[str, object]:
    """A Dovecot of its own."""
    server = stack.enter_context(_dovecot())
    for name, mails in letters(company).items():
        server.append("alice", name, [raw for raw, _ in mails], dates=[at for _, at in mails])
    (folder / "password").write_text(server.password("alice"))
    (folder / "password").chmod(0o600)
    return {"connector": "imap", "password_file": "password", **server.settings()}


class _dovecot:  # noqa: N801 - used as a function
    """A server as a context."""

    def __enter__(self) -> Dovecot:
        self._running: Iterator[Dovecot] = running(Dovecot())
        return next(self._running)

    def __exit__(self, *_: object) -> None:
        for _server in self._running:
            raise AssertionError


def fill_graph(company: Company, folder: Path, stack: ExitStack) -> dict[str, object]:
    """A Graph on loopback, read by a program of its own."""
    address = _owner(company)
    provider = stack.enter_context(Provider(folder, address))
    graph = stack.enter_context(Graph(folder, authority=provider.authority))
    for name, mails in letters(company).items():
        graph.deliver(mails, {"INBOX": "inbox", "Sent": "sentitems"}[name], address)
    (folder / "password").write_text(provider.client_secret)
    (folder / "password").chmod(0o600)
    place = {"base_url": graph.url, "authority": provider.url, "ca_file": str(graph.ca)}
    program = {"tenant": "corp.example", "client_id": "inboxwatch-test", "permission": "application"}
    return {"connector": "graph", "address": address, "password_file": "password", **program, **place}


def fill_exchange(company: Company, folder: Path, stack: ExitStack, *, sent_headers: bool = True) -> dict[str, object]:
    """An Exchange server on loopback."""
    address = _owner(company)
    server = stack.enter_context(Ews(folder))
    server.sent_headers = sent_headers
    box = server.add(address, "correct horse")
    for name, mails in letters(company).items():
        place = {"INBOX": "inbox", "Sent": "sentitems"}[name]
        box.put(place, [raw for raw, _ in mails], at=[at for _, at in mails])
    (folder / "password").write_text("correct horse")
    (folder / "password").chmod(0o600)
    return {"connector": "exchange", "password_file": "password", **server.settings(address)}


KINDS: dict[str, Callable[[Company, Path, ExitStack], dict[str, object]]] = {
    "files": fill_files,
    "exchange": fill_exchange,
    "imap": fill_imap,
    "graph": fill_graph,
}


def _owner(company: Company) -> str:
    found = re.search(r'addresses = \["([^"]+)"', company.config.read_text())
    assert found
    return found[1]


def told(company: Company, kind: str, folder: Path) -> dict[str, Any]:
    """What a user of that connector is told: every request, and the figures."""
    config = company.config.read_text()
    head = config[: config.index("[[mailbox]]")]
    rest = re.search(r"\n\[(?!\[mailbox)", config[config.index("[[mailbox]]") :])
    tail = config[config.index("[[mailbox]]") :][rest.start() :] if rest else ""
    with ExitStack() as stack:
        table = {"name": "mail", "since": "400d", **KINDS[kind](company, folder, stack)}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items())
        text = re.sub(
            r"sqlite:///[^\"']*", f"sqlite:///{folder}/store.db", head + "[[mailbox]]\n" + lines + "\n" + tail
        )
        path = folder / "config.toml"
        path.write_text(text)
        path.chmod(0o600)
        (folder / "departments.csv").write_bytes((company.config.parent / "departments.csv").read_bytes())
        call = ["--config", str(path), "--now", company.now.isoformat()]
        synced = CliRunner().invoke(main, [*call, "sync"])
        assert synced.exit_code == 0, synced.output
        answers = {}
        for name, words in {"requests": ["requests", "--json"], "report": ["report", "--format", "json"]}.items():
            done = CliRunner().invoke(main, [*call, *words])
            assert done.exit_code == 0, done.output
            answers[name] = json.loads(done.stdout)
    requests = [
        {key: value for key, value in each.items() if key not in OWN} for each in answers["requests"]["requests"]
    ]
    return {"requests": {each["message_id"]: each for each in requests}, "figures": answers["report"]["figures"]}


def expected(company: Company) -> dict[str, Any]:
    """What files give; read once, in the private home of the test that asks first."""
    folder = company.config.parent / "expected"
    kept = folder / "told.json"
    if not kept.exists():
        folder.mkdir()
        kept.write_text(json.dumps(told(company, "files", folder)))
    found: dict[str, Any] = json.loads(kept.read_text())
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "files"])
def test_every_connector_tells_the_same(kind: str, company: Company, tmp_path: Path) -> None:
    right, found = expected(company), told(company, kind, tmp_path)
    assert len(right["requests"]) > 20
    differing = {
        identity: {key: (mine.get(key), theirs[key]) for key in theirs if mine.get(key) != theirs[key]}
        for identity, theirs in right["requests"].items()
        if (mine := found["requests"].get(identity, {})) != theirs
    }
    assert differing == {}
    assert found["requests"].keys() == right["requests"].keys()
    assert found["figures"] == right["figures"]
