"""A provider for tests: OpenID discovery, device codes, authorization codes with PKCE, refresh with rotation; over TLS.

Access tokens are JWTs (HS256) that Dovecot checks by itself. The server keeps what it was asked in `asked`, so that a
test can say how often something was refreshed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

from tests.servers.certificates import Authority

SECRET = b"a secret of at least thirty-two bytes for HS256"


class Provider:
    """One provider on a free loopback port; `url` is its address, `ca` the authority to trust."""

    def __init__(
        self, folder: Path, email: str, *, lifetime: int = 3600, rotate: bool = True, pending: int = 1
    ) -> None:
        """Grant tokens for `email`; `pending` device polls are told to wait, refresh tokens are good once."""
        self.email, self.lifetime, self.rotate, self.pending = email, lifetime, rotate, pending
        self.authority = Authority(folder / "provider")
        pair = self.authority.issue("provider")
        self.ca = self.authority.file
        self.client_secret = "the program's own secret"
        self.refusal: dict[str, str] = {}
        self.asked: list[str] = []
        self.refresh_tokens: set[str] = set()
        self.challenges: dict[str, str] = {}
        self.refusals = 0
        self.slow = 0.0
        self._lock = threading.Lock()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair.certificate, pair.key)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def table(self, kind: str) -> dict[str, Any]:
        """The `oauth2` table of a mailbox that signs in here."""
        common = {"client_id": "inboxwatch-test", "ca_file": str(self.ca), "scopes": ["mail"]}
        if kind == "microsoft":
            return {"provider": kind, "authority": self.url, "tenant": "corp.example", **common}
        addresses = {"authorize_url": f"{self.url}/authorize", "token_url": f"{self.url}/token"}
        return {"provider": "custom", **addresses, **common}

    def access(self, *, lifetime: int | None = None, **more: str) -> str:
        """Make an access token; `more` are further claims."""
        now = int(time.time())
        ends = now + (self.lifetime if lifetime is None else lifetime)
        claims = {"email": self.email, "sub": self.email, "iat": now - 60, "nbf": now - 60, "exp": ends}
        return jwt.encode({**claims, **more, "jti": secrets.token_hex(8)}, SECRET, algorithm="HS256")

    def grant(self) -> dict[str, Any]:
        """What the token endpoint answers when it is content."""
        refresh = secrets.token_urlsafe(24)
        with self._lock:
            self.refresh_tokens.add(refresh)
        answer = {"access_token": self.access(), "token_type": "Bearer", "expires_in": self.lifetime}
        return {**answer, "refresh_token": refresh, "scope": "mail"}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:  # noqa: PLR0911 - one answer a grant
        """Answer at the token endpoint (RFC 6749, 5)."""
        kind = form.get("grant_type", "")
        self.asked.append(kind)
        time.sleep(self.slow)
        if self.refusal:
            return 400, dict(self.refusal)
        if kind == "client_credentials":
            if form.get("client_secret") != self.client_secret and "client_assertion" not in form:
                said = "AADSTS7000215: Invalid client secret provided. Trace ID: 1"
                return 401, {"error": "invalid_client", "error_description": said}
            return 200, {"access_token": self.access(idtyp="app"), "token_type": "Bearer", "expires_in": self.lifetime}
        if kind == "refresh_token":
            return self._refreshed(form.get("refresh_token", ""))
        if kind == "urn:ietf:params:oauth:grant-type:device_code":
            if self.pending > 0:
                self.pending -= 1
                return 400, {"error": "authorization_pending"}
            return 200, self.grant()
        if kind == "authorization_code":
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if self.challenges.pop(form.get("code", ""), None) != challenge:
                return 400, {"error": "invalid_grant", "error_description": "code or verifier is wrong"}
            return 200, self.grant()
        return 400, {"error": "unsupported_grant_type"}

    def _refreshed(self, token: str) -> tuple[int, dict[str, Any]]:
        with self._lock:
            if self.refusals > 0:
                self.refusals -= 1
                return 400, {"error": "invalid_grant", "error_description": "not now"}
            if token not in self.refresh_tokens:
                return 400, {
                    "error": "invalid_grant",
                    "error_description": "The refresh token was revoked. Trace ID: 1",
                }
            self.refresh_tokens.discard(token)
        return 200, self.grant()

    def authorize(self, query: dict[str, str]) -> str:
        """What the person's browser does after the person agreed: where it is sent to."""
        code = secrets.token_urlsafe(12)
        self.challenges[code] = query["code_challenge"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _json(self, status: int, value: dict[str, Any]) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
                return
            if not parts.path.endswith("/.well-known/openid-configuration"):
                self._json(404, {})
                return
            tenant = f"{provider.url}/corp.example"
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
            found = {name: f"{tenant}/{path}" for name, path in names.items()}
            self._json(200, {"issuer": tenant, "device_authorization_endpoint": f"{tenant}/devicecode", **found})

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()}
            if self.path.endswith("/devicecode"):
                there = f"{provider.url}/device"
                code = {"device_code": "d", "user_code": "ABCD-EFGH", "verification_uri": there, "message": "…"}
                self._json(200, {**code, "expires_in": 600, "interval": 0})
                return
            self._json(*provider.token(form))

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    return Handler
