"""`evaluate`: figures, intervals, groups, mistakes, and what it says about rows that cannot be measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from tests.cli.json_page import check

STABLE = ["n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold"]
TEXTS = [("Can you send me the plan?", True), ("Soup today.", False), ("What do you think?", True)]


def row(number: int, text: str, label: object, **more: object) -> dict[str, object]:
    addresses = {"from": "bo@corp.example", "to": ["ada@corp.example"], "cc": []}
    return {"id": f"row-{number}", "subject": f"Mail {number}", **addresses, "text": text, "needs_reply": label, **more}


def write(path: Path, *rows: Mapping[str, object] | str) -> str:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in rows]
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)


def evaluate(*args: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *args])


def found(*args: str) -> Any:  # noqa: ANN401 - JSON
    result = evaluate(*args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_docs_name_every_field(file: str) -> None:
    rows = json.loads(Path(file).read_text().splitlines()[0]) | {"date": None}
    told = found(file, file, "--by", "stratum", "--errors", "3")
    rows.pop("stratum")
    check("Metrics", [rows, told])


@pytest.fixture
def file(tmp_path: Path) -> str:
    rows = [row(number, *TEXTS[number % 3], stratum="ab"[number % 2]) for number in range(30)]
    return write(tmp_path / "set.jsonl", *rows, row(98, "Hm.", None), row(99, "It rains.", label=True, stratum=None))


def test_the_stable_fields_come_first_and_the_rest_is_added(file: str) -> None:
    told = found(file)
    assert list(told)[:8] == STABLE
    assert (told["n"], told["positives"], told["skipped"], told["set"]) == (31, 21, 1, "set")
    assert (told["precision"], told["recall"]) == (1.0, round(20 / 21, 4))
    low, high = told["intervals"]["recall"]
    assert low < told["recall"] <= high == 1.0
    assert told["resampled_by"] == "row"
    assert [each["threshold"] for each in told["thresholds"]] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert told["best"]["f1"] >= told["f1"]
    assert sum(each["n"] for each in told["calibration"]["bins"]) == 31
    assert 0 < told["calibration"]["brier"] < 0.25
    assert "errors" not in told
    assert "by" not in told


def test_the_same_file_gives_the_same_bytes(file: str) -> None:
    assert evaluate(file, "--json").stdout == evaluate(file, "--json").stdout


def test_rows_of_a_thread_are_drawn_together(tmp_path: Path) -> None:
    """Ten copies of three messages know no more than three messages do: the interval is much wider."""
    alone = [row(number, *TEXTS[number // 10]) for number in range(30)]
    alone[5]["text"] = alone[15]["text"] = "Could you call me? Please?"
    apart = found(write(tmp_path / "apart.jsonl", *alone))
    threads = [{**each, "thread": f"t{number // 5}"} for number, each in enumerate(alone)]
    together = found(write(tmp_path / "together.jsonl", *threads))
    assert (apart["resampled_by"], together["resampled_by"]) == ("row", "thread")
    width = {name: told["intervals"]["precision"] for name, told in (("apart", apart), ("together", together))}
    assert width["together"][1] - width["together"][0] > 1.2 * (width["apart"][1] - width["apart"][0])
    mailboxes = [{**each, "mailbox": f"m{number // 5}", "thread": None} for number, each in enumerate(alone)]
    assert found(write(tmp_path / "boxes.jsonl", *mailboxes))["resampled_by"] == "mailbox"


def test_groups_by_a_field(file: str) -> None:
    told = found(file, "--by", "stratum")["by"]
    assert list(told) == ["", "a", "b"]
    assert [told[name]["n"] for name in told] == [1, 15, 15]
    assert list(told["a"])[:8] == STABLE
    assert told[""]["intervals"]["f1"] is None  # one message tells nothing about its like
    shown = evaluate(file, "--by", "stratum").stdout
    assert "Group" in shown


def test_mistakes_are_named_with_their_reasons(file: str) -> None:
    told = found(file, "--errors", "3")["errors"]
    assert [(each["id"], each["subject"], each["needs_reply"]) for each in told] == [("row-99", "Mail 99", True)]
    strict = evaluate(file, "--threshold", "1", "--errors", "2").stdout
    assert strict.count("✗ missed") == 2
    assert "  row-99  Mail 99" in strict
    assert "asks" in strict


def test_several_files_are_several_sets(file: str, tmp_path: Path) -> None:
    other = write(tmp_path / "other.jsonl", row(1, "Can you come?", label=True), row(2, "Soup.", label=False))
    told = found(file, other)["sets"]
    assert [(each["set"], each["n"]) for each in told] == [("set", 31), ("other", 2)]
    shown = evaluate(file, other).stdout
    assert "other" in shown
    assert "95 % interval" in shown


BAD: list[tuple[Mapping[str, object] | str, str]] = [
    ("[]", "line 2 is no JSON object"),
    ("{broken", "line 2 is no JSON object"),
    ({"id": "x", "text": "Hi"}, "line 2: needs_reply must be true, false or null"),
    ({"id": "x", "text": "Hi", "needs_reply": "yes"}, "line 2: needs_reply must be true, false or null"),
    ({"id": "x", "text": "Hi", "needs_reply": 1}, "line 2: needs_reply must be true, false or null"),
    ({"id": "x", "needs_reply": True}, "line 2: text must be a string"),
    ({"id": "x", "text": "Hi", "needs_reply": True, "subject": 7}, "line 2: subject must be a string"),
    ({"id": "x", "text": "Hi", "needs_reply": True, "to": "ada@corp.example"}, "line 2: to must be a list"),
]


@pytest.mark.parametrize(("bad", "words"), BAD)
def test_a_bad_row_is_one_sentence_with_file_and_line(
    tmp_path: Path, bad: Mapping[str, object] | str, words: str
) -> None:
    result = evaluate(write(tmp_path / "bad.jsonl", row(1, "Can you?", label=True), bad), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.jsonl" in result.stderr
    assert words in result.stderr
    assert result.stderr.count("Error: ") == 1


def test_nothing_to_measure_is_said(tmp_path: Path, file: str) -> None:
    empty = evaluate(write(tmp_path / "empty.jsonl", row(1, "Hm", None)))
    assert (empty.exit_code, empty.stdout) == (1, "")
    assert "nothing to measure" in empty.stderr
    wrong = evaluate(file, "--by", "colour")
    assert wrong.exit_code == 1
    assert "No row of" in wrong.stderr
    assert "stratum" in wrong.stderr
