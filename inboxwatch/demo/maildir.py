"""Writes messages as a Maildir: one file each, its name and its time being when the message arrived."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path


class Maildir:
    """A folder of messages; never overwrites one."""

    def __init__(self, folder: Path) -> None:
        """Create `cur`, `new` and `tmp` below `folder`; a name that begins with a dot is a Maildir++ subfolder."""
        self.folder = folder
        self.count = 0
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        if folder.name.startswith("."):
            (folder / "maildirfolder").touch()

    def add(self, raw: bytes, when: dt.datetime) -> None:
        """Store one message with LF line ends, seen, as arrived at `when`."""
        stamp = int(when.timestamp())
        self.count += 1
        size, lines = len(raw), raw.count(b"\n")
        name = f"{stamp}.M{self.count:06d}P1.demo,S={size},W={size + lines}:2,S"
        path = os.fspath(self.folder / "cur" / name)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, raw)
        finally:
            os.close(handle)
        os.utime(path, (stamp, stamp))
