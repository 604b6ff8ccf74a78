"""What is new in all folders is asked in one round trip; where that does not work, folder by folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from connectors.graph import GraphConnector, connect
from inboxwatch.errors import TransientError
from tests import builders
from tests.contract import mails
from tests.integration.test_graph import always, once
from tests.integration.test_graph_contract import graph, table, token
from tests.servers.graph import Graph, GraphFault

__all__ = ["graph"]

FOLDERS = ["Inbox", "Project", "News"]


def deliver(graph: Graph, name: str, folder: str = "inbox") -> None:
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    graph.deliver([(builders.raw(message_id=f"<{name}@corp.example>", subject=name, date=now), now)], folder)


@pytest.fixture
def connector(graph: Graph) -> Iterator[GraphConnector]:
    for name in FOLDERS[1:]:
        graph.account().folders[name.lower()] = (name, "")
    made = connect({**table(graph), "folders": FOLDERS}, token, Path())
    assert isinstance(made, GraphConnector)
    with closing(made):
        yield made


def read(connector: GraphConnector, cursor: str) -> tuple[list[str], str]:
    batches = list(connector.fetch(cursor, None))
    return [mail.subject for mail in mails(batches)], batches[-1].cursor if batches else cursor


def test_a_quiet_pass_and_a_look_cost_one_round_trip(graph: Graph, connector: GraphConnector) -> None:
    deliver(graph, "one", "news")
    found, cursor = read(connector, "")
    assert found == ["one"]
    graph.trips = 0
    assert read(connector, cursor)[0] == [] and graph.trips == 1
    assert connector._changed() is False and graph.trips == 2
    deliver(graph, "two", "project")
    deliver(graph, "three")
    assert connector._changed() is True and graph.trips == 3
    found, cursor = read(connector, cursor)
    assert found == ["three", "two"] and graph.trips == 4
    assert read(connector, cursor)[0] == []


def test_many_new_messages_come_page_by_page(graph: Graph, connector: GraphConnector) -> None:
    _, cursor = read(connector, "")
    for number in range(120):
        deliver(graph, f"n{number}", "news")
    assert len(read(connector, cursor)[0]) == 120


def test_a_position_lost_in_one_folder_is_made_anew(graph: Graph, connector: GraphConnector) -> None:
    deliver(graph, "one")
    _, cursor = read(connector, "")
    graph.forget_tokens()
    assert connector._changed() is True
    assert read(connector, cursor)[0] == ["one"], "the store knows it"


def test_what_one_step_refuses_is_asked_for_by_itself(graph: Graph, connector: GraphConnector) -> None:
    _, cursor = read(connector, "")
    deliver(graph, "one", "project")
    refused: list[str] = []

    def once_in_a_batch(_: str, target: str) -> GraphFault | None:
        if "project" in target and not refused:
            refused.append(target)
            return GraphFault(500, "InternalServerError", "Oops.")
        return None

    graph.faults.append(once_in_a_batch)
    assert read(connector, cursor)[0] == ["one"] and refused
    graph.faults[:] = [always(503, "ServiceUnavailable")]
    with pytest.raises(TransientError):
        read(connector, cursor)
    with pytest.raises(TransientError):
        connector._changed()


def test_where_there_is_no_batch_folders_are_asked_one_by_one(graph: Graph, connector: GraphConnector) -> None:
    _, cursor = read(connector, "")
    deliver(graph, "one", "news")

    def no_batch(_: str, target: str) -> GraphFault | None:
        return GraphFault(403, "Forbidden", "Not here.") if target.endswith("$batch") else None

    graph.faults.append(no_batch)
    assert read(connector, cursor)[0] == ["one"]


def test_a_folder_that_went_away_meanwhile_is_named(graph: Graph, connector: GraphConnector) -> None:
    _, cursor = read(connector, "")
    del graph.account().folders["news"]
    deliver(graph, "one")
    batches = list(connector.fetch(cursor, None))
    assert [mail.subject for mail in mails(batches)] == ["one"]
    assert "There is no folder News" in " ".join(notice for batch in batches for notice in batch.notices)


def test_a_busy_service_is_left_alone_for_the_whole_pass(graph: Graph, connector: GraphConnector) -> None:
    _, cursor = read(connector, "")
    graph.faults.append(once(429, "ApplicationThrottled", Retry_After="7"))
    graph.trips = 0
    with pytest.raises(TransientError) as caught:
        read(connector, cursor)
    assert caught.value.after == 7 and graph.trips == 1
