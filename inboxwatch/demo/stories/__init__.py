"""Hand-written threads, one for each rule of the clock, and what each should come out as on the demo's `now`."""

from __future__ import annotations

from inboxwatch.demo.stories import answers, calendar, chat, handover, promises, silence
from inboxwatch.demo.stories.shape import Story, Tale

EXPLAIN = "bank-details"
"""The story that the demo explains."""


def tell() -> tuple[Tale, ...]:
    """All stories, in no particular order."""
    parts = (promises.tales(), answers.tales(), handover.tales(), calendar.tales(), silence.tales(), chat.tales())
    return tuple(tale for part in parts for tale in part)


__all__ = ["EXPLAIN", "Story", "Tale", "tell"]
