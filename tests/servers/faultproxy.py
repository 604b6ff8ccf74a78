"""A TCP forwarder between a client and a server that counts what passes and, on demand, does what networks do.

    with FaultProxy(server.port, Fault(cut_after=20_000)) as proxy:
        ...connect to proxy.port...
    proxy.down, proxy.turns

Faults touch what the server sends; `Fault.times` connections suffer, later ones pass unharmed, so a test can see that
its client recovers. Needs only the standard library; runs in a thread of its own.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.servers.forwarder import Forwarder, Link, Ways, abort, read


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


class FaultProxy(Forwarder):
    """Listens on a free loopback `port`. `up`, `down`: bytes; `turns`: how often the client spoke after the server."""

    def __init__(self, target: int, fault: Fault | None = None, host: str = "127.0.0.1") -> None:
        """Forward to `target` on loopback; `fault` may be changed at any time by assigning `proxy.fault`."""
        super().__init__(target, host)
        self.fault = fault or Fault()
        self.up = self.down = self.turns = self.connections = 0
        self.said = bytearray()
        self._last = ""

    def reset(self) -> None:
        """Set all counters to zero."""
        self.up = self.down = self.turns = self.connections = 0
        self._last = ""
        self.said.clear()

    async def _admit(self) -> Ways | None:
        self.connections += 1
        fault = self.fault if self.connections <= self.fault.times else Fault()
        return None if fault.refuse else lambda link: [self._upward(link, fault), self._downward(link, fault)]

    async def _upward(self, link: Link, fault: Fault) -> None:
        while data := await read(link.reader):
            self.up += len(data)
            self.said += data
            if self._last == "down":
                self.turns += 1
            self._last = "up"
            await asyncio.sleep(fault.delay)
            link.far_writer.write(data)
            await link.far_writer.drain()

    async def _downward(self, link: Link, fault: Fault) -> None:
        passed = 0
        while data := await read(link.far_reader):
            if fault.limit >= 0:
                data = data[: fault.limit - passed]
            passed += len(data)
            self.down += len(data)
            self._last = "down"
            await asyncio.sleep(fault.delay)
            step = fault.split or len(data) or 1
            for start in range(0, len(data), step):
                link.writer.write(data[start : start + step])
                await link.writer.drain()
                if fault.split:
                    await asyncio.sleep(0)
            if 0 <= fault.limit <= passed:
                if fault.stall_after >= 0:
                    await asyncio.sleep(3600)
                if fault.reset_after >= 0:
                    abort(link.writer)
                return
