"""Deriving requests from stored messages that can be tracked apart from all others."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass

from inboxwatch import tracker
from inboxwatch.model import Decision, Message
from inboxwatch.store.apart import EXTERNAL, OWED
from inboxwatch.store.portion import Derived, Found, Portion, derived
from inboxwatch.tracker import Rules

BIG = 1_000
"""Messages from which on a portion takes so much memory that only one process should hold it."""


def big(portion: Portion) -> bool:
    """Whether a portion is one of the few big ones: a subject that the same people write under again and again."""
    return len(portion.ids) > BIG


@dataclass(frozen=True, slots=True)
class Deriving:
    """What all requests are derived with."""

    rules: Rules
    now: dt.datetime
    keep_text: bool

    def __reduce__(self) -> tuple[Callable[..., Deriving], tuple[Rules, dt.datetime, bool]]:
        """In another process, which has judged before, make room first."""
        return _arrived, (self.rules, self.now, self.keep_text)

    def do(self, portion: Portion) -> Derived:
        """Derive the requests of these messages, as rows of the store."""
        return derived(portion, self._found, keep_text=self.keep_text)

    def _found(self, messages: tuple[Message, ...], about: list[Decision], witnesses: tuple[Message, ...]) -> Found:
        found = tracker.track_all(messages, about, self.rules, self.now, witnesses=witnesses)
        return found.requests, {OWED: found.owed, EXTERNAL: found.external}


def _arrived(rules: Rules, now: dt.datetime, keep_text: bool) -> Deriving:
    judging = sys.modules.get("inboxwatch.classifier.verdicts")
    if judging is not None:
        judging.forget()
    return Deriving(rules, now, keep_text)
