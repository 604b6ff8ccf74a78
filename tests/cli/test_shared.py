"""A shared mailbox on the command line: two members, one store."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from tests.builders import raw
from tests.cli.json_page import check, documented, sections

ALICE = "alice@corp.example"
DESK = "support@corp.example"
BO = "bo@corp.example"
CAROL = "carol@corp.example"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
NOW = "2026-03-02T12:00:00Z"

CONFIG = """
[me]
addresses = ["{me}"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "UTC"
[[mailbox]]
name = "support"
connector = "files"
path = "{mail}"
addresses = ["support@corp.example"]
kind = "shared"
members = ["bo@corp.example", "carol@corp.example"]
[store]
url = "sqlite:///{store}"
"""


class Desk:
    """Two members of a shared mailbox, each with a configuration, both on one store."""

    def __init__(self, folder: Path) -> None:
        """Begin without mail."""
        self.folder = folder
        self.mail = folder / "mail"
        self.mail.mkdir()

    def put(self, name: str, sender: str, to: str, hour: float, re: str = "", text: str = "") -> None:
        """Lay a mail into the mailbox."""
        when = MONDAY + dt.timedelta(hours=hour)
        mail = raw(
            sender=sender,
            to=to,
            cc=() if to == DESK else DESK,
            subject="The printer on the third floor",
            text=text or "Could you please tell me when the printer will work again?\n",
            date=when,
            message_id=f"<{name}@corp.example>",
            in_reply_to=f"<{re}@corp.example>" if re else "",
        )
        (self.mail / f"{name}.eml").write_bytes(mail)

    def run(self, who: str, *args: str) -> Result:
        """Run a command as one of the members."""
        config = self.folder / f"{who.partition('@')[0]}.toml"
        config.write_text(CONFIG.format(me=who, mail=self.mail, store=self.folder / "store.db"))
        config.chmod(0o600)
        return CliRunner().invoke(main, ["--config", str(config), "--now", NOW, *args], prog_name="inboxwatch")

    def json(self, who: str, *args: str) -> Any:  # noqa: ANN401 - JSON
        """Run a command that prints JSON."""
        result = self.run(who, *args)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def request(self, who: str = BO) -> Any:  # noqa: ANN401 - JSON
        """The only request."""
        (found,) = self.json(who, "requests", "--json")["requests"]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.put("q", ALICE, DESK, 0)
    synced = made.run(BO, "sync")
    assert synced.exit_code == 0, synced.stderr
    return made


def test_whoever_takes_it_second_is_told_of_the_first(desk: Desk) -> None:
    identity = desk.request()["id"]
    assert desk.request()["taken_by"] is None
    assert desk.run(BO, "take", identity).exit_code == 0
    assert desk.request(CAROL)["taken_by"] == BO
    refused = desk.run(CAROL, "take", identity)
    assert refused.exit_code == 2
    assert BO in refused.stderr
    assert desk.run(BO, "take", identity).exit_code == 0, "again is no mistake"
    assert desk.json(CAROL, "take", identity, "--over", "--json")["taken_by"] == CAROL


def test_the_docs_name_every_field(desk: Desk) -> None:
    check("A shared mailbox", desk.json(BO, "distribution", "--json"))
    assert {*desk.json(BO, "take", desk.request()["id"], "--json")} <= documented(sections()["A request"])


def test_undo_lets_go(desk: Desk) -> None:
    identity = desk.request()["id"]
    desk.run(BO, "take", identity)
    assert desk.run(BO, "undo", identity).exit_code == 0
    assert desk.request()["taken_by"] is None


def test_ack_is_for_whoever_is_on_it(desk: Desk) -> None:
    identity = desk.request()["id"]
    desk.run(BO, "take", identity)
    refused = desk.run(CAROL, "ack", identity, "--dry-run")
    assert refused.exit_code == 2
    assert f"{BO} is on {identity}" in refused.stderr
    assert desk.run(BO, "ack", identity, "--dry-run").exit_code == 0


def test_an_answer_by_phone_is_credited_to_whoever_gave_it(desk: Desk) -> None:
    assert desk.run(CAROL, "done", desk.request()["id"]).exit_code == 0
    assert desk.request()["acknowledged_by"] == CAROL


def test_what_is_answered_needs_nobody(desk: Desk) -> None:
    desk.put("a", BO, ALICE, 1, re="q", text="It works again since this morning.\n")
    assert desk.run(BO, "sync").exit_code == 0
    assert desk.run(CAROL, "take", desk.request()["id"]).exit_code == 2


def test_two_answers_are_seen_by_everybody(desk: Desk) -> None:
    desk.put("a", BO, ALICE, 1, re="q", text="It works again since this morning.\n")
    desk.put("b", CAROL, ALICE, 1.2, re="q", text="A technician comes on Friday.\n")
    assert desk.run(BO, "sync").exit_code == 0
    found = desk.request()
    assert (found["acknowledged_by"], found["also_answered_by"]) == (BO, [CAROL])
    told = desk.run(BO, "explain", found["id"])
    assert "answered it once more" in told.stdout
    assert CAROL in desk.run(BO, "requests", "--csv").stdout


def test_distribution_is_shown_to_members_in_the_order_of_their_names(desk: Desk) -> None:
    desk.put("a", CAROL, ALICE, 1, re="q", text="It works again since this morning.\n")
    desk.put("q2", "dave@corp.example", DESK, 1.5)
    assert desk.run(BO, "sync").exit_code == 0
    waiting = desk.json(BO, "requests", "--state", "open", "--json")["requests"][0]["id"]
    desk.run(BO, "take", waiting)
    found = desk.json(BO, "distribution", "--json")
    assert (found["acknowledged"], found["open"], found["untaken"]) == (1, 1, 0)
    assert found["members"] == [
        {"member": BO, "acknowledged": 0, "share": 0.0, "also_answered": 0, "taken": 1},
        {"member": CAROL, "acknowledged": 1, "share": 1.0, "also_answered": 0, "taken": 0},
    ]
    shown = desk.run(CAROL, "distribution", "support").stdout
    assert "too few" in shown
    assert "100%" not in shown
    assert desk.run("dan@corp.example", "distribution").exit_code == 2, "not a member"


def test_a_personal_mailbox_has_nobody_else(desk: Desk) -> None:
    desk.run(BO, "status")
    config = desk.folder / "bo.toml"
    text = (
        config.read_text()
        .replace('kind = "shared"', "")
        .replace('members = ["bo@corp.example", "carol@corp.example"]', "")
    )
    config.write_text(text)
    said = CliRunner().invoke(main, ["--config", str(config), "--now", NOW, "distribution"], prog_name="inboxwatch")
    assert said.exit_code == 2
    assert "No mailbox is shared" in said.stderr
