"""R32: what is left of a loss of the database's must not keep mailboxes waiting: jobs that stay, pauses that grow."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import pytest

from inboxwatch.fleet import worker
from inboxwatch.fleet.queue import Queue, State, app_for
from inboxwatch.fleet.roster import Outcome, Row
from inboxwatch.store.postgres.address import parse
from tests.integration.test_worker import fleet
from tests.servers.fleet import Fleet
from tests.servers.postgres import postgres

if TYPE_CHECKING:
    from procrastinate.jobs import Job, Status

__all__ = ["fleet", "postgres"]

pytestmark = pytest.mark.server("postgresql")


def test_a_job_that_could_not_be_taken_off_the_queue_is_given_to_somebody_else(fleet: Fleet) -> None:
    """The connection broke between the poll's end and its job's: the worker begins anew, and the mailbox is polled."""
    from procrastinate.exceptions import ConnectorException

    fleet.rows_changed("INSERT INTO inboxwatch.polled (owner, mailbox, connector) VALUES ('alice', 'mail', 'imap')")
    polled: list[str] = []

    async def work(rows: tuple[Row, ...], mailbox: str) -> Outcome:
        polled.append(f"{rows[0].owner}/{mailbox}")
        return Outcome(undone=len(polled) == 1)

    async def turn(*, breaks: bool) -> None:
        app = app_for(parse(fleet.url(fleet.worker)), 4)
        finish = app.job_manager.finish_job

        async def broken(job: Job, status: Status, delete_job: bool) -> None:
            if job.task_name == "poll":
                raise ConnectorException
            await finish(job, status, delete_job)

        if breaks:
            app.job_manager.finish_job = broken  # type: ignore[method-assign]
        async with app.open_async():
            await asyncio.wait_for(Queue(app, work, lambda *_: None, tick=1).run(2), 30)

    with pytest.raises(ConnectionError):
        asyncio.run(turn(breaks=True))
    assert polled == ["alice/mail"]
    doing = "SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND worker_id IS NOT NULL"
    assert fleet.rows(doing) == [(0,)]

    async def again() -> None:
        following = asyncio.ensure_future(turn(breaks=False))
        while len(polled) == 1 and not following.done():  # noqa: ASYNC110 - two loops, one after the other
            await asyncio.sleep(0.1)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)

    asyncio.run(asyncio.wait_for(again(), 60))
    assert polled == ["alice/mail"] * 2, "polled by whoever came next"


def test_how_many_mailboxes_there_are_is_known_as_soon_as_they_are_imported(fleet: Fleet) -> None:
    """Not when the server counts them next: a gauge of 0 looks as if nobody were polled."""
    fleet.rows_changed(
        "INSERT INTO inboxwatch.polled (owner, mailbox, connector) "
        "VALUES ('alice', 'mail', 'imap'), ('bo', 'mail', 'imap')"
    )

    async def state() -> State:
        app = app_for(parse(fleet.url(fleet.worker)), 2)
        async with app.open_async():
            return await Queue(app, None, lambda *_: None).state()  # type: ignore[arg-type]

    found = asyncio.run(state())
    assert (found.mailboxes, found.due, found.failing) == (2, 2, 0)


def test_a_database_that_comes_back_after_a_long_time_is_used_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses of mailboxes grow to ten minutes; those of the queue, on which all mailboxes wait, do not."""
    nothing: Any = None
    loop, waits = worker._Loop(nothing, nothing, nothing, nothing), []

    async def wait_for(waiting: Coroutine[Any, Any, Any], seconds: float) -> None:
        waiting.close()
        waits.append(seconds)
        if len(waits) == 12:
            loop._stopping.set()
        raise TimeoutError

    async def broken() -> None:
        raise ConnectionError

    monkeypatch.setattr(asyncio, "wait_for", wait_for)
    monkeypatch.setattr(loop, "_turn", broken)
    asyncio.run(loop._turns())
    assert len(waits) == 12
    assert 5 < max(waits) <= worker.RETURN
