"""One notice to its recipient: claim, look, send, record (R2).

The claim writes down, durably, that it is about to be sent; so a kill at any later moment leaves a trace, and whoever
comes next looks whether it arrived before sending it once more, with the same key. What nobody can look at is sent
again after a kill (told twice rather than not at all), except through a channel that says `at_most_once`.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import InboxwatchError, NotSentError, RefusedError, StoreError, TakenOverError, UncertainError
from inboxwatch.notices import Delivery, Notice, NoticeItem, Record
from inboxwatch.reminders import still, with_items

if TYPE_CHECKING:
    from inboxwatch.ports import Channel, Letter
    from inboxwatch.reminders import Policy
    from inboxwatch.store import Store
    from inboxwatch.store.journal import Journal

log = logging.getLogger(__name__)

SETTLE: Final = dt.timedelta(seconds=90)
"""What may have arrived gets this long to show up where it can be looked for, before it is sent again."""
FIRST_PAUSE: Final = dt.timedelta(minutes=1)
LONGEST_PAUSE: Final = dt.timedelta(hours=1)
PATIENCE: Final = dt.timedelta(days=3)
"""A notice that could not be sent for so long is given up; a later one says what is still open."""
PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between attempts to note in a shared store that a notice was sent: what is not noted is sent again."""
DEATHS: Final = 8
"""A notice during which the program died so often is given up (R5)."""

Write = Callable[[Notice, tuple[NoticeItem, ...]], "Letter"]


class ChangedError(InboxwatchError):
    """Facts came in between the decision and the sending: decide again."""


