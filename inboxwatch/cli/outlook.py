"""What reminders are to come: decided as `remind` decides, from the quick reader, without sending anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Request
    from inboxwatch.reminders import Plan
    from inboxwatch.store.quick import Quick

SECRET = "secret"  # noqa: S105 - where the store keeps it (`store.create.SECRET`, which loads what is slow to load)


def outlook(run: Run, quick: Quick, requests: Iterable[Request]) -> Plan:
    """Decide about these requests, which are assessed for the run's `now`."""
    from inboxwatch.config.policy import policy
    from inboxwatch.reminders import Scene, plan
    from inboxwatch.store.notice_codec import PAUSED

    paused = quick.meta(PAUSED)
    until = dt.datetime.fromtimestamp(int(paused), dt.UTC) if paused else None
    wishes = policy(run.settings, paused_until=until, secret=bytes.fromhex(quick.meta(SECRET)))
    names = {mailbox.name for mailbox in run.settings.mailbox}
    boxes = [state for state in quick.mailbox_states() if state.name in names]
    scene = Scene(wishes, run.calendar, run.now, boxes, woken=quick.snoozes())
    return plan(requests, quick.records(run.now), scene)
