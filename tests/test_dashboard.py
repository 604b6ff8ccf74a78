"""The dashboard by its keys, in Textual's pilot: what is shown, what the source is asked, hostile text (T1-T3)."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.color import Color
from rich.text import Text
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher, Input, Static
from textual.widgets._toast import Toast

from inboxwatch.dashboard.app import Dashboard
from inboxwatch.dashboard.dialogs import Page, Question
from inboxwatch.dashboard.panes import Table
from inboxwatch.dashboard.source import Members, Present, Telling
from inboxwatch.errors import StoreError, UsageError
from inboxwatch.figures import figures
from inboxwatch.model import DecisionKind, Promise, PromiseState, Request
from inboxwatch.store.state import MailboxState
from inboxwatch.summary import Quality, Summary, summarise
from inboxwatch.views.table import Frame
from inboxwatch.views.text import safe
from tests.test_report import MARKUP
from tests.test_trends import NOW, answered, waiting

BERLIN = ZoneInfo("Europe/Berlin")
App = Pilot[None]


class Fake:
    """A source whose facts a test changes; `asked` is what it was told to do."""

    def __init__(self, *requests: Request) -> None:
        """Show these open requests."""
        self.requests = requests
        self.promised: tuple[Request, ...] = ()
        self.owed: tuple[Request, ...] = ()
        self.external: tuple[Request, ...] | None = None
        self.team = Members(why="You are alone.")
        self.boxes = [MailboxState("work", last_success=NOW)]
        self.version = 0
        self.asked: list[tuple[str, ...]] = []
        self.error: Exception | None = None
        self.reminding = Telling()
        self.name = ""

    def changed(self) -> object:
        return self.version

    def frame(self, width: int) -> Frame:
        return Frame(NOW, BERLIN, width, name=lambda _: self.name)

    def present(self) -> Present:
        if self.error:
            raise self.error
        overdue = sum(request.outcome.value == "missed" for request in self.requests)
        found = self.requests
        return Present(NOW, len(found), overdue, found, self.boxes, ("A notice.",), self.owed, self.team)

    def promises(self) -> tuple[Request, ...]:
        return self.promised

    def summary(self) -> tuple[Summary, Sequence[Request]]:
        known = [*self.requests, *(answered(f"z{n}", days=n) for n in range(9))]
        week = summarise(known, "2026-W47", BERLIN, NOW, quality=Quality(), owed=self.owed, external=self.external)
        return week, known

    def telling(self) -> Telling:
        return self.reminding

    def explain(self, request: Request) -> list[Any]:
        return [Text(f"the story of {request.id}")]

    def decide(self, kind: DecisionKind, request: Request, until: str = "") -> str:
        if until == "never":
            raise UsageError("'never' is no time that I know.", "Write it like 2h.")
        self.asked.append((kind.value, request.id, until))
        self.requests = tuple(each for each in self.requests if each.id != request.id)
        self.version += 1
        return "It is done."

    def undo(self) -> str:
        self.asked.append(("undo",))
        return "Taken back."

    def prepare(self, request: Request, by: str) -> str:
        return f"Got it, {request.id}, by {by}"

    def acknowledge(self, request: Request, by: str) -> str:
        self.asked.append(("ack", request.id, by))
        return "Sent."

    def open(self, request: Request) -> str:
        self.asked.append(("open", request.id))
        return "Handed to the mail program."


def three() -> Fake:
    return Fake(
        waiting("late", days=3, seconds=20_000, subject="Budget", sender="carol@corp.example", department="Finance"),
        waiting("soon", seconds=12_000, subject="Plan", sender="bo@corp.example"),
        waiting("calm", subject="Rota", sender="al@corp.example"),
    )


def use(source: Fake, script: Callable[[Dashboard, App], Awaitable[None]], size: tuple[int, int] = (80, 24)) -> None:
    """Run the dashboard and a script of keys against it."""

    async def go() -> None:
        app = Dashboard(source)
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: app.query_one("#requests", Table).row_count == len(source.requests))
            await script(app, pilot)

    asyncio.run(go())


async def until(pilot: App, true: Callable[[], bool]) -> None:
    """Wait for something, ten seconds at most."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        await pilot.pause(0.02)


