"""`remind`, `pause`, `resume`, and what `status` and `explain` say of reminders, as commands."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.config import load
from inboxwatch.config.policy import policy
from inboxwatch.notices import Delivery, Notice, NoticeKind, Record
from inboxwatch.store import Store
from tests import builders
from tests.cli.json_page import check

CONFIGURATION = """
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "work"
connector = "files"
path = "mail"
[reminders]
channels = ["terminal"]
[[channel]]
name = "terminal"
kind = "console"
"""


class Desk:
    """Ada's configuration, a folder of mail, and the command."""

    def __init__(self, folder: Path, configuration: str = CONFIGURATION) -> None:
        """Watch an old mail from Monday at 8 on."""
        self.folder = folder
        (folder / "mail").mkdir()
        (folder / "config.toml").write_text(configuration)
        (folder / "config.toml").chmod(0o600)
        self.write("old", "2026-03-01T10:00+01:00", subject="Old")
        assert self.run("08:00", "sync").exit_code == 0

    def write(self, name: str, when: str, **more: str) -> None:
        """Bo asks."""
        at = dt.datetime.fromisoformat(when)
        raw = builders.raw(message_id=f"<{name}@corp.example>", date=at, received=at, **more)  # type: ignore[arg-type]
        (self.folder / "mail" / f"{name}.eml").write_bytes(raw)

    def run(self, clock: str, *args: str) -> Result:
        """Run a command on Monday, 2 March 2026."""
        options = ["--config", str(self.folder / "config.toml"), "--store", f"sqlite:///{self.folder}/store.db"]
        now = ["--now", f"2026-03-02T{clock}+01:00"]
        return CliRunner().invoke(main, [*options, *now, *args], prog_name="inboxwatch")

    def json(self, clock: str, *args: str) -> Any:  # noqa: ANN401 - JSON
        """Run a command that prints JSON."""
        result = self.run(clock, *args, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write("new", "2026-03-02T10:00+01:00", subject="The figures")
    assert made.run("13:10", "sync").exit_code == 0
    return made


def test_remind_tells_once_and_says_what_comes_next(desk: Desk) -> None:
    preview = desk.run("13:10", "remind", "--dry-run")
    assert preview.exit_code == 0
    assert "terminal (reminder)" in preview.stdout and "bo@corp.example waits for you" in preview.stdout
    assert "it came before this mailbox was watched" in preview.stdout
    told = desk.run("13:10", "remind")
    assert told.exit_code == 0
    assert "bo@corp.example waits for you: due today 14:00" in told.stdout
    assert "The figures" in told.stdout and "inboxwatch ack " in told.stdout
    assert "Sent through terminal (1 request)." in told.stderr
    again = desk.run("13:11", "remind")
    assert again.stdout == ""
    assert "Nothing is to be told now." in again.stderr
    assert "Next: Mon 02 Mar 2026 14:00 CET." in again.stderr


def test_the_dry_run_is_what_is_sent(desk: Desk) -> None:
    planned = desk.json("13:10", "remind", "--dry-run")
    assert desk.json("13:10", "remind", "--dry-run") == planned
    sent = desk.run("13:10", "remind", "--json")
    printed = json.loads(sent.stdout[sent.stdout.index("{") :])
    assert [record["key"] for record in printed["done"]] == [notice["key"] for notice in planned["notices"]]
    assert printed["notices"] == planned["notices"]
    assert printed["silences"] == planned["silences"]
    assert sent.stdout.startswith(planned["notices"][0]["title"])
    (notice,) = planned["notices"]
    assert notice["kind"] == "reminder" and notice["channel"] == "terminal" and notice["to"] is None
    assert [(item["stage"], item["number"]) for item in notice["items"]] == [("before", 0)]


def test_the_docs_name_every_field(desk: Desk) -> None:
    planned = desk.json("13:10", "remind", "--dry-run")
    desk.run("13:10", "remind")
    identity = planned["notices"][0]["items"][0]["request"]
    check("Reminders", [planned, desk.json("13:20", "explain", identity)["reminders"]["told"]])


def test_status_and_explain_say_what_is_to_come(desk: Desk) -> None:
    identity = desk.json("13:10", "remind", "--dry-run")["notices"][0]["items"][0]["request"]
    assert "Next reminder: now" in desk.run("13:10", "status").stdout
    assert desk.json("13:10", "status")["next_reminder_at"] == "2026-03-02T12:10:00Z"
    assert "now" in desk.run("13:10", "explain", identity).stdout.split("Reminders")[1]
    desk.run("13:10", "remind")
    assert "Next reminder: today 14:00." in desk.run("13:20", "status").stdout
    assert desk.json("13:20", "status")["next_reminder_at"] == "2026-03-02T13:00:00Z"
    told = desk.run("13:20", "explain", identity).stdout.split("Reminders")[1]
    assert "Mon 02 Mar 2026 13:10 CET  terminal: due soon" in told
    assert "not due yet: today 14:00, the target has run out" in told
    about = desk.json("13:20", "explain", identity)["reminders"]
    assert [record["state"] for record in about["told"]] == ["sent"]
    assert [silence["reason"] for silence in about["silences"]] == ["not-due"]


def test_r27_pause_and_resume(desk: Desk) -> None:
    assert "until you say resume" in desk.run("13:10", "pause").stderr
    assert desk.run("13:10", "remind").stdout == ""
    assert "paused until 'inboxwatch resume'" in desk.run("13:10", "status").stdout
    assert "you paused reminders" in desk.run("13:10", "remind", "--dry-run").stdout
    assert "Reminders are on again." in desk.run("13:10", "resume").stderr
    assert "until Mon 02 Mar 2026 13:40 CET" in desk.run("13:10", "pause", "13:40").stderr
    assert desk.run("13:30", "remind").stdout == ""
    assert "waits for you" in desk.run("13:41", "remind").stdout


def test_a_snooze_is_heeded_at_once(desk: Desk) -> None:
    identity = desk.json("13:10", "remind", "--dry-run")["notices"][0]["items"][0]["request"]
    assert desk.run("13:10", "snooze", identity, "13:50").exit_code == 0
    assert desk.run("13:11", "remind").stdout == ""
    assert "waits for you" in desk.run("13:50", "remind").stdout


def test_what_cannot_be_meant_is_refused(desk: Desk, tmp_path: Path) -> None:
    wrong = desk.run("13:10", "remind", "--channel", "mail")
    assert wrong.exit_code == 2
    assert "There are: terminal." in wrong.stderr
    off = tmp_path / "off"
    off.mkdir()
    silent = Desk(off, CONFIGURATION.replace('channels = ["terminal"]', ""))
    assert silent.run("13:10", "remind").exit_code == 3
    assert silent.json("13:10", "status")["next_reminder_at"] is None


def test_subjects_are_left_out_where_they_are_not_wanted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIGURATION + "subjects = false\n")
    desk.write("new", "2026-03-02T10:00+01:00", subject="Secret merger")
    desk.run("13:10", "sync")
    told = desk.run("13:10", "remind").stdout
    assert "waits for you" in told and "merger" not in told


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('before = "1d"', "working days differ"),
        ('repeat = "soon"', "is not a duration"),
        ('escalate_after = "2h"', "escalate_after needs deputies"),
        ('deputies = ["nobody"]', "is not an e-mail address"),
        ('pause = "Friday"', "is not a date"),
        ("max_per_day = -1", "greater than or equal to 0"),
        ("quiet = true", "there is no such key"),
    ],
)
def test_wishes_that_cannot_be_are_told_with_their_key(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "mail").mkdir()
    config = tmp_path / "config.toml"
    config.write_text(CONFIGURATION.replace("[[channel]]", f"{line}\n[[channel]]", 1))
    config.chmod(0o600)
    result = CliRunner().invoke(main, ["--config", str(config), "remind", "--dry-run"], prog_name="inboxwatch")
    assert result.exit_code == 3
    assert words in result.stderr


