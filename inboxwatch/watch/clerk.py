"""What follows from what the mailboxes delivered: a thread that does the same jobs as `sync` and `remind`, on time."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import InboxwatchError, TakenOverError
from inboxwatch.watch.backoff import Backoff

if TYPE_CHECKING:
    from inboxwatch.watch.watcher import Office

log = logging.getLogger(__name__)

LOOK: Final = 60.0
"""Seconds between two looks at the clock, so that a clock that was set is noticed."""
STEP: Final = 600.0
"""Seconds that one round of jobs may take before the clerk counts as stuck."""


@dataclass(frozen=True)
class Job:
    """Something to be done: with `now` (UTC), whenever there is news if `on_news`, and every `every` besides."""

    name: str
    do: Callable[[dt.datetime], object]
    every: dt.timedelta
    on_news: bool = True


class Clerk(threading.Thread):
    """Does its jobs in their order, one after the other. `error` says what is wrong, "" while all is well."""

    def __init__(self, office: Office, jobs: Sequence[Job]) -> None:
        """Prepare; `start` begins."""
        super().__init__(name="clerk", daemon=True)  # a mail server that hangs must not keep the program alive
        self._office, self._jobs = office, jobs
        self._bell = threading.Event()
        self._news = True
        self._last: dict[str, dt.datetime] = {}
        self._backoff = Backoff()
        self._until = office.clock.monotonic() + STEP
        self.error = ""

    @property
    def stuck(self) -> bool:
        """Whether it has not moved for too long; from any thread."""
        return self._office.clock.monotonic() > self._until

    def news(self) -> None:
        """There is something new. From any thread."""
        self._news = True
        self._bell.set()

    def leave(self) -> None:
        """End after the job at hand; the office is stopping. From any thread."""
        self._bell.set()

    def run(self) -> None:
        """Work until the office stops."""
        while not self._office.stopping.is_set():
            seconds = self._round()
            self._until = self._office.clock.monotonic() + seconds + STEP
            self._bell.wait(seconds)
            self._bell.clear()

    def _round(self) -> float:
        """Do what is due; return the seconds until the next look."""
        news, self._news = self._news, False
        try:
            for job in self._jobs:
                now = self._office.clock.now()
                if not self._office.stopping.is_set() and self._due(job, now, news=news):
                    job.do(now)
                    self._last[job.name] = now
        except TakenOverError as error:
            self._office.fatal(error)
        except InboxwatchError as error:
            return self._failed(str(error), news=news)
        except Exception as error:
            log.exception("A bug in the clerk")
            return self._failed(f"A bug in inboxwatch: {type(error).__name__}.", news=news)
        else:
            if self.error:
                log.warning("The store is in use again; nothing was lost.")
            self.error = ""
            self._backoff = Backoff()
        return LOOK

    def _due(self, job: Job, now: dt.datetime, *, news: bool) -> bool:
        last = self._last.get(job.name)
        if last is None or (news and job.on_news):
            return True
        return not dt.timedelta() <= now - last < job.every  # also where the clock was set back

    def _failed(self, words: str, *, news: bool) -> float:
        """Say it once, and come back to it."""
        self._news = self._news or news
        seconds = min(LOOK, self._backoff.failed(permanent=False))
        if words != self.error:
            log.error("%s Trying again in %d s.", words, seconds)
        elif self._office.distress is not None:  # not at once: the store may only have been busy
            self._office.distress.tell(words, self._office.clock.now())
        self.error = words
        return seconds
