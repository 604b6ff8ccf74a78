"""Keys of the dashboard where a hurried reader presses them: in another view, twice, on names as they are shown."""

from __future__ import annotations

from textual.widgets import ContentSwitcher, Input

from inboxwatch.dashboard.app import Dashboard
from inboxwatch.dashboard.panes import Table
from tests.test_dashboard import App, cells, line, three, until, use
from tests.test_trends import waiting


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