def cells(app: Dashboard, name: str = "requests") -> list[list[str]]:
    """What a table says; nothing before its view was looked at."""
    tables = app.query(f"#{name}").results(Table)
    table = next(iter(tables), None)
    if table is None:
        return []
    return [[str(cell) for cell in table.get_row_at(place)] for place in range(table.row_count)]


def words(app: Dashboard, name: str) -> str:
    """What a text says; nothing before its view was looked at."""
    return "".join(str(each.content) for each in app.query(f"#{name}").results(Static))


def line(app: Dashboard) -> str:
    return str(app.query_one("#line", Static).content)


@pytest.mark.parametrize("size", [(80, 24), (110, 24), (200, 60)])
def test_first_paint(size: tuple[int, int]) -> None:
    async def script(app: Dashboard, _: App) -> None:
        assert line(app) == "3 open  ! 1 overdue"
        found = cells(app)
        assert [row[0][:1] for row in found] == ["!", "·", "·"] or found[0][0].startswith("! ")
        titles = [str(column.label) for column in app.query_one("#requests", Table).ordered_columns]
        assert ("Why" in titles) is (size[0] >= 140)
        table = app.query_one("#requests", Table)
        assert sum(column.get_render_width(table) for column in table.ordered_columns) <= size[0]

    use(three(), script, size)


def test_a_new_mail_appears_and_the_cursor_stays_on_its_request() -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        table = app.query_one("#requests", Table)
        await pilot.press("down")
        assert table.selected == "soon"
        source.requests = (waiting("new", days=9, seconds=90_000), *source.requests)
        source.version += 1
        await until(pilot, lambda: table.row_count == 4)
        assert table.selected == "soon" and line(app) == "4 open  ! 2 overdue"

    use(source, script)


def test_what_did_not_change_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        drawn: list[str] = []
        table = app.query_one("#requests", Table)
        monkeypatch.setattr(table, "clear", lambda *_, **__: drawn.append("all"))
        kept = table.update_cell

        def update(*words: Any) -> None:  # noqa: ANN401 - whatever the table says
            drawn.append(str(words[:2]))
            kept(*words)

        monkeypatch.setattr(table, "update_cell", update)
        first, *others = source.requests
        source.requests = (replace(first, subject="Budget 2027"), *others)
        source.version += 1
        await until(pilot, lambda: "Budget 2027" in cells(app)[0])
        assert drawn == [str(("late", "Subject"))]

    use(source, script)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("d", "dismiss"),
        ("x", "done"),
    ],
)
def test_decisions(key: str, kind: str) -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("down", key)
        await until(pilot, lambda: app.query_one("#requests", Table).row_count == 2)
        assert source.asked == [(kind, "soon", "")]
        await pilot.press("u")
        await until(pilot, lambda: source.asked[-1] == ("undo",))

    use(source, script)


def test_snooze_asks_until_when() -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert app.screen.query_one(Input).value == "tomorrow 9:00"
        await pilot.press("ctrl+u", *"2h", "enter")
        await until(pilot, lambda: source.asked == [("snooze", "late", "2h")])
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("escape")
        assert len(source.asked) == 1

    use(source, script)


def test_a_mistake_is_a_sentence_and_the_dashboard_goes_on() -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("s", "ctrl+u", *"never", "enter")
        await until(pilot, lambda: any("no time that I know" in note.message for note in app._notifications))
        source.error = StoreError("The store [b]x[/b] is busy.", "Try again.")
        source.version += 1
        await until(pilot, lambda: "is busy" in line(app))
        source.error = None
        source.version += 1
        await until(pilot, lambda: line(app) == "3 open  ! 1 overdue")

    use(source, script)


@pytest.mark.parametrize(("answer", "sent"), [("y", True), ("escape", False)])
def test_acknowledge_shows_before_it_sends(answer: str, sent: bool) -> None:
    source = three()

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("ctrl+u", *"Thu", "enter")
        await until(pilot, lambda: isinstance(app.screen, Page))
        assert source.asked == []
        await pilot.press(answer)
        await pilot.pause(0.2)
        assert source.asked == ([("ack", "late", "Thu")] if sent else [])

    use(source, script)


