"""What the file of a language holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that comes up again and again: `{n}` is a number, `{item}` a product, `{customer}` a customer."""

    subject: str
    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language: `topics` by first name, the rest in turn. `hello` takes `{name}`; `holding` promises nothing."""

    topics: Mapping[str, tuple[Topic, ...]]
    hello: tuple[str, ...]
    bye: tuple[str, ...]
    chaser: tuple[str, ...]
    holding: tuple[str, ...]
    thanks: tuple[str, ...]
    fyi: tuple[tuple[str, str], ...]
