"""T1, T2, T3, T8: the real command on a pseudo-terminal, over a mailbox in which every mail is an attack."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from inboxwatch.views.text import safe
from tests.screens import PROGRAM, SGR, command_on_terminal, foreign, hostile_mailbox
from tests.test_views_hostile import PAYLOADS

NOW = "2026-11-18T15:00:00Z"
FORMULAS = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", 'x",=1', '"=1', "'=1", "-5", "plain"]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("attacked")
    config = hostile_mailbox(folder, [*PAYLOADS.values(), *FORMULAS])
    options = ["--config", str(config), "--now", NOW]
    subprocess.run([*PROGRAM, *options, "sync"], check=True, capture_output=True)
    return options


def ids(options: list[str]) -> list[str]:
    """The ids of all requests."""
    result = subprocess.run([*PROGRAM, *options, "requests", "--json"], check=True, capture_output=True, text=True)
    return [item["id"] for item in json.loads(result.stdout)["requests"]]


@pytest.mark.parametrize("command", ["status", "requests", "promises", "doctor"])
def test_t1_t3_screens_carry_no_foreign_byte(attacked: list[str], command: str) -> None:
    screen = command_on_terminal([*attacked, command])
    assert foreign(screen) == []
    assert "Error" not in screen
    assert SGR.search(screen), "a terminal gets colours"


def test_t1_explain_of_every_attack_carries_no_foreign_byte(attacked: list[str]) -> None:
    everyone = ids(attacked)
    assert len(everyone) >= len(PAYLOADS)
    for identity in everyone[::8]:
        screen = command_on_terminal([*attacked, "explain", identity, "--read"])
        assert foreign(screen) == [], identity
        assert "What happened" in screen


@pytest.mark.parametrize("command", [["requests", "--json"], ["status", "--json"], ["export"], ["requests", "--csv"]])
def test_t1_data_for_programs_carries_no_foreign_byte_either(attacked: list[str], command: list[str]) -> None:
    assert foreign(command_on_terminal([*attacked, *command])) == []


def test_t1_json_keeps_what_was_written(attacked: list[str]) -> None:
    result = subprocess.run([*PROGRAM, *attacked, "requests", "--json"], check=True, capture_output=True)
    assert result.stdout.isascii()
    subjects = {item["subject"] for item in json.loads(result.stdout)["requests"]}
    assert {"[/b] plan", "[TODO] Q3 plan", "[link=https://evil.example]x[/link]"} <= subjects


def test_t3_markup_in_a_subject_is_shown_as_written(attacked: list[str]) -> None:
    screen = SGR.sub("", command_on_terminal([*attacked, "requests"], width=240))
    for name in ("bold", "close", "todo", "href", "click", "nested"):
        assert safe(PAYLOADS[name])[:20] in screen


def test_t1_scan_and_classify_with_hostile_file_names(tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[2J\x9b.eml"
    evil.write_text("From: bo@corp.example\nTo: ada@corp.example\nSubject: x\n\nCould you send the plan?\n")
    for arguments in (["classify", str(evil)], ["scan", str(evil), "--me", "ada@corp.example"]):
        assert foreign(command_on_terminal(arguments, narrated=False)) == []
    for arguments in (["classify", f"{evil}\x07"], ["scan", f"{evil}\x07", "--me", "ada@corp.example"], ["\x1b[2J"]):
        screen = command_on_terminal(arguments)
        assert foreign(screen) == []
        assert "Error" in screen


def test_no_color_and_pipes_get_no_escape_at_all(attacked: list[str]) -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    result = subprocess.run([*PROGRAM, *attacked, "status"], env=environment, capture_output=True, check=True)
    assert b"\x1b" not in result.stdout
    assert b"\x1b" not in result.stderr


def test_t8_csv_has_no_formula_and_gives_back_what_was_written(attacked: list[str]) -> None:
    result = subprocess.run([*PROGRAM, *attacked, "requests", "--csv"], check=True, capture_output=True, text=True)
    found = subprocess.run([*PROGRAM, *attacked, "requests", "--json"], check=True, capture_output=True, text=True)
    written = [item["subject"] or "" for item in json.loads(found.stdout)["requests"]]
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    for row, subject in zip(rows, written, strict=True):
        cell = row["subject"]
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
        assert cell.removeprefix("'") == safe(subject)
        assert row["business_seconds"].isdigit()