@dataclass
class Deliverer:
    """Delivers notices of one store at one moment. `channel` opens one by name, once each; `close` closes them all."""

    store: Store
    journal: Journal
    now: dt.datetime
    write: Write
    connect: Callable[[str], Channel]
    targets: dict[str, str] = field(default_factory=dict)
    policy: Policy | None = None
    _open: dict[str, Channel] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the channels."""
        for channel in self._open.values():
            channel.close()
        self._open.clear()

    def first(self, notice: Notice) -> Record | None:
        """Deliver a notice that was never tried; None if it was not claimed (nothing of it is open any more)."""
        try:
            channel = self._channel(notice.channel)
        except InboxwatchError as error:
            return self._unopened(Record(notice, Delivery.INTENDED, self.now), error)
        return self._claimed(Record(notice, Delivery.INTENDED, self.now, target=self._target(notice)), channel)

    def again(self, record: Record) -> Record | None:
        """Go on with a notice that was begun: dropped, found to have arrived, given up, or tried again."""
        died = record.state is Delivery.INTENDED
        record = replace(record, doubts=record.doubts + died)
        if record.notice.channel not in self.targets:
            return self._ended(record, Delivery.DROPPED, "Its channel is no longer used.")
        over = self.now - record.notice.made_at > PATIENCE
        if over or (died and record.doubts >= DEATHS):
            why = record.error or "It was tried for too long."
            return self._ended(record, Delivery.UNCERTAIN if record.doubts else Delivery.FAILED, why)
        try:
            channel = self._channel(record.notice.channel)
            return self._once_more(record, channel)
        except (StoreError, ChangedError):
            raise
        except InboxwatchError as error:  # it cannot be opened, or looked into, just now
            return self._later(replace(record, state=_after(record)), str(error))

    def _once_more(self, record: Record, channel: Channel) -> Record | None:
        if record.doubts:
            if channel.at_most_once:
                return self._ended(record, Delivery.UNCERTAIN, "It may have been shown, and is not shown again.")
            held = channel.holds(record.notice.key)
            if held:
                return self._sent(record)
            if held is False and self.now - SETTLE < record.at <= self.now:
                return self._kept(replace(record, state=_after(record), next_attempt=record.at + SETTLE))
        wanted = replace(
            record, state=Delivery.INTENDED, attempts=record.attempts + 1, at=self.now, next_attempt=None, error="",
            target=self._target(record.notice),
        )  # fmt: skip
        return self._claimed(wanted, channel)

    def _claimed(self, wanted: Record, channel: Channel) -> Record | None:
        """Claim and send."""
        items = wanted.notice.items
        claim = self.store.notices.claim(
            wanted, lambda present: still(items, present, self.now, self.policy), with_items
        )
        if claim.changed:
            raise ChangedError("Something changed meanwhile.")
        if claim.record is None:
            return None
        record = claim.record
        letter = self.write(record.notice, claim.items)
        try:
            channel.send(letter)
        except NotSentError as error:
            return self._later(replace(record, state=Delivery.FAILED), str(error))
        except RefusedError as error:
            return self._ended(record, Delivery.FAILED, str(error))
        except UncertainError as error:
            return self._doubted(record, channel, str(error))
        except Exception as error:  # a bug in a channel: what it had done by then is unknown
            log.exception("%s: a bug while sending a notice", record.notice.channel)
            return self._doubted(record, channel, f"A bug in the channel ({type(error).__name__}).")
        return self._sent(record)

    def _doubted(self, record: Record, channel: Channel, why: str) -> Record:
        """Nobody said whether it arrived: look later; where that is not possible, try once more and no further."""
        seen_again = record.attempts > 1 and record.doubts > 0 and _unseeable(channel, record.notice.key)
        record = replace(record, doubts=record.doubts + 1, state=Delivery.UNCERTAIN, error=why)
        if channel.at_most_once or seen_again:
            return self._ended(record, Delivery.UNCERTAIN, why)
        return self._kept(replace(record, next_attempt=self.now + SETTLE))

    def _sent(self, record: Record) -> Record:
        """It arrived: first in the journal, then in the store; a kill in between is looked after like any other."""
        record = replace(record, state=Delivery.SENT, next_attempt=None, error="")
        try:
            self.journal.told(record)
        except StoreError as error:  # the store itself still has room, and matters more
            log.warning("%s", error)
        return self._surely(record)

    def _surely(self, record: Record) -> Record:
        """Keep that it arrived, through a loss of the database that does not take long (R32)."""
        for pause in PAUSES if self.store.shared else ():
            try:
                return self._kept(record)
            except TakenOverError:
                raise
            except StoreError as error:
                log.warning("%s", error)
                time.sleep(pause)
        return self._kept(record)

    def _later(self, record: Record, why: str) -> Record:
        """It did not leave: try again at growing distances."""
        pause = min(FIRST_PAUSE * 2 ** min(record.attempts - 1, 10), LONGEST_PAUSE)
        return self._kept(replace(record, error=why, next_attempt=self.now + pause))

    def _ended(self, record: Record, state: Delivery, why: str) -> Record:
        log.info("A notice through %s was not sent: %s", record.notice.channel, why)
        return self._kept(replace(record, state=state, next_attempt=None, error=why))

    def _kept(self, record: Record) -> Record:
        self.store.notices.record(record)
        return record

    def _unopened(self, record: Record, error: InboxwatchError) -> Record:
        """The channel cannot even be opened: nothing is claimed, and it is tried again with the next plan."""
        log.info("%s: %s", record.notice.channel, error)
        return replace(record, state=Delivery.FAILED, error=str(error))

    def _target(self, notice: Notice) -> str:
        return self.targets.get(notice.channel, "")

    def _channel(self, name: str) -> Channel:
        if name not in self._open:
            self._open[name] = self.connect(name)
        return self._open[name]


def _unseeable(channel: Channel, key: str) -> bool:
    """Whether nobody can look for the notice at its recipient's; a channel that just now cannot be asked can later."""
    try:
        return channel.holds(key) is None
    except StoreError:
        raise
    except InboxwatchError:
        return False


def _after(record: Record) -> Delivery:
    """What a record is while it waits to be tried again."""
    return Delivery.UNCERTAIN if record.doubts else Delivery.FAILED
