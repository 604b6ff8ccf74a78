"""Finding the servers of an address for `init`, and telling how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inboxwatch.discovery import Candidate, discover
from inboxwatch.discovery.find import first
from inboxwatch.discovery.providers import by_domain


@dataclass(frozen=True)
class Server:
    """Where mail is read, and where it is sent if that was found. `cloud`: an organisation's mail in Microsoft 365."""

    host: str
    port: int
    security: str
    username: str
    provider: str = ""
    smtp: Candidate | None = None
    cloud: bool = False


def found(address: str, say: Callable[[str], None]) -> Server | None:
    """The first server of the address's domain that answers over TLS with a good certificate, None if there is none."""
    domain = address.partition("@")[2]
    say(f"Looking for the mail server of {domain} …")
    discovery = discover(domain)
    for advice in discovery.advice:
        say(advice)
    cloud = discovery.provider == "microsoft" and by_domain(domain) is None
    imap, smtp = first(discovery, "imap"), first(discovery, "smtp")
    if imap is None:
        return Server("outlook.office365.com", 993, "tls", address, "microsoft", cloud=True) if cloud else None
    say(f"✓ Found {imap.host}:{imap.port} ({imap.source})")
    return Server(imap.host, imap.port, imap.security, imap.user(address), discovery.provider, smtp, cloud)
