"""Sending one mail over SMTP: verified TLS, a time limit on every step, and the truth about what became of it.

Everything that goes wrong before the final dot is `NotSentError` (try later) or `RefusedError` (somebody must act);
silence after it is `UncertainError`: the server may have taken the mail (RFC 1047). RFC 5321, 3207, 4954, 8314.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inboxwatch.errors import ChannelError, NotSentError, PermanentError, RefusedError, UncertainError
from inboxwatch.mail.write import sendable
from inboxwatch.mail_server import Where, bearer
from inboxwatch.smtp_errors import NonsenseError, explained
from inboxwatch.smtp_settings import Security, loopback
from inboxwatch.tls import verifying_context

_LINE, _LINES = 8192, 200
"""Longest line of a reply in bytes, and most lines; whoever says more is no mail server."""
_READY, _GO_ON, _SIGNED_IN = 220, 334, 235
_START_MAIL = 354


class _EnvelopeRefusedError(RefusedError):
    """The server refused sender, recipient or mail itself, not us: with another sender it may take it."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in. `username` "" where the server asks for no sign-in."""

    host: str
    port: int
    security: Security
    username: str = ""
    ca_file: Path | None = None
    timeout: float = 30.0

    @property
    def by(self) -> Where:
        """How sentences name it."""
        return Where(self.host, self.port, self.username)


def send(
    server: Server,
    secret: Callable[[], str],
    message: bytes,
    sender: str,
    recipients: Sequence[str],
    *,
    instead: str = "",
) -> None:
    """Hand one mail in, for all recipients or for none.

    An empty `sender` is the null one of RFC 5321, 4.5.5; where the server refuses it, `instead` is tried. Raises
    NotSentError, UncertainError or RefusedError and nothing else.
    """
    bad = [address for address in (sender, instead, *recipients) if address and not sendable(address)]
    if bad or not recipients:
        shown = f"{bad[0][:80]!a} is no address that mail can be sent to" if bad else "The mail has no recipient"
        raise RefusedError(f"{shown}.", "Correct the address.")
    senders = [sender] if sender or not instead else ["", instead]
    for each in senders:
        try:
            _once(server, secret, message, each, recipients)
        except _EnvelopeRefusedError as error:
            if each == senders[-1]:
                raise RefusedError(error.message, error.remedy) from None
        else:
            return


def check(server: Server, secret: Callable[[], str]) -> None:
    """Connect, secure and sign in, and send nothing. Raises NotSentError or RefusedError."""
    _speak(server, lambda link: link.enter(secret))


def _once(server: Server, secret: Callable[[], str], message: bytes, sender: str, recipients: Sequence[str]) -> None:
    def deliver(link: _Link) -> None:
        link.enter(secret)
        link.deliver(message, sender, recipients)

    _speak(server, deliver)


def _speak(server: Server, say: Callable[[_Link], None]) -> None:
    """Say something over a connection of its own; whatever goes wrong is one of our errors."""
    link = _Link(server)
    failure: ChannelError | None = None
    try:
        say(link)
    except ChannelError:
        raise
    except Exception as error:  # noqa: BLE001 - what a hostile server can provoke has no list
        failure = explained(server.by, error, uncertain=link.uncertain)
    finally:
        link.leave()
    if failure is not None:  # outside the handler: no exception that quotes the conversation hangs on ours
        raise failure


