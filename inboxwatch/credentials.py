"""Passwords and tokens: fetched from where the configuration says at the moment they are needed, and kept nowhere.

One of four sources: the system's keyring (default), the first line that a command prints, the first line of a file
that only its owner may read, or an environment variable. No error, log line or `repr` here ever holds a secret, nor
what a command wrote.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from inboxwatch import keyrings
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.oauth.graph import oauth_table
from inboxwatch.redaction import remember

SERVICE = "inboxwatch"
PATIENCE = 30
"""Seconds that a `password_command` may take; it may have to ask its user."""
LARGEST = 64 << 10


class Place(Protocol):
    """What says where something secret is, whatever it is for."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def keyring(self) -> str | None: ...  # noqa: D102
    @property
    def password_command(self) -> Sequence[str] | None: ...  # noqa: D102
    @property
    def password_file(self) -> str | None: ...  # noqa: D102
    @property
    def password_env(self) -> str | None: ...  # noqa: D102


class Source(Place, Protocol):
    """What says where a mailbox's secret is; `config.MailboxSettings` has it."""

    @property
    def username(self) -> str: ...  # noqa: D102


def secret_for(source: Source, base: Path) -> Callable[[], str]:
    """What fetches a mailbox's secret when it is called; relative paths start from `base`.

    With OAuth 2 that is an access token, and the callable also has `renew(refused)` (`oauth.access.Access`).

    The call raises PermanentError, with what to do, if there is none, and TransientError if asking took too long.
    """
    table = getattr(source, "table", {})
    if oauth_table(table) is not None:
        from inboxwatch.oauth.wire import access_for

        return access_for(source.name, source.username, table, base)
    if source.password_command is not None:
        command = list(source.password_command)
        return lambda: _from_command(source.name, command, base)
    if source.password_file is not None:
        path = base / Path(source.password_file).expanduser()
        return lambda: _from_file(source.name, path)
    if source.password_env is not None:
        variable = source.password_env
        return lambda: _from_environment(source.name, variable)
    return lambda: _from_keyring(source)


def store_secret(source: Source, secret: str) -> None:
    """Keep a secret in the system's keyring, where `secret_for` finds it. Raises PermanentError if there is none."""
    keyrings.write(source.name, *_entry(source), secret)


def delete_secret(source: Source) -> bool:
    """Take a secret out of the keyring; False if it was not there. Raises PermanentError without a keyring."""
    return keyrings.delete(source.name, *_entry(source))


def _entry(source: Source) -> tuple[str, str]:
    """Service and user name in the keyring; one entry a mailbox."""
    return (source.keyring or f"{SERVICE}/{source.name}", source.username or source.name)


def _from_keyring(source: Source) -> str:
    service, user = _entry(source)
    secret = keyrings.read(source.name, service, user)
    if not secret:
        raise PermanentError(
            f"The system's keyring has no password for mailbox '{source.name}'.",
            f"Put it there: keyring set '{service}' '{user}'",
        )
    return remember(secret)


def _from_command(name: str, command: list[str], base: Path) -> str:
    """The first line that the command prints; it runs without a shell, in the configuration's folder."""
    from inboxwatch.processes import run

    program = command[0]
    try:
        code, output = run(command, folder=base, seconds=PATIENCE, largest=LARGEST)
    except FileNotFoundError:
        raise PermanentError(
            f"The password_command of mailbox '{name}' is not there: {program}.",
            "It is run without a shell: name a program on the PATH, and its arguments one by one.",
        ) from None
    except OSError as error:
        raise PermanentError(
            f"The password_command of mailbox '{name}' cannot be run: {program}: {error.strerror}.",
            "Check that it is a program that you may run.",
        ) from None
    except subprocess.TimeoutExpired:
        raise TransientError(
            f"The password_command of mailbox '{name}' took over {PATIENCE} seconds: {program}.",
            "Does it wait for an answer, a locked agent for example? Run it by hand once.",
        ) from None
    if code:
        raise PermanentError(
            f"The password_command of mailbox '{name}' failed with exit code {code}: {program}.",
            "Run it by hand to see why.",
        )
    return _first_line(output, f"The password_command of mailbox '{name}' printed no password: {program}.")


def _from_file(name: str, path: Path) -> str:
    """The first line of a file; one that others may read, or that somebody else wrote, is refused (T15)."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise PermanentError(
            f"The password_file of mailbox '{name}' cannot be read: {path}: {error.strerror}.",
            "Write the password into it, then: chmod 600 on it.",
        ) from None
    try:
        _refuse_exposed(name, path, os.fstat(descriptor))
        data = os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)
    return _first_line(data, f"The password_file of mailbox '{name}' is empty: {path}.")


def _refuse_exposed(name: str, path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise PermanentError(f"The password_file of mailbox '{name}' is not a file: {path}.", "Name the file itself.")
    if os.name != "posix":
        return
    if not {status.st_uid, path.lstat().st_uid} <= {os.getuid(), 0}:
        raise PermanentError(
            f"The password_file of mailbox '{name}' belongs to somebody else: {path}.", "Use a file of your own."
        )
    if status.st_mode & 0o077:
        raise PermanentError(
            f"The password_file of mailbox '{name}' can be read or written by others: {path}.",
            f"Run: chmod 600 '{path}' - and change the password, others may have read it.",
        )


def _from_environment(name: str, variable: str) -> str:
    secret = os.environ.get(variable, "")
    if not secret:
        raise PermanentError(
            f"The password of mailbox '{name}' should be in the environment variable {variable}, which is not set.",
            f"Set {variable} where inboxwatch is started.",
        )
    return remember(secret)


def _first_line(data: bytes, missing: str) -> str:
    line = data.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        secret = line.decode()
    except UnicodeDecodeError:
        raise PermanentError(missing.replace("no password", "no UTF-8 text"), "Passwords are read as UTF-8.") from None
    if not secret:
        raise PermanentError(missing, "The password must stand on the first line.")
    return remember(secret)
