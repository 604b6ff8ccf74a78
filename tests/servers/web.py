"""A web server for tests that takes what it is sent, and answers, refuses, points elsewhere or falls silent."""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.servers.certificates import Pair


@dataclass(frozen=True)
class Posted:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body read as JSON."""
        return json.loads(self.body)


class Web:
    """A server on loopback, with `pair` over TLS.

    `status` is what it answers, `location` where it points. `silent`: it never answers; `drip`: it never ends to.
    """

    host = "localhost"

    def __init__(
        self,
        *,
        status: int = 200,
        silent: bool = False,
        location: str = "",
        drip: bool = False,
        pair: Pair | None = None,
    ) -> None:
        """Listen at once."""
        self.status, self.silent, self.location, self.drip = status, silent, location, drip
        self.posted: list[Posted] = []
        self._over = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                web.posted.append(Posted(self.command, self.path, dict(self.headers.items()), body))
                if web.silent:
                    web._over.wait(30)
                    self.close_connection = True
                    return
                self.send_response(web.status)
                if web.location:
                    self.send_header("Location", web.location)
                if web.drip:
                    self.send_header("Content-Length", "1000000")
                    self.end_headers()
                    while not web._over.wait(0.05):
                        self.wfile.write(b" ")
                    return
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            do_POST = do_PUT = do_GET = _take  # noqa: N815 - http.server's names

            def log_message(self, *_: object) -> None:
                """Tests read `posted`."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that gives up is what tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        if pair is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(pair.certificate, pair.key)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)
