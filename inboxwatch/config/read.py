"""Finding and reading the configuration file; a file that somebody else could have written is refused (T15)."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from inboxwatch.errors import ConfigurationError

LARGEST = 1 << 20
EXAMPLE = "config.example.toml"


def example() -> str:
    """Where the example configuration lies: in the installed package, or in the folder of the sources."""
    here = Path(__file__).resolve()
    places = (here.with_name(EXAMPLE), here.parents[2] / EXAMPLE)
    return next((str(place) for place in places if place.is_file()), EXAMPLE)


def read(path: Path, *, chosen: bool) -> tuple[str, dict[str, Any], bool]:
    """The text, the parsed tables, and whether others may read the file.

    Raises ConfigurationError if it is missing, unreadable, unsafe or no TOML. `chosen`: somebody named this path.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            _refuse_unsafe(path, status)
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        remedy = (
            "Check --config and INBOXWATCH_CONFIG."
            if chosen
            else f"Copy {example()} to that path and change it, or name a file with --config or INBOXWATCH_CONFIG."
        )
        raise ConfigurationError(f"There is no configuration at {path}.", remedy) from None
    except OSError as error:
        reason = error.strerror
        raise ConfigurationError(f"The configuration {path} cannot be read: {reason}.", "Check the path.") from None
    if len(data) > LARGEST:
        raise ConfigurationError(f"The configuration {path} is over 1 MiB.", "Is it the right file?")
    text = _decode(path, data)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error).replace("end of document", f"line {len(text.splitlines())}, the last")
        raise ConfigurationError(f"The configuration {path} is not valid TOML: {words}.", _hint(words)) from None
    except RecursionError:
        raise ConfigurationError(f"The configuration {path} is nested too deeply.", "Is it the right file?") from None
    return text, tables, bool(os.name == "posix" and status.st_mode & 0o077)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"The configuration {path} is not UTF-8 (line {line}).", "Save it as UTF-8.") from None


def _hint(message: str) -> str:
    if "escape" in message or "hex value" in message:
        return "Write paths with backslashes in single quotes."
    return "Texts stand in quotes, lists in [brackets]; see config.example.toml."


def _refuse_unsafe(path: Path, status: os.stat_result) -> None:
    """Who can write the configuration can run commands as its reader (`password_command`)."""
    if not stat.S_ISREG(status.st_mode):
        raise ConfigurationError(f"The configuration {path} is not a file.", "Name the file itself.")
    if os.name != "posix":
        return
    mine = (os.getuid(), 0)
    if status.st_uid not in mine or path.lstat().st_uid not in mine:
        raise ConfigurationError(
            f"The configuration {path} belongs to somebody else, who could make it run commands as you.",
            "Copy it to a file of your own.",
        )
    others = stat.S_IWOTH if _private_group(status) else stat.S_IWOTH | stat.S_IWGRP
    if status.st_mode & others:
        raise ConfigurationError(
            f"The configuration {path} can be written by others, who could make it run commands as you.",
            f"Run: chmod go-w '{path}'",
        )


def _private_group(status: os.stat_result) -> bool:
    """Whether the file's group is its owner's own, as on systems whose umask is 002."""
    import grp
    import pwd

    try:
        owner, group = pwd.getpwuid(status.st_uid), grp.getgrgid(status.st_gid)
    except KeyError:
        return False
    return owner.pw_gid == group.gr_gid and owner.pw_name == group.gr_name and set(group.gr_mem) <= {owner.pw_name}
