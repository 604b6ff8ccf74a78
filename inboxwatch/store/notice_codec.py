"""Notices as rows and back, and which of them a plan needs; no database here, so that the quick reader shares it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record, Stage
from inboxwatch.store.codec import Row, instant, seconds

NOTICE_COLUMNS: Final = (
    "key",
    "kind",
    "channel",
    "recipient",
    "topic",
    "made_at",
    "state",
    "tried_at",
    "attempts",
    "doubts",
    "next_attempt",
    "error",
    "target",
    "epoch",
)
"""Order of a notice row."""
ITEM_COLUMNS: Final = ("notice", "place", "request", "stage", "number", "channel", "recipient")
"""Order of the row of an item."""

PAUSED: Final = "paused"
"""Name in `meta` of until when nothing is told: seconds since 1970, "" for nothing in the way."""
PAST: Final = dt.timedelta(days=60)
"""How far back records count whatever became of their requests: for daily limits and refused addresses."""

_NOTICE: Final = f"SELECT {', '.join(NOTICE_COLUMNS)} FROM notice "  # noqa: S608 - our own column names
_ITEM: Final = f"SELECT {', '.join(ITEM_COLUMNS)} FROM notice_item "  # noqa: S608 - the same
_SOME: Final = (
    "WHERE tried_at >= :since OR next_attempt IS NOT NULL OR state = 'intended' OR kind = 'alarm' OR key IN "
    "(SELECT notice FROM notice_item JOIN request ON request.id = notice_item.request "
    "WHERE request.ended_at IS NULL OR request.promise_due_at IS NOT NULL)"
)
RELEVANT: Final = _NOTICE + _SOME + " ORDER BY tried_at, key"
"""Notices that a plan needs; wants `since`."""
SUMMARIES: Final = _NOTICE + "WHERE kind = 'summary' ORDER BY tried_at, key"
"""Weekly summaries, which have no items."""
RELEVANT_ITEMS: Final = f"{_ITEM}WHERE notice IN (SELECT key FROM notice {_SOME}) ORDER BY notice, place"  # noqa: S608 - the same
"""Their items; wants `since`."""
_OF: Final = "WHERE key IN (SELECT notice FROM notice_item WHERE request = :request) ORDER BY tried_at, key"
ABOUT: Final = _NOTICE + _OF
"""Notices that spoke of a request; wants `request`."""
ABOUT_ITEMS: Final = f"{_ITEM}WHERE request = :request ORDER BY notice, place"
"""Their items about that request alone; wants `request`."""


def since(now: dt.datetime) -> int:
    """The instant from which all records count."""
    return seconds(now - PAST)


def read_records(notices: Iterable[Row], items: Iterable[Row]) -> list[Record]:
    """Records from rows in the orders above."""
    inside: dict[str, list[NoticeItem]] = defaultdict(list)
    for notice, _, request, stage, number, *_ in items:
        inside[notice].append(NoticeItem(request, Stage(stage), number))
    return [_record(row, tuple(inside.get(row[0], ()))) for row in notices]


def _record(row: Row, items: tuple[NoticeItem, ...]) -> Record:
    key, kind, channel, to, topic, made, state, tried, attempts, doubts, later, error, target, epoch = row
    notice = Notice(key, NoticeKind(kind), channel, items, instant(made), to, topic)
    following = None if later is None else instant(later)
    return Record(notice, Delivery(state), instant(tried), attempts, doubts, following, error, target, epoch)


def notice_row(record: Record) -> Row:
    """A record in the order of `NOTICE_COLUMNS`."""
    notice, later = record.notice, record.next_attempt
    return (
        notice.key,
        notice.kind.value,
        notice.channel,
        notice.to,
        notice.topic,
        seconds(notice.made_at),
        record.state.value,
        seconds(record.at),
        record.attempts,
        record.doubts,
        None if later is None else seconds(later),
        record.error,
        record.target,
        record.epoch,
    )


def item_rows(notice: Notice) -> list[Row]:
    """Its items in the order of `ITEM_COLUMNS`."""
    return [
        (notice.key, place, item.request, item.stage.value, item.number, notice.channel, notice.to)
        for place, item in enumerate(notice.items)
    ]
