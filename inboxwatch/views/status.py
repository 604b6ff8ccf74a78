"""The one screen: who waits, what falls due next, what was promised, and whether the mailboxes could be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from rich.text import Text

from inboxwatch.model import PromiseState
from inboxwatch.reminders import Reason
from inboxwatch.views import data, requests, watching
from inboxwatch.views.reminders import until
from inboxwatch.views.table import Column, Frame, grid, note, text
from inboxwatch.views.text import address
from inboxwatch.views.words import duration, instant, plural

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.model import Promise, Request
    from inboxwatch.reminders import Plan
    from inboxwatch.views.watching import Daemon

STALE = dt.timedelta(hours=24)
"""A mailbox that was not read for so long is pointed out."""


class Health(Protocol):
    """How the last passes over a mailbox went."""

    @property
    def name(self) -> str:
        """The mailbox's name in the configuration."""
        ...

    @property
    def last_success(self) -> dt.datetime | None:
        """When it was last read completely; None if never."""
        ...

    @property
    def last_error(self) -> str:
        """What went wrong since, or ""."""
        ...

    @property
    def notices(self) -> Sequence[str]:
        """What the owner should know (a folder that vanished …)."""
        ...


class Waiting(Protocol):
    """The open requests, assessed for the frame's `now`: how many, and the most urgent ones."""

    @property
    def open(self) -> int:
        """How many there are."""
        ...

    @property
    def overdue(self) -> int:
        """How many of them have used up their target; snoozing stops reminders, not the clock."""
        ...

    @property
    def first(self) -> Sequence[Request]:
        """The most urgent ones, in that order."""
        ...

    @property
    def coming(self) -> Request | None:
        """The next one that falls due."""
        ...


def screen(  # noqa: PLR0913 - what one screen shows, each by its name
    waiting: Waiting,
    health: Sequence[Health],
    notices: Sequence[str],
    *,
    frame: Frame,
    daemon: Daemon | None = None,
    expected: bool = False,
    polls: Sequence[watching.Polled] = (),
    beside: Sequence[str] = (),
    promised: Sequence[Request] = (),
) -> list[RenderableType]:
    """Draw the screen; a daemon that is `expected` and does not run is pointed out, unless workers poll (`polls`).

    `beside`: `views.apart.lines`. `promised`: to whom an answer is owed that was promised.
    """
    parts: list[RenderableType] = [summary(waiting, frame=frame, blind=blind(health), promised=len(promised))]
    shown = waiting.first[: frame.rows]
    if shown:
        parts += [Text(), requests.table(shown, frame=frame)]
    if waiting.open > len(shown):
        parts.append(note(f"… and {waiting.open - len(shown):,} more: inboxwatch requests --state open"))
    if beside or promised:
        parts.append(Text())
    if promised:
        late = broken(promised)
        parts.append(note(owing(promised), "bold red" if late else "dim"))
    parts += map(note, beside)
    watched = watching.line(daemon, expected=expected, frame=frame, polls=polls)
    parts += [Text(), mailboxes(health, frame=frame, daemon=daemon)]
    parts += [note(watched, "yellow" if watched.startswith("!") else "dim")] if watched else []
    parts += [Text()] if notices else []
    return [*parts, *(note(words) for words in notices)]


def blind(health: Sequence[Health]) -> list[str]:
    """Name the mailboxes whose present state is not known: silence there is no good news."""
    return [each.name for each in health if each.last_error or each.last_success is None]


def reminders(plan: Plan | None, *, frame: Frame) -> list[RenderableType]:
    """Say when the next reminder comes; nothing where none is foreseen or wanted."""
    if plan is None:
        return []
    stopped = [each for each in plan.silences if each.reason is Reason.CHANNEL_STOPPED]
    if stopped:
        which = f"channel {stopped[0].channel}" if stopped[0].channel else "channel"
        words = f"! The {which} refused the last notices, and nothing more is sent through it."
        return [note(f"{words} Change its settings, or try again: inboxwatch resume", "bold red")]
    if plan.notices:
        return [note("Next reminder: now ('inboxwatch remind', or 'inboxwatch run' within a minute).")]
    paused = next((each.at for each in plan.silences if each.reason is Reason.PAUSED and each.at is not None), None)
    if paused is not None:
        return [note(f"Reminders are paused until {until(paused, frame.now, frame.zone)}.", "yellow")]
    return [note(f"Next reminder: {instant(plan.next_at, frame.now, frame.zone)}.")] if plan.next_at else []


def broken(promised: Iterable[Request]) -> int:
    """How many promises of these have fallen due."""
    return sum(each.promise is not None and each.promise.state is PromiseState.BROKEN for each in promised)


def owing(promised: Sequence[Request]) -> str:
    """Say how many answers were promised and are still owed."""
    late = broken(promised)
    more = f", ! {late:,} past the date" if late else ""
    return f"You promised {plural(len(promised), 'answer')} that you still owe{more}: inboxwatch promises"


