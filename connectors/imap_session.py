"""One IMAP connection: TLS, login, and commands that may be sent ahead of their answers.

imapclient connects, starts TLS, signs in and idles; the commands that it cannot send ahead or bound (STATUS, EXAMINE,
SEARCH, FETCH) go over the same connection through `send` and `answer`.
"""

from __future__ import annotations

import base64
import imaplib
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from connectors.imap_base import IMAPClient, SocketTimeout
from connectors.imap_bell import Bell, cut
from connectors.imap_errors import refused_login, translated
from connectors.imap_wire import LINE, LITERAL, Wire, WireError
from inboxwatch.errors import ConnectorError, PermanentError, TransientError
from inboxwatch.mail_server import Where
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NOISE = 8 << 20
"""Most bytes of lines that a server may send before the answer that we wait for."""
BEFORE_LOGIN = 1 << 18
"""Most bytes that a server may say before we have signed in."""
RENEW = 300
"""Seconds after which IDLE is renewed; servers end it after 30 minutes (RFC 2177)."""


class Account(Protocol):
    """What a connection needs to know; `connectors.imap.Settings` has it."""

    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def port(self) -> int: ...  # noqa: D102
    @property
    def security(self) -> str: ...  # noqa: D102
    @property
    def username(self) -> str: ...  # noqa: D102
    @property
    def timeout(self) -> float: ...  # noqa: D102


