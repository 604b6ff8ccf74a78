"""One worker process: an event loop that takes jobs, threads that poll, and an end within five seconds of SIGTERM."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboxwatch.fleet.gauges import Gauges, Health
from inboxwatch.fleet.polling import Polling
from inboxwatch.fleet.queue import TICK, Queue, app_for
from inboxwatch.watch.backoff import Backoff
from inboxwatch.watch.systemd import Notifier
from inboxwatch.work.guard import Court

if TYPE_CHECKING:
    from collections.abc import Callable

    from inboxwatch.fleet.members import Organisation
    from inboxwatch.fleet.polling import Open
    from inboxwatch.fleet.roster import Outcome, Row
    from inboxwatch.store.team.spaces import Spaces

log = logging.getLogger(__name__)

LEAVE: Final = 4.0
"""Seconds after being told to stop at which the process ends whatever hangs; its jobs are given to others then."""
LOOK: Final = 10.0
"""Seconds between two looks at the queue for metrics, health and the watchdog."""
RETURN: Final = 15.0
"""Seconds between two attempts at the queue, at most: a database that came back must not wait for its workers."""
LINKS: Final = 4
"""Connections of the queue."""


@dataclass(frozen=True)
class Worker:
    """What a worker is made of. `serve` is given the gauges before work begins."""

    organisation: Organisation
    spaces: Spaces
    connect: Open
    concurrency: int
    serve: Callable[[Gauges], object]
    tick: int = TICK

    def run(self) -> bool:
        """Work until a signal comes; False if threads hang: the process should end at once (`os._exit`).

        Call it from the main thread. Raises StoreError if the database cannot be used at the start.
        """
        started = dt.datetime.now(dt.UTC).replace(microsecond=0)
        polling = Polling(self.organisation, self.spaces, self.connect, Court(), started, _now)
        gauges = Gauges(Health(started))
        threads = ThreadPoolExecutor(self.concurrency, thread_name_prefix="poll")
        try:
            asyncio.run(_Loop(self, polling, gauges, threads).main())
        finally:
            polling.court.close()
            threads.shutdown(wait=False, cancel_futures=True)
        return not any(thread.name.startswith("poll") and thread.is_alive() for thread in threading.enumerate())


class _Loop:
    """The event loop's side."""

    def __init__(self, worker: Worker, polling: Polling, gauges: Gauges, threads: ThreadPoolExecutor) -> None:
        self._worker, self._polling, self._gauges, self._threads = worker, polling, gauges, threads
        self._stopping = asyncio.Event()
        self._notifier = Notifier()

    async def main(self) -> None:
        """Take jobs until told to stop; begin anew where the database went away."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)
        self._worker.serve(self._gauges)
        self._notifier.ready()
        pulse = asyncio.create_task(self._pulse())
        try:
            await self._turns()
        finally:
            pulse.cancel()

    async def _turns(self) -> None:
        loop = asyncio.get_running_loop()
        backoff = Backoff(random.Random())  # noqa: S311 - jitter
        while not self._stopping.is_set():
            began = loop.time()
            try:
                await self._turn()
            except Exception as error:  # noqa: BLE001 - whatever the database's loss brings about
                backoff.succeeded(loop.time() - began)
                seconds = min(backoff.failed(permanent=False), RETURN)
                log.warning("The queue cannot be used (%s). Trying again in %d s.", _words(error), seconds)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _turn(self) -> None:
        """Take jobs over one set of connections, until told to stop (returns) or they break (raises)."""
        app = app_for(self._worker.spaces.address, LINKS)
        queue = Queue(app, self._work, self._gauges.seen, tick=self._worker.tick)
        async with app.open_async():
            tasks = [
                asyncio.create_task(each, name=name)
                for name, each in (
                    ("queue", queue.run(self._worker.concurrency)),
                    ("looking", self._look(queue)),
                    ("stopping", self._stopping.wait()),
                )
            ]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in done:
                task.result()
        if not self._stopping.is_set():
            raise ConnectionError  # Procrastinate stopped by itself: one of its side tasks failed, and it said why

    async def _work(self, rows: tuple[Row, ...], mailbox: str) -> Outcome:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._polling.poll, rows, mailbox)

    async def _look(self, queue: Queue) -> None:
        """Look at the queue from time to time, for metrics and health."""
        while True:
            self._gauges.fleet(await queue.depth(), await queue.state())
            await asyncio.sleep(LOOK)

    async def _pulse(self) -> None:
        """Feed the watchdog while this loop turns; a database that is away is no reason for a restart."""
        while True:
            self._polling.court.rest()
            if stuck := self._polling.cut_off():
                log.warning("%d polls have not moved for too long; their connections are cut off.", stuck)
            self._notifier.alive()
            self._notifier.status(f"{self._gauges.health.polls} polls")
            await asyncio.sleep(LOOK)

    def _stop(self, number: int) -> None:
        if self._stopping.is_set():
            return
        log.info("Stopping: %s.", signal.Signals(number).name)
        self._gauges.health.stopping = True
        self._notifier.stopping()
        self._stopping.set()
        end = threading.Timer(LEAVE, os._exit, (0,))
        end.daemon = True
        end.start()
        self._polling.abort()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _words(error: Exception) -> str:
    """Name an error without what it may quote."""
    cause = error.__cause__ or error.__context__
    return type(error).__name__ if cause is None else f"{type(error).__name__}: {type(cause).__name__}"
