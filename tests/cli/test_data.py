"""What programs read: JSON to the letter, filters, CSV, streams."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from tests.builders import at, raw
from tests.cli.conftest import Office

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
ESCAPE = "\x1b"


REQUEST = {
    "id": str,
    "mailbox": str,
    "conversation": str,
    "message_id": str | None,
    "subject": str | None,
    "from": str,
    "department": str,
    "kind": str,
    "score": float | int,
    "reasons": list,
    "received_at": "instant",
    "target_seconds": int,
    "due_at": "instant",
    "deadline": "instant?",
    "state": {"open", "acknowledged", "answered", "covered", "withdrawn", "dismissed"},
    "outcome": {"met", "missed", "pending", "excused"},
    "acknowledged_at": "instant?",
    "acknowledged_by": str | None,
    "acknowledgement_kind": {"reply", "holding", "delegation", "calendar", "reaction", "elsewhere", None},
    "acknowledgement_message_id": str | None,
    "answered_at": "instant?",
    "elapsed_seconds": int,
    "business_seconds": int,
    "chasers": int,
    "handed_over_to": str | None,
    "promise": dict | None,
    "snoozed_until": "instant?",
    "taken_by": str | None,
    "also_answered_by": list,
}
FIGURES = {
    "requests",
    "open",
    "overdue",
    "met",
    "missed",
    "excused",
    "within_target",
    "median_seconds",
    "p90_seconds",
    "median_answered_only_seconds",
    "p90_answered_only_seconds",
    "reply_rate",
    "chasers",
    "promises",
}


def check(value: object, kind: object, name: str) -> None:
    """Compare one field with its kind."""
    if isinstance(kind, str):
        if value is None and kind.endswith("?"):
            return
        assert isinstance(value, str), name
        assert INSTANT.fullmatch(value), name
    elif isinstance(kind, set):
        assert value in kind, name
    else:
        assert isinstance(value, kind), name  # type: ignore[arg-type]
        assert not isinstance(value, bool), name


def check_request(item: dict[str, Any]) -> None:
    """Compare a request with the interface, field by field."""
    assert list(item) == list(REQUEST)
    for name, kind in REQUEST.items():
        check(item[name], kind, name)
    assert 0 <= item["score"] <= 1
    assert all(isinstance(reason, str) and reason for reason in item["reasons"])
    if item["promise"] is not None:
        assert list(item["promise"]) == ["due_at", "state", "text"]
        check(item["promise"]["due_at"], "instant", "promise.due_at")
        assert item["promise"]["state"] in {"kept", "broken", "open", "released"}


def test_requests_json_is_the_interface_to_the_letter(synced: Office) -> None:
    found = synced.json("requests", "--json")
    assert list(found) == ["generated_at", "rules", "requests"]
    assert found["generated_at"] == synced.now.replace("+00:00", "Z")
    assert len(found["requests"]) > 50
    for item in found["requests"]:
        check_request(item)
    assert any(item["promise"] for item in found["requests"])


def test_scan_json_adds_figures_and_messages(synced: Office) -> None:
    found = synced.json("scan", str(synced.folder / "mail"), "--json")
    for item in found["requests"]:
        check_request(item)
        assert item["mailbox"] == "scan"
    assert set(found["figures"]) == FIGURES | {"departments"}
    assert set(found["figures"]["promises"]) == {"kept", "broken", "open"}
    for figures in found["figures"]["departments"].values():
        assert set(figures) == FIGURES
    assert found["figures"]["requests"] == len(found["requests"])
    assert found["messages"] > len(found["requests"])


def test_scan_needs_no_configuration_and_keeps_nothing(synced: Office, tmp_path: Path) -> None:
    arguments = [
        "--now",
        synced.now,
        "scan",
        str(synced.folder / "mail"),
        "--me",
        "mira.sandberg@kestrel.example",
        "--json",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    assert "No working calendar is configured" in result.stderr
    assert json.loads(result.stdout)["requests"]
    assert not (tmp_path / "home").exists()


def test_scan_without_an_owner_is_a_usage_error(synced: Office) -> None:
    result = CliRunner().invoke(main, ["scan", str(synced.folder / "mail")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--me" in result.stderr


def test_a_table_and_the_json_show_the_same_requests(synced: Office) -> None:
    shown = synced.run("requests", "--state", "open")
    ids = [item["id"] for item in synced.json("requests", "--state", "open", "--json")["requests"]]
    assert [line.split()[0] for line in shown.stdout.splitlines()[2:]] == ids
    assert ESCAPE not in shown.stdout


def test_filters(synced: Office) -> None:
    everything = synced.json("requests", "--json")["requests"]
    finance = synced.json("requests", "--json", "--department", "finance")["requests"]
    assert {item["department"] for item in finance} == {"Finance"}
    late = synced.json("requests", "--json", "--overdue")["requests"]
    assert {(item["state"], item["outcome"]) for item in late} == {("open", "missed")}
    some = synced.json("requests", "--json", "--from", "CAROL", "--since", "2026-05-11")["requests"]
    expected = [item["id"] for item in everything if "carol" in item["from"] and item["received_at"] > "2026-05-10T22"]
    assert sorted(item["id"] for item in some) == sorted(expected)
    assert synced.run("requests", "--mailbox", "nope").exit_code == 2
    assert synced.run("requests", "--department", "nope").exit_code == 2
    assert synced.run("requests", "--state", "nope").exit_code == 2


def test_status_check_is_for_scripts(synced: Office) -> None:
    assert synced.run("status").exit_code == 0
    assert synced.run("status", "--check").exit_code == 5
    found = synced.json("status", "--json")
    assert found["open"] == len(found["requests"]) > found["overdue"] > 0
    assert found["mailboxes"][0]["last_success"] == synced.now.replace("+00:00", "Z")


def test_the_clock_can_be_frozen_by_the_environment(synced: Office) -> None:
    result = CliRunner().invoke(
        main,
        ["--config", str(synced.folder / "config.toml"), "requests", "--json"],
        env={"INBOXWATCH_NOW": "2026-05-21T13:00:00+01:00"},
    )
    assert json.loads(result.stdout)["generated_at"] == "2026-05-21T12:00:00Z"


def test_explain_tells_the_same_as_the_figures(synced: Office) -> None:
    found = synced.json("explain", synced.explained, "--json")
    item = found["request"]
    check_request(item)
    assert sum(interval["seconds"] for interval in found["intervals"]) == item["business_seconds"]
    assert found["steps"][0]["message_id"] == item["message_id"]
    assert item["acknowledgement_message_id"] in [step["message_id"] for step in found["steps"]]
    told = synced.run("explain", item["id"][:6], env={"COLUMNS": "200"}).stdout
    for words in (
        "Why it is a request",
        "What happened",
        "Working time that was counted",
        "target",
        item["message_id"],
    ):
        assert words in told


def test_explain_says_why_a_mail_is_no_request(synced: Office) -> None:
    steps = synced.json("explain", synced.explained, "--json")["steps"]
    answer = next(step["message_id"] for step in steps if step["code"].startswith("acknowledged"))
    found = synced.json("explain", answer.strip("<>"), "--json")
    assert (found["request"], found["why_not"]) == (None, "outbound")
    assert "No request: it was written by you" in synced.run("explain", answer).stdout


def test_explain_reads_the_text_only_when_asked(synced: Office) -> None:
    before = synced.json("explain", synced.explained, "--json")
    assert before["text"] is None
    assert not any("“" in words for words in before["reasons"])
    found = synced.json("explain", synced.explained, "--read", "--json")
    assert found["text"]
    assert found["request"]["reasons"] == found["reasons"]
    quoted(found["reasons"], found["text"])
    assert (
        quoted(found["reasons"], found["text"])[0] in synced.run("explain", synced.explained, "--read").stdout.lower()
    )


def quoted(reasons: list[str], text: str) -> list[str]:
    """The words that reasons quote: at least one, each of them in the text."""
    found = [words.partition("“")[2].rstrip("”… ").lower() for words in reasons if "“" in words]
    assert found
    flat = " ".join(text.lower().split())
    assert all(" ".join(words.split()) in flat for words in found), (found, flat)
    return found


def test_scan_quotes_the_mail_that_it_has_just_read(tmp_path: Path) -> None:
    """Nothing is stored, so nothing is hidden either; `requests` of the same mail quotes nothing."""
    text = "Hi Ada,\n\ncould you send me the signed contract by Friday?\n\nBo\n"
    (tmp_path / "a.eml").write_bytes(raw(text=text, date=at("2026-05-18 09:00"), newline="\n"))
    options = ["--now", "2026-05-19T12:00:00Z", "scan", str(tmp_path / "a.eml"), "--me", "ada@corp.example"]
    [request] = json.loads(CliRunner().invoke(main, [*options, "--json"]).stdout)["requests"]
    quoted(request["reasons"], text)
    assert any("send me the signed contract" in words for words in request["reasons"])
    screen = CliRunner().invoke(main, options, env={"COLUMNS": "300"}).stdout
    assert "send me the signed contract" in " ".join(screen.split())


def test_csv_has_every_field_and_no_formula(synced: Office) -> None:
    rows = list(csv.DictReader(io.StringIO(synced.run("requests", "--csv").stdout)))
    found = synced.json("requests", "--json")["requests"]
    assert [row["id"] for row in rows] == [item["id"] for item in found]
    assert set(REQUEST) - {"promise"} <= set(rows[0])
    assert [int(row["business_seconds"]) for row in rows] == [item["business_seconds"] for item in found]


def test_promises(synced: Office) -> None:
    found = synced.json("promises", "--json")["requests"]
    assert found
    assert all(item["promise"] for item in found)
    assert found[0]["id"] in synced.run("promises").stdout


def test_data_goes_to_stdout_and_narration_to_stderr(office: Office) -> None:
    result = office.run("sync", "--json")
    assert json.loads(result.stdout)["mailboxes"][0]["new"] == 0
    assert "demo" in result.stderr


def test_scan_of_mail_without_requests_has_all_fields(tmp_path: Path) -> None:
    (tmp_path / "note.eml").write_text("From: bo@corp.example\nTo: ada@corp.example\nSubject: Menu\n\nSoup today.\n")
    result = CliRunner().invoke(main, ["scan", str(tmp_path), "--me", "ada@corp.example", "--json"])
    found = json.loads(result.stdout)
    assert (found["messages"], found["requests"]) == (1, [])
    assert set(found["figures"]) == FIGURES | {"departments"}


def test_a_long_table_shows_the_most_urgent_and_says_so(synced: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [each["id"] for each in synced.json("requests", "--json")["requests"]]
    assert len(everything) > 5
    monkeypatch.setattr("inboxwatch.cli.requests.SHOWN", 3)
    shown = synced.run("requests")
    assert [name for name in everything if name in shown.stdout] == everything[:3]
    assert f"These are the 3 most urgent of {len(everything)} requests; --limit 0 shows all." in shown.stderr
    whole = synced.run("requests", "--limit", "0")
    assert all(name in whole.stdout for name in everything)
    assert "most urgent" not in whole.stderr
    assert [each["id"] for each in synced.json("requests", "--json", "--limit", "2")["requests"]] == everything[:2]
    assert len(synced.json("requests", "--json")["requests"]) == len(everything), "programs get all of them"
    assert synced.run("requests", "--csv").stdout.count("\n") == len(everything) + 1
