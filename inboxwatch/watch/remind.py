"""Reminding, once: derive, decide, deliver. `run` calls it again and again; `remind --dry-run` stops after deciding."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from inboxwatch.config.policy import policy
from inboxwatch.errors import StoreError
from inboxwatch.model import State
from inboxwatch.notices import Delivery, NoticeKind, Record
from inboxwatch.reminders import Plan, Policy, Scene, plan, resumable
from inboxwatch.store.filter import Filter
from inboxwatch.store.journal import Journal
from inboxwatch.tracker import assess
from inboxwatch.views.letters import Writer
from inboxwatch.watch.deliver import LONGEST_PAUSE, ChangedError, Deliverer, Write
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.model import Request
    from inboxwatch.notices import Notice, NoticeItem
    from inboxwatch.ports import Channel, Letter
    from inboxwatch.store import Store
    from inboxwatch.store.state import MailboxState

log = logging.getLogger(__name__)

OpenChannel = Callable[[str], "Channel"]
"""A channel's name in the configuration -> the channel. Raises ConfigurationError."""

TRIES: Final = 3
"""How often it is decided again because facts came in meanwhile; then it waits for the next time."""
RESTORED: Final = "told restored"
"""Name in the store's `meta` of the mailboxes that the journal knows of."""
OWN: Final = frozenset({NoticeKind.REMINDER, NoticeKind.DIGEST, NoticeKind.ALARM})
"""Kinds that are decided here; the weekly summary is not."""


@dataclass(frozen=True, slots=True)
class RemindReport:
    """What was decided and what became of it. `again` are notices of earlier times that are to be tried again.

    `done` are the records of what was tried now; `write` puts notices about `requests` in words.
    """

    plan: Plan
    requests: dict[str, Request]
    write: Write
    again: tuple[Record, ...] = ()
    done: tuple[Record, ...] = ()

    @property
    def failed(self) -> tuple[Record, ...]:
        """What could not be sent now."""
        return tuple(record for record in self.done if record.state in {Delivery.FAILED, Delivery.UNCERTAIN})

    @property
    def next_at(self) -> dt.datetime | None:
        """When there will be something to do, as far as can be foreseen: the next notice, or the next attempt."""
        attempts = (record.next_attempt for record in self.done)
        return min((at for at in (self.plan.next_at, *attempts) if at is not None), default=None)


@dataclass(frozen=True)
class _Facts:
    """What a decision is made of, read at one moment."""

    requests: dict[str, Request]
    records: list[Record]
    boxes: list[MailboxState]
    policy: Policy
    scene: Scene
    only: str


def remind(
    settings: Settings,
    store: Store,
    now: dt.datetime,
    *,
    channels: OpenChannel | None = None,
    settled: Collection[str] | None = None,
    started: dt.datetime | None = None,
    only: str = "",
    dry_run: bool = False,
) -> RemindReport:
    """Tell what is due now, or with `dry_run` only say what that would be.

    `settled` names the mailboxes that had a complete pass since the daemon began at `started`; both None for a single
    command. `only` names the one channel to use. Raises StoreError; what channels raise is in the report.
    """
    if dry_run:
        track(store, settings.rules(), now)
        facts = _facts(settings, store, now, settled, started, only)
        return _decided(settings, facts, now)
    with store.notices.sending():
        restore(store)
        opened = channels or plugged_channels(settings, store)
        done: list[Record] = []
        for _ in range(TRIES):
            track(store, settings.rules(), now)
            facts = _facts(settings, store, now, settled, started, only)
            decided = _decided(settings, facts, now)
            targets = dict(facts.policy.targets)
            deliverer = Deliverer(store, Journal(store.path), now, decided.write, opened, targets, facts.policy)
            if _deliver(deliverer, decided, done):
                break
        return replace(decided, done=tuple(done))