def summary(waiting: Waiting, *, frame: Frame, blind: Sequence[str] = (), promised: int = 0) -> Text:
    """One sentence: how many wait, how many too long, what is due next.

    No all-clear while a mailbox is not read, or while an answer is owed that was promised.
    """
    if not waiting.open and blind:
        return note(f"! Nobody is known to wait, but {', '.join(blind)} could not be read.", "bold yellow")
    if not waiting.open and promised:
        return text("✓ No request is open.", "bold green")
    if not waiting.open:
        return text("✓ Nobody waits for you.", "bold green")
    line = Text(f"{plural(waiting.open, 'colleague request')} open", style="bold")
    if waiting.overdue:
        line.append(f", {waiting.overdue:,} overdue", style="bold red")
    if waiting.coming:
        first = waiting.coming
        left = duration(first.target_seconds - first.business_seconds)
        line.append(f". Next due {instant(first.due_at, frame.now, frame.zone)} (in {left} of working time): ")
        line.append(address(first.sender))
    line.append(".")
    return line


def mailboxes(health: Sequence[Health], *, frame: Frame, daemon: Daemon | None = None) -> RenderableType:
    """One line a mailbox: a sign, when it was last read, and what is wrong."""
    if not health:
        return note("No mailbox has been read yet: inboxwatch sync")
    return grid(
        [Column("Mailbox"), Column("Last read", right=True), Column("Health", 1, wrap=True)],
        [[each.name, last_read(each, frame), _state(each, daemon, frame)] for each in health],
    )


def last_read(each: Health, frame: Frame) -> str:
    """When a mailbox was last read completely, in words."""
    return instant(each.last_success, frame.now, frame.zone) if each.last_success else "never"


def _state(each: Health, daemon: Daemon | None, frame: Frame) -> Text:
    """What is wrong with a mailbox, and what the daemon does about it or how it watches."""
    state = note(*condition(each, frame.now))
    box = daemon.boxes.get(each.name) if daemon else None
    if box is not None:
        more = watching.again(box, frame) if each.last_error else watching.how(box)
        state.append(f"{' ' if each.last_error else '; '}{more}" if more else "")
    return state


def condition(each: Health, now: dt.datetime) -> tuple[str, str]:
    """How a mailbox is, with a sign in front, and the style to say it in."""
    if each.last_error:
        return f"! {each.last_error}", "bold red"
    if each.last_success is None:
        return "! never read", "yellow"
    if now - each.last_success > STALE:
        return f"! not read for {duration((now - each.last_success).total_seconds(), days=True)}", "yellow"
    return ("> " + " ".join(each.notices), "yellow") if each.notices else ("✓ fine", "green")


_PROMISED = {
    PromiseState.BROKEN: ("✗ broken", "bold red"),
    PromiseState.OPEN: ("· open", "yellow"),
    PromiseState.KEPT: ("✓ kept", "green"),
    PromiseState.RELEASED: ("– released", "dim"),
}
"""In the order in which they are listed."""


def promised(promise: Promise) -> tuple[str, str]:
    """What became of a promise, with a sign in front, and the style to say it in."""
    return _PROMISED[promise.state]


def promises(items: Sequence[Request], *, frame: Frame) -> RenderableType:
    """What the owner promised, to whom, by when; broken first, then open, then kept, each by date."""
    if not items:
        return note("You have promised nobody anything.")
    rows: list[list[str | Text]] = []
    for item in sorted(items, key=lambda each: each.promise.due_at if each.promise else frame.now):
        if item.promise is None:
            continue
        due = instant(item.promise.due_at, frame.now, frame.zone)
        identity = text(item.id[: requests.ID], "dim")
        rows.append([identity, text(*promised(item.promise)), due, address(item.sender), item.subject])
    signs = [sign for sign, _ in _PROMISED.values()]
    rows.sort(key=lambda row: signs.index(str(row[1])))
    return grid(
        [Column("ID"), Column("Promise"), Column("By", right=True), Column("To", 2), Column("Subject", 3)], rows
    )


def as_json(
    waiting: Waiting,
    health: Sequence[Health],
    notices: Sequence[str],
    *,
    now: dt.datetime,
    rules: str,
    daemon: Daemon | None = None,
    plan: Plan | None = None,
    beside: data.Json | None = None,
) -> data.Json:
    """`status --json`: the most urgent open requests, how many there are in all, the mailboxes, the next reminder."""
    boxes = [
        {
            "name": each.name,
            "last_success": data.instant(each.last_success),
            "last_error": each.last_error or None,
            "notices": list(each.notices),
            "watched": watching.box_json(daemon.boxes.get(each.name) if daemon else None),
        }
        for each in health
    ]
    counts = {"open": waiting.open, "overdue": waiting.overdue}
    next_due = data.instant(waiting.coming.due_at) if waiting.coming else None
    more: dict[str, Any] = {**counts, "next_due_at": next_due, "mailboxes": boxes, "notices": list(notices)}
    more["daemon"] = watching.as_json(daemon)
    more["next_reminder_at"] = data.instant(now if plan and plan.notices else plan.next_at if plan else None)
    return data.listing(waiting.first, now=now, rules=rules, **more, **(beside or {}))
