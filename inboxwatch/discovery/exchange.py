"""Whether a domain's mailboxes are on an Exchange Server or in Microsoft 365, by what the domain publishes.

Nobody signs in here. Asked are hosts of the domain alone, over verified TLS: autodiscover's second version (JSON)
names the address of Exchange Web Services, the first ([MS-OXDSCLI]) at least asks for a sign-in as Exchange does. They
are told the mail address; everybody else, the name system, is told no more than the domain. A host elsewhere
that the domain points at is only named: whether a password may go there is for its owner to say (T20).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from inboxwatch.discovery import names, providers
from inboxwatch.errors import InboxwatchError
from inboxwatch.tls import verifying_context

log = logging.getLogger(__name__)

LARGEST = 64 << 10
"""Bytes of an answer that are read."""
TIMEOUT = 5.0
"""Seconds for each step of an address."""
REDIRECTS = 3
JSON = "https://{host}/autodiscover/autodiscover.json/v1.0/{address}?Protocol=EWS"
XML = "https://{host}/autodiscover/autodiscover.xml"
EWS = "https://{host}/EWS/Exchange.asmx"
"""Where Exchange Web Services are on nearly every Exchange Server."""

_CLOUD = ("outlook.com", "office365.com", "office.com", "office365.us", "partner.outlook.cn")
"""Domains of Exchange Online."""
_WINDOWS = frozenset({"ntlm", "negotiate"})
_MARKS = frozenset({"x-feserver", "x-beserver", "x-calculatedbetarget", "x-owa-version"})
"""Header fields that only Exchange sends."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: the status, header fields by lower-case name (several joined by a comma), the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


Probe = Callable[[str], "Answer | None"]
"""Get an https address without following redirects; None for whatever went wrong."""


@dataclass(frozen=True)
class Sighting:
    """What kind of server a domain's mailboxes are on, and in words how that is known.

    `endpoint` is the address of Exchange Web Services as far as it is known without signing in. `foreign`: it is on a
    host that is not of the domain, so nothing may be sent there before the owner agrees. `sure` is False where
    something asks for a sign-in that need not be Exchange.
    """

    kind: Literal["exchange", "graph"]
    why: str
    endpoint: str = ""
    foreign: bool = False
    sure: bool = True

    @property
    def host(self) -> str:
        """The host of the endpoint."""
        return urlsplit(self.endpoint).hostname or ""


def look(address: str, *, ask: names.Ask | None = None, probe: Probe | None = None) -> Sighting | None:
    """Look whether the mailbox of this address is on an Exchange Server or in Microsoft 365. Never raises."""
    ask = ask or names.asked
    domain = address.rpartition("@")[2].lower()
    why = in_cloud(domain, ask)
    if why:
        return Sighting("graph", why)
    targets = services(domain, ask)
    own = [host for host in targets if belongs(host, domain)]
    for host in dict.fromkeys((f"autodiscover.{domain}", domain, *own)):
        seen = at(host, address, probe or probed)
        if seen is not None:
            return seen
    foreign = next((host for host in targets if host not in own), "")
    if foreign:
        return Sighting("exchange", f"the SRV record of {domain} points at {foreign}", EWS.format(host=foreign), True)  # noqa: FBT003 - foreign
    return None


def in_cloud(domain: str, ask: names.Ask) -> str:
    """How the name system shows that a domain's mail is in Microsoft 365, "" if it does not."""
    for row in ask(f"autodiscover.{domain}", "CNAME"):
        if is_cloud(row[0]):
            return f"autodiscover.{domain} stands for {_shown(row[0])}"
    found = names.exchangers(domain, ask)
    provider = providers.by_exchanger(found)
    if provider is not None and provider.oauth == "microsoft":
        return f"the mail exchanger of {domain} is {_shown(found[0])}"
    at_microsoft = next((host for host in services(domain, ask) if is_cloud(host)), "")
    return f"the SRV record of {domain} points at {at_microsoft}" if at_microsoft else ""


def services(domain: str, ask: names.Ask) -> list[str]:
    """The hosts of the domain's SRV record for autodiscover, by priority."""
    rows = ask(f"_autodiscover._tcp.{domain}", "SRV")
    found = sorted((int(row[0]), row[3].rstrip(".").lower()) for row in rows if row[2] == "443")
    return [host for _, host in found if host and _shown(host) == host]


