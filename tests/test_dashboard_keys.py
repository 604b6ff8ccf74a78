"""Keys of the dashboard where a hurried reader presses them: in another view, twice, on names as they are shown."""

from __future__ import annotations

import asyncio
import datetime as dt

from textual.widgets import ContentSwitcher, Input, Static

from inboxwatch.dashboard.app import Dashboard
from inboxwatch.dashboard.dialogs import Question
from inboxwatch.dashboard.panes import Table
from tests.test_dashboard import App, Fake, cells, line, three, until, use
from tests.test_trends import NOW, waiting


def test_the_search_finds_the_name_that_is_shown() -> None:
    """The column says "Carol Whitfield"; who types that must not be told that there is nobody."""
    source = three()
    source.name = "Carol Whitfield"

    async def script(app: Dashboard, pilot: App) -> None:
        assert cells(app)[0][1] == "Carol Whitfield"
        await pilot.press("slash", *"carol whi")
        assert app.query_one("#search", Input).value == "carol whi"
        await until(pilot, lambda: "“carol whi”" in line(app))
        assert len(cells(app)) == 3

    use(source, script)


def test_the_filter_is_not_changed_where_nobody_sees_it() -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("3", "f")
        await until(pilot, lambda: app.query_one("#views", ContentSwitcher).current == "now")
        assert "showing" not in line(app) and len(cells(app)) == 3
        await pilot.press("f")
        assert "showing 1: overdue" in line(app)

    use(three(), script)


def test_escape_leaves_the_keyboard_in_the_view_that_is_looked_at() -> None:
    source = three()
    source.owed = (waiting("o1", sender="bo@corp.example"), waiting("o2", sender="al@corp.example"))

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("6")
        await until(pilot, lambda: len(cells(app, "waited")) == 2)
        await pilot.press("escape", "j")
        await until(pilot, lambda: app.query_one("#waited", Table).selected == "o2")
        assert app.focused is app.query_one("#waited", Table)

    use(source, script)


def test_snoozing_hides_nobody_who_is_counted_as_overdue() -> None:
    """The line above says how many are overdue; as many rows carry the sign of it."""
    until_when = NOW + dt.timedelta(days=1)
    source = Fake(
        waiting("late", days=3, seconds=20_000, snoozed_until=until_when),
        waiting("later", days=4, seconds=30_000),
        waiting("calm", snoozed_until=until_when),
    )

    async def script(app: Dashboard, _: App) -> None:
        assert line(app) == "3 open  ! 2 overdue"
        assert [row[0].partition(" until")[0][:3].strip() for row in cells(app)] == ["! z", "! 4", "z"]

    use(source, script)


def test_a_question_shows_what_may_be_answered() -> None:
    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "like 2h, 14:30, Mon" in str(app.screen.query_one(".foot", Static).content)
        await pilot.press(*"3d", "enter")  # what stood there goes when one types
        await until(pilot, lambda: not isinstance(app.screen, Question))

    source = three()
    use(source, script)
    assert source.asked == [("snooze", "late", "3d")]


def test_no_key_is_swallowed_by_a_field_that_is_not_seen() -> None:
    """A key typed while the first screen is being drawn once went into the hidden search, and hid everybody."""
    source = three()

    async def go() -> None:
        app = Dashboard(source)
        async with app.run_test(size=(80, 24)) as pilot:
            field = app.query_one("#search", Input)
            assert not field.focusable
            await pilot.press("slash", "b")
            assert field.has_focus and field.value == "b"
            await pilot.press("escape")
            assert not field.focusable
            assert app.query_one("#requests", Table).has_focus

    asyncio.run(go())


def test_another_size_is_drawn_at_once() -> None:
    """It was drawn for the size before: narrow columns on a wide terminal, and cut ones on a narrow terminal."""

    async def script(app: Dashboard, pilot: App) -> None:
        table = app.query_one("#requests", Table)
        for width, columns in ((40, 4), (200, 6), (80, 4), (200, 6)):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda columns=columns: len(table.ordered_columns) == columns)  # type: ignore[misc]
            assert sum(column.get_render_width(table) for column in table.ordered_columns) <= max(width, 51)

    use(three(), script)
