"""`classify` and `evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

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
