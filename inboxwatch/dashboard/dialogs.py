"""What opens above the views: one question, a text to read, a text to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from rich.console import RenderableType


class Question(ModalScreen[str]):
    """Asks for one line; Escape gives "" back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Cancel")]

    def __init__(self, question: Text, preset: str = "", hint: str = "") -> None:
        """`preset` stands in the field at first and goes when one types; `hint`, examples of answers, below it."""
        super().__init__()
        self._question, self._preset, self._hint = question, preset, hint

    def compose(self) -> ComposeResult:
        """The question above its field."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False)
            yield Input(self._preset, id="answer")
            yield Static(Text(f"like {self._hint}. Escape cancels"), markup=False, classes="foot")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives the answer."""
        event.stop()
        self.dismiss(event.value.strip())


class Page(ModalScreen[bool]):
    """Shows a text to scroll; with `agree` Enter or y says yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(False)", "Close"),
        Binding("y,enter", "agree", "Yes", show=False),
        Binding("n", "dismiss(False)", "No", show=False),
        Binding("j", "scroll(1)", "Down", show=False),
        Binding("k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, parts: Sequence[RenderableType], foot: Text, *, agree: bool = False) -> None:
        """`foot` says what the keys do."""
        super().__init__()
        self._parts, self._foot, self._agree = parts, foot, agree

    def compose(self) -> ComposeResult:
        """The text above its keys."""
        with Vertical(classes="page"):
            with VerticalScroll(id="text"):
                yield Static(Group(*self._parts), markup=False)
            yield Static(self._foot, markup=False, classes="foot")

    def action_agree(self) -> None:
        """Say yes, or close what is only to be read."""
        self.dismiss(self._agree)

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one("#text", VerticalScroll).scroll_relative(y=lines * 3, animate=False)
