"""The weekly summary on every surface: hostile text stays text (T1-T3, T6, T7), colours are readable."""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
import zlib
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.demo import Company, write_company
from inboxwatch.model import Promise, PromiseState, Request
from inboxwatch.summary import Quality, Summary, summarise
from inboxwatch.views.summary import data, html, markdown, picture, terminal
from inboxwatch.views.summary.content import Content
from inboxwatch.views.summary.page import Page
from inboxwatch.views.summary.phrases import LANGUAGES, Phrases, language
from tests.screens import foreign, on_terminal
from tests.test_trends import NOW, answered, waiting
from tests.test_views_hostile import PAYLOADS

BERLIN = ZoneInfo("Europe/Berlin")
MARKUP = {
    **PAYLOADS,
    "script": "<script>alert(1)</script>",
    "image": "<img src=https://evil.example/x.png onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" style="position:fixed',
    "entity": "&lt;b&gt; &amp; &#x3c;",
    "markdown": "[click](https://evil.example) ![x](https://evil.example/y.png)",
    "table": "a | b | c",
    "mention": "@everyone <!channel>",
}


def week(text: str = "Plan", department: str = "Sales") -> Summary:
    """A week with everything in it, and `text` in every field that a stranger can write."""
    named: dict[str, Any] = {"subject": text, "sender": f"{text}@corp.example", "department": department}
    requests: list[Request] = [answered(f"a{n}", days=n % 5, seconds=900 * (n + 1), **named) for n in range(12)]
    requests += [answered(f"b{n}", days=7 + n % 5, seconds=20_000, **named) for n in range(6)]
    requests.append(waiting("late", days=3, seconds=20_000, chasers=2, **named))
    requests.append(waiting("new", **named))
    for state, days in ((PromiseState.KEPT, -1.0), (PromiseState.BROKEN, -2.0)):
        promise = Promise(NOW + dt.timedelta(days=days), state)
        requests.append(answered(f"p{state.value}", days=4, promise=promise, answered_at=None, **named))
    quality = Quality((text,), 2, 1, 1, 0.9, 20)
    owed = [waiting("o1", days=2, seconds=20_000, **named), waiting("o2", **named)]
    external = [answered(f"x{n}", days=n % 5, seconds=7200 * n, **named) for n in range(8)]
    external.append(waiting("x9", days=1, seconds=30_000, **named))
    return summarise(requests, "2026-W47", BERLIN, NOW, thanks=3, quality=quality, owed=owed, external=external)


def page(text: str = "Plan", code: str = "en", *, team: bool = False, department: str = "Sales") -> Page:
    return Content(week(text, department), Phrases(code, BERLIN), lambda _: text, team=team).page()


class Seen(HTMLParser):
    """Tags with their attributes' names, and the text."""

    def __init__(self, source: str) -> None:
        """Read `source`."""
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "background", "action"}]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", MARKUP)
def test_t6_no_text_of_a_mail_becomes_markup(name: str) -> None:
    text = MARKUP[name]
    found, neutral = Seen(html.html(page(text, department=text))), Seen(html.html(page("x", department="x")))
    assert found.tags == neutral.tags
    assert found.links == []
    assert "evil.example/" not in "".join(found.links)


def test_t6_the_mail_loads_nothing_from_elsewhere() -> None:
    shown = html.html(page(), image=True)
    assert Seen(shown).links == [f"cid:{html.IMAGE}"]
    assert "http" not in shown and "<script" not in shown and "url(" not in shown
    assert len(shown.encode()) < 100_000


@pytest.mark.parametrize("name", PAYLOADS)
def test_t1_the_terminal_gets_no_foreign_sequence(name: str) -> None:
    """T1, T3: and rich draws what looks like its markup as it is."""
    shown = on_terminal(lambda _: list(terminal.draw(page(PAYLOADS[name]))))
    assert not foreign(shown)