@pytest.mark.parametrize("key", ["e", "enter"])
def test_explain(key: str) -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("j", key)
        await until(pilot, lambda: isinstance(app.screen, Page))
        await pilot.press("j", "k", "q")
        await until(pilot, lambda: not isinstance(app.screen, Page))

    use(three(), script)


def test_search_and_filter() -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("slash", *"fin")
        await until(pilot, lambda: [row[2] for row in cells(app)] == ["Budget"])
        assert "“fin”" in line(app)
        await pilot.press("escape")
        await until(pilot, lambda: len(cells(app)) == 3)
        seen = []
        for _ in range(4):
            await pilot.press("f")
            await pilot.pause()
            seen.append([row[2] for row in cells(app)])
        assert seen == [["Budget"], ["Plan"], [], ["Budget", "Plan", "Rota"]]

    use(three(), script)


def test_views_help_and_theme() -> None:
    source = three()
    promise = Promise(NOW - dt.timedelta(days=1), PromiseState.BROKEN)
    source.promised = (answered("p", promise=promise, answered_at=None, subject="Promised"),)

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("2")
        await until(pilot, lambda: bool(cells(app, "promised")))
        assert cells(app, "promised")[0][0] == "✗ broken"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Page))
        await pilot.press("escape")
        await pilot.press("3")
        await until(pilot, lambda: "Within target" in words(app, "drawings"))
        await pilot.press("4")
        await until(pilot, lambda: bool(cells(app, "departments")))
        assert cells(app, "departments")[-1][0] == "All"
        waits = words(app, "waits")
        assert waits.endswith("You are alone.")
        assert "Finance waits for you: " in waits and "1 open, ! 1 overdue, since " in waits
        await pilot.press("5")
        await until(pilot, lambda: bool(cells(app, "mailboxes")))
        assert cells(app, "mailboxes") == [["work", "today 13:00", "✓ fine"]]
        assert app.query_one("#views", ContentSwitcher).current == "health"
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, Page))
        await pilot.press("escape", "t")
        assert app.theme == "light"
        await pilot.press("1", "d")
        assert source.asked[0][0] == "dismiss"

    use(source, script)


def test_no_all_clear_while_a_mailbox_is_not_read() -> None:
    source = Fake()
    source.boxes = [MailboxState("work", last_error="refused")]

    async def script(app: Dashboard, pilot: App) -> None:
        await until(pilot, lambda: "not read: work" in line(app))
        assert "Nobody waits" not in line(app)
        source.boxes = [MailboxState("work", last_success=NOW)]
        source.version += 1
        await until(pilot, lambda: "✓ Nobody waits for you." in line(app))

    use(source, script)


def test_what_i_am_owed() -> None:
    """Decisions and undo work there; nobody there waits for a holding reply or a snooze."""
    source = three()
    source.owed = (waiting("o1", days=2, seconds=30_000, sender="bo@corp.example", subject="Figures", chasers=1),)

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("6")
        await until(pilot, lambda: bool(cells(app, "waited")))
        assert cells(app, "waited")[0][1:3] == ["bo@corp.example", "Figures"]
        assert "You wait for 1 answer  ! 1 longer than the target" in words(app, "owing")
        await pilot.press("a", "s")
        await until(pilot, lambda: len(app._notifications) == 2)
        assert not isinstance(app.screen, Question)
        await pilot.press("x")
        await until(pilot, lambda: source.asked == [("done", "o1", "")])
        source.owed = ()
        source.version += 1
        await until(pilot, lambda: "You wait for nobody" in words(app, "owing"))

    use(source, script)


