"""A mailbox on the Exchange server of these tests, as fixtures of several modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.exchange import ExchangeConnector, connect
from inboxwatch.model import Mail
from tests.servers.ews import Ews
from tests.servers.ews_state import Box

ADA = "ada@corp.example"
PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def _ews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ews]:
    with Ews(tmp_path_factory.mktemp("ews")) as started:
        yield started


@pytest.fixture
def ews(_ews: Ews) -> Iterator[Ews]:
    """The server with one empty mailbox, ada's, and nothing that goes wrong; started once a session."""
    _ews.reset()
    _ews.add(ADA, PASSWORD)
    yield _ews
    _ews.reset()


@pytest.fixture
def box(ews: Ews) -> Box:
    """Ada's mailbox."""
    return ews.boxes[ADA]


def connector(ews: Ews, password: str = PASSWORD, **settings: object) -> ExchangeConnector:
    """A connector to ada's mailbox."""
    made = connect(ews.settings(ADA, **settings), lambda: password, Path())
    assert isinstance(made, ExchangeConnector)
    return made


def read(ews: Ews, cursor: str = "", **settings: object) -> tuple[list[Mail], str]:
    """All that is new after a cursor, and the new cursor."""
    made = connector(ews, **settings)
    try:
        batches = list(made.fetch(cursor, None))
    finally:
        made.close()
    return [mail for batch in batches for mail in batch.mails], batches[-1].cursor if batches else cursor