@pytest.mark.parametrize("name", MARKUP)
def test_t7_markdown_has_no_link_image_mention_or_tag_of_a_mail(name: str) -> None:
    shown = markdown.markdown(page(MARKUP[name], department=MARKUP[name]))
    for mark in ("](", "![", "<", "@", "|"):
        for place in re.finditer(re.escape(mark), shown):
            line = shown[: place.start()].rpartition("\n")[2] + shown[place.start() :].partition("\n")[0]
            assert line.startswith("|") or shown[place.start() - 1] == "\\", line
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    widths = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    assert set(widths) <= {4, 5, 6, 8}


def test_the_text_part_says_the_same_as_the_html() -> None:
    whole = page()
    text = markdown.plain(whole)
    for sentence in (*whole.lead, *(point for section in whole.sections for point in section.points), whole.footnote):
        assert sentence in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_everything(code: str) -> None:
    whole = page(code=code)
    assert whole.code == code
    english = page()
    assert [len(section.points) for section in whole.sections] == [len(section.points) for section in english.sections]
    if code != "en":
        assert not {section.title for section in whole.sections} & {section.title for section in english.sections}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_numbers_are_said_in_each_language(code: str, count: int) -> None:
    say = Phrases(code, BERLIN)
    for still in range(count + 1):
        assert say("lead", requests=count, open=still)
    assert say("chasers", n=count) and say("open-lead", n=count, overdue=0, since="x")


def test_the_language_is_the_systems_or_english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language() == "en"
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert language() == "de" and language("fr") == "fr" and language("pl") == "de"


def test_t23_a_team_summary_names_nobody_and_shows_no_mail() -> None:
    secret = "Kündigung von Bo"
    summary = week(secret)
    whole = Content(summary, Phrases("en", BERLIN), lambda _: secret, team=True).page()
    shown = html.html(whole) + markdown.markdown(whole) + markdown.plain(whole)
    values = json.dumps(data.as_json(summary, rules="r", team=True))
    quality = "".join(section.title for section in whole.sections if secret in "".join(section.lines))
    assert "Bo" not in values.replace(json.dumps(secret)[1:-1], "") and "corp.example" not in values + shown
    assert quality == "How far to trust this"  # a mailbox's name, which the configuration gives
    assert all(not section.points for section in whole.sections)


def test_t23_a_team_summary_leaves_out_small_departments() -> None:
    few = summarise([answered(f"x{n}") for n in range(4)], "2026-W47", BERLIN, NOW, quality=Quality())
    assert "Sales" not in markdown.markdown(Content(few, Phrases("en", BERLIN), team=True).page())
    assert data.as_json(few, rules="r", team=True)["figures"]["departments"] == {}
    assert "Sales" in markdown.markdown(Content(few, Phrases("en", BERLIN)).page())


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", html.COLOURS)
def test_every_colour_can_be_read(theme: str) -> None:
    """WCAG 2.2: 4.5 to 1 for text, 3 to 1 for the bars."""
    colours = html.COLOURS[theme]
    for name in ("text", "quiet", "alert"):
        assert _contrast(colours[name], colours["page"]) >= 4.5, name
    assert _contrast(colours["bar"], colours["page"]) >= 3
    drawn = "#" + bytes(picture.BAR[:3]).hex()
    assert _contrast(drawn, colours["page"]) >= 3


def test_nothing_is_said_by_colour_alone() -> None:
    rows = [row for section in page().sections if section.table for row in section.table.rows if row.alert]
    assert rows and all(row.cells[0].startswith("! ") for row in rows)


