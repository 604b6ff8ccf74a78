"""The owner's wishes about being told, and the decision what is told now; docs/reminders.md is the definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from inboxwatch.notices import Notice, Stage

if TYPE_CHECKING:
    from inboxwatch.model import Request

HARD_CAP: Final = 10
"""Notices of all kinds that one recipient gets through one channel in one day, whatever the settings say (R24)."""
LATE: Final = 3600
"""Business seconds after which something that should have been told has been missed: it goes into a digest (R23)."""
DIGEST_GAP: Final = dt.timedelta(hours=1)
"""No notice follows or precedes a digest to the same recipient within this (R23)."""
BLIND: Final = 3600
"""Business seconds without a complete pass after which a mailbox's requests may be stale (R19, R28)."""
STRIKES: Final = 3
"""Refusals in a row after which nothing more is sent to an address until its settings change (R24)."""


class Reason(StrEnum):
    """Why something is not told now."""

    NOT_DUE = "not-due"
    NEXT_REPEAT = "next-repeat"
    ALREADY_TOLD = "already-told"
    SNOOZED = "snoozed"
    TAKEN = "taken"
    DISMISSED = "dismissed"
    ANSWERED = "answered"
    ENDED = "ended"
    HISTORY = "history"
    NOT_WATCHED = "not-watched"
    NOT_SETTLED = "not-settled"
    BLIND_MAILBOX = "blind-mailbox"
    OUTSIDE_HOURS = "outside-hours"
    DAILY_CAP = "daily-cap"
    AFTER_DIGEST = "after-digest"
    CHANNEL_WAITS = "channel-waits"
    CHANNEL_STOPPED = "channel-stopped"
    PAUSED = "paused"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the owner wants to be told, where and how often.

    `channels` in the order of the configuration; `mail_channels` those of them that can write to somebody else (to a
    deputy). `targets` names each channel's present settings, so that a changed one gets a new chance. `before`,
    `promises_before`, `escalate_after` are business seconds, `repeat` wall-clock seconds, each None for never.
    `paused_until`: nothing at all before then. `mine` are the addresses of whoever is told: what another member of a
    shared mailbox has taken is theirs.
    """

    channels: tuple[str, ...] = ()
    mail_channels: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    before: int | None = 3600
    breach: bool = True
    repeat: int | None = 86_400
    deadline: bool = True
    promises_before: int | None = 3600
    escalate_after: int | None = None
    deputies: tuple[str, ...] = ()
    max_per_day: int = 5
    quiet_outside_hours: bool = True
    paused_until: dt.datetime | None = None
    mine: frozenset[str] = frozenset()

    def elsewhere(self, request: Request) -> bool:
        """Whether another member has taken this request."""
        return bool(request.taken_by and self.mine) and request.taken_by not in self.mine


class Seen(Protocol):
    """What is known of a mailbox: when it was first and last read completely, and what is wrong with it.

    `permanent`: the last error will not go away before somebody acts (R17). `alarms`: sentences that must not be
    overlooked (it looks empty all at once).
    """

    @property
    def name(self) -> str:
        """The mailbox's name in the configuration."""
        ...

    @property
    def first_success(self) -> dt.datetime | None:
        """When the first complete pass was; mail received before it is history."""
        ...

    @property
    def last_success(self) -> dt.datetime | None:
        """When it was last read completely."""
        ...

    @property
    def last_error(self) -> str:
        """What went wrong since, or ""."""
        ...

    @property
    def permanent(self) -> bool:
        """Whether trying again is in vain before somebody acts."""
        ...

    @property
    def alarms(self) -> tuple[str, ...]:
        """Alarms of the last complete pass."""
        ...


@dataclass(frozen=True, slots=True)
class Silence:
    """Why nothing is told now about a request, and when something will be (`at`, None if nothing is foreseen).

    `channel` and `to` are "" where the reason holds for everybody who could be told. `stage` is what is held back or
    comes next.
    """

    request: str
    reason: Reason
    at: dt.datetime | None = None
    stage: Stage | None = None
    channel: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be told now, and for everything open that is not: why not."""

    notices: tuple[Notice, ...] = ()
    silences: tuple[Silence, ...] = ()

    @property
    def next_at(self) -> dt.datetime | None:
        """When something will be told, as far as can be foreseen; None if nothing is."""
        return min((silence.at for silence in self.silences if silence.at is not None), default=None)
