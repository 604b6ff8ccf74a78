"""What the fixtures of unprivileged servers share: find a program, a port, a folder; drop root; stop by process id."""

from __future__ import annotations

import grp
import os
import pwd
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.servers.dovecot import find_program, free_port

__all__ = ["account", "drop", "find_program", "free_port", "give", "public_folder", "stop"]


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
