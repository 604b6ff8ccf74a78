"""The daemon: one thread a mailbox, one clerk for what follows, and here the one that starts, watches and ends them.

The main thread only waits: for a signal, for somebody who asks how things are, for the next look at the clocks. It
never touches network or store, so that it is always there: SIGTERM and SIGINT end the daemon within seconds whatever
the other threads hang in; what they were at is a transaction that is rolled back, or an intent that is found again.
"""

from __future__ import annotations

import logging
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.errors import InboxwatchError, TakenOverError
from inboxwatch.store.instance import Instance
from inboxwatch.watch.clerk import Clerk
from inboxwatch.watch.clocks import Clock, Jumps, SystemClock
from inboxwatch.watch.distress import Distress
from inboxwatch.watch.door import Door
from inboxwatch.watch.jobs import jobs
from inboxwatch.watch.keeper import Keeper
from inboxwatch.watch.remind import plugged_channels
from inboxwatch.watch.sync import Connect, keep_less, plugged
from inboxwatch.watch.systemd import Notifier
from inboxwatch.watch.watcher import Office, Watcher

if TYPE_CHECKING:
    from types import FrameType

    from inboxwatch.config import Settings
    from inboxwatch.store import Store

log = logging.getLogger(__name__)

TICK: Final = 15.0
"""Seconds between two looks at the clocks, the lock and the threads."""
_GLANCE: Final = 0.05
LEAVE: Final = 3.0
"""Seconds that threads have for ending by themselves; after that the process ends without them."""
_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


def run(
    settings: Settings,
    store: Store,
    *,
    take_over: bool = False,
    connect: Connect | None = None,
    clock: Clock | None = None,
) -> bool:
    """Watch all mailboxes until a signal comes (True), or raise what makes going on impossible.

    Returns False if threads hang that nothing can end: the process should then end at once (`os._exit`), which loses
    nothing. Raises StoreError if another daemon holds the store, TakenOverError if one took it over later. Call it
    from the main thread.
    """
    clock = clock or SystemClock()
    instance = Instance(store, clock.now(), take_over=take_over)
    keeper = Keeper(instance)
    try:
        keep_less(settings, store)
        return _Daemon(settings, store, instance, connect or plugged(settings), clock).run()
    finally:
        keeper.leave()
        instance.release()


