"""The key that seals credentials of mailboxes: from a file, a command or the environment, never from the database.

A key is one line, `NAME:BASE64` of 32 random bytes; several lines are a key ring, of which the first seals and all
open, so that workers go on while `team key rotate` seals everything anew.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import ConfigurationError
from inboxwatch.redaction import remember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inboxwatch.config.tables import TeamTable

BYTES: Final = 32
_PATIENCE: Final = 30
_LARGEST: Final = 64 << 10
_REMEDY: Final = "Make one with 'inboxwatch team key new', and keep a copy where no backup of the database is."


@dataclass(frozen=True)
class KeyRing:
    """Keys by name; `first` names the one that seals. Never shown."""

    first: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        """Names only."""
        return f"KeyRing({', '.join(self.keys)})"


def new() -> str:
    """Make a key's line."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(BYTES)).decode()}"


def load(table: TeamTable, base: Path) -> KeyRing:
    """Fetch the keys from where the configuration says. Raises ConfigurationError, which never holds any of it."""
    if table.key_file is not None:
        return parse(_file(base / Path(table.key_file).expanduser()), "The key_file")
    if table.key_command is not None:
        return parse(_command(list(table.key_command), base), "What the key_command printed")
    if table.key_env is not None:
        return parse(os.environ.get(table.key_env, ""), f"The environment variable {table.key_env}")
    message = "It is not said where the key is that seals credentials of mailboxes."
    raise ConfigurationError(message, "Add key_file = \"team.key\" under [team], and run 'inboxwatch team key new'.")


def parse(text: str, what: str) -> KeyRing:
    """Read a key ring; all its keys are kept out of logs from then on. Raises ConfigurationError."""
    keys: dict[str, bytes] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, encoded = line.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != BYTES or not name.isalnum() or len(name) > 16 or name in keys:  # noqa: PLR2004 - a short name
            raise ConfigurationError(f"{what} holds a line that is no key.", _REMEDY)
        remember(encoded)
        keys[name] = key
    if not keys:
        raise ConfigurationError(f"{what} holds no key.", _REMEDY)
    return KeyRing(next(iter(keys)), keys)


def write_new(path: Path) -> str:
    """Put a new key before those that a file (made with mode 0600) has; returns its name. Raises ConfigurationError."""
    before = _file(path) if path.exists() else ""
    if before:
        parse(before, "The key_file")
    line = new()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(file, "w", encoding="ascii") as stream:
            stream.write(f"{line}\n{before}")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ConfigurationError(f"The key_file {path} cannot be written: {error.strerror}.") from None
    return line.partition(":")[0]


def _file(path: Path) -> str:
    """Read a file that its owner alone can read and write."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise ConfigurationError(f"The key_file {path} cannot be read: {error.strerror}.", _REMEDY) from None
    with os.fdopen(file, "rb") as stream:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or (os.name == "posix" and not _private(status)):
            message = f"The key_file {path} is no file of yours that only you can read."
            raise ConfigurationError(message, f"Run: chmod 600 '{path}' - and rotate the key, others may have read it.")
        return stream.read(_LARGEST).decode("ascii", "replace")


def _private(status: os.stat_result) -> bool:
    return status.st_uid in {os.getuid(), 0} and not status.st_mode & 0o077


def _command(command: list[str], base: Path) -> str:
    """Return what a program prints; it runs without a shell, in the configuration's folder."""
    from inboxwatch.processes import run

    try:
        code, output = run(command, folder=base, seconds=_PATIENCE, largest=_LARGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigurationError(f"The key_command cannot be run: {type(error).__name__}.") from None
    if code:
        raise ConfigurationError(f"The key_command failed with exit code {code}.", "Run it by hand to see why.")
    return output.decode("ascii", "replace")
