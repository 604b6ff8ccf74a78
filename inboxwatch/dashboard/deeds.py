"""What keys do to the request under the cursor: each the same function that a command calls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work

from inboxwatch.dashboard.base import Base
from inboxwatch.dashboard.dialogs import Page, Question
from inboxwatch.model import DecisionKind
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from inboxwatch.model import Request


class Deeds(Base):
    """Explain, acknowledge, snooze, dismiss, done, undo, open."""

    def action_explain(self) -> None:
        """Tell the whole story of the request under the cursor."""
        request = self.chosen()
        if request is not None:
            self._explain(request)

    @work(thread=True, group="explain", exclusive=True)
    def _explain(self, request: Request) -> None:
        def story() -> str:
            parts = self.source.explain(request)
            self.later(self.push_screen, Page(parts, Text("Escape closes; j and k scroll")))
            return ""

        self.safely(story)

    def action_decide(self, kind: str) -> None:
        """Dismiss, or mark as done."""
        request = self.chosen()
        if request is not None:
            self.act(partial(self.source.decide, DecisionKind(kind), request))

    def action_undo(self) -> None:
        """Take the latest decision back."""
        self.act(self.source.undo)

    def action_open_mail(self) -> None:
        """Hand the mail's id to the system's mail program."""
        request = self.chosen()
        if request is not None:
            self.act(partial(self.source.open, request))

    def action_snooze(self) -> None:
        """Ask until when, then snooze."""
        request = self.asked()
        if request is None:
            return

        def answered(until: str | None) -> None:
            if until:
                self.act(partial(self.source.decide, DecisionKind.SNOOZE, request, until))

        examples = "2h, 14:30, Mon, tomorrow 9:00, 2026-11-30"
        self.push_screen(Question(Text("No reminders until when?"), "tomorrow 9:00", examples), answered)

    def action_acknowledge(self) -> None:
        """Ask for the date, show the holding reply, send it after a yes."""
        request = self.asked()
        if request is None:
            return

        def dated(by: str | None) -> None:
            if by:
                self._prepare(request, by)

        question = Text("Send a holding reply: “You hear from me by …” when?")
        self.push_screen(Question(question, "tomorrow", "Thu, tomorrow 16:00, 2026-11-30"), dated)

    @work(thread=True, group="act")
    def _prepare(self, request: Request, by: str) -> None:
        def agreed(yes: bool | None) -> None:
            if yes:
                self.act(partial(self.source.acknowledge, request, by))

        def show() -> str:
            parts = [Text(safe(self.source.prepare(request, by), lines=True))]
            page = Page(parts, Text("Enter or y sends this; Escape does not"), agree=True)
            self.later(self.push_screen, page, agreed)
            return ""

        self.safely(show)
