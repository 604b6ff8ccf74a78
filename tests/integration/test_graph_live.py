"""The same connector against a live tenant, where the environment names one: reading only, nothing is written.

INBOXWATCH_GRAPH_TENANT, _CLIENT_ID, _SECRET and _ADDRESS: an application permission to a mailbox with some mail in it.
Without them the same tests run against the Graph on loopback, so that they are known to work.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from connectors.graph import GraphConnector, connect, settled, wired
from tests.contract import deliveries, mails
from tests.servers.graph import Graph
from tests.servers.oauth import Provider

NAMES = {key: f"INBOXWATCH_GRAPH_{key.upper()}" for key in ("tenant", "client_id", "secret", "address")}
LIVE = {key: os.environ.get(name, "") for key, name in NAMES.items()}
"""Read when the tests are collected: each test runs without these variables."""

Live = tuple[dict[str, object], str]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """The mailbox's table and the program's secret."""
    if all(LIVE.values()):
        table: dict[str, object] = {key: LIVE[key] for key in ("tenant", "client_id", "address")}
        yield {**table, "permission": "application"}, LIVE["secret"]
        return
    with Provider(tmp_path, "ada@corp.example") as provider, Graph(tmp_path, authority=provider.authority) as graph:
        graph.deliver([(each.raw, each.at) for each in deliveries(60)])
        place = {"base_url": graph.url, "authority": provider.url, "ca_file": str(graph.ca)}
        program = {"tenant": "corp.example", "client_id": "inboxwatch-test", "permission": "application"}
        yield {"address": "ada@corp.example", **program, **place}, provider.client_secret


def made(live: Live) -> GraphConnector:
    connector = connect(live[0], lambda: live[1], Path())
    assert isinstance(connector, GraphConnector)
    return connector


def states(live: Live) -> object:
    """Read or unread and the change mark of the newest hundred messages."""
    settings = settled(live[0])
    wire = wired(settings, lambda: live[1], Path())
    try:
        return wire.get(f"{settings.root}/mailFolders/inbox/messages?$select=id,isRead,changeKey&$top=100")["value"]
    finally:
        wire.close()


def test_reading_again_and_waiting_change_nothing(live: Live) -> None:
    before = states(live)
    with closing(made(live)) as connector:
        batches = list(connector.fetch("", None))
        found = mails(batches)
        assert found and len({mail.ref for mail in found}) == len(found)
        assert all(mail.message_id and mail.provider_time for mail in found if "unreadable" not in str(mail.defects))
        assert mails(connector.fetch(batches[-1].cursor, None)) == []
        assert connector.wait(1) in (True, False)
        again = connector.texts([mail.ref for mail in found[:25]])
        assert again == {mail.ref: mail for mail in found[:25]}
    assert states(live) == before


def test_every_cursor_goes_on_where_it_ends(live: Live) -> None:
    with closing(made(live)) as connector:
        whole = list(connector.fetch("", None))
        rest = list(connector.fetch(whole[0].cursor, None))
    assert {mail.ref for mail in mails([whole[0], *rest])} >= {mail.ref for mail in mails(whole)}


def test_the_examination_has_no_failure(live: Live) -> None:
    with closing(made(live)) as connector:
        assert [step.name for step in connector.examine() if step.state == "failed"] == []


def test_a_wrong_secret_is_one_sentence(live: Live) -> None:
    steps = list(made((live[0], "wrong")).examine())
    assert steps[-1].state == "failed" and "AADSTS" in steps[-1].detail and "wrong" not in steps[-1].remedy
