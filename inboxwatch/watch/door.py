"""How other commands ask the running daemon how it is: a socket beside the store, and one JSON object a call.

The living say it themselves: no file has to be written while nothing happens, and none can be out of date.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

SUFFIX: Final = ".sock"
_PATIENCE: Final = 1.0
_LARGEST: Final = 1 << 20
_CHUNK: Final = 1 << 16
_LONGEST_PATH: Final = 100
"""Bytes of a socket's path that every system takes."""


def _address(store: Path, folder: int) -> str:
    """Return the path of the socket; by way of an open folder where it would be too long."""
    path = str(store.with_name(store.name + SUFFIX))
    if len(os.fsencode(path)) > _LONGEST_PATH and Path("/proc/self/fd").exists():
        return f"/proc/self/fd/{folder}/{store.name}{SUFFIX}"
    return path


class Door:
    """The daemon's end: its main loop watches `fileno()` and calls `answer` when somebody is there."""

    def __init__(self, store: Path) -> None:
        """Open it, for the owner alone; without it (no such sockets, no room for the name) nobody can ask."""
        self._path = store.with_name(store.name + SUFFIX)
        self._socket: socket.socket | None = None
        if not hasattr(socket, "AF_UNIX"):
            return
        with suppress(FileNotFoundError):
            self._path.unlink()  # of one that was killed: the caller holds the daemon's lock
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        folder = os.open(store.parent, os.O_RDONLY)
        before = os.umask(0o177)
        try:
            link.bind(_address(store, folder))
            link.listen(16)
            link.setblocking(False)  # noqa: FBT003 - its only argument
            self._socket = link
        except OSError:
            link.close()
        finally:
            os.umask(before)
            os.close(folder)

    def fileno(self) -> int:
        """Return what becomes readable when somebody asks; -1 where nobody can."""
        return self._socket.fileno() if self._socket is not None else -1

    def answer(self, state: Mapping[str, Any]) -> None:
        """Tell whoever stands there; never waits, never raises."""
        if self._socket is None:
            return
        with suppress(OSError):
            visitor, _ = self._socket.accept()
            with visitor:
                visitor.setblocking(False)  # noqa: FBT003 - its only argument
                visitor.sendall(json.dumps(state).encode())

    def close(self, *, mine: bool) -> None:
        """Close it; the name goes too if it still is `mine`."""
        link, self._socket = self._socket, None
        if link is not None:
            link.close()
            if mine:
                with suppress(OSError):
                    self._path.unlink()


def ask(store: Path) -> dict[str, Any]:
    """Ask the daemon of this store how it is; {} where there is none or it does not answer."""
    if not hasattr(socket, "AF_UNIX"):
        return {}
    data = b""
    try:
        folder = os.open(store.parent, os.O_RDONLY)
    except OSError:
        return {}
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(_PATIENCE)
            link.connect(_address(store, folder))
            while len(data) < _LARGEST and (piece := link.recv(_CHUNK)):
                data += piece
        said = json.loads(data)
    except (OSError, ValueError):
        return {}
    finally:
        os.close(folder)
    return said if isinstance(said, dict) else {}
