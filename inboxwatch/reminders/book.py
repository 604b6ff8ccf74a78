"""What was told already, looked up by request, stage and recipient."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from inboxwatch.notices import Delivery, NoticeKind, Stage
from inboxwatch.reminders.policy import STRIKES

if TYPE_CHECKING:
    from inboxwatch.notices import Record

Recipient = tuple[str, str]
"""A channel, and who is told through it: "" for the owner, else a deputy's address."""

LEEWAY = dt.timedelta(minutes=1)
"""A record this far ahead of the clock is believed; beyond it the clock was wrong when it was written (R20)."""


class Book:
    """Records in order. Those from the future number the next notice and are otherwise not believed (R20)."""

    def __init__(self, records: Iterable[Record], now: dt.datetime, zone: dt.tzinfo) -> None:
        """Sort them; `zone` says where a day begins."""
        self._now, self._zone = now, zone
        self._today = now.astimezone(zone).date()
        self._keys: set[str] = set()
        self._sent: dict[Recipient, list[Record]] = defaultdict(list)
        self._told: dict[tuple[str, str, str, Stage], list[tuple[dt.datetime, int]]] = defaultdict(list)
        self._numbers: dict[tuple[str, str, str, Stage], int] = {}
        for record in sorted(records, key=lambda each: (each.at, each.notice.key)):
            self._enter(record)

    def _enter(self, record: Record) -> None:
        notice = record.notice
        self._keys.add(notice.key)
        counts = record.state is not Delivery.DROPPED
        if counts:
            self._sent[notice.channel, notice.to].append(record)
        for item in notice.items:
            place = (notice.channel, notice.to, item.request, item.stage)
            self._numbers[place] = max(self._numbers.get(place, -1), item.number)
            if counts:
                self._told[place].append((record.at, item.number))

    def has(self, key: str) -> bool:
        """Whether this very notice was ever begun."""
        return key in self._keys

    def told(self, who: Recipient, request: str, stage: Stage, since: dt.datetime) -> list[dt.datetime]:
        """When somebody was told about a stage since an instant, oldest first."""
        limit = self._now + LEEWAY
        return [at for at, _ in self._told.get((*who, request, stage), ()) if since <= at <= limit]

    def told_today(self, who: Recipient, request: str, stage: Stage) -> bool:
        """Whether somebody was told about a stage on this local day, at whatever hour the clock showed."""
        return any(self._day(at) == self._today for at, _ in self._told.get((*who, request, stage), ()))

    def next_number(self, who: Recipient, request: str, stage: Stage) -> int:
        """A number that no notice about this stage has had; repetitions begin with 1."""
        first = 1 if stage is Stage.REPEAT else 0
        return max(self._numbers.get((*who, request, stage), first - 1) + 1, first)

    def today(self, who: Recipient, kinds: Iterable[NoticeKind] = tuple(NoticeKind)) -> int:
        """How many notices of these kinds somebody got on this local day."""
        wanted = frozenset(kinds)
        return sum(
            record.notice.kind in wanted and self._day(record.at) == self._today for record in self._sent.get(who, ())
        )

    def last(self, who: Recipient) -> Record | None:
        """The latest notice to somebody that is not from the future."""
        believed = [record for record in self._sent.get(who, ()) if record.at <= self._now + LEEWAY]
        return believed[-1] if believed else None

    def unfinished(self, who: Recipient) -> Record | None:
        """A reminder or alarm to somebody that is still being tried."""
        tried = (record for record in self._sent.get(who, ()) if record.notice.kind is not NoticeKind.SUMMARY)
        return next((record for record in tried if record.unfinished), None)

    def stopped(self, who: Recipient, target: str) -> bool:
        """Whether the last few notices were all refused, with the channel's present settings (R24)."""
        tried = [record for record in self._sent.get(who, ()) if record.target == target][-STRIKES:]
        return len(tried) == STRIKES and all(
            record.state is Delivery.FAILED and not record.unfinished for record in tried
        )

    def _day(self, at: dt.datetime) -> dt.date:
        return at.astimezone(self._zone).date()
