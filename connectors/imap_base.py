"""What we use of imapclient, with types: it ships none, and its whole surface would be far more than we touch.

At run time this is imapclient itself; tests/integration runs every method named here against a real server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import imaplib
    import ssl

    class SocketTimeout:
        """Seconds for connecting and for each read."""

        def __init__(self, connect: float, read: float) -> None:
            """Either may be a fraction."""

    class IMAPClient:
        """A connection; methods raise `imaplib.IMAP4.error` for refusals and `OSError` for what the network does."""

        ssl_context: ssl.SSLContext | None
        normalise_times: bool
        _imap: imaplib.IMAP4

        def __init__(
            self,
            host: str,
            port: int,
            *,
            ssl: bool = True,
            ssl_context: ssl.SSLContext | None = None,
            timeout: SocketTimeout | None = None,
        ) -> None:
            """Connect and read the greeting."""

        def starttls(self, ssl_context: ssl.SSLContext | None = None) -> bytes | None:
            """Start TLS."""

        def login(self, username: str, password: str) -> bytes:
            """Sign in by LOGIN."""

        def plain_login(self, identity: str, password: str) -> bytes:
            """Sign in by SASL PLAIN."""

        def oauth2_login(self, user: str, access_token: str) -> bytes:
            """Sign in by XOAUTH2."""

        def oauthbearer_login(self, identity: str, access_token: str) -> bytes:
            """Sign in by OAUTHBEARER."""

        def capabilities(self) -> tuple[bytes, ...]:
            """What the server announced."""

        def has_capability(self, capability: str) -> bool:
            """Whether the server announced it."""

        def idle(self) -> None:
            """Send IDLE."""

        def idle_done(self) -> tuple[bytes, list[tuple[int | bytes, ...]]]:
            """Send DONE; the command's last words, and what came meanwhile."""

        def shutdown(self) -> None:
            """Close without LOGOUT."""

else:
    from imapclient import IMAPClient, SocketTimeout

__all__ = ["IMAPClient", "SocketTimeout"]
