"""The training code: what it tears apart, what it learns, and that the package scores as scikit-learn does."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from inboxwatch.classifier import automatic, features, model, text, verdicts
from inboxwatch.classifier.labelled import mail_of
from inboxwatch.model import Owner
from training import everyday, judging, rows
from training import model as trained

ASKS = [*everyday.texts(everyday.NEEDS_REPLY), *everyday.texts(everyday.COPIED)]
TELLS = everyday.texts(everyday.NO_REPLY)
HEADER = {"from": "Bo <bo@corp.example>", "to": ["ada@corp.example"], "subject": "Re: Order"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five small sets made of our own mails: the forms of the real ones, none of their text."""
    found = tmp_path_factory.mktemp("labelled")
    for number, name in enumerate(rows.SETS):
        header = {} if name in {"parakweet", "mailex"} else HEADER
        lines = []
        for at, (asks, tells) in enumerate(zip(ASKS[::2], TELLS[::2], strict=False)):
            for written, label in ((asks, True), (tells, False)):
                row = {"text": written, "needs_reply": label, "thread": str(at // 3), "mailbox": f"m{at % 4}"}
                row["text"] += " We met at the plant." * (number % 2)
                lines.append(json.dumps({"id": f"{name}-{at}-{label}", "stratum": "random", **header, **row}))
        lines.append(json.dumps({"id": "null", "text": "?", "needs_reply": None}))
        (found / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def labelled(folder: Path) -> list[rows.Row]:
    return rows.read(folder)


@pytest.fixture(scope="module")
def fitted(folder: Path, labelled: list[rows.Row]) -> trained.Model:
    return trained.fit(labelled, rows.own_words(folder))


def pure(
    content: dict[str, object], row: dict[str, object], *, each_word: bool, monkeypatch: pytest.MonkeyPatch
) -> float:
    """What the package says with these weights."""
    weights = model.build(content)
    monkeypatch.setattr(model, "load", lambda: weights)
    mail = mail_of(row)
    owner = Owner(frozenset(address.address for address in mail.to[:1]))
    zones = text.zone(mail.text)
    assert automatic.detect(mail, zones.text)[0] is None
    reading = verdicts.read(mail, zones, verdicts.tie(mail, owner, zones))
    return weights.total(features.of(mail, owner, reading, each_word=each_word))


IN_SUITE = {("mailex", True), ("parakweet", False)}
"""Two of the six are enough for the suite; all of them run in `make soak`."""


@pytest.mark.parametrize(
    ("name", "each_word"),
    [
        pytest.param(name, each_word, marks=() if (name, each_word) in IN_SUITE else pytest.mark.soak)
        for name in ("mailex", "panza", "parakweet")
        for each_word in (True, False)
    ],
)
def test_the_package_scores_as_scikit_learn_does(
    folder: Path,
    labelled: list[rows.Row],
    fitted: trained.Model,
    name: str,
    each_word: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To 1e-9, on every row, through the file's own form: JSON."""
    content = json.loads(json.dumps(fitted.content()))
    raw = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()][:-1]
    own = [row for row in labelled if row.name == name]
    assert len(raw) == len(own) > 70
    told = fitted.totals(own)
    for row, seen, total in zip(raw, own, told, strict=True):
        if seen.language == "en":
            assert pure(content, row, each_word=each_word, monkeypatch=monkeypatch) == pytest.approx(total, abs=1e-9)


def test_the_same_data_give_the_same_file(folder: Path, fitted: trained.Model) -> None:
    again = trained.fit(rows.read(folder), rows.own_words(folder))
    assert json.dumps(again.content()) == json.dumps(fitted.content())


def test_nothing_that_belongs_together_is_torn_apart(labelled: list[rows.Row]) -> None:
    """A thread, a mailbox, a template is learnt from or judged, never both."""
    home = judging.parts(labelled)
    where: dict[str, set[int]] = {}
    for row, part in zip(labelled, home, strict=True):
        where.setdefault(row.group, set()).add(part)
    assert all(len(each) == 1 for each in where.values())
    assert len(set(home)) == judging.PARTS


def test_variants_of_one_template_are_one_group() -> None:
    alike = rows.alike(
        [
            {"text": "Please click the link below to confirm your account now."},
            {"text": "Dear user, please click the link below to confirm your address."},
            {"text": "The canteen is closed."},
            {"text": "The Canteen is closed!"},
        ]
    )
    assert alike[0] == alike[1] != alike[2] == alike[3]


def test_names_are_not_learnt(tmp_path: Path) -> None:
    """Only words that are mostly written small may have a weight."""
    for name in rows.SETS:
        row = {"text": "Please ask Quentin whether Quentin has the list. Quentin knows the list."}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    words = rows.own_words(tmp_path)
    assert {"ask", "list", "?", "|"} <= words
    assert "quentin" not in words


def test_it_learns(labelled: list[rows.Row], fitted: trained.Model) -> None:
    """On what it was fitted on it is right nearly everywhere, and what asks scores higher."""
    found = fitted.probabilities(labelled)
    right = sum((score >= 0.5) == row.label for score, row in zip(found, labelled, strict=True))
    assert right / len(labelled) > 0.9
    assert all(0 <= score <= 1 and not math.isnan(score) for score in found)


def test_figures_name_every_set(labelled: list[rows.Row], fitted: trained.Model) -> None:
    lines = list(judging.figures(labelled, fitted.probabilities(labelled)))
    assert [line.split("  ")[0].strip() for line in lines] == [*rows.SETS, rows.EVERYDAY, "enron_inbox, random"]