@pytest.mark.parametrize(
    "line", ['before = "never"', 'repeat = "never"', 'promises_before = "never"', "pause = 2026-04-01"]
)
def test_never_is_an_answer(tmp_path: Path, line: str) -> None:
    desk = Desk(tmp_path, CONFIGURATION.replace("[[channel]]", f"{line}\n[[channel]]", 1))
    assert desk.run("13:10", "remind", "--dry-run").exit_code == 0


def test_r24_a_channel_that_was_given_up_is_pointed_out_until_it_is_forgiven(desk: Desk) -> None:
    settings = load(desk.folder / "config.toml")
    with Store.open(f"sqlite:///{desk.folder}/store.db") as store:
        target = policy(settings, secret=store.secret).targets["terminal"]
        for number in range(3):
            at = dt.datetime(2026, 2, 20 + number, 10, 0, tzinfo=dt.UTC)
            notice = Notice(f"{number:032}", NoticeKind.REMINDER, "terminal", (), at)
            store.notices.restore([Record(notice, Delivery.FAILED, at, error="550 No.", target=target)], {})
    assert "refused the last notices" in desk.run("13:10", "status").stdout
    assert desk.run("13:10", "remind").stdout == ""
    assert "the channel refused the last notices" in desk.run("13:10", "remind", "--dry-run").stdout
    assert desk.run("13:10", "resume").exit_code == 0
    assert "refused" not in desk.run("13:10", "status").stdout
    assert "waits for you" in desk.run("13:10", "remind").stdout
