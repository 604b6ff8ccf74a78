"""What `status` shows of the daemon: asked of itself, laid over what the store knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inboxwatch.views.watching import Box, Daemon

if TYPE_CHECKING:
    from inboxwatch.store import MailboxState
    from inboxwatch.store.hold import Hold


def daemon_of(store: Path) -> Daemon | None:
    """Ask the daemon of a store how it is; None where none runs."""
    from inboxwatch.store.instance import holder
    from inboxwatch.watch.door import ask

    held = holder(store)
    if held is None:
        return None
    said = ask(store)
    if not said:
        return Daemon(held.pid, held.since, answers=False)
    boxes = {name: _box(state) for name, state in said.get("mailboxes", {}).items()}
    return Daemon(held.pid, held.since, error=str(said.get("error", "")), boxes=boxes)


def of_another_host(hold: Hold | None, store: Path) -> Daemon | None:
    """The daemon that holds a shared space, unless it is this machine's own, which has ended then."""
    from inboxwatch.store.instance import last_epoch

    if hold is None or hold.epoch == last_epoch(store):
        return None
    return Daemon(hold.pid, hold.since, host=hold.host)


def _box(state: Mapping[str, Any]) -> Box:
    return Box(
        str(state.get("doing", "")),
        int(state.get("poll_seconds", 0)),
        bool(state.get("stuck")),
        str(state.get("error", "")),
        _instant(state.get("last_success")),
        _instant(state.get("next_attempt")),
    )


def _instant(text: object) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC) if isinstance(text, str) else None


def laid_over(states: Sequence[MailboxState], daemon: Daemon | None) -> list[MailboxState]:
    """The states as the daemon knows them, which writes down only what is new."""
    boxes = daemon.boxes if daemon else {}
    return [_newer(state, boxes.get(state.name, Box())) for state in states]


def _newer(state: MailboxState, box: Box) -> MailboxState:
    read_at = max((at for at in (state.last_success, box.last_success) if at is not None), default=None)
    return replace(state, last_success=read_at, last_error=box.error or state.last_error)
