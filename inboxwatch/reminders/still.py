"""Right before it is sent: what of a notice is still to be told (R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from inboxwatch.model import State
from inboxwatch.notices import Notice, NoticeItem, Stage
from inboxwatch.reminders.planning import OWED, key_of

if TYPE_CHECKING:
    from inboxwatch.model import Request
    from inboxwatch.reminders.policy import Policy

_PROMISED = frozenset({Stage.PROMISE, Stage.PROMISE_BROKEN})


def still(
    items: tuple[NoticeItem, ...], present: Mapping[str, Request], now: dt.datetime, policy: Policy | None = None
) -> tuple[NoticeItem, ...]:
    """Those items whose request is there, waits for just this, is not snoozed, nor taken by another member."""
    return tuple(
        item
        for item in items
        if (request := present.get(item.request)) is not None
        and _waits(item, request, now)
        and not (policy is not None and policy.elsewhere(request))
    )


def _waits(item: NoticeItem, request: Request, now: dt.datetime) -> bool:
    if request.snoozed_until is not None and now < request.snoozed_until:
        return False
    promised = request.promise is not None and request.promise.state in OWED and request.answered_at is None
    if item.stage in _PROMISED:
        return promised
    return request.state is State.OPEN or (item.stage is Stage.REPEAT and promised)


def with_items(notice: Notice, items: tuple[NoticeItem, ...]) -> Notice:
    """The notice about these items alone, under a key of its own."""
    if items == notice.items:
        return notice
    return replace(notice, items=items, key=key_of(notice.kind, (notice.channel, notice.to), items, notice.topic))
