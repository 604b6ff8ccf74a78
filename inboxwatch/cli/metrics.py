"""`run --metrics`: figures for Prometheus over HTTP, on this computer only unless another address is named."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import AF_INET, AF_INET6
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.errors import InboxwatchError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from inboxwatch.cli.run import Run

FRESH: Final = 15.0
"""Seconds for which figures are served again before the store is read once more."""
PATIENCE: Final = 5.0
"""Seconds that a client has for its request, for it is one at a time."""
_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_PORTS: Final = 65536

if TYPE_CHECKING:
    Health = Callable[[], tuple[bool, dict[str, Any]]]
    """Whether all is well, and what to say of it."""


def place(words: str) -> tuple[str, int]:
    """Read `127.0.0.1:9464`, `[::1]:9464`, or a port alone, which means this computer. Raises UsageError."""
    host, _, port = words.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        number = int(port)
        address = str(ipaddress.ip_address("127.0.0.1" if host in {"", "localhost"} else host))
    except ValueError:
        number, address = -1, ""
    if not 0 <= number < _PORTS:
        raise UsageError(f"'{words}' is no address to serve figures at.", "Write it like 127.0.0.1:9464.")
    return address, number


def figures_of(run: Run) -> str:
    """Read the store as it is now. Raises StoreError."""
    from inboxwatch.cli.present import listed, waiting
    from inboxwatch.store.filter import Filter
    from inboxwatch.views.metrics import exposition

    now = run.at(dt.datetime.now(dt.UTC).replace(microsecond=0))
    return exposition(listed(now, Filter()), waiting(now).mailboxes)


def serve(where: tuple[str, int], read: Callable[[], str], health: Health | None = None) -> HTTPServer:
    """Serve from a thread that does not keep the program alive. Raises UsageError if the address cannot be had.

    `health`, if given, is served at /healthz.
    """
    try:
        server = _Server(where, read, health)
    except OSError as error:
        raise UsageError(f"Figures cannot be served at {where[0]}:{where[1]}: {error.strerror}.", "") from None
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server


class _Server(HTTPServer):
    """Answers one client after the other."""

    def __init__(self, where: tuple[str, int], read: Callable[[], str], health: Health | None) -> None:
        address = ipaddress.ip_address(where[0])
        self.address_family = AF_INET6 if address.version == 6 else AF_INET  # noqa: PLR2004 - IPv6
        self.guarded = address.is_loopback
        self._read, self._text, self._at = read, "", float("-inf")
        self.health = health
        super().__init__(where, _Handler)

    def text(self) -> str:
        """The figures, read again if they are not fresh."""
        if time.monotonic() - self._at > FRESH:
            self._text, self._at = self._read(), time.monotonic()
        return self._text

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    """Knows `GET /metrics`, and `GET /healthz` where there is something to say."""

    timeout = PATIENCE
    server_version, sys_version = "inboxwatch", ""
    server: _Server

    def do_GET(self) -> None:
        """Answer."""
        if self.server.guarded and not _here(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.FORBIDDEN)  # a web page whose name was made to point at this computer
            return
        path = self.path.partition("?")[0]
        if path == "/healthz" and self.server.health is not None:
            well, words = self.server.health()
            status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
            self._answer(status, "application/json", (json.dumps(words) + "\n").encode())
            return
        if path != "/metrics":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        try:
            body = self.server.text().encode()
        except InboxwatchError:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._answer(HTTPStatus.OK, _TYPE, body)

    def do_HEAD(self) -> None:
        """Answer without the body: who looks whether it lives need not read it."""
        self.do_GET()

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Nothing: the log is for what the owner should know."""


def _here(host: str) -> bool:
    """Whether a Host header names this computer by address or as localhost."""
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    try:
        return name == "localhost" or ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
