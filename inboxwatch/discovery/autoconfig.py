"""What a domain publishes for mail programs, in Thunderbird's format: fetched over TLS, read with care (T21)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin, urlsplit

from inboxwatch.discovery.candidates import Candidate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

log = logging.getLogger(__name__)

LARGEST = 64 << 10
"""Bytes of an answer that are read; a real one has some three thousand."""
REDIRECTS = 3
TIMEOUT = 5.0
"""Seconds for each step of an address."""

_KINDS: tuple[tuple[str, Literal["imap", "smtp"]], ...] = (("incomingServer", "imap"), ("outgoingServer", "smtp"))


Fetch = Callable[[str], "bytes | None"]
"""Get an https address: its bytes, None for whatever went wrong."""


def addresses(domain: str) -> Iterator[tuple[str, str]]:
    """Where to look, with the words to tell it by: at the domain itself, then in Thunderbird's database."""
    whole = quote(domain)
    yield f"https://autoconfig.{whole}/mail/config-v1.1.xml", f"autoconfig.{domain}"
    yield f"https://{whole}/.well-known/autoconfig/mail/config-v1.1.xml", domain
    yield f"https://autoconfig.thunderbird.net/v1.1/{whole}", "Thunderbird's database"


def look_up(domain: str, fetch: Fetch) -> list[Candidate]:
    """The candidates of the first place that knows any."""
    for url, source in addresses(domain):
        answer = fetch(url)
        found = list(read(answer, source)) if answer else []
        if found:
            return found
    return []


def read(text: bytes, source: str) -> Iterator[Candidate]:
    """The servers in an answer that are encrypted; nothing for what is no such answer."""
    import defusedxml
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(text)
    except (ParseError, defusedxml.DefusedXmlException, ValueError):
        log.info("%s: what it publishes cannot be read.", source)
        return
    for name, kind in _KINDS:
        for server in root.iter(name):
            if server.get("type") == kind:
                candidate = _server(server, kind, source)
                if candidate is not None:
                    yield candidate


def _server(server: Element, kind: Literal["imap", "smtp"], source: str) -> Candidate | None:
    host = (server.findtext("hostname") or "").strip().lower()
    port = (server.findtext("port") or "").strip()
    security = {"SSL": "tls", "STARTTLS": "starttls"}.get((server.findtext("socketType") or "").strip())
    username = (server.findtext("username") or "%EMAILADDRESS%").strip()
    good = host.isascii() and host and all(char.isalnum() or char in ".-" for char in host) and username.isprintable()
    if not good or security is None or not port.isdecimal() or not 0 < int(port[:6]) < 1 << 16:
        return None
    return Candidate(kind, host, int(port), "tls" if security == "tls" else "starttls", source, username)


def fetched(url: str) -> bytes | None:
    """Get an address over verified TLS; redirects only to https, at most `REDIRECTS`; at most `LARGEST` bytes."""
    import requests

    for _ in range(REDIRECTS + 1):
        if urlsplit(url).scheme != "https":
            return None
        try:
            with requests.get(url, timeout=TIMEOUT, stream=True, allow_redirects=False) as answer:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers["Location"])
                    continue
                if answer.status_code != requests.codes.ok:
                    return None
                data = answer.raw.read(LARGEST + 1, decode_content=True)
                return data if len(data) <= LARGEST else None
        except (requests.RequestException, OSError, ValueError, KeyError) as error:
            log.info("%s: %s", urlsplit(url).hostname, type(error).__name__)
            return None
        except Exception as error:  # noqa: BLE001 - urllib3 raises its own while a body is read
            log.info("%s: %s", urlsplit(url).hostname, type(error).__name__)
            return None
    return None
