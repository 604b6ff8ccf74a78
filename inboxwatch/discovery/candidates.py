"""What discovery finds: servers to try, and what is known of the provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Security = Literal["tls", "starttls"]


@dataclass(frozen=True)
class Candidate:
    """One server: `kind` is imap or smtp; `username` may hold the words that autoconfig uses (%EMAILADDRESS% …)."""

    kind: Literal["imap", "smtp"]
    host: str
    port: int
    security: Security
    source: str
    username: str = "%EMAILADDRESS%"

    def user(self, address: str) -> str:
        """Whom to sign in as."""
        local, _, domain = address.partition("@")
        words = {"%EMAILADDRESS%": address, "%EMAILLOCALPART%": local, "%EMAILDOMAIN%": domain}
        name = self.username
        for word, value in words.items():
            name = name.replace(word, value)
        return name


@dataclass(frozen=True)
class Discovery:
    """All candidates, the likeliest first. `provider` is "microsoft", "google" or ""; `advice` is for the owner."""

    candidates: tuple[Candidate, ...] = ()
    provider: str = ""
    advice: tuple[str, ...] = ()

    def of(self, kind: str) -> Sequence[Candidate]:
        """The candidates of one kind, each server once."""
        found: dict[tuple[str, int], Candidate] = {}
        for candidate in self.candidates:
            if candidate.kind == kind:
                found.setdefault((candidate.host, candidate.port), candidate)
        return list(found.values())
