"""iCalendar and Prometheus: read back by the libraries that others read them with, hostile text included."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from inboxwatch.cli import main
from inboxwatch.demo import Company
from inboxwatch.model import Promise, PromiseState
from inboxwatch.store.state import MailboxState
from inboxwatch.views.ical import calendar
from inboxwatch.views.metrics import exposition
from inboxwatch.views.text import safe
from tests.test_report import MARKUP, company
from tests.test_trends import NOW, answered, waiting

__all__ = ["company"]


def todos(data: bytes) -> dict[str, Any]:
    return {str(each["uid"]): each for each in icalendar.Calendar.from_ical(data).walk("VTODO")}


def test_open_requests_and_promises_are_tasks_with_their_dates() -> None:
    soon = NOW + dt.timedelta(hours=1)
    promise = Promise(NOW + dt.timedelta(days=1), PromiseState.OPEN)
    kept = Promise(NOW, PromiseState.KEPT)
    found = todos(
        calendar(
            [
                waiting("a"),
                waiting("b", deadline=soon),
                answered("c"),
                answered("d", promise=promise, answered_at=None),
                answered("e", promise=kept),
            ],
            NOW,
        )
    )
    assert sorted(found) == ["a@inboxwatch", "b@inboxwatch", "d-promise@inboxwatch"]
    assert found["a@inboxwatch"]["due"].dt == waiting("a").due_at
    assert found["b@inboxwatch"]["due"].dt == soon
    assert found["d-promise@inboxwatch"]["due"].dt == promise.due_at


@pytest.mark.parametrize("name", MARKUP)
def test_no_text_of_a_mail_breaks_out_of_a_task(name: str) -> None:
    text = MARKUP[name] + "\r\nDUE:19700101T000000Z\r\nEND:VTODO"
    data = calendar([waiting("a", subject=text, sender=f"{text}@x")], NOW)
    found = todos(data)
    assert list(found) == ["a@inboxwatch"] and found["a@inboxwatch"]["due"].dt == waiting("a").due_at
    assert safe(text) in str(found["a@inboxwatch"]["summary"])
    assert data.count(b"BEGIN:VTODO") == 1


@pytest.mark.parametrize("name", MARKUP)
def test_metrics_are_read_back_with_any_department(name: str) -> None:
    text = MARKUP[name] + '\n"} 1\nevil 2'
    requests = [answered(str(n), department=text, seconds=600 * n) for n in range(1, 6)]
    states = [MailboxState(text, last_success=NOW), MailboxState("dead", last_error="refused")]
    families = {each.name: each for each in text_string_to_metric_families(exposition(requests, states))}
    assert "evil" not in families
    counts = {sample.labels["department"]: sample.value for sample in families["inboxwatch_requests"].samples}
    assert counts == {"": 5, safe(text): 5}
    times = {
        (sample.labels["department"], sample.labels["quantile"]): sample.value
        for sample in families["inboxwatch_acknowledgement_seconds"].samples
    }
    assert times["", "0.5"] == 1800
    up = {sample.labels["mailbox"]: sample.value for sample in families["inboxwatch_mailbox_up"].samples}
    assert up == {safe(text): 1, "dead": 0}


def test_an_empty_store_has_metrics_without_rates() -> None:
    families = {each.name: each for each in text_string_to_metric_families(exposition([], []))}
    assert families["inboxwatch_requests"].samples[0].value == 0
    assert families["inboxwatch_within_target_ratio"].samples == []


def test_the_commands(company: Company) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["--config", str(company.config), "--now", company.now.isoformat(), *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    status = json.loads(run("status", "--json"))
    tasks = todos(run("export", "--ical").encode())
    assert sum(not name.endswith("-promise@inboxwatch") for name in tasks) == status["open"]
    families = {each.name: each for each in text_string_to_metric_families(run("export", "--prometheus"))}
    assert families["inboxwatch_requests_overdue"].samples[0].value == status["overdue"]
    both = CliRunner().invoke(main, ["--config", str(company.config), "export", "--ical", "--csv"])
    assert both.exit_code == 2
