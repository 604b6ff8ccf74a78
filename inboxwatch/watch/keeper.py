"""A thread that tells other hosts that this one watches a shared space, so that a second daemon refuses (R13)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import InboxwatchError
from inboxwatch.store.hosts import RENEWED_EVERY

if TYPE_CHECKING:
    from inboxwatch.store.instance import Instance

log = logging.getLogger(__name__)

PATIENCE: Final = 1.5
"""Seconds that the database has for letting the next one in; after that the hold ends by itself."""


class Keeper:
    """Renews the hold of a daemon; a thread of its own, as main thread must not wait for the database, nor it for mail.

    Does nothing for a store that is not shared: an idle daemon writes nothing to its file.
    """

    def __init__(self, instance: Instance, every: float = RENEWED_EVERY) -> None:
        """Begin; `every` is in seconds."""
        self._instance, self._every = instance, every
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        if instance.hold is not None:
            self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """Give the hold up, if the database lets it within a moment. Never raises."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _keep(self) -> None:
        while not self._over.wait(self._every):
            self._try(self._instance.renew)
        self._try(self._instance.give_up)

    @staticmethod
    def _try(what: Callable[[], None]) -> None:
        """The others say that the database is away; the hold outlasts two failures."""
        try:
            what()
        except InboxwatchError as error:
            log.debug("The hold on the space was not written: %s", error)
        except Exception:
            log.exception("A bug in the keeper")
