"""A moment's web server on a free loopback port, where the browser brings the provider's answer (RFC 8252, 7.3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from inboxwatch.errors import PermanentError

Answer = dict[str, str]
"""The parameters that the browser brought."""

_PAGE = b"""<!doctype html><meta charset="utf-8"><title>inboxwatch</title>
<p>That is all. You can close this page and go back to the terminal.</p>
"""


class _Server(HTTPServer):
    """Keeps the first answer that has a code or an error."""

    answer: Answer | None = None


class _Handler(BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self) -> None:
        """Take the answer; anything else that asks here (a favicon, another program) gets nothing."""
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True, max_num_fields=30)
        found = {name: values[0] for name, values in query.items()}
        if "code" in found or "error" in found:
            self.server.answer = found  # type: ignore[attr-defined]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(_PAGE)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's names
        """Say nothing: the request line holds the code (T14)."""


@contextmanager
def listening() -> Iterator[tuple[str, Callable[[float], Answer]]]:
    """Yield the address to come back to, and what waits so many seconds for the answer.

    Waiting raises PermanentError if nobody comes.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:

        def wait(seconds: float) -> Answer:
            end = time.monotonic() + seconds
            while server.answer is None and (left := end - time.monotonic()) > 0:
                server.timeout = left
                server.handle_request()
            if server.answer is None:
                raise PermanentError("Nobody came back from the browser.", "Sign in once more.")
            return server.answer

        yield f"http://127.0.0.1:{server.server_port}/", wait
