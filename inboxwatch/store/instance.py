"""One `run` a store: a lock file that says who holds it, and how another one takes over (R13)."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from inboxwatch.store import Store

SUFFIX: Final = ".run"
_PATIENCE: Final = 0.5
"""Seconds to wait for the lock: a command that looks whether a daemon runs holds it for a moment."""
_POLL: Final = 0.02
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Which process watches the mailboxes of a store, and since when (UTC); `pid` 0 where the file does not say."""

    pid: int = 0
    since: dt.datetime | None = None

    def __str__(self) -> str:
        """Words for a sentence."""
        since = f", since {self.since:%Y-%m-%d %H:%M} UTC" if self.since else ""
        return f"process {self.pid}{since}" if self.pid else "another process"


def lock_path(store: Path) -> Path:
    """Return where the lock of a store's daemon is."""
    return store.with_name(store.name + SUFFIX)


def holder(store: Path) -> Holder | None:
    """Say who watches the mailboxes of this store now; None if nobody does, or where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        file = os.open(lock_path(store), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _read(file)
    else:
        return None
    finally:
        os.close(file)


def _read(file: int) -> Holder:
    try:
        said = json.loads(os.pread(file, _LONGEST, 0))
        return Holder(int(said["pid"]), dt.datetime.fromisoformat(said["since"]).astimezone(dt.UTC))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


class Instance:
    """This process as the daemon of a store, until `release` or its end. `epoch` is its number, higher than all."""

    def __init__(self, store: Store, now: dt.datetime, *, take_over: bool = False) -> None:
        """Become the store's daemon. Raises StoreError if there is one and `take_over` is not set.

        Whoever is taken over, even if it sleeps and wakes up later, finds a higher epoch in the store and writes and
        sends nothing any more.
        """
        self._path = lock_path(store.path)
        self._file = -1
        self.after_crash = False
        """Whether the one before ended without `release`."""
        try:
            self._file = self._lock(take_over=take_over)
            self.after_crash = self._file >= 0 and os.fstat(self._file).st_size > 0
            with store.writing() as connection:
                self.epoch = store.watch.begin(connection)
            store.watch.epoch = self.epoch
            words = json.dumps({"pid": os.getpid(), "since": now.isoformat(), "epoch": self.epoch}).encode()
            if self._file >= 0:
                os.ftruncate(self._file, 0)
                os.pwrite(self._file, words, 0)
        except BaseException:
            self.release()
            raise

    @property
    def in_force(self) -> bool:
        """Whether the lock file still is the one that this process holds; cheap, and no proof: the epoch is."""
        if self._file < 0:
            return True
        try:
            return os.path.samestat(os.fstat(self._file), self._path.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Let the next one in. Never raises."""
        file, self._file = self._file, -1
        if file >= 0:
            with suppress(OSError):
                os.ftruncate(file, 0)
            with suppress(OSError):
                os.close(file)

    def _lock(self, *, take_over: bool) -> int:
        """Return the locked file; -1 where the system has no such locks."""
        try:
            import fcntl
        except ImportError:
            return -1
        give_up = time.monotonic() + _PATIENCE
        while True:
            file = self._open(self._path)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(file), self._path.stat()):
                    return file
            except FileNotFoundError:
                pass  # somebody else took over between opening and looking
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    who = _read(file)
                    if take_over:
                        os.close(file)
                        return self._replace(fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.close(file)
                    message = f"'inboxwatch run' already watches the mailboxes of this store ({who})."
                    raise StoreError(message, "End it first, or add --take-over if it hangs.") from None
                time.sleep(_POLL)
            os.close(file)

    def _open(self, path: Path) -> int:
        try:
            return os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            message = f"The lock {path} cannot be opened: {error.strerror}."
            raise StoreError(message, "Check who owns it and its folder.") from None

    def _replace(self, how: int) -> int:
        """Put a new lock file, held by us, in the place of the one that another process holds."""
        import fcntl

        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        file = self._open(fresh)
        fcntl.flock(file, how)
        fresh.replace(self._path)
        return file