class _Link(smtplib.SMTP):
    """smtplib's protocol with bounded replies, one time limit a reply, and TLS that is never optional."""

    def __init__(self, server: Server) -> None:
        """Connect nothing yet."""
        super().__init__(local_hostname="localhost", timeout=server.timeout)
        self._server, self._host = server, server.host
        self._received = b""
        self.secret = ""
        self.uncertain = False

    # connecting

    def enter(self, secret: Callable[[], str]) -> None:
        """Connect, secure and sign in."""
        server = self._server
        if server.security == "insecure" and not loopback(server.host):
            raise RefusedError(f"{server.by.server} is not this computer, and the mail would go there in clear.")
        context = None if server.security == "insecure" else _verifying(server.ca_file)
        self._context = context if server.security == "tls" else None
        code, said = self.connect(server.host, server.port)
        if code != _READY:
            raise self._no("does not take mail", code, said)
        address = self._wire.getsockname()[0]
        self.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
        self.ehlo_or_helo_if_needed()
        if server.security == "starttls" and context is not None:
            self._secure(context)
        if server.username:
            self._enter_as(server.username, secret)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return plain if self._context is None else self._context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise

    @property
    def _wire(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("gone")
        return self.sock

    def _secure(self, context: ssl.SSLContext) -> None:
        by = self._server.by
        if not self.has_extn("starttls"):
            raise RefusedError(
                f"{by.server} does not offer STARTTLS; neither password nor mail was sent.",
                'Use security = "tls" with port 465, or ask whether somebody is in between.',
            )
        code, said = self.docmd("STARTTLS")
        if code != _READY:
            raise self._no("refuses STARTTLS", code, said)
        if self._received:
            raise RefusedError(
                f"{by.server} sent data between STARTTLS and the handshake: somebody may have put it there.",
                'Use security = "tls" with port 465, or ask who runs the network.',
            )
        self.sock = context.wrap_socket(self._wire, server_hostname=self._host)
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False
        self.ehlo_or_helo_if_needed()

    def _enter_as(self, username: str, secret: Callable[[], str]) -> None:
        """Sign in; a token that is refused though it should last is renewed once (R17)."""
        renew = getattr(secret, "renew", None)
        password = _asked(secret)
        refused = self._sign_in(username, password, token=renew is not None)
        if isinstance(refused, RefusedError) and renew is not None:
            again = _asked(lambda: str(renew(password)))
            refused = self._sign_in(username, again, token=True)
        if refused is not None:
            raise refused

    def _sign_in(self, username: str, password: str, *, token: bool) -> ChannelError | None:
        self.secret = password
        offered = self.esmtp_features.get("auth", "").upper().split()
        if token and "XOAUTH2" in offered:
            code, said = self.docmd("AUTH", f"XOAUTH2 {_base64(bearer(username, password))}")
            code, said = self.docmd("") if code == _GO_ON else (code, said)
        elif token:
            raise RefusedError(f"{self._server.by.server} takes no OAuth 2 sign-in (XOAUTH2).")
        elif "PLAIN" in offered:
            code, said = self.docmd("AUTH", f"PLAIN {_base64(f'{chr(0)}{username}{chr(0)}{password}')}")
        elif "LOGIN" in offered:
            code, said = self.docmd("AUTH", "LOGIN")
            for word in (username, password):
                code, said = self.docmd(_base64(word)) if code == _GO_ON else (code, said)
        else:
            raise RefusedError(
                f"{self._server.by.server} offers no sign-in with a password.",
                "Ask the provider which sign-in it offers to programs.",
            )
        return None if code == _SIGNED_IN else self._not_in(code, said)

    # sending

    def deliver(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Send the envelope and the mail; all recipients are taken, or nothing is sent."""
        data = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
        self._command(f"MAIL FROM:<{sender}>{self._options(data, (sender, *recipients))}", "refuses the sender")
        for each in recipients:
            self._command(f"RCPT TO:<{each}>", f"refuses {each}")
        code, said = self.docmd("DATA")
        if code != _START_MAIL:
            raise self._no("does not take the mail", code, said, envelope=True)
        data = re.sub(rb"(?m)^\.", b"..", data)
        self._wire.sendall(data if data.endswith(b"\r\n") else data + b"\r\n")
        self.uncertain = True
        self._wire.sendall(b".\r\n")
        code, said = self.getreply()
        if not _good(code) and _known(code):
            self.uncertain = False
            raise self._no("does not take the mail", code, said, envelope=True)
        if not _good(code):
            raise UncertainError(f"{self._server.by.server} answered {code} to the whole mail: {self._clean(said)}.")

    def _options(self, data: bytes, addresses: Sequence[str]) -> str:
        options = ""
        size = self.esmtp_features.get("size", "")
        if size.isdecimal() and 0 < int(size) < len(data):
            raise RefusedError(f"{self._server.by.server} takes no mail of more than {size} bytes.")
        if not all(each.isascii() for each in addresses):
            if not self.has_extn("smtputf8"):
                raise RefusedError(f"{self._server.by.server} cannot send to addresses with letters beyond ASCII.")
            self.command_encoding = "utf-8"
            options += " SMTPUTF8"
        if not data.isascii() and self.has_extn("8bitmime"):
            options += " BODY=8BITMIME"
        return options

    def _command(self, command: str, refusal: str) -> None:
        code, said = self.docmd(command)
        if not _good(code):
            raise self._no(refusal, code, said, envelope=True)

    def leave(self) -> None:
        """Say goodbye without waiting for an answer; never raises."""
        with suppress(Exception):
            if self.sock is not None:
                self.putcmd("QUIT")
        with suppress(Exception):
            self.close()

    # replies

    def getreply(self) -> tuple[int, bytes]:
        """Read one reply, all of it within the time limit and of reasonable size."""
        end = time.monotonic() + self._server.timeout
        texts: list[bytes] = []
        for _ in range(_LINES):
            line = self._line(end)
            if not line[:3].isdigit():
                raise NonsenseError(f"does not speak SMTP: {self._clean(line)}")
            texts.append(line[4:].strip())
            if line[3:4] != b"-":
                self._wire.settimeout(self._server.timeout)
                return int(line[:3]), b"\n".join(texts)
        raise NonsenseError("sends without end and never finishes its answer")

    def _line(self, end: float) -> bytes:
        while b"\n" not in self._received:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._wire.settimeout(left)
            chunk = self._wire.recv(_LINE)
            self._received += chunk
            if not chunk or len(self._received) > _LINE * 4:
                raise smtplib.SMTPServerDisconnected("gone")
        line, _, self._received = self._received.partition(b"\n")
        return line

    def _clean(self, said: bytes) -> str:
        return self._server.by.clean(said, self.secret)

    def _no(self, what: str, code: int, said: bytes, *, envelope: bool = False) -> ChannelError:
        words = f"{self._server.by.server} {what}: {code} {self._clean(said)}".rstrip(" .") + "."
        if not 500 <= code < 600:  # noqa: PLR2004 - RFC 5321, 4.2.1
            return NotSentError(words)
        return _EnvelopeRefusedError(words) if envelope else RefusedError(words)

    def _not_in(self, code: int, said: bytes) -> ChannelError:
        by = self._server.by
        if 400 <= code < 500:  # noqa: PLR2004
            return NotSentError(f"{by.server} lets {by.username} not in at the moment: {code} {self._clean(said)}.")
        return RefusedError(
            f"The server refused the password of {by.username} at {by.server} ({code} {self._clean(said)}).",
            "Check username and password; many providers want an app password made for this program.",
        )


def _good(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004


def _known(code: int) -> bool:
    return 400 <= code < 600  # noqa: PLR2004


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _asked(secret: Callable[[], str]) -> str:
    """The password; whatever its source says goes through."""
    from inboxwatch.errors import ConnectorError, TransientError

    try:
        return secret()
    except TransientError as error:
        raise NotSentError(error.message, error.remedy) from None
    except ConnectorError as error:
        raise RefusedError(error.message, error.remedy) from None


def _verifying(ca_file: Path | None) -> ssl.SSLContext:
    """The context of every connection (T13). Raises RefusedError for a `ca_file` that cannot be used."""
    try:
        return verifying_context(ca_file)
    except PermanentError as error:
        raise RefusedError(error.message, error.remedy) from None
