"""One `run` a store: a lock file that says who holds it, and how another one takes over (R13).

Across machines, on a shared store, a row in the database says it: `hosts`.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import StoreError, TakenOverError

if TYPE_CHECKING:
    from inboxwatch.store import Store
    from inboxwatch.store.hold import Hold

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


def last_epoch(store: Path) -> int:
    """The epoch of the daemon that holds the store on this machine, or ended without `release`; 0 if none did."""
    try:
        file = os.open(lock_path(store), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return 0
    try:
        return _epoch(file)
    finally:
        os.close(file)


def _epoch(file: int) -> int:
    try:
        return int(json.loads(os.pread(file, _LONGEST, 0))["epoch"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


class Instance:
    """This process as the daemon of a store, until `release` or its end. `epoch` is its number, higher than all."""

    def __init__(self, store: Store, now: dt.datetime, *, take_over: bool = False) -> None:
        """Become the store's daemon. Raises StoreError if there is one and `take_over` is not set.

        Of a shared store also if there is one on another host; see `renew`, which has to be called then.

        Whoever is taken over, even if it sleeps and wakes up later, finds a higher epoch in the store and writes and
        sends nothing any more.
        """
        self._path = lock_path(store.path)
        self._store = store
        self._file = -1
        self.hold: Hold | None = None
        """What is written down for other hosts; None where it need not be, or is not any more."""
        self.lost = False
        """Whether `renew` found that another one, perhaps on another host, has taken the store over."""
        self.after_crash = False
        """Whether the one before ended without `release`."""
        try:
            self._file = self._lock(take_over=take_over)
            self.after_crash = self._file >= 0 and os.fstat(self._file).st_size > 0
            self.epoch = self._begin(now, take_over=take_over)
            store.watch.epoch = self.epoch
            words = json.dumps({"pid": os.getpid(), "since": now.isoformat(), "epoch": self.epoch}).encode()
            if self._file >= 0:
                os.ftruncate(self._file, 0)
                os.pwrite(self._file, words, 0)
        except BaseException:
            self._close()  # what a crashed one left in the file stays for the next attempt
            raise

    def _begin(self, now: dt.datetime, *, take_over: bool) -> int:
        """Raise the epoch; on a shared store see first whether another host has it, and write down that we do."""
        from inboxwatch.store import hosts  # here, for 'status' only wants to know whether a daemon runs

        with self._store.writing() as connection:
            if self._store.shared and not take_over:
                hosts.refuse(connection, _epoch(self._file) if self._file >= 0 else 0)
            epoch = self._store.watch.begin(connection)
            hold = hosts.here(now, epoch) if self._store.shared else None
            if hold is not None:
                hosts.write(connection, hold)
        self.hold = hold
        return epoch

    def renew(self) -> None:
        """Tell other hosts that this one still holds a shared store; sets `lost` if it does not. Raises StoreError."""
        from inboxwatch.store import hosts

        if self.hold is None:
            return
        try:
            with self._store.writing() as connection:
                hosts.write(connection, self.hold)
        except TakenOverError:
            self.lost = True

    def give_up(self) -> None:
        """Let another host in at once. Raises StoreError; then it has to wait until the hold is over."""
        from inboxwatch.store import hosts

        if self.hold is not None:
            hosts.give_up(self._store, self.hold)
            self.hold = None

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
        """Let the next one of this machine in. Never raises."""
        if self._file >= 0 and self.hold is None:  # else the file tells the next one whose hold it still finds
            with suppress(OSError):
                os.ftruncate(self._file, 0)
        self._close()

    def _close(self) -> None:
        file, self._file = self._file, -1
        if file >= 0:
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
