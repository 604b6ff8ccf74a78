"""What the weekly summary says of twelve weeks, in every language alike, and in which language it speaks."""

from __future__ import annotations

import re
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.demo import Company
from inboxwatch.summary import Quality, Summary, summarise
from inboxwatch.views.summary import data, html, markdown
from inboxwatch.views.summary.content import Content
from inboxwatch.views.summary.phrases import LANGUAGES, Phrases, language
from tests.test_dashboard_live import company, options
from tests.test_trends import NOW, answered, waiting

__all__ = ["company"]

BERLIN = ZoneInfo("Europe/Berlin")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG")


def weeks() -> Summary:
    """Two mailboxes, two departments; one who asked often, one who asked twice, dates that were asked for."""
    found = [
        *(answered(f"a{n}", days=n * 3, seconds=600 * (n + 1), sender="ann@corp.example") for n in range(8)),
        *(answered(f"b{n}", days=n * 3, seconds=20_000, department="Lab", mailbox="desk") for n in range(6)),
        *(waiting(f"w{n}", days=n, seconds=20_000 * (n > 2), sender="zoe@corp.example") for n in range(2)),
        *(waiting(f"o{n}", days=40, seconds=90_000, deadline=NOW) for n in range(4)),
    ]
    return summarise(found, "2026-W47", BERLIN, NOW, quality=Quality())


def page(code: str = "en", *, team: bool = False) -> str:
    return markdown.plain(Content(weeks(), Phrases(code, BERLIN), team=team).page())


def test_twelve_weeks_are_told() -> None:
    """20 requests: 14 answered, of which half within 20,000 s; six wait, so that nine in ten cannot be said."""
    said = page().replace("\N{NO-BREAK SPACE}", " ")
    recent = weeks().recent
    assert recent.answers.n == 20 and recent.answers.p90_seconds is None
    assert "Half of 20 requests had their answer, not only a sign, within 5 h 33 min of working time;" in said
    assert "how long nine in ten take cannot be said yet" in said
    assert "Dates that colleagues asked for: 0 met, 0 not met, 4 to come." in said
    assert "By age: up to a day 2, three days 0, a week 0, four weeks 0, older 4." in said
    assert "percentage points within target" in said
    assert "ann@corp.example, n: 8" in said and "zoe@corp.example, n:" not in said
    assert "- desk, n: 6" in said and "Without those who still wait, half would seem to take" not in said


def test_t23_of_a_team_no_person_and_no_mailbox_is_told() -> None:
    said, values = page(team=True), str(data.as_json(weeks(), rules="r", team=True))
    for secret in ("ann@", "zoe@", "desk", "Who asked most", "Mailboxes, in"):
        assert secret not in said + values
    assert "Answers, in twelve weeks" in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_knows_the_same_sentences(code: str) -> None:
    """The same names with the same values, so that none falls back or fails in the one week in which it is needed."""

    def sentences(each: str) -> dict[str, set[str]]:
        text = (resources.files("inboxwatch.views.summary") / "locales" / f"{each}.ftl").read_text(encoding="utf-8")
        parts = re.split(r"^([a-z][a-z0-9-]*) = ", text, flags=re.MULTILINE)[1:]
        return {name: set(re.findall(r"\$([\w-]+)", said)) for name, said in zip(parts[::2], parts[1::2], strict=True)}

    assert sentences(code) == sentences("en")
    assert len(page(code).splitlines()) == len(page().splitlines())


def test_one_reader_is_addressed_in_one_way() -> None:
    """German and Spanish have two words for "you": one page uses one of them."""
    for code, formal in (("de", r"\b(Sie|Ihnen|Ihre?[mnrs]?)\b"), ("es", r"(?i)\b(usted|le deben|sus colegas)\b")):
        text = (resources.files("inboxwatch.views.summary") / "locales" / f"{code}.ftl").read_text(encoding="utf-8")
        assert not re.findall(formal, text)
    french = (resources.files("inboxwatch.views.summary") / "locales" / "fr.ftl").read_text(encoding="utf-8")
    assert "'" not in french  # typographic apostrophes throughout


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}, "en"),  # only the form of dates
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "pt_BR.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8", "LANGUAGE": "pt_BR:es:en"}, "es"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
        ({"LANG": "es_ES@euro"}, "es"),
    ],
)
def test_the_language_is_that_of_messages(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_the_configured_language_is_that_of_the_command_too(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with company.config.open("a", encoding="utf-8") as config:
        config.write('\n[report]\nlanguage = "fr"\n')
    for given, title in (((), "Réactivité"), (("--language", "en"), "Responsiveness")):
        shown = CliRunner().invoke(main, [*options(company), "report", "--format", "markdown", *given])
        assert shown.stdout.startswith(f"# {title}"), shown.output


def test_a_phone_shows_six_columns_at_most_and_loses_no_figure_that_stands_nowhere_else() -> None:
    """Seen at 375 px: seven do not fit. Chasers have a sentence of their own."""
    shown = html.html(Content(weeks(), Phrases("en", BERLIN)).page())
    heads = [re.findall(r"<th([^>]*)>([^<]*)", head) for head in re.findall(r"<tr>(<th.*?)</tr>", shown)]
    assert heads
    for head in heads:
        assert len([title for attributes, title in head if "spare" not in attributes]) <= 6
    assert {title for head in heads for attributes, title in head if "spare" in attributes} == {"Chasers"}
    assert ".spare { display: none !important; }" in shown.partition("max-width: 480px")[2]
