"""Open requests and promises as an iCalendar file of tasks (RFC 5545, VTODO), for a calendar to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from inboxwatch.model import PromiseState
from inboxwatch.views.text import address, safe

if TYPE_CHECKING:
    from icalendar import Todo

    from inboxwatch.model import Request

PRODUCT = "-//inboxwatch//inboxwatch//EN"


def calendar(requests: Iterable[Request], now: dt.datetime, *, name: Callable[[str], str] = lambda _: "") -> bytes:
    """Write one task a request that is open and one a promise that is not kept; times in UTC, ids that stay."""
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", "inboxwatch")
    for request in requests:
        who = safe(name(request.sender)) or address(request.sender)
        subject = safe(request.subject) or request.id[:8]
        if request.ended_at is None:
            due = request.due_at if request.deadline is None else min(request.due_at, request.deadline)
            found.add_component(_task(f"{request.id}@inboxwatch", f"{who}: {subject}", due, now))
        promise = request.promise
        owed = promise is not None and promise.state in {PromiseState.OPEN, PromiseState.BROKEN}
        if promise is not None and owed and request.answered_at is None:
            summary = f"Promised to {who}: {subject}"
            found.add_component(_task(f"{request.id}-promise@inboxwatch", summary, promise.due_at, now))
    return bytes(found.to_ical())


def _task(identity: str, summary: str, due: dt.datetime, now: dt.datetime) -> Todo:
    from icalendar import Todo

    task = Todo()
    task.add("uid", identity)
    task.add("dtstamp", now.astimezone(dt.UTC))
    task.add("summary", summary)
    task.add("due", due.astimezone(dt.UTC))
    task.add("status", "NEEDS-ACTION")
    task.add("class", "PRIVATE")
    return task
