"""A forwarder on loopback that counts what goes through: bytes each way, and how often the client spoke again."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass
class Count:
    """What went through since the last reset. `turns`: about the number of round trips."""

    up: int = 0
    down: int = 0
    turns: int = 0


class CountingProxy:
    """Listens on `port` and forwards to another one; one thread for each direction."""

    def __init__(self, target: int) -> None:
        """Listen at once."""
        self.target = target
        self.count = Count()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        self.listener.close()

    def reset(self) -> None:
        """Count from zero."""
        self.count = Count()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                said = {"last": ""}
                for one, other, up in ((near, far, True), (far, near, False)):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    threading.Thread(target=self._pump, args=(one, other, up, said), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, up: bool, said: dict[str, str]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 18):
                if up:
                    self.count.up += len(data)
                    self.count.turns += said["last"] == "down"
                else:
                    self.count.down += len(data)
                said["last"] = "up" if up else "down"
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
