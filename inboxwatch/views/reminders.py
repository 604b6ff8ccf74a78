"""What is told now and why, and why the rest is not: for the terminal and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record, Stage
from inboxwatch.reminders import Plan, Reason, Silence
from inboxwatch.views import data
from inboxwatch.views.requests import ID
from inboxwatch.views.table import Column, Frame, grid, heading, lined, note, text
from inboxwatch.views.text import address, safe
from inboxwatch.views.words import exact, instant, plural

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.model import Request
    from inboxwatch.ports import Letter

STAGES = {
    Stage.BEFORE: "due soon",
    Stage.BREACH: "the target has run out",
    Stage.REPEAT: "told again",
    Stage.DEADLINE: "the requester's own deadline",
    Stage.PROMISE: "your promise falls due",
    Stage.PROMISE_BROKEN: "your promise has passed",
    Stage.ESCALATION: "told to a deputy",
}
"""What an item of a notice is about."""

REASONS = {
    Reason.NOT_DUE: "not due yet",
    Reason.NEXT_REPEAT: "told; the next time will be",
    Reason.ALREADY_TOLD: "told already",
    Reason.SNOOZED: "you wanted no reminders",
    Reason.TAKEN: "another member has taken it",
    Reason.DISMISSED: "you said that no reply is needed",
    Reason.ANSWERED: "answered",
    Reason.ENDED: "nothing is owed any more",
    Reason.HISTORY: "it came before this mailbox was watched",
    Reason.NOT_WATCHED: "its mailbox is not watched",
    Reason.NOT_SETTLED: "its mailbox has not been read completely yet",
    Reason.BLIND_MAILBOX: "its mailbox could not be read for too long, so it may be answered by now",
    Reason.OUTSIDE_HOURS: "you are not working now",
    Reason.DAILY_CAP: "you were told often enough today",
    Reason.AFTER_DIGEST: "nothing else within an hour of a digest",
    Reason.CHANNEL_WAITS: "an earlier notice is still being sent",
    Reason.CHANNEL_STOPPED: "the channel refused the last notices; change its settings, or 'inboxwatch resume'",
    Reason.PAUSED: "you paused reminders",
    Reason.OFF: "reminders are off: no channel is named under [reminders]",
}
"""Why something is not told now."""

STATES = {
    Delivery.INTENDED: "being sent",
    Delivery.SENT: "sent",
    Delivery.UNCERTAIN: "may have arrived",
    Delivery.FAILED: "not sent",
    Delivery.DROPPED: "not sent: no longer needed",
}

Write = Callable[[Notice, tuple[NoticeItem, ...]], "Letter"]


def told(item: NoticeItem) -> str:
    """Say what an item is about."""
    again = f" ({item.number}.)" if item.stage is Stage.REPEAT else ""
    return f"{STAGES[item.stage]}{again}"


def reason(silence: Silence, now: dt.datetime, zone: dt.tzinfo) -> str:
    """Say why nothing is told, and until when."""
    words = REASONS[silence.reason]
    if silence.at is None:
        return words
    if silence.reason in {Reason.NOT_DUE, Reason.NEXT_REPEAT}:
        stage = f", {STAGES[silence.stage]}" if silence.stage else ""
        return f"{words}: {instant(silence.at, now, zone)}{stage}"
    return f"{words}, until {until(silence.at, now, zone)}"


def until(at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """Say an instant; what lies centuries ahead lasts until the owner says otherwise."""
    return instant(at, now, zone) if at.year < FAR else "'inboxwatch resume'"


FAR = 9000
"""A year in which nobody waits any more."""


def screen(
    plan: Plan, again: Sequence[Record], requests: Mapping[str, Request], write: Write, *, frame: Frame
) -> list[RenderableType]:
    """Draw what would be sent, and why the rest would not."""
    parts: list[RenderableType] = []
    for record in again:
        parts += _letter(record.notice, write, f"again, for it {STATES[record.state]}")
    for notice in plan.notices:
        parts += _letter(notice, write, str(notice.kind))
    if not parts:
        parts.append(note("Nothing is to be told now.", "bold"))
    if plan.silences:
        parts += [Text(), heading("Not told now, because"), silences(plan.silences, requests, frame=frame)]
    return parts


def _letter(notice: Notice, write: Write, why: str) -> list[RenderableType]:
    letter = write(notice, notice.items)
    whom = f" to {address(notice.to)}" if notice.to else ""
    head = Text(f"{safe(notice.channel)}{whom} ({why})", style="bold")
    body = [Text(f"  {safe(line)}") for line in (letter.title, "", *letter.text.splitlines())]
    return [head, *body, Text()]


def silences(found: Iterable[Silence], requests: Mapping[str, Request], *, frame: Frame) -> RenderableType:
    """One line for each: who, and why nothing is told; soonest first."""
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    rows: list[list[str | Text]] = []
    for silence in sorted(found, key=lambda each: (each.at or far, each.request)):
        request = requests.get(silence.request)
        who = address(request.sender) if request else ""
        where = " ".join(part for part in (silence.channel, address(silence.to) if silence.to else "") if part)
        rows.append([text(silence.request[:ID], "dim"), who, note(reason(silence, frame.now, frame.zone), ""), where])
    return grid([Column("ID"), Column("From", 3), Column("Why", 5, wrap=True), Column("Channel")], rows)


def outcome(record: Record, zone: dt.tzinfo) -> str:
    """One line about what became of a notice."""
    what = "alarm" if record.notice.kind is NoticeKind.ALARM else plural(len(record.notice.items), "request")
    later = f"; again {exact(record.next_attempt, zone)}" if record.next_attempt else ""
    why = f": {record.error}" if record.error else ""
    return f"{STATES[record.state]} through {record.notice.channel} ({what}){why}{later}"


def told_about(
    records: Sequence[Record], plan: Plan | None, *, now: dt.datetime, zone: dt.tzinfo
) -> list[RenderableType]:
    """Tell what the owner was told of one request, and what is to come or why nothing is."""
    rows: list[tuple[str | Text, str | Text]] = [
        _told(record, item, zone) for record in records for item in record.notice.items
    ]
    silences = plan.silences if plan else ()
    for notice in plan.notices if plan else ():
        to = f" to {address(notice.to)}" if notice.to else ""
        rows += [("  now", f"{safe(notice.channel)}{to}: {told(item)}") for item in notice.items]
    if rows or not {each.reason for each in silences} <= _OVER:
        for silence in silences:
            where = " ".join(part for part in (silence.channel, address(silence.to) if silence.to else "") if part)
            rows.append(("  not now", reason(silence, now, zone) + (f" ({where})" if where else "")))
    return [Text(), heading("Reminders"), lined(rows)] if rows else []


_OVER = frozenset({Reason.ANSWERED, Reason.DISMISSED, Reason.ENDED})
"""Reasons that the story has told already."""


def _told(record: Record, item: NoticeItem, zone: dt.tzinfo) -> tuple[str | Text, str | Text]:
    notice = record.notice
    to = f" to {address(notice.to)}" if notice.to else ""
    what = f"{safe(notice.channel)}{to}: {told(item)}"
    state = "" if record.state is Delivery.SENT else f" ({STATES[record.state]})"
    return f"  {exact(record.at, zone)}", what + state


def about_json(records: Sequence[Record], plan: Plan | None) -> data.Json:
    """What was told of one request, what is told now, and why the rest is not."""
    return {
        "told": [record_json(record) for record in records],
        "now": [notice_json(notice) for notice in plan.notices] if plan else [],
        "silences": [silence_json(silence) for silence in plan.silences] if plan else [],
    }


def notice_json(notice: Notice, letter: Letter | None = None) -> data.Json:
    """A notice, with its words where they are asked for."""
    return {
        "key": notice.key,
        "kind": notice.kind.value,
        "channel": notice.channel,
        "to": notice.to or None,
        "topic": notice.topic or None,
        "items": [{"request": item.request, "stage": item.stage.value, "number": item.number} for item in notice.items],
        **({"title": letter.title, "text": letter.text} if letter else {}),
    }


def silence_json(silence: Silence) -> data.Json:
    """A silence."""
    return {
        "request": silence.request,
        "reason": silence.reason.value,
        "at": data.instant(silence.at),
        "stage": silence.stage.value if silence.stage else None,
        "channel": silence.channel or None,
        "to": silence.to or None,
    }


def record_json(record: Record) -> data.Json:
    """What became of a notice."""
    return {
        **notice_json(record.notice),
        "state": record.state.value,
        "at": data.instant(record.at),
        "attempts": record.attempts,
        "next_attempt": data.instant(record.next_attempt),
        "error": record.error or None,
    }


def as_json(
    plan: Plan,
    again: Sequence[Record],
    done: Sequence[Record],
    write: Write,
    *,
    now: dt.datetime,
    next_at: dt.datetime | None,
) -> data.Json:
    """`remind --json`."""
    return {
        "generated_at": data.instant(now),
        "next_at": data.instant(next_at),
        "notices": [notice_json(notice, write(notice, notice.items)) for notice in plan.notices],
        "again": [record_json(record) for record in again],
        "done": [record_json(record) for record in done],
        "silences": [silence_json(silence) for silence in plan.silences],
    }
