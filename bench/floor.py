"""The floor: a raw socket that asks for what the imap connector asks for, and throws the answer away.

Run as a program it does one pass and nothing else, so that it can be measured like the others:

    python bench/floor.py PORT USER PASSWORD FOLDER…
"""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DEPTH = 2
"""FETCH commands in flight, as the connector has them."""

KEPT = 4096
"""Bytes of an answer's end that are kept, enough for what EXAMINE says."""


class Wire:
    """Sends lines and reads until a tagged line; what came before it is dropped."""

    def __init__(self, port: int) -> None:
        """Connect and take the greeting."""
        self.link = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.space = bytearray(1 << 20)
        self.rest = b"\r\n"
        self.link.recv(4096)

    def ask(self, tag: str, command: str) -> None:
        """Send a command without waiting."""
        self.link.sendall(f"{tag} {command}\r\n".encode())

    def until(self, tag: str) -> bytes:
        """Read to the tagged answer and return what stood right before it; what follows it stays for the next call."""
        wanted = f"\r\n{tag} ".encode()
        have = self.rest
        while (place := have.find(wanted)) < 0 or have.find(b"\r\n", place + 2) < 0:
            count = self.link.recv_into(self.space)
            if not count:
                sys.exit("the server hung up")
            kept = have[max(0, place) if place >= 0 else -KEPT :]
            have = kept + bytes(memoryview(self.space)[:count])
        end = have.find(b"\r\n", place + 2)
        self.rest = have[end:]
        if not have.startswith(b"OK", place + len(wanted)):
            sys.exit(have[place:end].decode(errors="replace"))
        return have[:place]

    def call(self, command: str) -> bytes:
        """Send one command and return the end of its answer."""
        self.ask("c", command)
        return self.until("c")


def read(port: int, user: str, password: str, folders: list[str]) -> int:
    """Ask for everything in the folders once and return how many messages that were."""
    from connectors.imap_fetch import BATCH, ITEMS

    items, total = ITEMS.decode(), 0
    wire = Wire(port)
    wire.call(f'LOGIN "{user}" "{password}"')
    for folder in folders:
        answer = wire.call(f'EXAMINE "{folder}"')
        found, following = re.search(rb"\* (\d+) EXISTS", answer), re.search(rb"UIDNEXT (\d+)", answer)
        if not found or not following:
            sys.exit(f"{folder}: {answer!r}")
        total += int(found[1])
        sets = [f"{low}:{low + BATCH - 1}" for low in range(1, int(following[1]), BATCH)]
        for number in range(min(DEPTH - 1, len(sets))):
            wire.ask(f"f{number}", f"UID FETCH {sets[number]} {items}")
        for number in range(len(sets)):
            ahead = number + DEPTH - 1
            if ahead < len(sets):
                wire.ask(f"f{ahead}", f"UID FETCH {sets[ahead]} {items}")
            wire.until(f"f{number}")
    wire.call("LOGOUT")
    return total


if __name__ == "__main__":
    print(read(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]))
