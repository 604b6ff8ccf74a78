"""What another thread may do to a connection that is busy: ring, so that waiting ends, or cut it off."""

from __future__ import annotations

import socket
from contextlib import suppress


class Bell:
    """Ends a wait from another thread. Two sockets, for `select` takes nothing else everywhere; made when needed."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._ends: tuple[socket.socket, socket.socket] | None = None

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when somebody has rung."""
        if self._ends is None:
            self._ends = socket.socketpair()
            for end in self._ends:
                end.setblocking(False)  # noqa: FBT003 - its only argument
        return self._ends[0].fileno()

    def ring(self) -> None:
        """End the wait that is under way; without one the next one. From any thread, never raises."""
        ends = self._ends
        if ends is not None:
            with suppress(OSError):
                ends[1].send(b"!")

    def silence(self) -> None:
        """Forget what has been rung so far."""
        if self._ends is not None:
            with suppress(OSError):
                while self._ends[0].recv(64):
                    pass

    def close(self) -> None:
        """Let go of the sockets."""
        ends, self._ends = self._ends, None
        for end in ends or ():
            end.close()


def cut(sock: socket.socket | None) -> None:
    """End whatever another thread does with a socket; it notices as if the other side had gone. Never raises."""
    if sock is not None:
        with suppress(OSError, ValueError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose state belongs to the other thread
