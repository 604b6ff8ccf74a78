"""The queue: Procrastinate hands out what is due, one mailbox a job, and takes back what a dead worker had.

The truth is the table `polled` (see `roster`). Every few seconds one worker, whichever comes first, takes jobs of
workers away whose heart has stopped, and defers a job for each mailbox that is due and in nobody's hands. Jobs are
deleted when they end, however they end: whether a mailbox is due again, its row says. So nothing piles up, and a queue
that is lost is made again within seconds.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.fleet import roster
from inboxwatch.watch.backoff import Backoff

if TYPE_CHECKING:
    import procrastinate
    import psycopg

    from inboxwatch.fleet.roster import Outcome, Row
    from inboxwatch.store.postgres.address import Address

log = logging.getLogger(__name__)

NAME: Final = "inboxwatch"
"""The queue's name."""
TICK: Final = 10
"""Seconds between two looks at what is due."""
HEARTBEAT: Final = 5.0
"""Seconds between two signs of life of a worker."""
STALLED: Final = 25.0
"""Seconds without one after which its mailboxes are given to others: within 40 seconds of its death, all told."""
DEEPEST: Final = 10_000
"""Jobs that wait at most; more mailboxes that are due stay in their table, in the same order."""
_SINCE: Final = 1_735_689_600
"""2025-01-01 in seconds since 1970: priorities are seconds before it, and have 32 bits."""
_FIRST: Final = 2**31 - 1
_PLANNING: Final = 7_305_812_400_662
"""Number of the lock that whoever plans holds."""

_SESSION: Final = """
SET search_path = procrastinate, pg_temp;
SET idle_in_transaction_session_timeout = '30s'; -- a worker that is suspended while it plans stops nobody else
SET enable_seqscan = off; -- plans are kept from when the queue was empty, and have to do when it is full
SET enable_hashjoin = off;
SET enable_mergejoin = off;
"""
"""Said in the session, not while connecting: pgbouncer, which may stand between in its session mode, refuses that."""
_DEPTH: Final = """
SELECT count(*) FILTER (WHERE status = 'todo') AS todo, count(*) FILTER (WHERE status = 'doing') AS doing
FROM procrastinate_jobs
"""

Work = Callable[[tuple["Row", ...], str], Awaitable["Outcome"]]
"""Polls one mailbox; gets the rows of its space."""
Seen = Callable[["Row", "Outcome | None"], None]
"""Told of each poll: when it begins, with None, and how it ended."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How many jobs wait and are being done."""

    todo: int
    doing: int


@dataclass(frozen=True, slots=True)
class State:
    """How the fleet does: mailboxes (about), how many are due, how many failed, seconds that the latest is late."""

    mailboxes: int
    due: int
    failing: int
    late: float


def app_for(address: Address, connections: int) -> procrastinate.App:
    """Make Procrastinate's side; it needs sessions of its own, not pooled by transaction, for they keep its schema.

    Each statement is a transaction of its own, and no connection is tried before it is used: that halves what the queue
    costs, and a worker whose connections broke begins anew anyhow.
    """
    import procrastinate
    from psycopg_pool import AsyncConnectionPool

    def pool(**options: Any) -> AsyncConnectionPool:  # noqa: ANN401 - psycopg's
        return AsyncConnectionPool(**{**options, "check": None, "configure": _settle})

    arguments: dict[str, Any] = dict(address.arguments())
    arguments |= {"application_name": "inboxwatch worker", "autocommit": True}
    connector = procrastinate.PsycopgConnector(
        pool_factory=pool, kwargs=arguments, min_size=2, max_size=connections, timeout=10.0, reconnect_timeout=30.0
    )
    return procrastinate.App(connector=connector)


async def _settle(link: psycopg.AsyncConnection[Any]) -> None:
    """Set up a new session of the queue."""
    await link.execute(_SESSION)


