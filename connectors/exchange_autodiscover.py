"""Autodiscover: the address of Exchange Web Services for a mailbox, from its domain's own servers ([MS-OXDSCLI]).

First without signing in (version 2, JSON: `inboxwatch.discovery.exchange`), then with the password, at hosts of the
mail domain only, over verified TLS. An address on any other host is shown instead of used: whoever answers must not be
able to send us, and the password, elsewhere (T20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.exchange_errors import ONLINE, HttpError, SignInError, Where, explained
from connectors.exchange_wire import Sockets, adapter
from inboxwatch.discovery import exchange, names
from inboxwatch.errors import ElsewhereError, InboxwatchError, PermanentError, TransientError
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    from requests import Response, Session

    from connectors.exchange import Settings

_REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
_ANSWER = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
_STEPS = 5
_LARGEST = 1 << 20


class CloudError(PermanentError):
    """The mailbox is in Microsoft 365, which lets nobody in with a password and is read in another way."""

    def __init__(self, address: str, why: str) -> None:
        """Say how that is known."""
        message = f"The mailbox {address} is in Microsoft 365, for {why}."
        super().__init__(message, 'Read it with connector = "graph"; see docs/microsoft-365.md.')


def discover(settings: Settings, secret: Callable[[], str], ca_file: Path | None) -> str:
    """Find the endpoint.

    Raises PermanentError with what to do if there is none, ElsewhereError if it is on a host that is not of the
    domain, TransientError if nobody answers.
    """
    domain = settings.mailbox.rpartition("@")[2].lower()
    failures: list[InboxwatchError] = []
    for host in _hosts(domain):
        try:
            return _published(settings, host, domain, ca_file) or _asked(settings, host, domain, secret, ca_file)
        except (SignInError, CloudError):
            raise
        except (PermanentError, TransientError) as error:
            failures.append(error)
    failure = next((each for each in failures if isinstance(each, ElsewhereError)), failures[0])
    cloud = "" if isinstance(failure, ElsewhereError) else exchange.in_cloud(domain, names.asked)
    if cloud:
        raise CloudError(settings.mailbox, cloud)
    if isinstance(failure, ElsewhereError):
        raise failure
    kind = TransientError if all(isinstance(each, TransientError) for each in failures) else PermanentError
    raise kind(
        f"Autodiscover finds no Exchange server for {settings.mailbox}: {failure.message}",
        'Name it: endpoint = "https://mail.…/EWS/Exchange.asmx".',
    )


def _hosts(domain: str) -> Iterator[str]:
    """Where Outlook asks, too, in this order: two well-known names, then the SRV record's. Raises ElsewhereError."""
    yield f"autodiscover.{domain}"
    yield domain
    for host in exchange.services(domain, names.asked):
        if exchange.belongs(host, domain):
            yield host
        elif not exchange.is_cloud(host):
            _allowed(exchange.EWS.format(host=host), domain)


def _published(settings: Settings, host: str, domain: str, ca_file: Path | None) -> str:
    """What a host names without a sign-in, "" for nothing."""
    seen = exchange.at(host, settings.mailbox, partial(exchange.probed, ca_file=ca_file))
    if seen is not None and seen.kind == "graph":
        return _at_microsoft(settings, seen.why)
    if seen is None or not seen.endpoint:
        return ""
    return _allowed(seen.endpoint, domain)


def _asked(settings: Settings, host: str, domain: str, secret: Callable[[], str], ca_file: Path | None) -> str:
    """Sign in at a host of the domain and follow what it says."""
    url, address = exchange.XML.format(host=host), settings.mailbox
    for _ in range(_STEPS):
        where = Where(url, settings.username, address, settings.auth == "oauth2")
        kind, value = _once(settings, where, address, secret, ca_file)
        if kind == "url" and exchange.is_cloud(urlsplit(value).hostname or ""):
            return _at_microsoft(settings, f"{where.server} points there")
        if kind == "redirectAddr" and exchange.belongs(value.rpartition("@")[2], "onmicrosoft.com"):
            return _at_microsoft(settings, f"{where.server} names an address there")
        if kind == "url":
            return _allowed(value, domain)
        if kind == "redirectUrl":
            url = _allowed(value, domain)
        elif kind == "redirectAddr" and value.rpartition("@")[2].lower() == domain:
            address = value
        else:
            raise PermanentError(f"{where.server} points at another address or says nothing of use.", "Set endpoint.")
    raise PermanentError(f"Autodiscover of {domain} goes round in circles.", "Set endpoint.")


