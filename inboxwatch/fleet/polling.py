"""One poll: what is new in one mailbox goes into its owner's space, exactly as `sync` and `remind` do it.

Most polls find nothing. Such a one opens the mailbox, sees that the cursor has not moved, and is over: it derives
nothing and writes nothing. Everything else, and each space once an hour, gets the whole of it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from inboxwatch.errors import InboxwatchError, PermanentError, TakenOverError, TransientError
from inboxwatch.fleet.roster import Outcome, Row
from inboxwatch.watch.reports import quiet
from inboxwatch.watch.watcher import STEP

if TYPE_CHECKING:
    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.fleet.members import Organisation
    from inboxwatch.model import Mail, Request
    from inboxwatch.ports import Batch, Connector
    from inboxwatch.store import Store
    from inboxwatch.store.team.peek import Peek
    from inboxwatch.work.guard import Court

log = logging.getLogger(__name__)

ROUND: Final = dt.timedelta(hours=4)
"""How often a space is looked through though nothing is new in it and nothing is foreseen."""
PATIENCE: Final = 20.0
"""Seconds that a poll waits until nobody else in this worker sends."""
HOURLY: Final = 6
"""Failures, some ten minutes apart, after which the owner of a mailbox that is not read is perhaps to be told (R28)."""

_AT: Final = "@"
"""Between the two parts of `made_with`."""

Open = Callable[[Row], "Connector"]
"""Connects to the mailbox of a row, whose credential it opens. Raises what a connector raises."""


class Spaces(Protocol):
    """The spaces of one database."""

    def store(self, owner: str) -> Store:
        """The space of an owner, perhaps one that nobody has begun. Cheap: connections are shared."""
        ...

    def begin(self, owner: str) -> None:
        """Begin a space."""
        ...


@dataclass
class Polling:
    """Polls mailboxes, from several threads at once. `stopping` ends all polls soon; what they did is kept."""

    organisation: Organisation
    spaces: Spaces
    connect: Open
    court: Court
    started: dt.datetime
    clock: Callable[[], dt.datetime]
    stopping: threading.Event = field(default_factory=threading.Event)
    sending: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[int, Connector] = field(default_factory=dict)
    _moved: dict[int, float] = field(default_factory=dict)

    def poll(self, rows: Sequence[Row], mailbox: str) -> Outcome:
        """Poll one of the mailboxes of a space; `rows` are all of them. Never raises."""
        row = next(each for each in rows if each.mailbox == mailbox)
        try:
            return _Poll(self, rows, row).run()
        except TakenOverError as error:
            log.warning("%s/%s: %s", row.owner, mailbox, error)
            return Outcome(undone=True)
        except InboxwatchError as error:
            return _failed(error, undone=self.stopping.is_set())
        except Exception as error:  # a bug must not end the worker
            log.exception("%s/%s: a bug", row.owner, mailbox)
            return Outcome(error=f"Reading failed because of a bug in inboxwatch ({type(error).__name__}).")

    def abort(self) -> None:
        """Have all polls end soon, whatever they wait for. From any thread."""
        self.stopping.set()
        for connector in list(self._open.values()):
            _abort(connector)

    def cut_off(self) -> int:
        """Have polls end that have not moved for too long; returns how many. From any thread."""
        late = time.monotonic() - STEP
        stuck = [place for place, moved in list(self._moved.items()) if moved < late]
        for place in stuck:
            if (connector := self._open.get(place)) is not None:
                _abort(connector)
        return len(stuck)

    def opened(self, row: Row) -> Connector:
        """Connect, within reach of `abort` and `cut_off`."""
        connector = self.connect(row)
        self._open[id(connector)] = connector
        self.moved(connector)
        return connector

    def moved(self, connector: Connector) -> None:
        """Note that a poll goes on."""
        self._moved[id(connector)] = time.monotonic()

    def closed(self, connector: Connector) -> None:
        """Let go of it."""
        self._open.pop(id(connector), None)
        self._moved.pop(id(connector), None)
        connector.close()


class _Poll:
    """One poll of one mailbox."""

    def __init__(self, polling: Polling, rows: Sequence[Row], row: Row) -> None:
        from inboxwatch.store.team.fence import Fence
        from inboxwatch.store.team.peek import peek

        self._polling, self._rows, self._row = polling, rows, row
        self._now = polling.clock()
        self._connector: Connector | None = None
        self._store = polling.spaces.store(row.owner)
        self._peek: Peek = peek(self._store, row.mailbox)
        if not self._peek.begun:
            polling.spaces.begin(row.owner)
            self._peek = peek(self._store, row.mailbox)
        self._store.watch = Fence(self._peek.epoch, self._peek.state)
        self._made_with = polling.organisation.made_with(rows, self._peek.wishes)

    def run(self) -> Outcome:
        """Poll. Raises InboxwatchError."""
        try:
            new = self._read()
        except TakenOverError:
            raise
        except InboxwatchError as error:
            if self._polling.stopping.is_set():
                raise
            return self._broken(error)
        return self._after(new) if new is not None else self._idle()

    def _read(self) -> int | None:
        """Read what is new; None if nothing is, and nothing else is to be done either."""
        state = self._peek.state
        connector = self._connector = self._polling.opened(self._row)
        try:
            since = self._now - self._mailbox_since()
            first, rest = _first_news(connector.fetch(state.cursor, since), state.cursor)
            if first is None and not self._wanted():
                return None
            return self._pass(_Begun(connector, itertools.chain([first] if first else [], rest)))
        finally:
            self._connector = None
            self._polling.closed(connector)

    def _wanted(self) -> bool:
        """Whether there is something to do though nothing is new."""
        row, state = self._row, self._peek.state
        if self._peek.pending or self._peek.aside or state.last_error or row.error or self._outdated():
            return True
        return row.wake_at is None or row.wake_at <= self._now or state.last_success is None

    def _outdated(self) -> bool:
        """Whether what the rows say was worked out with other settings, or before the space was last written to.

        The latter where a poll was broken off after it had stored something: nobody knows what there is to tell then.
        """
        known = {each.made_with.partition(_AT)[2] for each in self._rows}
        return self._row.made_with.partition(_AT)[0] != self._made_with or str(self._peek.epoch) not in known

    def _up_to_date(self) -> str:
        """What the row is to say: the settings, and the space's epoch that this poll leaves behind."""
        return f"{self._made_with}{_AT}{self._store.watch.epoch or self._peek.epoch}"

    def _idle(self) -> Outcome:
        state, row = self._peek.state, self._row
        self._store.succeeded(row.mailbox, self._now, state.notices, state.alarms)  # seldom a write, see the fence
        return Outcome(wake_at=row.wake_at, waiting=row.waiting, made_with=self._up_to_date())

    def _pass(self, connector: Connector) -> int:
        """The whole of what a pass of the daemon does with a mailbox."""
        from inboxwatch.watch.again import Rereading
        from inboxwatch.watch.aside import MailboxTries
        from inboxwatch.watch.sync import Pass, keep_less
        from inboxwatch.work.guard import Guard

        polling, store, name = self._polling, self._store, self._row.mailbox
        settings, mailbox = self._settings(), self._mailbox()
        keep_less(settings, store)
        reading = Pass(settings, store, self._now, self._moved, mailbox)
        tries = MailboxTries(store, name, self._now)
        careful = self._row.crashes > 0
        guard = Guard(polling.court, reading.judging(), tries, lambda: careful)
        report = reading.once(connector, guard, self._peek.state.cursor)
        again = Rereading(settings, store, self._now, name, self._moved)
        again.some(lambda: polling.connect(self._row))
        return report.new

    def _after(self, new: int) -> Outcome:
        """Keep no more than may be kept, track and remind; say when to come back."""
        self._retain()
        wake_at, waiting = self._remind(self._settled() | {self._row.mailbox})
        return Outcome(new=new, wake_at=wake_at, waiting=waiting, made_with=self._up_to_date())

    def _retain(self) -> None:
        """Once a day, delete what is older than may be kept."""
        from inboxwatch.store.retention import retain

        retain(self._store, self._now, self._settings().store.retention, self._peek.retained)

    def _remind(self, settled: frozenset[str]) -> tuple[dt.datetime, int]:
        """Return when there will be something to tell, and how many wait."""
        from inboxwatch.watch.remind import remind

        settings, store, now, started = self._settings(), self._store, self._now, self._polling.started
        told = remind(settings, store, now, settled=settled, started=started, dry_run=True)
        if told.plan.notices or told.again:
            with self._alone() as mine:
                if not mine:
                    return now, _open(told.requests)
                told = remind(settings, store, now, settled=settled, started=started)
        for record in told.failed:
            channel = record.notice.channel
            log.warning("%s: a notice through %s was not sent: %s", self._row.owner, channel, record.error)
        latest = min(self._now + ROUND, self._sum_up(settled))
        return min(told.next_at or latest, latest), _open(told.requests)

    def _sum_up(self, settled: frozenset[str]) -> dt.datetime:
        """Send last week's summary if its time has come; return when the next one's comes."""
        from inboxwatch.watch import weekly

        settings, store, now = self._settings(), self._store, self._now
        if not settings.report.channels:
            return now + ROUND
        wanted = weekly.due(settings, store, now, started=self._polling.started, settled=settled)
        if wanted or weekly.resume(store, now):
            with self._alone() as mine:
                if not mine:
                    return now
                sent = weekly.send(settings, store, now, wanted)
            for record in filter(weekly.unsent, sent):
                log.warning("%s: the summary was not sent: %s", self._row.owner, record.error)
        at = weekly.moment(settings, now)
        return at if at > now else at + dt.timedelta(days=7)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Be the one thread of this worker that sends: a kill leaves one notice in doubt, not one a thread (R2).

        Yields False if another one sends for too long; the mailbox comes back to it in a minute then.
        """
        mine = self._polling.sending.acquire(timeout=PATIENCE)
        try:
            yield mine
        finally:
            if mine:
                self._polling.sending.release()

    def _settled(self) -> frozenset[str]:
        """Name the other mailboxes of the space that were read lately."""
        lately = {
            each.mailbox
            for each in self._rows
            if each.read_at is not None and not each.error and self._now - each.read_at < _two(each.every)
        }
        return frozenset(lately - {self._row.mailbox})

    def _broken(self, error: InboxwatchError) -> Outcome:
        """Write down in the space why it could not be read, and tell its owner what must be told by now."""
        row, permanent = self._row, isinstance(error, PermanentError)
        if str(error) != self._peek.state.last_error:
            self._store.failed(row.mailbox, self._now, str(error), permanent=permanent)
        due = row.wake_at is not None and row.wake_at <= self._now
        if permanent or due or row.failures % HOURLY == HOURLY - 1:
            self._remind(self._settled())
        return _failed(error)

    def _settings(self) -> Settings:
        return self._polling.organisation.settings(self._rows, self._peek.wishes)

    def _mailbox(self) -> MailboxSettings:
        return next(each for each in self._settings().mailbox if each.name == self._row.mailbox)

    def _mailbox_since(self) -> dt.timedelta:
        from inboxwatch.config.tables import MailboxSettings

        if self._peek.state.cursor:
            return MailboxSettings.model_fields["since"].default  # type: ignore[no-any-return]
        return self._mailbox().since

    def _moved(self, what: str, done: int, total: int) -> None:
        quiet(what, done, total)
        if self._connector is not None:
            self._polling.moved(self._connector)
        if self._polling.stopping.is_set():
            raise TransientError("The worker is stopping.")


class _Begun:
    """A connector whose first batches have been taken off already."""

    def __init__(self, connector: Connector, batches: Iterable[Batch]) -> None:
        self._connector, self._batches = connector, batches

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield them, and the rest."""
        del cursor, since
        yield from self._batches

    def wait(self, seconds: float) -> bool:
        """Nobody waits in a poll."""
        return self._connector.wait(seconds)

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again."""
        return self._connector.texts(refs)

    def close(self) -> None:
        """Close it."""
        self._connector.close()


def _first_news(batches: Iterator[Batch], cursor: str) -> tuple[Batch | None, Iterator[Batch]]:
    """Return the first batch that says anything new, None if none does, and those after it."""
    for batch in batches:
        if batch.mails or batch.withheld or batch.notices or batch.cursor != cursor:
            return batch, batches
    return None, iter(())


def _abort(connector: Connector) -> None:
    """Call what not every connector offers (`ports.Reachable`)."""
    abort = getattr(connector, "abort", None)
    if abort is not None:
        abort()


def _open(requests: Mapping[str, Request]) -> int:
    """How many wait."""
    from inboxwatch.model import State

    return sum(request.state is State.OPEN for request in requests.values())


def _two(seconds: int) -> dt.timedelta:
    return dt.timedelta(seconds=2 * seconds)


def _failed(error: InboxwatchError, *, undone: bool = False) -> Outcome:
    after = error.after if isinstance(error, TransientError) else 0.0
    return Outcome(error=str(error), permanent=isinstance(error, PermanentError), after=after, undone=undone)
