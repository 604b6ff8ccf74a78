"""The files that have the system start the daemon: a systemd user unit, a launchd agent; as text, written elsewhere."""

from __future__ import annotations

import plistlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inboxwatch.errors import Exit, UsageError

NAME: Final = "inboxwatch"
LABEL: Final = "org.inboxwatch.run"
MARK: Final = "Written by 'inboxwatch service install'"
"""Only files that say so are ever replaced or removed."""

_UNIT: Final = """\
# {mark}; 'inboxwatch service remove' takes it away. Changes belong into
# 'systemctl --user edit {name}', for the next install writes this file anew.
[Unit]
Description=inboxwatch: reminds you of colleagues who wait for an answer
Documentation=man:systemd.service(5)
StartLimitIntervalSec=600
StartLimitBurst=10

[Service]
Type=notify
NotifyAccess=main
ExecStart={command}
# It feeds the watchdog while its threads move; a mailbox that cannot be reached is no reason for a restart.
WatchdogSec=120
Restart=on-failure
RestartSec=10
# A wrong command line or configuration does not get better by itself.
RestartPreventExitStatus={never}
# It ends within five seconds of SIGTERM.
TimeoutStopSec=15
# What a user's own systemd can enforce without name spaces:
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0077
Nice=5

[Install]
WantedBy=default.target
"""


@dataclass(frozen=True, slots=True)
class Service:
    """One service file: where it belongs, its text, and the commands that make the system notice it come and go."""

    path: Path
    text: str
    start: tuple[tuple[str, ...], ...]
    stop: tuple[tuple[str, ...], ...]
    ask: tuple[str, ...]


def service(arguments: Sequence[str], home: Path, config_home: Path, *, platform: str = sys.platform) -> Service:
    """Return this platform's service; `arguments` are those of `inboxwatch` before `run`, with absolute paths.

    `config_home` is where a user's configuration belongs (XDG). Raises UsageError where there is neither systemd nor
    launchd.
    """
    command = [sys.executable, "-m", "inboxwatch", *arguments, "run"]
    if platform == "darwin":
        return _launchd(command, home)
    if platform.startswith("linux"):
        return _systemd(command, config_home)
    message = "Services are made for systemd (Linux) and launchd (macOS) only."
    raise UsageError(message, "Have your system start 'inboxwatch run' when you sign in.")


def _systemd(command: Sequence[str], config_home: Path) -> Service:
    unit = f"{NAME}.service"
    never = f"{int(Exit.USAGE)} {int(Exit.CONFIGURATION)}"
    words = " ".join(map(_quoted, command))
    text = _UNIT.format(mark=MARK, name=NAME, command=words, never=never)
    control = ("systemctl", "--user")
    return Service(
        config_home / "systemd" / "user" / unit,
        text,
        start=((*control, "daemon-reload"), (*control, "enable", "--now", unit), (*control, "restart", unit)),
        stop=((*control, "disable", "--now", unit), (*control, "daemon-reload")),
        ask=(*control, "is-active", unit),
    )


def _quoted(word: str) -> str:
    """Quote a word as systemd.service(5) and systemd.unit(5) want it. Raises UsageError for a line break."""
    if not word.isprintable():
        raise UsageError("A path with control characters cannot stand in a service file.")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _launchd(command: Sequence[str], home: Path) -> Service:
    path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    plist = {
        "Label": LABEL,
        "ProgramArguments": list(command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 10,
        "ExitTimeOut": 15,
        "ProcessType": "Background",
        "Umask": 0o077,
        "StandardErrorPath": str(home / "Library" / "Logs" / "inboxwatch.log"),
    }
    head, _, rest = plistlib.dumps(plist).decode().partition("\n")
    control = ("launchctl",)
    return Service(
        path,
        f"{head}\n<!-- {MARK}; 'inboxwatch service remove' takes it away. -->\n{rest}",
        start=((*control, "unload", str(path)), (*control, "load", "-w", str(path))),
        stop=((*control, "unload", "-w", str(path)),),
        ask=(*control, "list", LABEL),
    )


def ours(path: Path) -> bool | None:
    """Whether a file was written by us; None if there is none, or what lies there is no plain file."""
    if not path.is_file() or path.is_symlink():
        return False if path.exists() or path.is_symlink() else None
    try:
        return MARK in path.read_text("utf-8", "replace")[:1000]
    except OSError:
        return False