class Link(imaplib.IMAP4):
    """imaplib's protocol over a bounded `Wire`; connects with time-out and TCP_NODELAY."""

    def __init__(self, account: Account, context: ssl.SSLContext | None) -> None:
        """Connect, with TLS from the first byte where `context` is given, and read the greeting."""
        self._account, self._context = account, context
        self._budget = BEFORE_LOGIN
        super().__init__(account.host, account.port, account.timeout)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; the wire takes the place of imaplib's unbounded file."""
        self.host, self.port = host, port
        plain = socket.create_connection((host, port), timeout)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.sock = plain if self._context is None else self._context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self.wire = Wire(self.sock)

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Literal["OK"], list[None]]:
        """Start TLS and forget all that was said in clear, which anybody on the way may have said."""
        if ssl_context is None:
            message = "STARTTLS without a verifying context"
            raise ValueError(message)
        kind, data = self._simple_command("STARTTLS")
        if kind != "OK":
            raise self.error(f"STARTTLS refused: {data[-1]!r}")
        if self.wire.pending():
            message = "The server sent data between STARTTLS and the handshake: somebody may have put it there."
            raise PermanentError(message, 'Use security = "tls", or ask who runs the network.')
        self.sock = ssl_context.wrap_socket(self.sock, server_hostname=self.host)
        self.wire.attach(self.sock)
        self.untagged_responses = {}
        self._tls_established = True
        self._get_capabilities()
        return "OK", [None]

    def plain(self, username: str, password: str) -> None:
        """Sign in by SASL PLAIN in one round trip (RFC 4616, RFC 4959), which imaplib does in two."""
        words = base64.b64encode(f"\0{username}\0{password}".encode()).decode("ascii")
        kind, data = self._simple_command("AUTHENTICATE", "PLAIN", words)
        if kind != "OK":
            raise self.error(data[-1].decode("utf-8", "replace"))
        self.state = "AUTH"

    def _get_capabilities(self) -> None:
        """Take the capabilities from the greeting where it has them, ask for them where not."""
        offered = self.untagged_responses.pop("CAPABILITY", None)
        words = offered[-1] if offered else None
        if isinstance(words, bytes):
            self.capabilities = tuple(words.decode("ascii", "replace").upper().split())
        else:
            super()._get_capabilities()  # type: ignore[misc]

    def allow(self, size: int) -> None:
        """Set how many bytes imaplib may read from now on."""
        self._budget = size

    def _spend(self, size: int) -> None:
        self._budget -= size
        if self._budget < 0:
            message = "The server talks without end."
            raise WireError(message)

    def read(self, size: int) -> bytes:
        """Read a literal, within the budget."""
        self._spend(min(size, LITERAL))
        return self.wire.exactly(size)

    def readline(self) -> bytes:
        """Read a line, within the budget."""
        line = self.wire.line(min(LINE, max(self._budget, 0)))
        self._spend(len(line))
        return line

    def send(self, data: ReadableBuffer) -> None:
        """Write all of it."""
        self.wire.send(bytes(data))

    def shutdown(self) -> None:
        """Close the connection without a word."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()


class Client(IMAPClient):
    """imapclient over a `Link`; nothing of the conversation is ever logged."""

    _imap: Link

    def __init__(self, account: Account, context: ssl.SSLContext | None) -> None:
        """Connect and read the greeting."""
        self._account = account
        super().__init__(
            account.host,
            account.port,
            ssl=context is not None,
            ssl_context=context,
            timeout=SocketTimeout(account.timeout, account.timeout),
        )
        self.normalise_times = False
        self._imap.debug = 0

    def _create_IMAP4(self) -> Link:  # noqa: N802 - imapclient's name
        return Link(self._account, self.ssl_context)


class Session:
    """A signed-in connection. Methods raise TransientError or PermanentError, and what `translated` makes into them."""

    def __init__(
        self, account: Account, secret: Callable[[], str], ca_file: Path | None = None, bell: Bell | None = None
    ) -> None:
        """Connect, secure and sign in; raise with a sentence that says what to do. `bell` ends waits."""
        self.where = Where(account.host, account.port, account.username)
        self.selected = ""
        self.bell = bell or Bell()
        self._number = 0
        self._results: dict[bytes, bytes] = {}
        self._outbox = b""
        with translated(self.where):
            context = None if account.security == "insecure" else verifying_context(ca_file)
            self.client = Client(account, context if account.security == "tls" else None)
            try:
                self._enter(account, secret, context if account.security == "starttls" else None)
            except BaseException:
                self.drop()
                raise
        self.wire: Wire = self.client._imap.wire  # noqa: SLF001 - the one place that reaches below imapclient

    def _enter(self, account: Account, secret: Callable[[], str], context: ssl.SSLContext | None) -> None:
        link: Link = self.client._imap  # noqa: SLF001
        if link.state != "NONAUTH":
            message = f"{self.where.server} greets as if we were signed in already; that is not this account."
            raise PermanentError(message, "Ask the server's administrator, or check host and port.")
        if context is not None:
            if not self.client.has_capability("STARTTLS"):
                message = f"{self.where.server} does not offer STARTTLS; the password was not sent."
                raise PermanentError(
                    message, 'Use security = "tls" with port 993, or ask whether somebody is in between.'
                )
            self.client.starttls(context)
        self._login(account.username, secret)
        link.allow(BEFORE_LOGIN)
        self.capabilities = frozenset(word.decode("ascii", "replace").upper() for word in self.client.capabilities())

    def _login(self, username: str, secret: Callable[[], str]) -> None:
        password = secret()
        refused = self._tried(username, password, secret)
        if refused is not None and hasattr(secret, "renew") and isinstance(refused, PermanentError):
            refused = self._tried(username, secret.renew(password), secret)  # revoked early, or the clock is wrong
        if refused is not None:
            raise refused

    def _tried(self, username: str, password: str, secret: Callable[[], str]) -> ConnectorError | None:
        """Sign in; returns what is wrong, so that no exception that quotes the conversation hangs on ours."""
        try:
            if hasattr(secret, "renew"):
                self._bear(username, password)
            elif self.client.has_capability("AUTH=PLAIN") and self.client.has_capability("SASL-IR"):
                self.client._imap.plain(username, password)  # noqa: SLF001
            elif self.client.has_capability("AUTH=PLAIN"):
                self.client.plain_login(username, password)
            elif self.client.has_capability("LOGINDISABLED"):
                message = f"{self.where.server} accepts no password on this connection."
                raise PermanentError(message, "Ask the provider which sign-in it offers to programs.")
            else:
                self.client.login(_quoted(username), password)
        except UnicodeEncodeError:
            message = f"{self.where.server} cannot take a user name or password with letters beyond ASCII."
            failed = message, True
        except imaplib.IMAP4.abort as error:
            failed = str(error), True
        except imaplib.IMAP4.error as error:
            failed = str(error), False
        else:
            return None
        return refused_login(self.where, *failed, password=password, token=hasattr(secret, "renew"))

    def _bear(self, username: str, token: str) -> None:
        """Sign in with an access token: XOAUTH2 where it is offered, else OAUTHBEARER (RFC 7628)."""
        if self.client.has_capability("AUTH=XOAUTH2"):
            self.client.oauth2_login(username, token)
        elif self.client.has_capability("AUTH=OAUTHBEARER"):
            self.client.oauthbearer_login(username, token)
        else:
            message = f"{self.where.server} takes no OAuth 2 sign-in."
            raise PermanentError(message, 'Use auth = "password".')

    def send(self, text: bytes) -> bytes:
        """Queue one command and return its tag. `text` holds only words made by this package (T5)."""
        if b"\r" in text or b"\n" in text or b"\0" in text:
            raise PermanentError("A command with a line break was not sent.")
        self._number += 1
        tag = b"W%d" % self._number
        self._outbox += tag + b" " + text + b"\r\n"
        self._results[tag] = b""
        return tag

    def flush(self) -> None:
        """Put all commands on the wire, in one packet; `answer` does it too."""
        if self._outbox:
            data, self._outbox = self._outbox, b""
            self.wire.send(data)

    def answer(
        self, tag: bytes, *, limit: int = LINE, total: int = NOISE, refusal: bool = False
    ) -> Iterator[list[bytes]]:
        """Yield untagged responses up to the tagged one of `tag`; no line above `limit`, all below `total` bytes.

        A server may work on several commands at once (RFC 3501, 5.5; Dovecot does): what is yielded may belong to
        another command in flight. A NO or BAD raises TransientError; with `refusal`, NO is yielded as the last
        response instead.
        """
        self.flush()
        noise = bulk = 0
        most = min(total, NOISE)
        while not self._results[tag]:
            pieces = self.wire.response(limit)
            line = pieces[0]
            if line.startswith(b"* "):
                if len(pieces) == 1:
                    noise += len(line)
                else:
                    bulk += self.wire.size
                if noise > most or bulk > total:
                    raise TransientError(f"{self.where.server} sends without end and never finishes its answer.")
                if line[2:6].upper() in {b"BYE ", b"BYE\r"}:
                    raise TransientError(f"{self.where.server} ended the connection: {self.where.clean(line[6:])}")
                yield pieces
                continue
            name, _, result = line.partition(b" ")
            if name not in self._results or not result.strip():
                raise TransientError(f"{self.where.server} answered something that is not IMAP.")
            self._results[name] = result
        result = self._results.pop(tag)
        kind = result[:3].upper().rstrip()
        if kind == b"OK":
            return
        if refusal and kind == b"NO":
            yield [result]
            return
        raise TransientError(f"{self.where.server} refused a command: {self.where.clean(result)}")

    def command(self, text: bytes, *, limit: int = LINE, total: int = 4 * LINE) -> list[list[bytes]]:
        """Send one command and return its untagged responses; they are few by the nature of the command."""
        return list(self.answer(self.send(text), limit=limit, total=total))

    def offers(self, *names: str) -> bool:
        """Say whether the server announced all of these capabilities."""
        return all(name in self.capabilities for name in names)

    def idle(self, seconds: float) -> bool:
        """Wait in IDLE on the selected folder until something happens (True) or `seconds` have passed (False).

        The bell ends it too.

        The socket is watched from outside and read only in blocking mode after DONE: imapclient's idle_check loses
        lines that are split over two packets, and spins once the server has died.
        """
        end = time.monotonic() + seconds
        link: Link = self.client._imap  # noqa: SLF001
        while (left := end - time.monotonic()) > 0:
            link.allow(NOISE)
            link.untagged_responses.clear()
            try:
                self.client.idle()
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                self.drop()  # an event came before the "+": the safe thing is a new connection
                return True
            rung = self._watch(min(left, RENEW))
            _, events = self.client.idle_done()
            link.untagged_responses.clear()
            if rung or any(isinstance(event[0], int) or event[0] == b"VANISHED" for event in events):
                return True
        return False

    def _watch(self, seconds: float) -> bool:
        """Wait for something to read, in our buffer, in TLS's or on the socket; returns whether the bell was rung."""
        sock = self.client._imap.sock  # noqa: SLF001
        if self.wire.pending() or (isinstance(sock, ssl.SSLSocket) and sock.pending()):
            return False
        rung = self.bell.fileno()
        if hasattr(select, "poll"):
            poller = select.poll()
            poller.register(sock, select.POLLIN)
            poller.register(rung, select.POLLIN)
            ready = [file for file, _ in poller.poll(int(seconds * 1000) + 1)]
        else:
            ready = select.select([sock.fileno(), rung], [], [], seconds)[0]
        if rung not in ready:
            return False
        self.bell.silence()
        return True

    def nap(self, seconds: float) -> bool:
        """Sleep between two polls; a dying connection ends the sleep, and so does the bell: True."""
        return self._watch(seconds)

    def abort(self) -> None:
        """End what another thread does with this connection: it meets the end of the stream. Never raises."""
        cut(self.client._imap.sock)  # noqa: SLF001

    def drop(self) -> None:
        """Close without LOGOUT; never raises."""
        with suppress(Exception):
            self.client.shutdown()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def integers(responses: Sequence[list[bytes]], word: bytes) -> list[int]:
    """Return the numbers of the untagged responses `* WORD n n n`, in order."""
    found: list[int] = []
    for pieces in responses:
        words = pieces[0].split()
        if len(words) > 1 and words[1].upper() == word:
            found += [int(text) for text in words[2:] if len(text) < 20 and text.isdigit()]  # noqa: PLR2004
    return found
