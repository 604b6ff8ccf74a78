"""Frozen dataclasses that are made for every mail: frozen to the type checker, plain dataclasses at run time.

A frozen dataclass calls `object.__setattr__` for each field of each object, which takes four times as long as assigning
it: for a message and its verdict longer than hashing all that ties it to others. mypy refuses assignments anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """`dataclass` without the guard; a frozen one can be hashed, by its fields."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]
