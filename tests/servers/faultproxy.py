"""A TCP forwarder between a client and a server that counts what passes and, on demand, does what networks do.

    with FaultProxy(server.port, Fault(cut_after=20_000)) as proxy:
        ...connect to proxy.port...
    proxy.down, proxy.turns

Faults touch what the server sends; `Fault.times` connections suffer, later ones pass unharmed, so a test can see that
its client recovers. Needs only the standard library; runs in a thread of its own.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Fault:
    """What goes wrong. Bytes count from the beginning of a connection, in the server's direction to the client.

    `delay`: seconds added to every chunk, both ways. `split`: chunks are forwarded in pieces of so many bytes, each in
    a packet of its own. `stall_after`: from then on nothing is forwarded and nothing closed (a half-open connection).
    `cut_after`: orderly close (FIN) there. `reset_after`: RST there. `refuse`: connections are reset at once.
    """

    delay: float = 0.0
    split: int = 0
    stall_after: int = -1
    cut_after: int = -1
    reset_after: int = -1
    refuse: bool = False
    times: int = 1_000_000

    @property
    def limit(self) -> int:
        """How many bytes still pass, -1 for all."""
        return max(self.stall_after, self.cut_after, self.reset_after)


class FaultProxy:
    """Listens on a free loopback `port`. `up`, `down`: bytes; `turns`: how often the client spoke after the server."""

    def __init__(self, target: int, fault: Fault | None = None, host: str = "127.0.0.1") -> None:
        """Forward to `target` on loopback; `fault` may be changed at any time by assigning `proxy.fault`."""
        self.fault = fault or Fault()
        self.up = self.down = self.turns = self.connections = 0
        self.said = bytearray()
        self.port = 0
        self._last = ""
        self._writers: set[asyncio.StreamWriter] = set()
        self._host, self._target = host, target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        if not self._ready.wait(10):
            message = "the proxy did not start"
            raise RuntimeError(message)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and close every connection."""
        if self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def reset(self) -> None:
        """Set all counters to zero."""
        self.up = self.down = self.turns = self.connections = 0
        self._last = ""
        self.said.clear()

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
        for writer in self._writers:  # also of connections that were only just accepted, or half-way to the server
            writer.transport.abort()
        await asyncio.sleep(0)  # transports close in the loop's next turn; a closed loop would leave their sockets open
        await asyncio.sleep(0)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        fault = self.fault if self.connections <= self.fault.times else Fault()
        if fault.refuse:
            _abort(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(self._host, self._target)
        except OSError:
            _abort(writer)
            return
        self._writers.add(far_writer)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        tasks = [
            asyncio.ensure_future(self._upward(reader, far_writer, fault)),
            asyncio.ensure_future(self._downward(far_reader, writer, fault)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass  # the proxy stops; asyncio would log a cancelled connection as an error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in (writer, far_writer):
                end.close()
                with suppress(OSError, asyncio.CancelledError):
                    await end.wait_closed()

    async def _upward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: Fault) -> None:
        while data := await _read(reader):
            self.up += len(data)
            self.said += data
            if self._last == "down":
                self.turns += 1
            self._last = "up"
            await asyncio.sleep(fault.delay)
            writer.write(data)
            await writer.drain()

    async def _downward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: Fault) -> None:
        passed = 0
        while data := await _read(reader):
            if fault.limit >= 0:
                data = data[: fault.limit - passed]
            passed += len(data)
            self.down += len(data)
            self._last = "down"
            await asyncio.sleep(fault.delay)
            step = fault.split or len(data) or 1
            for start in range(0, len(data), step):
                writer.write(data[start : start + step])
                await writer.drain()
                if fault.split:
                    await asyncio.sleep(0)
            if 0 <= fault.limit <= passed:
                if fault.stall_after >= 0:
                    await asyncio.sleep(3600)
                if fault.reset_after >= 0:
                    _abort(writer)
                return


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
