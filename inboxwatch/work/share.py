"""Has work done in order, with a second process beside this one where the work is worth it and a core is free."""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Final, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from inboxwatch.work.helper import Helper

log = logging.getLogger(__name__)

MANY: Final = 2_000
"""Messages from which on a second process is worth its start (a tenth of a second, 30 MB)."""
AHEAD: Final = 2
"""Pieces of work that the second process may have: one in its hands, one on its way."""
MOST: Final = 4
"""Pieces held at once, done or not, while an earlier one is not taken."""
PATIENCE: Final = 60.0
"""Seconds for one piece after which the second process counts as stuck; a tenth of a second is usual."""

Key = TypeVar("Key")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
Piece_contra = TypeVar("Piece_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)


class Work(Protocol[Piece_contra, Result_co]):
    """Work that any process can do: picklable, and so are its pieces and results; the same wherever it is done."""

    def do(self, piece: Piece_contra, /) -> Result_co:
        """Do one piece."""
        ...


def cores() -> int:
    """How many processor cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class Share(Generic[Piece, Result]):
    """Does one kind of work, alone until `hire` is called. Use as a context manager: it ends the second process.

    Should that not start, die, or say something odd, its work is done here, and nobody notices but the clock.
    """

    late: Sequence[str] = ()
    """It counts no tries (`watch.sync.Judge`)."""

    def __init__(self, work: Work[Piece, Result], big: Callable[[Piece], bool] = lambda _: False) -> None:
        """Start nothing yet. `big` tells pieces that are too much to be held twice: the second process ends first."""
        self._work, self._big = work, big
        self._helper: Helper | None = None
        self._hired = cores() < 2 or not sys.executable or bool(getattr(sys, "frozen", False))  # noqa: PLR2004

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the second process, unless somebody keeps it."""
        helper, self._helper = self._helper, None
        if helper is not None:
            from inboxwatch.work.helper import Keeper

            Keeper.release(helper)

    def hire(self, *, fresh: bool = False) -> None:
        """Start a second process, once, if a core is free for it; `fresh`: not one that holds memory of other work."""
        if self._hired:
            return
        self._hired = True
        from inboxwatch.work.helper import Keeper

        try:
            self._helper = Keeper.hire(self._work, fresh=fresh)
        except Exception as error:  # noqa: BLE001 - no permission, no memory, work that cannot be pickled: alone, then
            log.info("No second process: %s.", error)

    def done(self, pieces: Iterable[tuple[Key, Piece]]) -> Generator[tuple[Key, Result]]:
        """Yield each key with the result of its piece, in order, a few pieces behind.

        If `pieces` raises, that comes after the results of all the pieces that there were.
        """
        waiting: deque[tuple[Key, Piece, Future[Result]]] = deque()
        failed: Exception | None = None
        try:
            for key, piece in pieces:
                if self._helper is not None and self._big(piece):
                    while waiting:
                        yield self._finish(*waiting.popleft())
                    self._dismiss()
                waiting.append((key, piece, self._begin(piece)))
                while waiting and (waiting[0][2].done() or len(waiting) >= MOST):
                    yield self._finish(*waiting.popleft())
        except Exception as error:  # noqa: BLE001 - raised again below
            failed = error
        while waiting:
            yield self._finish(*waiting.popleft())
        if failed is not None:
            raise failed

    def _begin(self, piece: Piece) -> Future[Result]:
        """Hand a piece to the second process if that has time, else do it now."""
        if self._helper is not None and self._helper.busy < AHEAD:
            return self._helper.ask(piece)
        future: Future[Result] = Future()
        future.set_result(self._work.do(piece))
        return future

    def _finish(self, key: Key, piece: Piece, future: Future[Result]) -> tuple[Key, Result]:
        try:
            return key, future.result(PATIENCE)
        except Exception as error:  # noqa: BLE001 - whatever became of the second process
            log.info("The second process failed (%s); going on without it.", type(error).__name__)
            self._dismiss()
            return key, self._work.do(piece)

    def _dismiss(self) -> None:
        if self._helper is not None:
            self._helper.close()
            self._helper = None
