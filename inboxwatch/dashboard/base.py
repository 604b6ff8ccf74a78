"""What every part of the dashboard stands on: threads ask the source, and the loop draws what comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.filter import DimFilter, LineFilter

from inboxwatch.dashboard import colours
from inboxwatch.errors import InboxwatchError
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from inboxwatch.dashboard.source import Source
    from inboxwatch.model import Request


_DIM = DimFilter(colours.DIM)


class Base(App[None]):
    """Asks its `source` from threads, so that no key waits for a store, and never waits for a thread."""

    def __init__(self, source: Source) -> None:
        """Read nothing yet."""
        super().__init__()
        self.source = source
        self.ansi_theme_dark, self.ansi_theme_light = colours.ON_DARK, colours.ON_LIGHT
        for theme in (colours.DARK, colours.LIGHT):
            self.register_theme(theme)
        self.theme = colours.DARK.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, but dim text stays readable."""
        return [_DIM if isinstance(each, DimFilter) else each for each in super().get_line_filters()]

    def later(self, draw: Callable[..., object], *what: object) -> None:
        """From a thread: have the loop call this, unless the dashboard is closing. Never waits."""
        if not self.is_running:
            return
        try:
            self.call_later(partial(self._drawn, draw, *what))
        except RuntimeError:  # the loop ended between the two lines
            return

    def _drawn(self, draw: Callable[..., object], *what: object) -> None:
        if self.is_running:
            draw(*what)

    def read_again(self) -> None:
        """Read what is shown once more."""
        raise NotImplementedError

    def chosen(self) -> Request | None:
        """The request under the cursor, where the view has one."""
        raise NotImplementedError

    def asked(self) -> Request | None:
        """The same, of those who wait for the owner."""
        raise NotImplementedError

    @work(thread=True, group="act")
    def act(self, deed: Callable[[], str]) -> None:
        """Do something in a thread, say what came of it, and read again."""
        self.safely(deed)
        self.later(self.read_again)

    def safely(self, deed: Callable[[], str]) -> None:
        """Do something in this thread and say what came of it; an expected failure is a sentence."""
        try:
            said = deed()
        except InboxwatchError as error:
            self.later(partial(self.notify, safe(str(error)), severity="error", markup=False))
            return
        if said:
            self.later(partial(self.notify, safe(said), markup=False))
