"""Finding what kind of server an address has, for `init`: IMAP, Exchange Server or Microsoft 365, and saying why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inboxwatch.discovery import Candidate, Discovery, discover, exchange
from inboxwatch.discovery.find import GUESSED, first
from inboxwatch.discovery.providers import by_domain

if TYPE_CHECKING:
    from inboxwatch.discovery.exchange import Sighting

Say = Callable[[str], None]


@dataclass(frozen=True)
class Server:
    """Where mail is read, and where it is sent if that was found; by IMAP unless `seen` says otherwise.

    `seen` is the organisation's Exchange Server, or Microsoft 365.
    """

    host: str
    port: int
    security: str
    username: str
    provider: str = ""
    smtp: Candidate | None = None
    seen: Sighting | None = None


def found(address: str, say: Say, *, ca_file: Path | None = None, imap_only: bool = False) -> Server | None:
    """What the address's domain has and what can be reached, the best way first; None if there is nothing.

    Microsoft 365 comes first, for there nothing else will work for long. A server for IMAP that the domain publishes
    comes before an Exchange Server, and that before a server whose name was only guessed.
    """
    domain = address.partition("@")[2]
    say(f"Looking for the mail server of {domain} …")
    discovery = discover(domain)
    for advice in discovery.advice:
        say(advice)
    known = by_domain(domain) is not None
    seen = None if known or imap_only else exchange.look(address, probe=partial(exchange.probed, ca_file=ca_file))
    if seen is not None and seen.kind == "graph":
        return replace(_imap(discovery, address) or _microsoft(address), provider="microsoft", seen=seen)
    if seen is not None and seen.sure:
        published = [each for each in discovery.candidates if each.source != GUESSED]
        discovery = replace(discovery, candidates=tuple(published))
    server = _imap(discovery, address)
    if server is None and seen is None:
        return _microsoft(address) if discovery.provider == "microsoft" and not known else None
    if server is None:
        return Server("", 0, "tls", address, seen=seen)
    say(f"✓ Found {server.host}:{server.port}, for IMAP ({_source(discovery, server)})")
    if seen is not None:
        say(f"{domain} may have an Exchange Server, too, since {seen.why}: --connector exchange reads that.")
    return server


def _imap(discovery: Discovery, address: str) -> Server | None:
    """The first server for IMAP that answers over TLS with a good certificate."""
    imap = first(discovery, "imap")
    if imap is None:
        return None
    smtp = first(discovery, "smtp")
    return Server(imap.host, imap.port, imap.security, imap.user(address), discovery.provider, smtp)


def _microsoft(address: str) -> Server:
    return Server("outlook.office365.com", 993, "tls", address, "microsoft")


def _source(discovery: Discovery, server: Server) -> str:
    return next(each.source for each in discovery.of("imap") if (each.host, each.port) == (server.host, server.port))
