"""Holding replies from the dashboard: what was agreed to is what leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from inboxwatch.cli.dashboard_source import Live
from inboxwatch.demo import Company
from inboxwatch.errors import UsageError
from inboxwatch.watch import acknowledge
from tests.test_dashboard_live import company, live

__all__ = ["company"]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[acknowledge.Prepared]:
    """What would have left."""
    found: list[acknowledge.Prepared] = []

    def send(_settings: Any, _store: Any, reply: acknowledge.Prepared, *_: object) -> tuple[str, ...]:  # noqa: ANN401
        found.append(reply)
        return ("It lies in Sent.",)

    monkeypatch.setattr(acknowledge, "send", send)
    return found


def passes(source: Live, time: dt.timedelta) -> None:
    """The owner reads for so long before agreeing."""
    source._first = source._first.at(source._first.now + time)


def test_a_time_from_now_is_the_one_that_was_shown(company: Company, sent: list[acknowledge.Prepared]) -> None:
    """At 14:30 "2h" means 16:30, however long the owner looks at it."""
    source = live(company)
    request = source.present().requests[0]
    shown = source.prepare(request, "2h")
    assert "16:30" in shown
    passes(source, dt.timedelta(minutes=7))
    assert source.acknowledge(request, "2h") == f"Sent to {request.sender}. It lies in Sent."
    (reply,) = sent
    assert reply.mail.text in shown


def test_nothing_leaves_that_was_not_shown(company: Company, sent: list[acknowledge.Prepared]) -> None:
    source = live(company)
    first, second = source.present().requests[:2]
    source.prepare(first, "tomorrow")
    for request, by in ((second, "tomorrow"), (first, "2h")):
        with pytest.raises(UsageError, match="not shown before"):
            source.acknowledge(request, by)
    passes(source, dt.timedelta(days=9))
    with pytest.raises(UsageError):
        source.acknowledge(first, "tomorrow")
    assert not sent