class _Daemon:
    """The main thread's side."""

    def __init__(self, settings: Settings, store: Store, instance: Instance, connect: Connect, clock: Clock) -> None:
        self._store, self._instance, self._clock = store, instance, clock
        self._since = clock.now()
        self._jumps = Jumps(clock)
        self._notifier = Notifier()
        self._fatal: InboxwatchError | None = None
        self._ears, self._mouth = socket.socketpair()
        for end in (self._ears, self._mouth):
            end.setblocking(False)  # noqa: FBT003 - its only argument
        crashed = instance.after_crash
        distress = Distress(settings, plugged_channels(settings, store))
        self.office = Office(settings, store, clock, connect, self._news, self._end, crashed=crashed, distress=distress)
        self.watchers = [Watcher(self.office, mailbox) for mailbox in settings.mailbox]
        self.clerk = Clerk(self.office, jobs(settings, store, self._since, connect, self._settled, self._refresh))

    def run(self) -> bool:
        door = Door(self._store.path)
        try:
            with self._signals():
                for thread in self._threads():
                    thread.start()
                self._notifier.ready()
                log.info("Watching %d mailbox(es).", len(self.watchers))
                self._loop(door)
                self._notifier.stopping()
                ended = self._leave()
        finally:
            door.close(mine=self._instance.in_force)
            self._ears.close()
            self._mouth.close()
        if self._fatal is not None:
            raise self._fatal
        return ended

    def _threads(self) -> Sequence[Watcher | Clerk]:
        return [*self.watchers, self.clerk]

    def _settled(self) -> frozenset[str]:
        """Name the mailboxes that have been read completely since the daemon began."""
        return frozenset(watcher.state.name for watcher in self.watchers if watcher.read_at is not None)

    def _refresh(self, seconds: float) -> None:
        """Have all mailboxes that can be read looked at now; wait until they have been, at most some seconds."""
        began = self._clock.monotonic()
        asked = [watcher for watcher in self.watchers if watcher.wake()]
        while self._clock.monotonic() - began < seconds and not self.office.stopping.wait(_GLANCE):
            if not any(watcher.awaited(began) for watcher in asked):
                return

    def _news(self) -> None:
        """A mailbox's thread stored something."""
        self.clerk.news()

    def _end(self, error: InboxwatchError) -> None:
        """A thread found that the daemon must not go on."""
        self._fatal = self._fatal or error
        self._poke()

    def _poke(self) -> None:
        with suppress(OSError):
            self._mouth.send(b"!")

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Have signals end the wait of the main loop, and nothing else: no thread is interrupted half-way."""
        told: Callable[[int, FrameType | None], Any] = lambda number, frame: None  # noqa: ARG005, E731
        before = {number: signal.signal(number, told) for number in _SIGNALS}
        ears = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(ears)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _loop(self, door: Door) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._ears, selectors.EVENT_READ)
            if door.fileno() >= 0:
                selector.register(door, selectors.EVENT_READ)
            tick = min(TICK, self._notifier.seconds / 3) if self._notifier.seconds else TICK
            looked = self._clock.monotonic()
            while not self._told_to_stop():
                for key, _ in selector.select(max(0.0, tick - (self._clock.monotonic() - looked))):
                    if key.fileobj is door:
                        door.answer(self._state())
                if self._clock.monotonic() - looked >= tick:
                    looked = self._clock.monotonic()
                    self._look()

    def _told_to_stop(self) -> bool:
        with suppress(OSError):
            said = self._ears.recv(1024)
            names = {signal.Signals(number).name for number in said if number in _SIGNALS}
            if names:
                log.info("Stopping: %s.", ", ".join(sorted(names)))
                return True
        return self._fatal is not None

    def _look(self) -> None:
        """See whether we still are the daemon, whether the clocks jumped, whether everybody moves."""
        if self._instance.lost or not self._instance.in_force:
            self._fatal = TakenOverError("Another 'inboxwatch run' has taken this store over, so this one has stopped.")
            return
        jump = self._jumps.look()
        if jump:
            log.warning("The clock jumped by %d s; plans are made anew.", jump)
            for watcher in self.watchers:
                watcher.begin_anew()
            self.clerk.news()
        states = [watcher.state for watcher in self.watchers]
        stuck = [state.name for state in states if state.stuck]
        self._notifier.status(self._words(states))
        self.office.court.rest()
        if not self.clerk.stuck and (len(stuck) < len(states) or not states):
            self._notifier.alive()
        for watcher, state in zip(self.watchers, states, strict=True):
            if state.stuck:
                log.warning("%s has not moved for too long; its connection is cut off.", state.name)
                watcher.begin_anew()

    def _words(self, states: Sequence[Any]) -> str:
        broken = [state.name for state in states if state.error or state.stuck]
        words = f"{len(states) - len(broken)} of {len(states)} mailboxes fine"
        return (
            words
            + (f"; not read: {', '.join(broken)}" if broken else "")
            + (f"; {self.clerk.error}" if self.clerk.error else "")
        )

    def _state(self) -> dict[str, Any]:
        """What the daemon tells about itself: plain values for JSON, instants as RFC 3339."""
        boxes = {}
        for watcher in self.watchers:
            state = watcher.state
            boxes[state.name] = {
                "doing": str(state.doing),
                "since": state.since.isoformat(),
                "poll_seconds": round(state.poll),
                "last_success": state.last_success.isoformat() if state.last_success else None,
                "error": state.error,
                "next_attempt": state.next_attempt.isoformat() if state.next_attempt else None,
                "stuck": state.stuck,
            }
        return {
            "pid": os.getpid(),
            "since": self._since.isoformat(),
            "error": self.clerk.error,
            "mailboxes": boxes,
        }

    def _leave(self) -> bool:
        """Have all threads end, at most LEAVE seconds; say whether they all did."""
        self.office.stopping.set()
        until = time.monotonic() + LEAVE
        self.office.court.close()
        for thread in self._threads():
            thread.leave()
        for thread in self._threads():
            thread.join(max(0.0, until - time.monotonic()))
        left = [thread.name for thread in self._threads() if thread.is_alive()]
        if left:
            log.info("Not waited for: %s.", ", ".join(left))
        return not left
