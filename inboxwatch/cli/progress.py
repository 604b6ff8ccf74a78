"""Progress on stderr while mail is read and requests are derived; silent where stderr is no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.watch import Progress


@contextmanager
def reading(run: Run) -> Iterator[Progress]:
    """Yield what `watch` tells its progress to: a bar a mailbox, with messages a second."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.progress import TaskID as Task

    speed = TextColumn("{task.fields[rate]}", markup=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), speed)
    tasks: dict[str, Task] = {}
    with Progress(*columns, TimeElapsedColumn(), console=run.err, transient=True, disable=not run.err.is_terminal) as bar:

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(safe(what), total=None, rate="")
            task = next(task for task in bar.tasks if task.id == tasks[what])
            rate = f"{task.speed:,.0f} messages/s" if task.speed else ""
            bar.update(tasks[what], completed=done, total=total or None, rate=rate)

        yield progress