@pytest.mark.parametrize("width", [80, 200])
def test_t1_t3_hostile_text_is_shown_as_it_is(width: int) -> None:
    """T1, T2, T3: cells read back as the neutralised text; nothing on the screen can be clicked or followed."""
    texts = list(MARKUP.values())
    source = Fake(*(_hostile(f"r{place}", text) for place, text in enumerate(texts)))
    due = Promise(NOW, PromiseState.OPEN)
    source.promised = tuple(replace(each, id=f"p{each.id}", promise=due) for each in source.requests)
    source.owed = tuple(replace(each, id=f"o{each.id}") for each in source.requests)
    source.external = source.owed
    source.team = Members({text: figures(source.requests) for text in texts}, "".join(texts))
    source.name = "".join(texts)
    source.boxes = [MailboxState(text, last_error=text) for text in dict.fromkeys(texts)]

    async def script(app: Dashboard, pilot: App) -> None:
        place = 2 if width < 120 else 3
        assert [row[place] for row in cells(app)] == [safe(text) or "(no subject)" for text in texts]
        for key, name, place in (("2", "promised", 3), ("6", "waited", 2 if width < 120 else 3)):
            await pilot.press(key)
            await until(pilot, lambda name=name: len(cells(app, name)) == len(texts))  # type: ignore[misc]
            assert [row[place] for row in cells(app, name)] == [safe(text) or "(no subject)" for text in texts]
            nothing_acts(app)
        await pilot.press("5")
        await until(pilot, lambda: bool(cells(app, "mailboxes")))
        assert [row[0] for row in cells(app, "mailboxes")] == [safe(box.name) for box in source.boxes]
        for key, name in (("3", "drawings"), ("4", "waits"), ("5", "notices"), ("6", "owing"), ("1", "line")):
            await pilot.press(key)
            await until(pilot, lambda name=name: bool(words(app, name)))  # type: ignore[misc]
            nothing_acts(app)
        assert len(cells(app, "departments")) > 10
        await pilot.press("1", "e")
        await until(pilot, lambda: isinstance(app.screen, Page))
        nothing_acts(app)

    use(source, script, (width, 120))


def _hostile(name: str, text: str) -> Request:
    return waiting(name, subject=text, sender=f"{text}@corp.example", department=text)


def nothing_acts(app: Dashboard) -> None:
    """No control character on the screen, no link, and no click that does what a mail says."""
    seen = 0
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            seen += len(segment.text)
            assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in segment.text)
            meta = segment.style.meta if segment.style else {}
            assert segment.style is None or segment.style.link is None
            assert not any(key.startswith("@") and "app.quit" in str(value) for key, value in meta.items())
    assert seen > 1000


def luminance(colour: Color) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def unreadable(app: Dashboard) -> list[tuple[str, float]]:
    """Texts on the screen whose contrast to their ground is below 4.5:1."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if not any(char.isalnum() for char in segment.text) or style is None:
                continue
            assert style.color is not None and style.bgcolor is not None
            assert not style.dim
            ends = [luminance(style.color), luminance(style.bgcolor)]
            contrast = (max(ends) + 0.05) / (min(ends) + 0.05)
            if contrast < 4.5:
                found.append((segment.text, contrast))
    return found


@pytest.mark.parametrize("colours", [True, False])
def test_every_text_is_readable_in_both_themes(colours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """WCAG 2.2: at least 4.5:1, of what is really drawn, with colours and with NO_COLOR."""
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    source = three()
    promises = [Promise(NOW + dt.timedelta(days=1), state) for state in PromiseState]
    source.promised = tuple(answered(f"p{n}", promise=promise, answered_at=None) for n, promise in enumerate(promises))
    source.boxes = [*source.boxes, MailboxState("old", last_error="refused"), MailboxState("new")]
    source.boxes.append(MailboxState("stale", last_success=NOW - dt.timedelta(days=9)))
    source.owed = tuple(replace(each, id=f"o{each.id}") for each in source.requests)
    source.external = source.owed
    source.team = Members({"Bo": figures(answered(f"z{n}") for n in range(9))}, "You see Bo, who shares more.")

    async def script(app: Dashboard, pilot: App) -> None:
        for name in ("promised", "drawings", "departments", "mailboxes", "waited"):
            await pilot.press({"promised": "2", "drawings": "3", "departments": "4", "mailboxes": "5"}.get(name, "6"))
            await until(pilot, lambda name=name: bool(app.query(f"#{name}")))  # type: ignore[misc]
        await until(pilot, lambda: bool(cells(app, "waited")))
        for _ in range(2):
            keys = "1 2 3 4 5 6 question_mark escape 1 s escape slash x escape"
            for key in keys.split():
                await pilot.press(key)
                await pilot.pause(0.05)
                assert unreadable(app) == [], (app.theme, key)
            await pilot.press("t")
        app.notify("Said.")
        app.notify("A mistake.", severity="error")
        await until(pilot, lambda: len(app.screen.query(Toast)) > 1)
        assert unreadable(app) == []

    use(source, script, (130, 40))