class Queue:
    """Takes jobs and does them until it is told to stop; `work` polls, `seen` is told."""

    def __init__(self, app: procrastinate.App, work: Work, seen: Seen, *, tick: int = TICK) -> None:
        """Register what there is to do; nothing is connected yet."""
        self.app, self._work, self._seen = app, work, seen
        self._lost = asyncio.Event()
        self._finish = app.job_manager.finish_job
        app.job_manager.finish_job = self._finished  # type: ignore[method-assign]
        every = app.periodic(cron=f"* * * * * */{tick}")
        planned = app.task(name="plan", queue=NAME, queueing_lock="plan", priority=_FIRST)
        every(planned(self._plan))
        app.task(name="poll", queue=NAME)(self._poll)

    async def run(self, concurrency: int) -> None:
        """Work until cancelled; what is being done then is finished. Raises what the database's loss brings about."""
        working = asyncio.ensure_future(
            self.app.run_worker_async(
                queues=[NAME],
                concurrency=concurrency,
                fetch_job_polling_interval=1.0,
                listen_notify=False,  # a look each second is cheaper than two notifications a job, and needs no session
                delete_jobs="always",
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
            )
        )
        lost = asyncio.ensure_future(self._lost.wait())
        try:
            await asyncio.wait({working, lost}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (working, lost):
                each.cancel()
            await asyncio.gather(working, lost, return_exceptions=True)
        if self._lost.is_set():
            raise ConnectionError
        working.result()

    async def _finished(self, job: procrastinate.jobs.Job, status: procrastinate.jobs.Status, delete_job: bool) -> None:
        """Take a job off the queue; where that fails, begin anew.

        Otherwise it would count as being done as long as this worker lives, and its mailbox would never be polled.
        """
        try:
            await self._finish(job, status=status, delete_job=delete_job)
        except BaseException:
            self._lost.set()
            raise

    async def _poll(self, owner: str, mailbox: str) -> None:
        """One job: read the row, poll, write down how it went."""
        statement, values = roster.wanted(owner, mailbox)
        rows = roster.rows(owner, await self._all(statement, values))
        row = next((each for each in rows if each.mailbox == mailbox), None)
        if row is None or not row.due:
            return
        self._seen(row, None)
        outcome = await self._work(rows, mailbox)
        self._seen(row, outcome)
        if outcome.undone:
            return
        statement, values = roster.ended(row, outcome, _backoff(row, outcome))
        await self.app.connector.execute_query_async(statement, **values)

    async def _plan(self, timestamp: int) -> None:
        """Take back what dead workers had, then defer what is due; one worker at a time."""
        del timestamp
        async with self.app.connector.pool.connection() as link:  # type: ignore[attr-defined]
            cursor = await link.execute("SELECT pg_try_advisory_xact_lock(%s)", (_PLANNING,))
            if not (await cursor.fetchone())[0]:
                return
            await self._take_back()
            await link.execute(
                "SELECT set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', 'on', true)"
            )
            room = max(0, DEEPEST - (await self.depth()).todo)
            await link.execute(roster.DEFER, {"queue": NAME, "since": _SINCE, "most": room})

    async def _take_back(self) -> None:
        """Delete jobs of workers whose heart has stopped; what is due is planned again right after."""
        from procrastinate.jobs import Status

        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(queue=NAME, seconds_since_heartbeat=STALLED):
            log.warning("A worker died at %s; its work is given to another one.", job.call_string)
            await self._finish(job, status=Status.FAILED, delete_job=True)
            if job.task_name == "poll":
                await self.app.connector.execute_query_async(roster.CRASHED, **job.task_kwargs)
        await manager.prune_stalled_workers(STALLED)

    async def depth(self) -> Depth:
        """How full the queue is."""
        return Depth(*(await self._all(_DEPTH, {}))[0])

    async def state(self) -> State:
        """How the fleet does."""
        return State(*(await self._all(roster.STATE, {}))[0])

    async def _all(self, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        found = await self.app.connector.execute_query_all_async(statement, **values)
        return [tuple(row.values()) for row in found]


def _backoff(row: Row, outcome: Outcome) -> tuple[float, int, int]:
    """When to try again after a failure, by the program's one policy."""
    policy = Backoff(random.Random(), row.failures, row.refusals)  # noqa: S311 - jitter
    seconds = policy.failed(permanent=outcome.permanent) if outcome.error else 0.0
    return max(seconds, outcome.after), policy.failures, policy.refusals
