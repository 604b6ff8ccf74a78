"""One pass at a time on one store."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from inboxwatch.errors import StoreError
from inboxwatch.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def exclusive(path: Path, patience: float, place: str = "") -> Iterator[None]:
    """Hold the store's lock file, waiting at most `patience` seconds for another pass to end; `place` is it in words.

    Raises StoreError if that takes longer. Where the system knows no such locks (Windows) nothing is held: two passes
    are then only slow, since what they store is the same.
    """
    name = path.with_name(path.name + ".lock")

    def busy() -> StoreError:
        message = f"Another inboxwatch is reading mail into {place or path}."
        return StoreError(message, "Wait until it has finished, then try again.")

    def broken(error: OSError) -> StoreError:
        return StoreError(f"The lock {name} cannot be opened: {error.strerror}.", "Check who owns it and its folder.")

    with locked(name, patience, busy, broken):
        yield
