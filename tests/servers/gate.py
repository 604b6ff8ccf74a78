"""A gate in a TCP connection's way that springs a trap at the Nth thing that is said, and can be shut in three ways.

    with Gate(server.port) as gate:
        gate.arm(17, lambda: os.kill(pid, signal.SIGKILL), reply=True)
        ...connect to gate.port...

A thing said is a piece that the client sends, for databases and mail servers mostly one statement. The trap springs
before it is passed on, or with `reply` when its answer has come and before the client hears of it: then the server has
done what was wanted and nobody knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from tests.servers.forwarder import Forwarder, Link, Ways, abort, read


class Gate(Forwarder):
    """Listens on a free loopback `port` and forwards to another one; any thread may use it."""

    def __init__(self, target: int) -> None:
        """Open."""
        super().__init__(target)
        self._count, self._reply = 0, False
        self._action: Callable[[], object] | None = None
        self._awaited: asyncio.StreamWriter | None = None
        self._refusing = False
        self._passing = asyncio.Event()
        self._passing.set()

    def arm(self, count: int, action: Callable[[], object], *, reply: bool = False) -> None:
        """Have `action` called, once, at the `count`-th thing said from now on; it holds everything up meanwhile."""
        self._loop.call_soon_threadsafe(self._armed, count, action, reply)

    def disarm(self) -> None:
        """Have it called no more."""
        self._loop.call_soon_threadsafe(self._armed, 0)

    def shut(self, how: str) -> None:
        """`cut` (FIN) or `reset` (RST) all connections and refuse new ones; `stall`: pass nothing on, close nothing."""
        self._loop.call_soon_threadsafe(self._shut, how)

    def open(self) -> None:
        """Let new connections pass again; those that were stalled are reset."""
        self._loop.call_soon_threadsafe(self._open)

    def _armed(self, count: int, action: Callable[[], object] | None = None, reply: bool = False) -> None:
        self._count, self._action, self._reply, self._awaited = count, action, reply, None

    def _spring(self) -> None:
        action, self._action = self._action, None
        if action is not None:
            action()

    def _shut(self, how: str) -> None:
        self._refusing = True
        if how == "stall":
            self._passing.clear()
            return
        for end in list(self._ends):
            abort(end) if how == "reset" else end.close()

    def _open(self) -> None:
        if not self._passing.is_set():
            for end in list(self._ends):
                abort(end)
        self._passing.set()
        self._refusing = False

    async def _admit(self) -> Ways | None:
        await self._passing.wait()
        return None if self._refusing else lambda link: [self._upward(link), self._downward(link)]

    async def _upward(self, link: Link) -> None:
        while data := await read(link.reader):
            if self._action is not None and self._count > 0:
                self._count -= 1
                if self._count == 0 and self._reply:
                    self._awaited = link.far_writer
                elif self._count == 0:
                    self._spring()
            await self._passing.wait()
            link.far_writer.write(data)
            with suppress(OSError):
                await link.far_writer.drain()

    async def _downward(self, link: Link) -> None:
        while data := await read(link.far_reader):
            if self._awaited is link.far_writer:
                self._awaited = None
                self._spring()
            await self._passing.wait()
            link.writer.write(data)
            with suppress(OSError):
                await link.writer.drain()
