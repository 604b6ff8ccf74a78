r"""A fake IMAP server for what no real server does: it says what its script says, and remembers all that it was told.

A script is a function that gets a `Talk` and runs in a thread per connection; `login` does the usual beginning::

    def script(talk):
        talk.login()
        talk.command()                       # (tag, words) of the next command
        talk.send(b"* 5 EXISTS\r\n")

`server.heard` holds every byte that any client has sent (for TLS: after decryption).
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from tests.servers.certificates import Pair

CAPABILITIES = b"IMAP4rev1 AUTH=PLAIN SASL-IR LITERAL+ UIDPLUS IDLE"


class Talk:
    """One connection of a client."""

    def __init__(self, sock: socket.socket, server: ScriptedServer) -> None:
        """Talk over `sock`."""
        self.sock, self.server = sock, server
        self._buffer = b""

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def line(self) -> bytes:
        """Read one line without its end; raise ConnectionError at the end of the stream."""
        while b"\n" not in self._buffer:
            data = self.sock.recv(65536)
            if not data:
                raise ConnectionError
            self.server.heard += data
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.rstrip(b"\r")

    def command(self) -> tuple[bytes, bytes]:
        """Read one command: tag and the rest in upper case; CAPABILITY is answered on the way."""
        while True:
            tag, _, rest = self.line().partition(b" ")
            if rest.upper() != b"CAPABILITY":
                return tag, rest.upper()
            self.send(b"* CAPABILITY " + self.server.capabilities + b"\r\n" + tag + b" OK done\r\n")

    def login(self, greeting: bytes = b"* OK ready\r\n") -> None:
        """Greet, and accept whatever login comes."""
        self.send(greeting)
        while True:
            tag, words = self.command()
            if words.startswith(b"AUTHENTICATE"):
                if len(words.split()) < 3:
                    self.send(b"+ \r\n")
                    self.line()
                self.send(tag + b" OK [CAPABILITY " + self.server.capabilities + b"] in\r\n")
                return
            if words.startswith(b"LOGIN"):
                self.send(tag + b" OK [CAPABILITY " + self.server.capabilities + b"] in\r\n")
                return
            self.send(tag + b" BAD not now\r\n")

    def tls(self, pair: Pair) -> None:
        """Do the server's half of the handshake."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair.certificate, pair.key)
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def folder(self, exists: int = 3, uidnext: int = 4, validity: int = 1) -> tuple[bytes, bytes]:
        """Answer LIST, STATUS, EXAMINE and SEARCH as a folder with UIDs 1.. does; return the first other command."""
        while True:
            tag, words = self.command()
            done = tag + b" OK done\r\n"
            if words.startswith(b"LIST"):
                self.send(b'* LIST (\\HasNoChildren) "/" INBOX\r\n' + done)
            elif words.startswith(b"STATUS"):
                name = words.split(b'"')[1]
                numbers = (name, exists, uidnext, validity)
                self.send(b'* STATUS "%s" (MESSAGES %d UIDNEXT %d UIDVALIDITY %d)\r\n' % numbers + done)
            elif words.startswith(b"EXAMINE"):
                self.send(b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] ok\r\n" % (exists, validity))
                self.send(b"* OK [UIDNEXT %d] ok\r\n" % uidnext + done)
            elif words.startswith(b"UID SEARCH"):
                uids = b" ".join(b"%d" % uid for uid in range(1, min(uidnext, 1000)))
                self.send(b"* SEARCH " + uids + b"\r\n" + done)
            else:
                return tag, words


Script = Callable[[Talk], None]


class ScriptedServer:
    """Listens on a free loopback `port` and runs `script` for each connection, over TLS where `pair` is given."""

    def __init__(self, script: Script, *, pair: Pair | None = None, capabilities: bytes = CAPABILITIES) -> None:
        """Prepare; `with` starts it."""
        self._script, self._pair, self.capabilities = script, pair, capabilities
        self.heard = bytearray()
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """Start."""
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything and wait for the threads."""
        for sock in [self._socket, *self._open]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(10)

    def settings(self, **more: object) -> dict[str, object]:
        """Return connector settings for this server, in clear on loopback."""
        base = {"host": "localhost", "port": self.port, "security": "insecure", "username": "ada", "timeout": 5.0}
        return {**base, **more}

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(sock)
            self._start(self._talk, sock)

    def _talk(self, sock: socket.socket) -> None:
        talk = Talk(sock, self)
        with suppress(OSError, ValueError):
            if self._pair is not None:
                talk.tls(self._pair)
                self._open.append(talk.sock)
            self._script(talk)
        with suppress(OSError):
            talk.sock.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            talk.sock.close()
