"""Requests and records -> what is told now, through which channel, and why the rest is not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from inboxwatch.model import PromiseState, State
from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record
from inboxwatch.reminders.alarms import CHANNEL, is_stale, topics
from inboxwatch.reminders.book import Book, Recipient
from inboxwatch.reminders.policy import DIGEST_GAP, HARD_CAP, LATE, Plan, Policy, Reason, Seen, Silence
from inboxwatch.reminders.stages import Due, Later, Stages, forward

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.model import Request

Woken = Mapping[tuple[str, str], dt.datetime]
"""(mailbox, key) of a message -> when the last snooze of its request ends or ended."""

OWED: Final = frozenset({PromiseState.OPEN, PromiseState.BROKEN})
REMINDERS: Final = (NoticeKind.REMINDER, NoticeKind.DIGEST)


@dataclass(frozen=True)
class Scene:
    """What surrounds a decision besides requests and records. All instants are aware and in UTC.

    `settled` names the mailboxes that had a complete pass since this process began (R23), None if that does not matter
    (one command, run once); `started` is when it began.
    """

    policy: Policy
    calendar: Calendar
    now: dt.datetime
    mailboxes: Sequence[Seen] = ()
    settled: Collection[str] | None = None
    started: dt.datetime | None = None
    woken: Woken = field(default_factory=dict)


def plan(requests: Iterable[Request], records: Iterable[Record], scene: Scene) -> Plan:
    """Decide what is told now. Pure: equal arguments give equal plans.

    `requests` are assessed for `scene.now`; those that are not open and owe no promise may be among them.
    """
    planning = _Planning(scene, Book(records, scene.now, scene.calendar.zone))
    notices: list[Notice] = []
    silences: list[Silence] = []
    pending: dict[Recipient, list[tuple[Request, Due]]] = {who: [] for who in planning.recipients}
    for request in sorted(requests, key=lambda each: (each.due_at, each.id)):
        silences += planning.sort(request, pending)
    for who, due in pending.items():
        told, held = planning.group(who, due)
        notices += told
        silences += held
    notices = [*planning.alarms(notices), *notices]
    return Plan(tuple(notices), tuple(silences))


def is_owed(request: Request) -> bool:
    """Whether somebody waits: for a sign, or for what was promised."""
    return request.state is State.OPEN or (request.promise is not None and request.promise.state in OWED)


def key_of(kind: NoticeKind, who: Recipient, items: Iterable[NoticeItem], topic: str = "", episode: str = "") -> str:
    """Return the idempotency key of a notice: 32 hexadecimal digits made of what is told to whom."""
    said = sorted(f"{item.request} {item.stage} {item.number}" for item in items)
    words = "\n".join((kind, *who, topic, episode, *said))
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class _Planning:
    def __init__(self, scene: Scene, book: Book) -> None:
        self._scene, self._book = scene, book
        self._policy, self._calendar, self._now = scene.policy, scene.calendar, scene.now
        self._stages = Stages(self._policy, self._calendar, book, self._now)
        self._boxes = {mailbox.name: mailbox for mailbox in scene.mailboxes}
        self._stale = {each.name for each in scene.mailboxes if is_stale(each, self._calendar, self._now)}
        owners = [(channel, "") for channel in self._policy.channels]
        deputies = [(channel, to) for channel in self._policy.mail_channels[:1] for to in self._policy.deputies]
        self.recipients: tuple[Recipient, ...] = (*owners, *deputies)

    # one request

    def sort(self, request: Request, pending: dict[Recipient, list[tuple[Request, Due]]]) -> list[Silence]:
        """Put what is due of a request where it belongs; return why the rest is silent."""
        held = self._always(request)
        if held is not None:
            return [held]
        silences: list[Silence] = []
        for who in self.recipients:
            due = self._due(request, who)
            if who[1] and not due:
                continue
            wanted = [each for each in due if isinstance(each, Due)]
            shut = self._shut(request) if wanted else None
            if wanted and shut is None:
                pending[who] += [(request, each) for each in wanted]
            elif shut is not None:
                silences.append(Silence(request.id, shut, None, wanted[0].item.stage, *who))
            else:
                silences.append(_silence(request, [each for each in due if isinstance(each, Later)], who))
        return _merged(silences, len(self._policy.channels))

    def _always(self, request: Request) -> Silence | None:
        """Reasons that hold whatever is due, for everybody."""
        paused, snoozed = self._policy.paused_until, request.snoozed_until
        if not is_owed(request):
            return Silence(request.id, _ended(request))
        checks = (
            (not self._policy.channels or self._policy.max_per_day == 0, Reason.OFF, None),
            (paused is not None and self._now < paused, Reason.PAUSED, paused),
            (snoozed is not None and self._now < snoozed, Reason.SNOOZED, snoozed),
            (self._policy.elsewhere(request), Reason.TAKEN, None),
            (request.mailbox not in self._boxes, Reason.NOT_WATCHED, None),
        )
        held = next((Silence(request.id, reason, at) for holds, reason, at in checks if holds), None)
        return held or (Silence(request.id, Reason.HISTORY) if self._is_history(request) else None)

    def _is_history(self, request: Request) -> bool:
        """Whether it began before the mailbox was first read (R22): the mail, or for a promise the holding reply."""
        first = self._boxes[request.mailbox].first_success
        if first is None:
            return False
        promised = request.promise is not None and request.promise.state in OWED
        began = request.received_at
        if promised and request.acknowledgement is not None:
            began = max(began, request.acknowledgement.at)
        return began < first

    def _due(self, request: Request, who: Recipient) -> list[Due | Later]:
        if who[1]:
            return self._stages.deputy(request, who)
        return self._stages.owner(request, who, self._scene.woken.get((request.mailbox, request.key)))

    def _shut(self, request: Request) -> Reason | None:
        """Why what is due may be untrue: the mailbox was not read since we began, or for long."""
        name = request.mailbox
        settled = self._scene.settled
        if self._boxes[name].last_success is None or (settled is not None and name not in settled):
            return Reason.NOT_SETTLED
        return Reason.BLIND_MAILBOX if name in self._stale else None

    # one recipient

    def group(self, who: Recipient, due: list[tuple[Request, Due]]) -> tuple[list[Notice], list[Silence]]:
        """One notice of all that is due for somebody, or why they get none now."""
        if not due:
            return [], []
        late = any(self._calendar.elapsed(each.since, self._now) > LATE for _, each in due)
        kind = NoticeKind.DIGEST if late else NoticeKind.REMINDER
        reason, at = self._held(who, kind)
        if reason is not None:
            return [], [Silence(request.id, reason, at, each.item.stage, *who) for request, each in due]
        items = tuple(each.item for _, each in due)
        return [Notice(key_of(kind, who, items), kind, who[0], items, self._now, who[1])], []

    def _held(self, who: Recipient, kind: NoticeKind) -> tuple[Reason | None, dt.datetime | None]:
        """Why somebody gets nothing now although something is due, and until when."""
        unfinished = self._book.unfinished(who)
        if self._policy.quiet_outside_hours and not self._working():
            return Reason.OUTSIDE_HOURS, self._opening(self._now)
        if unfinished is not None:
            return Reason.CHANNEL_WAITS, unfinished.next_attempt
        if self._book.stopped(who, self._policy.targets.get(who[0], "")):
            return Reason.CHANNEL_STOPPED, None
        reminders = self._book.today(who, REMINDERS)
        if (kind in REMINDERS and reminders >= self._policy.max_per_day) or self._book.today(who) >= HARD_CAP:
            return Reason.DAILY_CAP, self._tomorrow()
        return self._after_digest(who, kind)

    def _after_digest(self, who: Recipient, kind: NoticeKind) -> tuple[Reason | None, dt.datetime | None]:
        last = self._book.last(who)
        if last is None or kind is NoticeKind.ALARM:
            return None, None
        both = {kind, last.notice.kind}
        if NoticeKind.DIGEST in both and both <= {*REMINDERS} and self._now < last.at + DIGEST_GAP:
            return Reason.AFTER_DIGEST, last.at + DIGEST_GAP
        return None, None

    def _working(self) -> bool:
        return self._calendar.elapsed(self._now, self._now + dt.timedelta(seconds=1)) > 0

    def _opening(self, after: dt.datetime) -> dt.datetime | None:
        """When work begins again: the instant before its first second is over."""
        first = forward(self._calendar, after, 1)
        return None if first is None else first - dt.timedelta(seconds=1)

    def _tomorrow(self) -> dt.datetime | None:
        day = self._now.astimezone(self._calendar.zone).date() + dt.timedelta(days=1)
        midnight = self._calendar.instant(day, dt.time(0))
        return self._opening(midnight) if self._policy.quiet_outside_hours else midnight

    # alarms

    def alarms(self, planned: Sequence[Notice]) -> Iterator[Notice]:
        """Alarms that nobody was told about yet; they count towards the hard cap, not towards `max_per_day`."""
        until = self._policy.paused_until
        if self._policy.max_per_day == 0 or (until is not None and self._now < until):
            return
        begun = [*topics(self._scene.mailboxes, self._calendar, self._now, self._scene.started), *self._refusing()]
        for who in self.recipients:
            if who[1]:
                continue
            room = HARD_CAP - self._book.today(who) - sum((each.channel, each.to) == who for each in planned)
            for topic, episode in begun:
                key = key_of(NoticeKind.ALARM, who, (), topic, episode)
                if room <= 0 or self._book.has(key) or topic == f"{CHANNEL}:{who[0]}":
                    continue
                if self._held(who, NoticeKind.ALARM)[0] is None:
                    room -= 1
                    yield Notice(key, NoticeKind.ALARM, who[0], (), self._now, "", topic)

    def _refusing(self) -> Iterator[tuple[str, str]]:
        """Channels through which nothing goes any more; the others say so, once a day."""
        day = self._now.astimezone(self._calendar.zone).date().isoformat()
        for channel, to in self.recipients:
            if self._book.stopped((channel, to), self._policy.targets.get(channel, "")):
                yield f"{CHANNEL}:{channel}", day


def _ended(request: Request) -> Reason:
    if request.state is State.DISMISSED:
        return Reason.DISMISSED
    return Reason.ANSWERED if request.state in {State.ANSWERED, State.ACKNOWLEDGED} else Reason.ENDED


def _silence(request: Request, later: list[Later], who: Recipient) -> Silence:
    """Of several strands, the one that speaks first."""
    if not later:
        return Silence(request.id, Reason.ALREADY_TOLD, None, None, *who)
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    first = min(later, key=lambda each: each.at or far)
    return Silence(request.id, first.reason, first.at, first.stage, *who)


def _merged(silences: list[Silence], channels: int) -> list[Silence]:
    """One silence where all channels of the owner have the same."""
    mine = [each for each in silences if not each.to]
    same = {(each.reason, each.at, each.stage) for each in mine}
    if len(mine) == channels and len(same) == 1:
        first = mine[0]
        merged = Silence(first.request, first.reason, first.at, first.stage)
        return [merged, *(each for each in silences if each.to)]
    return silences


def resumable(records: Iterable[Record], now: dt.datetime, patience: dt.timedelta) -> list[Record]:
    """Records of notices that are to be tried again now, oldest first.

    One that waits for longer than `patience` was written under a wrong clock and waits no longer (R20).
    """
    ready = []
    for record in records:
        at = record.next_attempt
        begun = record.state is Delivery.INTENDED
        if begun or (at is not None and (at <= now or at - now > patience)):
            ready.append(record)
    return sorted(ready, key=lambda each: (each.at, each.notice.key))
