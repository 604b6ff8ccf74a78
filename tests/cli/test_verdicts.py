"""`classify`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main


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
        *("text", "language", "threshold", "absence"),
    ]
    assert found["language"] == "en"
    assert found["threshold"] == 0.5
    assert found["reasons"][0] == "asks a question to you by name: “could you send me the plan by 4 pm today?”"
    assert "has a deadline: Wednesday 18 November, 16:00" in found["reasons"]
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


OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("command", [["classify", "--json"], ["scan", "--me", "ada@corp.example", "--json"]])
def test_a_named_file_without_a_header_is_read_as_text_and_says_so(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Hi Ada,\n\ncould you send me the plan by Friday?\n\nBo\n")
    result = CliRunner().invoke(main, [*command[:1], str(file), *command[1:]])
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    if command[0] == "classify":
        assert found[0]["needs_reply"] is True
        assert "could you send me the plan" in found[0]["text"]
    else:
        assert found["messages"] == 1
    assert "letter.txt" in result.stderr
    assert "no mail header" in result.stderr


@pytest.mark.parametrize("command", [["classify"], ["scan", "--me", "ada@corp.example"]])
@pytest.mark.parametrize(
    ("content", "words"),
    [(OUTLOOK, "Save it from Outlook as .eml."), (b"\x89PNG\r\n\x1a\n\0\0\0", "is neither mail nor text")],
)
def test_a_file_that_is_no_text_is_one_clear_error(
    tmp_path: Path, command: list[str], content: bytes, words: str
) -> None:
    file = tmp_path / "letter.msg"
    file.write_bytes(content)
    result = CliRunner().invoke(main, [*command[:1], str(file), *command[1:]])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("Error: ") == 1
    assert "letter.msg" in result.stderr
    assert words in result.stderr


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(OUTLOOK)
    (tmp_path / "b.eml").write_text("From: bo@corp.example\n\nCould you help?\n")
    files = [str(tmp_path / "a.msg"), str(tmp_path / "b.eml"), str(tmp_path / "missing.eml")]
    result = CliRunner().invoke(main, ["classify", *files, "--json"])
    assert result.exit_code == 1
    assert [each["path"] for each in json.loads(result.stdout)] == [files[1]]
    assert result.stderr.count("Error: ") == 2


def test_the_bench_of_hostile_files_skips_aloud_without_its_corpus(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "bench" / "hostile_scan.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path / "none.tar.gz"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout[:7]) == (0, "SKIPPED")
    (tmp_path / "a.eml").write_text("From: bo@corp.example\n\nCould you help?\n")
    (tmp_path / "index.jsonl").write_text('{"path": "a.eml"}\n')
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "scan: 1 files, 0 exceptions, 0 lost" in done.stdout
