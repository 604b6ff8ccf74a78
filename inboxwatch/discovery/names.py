"""What the name system says about a domain's mail: SRV records (RFC 6186, RFC 8314) and mail exchangers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal

from inboxwatch.discovery.candidates import Candidate, Security

log = logging.getLogger(__name__)

TIMEOUT = 4.0
"""Seconds for one question."""

_SERVICES: tuple[tuple[str, Literal["imap", "smtp"], Security], ...] = (
    ("_imaps._tcp", "imap", "tls"),
    ("_imap._tcp", "imap", "starttls"),
    ("_submissions._tcp", "smtp", "tls"),
    ("_submission._tcp", "smtp", "starttls"),
)


Ask = Callable[[str, str], list[tuple[str, ...]]]
"""Ask the name system for a name's records of a kind ("SRV", "MX"): their parts as text; [] for whatever went wrong."""


def services(domain: str, ask: Ask) -> list[Candidate]:
    """The servers of a domain's SRV records, by priority; a target "." means that there is none."""
    found = []
    for service, kind, security in _SERVICES:
        records = [(int(row[0]), row[3].rstrip(".").lower(), int(row[2])) for row in ask(f"{service}.{domain}", "SRV")]
        for _, host, port in sorted(records):
            if host:
                found.append(Candidate(kind, host, port, security, f"SRV record of {domain}"))
    return found


def exchangers(domain: str, ask: Ask) -> list[str]:
    """Names of the domain's mail exchangers."""
    return [row[1] for row in ask(domain, "MX")]


def asked(name: str, kind: str) -> list[tuple[str, ...]]:
    """Ask with dnspython."""
    from dns import exception, resolver

    try:
        answer = resolver.resolve(name, kind, lifetime=TIMEOUT)
    except (exception.DNSException, OSError, ValueError) as error:
        log.info("%s %s: %s", kind, name, type(error).__name__)
        return []
    return [tuple(record.to_text().split()) for record in answer]
