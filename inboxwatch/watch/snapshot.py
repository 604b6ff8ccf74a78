"""Writes the snapshot that prompts and status bars read, after a tracking pass."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from inboxwatch.model import PromiseState, State
from inboxwatch.snapshot import Snapshot, beside, save
from inboxwatch.store.filter import Filter
from inboxwatch.tracker import assess

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.store import Store
    from inboxwatch.tracker import Rules

log = logging.getLogger(__name__)


def refresh(store: Store, rules: Rules, now: dt.datetime) -> None:
    """Write what is open now. Only a convenience: what goes wrong is logged and stops nothing."""
    still = store.requests(Filter(states=(State.OPEN,)))
    promised = [assess(request, rules, now) for request in store.requests(Filter(promised=True))]
    late = (rules.calendar.due(request.received_at, request.target_seconds + 1) for request in still)
    owed = (
        int(request.promise.due_at.timestamp())
        for request in promised
        if request.promise is not None
        and request.answered_at is None
        and request.promise.state in {PromiseState.OPEN, PromiseState.BROKEN}
    )
    snapshot = Snapshot(
        int(now.timestamp()),
        tuple(sorted(int(request.due_at.timestamp()) for request in still)),
        tuple(sorted(int(at.timestamp()) for at in late)),
        tuple(sorted(owed)),
    )
    try:
        save(beside(store.path), snapshot)
    except OSError as error:
        log.warning("The snapshot for prompts cannot be written: %s.", error.strerror)