def _decided(settings: Settings, facts: _Facts, now: dt.datetime) -> RemindReport:
    ready = resumable(facts.records, now, LONGEST_PAUSE * 2)
    again = tuple(each for each in ready if each.notice.kind in OWN and _concerns(each, facts))
    decided = plan(facts.requests.values(), facts.records, facts.scene)
    return RemindReport(decided, facts.requests, _writer(settings, facts, now), again)


def _concerns(record: Record, facts: _Facts) -> bool:
    """Whether a notice of earlier is to be looked after now: the owner's silence holds for it, too."""
    policy, scene = facts.policy, facts.scene
    if facts.only not in {"", record.notice.channel}:
        return False
    if policy.paused_until is not None and scene.now < policy.paused_until:
        return False
    second = dt.timedelta(seconds=1)
    return not policy.quiet_outside_hours or scene.calendar.elapsed(scene.now, scene.now + second) > 0


def _deliver(deliverer: Deliverer, decided: RemindReport, done: list[Record]) -> bool:
    """Carry out what was decided; False if facts came in meanwhile and the rest must be decided again."""
    try:
        for record in decided.again:
            done += [came for came in [deliverer.again(record)] if came is not None]
        for notice in decided.plan.notices:
            done += [came for came in [deliverer.first(notice)] if came is not None]
    except ChangedError:
        return False
    finally:
        deliverer.close()
    return True


def _facts(
    settings: Settings,
    store: Store,
    now: dt.datetime,
    settled: Collection[str] | None,
    started: dt.datetime | None,
    only: str,
) -> _Facts:
    rules = settings.rules()
    found = (*store.requests(Filter(states=(State.OPEN,))), *store.requests(Filter(promised=True)))
    requests = {request.id: assess(request, rules, now) for request in found}
    wishes = policy(settings, paused_until=store.notices.paused_until(), secret=store.secret, only=only)
    names = {mailbox.name for mailbox in settings.mailbox}
    boxes = [state for state in store.mailbox_states() if state.name in names]
    scene = Scene(wishes, rules.calendar, now, boxes, settled, started, store.notices.snoozes())
    return _Facts(requests, store.notices.records(now), boxes, wishes, scene, only)


def _writer(settings: Settings, facts: _Facts, now: dt.datetime) -> Write:
    """Return what writes letters, each as its channel may say it."""
    people = settings.people
    subjects = {channel.name: channel.subjects for channel in settings.channel}
    errors = {record.notice.channel: record.error for record in facts.records if record.error}
    boxes = {state.name: state for state in facts.boxes}
    zone = settings.working_calendar.zone
    general = Writer(now, zone, facts.requests, boxes, errors, people.name, settings.me.name)

    def write(notice: Notice, items: tuple[NoticeItem, ...]) -> Letter:
        return replace(general, subjects=subjects.get(notice.channel, False)).write(notice, items)

    return write


def plugged_channels(settings: Settings, store: Store) -> OpenChannel:
    """Open channels through the plug-ins that the configuration names."""

    def connect(name: str) -> Channel:
        from inboxwatch import plugins

        return plugins.channel(settings, name, store.secret)

    return connect


def restore(store: Store) -> None:
    """Take over from the journal what the store does not know, and tell it what is watched (R16).

    A store that was made anew knows nothing; one that was set back, to a backup or to a lagging copy of a database, not
    what was told last.
    """
    noted = store.meta(RESTORED)
    journal = Journal(store.path)
    last = journal.latest()
    if not noted or (last and not store.notices.known(last)):
        store.notices.restore(journal.records(), journal.first_passes())
    states = {state.name: state.first_success for state in store.mailbox_states()}
    known = noted.split("\n")[1:]
    begun = {name: at for name, at in states.items() if at is not None and name not in known}
    if begun or not noted:
        try:
            journal.watched(begun)
        except StoreError as error:
            log.warning("%s", error)
            return
        store.set_meta(RESTORED, "\n".join(["told", *known, *begun]))
