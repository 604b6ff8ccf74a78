"""`[directory] from_server` through the whole program: Exchange's address list, Microsoft 365's directory."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.integration import graph_office, test_exchange_pipeline
from tests.integration.graph_office import office as cloud
from tests.integration.test_exchange_pipeline import office as premises
from tests.integration.test_exchange_pipeline import question
from tests.servers.ews_state import Box

__all__ = ["cloud", "premises"]

BO = "bo@corp.example"
WEEK = dt.timedelta(days=7, hours=1)


def switched_on(folder: Path) -> None:
    config = folder / "config.toml"
    config.write_text(f"{config.read_text()}[directory]\nfrom_server = true\n")


def departments(office: Any) -> list[str]:  # noqa: ANN401 - either office
    return [each["department"] for each in office.json("requests")["requests"]]


def later(office: Any, *words: str) -> Result:  # noqa: ANN401
    when = (dt.datetime.now(dt.UTC) + WEEK).isoformat()
    result: Result = office.run("--now", when, *words)
    return result


def doctor(office: Any) -> tuple[str, str]:  # noqa: ANN401
    checks = json.loads(office.run("doctor", "--json").stdout)
    [found] = [each for each in checks if each["name"] == "Departments"]
    return found["state"], found["detail"]


def test_departments_come_from_exchange_by_themselves(premises: test_exchange_pipeline.Office, box: Box) -> None:
    premises.ews.boxes[BO].name, premises.ews.boxes[BO].department = "Bo Lind", "Finance"
    assert premises.run("sync").exit_code == 0 and premises.ews.asked["ResolveNames"] == 0
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    premises.run("sync")
    assert departments(premises) == ["other"], "nobody is asked unless it was asked for"
    switched_on(premises.folder)
    assert doctor(premises) == ("warning", "no mail server's directory was asked yet")
    done = premises.run("sync")
    assert done.exit_code == 0 and "derived again, because the rules changed" in done.stderr, done.output
    assert departments(premises) == ["Finance"] and premises.ews.asked["ResolveNames"] == 1
    state, detail = doctor(premises)
    assert state == "ok" and detail.startswith("1 colleague from the server of work, last asked ")
    premises.run("sync")
    assert premises.ews.asked["ResolveNames"] == 1
    premises.ews.boxes[BO].department = "Sales"
    assert later(premises, "sync").exit_code == 0
    assert departments(premises) == ["Sales"]
    assert premises.run("forget", BO, "--yes").exit_code == 0
    assert BO not in (premises.folder / "store.db-people.json").read_text()


def test_an_address_list_that_answers_nothing_is_said_and_mail_is_read(
    premises: test_exchange_pipeline.Office, box: Box
) -> None:
    premises.run("sync")
    switched_on(premises.folder)
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    premises.ews.fail("ResolveNames", code="ErrorAccessDenied")
    done = premises.run("sync")
    assert done.exit_code == 0 and "1 new message" in done.stderr
    told = " ".join(done.stderr.split())
    assert "The directory of work could not be asked" in told and "does not let" in told
    assert doctor(premises)[0] == "warning" and departments(premises) == ["other"]


@pytest.mark.usefixtures("ring")
def test_departments_come_from_microsoft_365_by_themselves(cloud: graph_office.Office) -> None:
    graph_office.signed_in(cloud)
    account = cloud.graph.account(BO)
    account.department, account.name = "Finance", "Bo Lind"
    assert cloud.run("sync").exit_code == 0
    cloud.ask()
    switched_on(cloud.folder)
    told = " ".join(cloud.run("sync").stderr.split())
    assert "may not look into the directory" in told and "people = true" in told
    cloud.configure(people=True)
    switched_on(cloud.folder)
    assert later(cloud, "sync").exit_code == 0
    assert departments(cloud) == ["Finance"] and doctor(cloud)[0] == "ok"
