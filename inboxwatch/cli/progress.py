"""Progress on stderr while mail is read and requests are derived; silent where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from rich.progress import TaskID

    from inboxwatch.cli.run import Run
    from inboxwatch.watch import Progress


@contextmanager
def reading(run: Run, unit: str = "messages") -> Iterator[Progress]:
    """Yield what `watch` tells its progress to: a bar a mailbox with messages (or `unit`) a second."""
    if not sys.stderr.isatty():  # rich, which costs memory and time, need not be asked
        yield _silent
        return
    bars = _Bars(run, unit)
    try:
        yield bars
    finally:
        bars.stop()


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total


class _Bars:
    """Bars on stderr that appear with the first message and leave nothing behind."""

    def __init__(self, run: Run, unit: str) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        words = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        rate = TextColumn("{task.fields[rate]}", markup=False)
        self._bars = Progress(*words, rate, TimeElapsedColumn(), console=run.err, transient=True)
        self._tasks: dict[str, TaskID] = {}
        self._unit = unit

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far a mailbox, or the tracking, is."""
        self._bars.start()
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(safe(what), total=None, rate="")
        place = self._tasks[what]
        speed = next((task.speed for task in self._bars.tasks if task.id == place), None)
        rate = f"{speed:,.0f} {self._unit}/s" if speed else ""
        self._bars.update(place, completed=done, total=total or None, rate=rate)

    def stop(self) -> None:
        """Take the bars away."""
        self._bars.stop()
