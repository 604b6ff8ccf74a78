"""The HTTP adapter below exchangelib: verified TLS, one host, bounded answers, and sockets that others can cut."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakSet

from connectors.exchange_errors import ForeignHostError, TooLargeError

if TYPE_CHECKING:
    from requests import PreparedRequest, Response
    from requests.adapters import HTTPAdapter

LARGEST = 64 << 20
"""Bytes, after decompression, that one answer may have: a batch of messages without attachments needs a few million."""
LONG = 60_000
"""Bytes of a request after which its connection is not used again: gromox takes what follows one of 64 KB for rubbish,
and a sync state grows to that in mailboxes of some ten thousand messages."""
_HEAD = 4_096


class Sockets:
    """The open sockets of a link, and what went wrong on them last."""

    def __init__(self) -> None:
        """None is open yet."""
        self._open: WeakSet[socket.socket] = WeakSet()
        self.failure: BaseException | None = None

    def add(self, sock: socket.socket | None) -> None:
        """Remember one."""
        if sock is not None:
            self._open.add(sock)

    def cut(self) -> None:
        """End what other threads do with them, who notice as if the other side had gone. Never raises."""
        for sock in list(self._open):
            with suppress(OSError, ValueError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose state belongs to the other thread

    def close(self) -> None:
        """Close them. Never raises."""
        for sock in list(self._open):
            with suppress(OSError, ValueError):
                sock.close()


def silenced() -> None:
    """Let exchangelib log nothing: it writes headers with passwords and whole mails (T14)."""
    logger = logging.getLogger("exchangelib")
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def adapter(context: ssl.SSLContext, netloc: str, sockets: Sockets) -> HTTPAdapter:
    """Make the adapter of one session; requests for any other host than `netloc` raise before anything is sent."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool

    class Connection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            sockets.add(self.sock)

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    class Adapter(HTTPAdapter):
        spent = False

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as requests has it
            super().init_poolmanager(*args, **kwargs, ssl_context=context)
            self.poolmanager.pool_classes_by_scheme = {"https": Pool}

        def build_connection_pool_key_attributes(
            self, request: PreparedRequest, *_: object, **__: object
        ) -> tuple[dict[str, Any], dict[str, Any]]:
            parts = urlsplit(str(request.url))
            host = {"scheme": "https", "host": parts.hostname, "port": parts.port}
            return host, {"ssl_context": context, "cert_reqs": "CERT_REQUIRED"}

        def cert_verify(self, conn: Any, url: str, verify: object, cert: object) -> None:  # noqa: ANN401
            """Leave it to the context, whatever the environment or a switch says."""

        def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
            there = urlsplit(str(request.url))
            if there.scheme != "https" or there.netloc != netloc:
                raise ForeignHostError(there.netloc)
            if self.spent:
                self.poolmanager.clear()
            try:
                response = super().send(request, *args, **kwargs)
            except Exception as error:
                sockets.failure = error
                raise
            # A 401 is followed by the rest of a handshake, which belongs to that connection.
            self.spent = int(request.headers.get("Content-Length", 0)) > LONG and response.status_code != 401  # noqa: PLR2004 - RFC 9110
            return bounded(response, sockets)

    return Adapter(pool_connections=1, pool_maxsize=1, pool_block=True, max_retries=0)


def bounded(response: Response, sockets: Sockets) -> Response:
    """Have reading the answer end with an error where it is too large or declares entities."""
    stream = response.raw.stream

    def limited(*args: Any, **kwargs: Any) -> Iterator[bytes]:  # noqa: ANN401 - as urllib3 has it
        size, head = 0, b""
        try:
            for chunk in stream(*args, **kwargs):
                size += len(chunk)
                if len(head) < _HEAD:
                    head += chunk[:_HEAD]
                if size > LARGEST or b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise TooLargeError  # noqa: TRY301 - noted below like everything else
                yield chunk
        except Exception as error:
            sockets.failure = error
            raise

    response.raw.stream = limited
    return response
