"""The daemon in words: whether it runs, and how it watches each mailbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inboxwatch.views import data
from inboxwatch.views.words import duration, instant, plural

if TYPE_CHECKING:
    from inboxwatch.views.table import Frame


@dataclass(frozen=True, slots=True)
class Box:
    """What the daemon says of a mailbox: `doing` is reading, idle, poll, back-off or stopped; `poll` in seconds."""

    doing: str = ""
    poll: int = 0
    stuck: bool = False
    error: str = ""
    last_success: dt.datetime | None = None
    next_attempt: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Daemon:
    """The daemon of a store; `answers` is False where it holds the store and says nothing. `error` in words, or "".

    `host` names another machine, whose daemon is not asked: only the shared store tells of it; "" for this one.
    """

    pid: int
    since: dt.datetime | None
    answers: bool = True
    error: str = ""
    boxes: Mapping[str, Box] = field(default_factory=dict)
    host: str = ""


def line(daemon: Daemon | None, *, expected: bool, frame: Frame) -> str:
    """One sentence about the daemon, "" where none runs and none is `expected`."""
    if daemon is None:
        return (
            "! No daemon is running: nothing is read and nobody is reminded until 'inboxwatch run'." if expected else ""
        )
    since = f" since {instant(daemon.since, frame.now, frame.zone)}" if daemon.since else ""
    who = f"'inboxwatch run' (process {daemon.pid})"
    if daemon.host:
        return f"{who} on the host {daemon.host} watches this space{since}."
    if not daemon.answers:
        return f"! {who} holds the store{since} and does not answer: 'inboxwatch run --take-over' replaces it."
    if daemon.error:
        return f"! {who} is running{since}, but: {daemon.error}"
    return f"{who} watches {plural(len(daemon.boxes), 'mailbox', 'mailboxes')}{since}."


def how(box: Box) -> str:
    """How a mailbox is watched at this moment, "" where there is nothing to say."""
    if box.stuck:
        return "has not moved for too long; its connection is being cut off"
    every = duration(box.poll)
    return {
        "idle": f"told of news at once, other folders every {every}",
        "poll": f"looked at every {every}",
        "reading": "being read",
    }.get(box.doing, "")


def again(box: Box, frame: Frame) -> str:
    """When a mailbox that could not be read is tried again."""
    if box.next_attempt is None:
        return ""
    if box.next_attempt <= frame.now:
        return "It is being tried again."
    seconds = (box.next_attempt - frame.now).total_seconds()
    return f"Next attempt in {duration(seconds)}."


def as_json(daemon: Daemon | None) -> data.Json | None:
    """`daemon` of `status --json`: null where none runs."""
    if daemon is None:
        return None
    return {
        "pid": daemon.pid,
        "since": data.instant(daemon.since),
        "answers": daemon.answers,
        "error": daemon.error or None,
        "host": daemon.host or None,
    }


def box_json(box: Box | None) -> data.Json | None:
    """`watched` of a mailbox in `status --json`: null while no daemon watches it."""
    if box is None:
        return None
    return {
        "by": box.doing,
        "every_seconds": box.poll,
        "stuck": box.stuck,
        "next_attempt_at": data.instant(box.next_attempt),
    }
