"""Decisions and housekeeping: what the owner may change, and take back."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

from click.testing import CliRunner

from inboxwatch.cli import main
from tests.cli.conftest import Office


def state(office: Office, identity: str) -> tuple[str, str]:
    """State and outcome of a request."""
    item = office.json("explain", identity, "--json")["request"]
    return item["state"], item["outcome"]


def test_dismiss_and_undo(office: Office) -> None:
    identity = office.overdue()
    assert office.run("dismiss", identity[:5]).exit_code == 0
    assert state(office, identity) == ("dismissed", "excused")
    assert office.run("undo", identity).exit_code == 0
    assert state(office, identity) == ("open", "missed")
    assert office.run("undo").exit_code == 2


def test_done_elsewhere_at_a_time(office: Office) -> None:
    identity = office.overdue()
    assert office.run("done", identity, "--at", "2026-05-21T11:00:00Z").exit_code == 0
    item = office.json("explain", identity, "--json")["request"]
    assert (item["state"], item["acknowledgement_kind"]) == ("answered", "elsewhere")
    assert item["answered_at"] == "2026-05-21T11:00:00Z"
    assert office.run("done", identity, "--at", "2020-01-01").exit_code == 2


def test_snooze_stops_reminders_and_not_the_clock(office: Office) -> None:
    identity = office.overdue()
    assert office.run("snooze", identity, "tomorrow 9:00").exit_code == 0
    item = office.json("explain", identity, "--json")["request"]
    assert (item["state"], item["outcome"], item["snoozed_until"]) == ("open", "missed", "2026-05-22T07:00:00Z")
    assert office.run("snooze", identity, "yesterday").exit_code == 2


def test_mark_makes_a_request_of_a_mail(office: Office) -> None:
    chaser = next(
        step["message_id"]
        for item in office.json("requests", "--json")["requests"]
        if item["chasers"]
        for step in office.json("explain", item["id"], "--json")["steps"]
        if step["code"] == "chaser"
    )
    assert office.run("mark", chaser).exit_code == 0
    assert office.run("mark", "<nobody@nowhere.example>").exit_code == 2
    assert office.run("undo", chaser).exit_code == 0


def test_a_mistyped_id_changes_nothing(office: Office) -> None:
    identity = office.overdue()
    result = office.run("dismiss", identity, "zzzzzz")
    assert result.exit_code == 2
    assert state(office, identity) == ("open", "missed")


def test_export_is_json_lines_and_private(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    before = os.umask(0)
    try:
        assert office.run("export", "--output", str(target)).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    tables = {json.loads(line)["table"] for line in target.read_text().splitlines()}
    assert {"mailbox", "message", "request"} <= tables
    assert office.run("export", "--output", str(target)).exit_code == 2


def test_forget_asks_first_and_then_forgets(office: Office) -> None:
    who = office.json("requests", "--json")["requests"][0]["from"]
    refused = office.run("forget", who, input="n\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert office.json("requests", "--json", "--from", who)["requests"]
    assert office.run("forget", who, "--yes").exit_code == 0
    assert office.json("requests", "--json", "--from", who)["requests"] == []
    assert who not in office.run("export").stdout
    assert office.run("forget", "nobody").exit_code == 2


def test_purge_applies_the_retention(office: Office) -> None:
    later = office.now.replace("2026-", "2027-").replace("-05-", "-06-")
    config = str(office.folder / "config.toml")
    result = CliRunner().invoke(main, ["--config", config, "--now", later, "purge"])
    assert result.exit_code == 0
    assert not result.stderr.startswith("✓ 0 ")


def test_rebuild_gives_the_same(office: Office) -> None:
    before = office.json("requests", "--json")
    assert office.run("rebuild").exit_code == 0
    assert office.json("requests", "--json") == before


def test_doctor_finds_nothing_wrong_and_says_so(office: Office) -> None:
    found = office.json("doctor", "--json")
    assert {check["state"] for check in found} == {"ok"}
    assert {check["area"] for check in found} == {"Configuration", "Clock", "Store", "Mailboxes"}


def test_doctor_names_a_lost_mailbox_and_an_open_store(office: Office) -> None:
    shutil.rmtree(office.folder / "mail")
    (office.folder / "store.sqlite3").chmod(0o644)
    result = office.run("doctor", "--json")
    assert result.exit_code == 4
    found = {(check["area"], check["state"]): check for check in json.loads(result.stdout)}
    assert found["Mailboxes", "failed"]["remedy"]
    assert "chmod 600" in found["Store", "warning"]["remedy"]


def test_sync_says_which_mailbox_failed_and_exits_with_4(office: Office) -> None:
    shutil.rmtree(office.folder / "mail")
    result = office.run("sync")
    assert result.exit_code == 4
    assert "! demo:" in result.stderr
    status = office.run("status")
    assert status.exit_code == 0
    assert "! " in status.stdout.split("Mailbox")[1]
