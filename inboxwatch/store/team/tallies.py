"""What a shared store keeps of each week of an owner, in numbers, for the figures of the team (sql/figures.sql).

No subject, sender or time of a mail: sums, and the business seconds that requests waited. Only the latest weeks are
written; what a lead was told of earlier ones stays as it was told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from inboxwatch.model import Outcome, PromiseState, State
from inboxwatch.store.filter import Filter
from inboxwatch.weeks import monday, week_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.model import Request
    from inboxwatch.store import Store

WEEKS: Final = 8
"""So many weeks, the present one included, are kept up to date."""

KEPT_WEEKS: Final = 60
"""Tallies of earlier weeks than these are deleted."""

FRESH: Final = 1800
"""Seconds after which it is noted anew that nothing has changed."""

TALLIED: Final = "tallied"
"""Name in `meta` of when the tallies were last made, seconds since 1970."""


class Tally(NamedTuple):
    """The requests that were received in the week of `week` (a Monday) from one department.

    `times` are the business seconds of the acknowledged ones, `censored` those of the ones still waiting or never
    acknowledged; excused ones are in neither.
    """

    week: dt.date
    department: str
    requests: int
    open: int
    overdue: int
    met: int
    missed: int
    excused: int
    chasers: int
    kept: int
    broken: int
    promised: int
    times: list[int]
    censored: list[int]


_COLUMNS: Final = ", ".join(Tally._fields)
_READ: Final = f"SELECT {_COLUMNS} FROM inboxwatch.tally WHERE week >= :since"  # noqa: S608 - names of ours
_WRITE: Final = (
    f"INSERT INTO inboxwatch.tally ({_COLUMNS}) VALUES ({', '.join(f':{name}' for name in Tally._fields)}) "  # noqa: S608
    f"ON CONFLICT (owner, week, department) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in Tally._fields[2:])}"
)
_EVERY: Final = f"SELECT {_COLUMNS} FROM inboxwatch.tally ORDER BY week, department"  # noqa: S608 - names of ours
_LOOKS: Final = "SELECT at, by, what FROM inboxwatch.look ORDER BY at"
_NOTE: Final = (
    "INSERT INTO inboxwatch.meta (name, value) VALUES (:name, :value) "
    "ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value"
)
_DELETE: Final = "DELETE FROM inboxwatch.tally WHERE week = :week AND department = :department"
_EXPIRE: Final = "DELETE FROM inboxwatch.tally WHERE week < :before"


def tallies(requests: Iterable[Request], zone: dt.tzinfo) -> list[Tally]:
    """Add up requests that were all assessed for one instant, by week on the wall of `zone` and department. Pure."""
    found: dict[tuple[dt.date, str], list[Request]] = defaultdict(list)
    for request in requests:
        found[monday(week_of(request.received_at, zone)), request.department].append(request)
    return [_one(*place, those) for place, those in sorted(found.items())]


def tell(store: Store, requests: Iterable[Request], now: dt.datetime, zone: dt.tzinfo) -> int:
    """Keep the tallies of these requests, all of the latest weeks; returns how many rows changed."""
    since = first_week(now, zone)
    wanted = {(each.week, each.department): each for each in tallies(requests, zone) if each.week >= since}
    with store.reading() as connection:
        known = _known(connection, since)
    changed = [each for place, each in wanted.items() if known.get(place) != each]
    gone = known.keys() - wanted.keys()
    if changed or gone:
        with store.writing() as connection:
            for each in changed:
                connection.execute(sa.text(_WRITE), each._asdict())
            for week, department in gone:
                connection.execute(sa.text(_DELETE), {"week": week, "department": department})
            connection.execute(sa.text(_EXPIRE), {"before": since - dt.timedelta(weeks=KEPT_WEEKS)})
            _note(connection, now)
    elif int(store.meta(TALLIED) or 0) + FRESH <= now.timestamp():
        with store.writing() as connection:
            _note(connection, now)
    return len(changed) + len(gone)


def exported(connection: Connection) -> Iterator[dict[str, Any]]:
    """What a shared store keeps of the owner beside what every store keeps, one dictionary a row."""
    for table, words in (("tally", _EVERY), ("look", _LOOKS)):
        for row in connection.execute(sa.text(words)).mappings():
            yield {"table": table, **{name: _plain(value) for name, value in row.items()}}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _note(connection: Connection, now: dt.datetime) -> None:
    connection.execute(sa.text(_NOTE), {"name": TALLIED, "value": str(int(now.timestamp()))})


def wanted(now: dt.datetime, zone: dt.tzinfo) -> Filter:
    """Which requests `tell` is to be given."""
    first = dt.datetime.combine(first_week(now, zone), dt.time(), zone)
    return Filter(since=first.astimezone(dt.UTC))


def first_week(now: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The Monday of the earliest week that is kept up to date."""
    return monday(week_of(now, zone)) - dt.timedelta(weeks=WEEKS - 1)


def _known(connection: Connection, since: dt.date) -> dict[tuple[dt.date, str], Tally]:
    rows = connection.execute(sa.text(_READ), {"since": since})
    return {(row.week, row.department): Tally(*row) for row in rows}


def _one(week: dt.date, department: str, requests: list[Request]) -> Tally:
    """As `figures` counts them."""
    outcomes = [request.outcome for request in requests]
    promises = [request.promise.state for request in requests if request.promise is not None]
    acknowledged = {State.ACKNOWLEDGED, State.ANSWERED}
    still = [request for request in requests if request.state is State.OPEN]
    return Tally(
        week=week,
        department=department,
        requests=len(requests),
        open=len(still),
        overdue=sum(request.outcome is Outcome.MISSED for request in still),
        met=outcomes.count(Outcome.MET),
        missed=outcomes.count(Outcome.MISSED),
        excused=outcomes.count(Outcome.EXCUSED),
        chasers=sum(request.chasers for request in requests),
        kept=promises.count(PromiseState.KEPT),
        broken=promises.count(PromiseState.BROKEN),
        promised=promises.count(PromiseState.OPEN),
        times=sorted(request.business_seconds for request in requests if request.state in acknowledged),
        censored=sorted(
            request.business_seconds
            for request in requests
            if request.state not in acknowledged and request.outcome is not Outcome.EXCUSED
        ),
    )
