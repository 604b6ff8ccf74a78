"""The daemon in words: whether it runs, and how it watches each mailbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

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


LATE = dt.timedelta(minutes=10)
"""Workers that are so much behind with a mailbox do not work, or are too few."""


class Polled(Protocol):
    """A mailbox that the workers of a shared store poll."""

    @property
    def due_at(self) -> dt.datetime:
        """When it is to be polled next."""
        ...

    @property
    def read_at(self) -> dt.datetime | None:
        """When it was last read."""
        ...


def line(daemon: Daemon | None, *, expected: bool, frame: Frame, polls: Sequence[Polled] = ()) -> str:
    """One sentence about who watches, "" where no daemon runs and none is `expected`.

    `polls` are the mailboxes that workers poll: where there are any, no daemon is needed.
    """
    if daemon is None and polls:
        return _polled(polls, frame)
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


def _polled(polls: Sequence[Polled], frame: Frame) -> str:
    """One sentence about workers."""
    read = max((each.read_at for each in polls if each.read_at is not None), default=None)
    last = f"last read {instant(read, frame.now, frame.zone)}" if read else "not read yet"
    late = frame.now - min(each.due_at for each in polls)
    which = plural(len(polls), "mailbox", "mailboxes")
    if late > LATE:
        return f"! No worker has come for {which} of this space, due for {duration(late.total_seconds())}; {last}."
    return f"Workers of your organisation poll {which} of this space; {last}."


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


def polls_json(polls: Sequence[Polled]) -> data.Json | None:
    """`workers` of `status --json`: null where none polls a mailbox of this space."""
    if not polls:
        return None
    read = [each.read_at for each in polls if each.read_at is not None]
    return {
        "mailboxes": len(polls),
        "last_read_at": data.instant(_whole(max(read))) if read else None,
        "next_due_at": data.instant(_whole(min(each.due_at for each in polls))),
    }


def _whole(at: dt.datetime) -> dt.datetime:
    return at.replace(microsecond=0)


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
