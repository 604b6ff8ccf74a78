"""What a pass did, as values: the command line turns them into words and an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from inboxwatch.errors import Exit, InboxwatchError
from inboxwatch.figures import Figures
from inboxwatch.model import Request


class Progress(Protocol):
    """Told what is going on; `total` is 0 while nobody knows it."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """`what` is a mailbox's name, or "tracking"; `done` counts messages."""
        ...


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""
    del what, done, total


@dataclass(frozen=True, slots=True)
class MailboxReport:
    """One pass over one mailbox. `alarms` are notices that must not be overlooked (it looks empty all at once …).

    `again` counts messages that an older classifier had judged and this one did now, `left` those whose turn is later.
    """

    name: str
    new: int = 0
    changed: int = 0
    error: InboxwatchError | None = None
    notices: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    again: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class TrackReport:
    """What was derived again: of how many messages, how many requests they hold; `reason` of a full rebuild, or "".

    `outdated` counts messages that another classifier judged; see `watch.again`.
    """

    messages: int = 0
    requests: int = 0
    reason: str = ""
    outdated: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One pass over all mailboxes and the tracking after it."""

    mailboxes: tuple[MailboxReport, ...]
    tracked: TrackReport

    @property
    def exit_code(self) -> Exit:
        """MAILBOX if any could not be read."""
        return Exit.MAILBOX if any(mailbox.error is not None for mailbox in self.mailboxes) else Exit.DONE


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What files hold, as of the `now` of the scan.

    `quotes`: by a request's id, the words of its mail that each reason code stands for; the mail has just been read.
    `owed` is what the owner asked of colleagues, `external` what people outside asked, None where that is not tracked.
    """

    requests: tuple[Request, ...]
    figures: Figures
    messages: int
    notices: tuple[str, ...] = ()
    quotes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    owed: tuple[Request, ...] = ()
    external: tuple[Request, ...] | None = None
