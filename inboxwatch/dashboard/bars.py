"""The two lines that say what there is: the views above, the keys below. One widget each, however many they name."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static


class Views(Static):
    """The titles of the views; the one that is looked at is bold and underlined. A click goes to a view."""

    class Chosen(Message):
        """Somebody clicked on a title."""

        def __init__(self, name: str) -> None:
            """`name` is the view's."""
            super().__init__()
            self.name = name

    def __init__(self, titles: Sequence[tuple[str, str]]) -> None:
        """`titles`: name and title of each view, the first one looked at."""
        super().__init__(id="tabs", markup=False)
        self.titles = tuple(titles)
        self.show(self.titles[0][0])

    def show(self, active: str) -> None:
        """Mark a view as looked at."""
        line = Text(no_wrap=True)
        for name, title in self.titles:
            line.append(title, "bold underline" if name == active else "").append("   ")
        self.update(line)

    def on_click(self, event: events.Click) -> None:
        """Say which title lies there."""
        place = event.get_content_offset_capture(self).x
        for name, title in self.titles:
            if place < cell_len(title):
                self.post_message(self.Chosen(name))
                return
            place -= cell_len(title) + 3


class Keys(Static):
    """The keys that are shown, those first that matter most, as many as there is room for."""

    def __init__(self, bindings: Sequence[object]) -> None:
        """Take those that say that they are to be shown."""
        super().__init__(id="keys", markup=False)
        shown = (each for each in bindings if isinstance(each, Binding) and each.show)
        self._parts = [(each.key_display or each.key, f" {each.description}") for each in shown]

    def on_resize(self) -> None:
        """Fill the line; none is cut."""
        line = Text(no_wrap=True)
        for key, words in self._parts:
            gap = "  " if line else ""
            if cell_len(f"{line.plain}{gap}{key}{words}") <= self.content_size.width:
                line.append(gap).append(key, "bold").append(words)
        self.update(line)
