"""The dashboard on a real store: what is stored appears, keys decide there, and all views say the same numbers."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from inboxwatch.cli import main, opening
from inboxwatch.cli.dashboard_source import Live
from inboxwatch.cli.run import Run
from inboxwatch.dashboard.app import LOOK, Dashboard
from inboxwatch.dashboard.panes import Table
from inboxwatch.dashboard.source import Source
from inboxwatch.demo import Company, write_company
from inboxwatch.errors import UsageError
from inboxwatch.model import DecisionKind
from tests import builders
from tests.test_dashboard import cells, line, until, words


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = write_company(tmp_path / "company")
    assert CliRunner().invoke(main, [*options(made), "sync"]).exit_code == 0
    return made


def options(company: Company) -> list[str]:
    return ["--config", str(company.config), "--now", company.now.isoformat()]


def live(company: Company) -> Live:
    return Live(Run.start(config=str(company.config), store=None, now=company.now.isoformat(), verbose=0))


def printed(company: Company, *words: str) -> str:
    result = CliRunner().invoke(main, [*options(company), *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def use(source: Source, script: Callable[[Dashboard, Pilot[None]], Awaitable[None]]) -> None:
    async def go() -> None:
        app = Dashboard(source)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: bool(cells(app)))
            await script(app, pilot)

    asyncio.run(go())


def test_a_new_mail_appears_at_the_first_look_after_it_was_stored(company: Company) -> None:
    """It looks once a second; reading takes some milliseconds (`bench/dashboard.py`), so it is there within two."""
    assert LOOK <= 1
    source = live(company)

    async def script(app: Dashboard, pilot: Pilot[None]) -> None:
        rows, before = len(cells(app)), source.changed()
        raw = builders.raw(
            sender="felix.huber@kestrel.example", to="mira.sandberg@kestrel.example", subject="Brand new",
            date=company.now - dt.timedelta(minutes=5), text="Hi Mira, could you please send me the plan today?",
        )  # fmt: skip
        (company.config.parent / "mail" / "INBOX" / "cur" / "1779366000.new.host:2,").write_bytes(raw)
        await asyncio.to_thread(printed, company, "sync")
        assert source.changed() != before
        await until(pilot, lambda: len(cells(app)) == rows + 1)
        assert "Brand new" in str(cells(app))

    use(source, script)


def test_keys_do_what_the_commands_do(company: Company) -> None:
    async def script(app: Dashboard, pilot: Pilot[None]) -> None:
        rows = len(cells(app))
        chosen = app.query_one("#requests", Table).selected
        await pilot.press("x")
        await until(pilot, lambda: len(cells(app)) == rows - 1)
        (told,) = [
            each for each in json.loads(printed(company, "requests", "--json"))["requests"] if each["id"] == chosen
        ]
        assert (told["state"], told["acknowledgement_kind"]) == ("answered", "elsewhere")
        await pilot.press("u")
        await until(pilot, lambda: len(cells(app)) == rows)
        chosen = app.query_one("#requests", Table).selected
        await pilot.press("s", "enter")
        await until(pilot, lambda: any(row[0].startswith("! z ") for row in cells(app)))
        waiting = json.loads(printed(company, "status", "--json"))["requests"]
        assert [bool(each["snoozed_until"]) for each in waiting if each["id"] == chosen] == [True]

    use(live(company), script)


def test_mistakes_come_back_as_sentences(company: Company) -> None:
    source = live(company)
    request = source.present().requests[0]
    with pytest.raises(UsageError, match="no time that I know"):
        source.decide(DecisionKind.SNOOZE, request, "never ever")
    with pytest.raises(UsageError, match="no decision"):
        source.undo()
    assert source.decide(DecisionKind.DISMISS, request).startswith("Dismissed: ")
    assert source.undo() == "Taken back: dismissed."


def test_all_views_say_the_same_numbers(company: Company) -> None:
    """Dashboard, summary, `status --json` and `report --format json` for one store and one --now."""
    with company.config.open("a", encoding="utf-8") as config:
        config.write("\n[figures]\nexternal = true\n")
    source = live(company)
    status = json.loads(printed(company, "status", "--json"))
    report = json.loads(printed(company, "report", "--week", "now", "--format", "json"))
    page = printed(company, "report", "--week", "now", "--format", "markdown", "--language", "en")
    prompt = printed(company, "status", "--format", "{open} open, {overdue} overdue").strip()
    known = json.loads(printed(company, "requests", "--json"))["requests"]
    apart = {
        name: json.loads(printed(company, "requests", f"--{name}", "--state", "open", "--json"))["requests"]
        for name in ("owed", "external")
    }
    exposed = printed(company, "export", "--prometheus")

    async def script(app: Dashboard, pilot: Pilot[None]) -> None:
        for key, name in (("3", "drawings"), ("4", "departments"), ("6", "waited"), ("1", "requests")):
            await pilot.press(key)
            await until(pilot, lambda name=name: "W" in words(app, name) or bool(cells(app, name)))  # type: ignore[misc]
        *shown, promised = [int(word) for word in re.findall(r"\d+", line(app))]
        assert shown == [status["open"], status["overdue"]] == [report["open"], report["overdue"]]
        assert (prompt, promised) == (f"{shown[0]} open, {shown[1]} overdue", sum(status["promises"].values()))
        assert f"{shown[0]} requests are open in all, {shown[1]} overdue." in page
        assert f'inboxwatch_requests_open{{department=""}} {float(shown[0])}' in exposed
        assert f'inboxwatch_requests_overdue{{department=""}} {float(shown[1])}' in exposed
        for name, listed in apart.items():
            counts = {"open": len(listed), "overdue": sum(each["outcome"] == "missed" for each in listed)}
            assert counts == status[name] == {key: report[name][key] for key in counts}
            assert counts["open"]
        owed, outside = status["owed"], status["external"]
        said = f"You wait for {owed['open']} answers  ! {owed['overdue']} longer than the target"
        assert said in words(app, "owing")
        assert f"Colleagues owe you {owed['open']} answers, {owed['overdue']} of them longer than the target" in page
        assert (
            len(cells(app, "waited")) == owed["open"] == sum(each["i_wait_for"]["open"] for each in report["between"])
        )
        assert sum(each["waits_for_me"]["open"] for each in report["between"]) == status["open"]
        assert f"Open now: {outside['open']}, overdue: {outside['overdue']}" in page.replace("\\", "")
        assert "Within target by week, people outside" in words(app, "drawings")
        ids = [request["id"] for request in status["requests"]]
        assert [str(key.value) for key in app.query_one("#requests", Table).rows] == ids
        departments = {row[0]: row for row in cells(app, "departments")}
        trend = [week["figures"]["requests"] for week in report["trend"]]
        since = next(week["week"] for week in report["trend"])
        assert int(departments["All"][1]) == sum(trend)
        assert since < report["week"]
        rate = report["figures"]["within_target"]
        drawn = str(app.query_one("#drawings").render())
        last = next(words for words in drawn.splitlines() if words.startswith(report["week"]))
        judged = report["figures"]["met"] + report["figures"]["missed"]
        assert f" {rate:.0%} of {judged}, " in last or f" {int(rate * 100)}% of {judged}, " in last
        assert re.search(rf"\d+% of {judged} were acknowledged within the target", page)
        assert re.search(r"\d+%", page)[0] == re.search(r"\d+%", last)[0]  # type: ignore[index]
        assert len([each for each in known if each["state"] == "open"]) == shown[0]

    use(source, script)
    summary, _ = source.summary()
    told = {
        key: report["figures"][key] for key in ("requests", "open", "met", "missed", "median_seconds", "p90_seconds")
    }
    assert told == {key: getattr(summary.figures, key) for key in told}


def test_the_dashboard_needs_a_terminal(company: Company) -> None:
    for command in (["dashboard"], ["demo", "--dashboard"]):
        result = CliRunner().invoke(main, [*options(company), *command])
        assert result.exit_code == 2
        assert "needs a terminal" in result.stderr


@pytest.mark.parametrize(
    ("platform", "identity", "wanted"),
    [
        ("linux", "<a.b@corp.example>", "mid:a.b@corp.example"),
        ("linux", "<-x%2F/../?a=1&b@c>", "mid:-x%252F%2F..%2F%3Fa%3D1%26b@c"),
        ("darwin", "<a b\u202e@c>", "message:%3Ca%20b%E2%80%AE@c%3E"),
    ],
)
def test_the_address_of_a_mail(platform: str, identity: str, wanted: str) -> None:
    assert opening.link(identity, platform) == wanted


def test_a_mail_without_id_cannot_be_opened() -> None:
    with pytest.raises(UsageError):
        opening.link("<>")


def test_the_mail_program_gets_the_address_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real program, started without a shell."""
    for name in ("xdg-open", "open"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {tmp_path}/told\necho noise\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    opening.hand_over(opening.link("<$(touch x);`id`@c>", "linux"))
    assert (tmp_path / "told").read_text() == "mid:%24%28touch%20x%29%3B%60id%60@c|"
    for name in ("xdg-open", "open"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(UsageError, match="No program"):
        opening.hand_over("mid:a@b")
