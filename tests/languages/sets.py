"""Reads the sets of mail in this directory and counts what the classifier makes of them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import Mail, Owner, Verdict

HERE = Path(__file__).parent
LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
SENT = "2026-03-04T09:15:00+01:00"


@dataclass(frozen=True, slots=True)
class Example:
    """One mail of a set: whether it asks Ada for something, its text and what the classifier says of it."""

    request: bool
    text: str
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        """Whether the classifier calls it a request, at the threshold that everybody has at first."""
        return self.verdict.automatic is None and self.verdict.score >= 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 of a set."""

    precision: float
    recall: float
    f1: float


def letter(text: str) -> Mail:
    """A text that a colleague sends to Ada alone on Wednesday, 4 March 2026."""
    row = {"text": text, "date": SENT, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": ""}
    return mail_of(row)


def judge(text: str) -> Verdict:
    """The verdict on such a text."""
    return classify(letter(text), OWNER)


@functools.cache
def examples(language: str, part: str) -> tuple[Example, ...]:
    """All mail of one set, judged once; `part` is "first", "fresh" or "third"."""
    found = tomllib.loads((HERE / f"{language}_{part}.toml").read_text(encoding="utf-8"))
    return tuple(
        Example(kind == "request", entry["text"], judge(entry["text"]))
        for kind in ("request", "other")
        for entry in found[kind]
    )


def figures(found: Iterable[Example]) -> Figures:
    """Count the flagged mail against the truth."""
    found = list(found)
    right = sum(example.request and example.flagged for example in found)
    flagged = sum(example.flagged for example in found)
    wanted = sum(example.request for example in found)
    precision, recall = right / flagged if flagged else 0.0, right / wanted if wanted else 0.0
    return Figures(precision, recall, 2 * right / (flagged + wanted) if flagged + wanted else 0.0)
