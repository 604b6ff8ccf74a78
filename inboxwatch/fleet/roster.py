"""The table of polled mailboxes as workers use it: what is due, what a poll needs, how it went. PostgreSQL's clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

AWAKE: Final = 60
"""Seconds between two polls of a mailbox for the sake of a reminder, at least."""

_ROW: Final = """
SELECT mailbox, connector, settings, every, due_at, due_at <= now() AS due, wake_at, read_at, waiting, failures,
       refusals, crashes, error, made_with, CASE WHEN mailbox = %(mailbox)s THEN secret END AS secret
FROM inboxwatch.polled WHERE owner = %(owner)s ORDER BY mailbox
"""

DEFER: Final = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
SELECT %(queue)s, 'poll', greatest(-2147483648, least(2147483646, %(since)s - floor(at)))::integer, owner,
       owner || chr(31) || mailbox, jsonb_build_object('owner', owner, 'mailbox', mailbox)
FROM (
    SELECT owner, mailbox,
           extract(epoch FROM due_at - CASE WHEN waiting > 0 THEN every ELSE 0 END * interval '1 second') AS at
    FROM inboxwatch.polled AS row
    WHERE due_at <= now()
        AND NOT EXISTS (SELECT FROM procrastinate_jobs AS job
                        WHERE status = 'todo' AND job.queueing_lock = row.owner || chr(31) || row.mailbox)
        AND NOT EXISTS (SELECT FROM procrastinate_jobs AS job WHERE status = 'doing' AND job.lock = row.owner)
    ORDER BY at LIMIT %(most)s) AS due
ORDER BY at
ON CONFLICT DO NOTHING
"""
"""A job for each mailbox that is due and in nobody's hands, the longest due first; where people wait, it counts as one
interval sooner. In the database, as Procrastinate's own function does it for one batch, so that no row travels."""

_READ: Final = """
UPDATE inboxwatch.polled SET read_at = now(), error = '', error_at = NULL, failures = 0, refusals = 0, crashes = 0,
    wake_at = %(wake)s, waiting = %(waiting)s, made_with = %(made)s,
    due_at = least(
        due_at + every * (floor(extract(epoch FROM now() - due_at) / every) + 1) * interval '1 second',
        CASE WHEN %(wake)s::timestamptz IS NULL THEN 'infinity'
             ELSE greatest(%(wake)s, now() + %(awake)s * interval '1 second') END)
WHERE owner = %(owner)s AND mailbox = %(mailbox)s AND due_at = %(due)s
"""

_FAILED: Final = """
UPDATE inboxwatch.polled SET error = %(error)s, error_at = now(), failures = %(failures)s, refusals = %(refusals)s,
    due_at = now() + %(seconds)s * interval '1 second'
WHERE owner = %(owner)s AND mailbox = %(mailbox)s AND due_at = %(due)s
"""

CRASHED: Final = "UPDATE inboxwatch.polled SET crashes = crashes + 1 WHERE owner = %(owner)s AND mailbox = %(mailbox)s"

STATE: Final = """
SELECT (SELECT CASE WHEN reltuples < 1000 THEN (SELECT count(*) FROM inboxwatch.polled) ELSE reltuples::bigint END
        FROM pg_class WHERE oid = 'inboxwatch.polled'::regclass) AS about,
       (SELECT count(*) FROM inboxwatch.polled WHERE due_at <= now()) AS due,
       (SELECT count(*) FROM inboxwatch.polled WHERE error <> '') AS failing,
       (SELECT greatest(extract(epoch FROM now() - min(due_at)), 0)::float8 FROM inboxwatch.polled) AS lag
"""
"""How the fleet does, by indexes alone: mailboxes (about, where they are many), due, failing, seconds that the latest
one is late."""


@dataclass(frozen=True, slots=True)
class Row:
    """One polled mailbox; instants in UTC, `every` in seconds, `secret` sealed or None."""

    owner: str
    mailbox: str
    connector: str
    settings: Mapping[str, Any]
    every: int
    due_at: dt.datetime
    due: bool = True
    wake_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    waiting: int = 0
    failures: int = 0
    refusals: int = 0
    crashes: int = 0
    error: str = ""
    made_with: str = ""
    secret: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a poll went. `error` "" is a good one; `after` are the seconds the other side wants to be left alone.

    `wake_at` is when there will be something to tell, `waiting` how many wait for a reply, `made_with` names what that
    was worked out with and up to which epoch of the space; `new` counts messages. With `undone` the row stays as it is:
    somebody else goes on.
    """

    error: str = ""
    permanent: bool = False
    after: float = 0.0
    new: int = 0
    wake_at: dt.datetime | None = None
    waiting: int = 0
    made_with: str = ""
    undone: bool = False


def wanted(owner: str, mailbox: str) -> tuple[str, dict[str, Any]]:
    """The statement that reads a mailbox's row and those of its neighbours in the space."""
    return _ROW, {"owner": owner, "mailbox": mailbox}


def rows(owner: str, found: list[tuple[Any, ...]]) -> tuple[Row, ...]:
    """What that statement found."""
    return tuple(Row(owner, *columns) for columns in found)


def ended(row: Row, outcome: Outcome, backoff: tuple[float, int, int]) -> tuple[str, dict[str, Any]]:
    """The statement that writes down how a poll of `row` went, unless another one ended meanwhile.

    `backoff` says after how many seconds to try again after a failure, and how many failures and refusals that makes.
    """
    place = {"owner": row.owner, "mailbox": row.mailbox, "due": row.due_at}
    if outcome.error:
        seconds, failures, refusals = backoff
        error = outcome.error.replace("\0", "")[:1000]
        return _FAILED, place | {"error": error, "seconds": seconds, "failures": failures, "refusals": refusals}
    done = {"wake": outcome.wake_at, "waiting": outcome.waiting, "made": outcome.made_with, "awake": AWAKE}
    return _READ, place | done
