"""The weekly summary of a team on the shared store: what was told, in every form and language, and nobody named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.config import load
from inboxwatch.store import Store
from inboxwatch.views.summary.phrases import LANGUAGES
from inboxwatch.watch import team_report, weekly
from inboxwatch.weeks import week_of
from tests.integration.team_office import Office, office
from tests.integration.test_team_figures import PAST, TEAM, tell
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")

WEEK = week_of(dt.datetime.combine(PAST, dt.time(12), dt.UTC), dt.UTC)
CONFIG = """
[me]
addresses = ["lea@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "UTC"
[[mailbox]]
name = "work"
connector = "files"
path = "mail"
[store]
url = "{url}"
[report]
team_channel = "list"
when = "mon 08:00"
[[channel]]
name = "list"
kind = "console"
"""


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    """A team of six with a lead; two weeks in which all had requests, and one with too few people."""
    with office(postgres) as made:
        made.add(*TEAM, team="support")
        made.add("lea", team="support", lead=True)
        for name in TEAM:
            tell(made, name, PAST - dt.timedelta(weeks=1), 3)
            tell(made, name, PAST, 3)
            tell(made, name, PAST, 2, "Sales", missed=1, met=1, chasers=1, kept=1)
        for name in TEAM[:2]:
            tell(made, name, PAST + dt.timedelta(weeks=1), 3)
        yield made


def report(url: str, *words: str) -> Result:
    """Run `report --team`."""
    return CliRunner().invoke(main, ["--store", url, "report", "--team", *words], env={"TZ": "UTC"})


def test_the_figures_are_those_that_were_told(here: Office) -> None:
    """As JSON and as a page, the same numbers as `team figures`; small weeks and coming ones say so."""
    url = here.url("lea")
    found = json.loads(report(url, "--week", WEEK, "--json").stdout)
    told = CliRunner().invoke(main, ["--store", url, "team", "figures", "--json"])
    weeks = {each["week"]: each for each in json.loads(told.stdout)["weeks"]}
    assert found["figures"] == weeks[WEEK]["figures"]
    assert (found["figures"]["requests"], found["members"], found["team"]) == (30, 6, "support")
    assert found["week_before"]["requests"] == 18
    assert [each["week"] for each in found["trend"]][-1] == WEEK
    page = report(url, "--week", WEEK, "--format", "markdown").stdout
    assert "30 requests came to 6 people" in page
    assert "Sales" in page
    few = week_of(dt.datetime.combine(PAST + dt.timedelta(weeks=1), dt.time(12), dt.UTC), dt.UTC)
    assert json.loads(report(url, "--week", few, "--json").stdout)["figures"] is None
    assert "Fewer than 5 people" in report(url, "--week", few, "--format", "markdown").stdout
    assert "has not been told yet" in report(url, "--week", "now", "--format", "markdown").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_and_form_names_nobody(here: Office, language: str) -> None:
    """T23: no login of a member, no request; no sentence is missing in any language."""
    for form in ("terminal", "html", "markdown"):
        shown = report(here.url("lea"), "--week", WEEK, "--format", form, "--language", language)
        assert shown.exit_code == 0, shown.stderr
        assert not [name for name in TEAM if here.login(name) in shown.stdout]
        assert "support" in shown.stdout


def test_only_the_lead_reads_it(here: Office) -> None:
    """A member is refused, and told where the own figures are."""
    refused = report(here.url("ann"), "--week", WEEK)
    assert refused.exit_code == 1
    assert "lead" in refused.stderr
    assert refused.stdout == ""


def test_the_weekly_mail_to_the_team_waits_until_the_week_is_told(here: Office, tmp_path: Path) -> None:
    """A week is told from the second day after it; the lead's daemon sends it then, and says what was told."""
    file = tmp_path / "config.toml"
    file.write_text(CONFIG.format(url=here.url("lea")))
    file.chmod(0o600)
    settings = load(file)
    monday = dt.datetime.combine(PAST + dt.timedelta(weeks=1), dt.time(9), dt.UTC)
    assert not team_report.told(WEEK, monday)
    assert team_report.told(WEEK, monday + dt.timedelta(days=1))
    assert team_report.last_told(monday + dt.timedelta(days=1)) == WEEK
    with Store.open(here.url("lea")) as store:
        store.succeeded("work", monday - dt.timedelta(days=30))
        for day, expected in ((0, 0), (1, 1)):
            when = monday + dt.timedelta(days=day)
            wanted = weekly.due(settings, store, when, started=when, settled={"work"})
            assert len(wanted) == expected
        (notice,) = wanted
        (sent,) = weekly.send(settings, store, monday + dt.timedelta(days=1), [notice])
    assert sent.state.value == "sent"
