"""What a story is: its mail, and what should become of its requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inboxwatch.demo.letter import Letter, Thread

Expectation = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Story:
    """What one message should become: fields of the request in JSON (docs/json.md), or None: no request at all."""

    name: str
    message_id: str
    expect: Expectation | None


@dataclass(frozen=True, slots=True)
class Tale:
    """A thread with the stories that hang on it."""

    letters: tuple[Letter, ...]
    stories: tuple[Story, ...]


def tale(thread: Thread, *expected: tuple[Letter, Expectation | None]) -> Tale:
    """A finished thread; `expected` pairs a mail with what it should become."""
    return Tale(
        tuple(thread.letters),
        tuple(Story(thread.name, letter.message_id, expect) for letter, expect in expected),
    )