def _at_microsoft(settings: Settings, why: str) -> str:
    """The address there, for a token only: a password is of no use there, so it is not sent. Raises CloudError."""
    if settings.auth != "oauth2":
        raise CloudError(settings.mailbox, why)
    return exchange.EWS.format(host=ONLINE[0])


def _allowed(url: str, domain: str) -> str:
    """Return the address if it is safe to sign in there; else raise, naming it."""
    host = (urlsplit(url).hostname or "").lower() if exchange.safe(url) else ""
    if host and exchange.belongs(host, domain):
        return url
    if not host:
        raise PermanentError(
            f"Autodiscover of {domain} points at an address that is none for a sign-in.",
            "Name the right one: endpoint.",
        )
    endpoint = url if urlsplit(url).path.lower().endswith(".asmx") else exchange.EWS.format(host=host)
    raise ElsewhereError(
        f"Autodiscover of {domain} points at {host}, which is not of that domain.",
        f'If you know that host, name it: endpoint = "{endpoint}".',
        endpoint,
    )


def _once(
    settings: Settings, where: Where, address: str, secret: Callable[[], str], ca_file: Path | None
) -> tuple[str, str]:
    sockets = Sockets()
    failure: InboxwatchError | None = None
    try:
        with _session(where.endpoint, ca_file, sockets) as session:
            response = _posted(session, settings, where.endpoint, _body(address), secret)
            if response.status_code == 401:  # noqa: PLR2004 - RFC 9110
                from exchangelib.errors import UnauthorizedError

                raise UnauthorizedError("refused")  # noqa: TRY301 - told like every other failure
            if response.status_code in (301, 302, 307, 308):
                return "redirectUrl", response.headers.get("Location", "")
            if response.status_code != 200:  # noqa: PLR2004
                raise HttpError(response.status_code)  # noqa: TRY301
            return _read(where, response.content[:_LARGEST])
    except Exception as error:  # noqa: BLE001 - one sentence for whatever it is
        failure = explained(where, error, sockets.failure)
    raise failure


def _session(url: str, ca_file: Path | None, sockets: Sockets) -> Session:
    import requests

    made = requests.Session()
    made.adapters.clear()
    made.mount("https://", adapter(verifying_context(ca_file), urlsplit(url).netloc, sockets))
    made.headers.update({"Content-Type": "text/xml; charset=utf-8", "User-Agent": "inboxwatch"})
    return made


def _posted(session: Session, settings: Settings, url: str, body: bytes, secret: Callable[[], str]) -> Response:
    """Ask without signing in first, to see how the server wants it."""
    from connectors.exchange_link import bearer

    def post() -> Response:
        return session.post(url, data=body, timeout=settings.timeout, allow_redirects=False)

    if settings.auth == "oauth2":
        session.auth = bearer(secret)
        return post()
    response = post()
    if response.status_code != 401:  # noqa: PLR2004 - RFC 9110
        return response
    from exchangelib.transport import get_auth_instance, get_auth_method_from_response

    how = get_auth_method_from_response(response)
    session.auth = get_auth_instance(auth_type=how, username=settings.username, password=secret())
    return post()


def _body(address: str) -> bytes:
    from lxml import etree

    root = etree.Element("Autodiscover", nsmap={None: _REQUEST})
    request = etree.SubElement(root, "Request")
    etree.SubElement(request, "EMailAddress").text = address
    etree.SubElement(request, "AcceptableResponseSchema").text = _ANSWER
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _read(where: Where, content: bytes) -> tuple[str, str]:
    """What an answer says: an address of Exchange Web Services, or where to ask next."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError):
        raise PermanentError(f"{where.server} answers autodiscover with something else.", "Set endpoint.") from None
    space = f"{{{_ANSWER}}}"
    for protocol in root.iter(f"{space}Protocol"):
        found = protocol.findtext(f"{space}EwsUrl")
        if found:
            return "url", found.strip()
    for name, kind in (("RedirectUrl", "redirectUrl"), ("RedirectAddr", "redirectAddr")):
        found = next((each.text for each in root.iter(f"{space}{name}") if each.text), None)
        if found:
            return kind, found.strip()
    return "", ""