def test_the_picture_is_a_whole_png_with_bars_as_high_as_the_numbers() -> None:
    image = picture.picture([0.0, 0.5, 1.0, None])
    width, height = struct.unpack(">II", image[16:24])
    assert image.startswith(b"\x89PNG\r\n\x1a\n") and (width, height) == (picture.WIDTH, picture.HEIGHT)
    size = struct.unpack(">I", image[33:37])[0]
    rows = zlib.decompress(image[41 : 41 + size])
    line = 1 + 4 * width
    tall = [
        sum(rows[y * line + 1 + 4 * (width // 4 * place + 5) + 3] > 0 for y in range(height - 1)) for place in range(4)
    ]
    assert tall[0] <= 1 and abs(tall[1] - height / 2) <= 2 and tall[2] >= height - 2 and tall[3] == 0
    assert all(one != other for one, other in pairwise(tall[:3]))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo's company, read into its store."""
    made = write_company(tmp_path_factory.mktemp("company"))
    done = CliRunner().invoke(main, ["--config", str(made.config), "--now", made.now.isoformat(), "sync"])
    assert done.exit_code == 0, done.output
    return made


def report(company: Company, *words: str) -> str:
    command = ["--config", str(company.config), "--now", company.now.isoformat(), *words]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_all_formats_tell_the_same_figures(company: Company) -> None:
    values = json.loads(report(company, "report", "--week", "now", "--format", "json"))
    figures = values["figures"]
    listed = json.loads(report(company, "requests", "--json", "--since", values["start"]))["requests"]
    assert figures["requests"] == len(listed)
    status = json.loads(report(company, "status", "--json"))
    assert (values["open"], values["overdue"]) == (status["open"], status["overdue"])
    for form in ("terminal", "markdown", "html"):
        shown = " ".join(re.sub(r"<[^>]+>", " ", report(company, "report", "--week", "now", "--format", form)).split())
        assert f"{figures['requests']} requests came" in shown
        assert f"{figures['within_target']:.0%} of" in shown
    assert sum(each["figures"]["requests"] for each in values["trend"]) <= len(
        json.loads(report(company, "requests", "--json"))["requests"]
    )


def test_the_default_is_the_last_week_that_is_over(company: Company) -> None:
    assert json.loads(report(company, "report", "--json"))["week"] == "2026-W20"
    assert json.loads(report(company, "report", "--json", "--week", "2026-w19"))["week"] == "2026-W19"


@pytest.mark.parametrize(
    ("words", "expected"), [(["--week", "soon"], "2026-W47"), (["--language", "pl"], "en, de, fr, es")]
)
def test_what_there_is_not_is_said(company: Company, words: list[str], expected: str) -> None:
    done = CliRunner().invoke(main, ["--config", str(company.config), "report", *words])
    assert done.exit_code == 2 and expected in done.output


@pytest.mark.parametrize("code", LANGUAGES)
def test_quantiles_that_are_not_reached_are_said_in_words(code: str) -> None:
    """A median or p90 that too many still wait for is no duration (docs/clock.md: null if it never falls)."""
    soon = [answered(f"a{n}", seconds=600) for n in range(6)]
    late = [waiting(f"w{n}", days=1, seconds=20_000) for n in range(9)]
    leads = []
    for known in (soon, soon + late[:3], soon + late):
        summary = summarise(known, "2026-W47", BERLIN, NOW, quality=Quality())
        leads.append(Content(summary, Phrases(code, BERLIN)).page().lead[-1].replace("\N{NO-BREAK SPACE}", " "))
    assert len(set(leads)) == 3
    assert ["10 min" in lead for lead in leads] == [True, True, False]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_mail_stays_small_however_many_departments_there_are(code: str) -> None:
    requests = [
        answered(
            f"d{n}-{k}",
            department=f"Department number {n}" + "&<" * 20,
            subject='"<&>' * 40,
            sender=f"p{n}@corp.example",
        )
        for n in range(300)
        for k in range(5 + (n == 299))
    ]
    requests += [waiting(f"w{n}", subject='"<&>' * 40, sender=f"{'x' * 60}{n}@corp.example") for n in range(300)]
    summary = summarise(requests, "2026-W47", BERLIN, NOW, quality=Quality())
    page = Content(summary, Phrases(code, BERLIN), lambda mail: f"Name of {mail}").page()
    assert len(html.html(page, image=True).encode()) <= 100_000
    table = next(each.table for each in page.sections if each.table is not None and each.table.numbers == 1)
    assert len(table.rows) == 40
    assert any("number 299" in row.cells[0] for row in table.rows)
