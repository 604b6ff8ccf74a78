"""Deriving requests from stored messages that can be tracked apart from all others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inboxwatch import tracker
from inboxwatch.store.codec import Row
from inboxwatch.store.portion import Portion, derived
from inboxwatch.tracker import Rules


@dataclass(frozen=True, slots=True)
class Deriving:
    """What all requests are derived with."""

    rules: Rules
    now: dt.datetime
    keep_text: bool

    def do(self, portion: Portion) -> list[Row]:
        """Derive the requests of these messages, as rows of the store."""
        return derived(
            portion,
            lambda messages, about, witnesses: tracker.track(
                messages, about, self.rules, self.now, witnesses=witnesses
            ),
            keep_text=self.keep_text,
        )
