"""One mailbox for ever: a thread with a connection of its own, which reads, waits for news, and tries again."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from inboxwatch.errors import InboxwatchError, PermanentError, StoreError, TakenOverError, TransientError
from inboxwatch.watch.again import Rereading
from inboxwatch.watch.aside import MailboxTries
from inboxwatch.watch.backoff import Backoff
from inboxwatch.watch.reports import MailboxReport, quiet
from inboxwatch.watch.sync import Connect, Pass
from inboxwatch.work.guard import Court, Guard

if TYPE_CHECKING:
    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.ports import Connector
    from inboxwatch.store import Store
    from inboxwatch.watch.clocks import Clock
    from inboxwatch.watch.distress import Distress

log = logging.getLogger(__name__)

STEP = 300.0
"""Seconds that one step of a pass (a batch, signing in) may take before the mailbox counts as stuck."""


class Doing(StrEnum):
    """What a mailbox's thread is at."""

    READING = "reading"
    IDLE = "idle"
    POLL = "poll"
    BACK_OFF = "back-off"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Watched:
    """How it stands with a mailbox at this moment; instants in UTC, `poll` in seconds.

    `doing` since `since`; `error` in words, "" while all is well; `stuck` if it has not moved for too long.
    """

    name: str
    doing: Doing
    since: dt.datetime
    poll: float
    last_success: dt.datetime | None = None
    error: str = ""
    next_attempt: dt.datetime | None = None
    stuck: bool = False


@dataclass(frozen=True)
class Office:
    """What all threads of the daemon share."""

    settings: Settings
    store: Store
    clock: Clock
    connect: Connect
    news: Callable[[], None]
    """Something new was stored."""
    fatal: Callable[[InboxwatchError], None]
    """The daemon must end, and why."""
    court: Court = field(default_factory=Court)
    """Where mails are judged."""
    crashed: bool = False
    """Whether the last daemon of this store ended without a word: perhaps of a mail."""
    distress: Distress | None = None
    """Who is told that nothing can be written down any more."""
    stopping: threading.Event = field(default_factory=threading.Event)


