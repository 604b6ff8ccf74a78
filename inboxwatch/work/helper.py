"""The second process, seen from the first: started, asked, listened to, and ended for certain."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, ClassVar, Final, Self

import inboxwatch
from inboxwatch.work.process import Turn, pack, receive, send

if TYPE_CHECKING:
    from types import TracebackType

    from inboxwatch.work.share import Work

_BOOT: Final = "import sys; sys.path[:] = sys.argv[1:]; from inboxwatch.work.process import main; main()"
_PIPE_BYTES: Final = 1 << 20
"""What a pipe should hold where the system allows it, so that the second process need not wait for this one."""


def command() -> list[str]:
    """Return what starts the second process: this Python, this program, and nothing from the environment."""
    here = str(Path(inboxwatch.__file__).resolve().parent.parent)
    return [sys.executable, "-I", "-S", "-c", _BOOT, here, *sys.path]


class Helper:
    """A second process that works. It has no network, no store and no file open, only two pipes, and ends with them.

    `ask` neither blocks nor raises: what goes wrong, now or later, is the exception of the future that it returns.
    """

    def __init__(self, work: Work[Any, Any]) -> None:
        """Start it. Raises OSError where that is not possible, and what pickling the work may raise."""
        first = pack(work)
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._questions: SimpleQueue[bytes | None] = SimpleQueue()
        self._open: deque[Future[Any]] = deque()
        self._lock = threading.Lock()
        self._alive = True
        self._questions.put(first)
        pipes = self.process.stdin, self.process.stdout
        for target, pipe in zip((self._tell, self._listen), pipes, strict=True):
            threading.Thread(target=target, args=(pipe,), daemon=True).start()

    @property
    def busy(self) -> int:
        """How many questions are not answered yet."""
        return len(self._open)

    def ask(self, piece: object) -> Future[Any]:
        """Have a piece of the work done; the answers come in the order of the questions."""
        future: Future[Any] = Future()
        try:
            question = pack(piece)
        except Exception as error:  # noqa: BLE001 - what a plug-in delivers need not be picklable
            future.set_exception(error)
            return future
        with self._lock:
            if self._alive:
                self._open.append(future)
                self._questions.put(question)
            else:
                future.set_exception(EOFError())
        return future

    def turn(self, work: Work[Any, Any]) -> None:
        """Have it do other work from now on. Raises what pickling the work may raise."""
        self._questions.put(pack(Turn(work)))

    def close(self) -> None:
        """End it at once: it holds nothing that could be lost. Never raises, leaves no zombie behind."""
        self.process.kill()
        self.process.wait()
        self._give_up(EOFError())

    def _tell(self, pipe: IO[bytes]) -> None:
        """Write the questions. One that nobody takes any more ends in `_listen`."""
        _widen(pipe)
        with suppress(OSError), pipe:
            while (question := self._questions.get()) is not None:
                send(pipe, question)

    def _listen(self, pipe: IO[bytes]) -> None:
        """Read the answers until the process ends, or says what it should not."""
        _widen(pipe)
        with pipe:
            try:
                while True:
                    answer = receive(pipe)
                    self._open[0].set_result(answer)
                    self._open.popleft()
            except Exception as error:  # noqa: BLE001 - whatever it is, the first process does the work itself
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        with self._lock:
            self._alive = False
            while self._open:
                future = self._open.popleft()
                if not future.done():
                    future.set_exception(error)
            self._questions.put(None)


class Keeper:
    """A context in which a second process that has done its work waits for the next, and may be started beforehand.

    Not for several at a time.
    """

    _current: ClassVar[Keeper | None] = None

    def __init__(self) -> None:
        """Keep none yet."""
        self.idle: Helper | None = None

    def __enter__(self) -> Self:
        """Keep from now on."""
        Keeper._current = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the one that is kept."""
        Keeper._current = None
        if self.idle is not None:
            self.idle.close()

    def prepare(self) -> None:
        """Start one that loads what judging needs, before anybody asks for it; if that fails, nobody notices."""
        from inboxwatch.work.judge import Preparing

        with suppress(Exception):
            self.idle = self.idle or Helper(Preparing())

    @classmethod
    def hire(cls, work: Work[Any, Any], *, fresh: bool = False) -> Helper:
        """Return the one that is kept, or a new one (`fresh`: in its place), for this work. Raises as `Helper` does."""
        keeper = cls._current
        helper = None
        if keeper is not None:
            helper, keeper.idle = keeper.idle, None
        if helper is not None and fresh:
            helper.close()
            helper = None
        if helper is None:
            return Helper(work)
        try:
            helper.turn(work)
        except Exception:
            helper.close()
            raise
        return helper

    @classmethod
    def release(cls, helper: Helper) -> None:
        """Keep one that has answered everything, or end it."""
        keeper = cls._current
        if keeper is None or helper.busy or keeper.idle is not None:
            helper.close()
        else:
            keeper.idle = helper


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold more, where the system can do that."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
