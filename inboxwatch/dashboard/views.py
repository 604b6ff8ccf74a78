"""The views: each is made when it is first looked at, and drawn only while it is looked at.

A view says what it is made of, what of the source it needs beside what is open, and how to draw that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from inboxwatch.dashboard import plots, rows
from inboxwatch.dashboard.panes import Table
from inboxwatch.dashboard.source import Telling
from inboxwatch.figures import figures
from inboxwatch.trends import spread
from inboxwatch.views.table import text
from inboxwatch.views.words import plural

if TYPE_CHECKING:
    from inboxwatch.dashboard.source import Overview, Present, Source
    from inboxwatch.figures import Figures
    from inboxwatch.model import Request
    from inboxwatch.trends import Spread
    from inboxwatch.views.table import Frame


class View:
    """`name` is the id of its pane, `title` stands in the tab, `table` is the id of its table of requests, if any."""

    name: ClassVar[str]
    title: ClassVar[str]
    table: ClassVar[str] = ""

    def __init__(self) -> None:
        """Nothing is made or read yet."""
        self.made = False
        self.seen: object = None

    def widgets(self) -> Iterable[Widget]:
        """What it is made of."""
        raise NotImplementedError

    def read(self, source: Source, seen: object) -> None:
        """Read what it shows beside what is open; in a thread. `seen` is the state of the store that is read."""
        del source
        self.seen = seen

    @property
    def ready(self) -> bool:
        """Whether there is something to draw."""
        return True

    def requests(self, present: Present) -> Sequence[Request]:
        """The requests that keys speak of here."""
        del present
        return ()

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """Draw it anew."""
        raise NotImplementedError


class Promises(View):
    """What the owner promised."""

    name, title, table = "promises", "2 Promises", "promised"

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.found: Sequence[Request] | None = None

    def widgets(self) -> Iterable[Widget]:
        """One table."""
        yield Table(rows.PROMISES, self.table)

    def read(self, source: Source, seen: object) -> None:
        """The promises of a year."""
        self.found = source.promises()
        super().read(source, seen)

    @property
    def ready(self) -> bool:
        """Whether it was read."""
        return self.found is not None

    def requests(self, present: Present) -> Sequence[Request]:
        """Those with a promise."""
        del present
        return self.found or ()

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """Broken and open ones first."""
        del present
        cells = {request.id: rows.promise_cells(request, frame) for request in self.found or ()}
        pane.query_one(f"#{self.table}", Table).show(rows.PROMISES, cells)


class Owed(View):
    """What the owner waits for."""

    name, title, table = "owed", "6 Owed", "waited"

    def widgets(self) -> Iterable[Widget]:
        """A sentence above a table."""
        yield Static(Text(), id="owing", classes="text", markup=False)
        yield Table(rows.OWED, self.table)

    def requests(self, present: Present) -> Sequence[Request]:
        """Those that are owed."""
        return present.owed

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """The oldest first."""
        titles, cells = rows.owed_table(present.owed, frame)
        pane.query_one(f"#{self.table}", Table).show(titles, cells)
        pane.query_one("#owing", Static).update(rows.owed_sentence(present.owed))


class Known(NamedTuple):
    """What was read of the weeks, of which state of the store, and the figures of all its requests."""

    seen: object
    overview: Overview
    total: Figures


class Weeks(View):
    """A view of the weeks of the trend; `shared` keeps what was read, and of which state, for the other one as well."""

    def __init__(self, shared: list[Known]) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.shared = shared
        self.drawn: tuple[object, int] | None = None

    def read(self, source: Source, seen: object) -> None:
        """This week's summary and the requests of its trend."""
        if not self.shared or self.shared[0].seen != seen or self.seen == seen:
            found = source.summary()
            self.shared[:] = [Known(seen, found, figures(found[1]))]
        super().read(source, seen)

    @property
    def ready(self) -> bool:
        """Whether it was read."""
        return bool(self.shared)


