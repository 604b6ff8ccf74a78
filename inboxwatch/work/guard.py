"""Judging where nothing may break: in a second process with an end in time and memory (R5, R29).

A mail that makes reading or judging raise, hang or eat memory costs that process, a few seconds, and nothing else: the
daemon's threads never touch mail text themselves. Whose fault it was is found out by judging one by one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as StuckError
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from inboxwatch.errors import TransientError
from inboxwatch.mail import Mails

if TYPE_CHECKING:
    from inboxwatch.model import Mail
    from inboxwatch.ports import Batch
    from inboxwatch.store.ready import Ready
    from inboxwatch.work.helper import Helper
    from inboxwatch.work.judge import Judging

log = logging.getLogger(__name__)

PATIENCE: Final = 5.0
"""Seconds that one mail may take; some three ten-thousandths are usual."""
EACH: Final = 0.05
"""Seconds more for each further mail of a batch."""
START: Final = 20.0
"""Seconds for the second process to start, on a machine that is busy."""
IDLE: Final = 20.0
"""Seconds without work after which the second process ends: it would only hold memory."""


class PoisonError(Exception):
    """A mail could not be judged; the message says why, in words without anything of the mail."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A mail at `place` of its batch that made judging raise, and what it raised."""

    place: int
    why: str


class Each:
    """Judges mails one by one, for any mailbox: the work of the second process."""

    memory: ClassVar[int] = 1 << 30
    """Bytes that the second process may have."""

    def do(self, piece: tuple[Judging, Sequence[Mail]]) -> list[Ready | Broken]:
        """Judge all of them; one that raises is named in its place."""
        judging, mails = piece
        return [self._one(judging, mails, place) for place in range(len(mails))]

    @staticmethod
    def _one(judging: Judging, mails: Sequence[Mail], place: int) -> Ready | Broken:
        try:
            return judging.do(mails[place : place + 1])[0]
        except Exception as error:  # noqa: BLE001 - whatever a hostile mail brings about
            return Broken(place, f"reading it failed ({type(error).__name__})")


class Court:
    """One second process for all mailboxes, started when there is something to judge; any thread may use it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._helper: Helper | None = None
        self._used = 0.0
        self._closed = False

    def judge(self, judging: Judging, mails: Sequence[Mail]) -> list[Ready | Broken]:
        """Judge some mails. Raises PoisonError if they take too long or end the process, TransientError without one."""
        with self._lock:
            try:
                if self._helper is None:
                    self._helper = self._started()
                    self._helper.ask((judging, ())).result(START)
                seconds = PATIENCE + EACH * len(mails)
                done: list[Ready | Broken] = self._helper.ask((judging, mails)).result(seconds)
            except TransientError:
                raise
            except StuckError:
                self._end()
                raise PoisonError(f"reading it takes more than {PATIENCE:g} seconds") from None
            except Exception as error:
                self._end()
                if self._closed:
                    raise TransientError("The daemon is stopping.") from None
                raise PoisonError("reading it ended the process, perhaps for want of memory") from error
            self._used = time.monotonic()
            return done

    def _started(self) -> Helper:
        from inboxwatch.work.helper import Helper

        if self._closed:
            raise TransientError("The daemon is stopping.")
        try:
            return Helper(Each())
        except OSError as error:
            message = f"No process can be started to read mail in: {error.strerror}."
            raise TransientError(message, "Is there enough memory?") from None

    def rest(self) -> None:
        """End the second process if it has had nothing to do for a while. Never waits for anybody's judging."""
        if self._helper is not None and self._lock.acquire(blocking=False):
            try:
                if time.monotonic() - self._used > IDLE:
                    self._end()
            finally:
                self._lock.release()

    def close(self) -> None:
        """End the second process now, whoever waits for it. Never raises."""
        self._closed = True
        helper = self._helper
        if helper is not None:
            helper.close()

    def _end(self) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.close()


class Tries(Protocol):
    """Where tries are counted; `store.aside.Asides` for one mailbox."""

    def known(self, refs: Sequence[str]) -> bool:
        """Whether one of these has been tried without success."""
        ...

    def spent(self, ref: str) -> bool:
        """Whether a message has had all its tries."""
        ...

    def begin(self, ref: str) -> None:
        """Write down that a try begins."""
        ...

    def undo(self, ref: str) -> None:
        """Take back a try that went well or was broken off."""
        ...

    def failed(self, ref: str, why: str) -> None:
        """Write down how it ended."""
        ...


class Guard:
    """Judges the batches of one mailbox; what cannot be judged is left out and counted (`watch.sync.Judge`).

    `late` are the places of those that had been counted and are in the batch that was yielded last.
    """

    def __init__(self, court: Court, judging: Judging, tries: Tries, careful: Callable[[], bool]) -> None:
        """`careful` says whether to judge one by one at once: after a crash nobody knows which mail it was."""
        self._court, self._judging, self._tries, self._careful = court, judging, tries, careful
        self.late: Sequence[str] = ()

    def hire(self) -> None:
        """It has help already."""

    def done(self, pieces: Iterable[tuple[Batch, Sequence[Mail]]]) -> Iterator[tuple[Batch, list[Ready]]]:
        """Yield each batch with those of its messages that could be judged, in order."""
        for batch, mails in pieces:
            messages, self.late = self._judged(mails)
            yield batch, messages

    def _judged(self, mails: Sequence[Mail]) -> tuple[list[Ready], list[str]]:
        """Return what is ready, and the refs of those that were counted and went well."""
        if not mails:
            return [], []
        if not self._careful() and not self._tries.known(refs(mails)):
            try:
                found = self._court.judge(self._judging, mails)
            except PoisonError as error:
                log.warning("%s: a message among %d: %s.", self._judging.mailbox, len(mails), error)
            else:
                broken = [each for each in found if isinstance(each, Broken)]
                if not broken:
                    return [each for each in found if not isinstance(each, Broken)], []
        return self._one_by_one(mails)

    def _one_by_one(self, mails: Sequence[Mail]) -> tuple[list[Ready], list[str]]:
        messages, late = [], []
        for place, ref in enumerate(refs(mails)):
            if self._tries.spent(ref):
                continue
            self._tries.begin(ref)
            try:
                (found,) = self._court.judge(self._judging, mails[place : place + 1])
            except PoisonError as error:
                found = Broken(place, str(error))
            except TransientError:
                self._tries.undo(ref)
                raise
            if isinstance(found, Broken):
                log.warning("%s: a message is set aside: %s.", self._judging.mailbox, found.why)
                self._tries.failed(ref, found.why)
            else:
                self._tries.undo(ref)  # before the next one, which may end the program
                messages.append(found)
                late.append(ref)
        return messages, late


def refs(mails: Sequence[Mail]) -> list[str]:
    """Return where the mails are, without reading any that nobody has read yet."""
    if isinstance(mails, Mails):
        return [piece.ref for piece in mails.pieces]
    return [mail.ref for mail in mails]
