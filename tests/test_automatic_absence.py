"""Absence notes in 23 languages: by subject, by words alone, and people who speak of absence (issue 3, item 2)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.model import Address, AutomaticKind, Owner

TOLD = tomllib.loads((Path(__file__).parent / "absence_notes.toml").read_text(encoding="utf-8"))
OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
LANGUAGES = pytest.mark.parametrize("language", TOLD)


def kind(subject: str, text: str, *, answers: bool = True) -> AutomaticKind | None:
    """What kind of machine the classifier sees in a mail from Bo to Ada; `answers`: it names the mail it answers."""
    mail = mail_of(
        {"subject": subject, "text": text, "from": "Bo Jansen <bo@corp.example>", "to": ["ada@corp.example"]}
    )
    mail = replace(mail, to=(Address("Ada Lovelace", "ada@corp.example"),))
    return classify(replace(mail, in_reply_to=("<1@corp.example>",) if answers else ()), OWNER).automatic


@LANGUAGES
def test_subject_of_programs(language: str) -> None:
    """A subject that only programs write is enough, whatever the text, and whether or not the header names a mail."""
    for answers in (True, False):
        assert kind(TOLD[language]["program"], "…", answers=answers) is AutomaticKind.AUTO_REPLY


@LANGUAGES
def test_subject_of_people_over_a_note(language: str) -> None:
    """A subject that people write too, over a note, in an answer (without "Re:") or a mail of its own."""
    subject, text = TOLD[language]["title"], TOLD[language]["titled"]
    for answers in (True, False):
        assert kind(subject, text, answers=answers) is AutomaticKind.AUTO_REPLY


@LANGUAGES
def test_note_under_the_subject_it_answers(language: str) -> None:
    """Outlook rules answer under "RE:" without any mark; the words of a standing note are enough."""
    for text in TOLD[language]["notes"]:
        assert kind("RE: 4711", text) is AutomaticKind.AUTO_REPLY, text


@LANGUAGES
def test_people_who_speak_of_absence(language: str) -> None:
    """A request, a personal answer, news of a colleague: under any subject, as an answer or not, a person wrote it."""
    for text in TOLD[language]["people"]:
        for subject in ("RE: 4711", "4711", "Re: " + TOLD[language]["program"], "Re: " + TOLD[language]["title"]):
            assert kind(subject, text) is None, (subject, text)
        assert kind("4711", text, answers=False) is None, text
        if "?" in text or "？" in text:
            assert kind(TOLD[language]["title"], text, answers=False) is None, text
