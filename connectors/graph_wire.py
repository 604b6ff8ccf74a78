"""One HTTPS connection to Microsoft Graph: bounded answers, a token that goes to one host only, no redirects (T20)."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from connectors.graph_errors import LASTS, Where, refused, translated
from inboxwatch import __version__
from inboxwatch.errors import ConnectorError, PermanentError, TransientError
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    import httpx

MOST = 32 << 20
"""Bytes of one answer; a page that is larger is asked for again in smaller pieces."""
LONGEST_ANSWER = 300.0
"""Seconds that one whole answer may take, however lively it trickles."""
STEPS = 20
"""Requests in one `$batch`, as Microsoft limits it."""
IMMUTABLE = 'IdType="ImmutableId"'


class TooLargeError(TransientError):
    """An answer is larger than what we are ready to hold."""


class Reply(NamedTuple):
    """What came back: the HTTP status, the decoded JSON (None without any), the header fields in lower case."""

    status: int
    data: Any
    headers: Mapping[str, str]


class Wire:
    """Asks questions one after the other. Raises TransientError or PermanentError and nothing else."""

    def __init__(
        self, base_url: str, where: Where, token: Callable[[], str], ca_file: Path | None, timeout: float
    ) -> None:
        """Open nothing yet; `token` is asked before each question."""
        self.base, self.where = base_url.rstrip("/"), where
        self._token, self._ca_file, self._timeout = token, ca_file, timeout
        self._client: httpx.Client | None = None
        self._socket: socket.socket | None = None
        self._cut = False

    def allowed(self, url: object) -> str:
        """Return a link that the service gave if it leads to the service itself (T20); raise PermanentError if not."""
        here, there = urlsplit(self.base), None
        with suppress(ValueError):
            there = urlsplit(url) if isinstance(url, str) and url.isprintable() else None
        if there is None or (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise PermanentError(
                f"{self.where.host} gave a link to another host, which was not followed.",
                "Check base_url; if it is right, ask whether somebody sits in between.",
            )
        if not there.path.startswith(f"{here.path}/") or "/../" in there.path:
            raise PermanentError(f"{self.where.host} gave a link outside of {here.path}, which was not followed.")
        return str(url)

    def get(self, path: str, *, prefer: Iterable[str] = (), most: int = MOST) -> dict[str, Any]:
        """Read a JSON object at a path below the base, or at a whole link that the service gave."""
        found = self.ask("GET", path, prefer=prefer, most=most)
        if not isinstance(found.data, dict):
            raise TransientError(f"{self.where.host} answered something that is no object.", LASTS)
        return found.data

    def batch(self, paths: Mapping[str, str], *, prefer: Iterable[str] = ()) -> dict[str, Reply]:
        """Read several paths below the base in one round trip (at most `STEPS`), by their names."""
        headers = {"Prefer": ", ".join([IMMUTABLE, *prefer])}
        steps = [{"id": name, "method": "GET", "url": path, "headers": headers} for name, path in paths.items()]
        body = json.dumps({"requests": steps}).encode()
        found = self.ask("POST", "/$batch", body=body, kind="application/json").data
        answers = found.get("responses") if isinstance(found, dict) else None
        replies = {}
        for one in answers if isinstance(answers, list) else []:
            if isinstance(one, dict) and isinstance(one.get("status"), int) and one.get("id") in paths:
                given = one.get("headers")
                named = {str(k).lower(): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
                replies[str(one["id"])] = Reply(one["status"], one.get("body"), named)
        return replies

    def batch_of(
        self, links: Sequence[str], *, prefer: Iterable[str] = ()
    ) -> dict[str, dict[str, Any] | ConnectorError]:
        """Read whole links that the service gave in one round trip (at most `STEPS`): objects, or what went wrong.

        A link that was not answered is left out.
        """
        paths = {str(number): self.allowed(link).removeprefix(self.base) for number, link in enumerate(links)}
        found: dict[str, dict[str, Any] | ConnectorError] = {}
        for number, reply in self.batch(paths, prefer=prefer).items():
            good = reply.status == 200 and isinstance(reply.data, dict)  # noqa: PLR2004 - success in HTTP
            failure = refused(self.where, reply.status, reply.data, reply.headers)
            found[links[int(number)]] = reply.data if good else failure
        return found

    def ready(self) -> None:
        """Have a token and the means to connect, or raise; nothing is sent."""
        with translated(self.where):
            self._token()
            self._opened()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        kind: str = "",
        prefer: Iterable[str] = (),
        most: int = MOST,
    ) -> Reply:
        """Ask once; where the token is refused, once more with a new one. Raises for what is not 2xx."""
        url = self.base + path if path.startswith("/") else self.allowed(path)
        headers = {"Prefer": ", ".join([IMMUTABLE, *prefer])}
        if kind:
            headers["Content-Type"] = kind
        token = self._token()
        reply = self._once(method, url, body, {**headers, "Authorization": f"Bearer {token}"}, most)
        renew = getattr(self._token, "renew", None)
        if reply.status == 401 and renew is not None and "claims" not in reply.headers.get("www-authenticate", ""):  # noqa: PLR2004
            token = renew(token)
            reply = self._once(method, url, body, {**headers, "Authorization": f"Bearer {token}"}, most)
        if not 200 <= reply.status < 300:  # noqa: PLR2004 - success in HTTP
            raise refused(self.where, reply.status, reply.data, reply.headers)
        return reply

    def _once(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int) -> Reply:
        end = time.monotonic() + LONGEST_ANSWER
        with translated(self.where):
            client = self._opened()
            extensions = {"trace": self._traced}
            with client.stream(method, url, content=body, headers=dict(headers), extensions=extensions) as answer:
                chunks, size = [], 0
                for chunk in answer.iter_bytes():
                    size += len(chunk)
                    if size > most:
                        raise TooLargeError(f"{self.where.host} answers more than {most >> 20} MB at once.")
                    if time.monotonic() > end:
                        raise TransientError(f"{self.where.host} takes too long over one answer.", LASTS)
                    chunks.append(chunk)
                given = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status_code, _decoded(b"".join(chunks)), given)

    def _opened(self) -> httpx.Client:
        import httpx

        if self._cut:
            raise TransientError(f"Reading from {self.where.host} was broken off.")
        if self._client is None:
            self._client = httpx.Client(
                verify=verifying_context(self._ca_file),
                timeout=self._timeout,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
                headers={"User-Agent": f"inboxwatch/{__version__}", "Accept": "application/json"},
            )
        return self._client

    def _traced(self, event: str, info: Mapping[str, Any]) -> None:
        """Know the socket, so that another thread can cut it off."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            found = info["return_value"].get_extra_info("socket")
            if isinstance(found, socket.socket):
                self._socket = found
            if self._cut:
                _shut(self._socket)

    def cut(self) -> None:
        """End what another thread does here: it raises TransientError. Never raises."""
        self._cut = True
        _shut(self._socket)

    def close(self) -> None:
        """Let go of the connection; never raises."""
        client, self._client, self._socket = self._client, None, None
        if client is not None:
            with suppress(Exception):
                client.close()


def _shut(sock: socket.socket | None) -> None:
    if sock is not None:
        with suppress(OSError, ValueError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose state belongs to the other thread


def _decoded(data: bytes) -> object:
    """JSON, None for anything else: hostile depth included."""
    try:
        return json.loads(data) if data else None
    except (ValueError, RecursionError):
        return None
