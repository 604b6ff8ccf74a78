"""The whole search, cheapest and surest first, and the check that a candidate is really there."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from inboxwatch.discovery import autoconfig, names, providers
from inboxwatch.discovery.candidates import Candidate, Discovery
from inboxwatch.tls import verifying_context

PATIENCE = 5.0
"""Seconds to connect to a candidate."""

GUESSED = "guessed"
"""Source of a candidate that nobody named."""

Reach = Callable[[Candidate], bool]


def discover(domain: str, *, fetch: autoconfig.Fetch = autoconfig.fetched, ask: names.Ask = names.asked) -> Discovery:
    """Find the servers of a domain. Never raises; finds nothing where there is no network."""
    known = providers.by_domain(domain)
    if known is not None:
        return known.discovery()
    published = autoconfig.look_up(domain, fetch)
    host = providers.by_exchanger(names.exchangers(domain, ask))
    of_host = host.discovery() if host is not None else Discovery()
    found = (*published, *names.services(domain, ask), *of_host.candidates, *guesses(domain))
    return Discovery(found, of_host.provider, of_host.advice)


def guesses(domain: str) -> Iterator[Candidate]:
    """Names that servers often have; they count only once they have been reached."""
    for name in (f"imap.{domain}", f"mail.{domain}", domain):
        yield Candidate("imap", name, 993, "tls", GUESSED)
    for name in (f"smtp.{domain}", f"mail.{domain}", domain):
        yield Candidate("smtp", name, 465, "tls", GUESSED)
        yield Candidate("smtp", name, 587, "starttls", GUESSED)


def reach(candidate: Candidate, *, ca_file: Path | None = None) -> bool:
    """Whether something there greets as it should, over TLS with a good certificate where TLS comes first.

    For STARTTLS only the greeting is looked at; the certificate is checked when signing in.
    """
    greeting = b"* OK" if candidate.kind == "imap" else b"220"
    try:
        with socket.create_connection((candidate.host, candidate.port), PATIENCE) as plain:
            if candidate.security == "starttls":
                return plain.recv(64).startswith(greeting)
            context = verifying_context(ca_file)
            with context.wrap_socket(plain, server_hostname=candidate.host) as secure:
                return secure.recv(64).startswith(greeting)
    except (OSError, ValueError):
        return False


def first(discovery: Discovery, kind: str, reached: Reach = reach) -> Candidate | None:
    """The first candidate of a kind that can be reached."""
    return next((candidate for candidate in discovery.of(kind) if reached(candidate)), None)
