"""What systemd wants to hear from a service (sd_notify(3)), over its datagram socket; without systemd, nothing."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import Final

_MICROSECONDS: Final = 1_000_000
_PATIENCE: Final = 0.5
"""Seconds that a manager with a full queue may take."""


class Notifier:
    """Sends states to the service manager that started this process; it never raises and hardly ever waits."""

    def __init__(self) -> None:
        """Find the manager, by what it put into the environment; children must not speak in our name."""
        address = os.environ.pop("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self.seconds = self._watchdog()
        """How often the watchdog must be fed, in seconds; 0.0 without one."""
        self._said = ""

    @staticmethod
    def _watchdog() -> float:
        microseconds = os.environ.pop("WATCHDOG_USEC", "")
        process = os.environ.pop("WATCHDOG_PID", "")
        if not microseconds.isdecimal() or process not in {"", str(os.getpid())}:
            return 0.0
        return int(microseconds) / _MICROSECONDS

    def ready(self) -> None:
        """The daemon watches its mailboxes."""
        self._send("READY=1")

    def stopping(self) -> None:
        """The daemon ends."""
        self._send("STOPPING=1")

    def alive(self) -> None:
        """Feed the watchdog, if there is one."""
        if self.seconds:
            self._send("WATCHDOG=1")

    def status(self, words: str) -> None:
        """Show a line in `systemctl status`, if it is another one than before."""
        if words != self._said:
            self._said = words
            self._send("STATUS=" + " ".join(words.split()))

    def _send(self, state: str) -> None:
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | _CLOEXEC) as link:
            link.settimeout(_PATIENCE)
            link.sendto(state.encode(), self._address)


_CLOEXEC: Final = getattr(socket, "SOCK_CLOEXEC", 0)
