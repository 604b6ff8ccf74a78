"""The command line on the invented company: exit codes, streams, JSON to the letter, decisions, bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import COMMANDS, main
from inboxwatch.demo import write_company

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
ESCAPE = "\x1b"


@dataclass(frozen=True)
class Office:
    """The invented company, already synced, in a folder of its own."""

    folder: Path
    now: str
    explained: str

    def run(self, *args: str, **more: Any) -> Result:
        """Run a command with its configuration at its time."""
        options = ["--config", str(self.folder / "config.toml"), "--now", self.now]
        return CliRunner().invoke(main, [*options, *args], prog_name="inboxwatch", **more)

    def json(self, *args: str) -> Any:
        """Run a command that prints JSON."""
        result = self.run(*args)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def overdue(self) -> str:
        """The id of the most overdue request."""
        found: str = self.json("requests", "--overdue", "--json")["requests"][0]["id"]
        return found


@pytest.fixture(scope="session")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("company")
    company = write_company(folder)
    office = Office(folder, company.now.isoformat(), company.explain)
    result = office.run("sync")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return office


@pytest.fixture
def office(synced: Office, tmp_path: Path) -> Office:
    folder = tmp_path / "company"
    shutil.copytree(synced.folder, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(str(synced.folder), str(folder)))
    return Office(folder, synced.now, synced.explained)


@pytest.fixture(autouse=True)
def _no_configuration_of_mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("INBOXWATCH_CONFIG", "INBOXWATCH_NOW"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    yield


# help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"], prog_name="inboxwatch")
    assert result.exit_code == 0
    assert f"inboxwatch {name}" in result.stdout.split("Example")[1]


def test_help_lists_every_command_and_no_other() -> None:
    result = CliRunner().invoke(main, ["--help"])
    listed = re.findall(r"^  ([a-z]+)  +[A-Z]", result.stdout.split("Commands:")[1], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom inboxwatch.cli import main\n"
        "try:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'exchangelib', 'pydantic', 'rich', 'imapclient', 'connectors', 'holidays',"
        " 'icalendar', 'alembic', 'keyring', 'selectolax'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"


def test_status_imports_no_database_toolkit(synced: Office) -> None:
    code = (
        "import sys\nfrom inboxwatch.cli import main\n"
        "try:\n main(sys.argv[1:])\nexcept SystemExit:\n pass\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'alembic', 'imapclient', 'exchangelib', 'selectolax', 'icalendar'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now, "status"]
    result = subprocess.run([sys.executable, "-c", code, *options], capture_output=True, text=True, check=True)
    assert result.stderr.strip().endswith("[]")


def test_shell_completion_knows_commands_without_importing_them() -> None:
    environment = {
        **os.environ,
        "_INBOXWATCH_COMPLETE": "bash_complete",
        "COMP_WORDS": "inboxwatch s",
        "COMP_CWORD": "1",
    }
    code = "from inboxwatch.cli import main; main(prog_name='inboxwatch')"
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert {line.partition(",")[2] for line in result.stdout.split()} == {"scan", "sync", "status", "snooze"}


# data


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
    assert synced.json("explain", synced.explained, "--json")["text"] is None
    assert synced.json("explain", synced.explained, "--read", "--json")["text"]


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


# decisions


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


# housekeeping


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


# classify and evaluate


def test_classify_json_is_the_interface_to_the_letter(tmp_path: Path) -> None:
    mail = tmp_path / "question.eml"
    mail.write_text(
        "From: Bo <bo@corp.example>\nTo: ada@corp.example\nSubject: Plan\nMessage-ID: <1@corp.example>\n"
        "Date: Wed, 18 Nov 2026 10:00:00 +0100\n\nHi Ada,\ncould you send me the plan by 4 pm today?\n\n> old words\n"
    )
    result = CliRunner().invoke(main, ["classify", str(mail), "--me", "ada@corp.example", "--json"])
    (found,) = json.loads(result.stdout)
    assert list(found) == [
        *("path", "message_id", "automatic", "automatic_kind", "needs_reply", "score", "kind", "reasons", "deadline"),
        "text",
    ]
    assert found["needs_reply"] is True
    assert (found["automatic"], found["automatic_kind"]) == (False, None)
    assert found["message_id"] == "<1@corp.example>"
    assert found["deadline"] == "2026-11-18T15:00:00Z"
    assert "old words" not in found["text"]


def test_classify_reads_standard_input_and_says_what_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["classify", "-", "--json"], input=b"Auto-Submitted: auto-replied\n\nAway")
    assert json.loads(result.stdout)[0]["automatic"] is True
    missing = CliRunner().invoke(main, ["classify", str(tmp_path / "none.eml")])
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "cannot be read" in missing.stderr


def test_evaluate_measures_and_shows_mistakes(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "subject": "Plan", "from": "bo@c.example", "to": ["ada@c.example"], "text": "Can you send it?"},
        {"id": "2", "subject": "Menu", "from": "bo@c.example", "to": ["ada@c.example"], "text": "Soup today."},
        {"id": "3", "subject": "Hm", "from": "bo@c.example", "to": ["ada@c.example"], "text": "Soup."},
    ]
    labels = [True, False, None]
    file = tmp_path / "labelled.jsonl"
    file.write_text(
        "".join(json.dumps({**row, "needs_reply": label}) + "\n" for row, label in zip(rows, labels, strict=True))
    )
    found = json.loads(CliRunner().invoke(main, ["evaluate", str(file), "--json"]).stdout)
    assert list(found) == ["n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold"]
    assert (found["n"], found["positives"], found["f1"]) == (2, 1, 1.0)
    strict = CliRunner().invoke(main, ["evaluate", str(file), "--threshold", "1", "--errors", "5"])
    assert "missed" in strict.stdout
    file.write_text("[]\n")
    assert CliRunner().invoke(main, ["evaluate", str(file)]).exit_code == 1


# bad input


def test_every_configuration_problem_at_once_with_exit_code_3(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[me]\nadresses = ["a@b.example"]\n[calendar]\ntimezone = "Europe/Berlinn"\n')
    config.chmod(0o600)
    result = CliRunner().invoke(main, ["--config", str(config), "status"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert 'did you mean "addresses"' in result.stderr
    assert "Europe/Berlin" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--config", "nowhere.toml", "status"], 3),
        (["--now", "soon", "status"], 2),
        (["statsu"], 2),
        (["status", "--nope"], 2),
        (["scan", "nowhere", "--me", "a@b.example"], 4),
        (["scan", ".", "--me", "nobody"], 2),
    ],
)
def test_bad_input_gives_one_sentence_and_its_exit_code(arguments: list[str], code: int) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_store_that_is_none_is_left_alone(office: Office, tmp_path: Path) -> None:
    store = tmp_path / "notes.txt"
    store.write_text("not a database")
    for command in ("status", "sync", "requests"):
        result = office.run(command, "--json") if command != "sync" else office.run(command)
        assert result.exit_code == 0
        options = ["--config", str(office.folder / "config.toml"), "--store", f"sqlite:///{store}"]
        bad = CliRunner().invoke(main, [*options, command])
        assert bad.exit_code == 1
        assert "not an inboxwatch store" in bad.stderr
    assert store.read_text() == "not a database"


def test_a_bug_is_one_line_and_names_no_secret(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    from inboxwatch.cli import present

    def broken(*_: object) -> None:
        raise RuntimeError("hunter2 \x1b[2J")

    monkeypatch.setattr(present, "waiting", broken)
    result = office.run("status")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "bug" in result.stderr
    assert "hunter2" not in result.stderr
    told = CliRunner().invoke(main, ["-vv", "--config", str(office.folder / "config.toml"), "status"])
    assert "Traceback" in told.stderr
    assert ESCAPE not in told.stderr


def test_ctrl_c_ends_quietly_with_130(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    from inboxwatch.cli import present

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(present, "waiting", interrupted)
    result = office.run("status")
    assert result.exit_code == 130
    assert "Aborted" not in result.output


def test_a_closed_pipe_is_no_error(synced: Office) -> None:
    code = "from inboxwatch.cli import main; main()"
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now]
    with subprocess.Popen(
        [sys.executable, "-c", code, *options, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_ascii_terminal_gets_what_it_can_show(synced: Office) -> None:
    code = "from inboxwatch.cli import main; main()"
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now, "requests"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    result = subprocess.run([sys.executable, "-c", code, *options], env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.isascii()


def test_demo_shows_the_whole_product(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    result = CliRunner().invoke(main, ["demo", "--keep", str(kept)])
    assert result.exit_code == 0, result.stderr
    for words in (
        "inboxwatch status",
        "inboxwatch requests --overdue",
        "Working time that was counted",
        "by department",
    ):
        assert words in result.stdout
    assert (kept / "config.toml").exists()
    assert CliRunner().invoke(main, ["demo", "--keep", str(kept)]).exit_code == 2