def at(host: str, address: str, probe: Probe) -> Sighting | None:
    """What one host of the address's domain says without a sign-in."""
    for place in (JSON, XML):
        seen = _followed(place.format(host=host, address=quote(address, safe="@")), address, probe)
        if seen is not None:
            return seen
    return None


def _followed(url: str, address: str, probe: Probe) -> Sighting | None:
    """Ask, and follow redirects as long as they stay within the domain and encrypted."""
    domain = address.rpartition("@")[2].lower()
    for _ in range(REDIRECTS):
        answer = probe(url)
        if answer is None:
            return None
        if answer.status not in (301, 302, 303, 307, 308):
            return _read(answer, url, domain)
        target = urljoin(url, answer.headers.get("location", ""))
        seen = _pointed(url, EWS.format(host=urlsplit(target).netloc) if safe(target) else "", domain)
        if seen is None or seen.kind == "graph" or seen.foreign:
            return seen
        url = target
    return None


def _read(answer: Answer, url: str, domain: str) -> Sighting | None:
    if answer.status == 200:  # noqa: PLR2004 - RFC 9110
        with suppress(ValueError, RecursionError):
            data = json.loads(answer.body)
            named = data.get("Url") if isinstance(data, dict) else None
            return _pointed(url, named, domain) if isinstance(named, str) else None
        return None
    host = urlsplit(url).hostname
    challenge = answer.headers.get("www-authenticate", "")
    ways = {word for each in challenge.split(",") if (word := each.split()[0].lower() if each.split() else "")}
    known = ways & {*_WINDOWS, "basic", "bearer"}
    if answer.status != 401 or not known:  # noqa: PLR2004
        return None
    words = ", ".join(sorted(way.upper() if way == "ntlm" else way.capitalize() for way in known))
    sure = bool(known & _WINDOWS or _MARKS & set(answer.headers))
    return Sighting("exchange", f"{host} asks for a sign-in as Exchange does ({words})", sure=sure)


def _pointed(source: str, url: str, domain: str) -> Sighting | None:
    """What it means that a host of the domain points at this address; None if it can be no good one."""
    if not safe(url):
        return None
    host, teller = (urlsplit(url).hostname or "").lower(), urlsplit(source).hostname
    if is_cloud(host):
        return Sighting("graph", f"{teller} points at {host}")
    return Sighting("exchange", f"{teller} points at {host}", url, foreign=not belongs(host, domain))


def safe(url: str) -> bool:
    """Whether this is an encrypted address without odd parts."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for what is none
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = url.isprintable() and " " not in url and _shown(host) == host
    return parts.scheme == "https" and bool(host) and plain and "@" not in parts.netloc


def belongs(host: str, domain: str) -> bool:
    """Whether a host is the domain itself or one within it."""
    low = host.lower().rstrip(".")
    return low == domain or low.endswith(f".{domain}")


def is_cloud(host: str) -> bool:
    """Whether a host is Exchange Online's."""
    return any(belongs(host, each) for each in _CLOUD)


def _shown(host: str) -> str:
    """A host's name for a sentence: what names may consist of, no more."""
    return "".join(char for char in host.rstrip(".").lower() if char.isascii() and (char.isalnum() or char in ".-_"))[
        :200
    ]


def probed(url: str, ca_file: Path | None = None) -> Answer | None:
    """Get an address over verified TLS, without credentials; `ca_file` replaces the system's authorities."""
    import httpx

    if urlsplit(url).scheme != "https":
        return None
    try:
        context = verifying_context(ca_file)
        with (
            httpx.Client(verify=context, timeout=TIMEOUT, follow_redirects=False) as client,
            client.stream("GET", url, headers={"User-Agent": "inboxwatch"}) as answer,
        ):
            body = b""
            for chunk in answer.iter_bytes(4096):
                body += chunk
                if len(body) > LARGEST:
                    return None
            return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, body)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, InboxwatchError) as error:
        log.info("%s: %s", urlsplit(url).hostname, type(error).__name__)
        return None
