"""A mail server in sentences: which one it is, and what it said without the secrets that it may have said back."""

from __future__ import annotations

import base64
from dataclasses import dataclass

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Where:
    """Names the account in sentences."""

    host: str
    port: int
    username: str

    @property
    def server(self) -> str:
        """Return host and port for the beginning of a sentence."""
        return f"{self.host}:{self.port}"

    def clean(self, text: bytes | str, *secrets: str) -> str:
        """Return a server's words for a sentence: one line, short, without control characters and `secrets`."""
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        for secret in secrets:
            for form in _forms(self.username, secret):
                words = words.replace(form, "…")
        words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _forms(username: str, secret: str) -> list[str]:
    """Return the ways in which a password can come back from a server."""
    if not secret:
        return []
    plain = f"\0{username}\0{secret}"
    return [
        *(base64.b64encode(each.encode()).decode() for each in (bearer(username, secret), plain, secret)),
        secret.replace("\\", "\\\\").replace('"', '\\"'),
        secret,
    ]


def bearer(username: str, token: str) -> str:
    """What XOAUTH2 sends in place of a password, before base64."""
    return f"user={username}\1auth=Bearer {token}\1\1"
