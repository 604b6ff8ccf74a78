"""The dashboard itself: its views, their keys, and a look once a second whether the store has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, DataTable, Input, Static
from textual.worker import get_current_worker

from inboxwatch.dashboard import colours, rows
from inboxwatch.dashboard.bars import Keys, Views
from inboxwatch.dashboard.deeds import Deeds
from inboxwatch.dashboard.dialogs import Page
from inboxwatch.dashboard.panes import Table
from inboxwatch.dashboard.views import Health, Known, Owed, Promises, Team, Trends, View
from inboxwatch.errors import InboxwatchError
from inboxwatch.views.table import text
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from inboxwatch.dashboard.source import Present, Source
    from inboxwatch.model import Request

LOOK = 1.0
"""Seconds between two looks at whether the store has changed."""
IDLE = 0.1
"""Seconds between making two views that nobody has looked at yet."""
PASSING = 30
"""Looks after which the figures are read again in any case: time passes though nothing changes."""
NOW = "now"
KEYS = (
    ("1-6", "the views: now, promises, trends, team, health, owed"),
    ("↑ ↓ j k", "move; Home and End go to the first and last"),
    ("Tab", "the next part of a view, to scroll it"),
    ("Enter, e", "explain: why this is a request, what started and stopped its clock"),
    ("a", "acknowledge: write a holding reply, look at it, send it"),
    ("s", "snooze: no reminders until …; the clock goes on"),
    ("d", "dismiss: no reply is needed"),
    ("x", "done: answered elsewhere (phone, chat, in person)"),
    ("u", "undo the latest decision"),
    ("o", "open the mail, in the browser or the mail program"),
    ("/", "search sender, subject, department; Enter keeps, Escape ends it"),
    ("f", "filter: all, overdue, due soon, snoozed"),
    ("t", "light or dark"),
    ("q", "quit"),
)


class Dashboard(Deeds):
    """Shows and decides through its `source`."""

    TITLE = "inboxwatch"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #line { height: auto; max-height: 3; padding: 0 1; }
    #views { height: 1fr; }
    #search { display: none; height: 3; }
    #search.open { display: block; }
    Table { height: 1fr; }
    .text { padding: 0 1; height: auto; }
    Question, Page { align: center middle; background: $background 0%; }
    .dialog { width: 80%; max-width: 90; height: auto; border: round $primary; background: $surface; padding: 0 1; }
    .page { width: 94%; max-width: 120; height: 90%; border: round $primary; background: $surface; padding: 0 1; }
    .page #text { height: 1fr; }
    .foot { height: 1; color: $text-muted; }
    #tabs { height: 1; padding: 0 1; color: $text-muted; background: $panel; }
    #keys { height: 1; padding: 0 1; color: $footer-key-foreground; background: $panel; }
    #departments { height: auto; max-height: 60%; }
    #between { height: 1fr; }
    #remarks { height: auto; max-height: 60%; }
    #mailboxes { height: auto; max-height: 60%; }
    .empty { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "Keys", key_display="?"),
        Binding("a", "acknowledge", "Ack"),
        Binding("s", "snooze", "Snooze"),
        Binding("d", "decide('dismiss')", "Dismiss"),
        Binding("x", "decide('done')", "Done"),
        Binding("u", "undo", "Undo"),
        Binding("e", "explain", "Explain"),
        Binding("slash", "search", "Find", key_display="/"),
        Binding("q", "quit", "Quit"),
        Binding("f", "filter", "Filter"),
        Binding("o", "open_mail", "Open", show=False),
        Binding("t", "theme", "Theme", show=False),
        *(
            Binding(str(place), f"view('{name}')", name, show=False)
            for place, name in enumerate((NOW, "promises", "trends", "team", "health", "owed"), 1)
        ),
        Binding("escape", "leave_search", "Back", show=False),
    ]

    def __init__(self, source: Source, painted: Callable[[], None] = lambda: None, start: str = NOW) -> None:
        """Read nothing yet; `painted` is called once, when the first requests are on the screen, `start` is a view."""
        super().__init__(source)
        self._start = start
        self._painted = painted
        self._overview: list[Known] = []
        views = (Promises(), Trends(self._overview), Team(self._overview), Health(), Owed())
        self._views: dict[str, View] = {view.name: view for view in views}
        self._view: View | None = None
        self._present: Present | None = None
        self._seen: object = None
        self._looks = 0
        self._show = rows.Show.ALL
        self._search = ""

    def compose(self) -> ComposeResult:
        """The line of figures, the search field, the first view, tabs of the others, the keys."""
        yield Static(Text("Reading …"), id="line", markup=False)
        # disabled while it is not seen: it would be the first to get the keyboard, and swallow keys until all is drawn
        yield Input(placeholder="sender, subject or department", id="search", disabled=True)
        yield Views(((NOW, "1 Now"), *((view.name, view.title) for view in self._views.values())))
        with ContentSwitcher(initial=NOW, id="views"):
            with Vertical(id=NOW):
                yield Table(rows.NARROW, "requests")
            for view in self._views.values():
                yield Vertical(id=view.name)
        yield Keys(self.BINDINGS)

    def on_mount(self) -> None:
        """Read, then look once a second."""
        self.query_one("#requests", Table).focus()
        self.read_again()
        if self._start != NOW:
            self.call_later(self.action_view, self._start)
        self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        self._looks += 1
        if self._looks % PASSING == 0 or self.source.changed() != self._seen:
            self.read_again()

    # reading

    def read_again(self) -> None:
        """Read in a thread what is shown, drawn in the loop as soon as it is known."""
        self._read(self._view)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, view: View | None) -> None:
        worker = get_current_worker()
        try:
            seen = self.source.changed()
            present = self.source.present()
            self.later(self._draw, present, seen)
            first = None if self._overview else self._views["trends"]  # so that it is there when it is looked at
            for each in filter(None, (view, first)):
                if not worker.is_cancelled:
                    each.read(self.source, seen)
                    self.later(self._draw_view)
        except InboxwatchError as error:
            self.later(self._trouble, error)

    def _trouble(self, error: InboxwatchError) -> None:
        self.query_one("#line", Static).update(text(f"! {error}", "bold red"))

    # drawing

    def _draw(self, present: Present, seen: object) -> None:
        if self._present is None:
            self.call_after_refresh(self._first_paint)
        self._present, self._seen = present, seen
        self._draw_now()
        self._draw_view()

    async def _first_paint(self) -> None:
        """Make the other views while nobody waits, so that their keys find them made."""
        self._painted()
        self.set_timer(IDLE, self._make_next)

    async def _make_next(self) -> None:
        view = next((view for view in self._views.values() if not view.made), None)
        if view is not None and self.is_running:
            await self._make(view)
            self.set_timer(IDLE, self._make_next)

    async def _make(self, view: View) -> None:
        """Make a view, unless it is made already, or the dashboard is closing."""
        room = next(iter(self.query(f"#{view.name}").results(Vertical)), None)
        if not view.made and room is not None and room.is_attached:
            view.made = True
            await room.mount(*view.widgets())

    def _draw_now(self) -> None:
        """The first view and the line above all: filter and search need no reading."""
        if self._present is None:
            return
        present, frame = self._present, self.source.frame(self.size.width)
        found = rows.chosen(present.requests, self._show, self._search, replace(frame, now=present.now))
        if self._view is None:
            titles, cells = rows.table(found, frame)
            self.query_one("#requests", Table).show(titles, cells)
        line = rows.sentence(present.open, present.overdue, present.mailboxes, present.promised)
        if self._show is not rows.Show.ALL or self._search:
            line.append(f"  showing {len(found)}: {self._show}", "cyan")
            line.append(f" “{safe(self._search)}”" if self._search else "", "cyan")
        self.query_one("#line", Static).update(line)

    def _draw_view(self) -> None:
        """The view that is looked at, unless it is the first one, as far as it was made and read."""
        view, present = self._view, self._present
        if view is None or present is None or not view.made or not view.ready:
            return
        view.draw(self.query_one(f"#{view.name}", Vertical), present, self.source.frame(self.size.width))

    def on_resize(self) -> None:
        """Other columns may fit now. Later, for Textual tells this before it keeps the new size."""
        self.later(self._draw_anew)

    def _draw_anew(self) -> None:
        self._draw_now()
        self._draw_view()

    # keys

    async def action_view(self, name: str) -> None:
        """Go to a view: draw what is known, read what it needs; the keyboard goes there, too."""
        self._view = view = self._views.get(name)
        switcher = self.query_one("#views", ContentSwitcher)
        switcher.current = name
        self.query_one(Views).show(name)
        if view is None:
            self._draw_now()
        else:
            await self._make(view)
            self._draw_view()
            if view.seen != self._seen:
                self.read_again()
        tables = self.query_one(f"#{name}", Vertical).query(Table)
        if tables:
            tables.first().focus()

    async def on_views_chosen(self, event: Views.Chosen) -> None:
        """A click is as good as the key."""
        await self.action_view(event.name)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter explains."""
        event.stop()
        self.action_explain()

    def chosen(self) -> Request | None:
        """The request under the cursor, where the view has one."""
        found, present, view = None, self._present, self._view
        name = "requests" if view is None else view.table
        if present is not None and name and (view is None or view.made):
            selected = self.query_one(f"#{name}", Table).selected
            shown = present.requests if view is None else view.requests(present)
            found = next((request for request in shown if request.id == selected), None)
        if found is None:
            self.notify("Choose a request first.", markup=False)
        return found

    def asked(self) -> Request | None:
        """The same, of those who wait for the owner."""
        if self._view is not None and self._view.name == Owed.name:
            self.notify("Nobody waits for you here: you asked that yourself.", markup=False)
            return None
        return self.chosen()

    async def action_filter(self) -> None:
        """Show the next kind of requests; from another view go back to them first, as what is shown stays."""
        if self._view is not None:
            await self.action_view(NOW)
            return
        kinds = list(rows.Show)
        self._show = kinds[(kinds.index(self._show) + 1) % len(kinds)]
        self._draw_now()

    async def action_search(self) -> None:
        """Open the search field."""
        await self.action_view(NOW)
        field = self.query_one("#search", Input)
        field.disabled = False
        field.add_class("open")
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        if event.input.id == "search":
            self._search = event.value
            self._draw_now()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what was found and goes back to the table."""
        if event.input.id == "search":
            self.query_one("#requests", Table).focus()

    def action_leave_search(self) -> None:
        """Close the search field and show everything again."""
        field = self.query_one("#search", Input)
        if not field.has_class("open"):
            return
        field.value = ""
        field.remove_class("open")
        if self._view is None:
            self.query_one("#requests", Table).focus()
        field.disabled = True

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = colours.LIGHT.name if self.current_theme.dark else colours.DARK.name

    def action_keys(self) -> None:
        """Say what the keys do."""
        lines = [Text.assemble((f"{keys:<10}", "bold"), words) for keys, words in KEYS]
        self.push_screen(Page([Text("Keys", "bold"), *lines], Text("Escape closes")))
