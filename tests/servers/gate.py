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
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self


class Gate:
    """Listens on a free loopback `port` and forwards to another one; any thread may use it."""

    def __init__(self, target: int) -> None:
        """Open."""
        self.port = 0
        self._target = target
        self._count, self._reply = 0, False
        self._action: Callable[[], object] | None = None
        self._awaited: asyncio.StreamWriter | None = None
        self._links: set[asyncio.StreamWriter] = set()
        self._refusing = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

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

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        if not self._ready.wait(10):
            message = "the gate did not start"
            raise RuntimeError(message)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and close every connection."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

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
        for link in list(self._links):
            _abort(link) if how == "reset" else link.close()

    def _open(self) -> None:
        if not self._passing.is_set():
            for link in list(self._links):
                _abort(link)
        self._passing.set()
        self._refusing = False

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stop, self._passing = asyncio.Event(), asyncio.Event()
        self._passing.set()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for link in list(self._links):
            link.transport.abort()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._passing.wait()
        if self._refusing:
            _abort(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            _abort(writer)
            return
        pair = (writer, far_writer)
        self._links.update(pair)
        tasks = [
            asyncio.ensure_future(self._upward(reader, far_writer)),
            asyncio.ensure_future(self._downward(far_reader, writer, far_writer)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass  # the gate stops; asyncio would log a cancelled connection as an error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in pair:
                self._links.discard(end)
                end.close()

    async def _upward(self, reader: asyncio.StreamReader, far: asyncio.StreamWriter) -> None:
        while data := await _read(reader):
            if self._action is not None and self._count > 0:
                self._count -= 1
                if self._count == 0 and self._reply:
                    self._awaited = far
                elif self._count == 0:
                    self._spring()
            await self._passing.wait()
            far.write(data)
            with suppress(OSError):
                await far.drain()

    async def _downward(
        self, far: asyncio.StreamReader, writer: asyncio.StreamWriter, up: asyncio.StreamWriter
    ) -> None:
        while data := await _read(far):
            if self._awaited is up:
                self._awaited = None
                self._spring()
            await self._passing.wait()
            writer.write(data)
            with suppress(OSError):
                await writer.drain()


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(1 << 16)
    except OSError:
        return b""


def _abort(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
