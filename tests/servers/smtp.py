"""Mail servers for tests: a real one (aiosmtpd) that can refuse and fall silent, and one that says what it is told.

with Sink(auth={"ada": "secret"}, pair=authority.issue("smtp"), starttls=True) as sink:
    ...
    [mail] = sink.mails
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.certificates import Pair
from tests.servers.dovecot import free_port


@dataclass(frozen=True)
class Taken:
    """A mail that the server accepted (or took in before it fell silent)."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """As a mail program reads it."""
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class Sink:
    """A mail server on loopback. `replies` maps "MAIL", "RCPT", an address, "DATA" to what it answers instead of 250.

    `silent`: takes the whole mail in and never answers. `drop`: takes it in and closes the connection. `auth` maps user
    names to passwords, and makes signing in a duty with STARTTLS; `tls`, `starttls` need a `pair`.
    """

    auth: Mapping[str, str] = field(default_factory=dict)
    pair: Pair | None = None
    starttls: bool = False
    replies: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    drop: bool = False
    mails: list[Taken] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    port: int = 0
    host: str = "localhost"

    def __enter__(self) -> Self:
        """Start it; it answers when this returns."""
        context = None
        if self.pair is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.pair.certificate, self.pair.key)
        self.port = free_port()
        options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if self.starttls else {}
        if self.auth:
            options |= {"authenticator": self._known, "auth_required": self.starttls, "auth_require_tls": self.starttls}
        if context is not None and not self.starttls:
            options |= {"ssl_context": context}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10, **options)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it; connections that wait are cut."""
        loop = self._controller.loop
        with suppress(Exception):
            loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        self._controller.stop(no_assert=True)

    def _known(self, _: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        del session, envelope, mechanism
        name, password = data.login.decode(), data.password.decode()
        self.passwords.append(password)
        return AuthResult(success=self.auth.get(name) == password, handled=False)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender, the null one if there is no answer for it."""
        del server, session
        sender = "" if address == "<>" else address
        answer = self.replies.get("MAIL") or self.replies.get(f"<{sender}>")
        if answer is None:
            envelope.mail_from = address  # "<>" for the null one: aiosmtpd takes "" for no MAIL at all
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient."""
        del server, session, options
        answer = self.replies.get("RCPT") or self.replies.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, then answer, or not."""
        del session
        content = envelope.content or b""
        answer = self.replies.get("DATA")
        if answer is None:
            raw = content if isinstance(content, bytes) else content.encode()
            self.mails.append(Taken((envelope.mail_from or "").strip("<>"), list(envelope.rcpt_tos), raw))
        if self.silent:
            await asyncio.sleep(3600)
        if self.drop and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return answer or "250 OK"


class Scripted:
    """Says what it is told: `lines[n]` after the n-th line that it got, the first as greeting; then nothing.

    `got` is every byte that it was sent. A value of `bytes` is sent as it is.
    """

    host = "localhost"

    def __init__(self, *lines: bytes, context: ssl.SSLContext | None = None) -> None:
        """Listen at once; `context` makes it speak TLS from the first byte."""
        self._lines, self._context = lines, context
        self.got = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            link, _ = self._socket.accept()
            with link:
                link.settimeout(10)
                if self._context is not None:
                    link = self._context.wrap_socket(link, server_side=True)
                for line in self._lines:
                    link.sendall(line)
                    self._hear(link)
                while data := link.recv(4096):
                    self.got += data

    def _hear(self, link: socket.socket) -> None:
        """Wait for the next whole line."""
        before = len(self.got)
        while not (self.got.endswith(b"\n") and len(self.got) > before):
            data = link.recv(4096)
            if not data:
                raise ConnectionError
            self.got += data

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._socket.close()
        self._thread.join(15)
