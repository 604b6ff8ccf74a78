"""One pass at a time on one store: a lock that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLL = 0.05
"""Seconds between two tries."""


@contextmanager
def exclusive(path: Path, patience: float) -> Iterator[None]:
    """Hold the store's lock file, waiting at most `patience` seconds for another pass to end.

    Raises StoreError if that takes longer. Where the system knows no such locks (Windows) nothing is held: two passes
    are then only slow, since what they store is the same.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    name = path.with_name(path.name + ".lock")
    try:
        file = os.open(name, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"The lock {name} cannot be opened: {error.strerror}."
        raise StoreError(message, "Check who owns it and its folder.") from None
    try:
        give_up = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    message = f"Another inboxwatch is reading mail into {path}."
                    raise StoreError(message, "Wait until it has finished, then try again.") from None
                time.sleep(POLL)
        yield
    finally:
        os.close(file)
