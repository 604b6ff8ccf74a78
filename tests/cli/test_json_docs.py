"""docs/json.md against what commands print: each section has the fields of its commands, no more and no fewer.

Sections whose commands need more than the invented company are looked at where those commands are tested.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import pytest

from inboxwatch.cli import departments, team_figures, team_mailboxes, team_people
from inboxwatch.figures import figures
from inboxwatch.ports import Colleague
from inboxwatch.store.polls import Poll
from inboxwatch.store.team.people import Person
from inboxwatch.store.team.polled import Polled
from inboxwatch.store.team.reading import Look, Moment, Week
from inboxwatch.views import data, team, watching
from inboxwatch.views.summary.team import TeamContent
from inboxwatch.views.watching import Box, Daemon
from tests.cli.conftest import Office
from tests.cli.json_page import check, documented, sections

NOW = dt.datetime(2026, 5, 21, 12, 30, tzinfo=dt.UTC)
WEEK = Week(dt.date(2026, 5, 11), 5, figures([]))
MOMENT = Moment(NOW.date(), 1, 0)


def outside(office: Office) -> Office:
    """The company with requests of people outside tracked, too."""
    config = office.folder / "config.toml"
    config.write_text(f"{config.read_text()}\n[figures]\nexternal = true\n")
    assert office.run("sync").exit_code == 0
    return office


def test_a_request(synced: Office) -> None:
    listed = synced.json("requests", "--json"), synced.json("promises", "--json")
    check("A request", [*listed, synced.json("requests", "--owed", "--json")])
    assert set(data.REQUEST_FIELDS) <= documented(sections()["A request"])


def test_figures(synced: Office) -> None:
    check("Figures", synced.json("report", "--json")["figures"])


def test_a_scan(office: Office) -> None:
    printed = outside(office).json(
        "scan", str(office.folder / "mail"), "--me", "mira.sandberg@kestrel.example", "--json"
    )
    assert printed["external"] is not None
    check("Scan", printed, "A request", "Figures", "A week")


def test_status(office: Office) -> None:
    daemon = Daemon(1, NOW, host="elsewhere")
    box = watching.box_json(Box("idle", 300, next_attempt=NOW))
    printed = outside(office).json("status", "--json")
    workers = watching.polls_json([Poll("mail", 300, NOW, NOW)])
    shown = {"daemon": watching.as_json(daemon), "watched": box, "workers": workers}
    check("Status", [printed, shown], "A request")


def test_an_explanation(synced: Office) -> None:
    check("Explain", synced.json("explain", synced.explained, "--json"), "A request", "Reminders")


def test_reading(office: Office) -> None:
    check("Reading", office.json("sync", "--json"))


def test_doctor(synced: Office) -> None:
    check("Doctor", synced.json("doctor", "--json"))


def test_a_week(office: Office) -> None:
    content = TeamContent("support", "2026-W20", [WEEK], MOMENT, NOW, cast("Any", None))
    check("A week", [outside(office).json("report", "--json"), content.as_json()], "A request", "Figures")


def test_a_verdict(synced: Office, tmp_path: Path) -> None:
    mail = tmp_path / "away.eml"
    mail.write_text(
        "From: bo@corp.example\nTo: ada@corp.example\nSubject: Automatic reply: x\nAuto-Submitted: auto-replied\n"
        "Date: Mon, 02 Mar 2026 10:00:00 +0100\n\nI am away until 14 March.\n"
    )
    (printed,) = synced.json("classify", str(mail), "--json")
    assert printed["absence"] is not None
    check("A verdict", printed)


def test_a_holding_reply(synced: Office) -> None:
    check("A holding reply", synced.json("ack", synced.overdue(), "--by", "Friday", "--dry-run", "--json"))


def test_departments(synced: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Colleague("bo@corp.example", "Sales", "Bo")]
    monkeypatch.setattr(departments, "_looked_up", lambda *_: found)
    check("Departments", synced.json("departments", "demo", "--json"))


def test_a_team() -> None:
    roles = {"member": True, "lead": False, "admin": False, "worker": False, "fresh": False, "shares": False}
    person = Person("alice", "support", addresses=(), joined_at=NOW, shared=(), **roles)
    polled = Polled("alice", "mail", "imap", 300, NOW, None, 0, 0, "", None)
    printed = [
        {"people": [team_people._plain(person)]},
        {"team": "", "login": "", "generated_at": NOW, "weeks": [team.as_json(WEEK)], "now": team_figures._now(MOMENT)},
        {"looks": [asdict(Look(NOW, "lea", "figures"))]},
        {"mailboxes": [team_mailboxes._plain(polled)]},
        {"status": "ok", "since": NOW, "polls": 0},
    ]
    check("A team", printed, "Figures")


def test_an_export(synced: Office) -> None:
    rows = [line for line in synced.run("export").stdout.splitlines() if line]
    named = {row.partition('"table": "')[2].partition('"')[0] for row in rows}
    assert {"mailbox", "message", "request"} <= named
    assert all(f"`{name}`" in sections()["Export"] for name in ("mailbox", "message", "request", "decision"))
