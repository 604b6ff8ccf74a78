"""Who was promised an answer waits, though no request is open: no screen says that nobody does."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from inboxwatch.dashboard import rows
from inboxwatch.demo import Company
from inboxwatch.model import Promise, PromiseState, Request, State
from inboxwatch.store.state import MailboxState, Waiting
from inboxwatch.views import status
from inboxwatch.views.table import Frame
from tests.test_dashboard_live import company, live, printed
from tests.test_trends import NOW, answered

__all__ = ["company"]

FINE = [MailboxState("work", last_success=NOW)]


def promised(name: str, state: PromiseState) -> Request:
    return answered(name, answered_at=None, state=State.ACKNOWLEDGED, promise=Promise(NOW, state))


def drawn(*owed: Request) -> str:
    console = Console(width=100, record=True, file=io.StringIO())
    shown = status.screen(Waiting(0, 0, (), None), FINE, (), frame=Frame(NOW, dt.UTC), promised=owed)
    for part in shown:
        console.print(part)
    return console.export_text()


def test_no_all_clear_while_a_promised_answer_is_owed() -> None:
    both = (promised("a", PromiseState.OPEN), promised("b", PromiseState.BROKEN))
    assert "Nobody waits for you" in drawn() and "Nobody waits for you" in rows.sentence(0, 0, FINE).plain
    for said in (drawn(*both), rows.sentence(0, 0, FINE, both).plain):
        assert "Nobody waits" not in said and "No request is open." in said
        assert "! 1 past the date" in said
    assert "You promised 2 answers that you still owe" in drawn(*both)


def test_one_that_is_still_to_come_is_no_alarm() -> None:
    said = rows.sentence(3, 0, FINE, (promised("a", PromiseState.OPEN),)).plain
    assert said == "3 open  none overdue  1 promised"


@pytest.mark.parametrize("days", [0, 30])
def test_every_screen_counts_the_same_promises(company: Company, days: int) -> None:
    """`status`, its JSON, the snapshot and the dashboard; a month later the one that was open is past its date."""
    then = replace(company, now=company.now + dt.timedelta(days=days))
    told = json.loads(printed(then, "status", "--json"))["promises"]
    assert told == ({"open": 1, "broken": 0} if not days else {"open": 0, "broken": 1})
    prompt = printed(then, "status", "--format", "{promises} {broken}").split()
    assert [int(each) for each in prompt] == [sum(told.values()), told["broken"]]
    found = live(then).present().promised
    assert (len(found), status.broken(found)) == (1, told["broken"])
    assert "You promised 1 answer that you still owe" in printed(then, "status")
