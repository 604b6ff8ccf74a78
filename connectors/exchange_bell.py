"""Waiting for news: a streaming subscription of the watched folders, or a look from time to time without one.

News only wake; SyncFolderItems alone says what there is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from connectors.exchange_services import sync_page

if TYPE_CHECKING:
    from connectors.exchange_folders import Watched
    from connectors.exchange_link import Link

POLL = 60.0
"""Seconds between two looks within one `wait` where the server offers no stream."""
SILENCE = 100.0
"""Seconds without a sign of life after which a stream counts as dead; servers give one at least every 60."""
EVENTS = ("NewMailEvent", "CreatedEvent", "MovedEvent", "CopiedEvent")
_LONGEST = 29
MOMENT = 1.5
"""Seconds that a subscription which is just being made gets for becoming known, so that it can be given back."""


class Bell:
    """Rings when something may have changed, or when another thread says so."""

    def __init__(self) -> None:
        """Nothing is subscribed yet. `streams` None: not known yet whether the server offers them."""
        self._rung = threading.Event()
        self._subscription = ""
        self.streams: bool | None = None
        self._listening: Link | None = None
        self._subscribing = False

    def ring(self) -> None:
        """End the wait that is under way, or else the next one. From any thread, never raises."""
        self._rung.set()
        link = self._listening
        if link is not None:
            link.cut()

    def leave(self, link: Link) -> None:
        """End whatever goes on over this link, but a subscription at once only when it is known. Never raises."""
        self._rung.set()
        if self._subscribing:
            timer = threading.Timer(MOMENT, link.cut)
            timer.daemon = True
            timer.start()
        else:
            link.cut()

    def rung(self) -> bool:
        """Say once whether somebody rang."""
        was = self._rung.is_set()
        self._rung.clear()
        return was

    def wait(self, link: Link, folders: Sequence[Watched], states: dict[str, str], seconds: float) -> bool:
        """Return True for news within so many seconds. `states` are the sync states by folder id."""
        end = time.monotonic() + seconds
        if self.rung():
            return True
        if self.streams is not False:
            self.unsubscribe(link)  # what a stream that was left has told nobody would be lost
            self._subscribing = True
            try:
                self._subscribe(link, folders)
            finally:
                self._subscribing = False
        while True:
            if self._rung.is_set():
                return self.rung()
            if _changed(link, folders, states):
                return True
            left = end - time.monotonic()
            if left <= 0:
                return self.rung()
            if self.streams:
                return self._listen(link, left) or self.rung()
            if self._rung.wait(min(left, POLL)):
                return self.rung()

    def _subscribe(self, link: Link, folders: Sequence[Watched]) -> None:
        from exchangelib.errors import EWSError
        from exchangelib.services import SubscribeToStreaming

        from connectors.exchange_services import identified

        with link.using() as account:
            try:
                found = SubscribeToStreaming(account=account).call(
                    folders=[identified(each.id) for each in folders], event_types=EVENTS
                )
                self._subscription = next(iter(found), "") or ""
            except (EWSError, NotImplementedError) as error:
                if type(error).__name__ in _PASSING:
                    raise
                self._subscription = ""
        self.streams = bool(self._subscription)

    def _listen(self, link: Link, seconds: float) -> bool:
        """Read the stream until it tells something, has ended or the time is over."""
        over = threading.Event()

        def end() -> None:
            over.set()
            link.cut()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        self._listening = link
        timer.start()
        try:
            if self._rung.is_set():  # by somebody who saw nobody listening yet
                return False
            with link.using() as account:
                return _told(account, self._subscription, seconds)
        except Exception:
            if over.is_set() or self._rung.is_set():
                return False
            self._subscription = ""
            raise
        finally:
            self._listening = None
            timer.cancel()

    def forget(self) -> None:
        """Take it that the server has forgotten the subscription."""
        self._subscription = ""

    def unsubscribe(self, link: Link) -> None:
        """Give the subscription back. Never raises."""
        subscription, self._subscription = self._subscription, ""
        if subscription:
            from exchangelib.services import Unsubscribe

            with suppress(Exception), link.using() as account:
                list(Unsubscribe(account=account).call(subscription_id=subscription))


_PASSING = frozenset(
    "ErrorServerBusy ErrorTimeoutExpired UnauthorizedError ErrorInternalServerTransientError TransportError "
    "RateLimitError".split()
)
"""Errors that say nothing about whether the server offers streams."""


def _told(account: object, subscription: str, seconds: float) -> bool:
    from exchangelib.services import GetStreamingEvents

    class Listen(GetStreamingEvents):  # type: ignore[misc]
        def _elem_to_obj(self, elem: object) -> object:
            return elem

    service = Listen(account=account)
    minutes = min(_LONGEST, max(1, round(seconds / 60 + 0.5)))
    stream = service.call(subscription_ids=[subscription], connection_timeout=minutes)
    service.timeout = SILENCE
    closing: Callable[[], None] = stream.close
    try:
        return any(_is_news(each) for each in stream)
    finally:
        closing()


def _is_news(notification: Iterable[object]) -> bool:
    tags = [str(getattr(each, "tag", "")).rpartition("}")[2] for each in notification]
    return any(tag in EVENTS for tag in tags)


def _changed(link: Link, folders: Sequence[Watched], states: dict[str, str]) -> bool:
    """Look whether something came since the last pass; a folder whose state is not known is left to the next one."""
    for folder in folders:
        state = states.get(folder.id)
        if not state:
            continue
        with link.using() as account:
            page = sync_page(account, folder.id, state, 1, ("item_class",))
        if page.changes:
            return True
    return False
