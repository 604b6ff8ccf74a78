"""What unprivileged servers share: find a program, a port, a folder; drop root; stop by process id; be a fixture."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pytest


class ServerMissingError(RuntimeError):
    """The program of the server is not installed."""


class Program:
    """A server in a `folder` of its own that `with` starts and stops."""

    folder = Path()
    _process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the server."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server and remove its folder."""
        self.stop()

    @property
    def pid(self) -> int:
        """Process id of the server's first process."""
        if self._process is None:
            message = "the server is not running"
            raise RuntimeError(message)
        return self._process.pid

    def start(self) -> Self:
        """Start it and return when it answers; raise ServerMissingError where the program is not installed."""
        raise NotImplementedError

    def halt(self, first: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server by its process id and keep the folder."""
        process, self._process = self._process, None
        if process is not None:
            stop(process, first)

    def stop(self) -> None:
        """Stop the server and remove the folder."""
        self.halt()
        if self.folder != Path():
            shutil.rmtree(self.folder, ignore_errors=True)


Server = TypeVar("Server", bound=Program)


def running(server: Server, package: str) -> Iterator[Server]:
    """Run a server for a fixture: start, yield, stop.

    Where the program is missing, skip aloud, or fail where INBOXWATCH_REQUIRE_SERVERS=1 says it must be there.
    """
    try:
        server.start()
    except ServerMissingError as error:
        if os.environ.get("INBOXWATCH_REQUIRE_SERVERS") == "1":
            pytest.fail(f"INBOXWATCH_REQUIRE_SERVERS=1, but {error}")
        pytest.skip(f"{error}: tests against it are left out (apt-get install {package})")
    try:
        yield server
    finally:
        server.stop()


def find_program(name: str) -> str:
    """Return the path of a server's program, also outside PATH (sbin); raise ServerMissingError."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin:/usr/local/sbin")
    if found is None:
        message = f"{name} is not installed"
        raise ServerMissingError(message)
    return found


def free_port() -> int:
    """Return a loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def account(preferred: str = "nobody") -> pwd.struct_passwd:
    """Return the user that a server runs as: `preferred` for root (servers refuse root), else who runs the tests."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    return pwd.getpwnam(preferred)


def drop(user: pwd.struct_passwd) -> list[str]:
    """Return the words before a command that make root run it as `user`; none for everybody else."""
    if os.geteuid() != 0:
        return []
    group = grp.getgrgid(user.pw_gid).gr_name
    setpriv = find_program("setpriv")
    return [setpriv, "--reuid", user.pw_name, "--regid", group, "--clear-groups", "--no-new-privs"]


def give(folder: Path, user: pwd.struct_passwd) -> None:
    """Hand a tree to the server's user; nothing to do where the tests do not run as root."""
    if os.geteuid() != 0:
        return
    for top, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(top, name), user.pw_uid, user.pw_gid, follow_symlinks=False)


def public_folder(prefix: str) -> Path:
    """Return a new folder that an unprivileged user can reach, with a path short enough for a socket in it."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes it unguessable
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        reached = os.geteuid() != 0 or all(up.stat().st_mode & 0o001 for up in folder.parents)
        if reached and len(str(folder)) < 70:
            return folder
        folder.rmdir()
    message = "no temporary folder that everybody may enter"
    raise RuntimeError(message)


def stop(process: subprocess.Popen[bytes], first: signal.Signals = signal.SIGTERM, seconds: float = 15) -> None:
    """End a process that we started: politely by `first`, then, after `seconds`, by SIGKILL."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
