"""The owner's wishes about reminders as `reminders.Policy`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from inboxwatch.reminders import Policy

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.config import Settings
    from inboxwatch.config.tables import ChannelTable

MAIL = "email"
"""The kind of channel that can write to somebody else than the owner."""


def policy(
    settings: Settings, *, paused_until: dt.datetime | None = None, secret: bytes = b"", only: str = ""
) -> Policy:
    """What `[reminders]` says. `paused_until` is what `inboxwatch pause` said, the later of both counts.

    `secret` keys the fingerprints of the channels' settings; `only` names the one channel to use.
    """
    table = settings.reminders
    known = {channel.name: channel for channel in settings.channel}
    channels = tuple(dict.fromkeys(name for name in table.channels if name in known and only in {"", name}))
    pauses = [at for at in (paused_until, _instant(table.pause, settings.working_calendar)) if at is not None]
    return Policy(
        channels=channels,
        mail_channels=tuple(name for name in channels if known[name].kind == MAIL),
        targets={name: target(known[name], secret) for name in channels},
        before=table.before,
        breach=table.breach,
        repeat=table.repeat,
        deadline=table.deadline,
        promises_before=table.promises_before,
        escalate_after=table.escalate_after,
        deputies=table.deputies,
        max_per_day=table.max_per_day,
        quiet_outside_hours=table.quiet_outside_hours,
        paused_until=max(pauses, default=None),
        mine=frozenset(settings.me.addresses),
    )


def target(channel: ChannelTable, secret: bytes) -> str:
    """Name a channel's settings without saying them: a refused address gets a new chance when they change."""
    said = json.dumps(
        {**channel.model_dump(mode="json"), "url": getattr(channel, "url", "")}, sort_keys=True, default=str
    )
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8, key=secret[:64]).hexdigest()


def _instant(pause: dt.date | dt.datetime | None, calendar: Calendar) -> dt.datetime | None:
    """A date means its beginning; a time without an offset is one of the calendar's zone."""
    if pause is None:
        return None
    if not isinstance(pause, dt.datetime):
        return calendar.instant(pause, dt.time(0))
    return pause.astimezone(dt.UTC) if pause.tzinfo else calendar.instant(pause.date(), pause.time())
