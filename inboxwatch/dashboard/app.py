"""The dashboard itself: five views, their keys, and a look once a second whether the store has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Footer, Input, Static, TabbedContent, TabPane
from textual.worker import get_current_worker

from inboxwatch.dashboard import colours, plots, rows
from inboxwatch.dashboard.deeds import Deeds
from inboxwatch.dashboard.dialogs import Page
from inboxwatch.dashboard.panes import Table
from inboxwatch.errors import InboxwatchError
from inboxwatch.trends import spread
from inboxwatch.views.table import text
from inboxwatch.views.text import safe
from inboxwatch.views.words import share

if TYPE_CHECKING:
    from inboxwatch.dashboard.source import Present, Source
    from inboxwatch.model import Request
    from inboxwatch.summary import Summary

LOOK = 1.0
"""Seconds between two looks at whether the store has changed."""
PASSING = 30
"""Looks after which the figures are read again in any case: time passes though nothing changes."""
OVERVIEWS = ("trends", "team")
KEYS = (
    ("1-5", "the views: now, promises, trends, team, health"),
    ("↑ ↓ j k", "move; Home and End go to the first and last"),
    ("Enter, e", "explain: why this is a request, what started and stopped its clock"),
    ("a", "acknowledge: write a holding reply, look at it, send it"),
    ("s", "snooze: no reminders until …; the clock goes on"),
    ("d", "dismiss: no reply is needed"),
    ("x", "done: answered elsewhere (phone, chat, in person)"),
    ("u", "undo the latest decision"),
    ("o", "open the mail in the mail program"),
    ("/", "search sender, subject, department; Escape ends it"),
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
    Tab { color: $text-muted; }
    Tab.-active { color: $foreground; text-style: bold; }
    #waits { max-height: 8; }
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
        Binding("f", "filter", "Filter"),
        Binding("q", "quit", "Quit"),
        Binding("o", "open_mail", "Open", show=False),
        Binding("t", "theme", "Theme", show=False),
        *(
            Binding(str(place), f"view('{name}')", name, show=False)
            for place, name in enumerate(("now", "promises", "trends", "team", "health"), 1)
        ),
        Binding("escape", "leave_search", "Back", show=False),
    ]

    def __init__(self, source: Source) -> None:
        """Read nothing yet."""
        super().__init__(source)
        self._weeks_shown = False
        self._present: Present | None = None
        self._known: dict[str, Request] = {}
        self._seen: object = None
        self._looks = 0
        self._show = rows.Show.ALL
        self._search = ""
        self._overview: tuple[Summary, Sequence[Request]] | None = None

    def compose(self) -> ComposeResult:
        """The line of figures, the search field, the five views, the keys."""
        yield Static(Text("Reading …"), id="line", markup=False)
        yield Input(placeholder="sender, subject or department", id="search")
        with TabbedContent(initial="now", id="views"):
            with TabPane("1 Now", id="now"):
                yield Table(rows.NARROW, "requests")
            with TabPane("2 Promises", id="promises"):
                yield Table(rows.PROMISES, "promised")
            with TabPane("3 Trends", id="trends"), VerticalScroll():
                yield Static(Text("Reading …"), id="drawings", classes="text", markup=False)
            with TabPane("4 Team", id="team"):
                yield Static(Text(), id="spread", classes="text", markup=False)
                yield Table(rows.TEAM, "departments")
                yield Static(Text(), id="waits", classes="text", markup=False)
            with TabPane("5 Health", id="health"):
                yield Static(Text(), id="notices", classes="text", markup=False)
                yield Table(rows.HEALTH, "mailboxes")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Read, then look once a second."""
        self.query_one("#requests", Table).focus()
        self.read_again()
        self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        self._looks += 1
        if self._looks % PASSING == 0 or self.source.changed() != self._seen:
            self.read_again()

    # reading

    def read_again(self) -> None:
        """Read in a thread what is shown, drawn in the loop as soon as it is known."""
        self._read()

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            seen = self.source.changed()
            present = self.source.present()
            self.later(self._draw, present, seen)
            if not worker.is_cancelled and (self._weeks_shown or self._overview is None):
                self.later(self._draw_overview, self.source.summary())
        except InboxwatchError as error:
            self.later(self._trouble, error)

    def _trouble(self, error: InboxwatchError) -> None:
        self.query_one("#line", Static).update(text(f"! {error}", "bold red"))

    # drawing

    def _draw(self, present: Present, seen: object) -> None:
        self._present, self._seen = present, seen
        self._known = {request.id: request for request in (*present.promises, *present.requests)}
        self._draw_now()
        frame = self.source.frame(self.size.width)
        promised = {request.id: rows.promise_cells(request, frame) for request in present.promises}
        self.query_one("#promised", Table).show(rows.PROMISES, promised)
        boxes = {each.name: rows.health_cells(each, frame) for each in present.mailboxes}
        self.query_one("#mailboxes", Table).show(rows.HEALTH, boxes)
        notices = self.query_one("#notices", Static)
        notices.update(Text("\n").join(text(f"> {each}") for each in present.notices))
        notices.set_class(not present.notices, "empty")

    def _draw_now(self) -> None:
        """The first view: filter and search need no reading."""
        if self._present is None:
            return
        present, frame = self._present, self.source.frame(self.size.width)
        found = rows.chosen(present.requests, self._show, self._search, present.now)
        titles, cells = rows.table(found, frame)
        self.query_one("#requests", Table).show(titles, cells)
        line = rows.sentence(present.open, present.overdue, present.mailboxes)
        if self._show is not rows.Show.ALL or self._search:
            line.append(f"  showing {len(found)}: {self._show}", "cyan")
            line.append(f" “{safe(self._search)}”" if self._search else "", "cyan")
        self.query_one("#line", Static).update(line)

    def _draw_overview(self, overview: tuple[Summary, Sequence[Request]]) -> None:
        self._overview = overview
        summary, requests = overview
        frame = self.source.frame(self.size.width)
        parts = (
            ("Within target by week", plots.weeks(summary.trend, frame.width)),
            ("Working time to the acknowledgement, twelve weeks", plots.times(requests, frame.width)),
            ("When requests come", plots.heat(requests, frame.zone)),
        )
        drawn = Text()
        for title, plot in parts:
            drawn.append(f"{title}\n", "bold").append_text(plot).append(
                "\n\n" if not plot.plain.endswith("\n") else "\n"
            )
        self.query_one("#drawings", Static).update(drawn)
        from inboxwatch.figures import figures

        total = figures(requests)
        cells = {name: rows.team_cells(name, each) for name, each in sorted(total.departments.items())}
        self.query_one("#departments", Table).show(rows.TEAM, {**cells, "\n": rows.team_cells("All", total)})
        even = spread(total)
        words = "Twelve weeks."
        if even.within_target_range is not None:
            apart = share(even.within_target_range)
            words += f" In time: {even.worst_department} and {even.best_department} are {apart} apart."
        self.query_one("#waits", Static).update(rows.waits(summary.open, frame))
        self.query_one("#spread", Static).update(text(words, "dim"))

    def on_resize(self) -> None:
        """Other columns may fit now."""
        self._draw_now()
        if self._overview is not None:
            self._draw_overview(self._overview)

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """The keyboard goes to the table of the view; figures of the weeks are read when they are looked at."""
        pane = event.pane
        tables = pane.query(Table)
        if tables:
            tables.first().focus()
        self._weeks_shown = pane.id in OVERVIEWS
        if self._weeks_shown:
            self.read_again()

    # keys

    def action_view(self, name: str) -> None:
        """Go to a view."""
        self.query_one("#views", TabbedContent).active = name

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter explains."""
        event.stop()
        self.action_explain()

    def chosen(self) -> Request | None:
        """The request under the cursor, where the view has one."""
        view = self.query_one("#views", TabbedContent).active
        name = {"now": "#requests", "promises": "#promised"}.get(view)
        found = self._known.get(self.query_one(name, Table).selected) if name else None
        if found is None:
            self.notify("Choose a request first.", markup=False)
        return found

    def action_filter(self) -> None:
        """Show the next kind of requests."""
        kinds = list(rows.Show)
        self._show = kinds[(kinds.index(self._show) + 1) % len(kinds)]
        self._draw_now()

    def action_search(self) -> None:
        """Open the search field."""
        self.action_view("now")
        field = self.query_one("#search", Input)
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
        field.value = ""
        field.remove_class("open")
        self.query_one("#requests", Table).focus()

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = colours.LIGHT.name if self.current_theme.dark else colours.DARK.name

    def action_keys(self) -> None:
        """Say what the keys do."""
        lines = [Text.assemble((f"{keys:<10}", "bold"), words) for keys, words in KEYS]
        self.push_screen(Page([Text("Keys", "bold"), *lines], Text("Escape closes")))