class Trends(Weeks):
    """Drawings of twelve weeks."""

    name, title = "trends", "3 Trends"

    def widgets(self) -> Iterable[Widget]:
        """One text that scrolls."""
        yield VerticalScroll(Static(Text("Reading …"), id="drawings", classes="text", markup=False))

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """Weeks, response times, hours; people outside beside the weeks where they are tracked."""
        del present
        wanted = (self.shared[0], frame.width)
        if self.drawn is not None and self.drawn[0] is wanted[0] and self.drawn[1] == frame.width:
            return
        summary, requests = self.shared[0].overview
        parts = [("Within target by week", plots.weeks(summary.trend, frame.width))]
        if summary.external is not None:
            parts.append(("Within target by week, people outside", plots.weeks(summary.external.trend, frame.width)))
        parts += [
            ("Working time to the acknowledgement, twelve weeks", plots.times(requests, frame.width)),
            ("Answers, twelve weeks", plots.answers(summary.recent)),
            ("When requests come", plots.heat(requests, frame.zone)),
        ]
        drawn = Text()
        for title, plot in parts:
            gap = "\n" if plot.plain.endswith("\n") else "\n\n"
            drawn.append(f"{title}\n", "bold").append_text(plot).append(gap)
        pane.query_one("#drawings", Static).update(drawn)
        self.drawn = wanted


class Team(Weeks):
    """Departments, who waits for whom, and members as far as the store may show them."""

    name, title = "team", "4 Team"

    def widgets(self) -> Iterable[Widget]:
        """A sentence, the departments, who waits for whom, members."""
        yield Static(Text(), id="spread", classes="text", markup=False)
        yield Table(rows.TEAM, "departments")
        yield VerticalScroll(Static(Text(), id="waits", classes="text", markup=False), id="between")

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """Twelve weeks by department, and what is open now."""
        summary = self.shared[0].overview[0]
        total = self.shared[0].total
        titles, cells = rows.team_table(total, frame)
        pane.query_one("#departments", Table).show(titles, cells)
        pane.query_one("#spread", Static).update(text(_even(spread(total)), "dim"))
        drawn = rows.waits(summary.open, present.owed, frame)
        drawn.append_text(rows.parts(summary.recent, frame)).append_text(rows.members(present.team))
        pane.query_one("#waits", Static).update(drawn)


def _even(found: Spread) -> str:
    ratio = found.p90_over_median
    times = "" if ratio is None else f" Nine in ten wait {ratio:.1f} times as long as half do."
    if found.within_target_range is None:
        return f"Twelve weeks.{times}"
    points = plural(round(100 * found.within_target_range), "percentage point")
    return f"Twelve weeks. In time: {found.worst_department} and {found.best_department} are {points} apart.{times}"


class Health(View):
    """How the mailboxes are, the daemon that reads them, and what the owner is told through."""

    name, title = "health", "5 Health"

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.telling = Telling()

    def widgets(self) -> Iterable[Widget]:
        """What should be known, and a table."""
        yield VerticalScroll(Static(Text(), id="notices", classes="text", markup=False), id="remarks")
        yield Table(rows.HEALTH, "mailboxes")
        yield Table(rows.CHANNELS, "channels")

    def read(self, source: Source, seen: object) -> None:
        """How reminders are."""
        self.telling = source.telling()
        super().read(source, seen)

    def draw(self, pane: Widget, present: Present, frame: Frame) -> None:
        """One line a mailbox, one a channel."""
        boxes = {each.name: rows.health_cells(each, frame) for each in present.mailboxes}
        pane.query_one("#mailboxes", Table).show(rows.HEALTH, boxes)
        channels = {each.name: rows.channel_cells(each, frame) for each in self.telling.channels}
        told = pane.query_one("#channels", Table)
        told.show(rows.CHANNELS, channels)
        told.set_class(not channels, "empty")
        notices = pane.query_one("#notices", Static)
        words = rows.remarks(present, self.telling)
        notices.update(words)
        notices.set_class(not words, "empty")