class Watcher(threading.Thread):
    """Watches one mailbox until the office stops; whatever happens to it, it tries again."""

    def __init__(self, office: Office, mailbox: MailboxSettings) -> None:
        """Prepare; `start` begins."""
        super().__init__(name=f"mailbox {mailbox.name}", daemon=True)  # a stuck one must not keep the program alive
        self._office, self._mailbox = office, mailbox
        self._poll = mailbox.poll.total_seconds()
        self._backoff = Backoff()
        self._bell = threading.Event()
        self._connector: Connector | None = None
        self._anew = False
        self._careful = office.crashed
        self._good_since: float | None = None
        self.read_at: float | None = None
        """When the last complete pass began, on the clock that nobody sets; None before the first."""
        self._until = office.clock.monotonic() + STEP
        self._state = Watched(mailbox.name, Doing.READING, office.clock.now(), self._poll)

    @property
    def state(self) -> Watched:
        """How it stands; from any thread."""
        return replace(self._state, stuck=self._office.clock.monotonic() > self._until)

    def wake(self) -> bool:
        """Have it look at its mailbox now, unless it waits after a failure; False if it cannot. From any thread."""
        return self._reach("wake")

    def awaited(self, since: float) -> bool:
        """Whether a look that began after `since` (monotonic) is still to be expected. From any thread."""
        return self._state.doing not in {Doing.BACK_OFF, Doing.STOPPED} and (self.read_at or 0.0) < since

    def begin_anew(self) -> None:
        """Have it drop its connection and connect again now (after sleep, a jump of the clock). From any thread."""
        self._anew = True
        self._bell.set()
        self._reach("abort")

    def leave(self) -> None:
        """Have it end, whatever it is at; the office is stopping. From any thread."""
        self._bell.set()
        self._reach("abort")

    def _reach(self, how: str) -> bool:
        """Call what not every connector offers (`ports.Reachable`)."""
        call = getattr(self._connector, how, None)
        if call is not None:
            call()
        return call is not None

    def run(self) -> None:
        """Watch until the office stops."""
        while not self._office.stopping.is_set():
            try:
                self._watch()
            except TakenOverError as error:
                self._office.fatal(error)
                break
            except InboxwatchError as error:
                self._failed(error)
            except Exception as error:  # a bug must not end the watch over a mailbox
                log.exception("%s: a bug", self._mailbox.name)
                self._failed(TransientError(f"Reading failed because of a bug in inboxwatch ({type(error).__name__})."))
        self._now_doing(Doing.STOPPED, self._poll)

    def _watch(self) -> None:
        """Connect, then read and wait by turns until something breaks."""
        self._now_doing(Doing.READING, STEP)
        self._anew, self._good_since = False, None
        self._bell.clear()
        connector = self._connector = self._office.connect(self._mailbox)
        try:
            while not self._office.stopping.is_set():
                self._read(connector)
                if self._anew or self._office.stopping.is_set():
                    return
                push = getattr(connector, "pushes", False)
                self._now_doing(Doing.IDLE if push else Doing.POLL, self._poll + STEP)
                connector.wait(self._poll)
        finally:
            self._connector = None
            connector.close()

    def _read(self, connector: Connector) -> None:
        """One pass, and some of what an older classifier judged."""
        office, name = self._office, self._mailbox.name
        self._now_doing(Doing.READING, STEP)
        now, began = office.clock.now(), office.clock.monotonic()
        reading = Pass(office.settings, office.store, now, self._moved, self._mailbox)
        tries = MailboxTries(office.store, name, now)
        report = reading.once(connector, Guard(office.court, reading.judging(), tries, lambda: self._careful))
        first, self._careful, self.read_at = self.read_at is None, False, began
        again = Rereading(office.settings, office.store, now, name, self._moved).some(
            lambda: office.connect(self._mailbox)
        )
        self._succeeded(report, now)
        if first or report.new or report.changed or again.done:  # the first: some jobs wait for a complete pass
            office.news()

    def _moved(self, what: str, done: int, total: int) -> None:
        """Progress: it is not stuck."""
        quiet(what, done, total)
        self._until = self._office.clock.monotonic() + STEP
        if self._office.stopping.is_set():
            raise TransientError("The daemon is stopping.")

    def _now_doing(self, doing: Doing, most: float) -> None:
        self._until = self._office.clock.monotonic() + most
        if doing != self._state.doing:
            self._state = replace(self._state, doing=doing, since=self._office.clock.now())

    def _succeeded(self, report: MailboxReport, now: dt.datetime) -> None:
        if self._state.error:
            log.warning("%s is read again.", report.name)
        if report.new:
            log.info("%s: %d new.", report.name, report.new)
        for notice in report.notices:
            log.info("%s: %s", report.name, notice)
        self._state = replace(self._state, last_success=now, error="", next_attempt=None)
        if self._good_since is None:
            self._good_since = self._office.clock.monotonic()

    def _failed(self, error: InboxwatchError) -> None:
        """Say it, write it down, and wait; a connection that we cut off ourselves is no failure."""
        if self._office.stopping.is_set() or self._anew:
            return
        if self._good_since is not None:
            self._backoff.succeeded(self._office.clock.monotonic() - self._good_since)
        permanent = isinstance(error, PermanentError)
        wished = error.after if isinstance(error, TransientError) else 0.0
        seconds = max(self._backoff.failed(permanent=permanent), wished)
        now = self._office.clock.now()
        later = now + dt.timedelta(seconds=round(seconds))
        level = logging.INFO if str(error) == self._state.error else logging.WARNING
        log.log(level, "%s: %s Trying again in %d s.", self._mailbox.name, error, seconds)
        self._state = replace(self._state, error=str(error), next_attempt=later)
        self._now_doing(Doing.BACK_OFF, seconds + STEP)
        try:
            self._office.store.failed(self._mailbox.name, now, str(error), later, permanent=permanent)
        except TakenOverError as taken:
            self._office.fatal(taken)
            return
        except StoreError as broken:
            log.warning("%s: that cannot be written down: %s", self._mailbox.name, broken)
            if self._office.distress is not None:
                self._office.distress.tell(str(broken), now)
        self._bell.wait(seconds)
