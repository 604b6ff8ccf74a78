"""Dates said in mails -> instants, and what became of a promise."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from inboxwatch.model import Promise, PromiseState

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.model import When
    from inboxwatch.tracker.ending import Ending, Given


def promised_instant(when: When, calendar: Calendar) -> dt.datetime:
    """Return the instant of a date that the owner gave: in the owner's zone, a bare day at its closing time."""
    return calendar.closing(when.date) if when.time is None else calendar.instant(when.date, when.time)


def deadline_instant(when: When, calendar: Calendar) -> dt.datetime:
    """Return the instant of a date that a requester asked for: in the zone of their Date header.

    Where that header's offset is the calendar's own on the day, the calendar's zone stands for it, so that a change
    of clocks before the deadline moves it as the requester meant. A bare day ends with its closing time.
    """
    if when.time is None:
        return calendar.closing(when.date)
    offset = dt.timezone(dt.timedelta(seconds=when.utc_offset))
    said = dt.datetime.combine(when.date, when.time, offset)
    own = calendar.instant(when.date, when.time)
    if abs(said - own) <= dt.timedelta(hours=1) and _same_zone(when, calendar, own):
        return own
    return said.astimezone(dt.UTC)


def _same_zone(when: When, calendar: Calendar, instant: dt.datetime) -> bool:
    """Whether the header's offset is one that the calendar's zone has around that time (standard or summer)."""
    month = dt.timedelta(days=182)
    offsets = {(instant + shift).astimezone(calendar.zone).utcoffset() for shift in (-month, dt.timedelta(0), month)}
    return dt.timedelta(seconds=when.utc_offset) in offsets


def final_promise(ending: Ending, calendar: Calendar, now: dt.datetime) -> Promise | None:
    """Fold the promises given: a later one counts if it was given before the one before it fell due."""
    current: Given | None = None
    due: dt.datetime | None = None
    for given in ending.promises:
        if due is None or given.at <= due:
            current, due = given, promised_instant(given.when, calendar)
    if current is None or due is None:
        return None
    released = ending.released_at is not None and ending.released_at <= due
    state = PromiseState.RELEASED if released else promise_state(due, ending.answered_at, now)
    return Promise(due, state, current.when.text)


def promise_state(due: dt.datetime, answered_at: dt.datetime | None, now: dt.datetime) -> PromiseState:
    """Kept: answered by then; broken: it fell due unanswered."""
    if answered_at is not None:
        return PromiseState.KEPT if answered_at <= due else PromiseState.BROKEN
    return PromiseState.OPEN if now <= due else PromiseState.BROKEN
