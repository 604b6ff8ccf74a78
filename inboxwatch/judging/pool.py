"""Judges batches in order, with a second process beside this one where many messages wait and a core is free."""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import InboxwatchError
from inboxwatch.judging import Task, judge

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from inboxwatch.judging.helper import Helper
    from inboxwatch.ports import Batch
    from inboxwatch.store.ready import Ready

log = logging.getLogger(__name__)

MANY: Final = 2_000
"""Messages still to come from which on a second process is worth its start (a tenth of a second, 25 MB)."""
AHEAD: Final = 2
"""Batches that the second process may have: one in its hands, one on its way."""
MOST: Final = 4
"""Batches held at once, judged or not, while an earlier one is not stored."""
PATIENCE: Final = 60.0
"""Seconds for a batch after which the second process counts as stuck; half a second is usual."""


def cores() -> int:
    """How many processor cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class Judges:
    """Turns the batches of one pass into what the store takes. The results do not depend on who made them."""

    def __init__(self, task: Task) -> None:
        """Start nothing yet."""
        self._task = task
        self._helper: Helper | None = None
        self._wanted = cores() > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)

    def judged(self, batches: Iterable[Batch]) -> Generator[tuple[Batch, list[Ready]]]:
        """Yield each batch with its messages, in order; what `batches` raises comes after all that was read."""
        waiting: deque[tuple[Batch, Future[list[Ready]]]] = deque()
        failed: InboxwatchError | None = None
        try:
            try:
                for batch in batches:
                    waiting.append((batch, self._start(batch)))
                    while waiting and (waiting[0][1].done() or len(waiting) >= MOST):
                        yield self._finish(*waiting.popleft())
            except InboxwatchError as error:
                failed = error
            while waiting:
                yield self._finish(*waiting.popleft())
        finally:
            self._dismiss()
        if failed is not None:
            raise failed

    def _start(self, batch: Batch) -> Future[list[Ready]]:
        """Hand a batch to the second process if that has time, else judge it now."""
        if self._wanted and self._helper is None and batch.total - batch.done > MANY:
            self._hire()
        if self._helper is not None and self._helper.busy < AHEAD and batch.mails:
            return self._helper.ask(batch.mails)
        future: Future[list[Ready]] = Future()
        future.set_result(judge(batch.mails, self._task))
        return future

    def _finish(self, batch: Batch, future: Future[list[Ready]]) -> tuple[Batch, list[Ready]]:
        try:
            return batch, future.result(PATIENCE)
        except Exception as error:  # noqa: BLE001 - whatever became of the second process
            log.info("The second process failed (%s); going on without it.", type(error).__name__)
            self._dismiss()
            return batch, judge(batch.mails, self._task)

    def _hire(self) -> None:
        from inboxwatch.judging.helper import Helper

        self._wanted = False
        try:
            self._helper = Helper(self._task)
        except OSError as error:
            log.info("No second process could be started: %s.", error.strerror)

    def _dismiss(self) -> None:
        if self._helper is not None:
            self._helper.close()
            self._helper = None
