"""The one thing that is told without being written down: that nothing can be written down (R15).

A full or failing disk stops every reminder, for none is sent without an intent on the disk. So the owner is told of
that through channels that need no disk, as an alarm, at most once a day by one process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
from typing import TYPE_CHECKING

from inboxwatch.config.policy import policy
from inboxwatch.errors import InboxwatchError
from inboxwatch.ports import Letter
from inboxwatch.views.letters import html_of
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.watch.remind import OpenChannel

log = logging.getLogger(__name__)

TITLE = "inboxwatch cannot use its store"
OUTRO = "Until that works again nothing is read and nobody is reminded. What is in the mailboxes is not touched."


class Distress:
    """Tells the owner of an error of the store, in words, through every channel of [reminders]."""

    def __init__(self, settings: Settings, channels: OpenChannel) -> None:
        """Remember nobody told yet."""
        self._lock = threading.Lock()
        self._settings, self._channels = settings, channels
        self._told: dt.date | None = None

    def tell(self, words: str, now: dt.datetime) -> tuple[str, ...]:
        """Tell it now, once a day and in working time; returns the channels that took it. From any thread."""
        with self._lock:
            return self._tell(words, now)

    def _tell(self, words: str, now: dt.datetime) -> tuple[str, ...]:
        wishes, calendar = policy(self._settings), self._settings.working_calendar
        day = now.astimezone(calendar.zone).date()
        paused = wishes.paused_until is not None and now < wishes.paused_until
        closed = wishes.quiet_outside_hours and not calendar.elapsed(now, now + dt.timedelta(seconds=1))
        if self._told == day or paused or closed or wishes.max_per_day == 0:
            return ()
        text = f"{safe(words)}\n{OUTRO}\n"
        key = hashlib.blake2b(f"distress {day}".encode(), digest_size=16).hexdigest()
        letter = Letter(key, TITLE, text, html_of(text))
        took = tuple(name for name in wishes.channels if self._through(name, letter))
        if took:
            self._told = day
        return took

    def _through(self, name: str, letter: Letter) -> bool:
        try:
            channel = self._channels(name)
        except InboxwatchError as error:
            log.info("%s: %s", name, error)
            return False
        try:
            channel.send(letter)
        except InboxwatchError as error:
            log.info("%s: %s", name, error)
            return False
        finally:
            channel.close()
        return True
