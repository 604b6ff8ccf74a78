"""The second client of a test."""

from __future__ import annotations

import socket
from types import TracebackType
from typing import Self


class RawClient:
    """The second client of a test: says to the server exactly what it is told, over plain loopback."""

    def __init__(self, host: str, port: int, user: str, password: str, folder: str = "") -> None:
        """Connect and log in; `folder` is selected for writing."""
        self._socket = socket.create_connection((host, port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")
        self._file.readline()
        self.command(f'LOGIN "{user}" "{password}"')
        if folder:
            self.command(f'SELECT "{folder}"')

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()

    def command(self, text: str | bytes, *, accept: tuple[bytes, ...] = (b"OK",)) -> list[bytes]:
        """Send one command and return the lines of its answer; raise when the result is none of `accept`."""
        self._socket.sendall(b"x " + (text.encode() if isinstance(text, str) else text) + b"\r\n")
        lines: list[bytes] = []
        while True:
            line = self._file.readline()
            if not line:
                message = "the server closed the connection"
                raise ConnectionError(message)
            lines.append(line)
            if line.startswith(b"x "):
                if line.split()[1] not in accept:
                    raise RuntimeError(repr(line))
                return lines
