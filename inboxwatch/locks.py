"""A lock between threads and processes that the system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from inboxwatch.errors import InboxwatchError

POLL = 0.05
"""Seconds between two tries."""


@contextmanager
def locked(
    path: Path, patience: float, busy: Callable[[], InboxwatchError], broken: Callable[[OSError], InboxwatchError]
) -> Iterator[None]:
    """Hold the lock file `path` (made with mode 0600), waiting at most `patience` seconds for its holder to end.

    Raises what `busy` makes if that takes longer, what `broken` makes if the file cannot be opened. Where the system
    knows no such locks (Windows) nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise broken(error) from None
    try:
        give_up = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    raise busy() from None
                time.sleep(POLL)
        yield
    finally:
        os.close(file)
