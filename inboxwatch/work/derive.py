"""Deriving requests from stored messages that can be tracked apart from all others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch import tracker
from inboxwatch.model import Decision, Message
from inboxwatch.store.apart import EXTERNAL, OWED
from inboxwatch.store.portion import Derived, Found, Portion, derived
from inboxwatch.tracker import Rules


@dataclass(frozen=True, slots=True)
class Deriving:
    """What all requests are derived with."""

    rules: Rules
    now: dt.datetime
    keep_text: bool

    def do(self, portion: Portion) -> Derived:
        """Derive the requests of these messages, as rows of the store."""
        return derived(portion, self._found, keep_text=self.keep_text)

    def _found(self, messages: tuple[Message, ...], about: list[Decision], witnesses: tuple[Message, ...]) -> Found:
        found = tracker.track_all(messages, about, self.rules, self.now, witnesses=witnesses)
        return found.requests, {OWED: found.owed, EXTERNAL: found.external}
