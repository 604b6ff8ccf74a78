"""What the dashboard needs from the program around it; made by the command, a fake in tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from inboxwatch.figures import Figures
    from inboxwatch.model import DecisionKind, Request
    from inboxwatch.summary import Summary
    from inboxwatch.views.status import Health
    from inboxwatch.views.table import Frame
    from inboxwatch.views.team import Week


@dataclass(frozen=True, slots=True)
class Members:
    """What the reader may see of a team: members singly, by name, and weeks of all; `why` tells why not of others."""

    figures: Mapping[str, Figures] = field(default_factory=dict)
    why: str = ""
    team: str = ""
    weeks: Sequence[Week] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """How a channel is: when something was last told through it, what went wrong then, and when it is tried again."""

    name: str
    at: dt.datetime | None = None
    error: str = ""
    next_attempt: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What `status` says of reminders, a line each with its style, and the channels that something is told through."""

    lines: Sequence[Text] = ()
    channels: Sequence[Channel] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """What is open at one moment, the most urgent first, what the owner is owed, and how the mailboxes are.

    `watched` is what `status` says of the daemon, "" for nothing; `promised` to whom a promised answer is still owed.
    """

    now: dt.datetime
    open: int
    overdue: int
    requests: tuple[Request, ...]
    mailboxes: Sequence[Health]
    notices: tuple[str, ...] = ()
    owed: tuple[Request, ...] = ()
    team: Members = field(default_factory=Members)
    watched: str = ""
    promised: tuple[Request, ...] = ()


Overview = tuple["Summary", Sequence["Request"]]
"""A week, and the requests of the weeks of its trend."""


class Source(Protocol):
    """Reads and decides. Called from threads, one call at a time; raises InboxwatchError with what to do."""

    def changed(self) -> object:
        """Something cheap that differs whenever what is stored may have changed."""
        ...

    def frame(self, width: int) -> Frame:
        """What views are drawn for, at this moment."""
        ...

    def present(self) -> Present:
        """Read what is open."""
        ...

    def promises(self) -> Sequence[Request]:
        """Read what was promised in the last year, broken and open promises before the others, each by date."""
        ...

    def summary(self) -> Overview:
        """Read this week's summary, and the requests of the weeks of its trend; takes longer."""
        ...

    def telling(self) -> Telling:
        """Read how reminders and their channels are."""
        ...

    def explain(self, request: Request) -> Sequence[RenderableType]:
        """Tell the whole story of one request."""
        ...

    def decide(self, kind: DecisionKind, request: Request, until: str = "") -> str:
        """Dismiss, snooze `until` or mark as done; returns what was done, in words."""
        ...

    def undo(self) -> str:
        """Take the latest decision back; returns what was undone, in words."""
        ...

    def prepare(self, request: Request, by: str) -> str:
        """Write a holding reply without sending it; returns it as it would be sent."""
        ...

    def acknowledge(self, request: Request, by: str) -> str:
        """Send that holding reply; returns what was done, in words."""
        ...

    def open(self, request: Request) -> str:
        """Hand the mail to the system's mail program; returns what was done, in words."""
        ...
