"""Deadlines and promises from the tables in `tests/dates`, each said in one sentence and resolved."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import Owner, Verdict, When

FOLDER = Path(__file__).parent / "dates"
OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
WEDNESDAY = "2026-03-04T09:15:00+01:00"
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def rows(kind: str) -> list[Any]:
    """All rows of one kind, named by language and sentence."""
    found = [(language, row) for language, table in TABLES.items() for row in table[kind]]
    say = [(language, row, row if isinstance(row, str) else row["say"]) for language, row in found]
    return [pytest.param(row, id=f"{language}: {text}") for language, row, text in say]


def read(text: str, sent: str = WEDNESDAY) -> Verdict:
    """The verdict on one sentence of a reply to Ada."""
    row = {"text": text, "date": sent, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": "Re: budget"}
    return classify(mail_of(row), OWNER)


def shown(moment: When | None) -> str:
    """A moment as the tables write it, "" for none."""
    if moment is None:
        return ""
    return f"{moment.date}" + (f" {moment.time:%H:%M}" if moment.time is not None else "")


@pytest.mark.parametrize("row", rows("deadline"))
def test_deadline(row: dict[str, str]) -> None:
    """What is asked for by a date has that deadline and promises nothing."""
    verdict = read(row["say"], row.get("sent", WEDNESDAY))
    assert (shown(verdict.deadline), shown(verdict.promise)) == (row["due"], "")


@pytest.mark.parametrize("row", rows("promise"))
def test_promise(row: dict[str, str]) -> None:
    """What the writer will do by a date is promised by then and no deadline."""
    verdict = read(row["say"], row.get("sent", WEDNESDAY))
    assert (shown(verdict.promise), shown(verdict.deadline)) == (row["due"], "")


@pytest.mark.parametrize("text", rows("neither"))
def test_neither(text: str) -> None:
    """Dates that bind nobody: past ones, topics, numbers, others' words, conditions, negations, absences."""
    verdict = read(text)
    assert (shown(verdict.deadline), shown(verdict.promise)) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!\n\n> I will send it tomorrow.\n",
        "Danke dir.\n\nAm 3. März 2026 schrieb Bo:\n> Ich schicke es bis Freitag.\n",
        "Merci !\n\nLe mar. 3 mars 2026 à 10:12, Bo a écrit :\n> Je vous réponds lundi.\n",
    ],
)
def test_what_others_promised_in_the_quotation_binds_nobody(text: str) -> None:
    assert read(text).promise is None


def test_there_are_enough_of_them() -> None:
    """At least sixty deadlines and sixty promises in English, German and French, and as many that are neither."""
    for kind, least in (("deadline", 60), ("promise", 60), ("neither", 50)):
        assert sum(len(TABLES[language][kind]) for language in ("en", "de", "fr")) >= least
