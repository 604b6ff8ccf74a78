"""Autodiscover: the address of Exchange Web Services for a mailbox, from its domain's own servers ([MS-OXDSCLI]).

The password is sent to hosts of the mail domain only, over verified TLS, and an address on any other host is shown
instead of used: whoever answers must not be able to send us, and the password, elsewhere (T20).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.exchange_errors import ONLINE, HttpError, Where, explained
from connectors.exchange_wire import Sockets, adapter
from inboxwatch.errors import InboxwatchError, PermanentError, TransientError
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    from requests import Response, Session

    from connectors.exchange import Settings

PLACES = (
    "https://autodiscover.{domain}/autodiscover/autodiscover.xml",
    "https://{domain}/autodiscover/autodiscover.xml",
)
"""Where Outlook asks, too, in this order."""
_REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
_ANSWER = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
_STEPS = 5
_LARGEST = 1 << 20


def discover(settings: Settings, secret: Callable[[], str], ca_file: Path | None) -> str:
    """Find the endpoint. Raises PermanentError with what to do if there is none, TransientError if nobody answers."""
    domain = settings.mailbox.rpartition("@")[2].lower()
    failures: list[InboxwatchError] = []
    for place in PLACES:
        url = place.format(domain=domain)
        try:
            return _asked(settings, url, domain, secret, ca_file)
        except PermanentError as error:
            if "refused the password" in error.message:
                raise
            failures.append(error)
        except TransientError as error:
            failures.append(error)
    foreign = next((each for each in failures if "points at" in each.message), None)
    if foreign is not None:
        raise foreign
    raise PermanentError(
        f"Autodiscover finds no Exchange server for {settings.mailbox}: {failures[-1].message}",
        'Name it: endpoint = "https://mail.…/EWS/Exchange.asmx".',
    )


def _asked(settings: Settings, url: str, domain: str, secret: Callable[[], str], ca_file: Path | None) -> str:
    address = settings.mailbox
    for _ in range(_STEPS):
        where = Where(url, settings.username, address, settings.auth == "oauth2")
        kind, value = _once(settings, where, address, secret, ca_file)
        if kind == "url":
            return _allowed(value, domain)
        if kind == "redirectUrl":
            url = _allowed(value, domain)
        elif kind == "redirectAddr" and value.rpartition("@")[2].lower() == domain:
            address = value
        else:
            raise PermanentError(f"{where.server} points at another address or says nothing of use.", "Set endpoint.")
    raise PermanentError(f"Autodiscover of {domain} goes round in circles.", "Set endpoint.")


def _allowed(url: str, domain: str) -> str:
    """Return the address if it is safe to sign in there; else raise, naming it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    own = host == domain or host.endswith(f".{domain}") or host in ONLINE
    if parts.scheme != "https" or not own or parts.username or not url.isprintable():
        shown = "".join(char for char in host if char.isprintable())[:100]
        raise PermanentError(
            f"Autodiscover of {domain} points at {shown or 'no host'}, which is not of that domain.",
            f'If you know that host, name it: endpoint = "https://{shown}/EWS/Exchange.asmx".',
        )
    return url


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
            return _read(response.content[:_LARGEST])
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


def _read(content: bytes) -> tuple[str, str]:
    """What an answer says: an address of Exchange Web Services, or where to ask next."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(content)
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
