"""What stands between a client and a server of the tests: a TCP forwarder on loopback, in a thread of its own.

A subclass says what becomes of what passes: it is a coroutine for each direction of a connection.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Link:
    """One connection: to the client, and on to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    far_reader: asyncio.StreamReader
    far_writer: asyncio.StreamWriter


Ways = Callable[[Link], "list[Coroutine[Any, Any, None]]"]
"""What carries bytes to the server and back; a connection ends with the first of them that does."""


class Forwarder:
    """Listens on a free loopback `port` and forwards to another one, `target`."""

    def __init__(self, target: int, host: str = "127.0.0.1") -> None:
        """Only remember where to; `with` starts it."""
        self.port = 0
        self._host, self._target = host, target
        self._accepted: set[asyncio.StreamWriter] = set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        if not self._ready.wait(10):
            message = "the forwarder did not start"
            raise RuntimeError(message)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and close every connection."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _admit(self) -> Ways | None:
        """Say how a connection that was just accepted is carried, None for not at all; may take its time."""
        raise NotImplementedError

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for end in (*self._accepted, *self._ends):
            end.transport.abort()
        await asyncio.sleep(0)  # transports close in the loop's next turn; a closed loop would leave their sockets open
        await asyncio.sleep(0)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._accepted.add(writer)
        ways = await self._admit()
        if ways is None:
            abort(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(self._host, self._target)
        except OSError:
            abort(writer)
            return
        self._accepted.discard(writer)
        self._ends.update((writer, far_writer))
        tasks = [asyncio.ensure_future(way) for way in ways(Link(reader, writer, far_reader, far_writer))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass  # the forwarder stops; asyncio would log a cancelled connection as an error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in (writer, far_writer):
                end.close()
                with suppress(OSError, asyncio.CancelledError):
                    await end.wait_closed()
                self._ends.discard(end)


async def read(reader: asyncio.StreamReader) -> bytes:
    """What came next, b"" at the end, however that came about."""
    try:
        return await reader.read(1 << 16)
    except OSError:
        return b""


def abort(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
