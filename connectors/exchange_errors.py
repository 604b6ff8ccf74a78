"""Whatever an Exchange server, the network or TLS does, as one sentence that says what is wrong and what to do.

What exchangelib quotes in its exceptions (headers, XML, mail) never gets through: sentences are chosen by the kind of
the exception, and a server's own words are used only where they are known to be about nothing else.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from inboxwatch.errors import ConnectorError, InboxwatchError, PermanentError, TransientError
from inboxwatch.tls import Trouble, reason, trouble

ONLINE = ("outlook.office365.com", "outlook.office.com")
"""Hosts of Exchange Online, whose EWS ends; national clouds have their own dates."""
RETIREMENT = (
    "Microsoft 365 has switched Exchange Web Services off by default since 1 October 2026 and ends it on 1 April 2027.",
    'Read this mailbox with connector = "graph" instead; see docs/exchange.md.',
)

LASTS = "It usually passes; if it lasts, ask the administrator of the server."
ACCESS = "Check address and access; an administrator can grant the right (docs/exchange.md)."
_CODES: dict[str, tuple[type[ConnectorError], str, str]] = {
    "ErrorAccessDenied": (PermanentError, "{server} does not let {user} read the mailbox {address}.", ACCESS),
    "ErrorNonExistentMailbox": (PermanentError, "{server} knows no mailbox {address}.", "Check address and username."),
    "ErrorCannotFindUser": (PermanentError, "{server} knows no mailbox {address}.", "Check address and username."),
    "ErrorNoRespondingCASInDestinationSite": (TransientError, "{server} does not reach the mailbox just now.", LASTS),
    "ErrorImpersonateUserDenied": (
        PermanentError,
        "{user} has no right to act as {address} at {server}.",
        "An administrator has to grant the role ApplicationImpersonation for it (docs/exchange.md).",
    ),
    "ErrorImpersonationDenied": (
        PermanentError,
        "{user} has no right to act as others at {server}.",
        "An administrator has to grant the role ApplicationImpersonation (docs/exchange.md).",
    ),
    "ErrorImpersonationFailed": (PermanentError, "{server} does not let {user} act as {address}.", ACCESS),
    "ErrorMailboxStoreUnavailable": (
        TransientError,
        "The mailbox store of {address} is not available just now.",
        LASTS,
    ),
    "ErrorMailboxMoveInProgress": (TransientError, "The mailbox {address} is being moved just now.", LASTS),
    "ErrorInternalServerError": (TransientError, "{server} reports an internal error.", LASTS),
    "ErrorInternalServerTransientError": (TransientError, "{server} reports a passing internal error.", LASTS),
    "ErrorTooManyObjectsOpened": (TransientError, "{server} has too much open for {user} just now.", LASTS),
    "ErrorExceededConnectionCount": (
        TransientError,
        "{server} allows {user} no more connections at once.",
        "Close other programs of this account if this lasts.",
    ),
    "ErrorFolderNotFound": (PermanentError, "{server} shows no such folder in {address}.", "Check folders and sent."),
    "ErrorAccountDisabled": (PermanentError, "The account {user} is disabled at {server}.", "Ask its administrator."),
    "ErrorPasswordExpired": (PermanentError, "The password of {user} has expired at {server}.", "Change it."),
    "ErrorMissingEmailAddress": (PermanentError, "{user} has no mailbox at {server}.", "Set address."),
}


class SignInError(PermanentError):
    """The server refused password or token."""


class RetiredError(Exception):
    """HTTP 403: Exchange Web Services are switched off for this account, or for the whole organisation."""


class HttpError(Exception):
    """An HTTP status that is no answer of Exchange Web Services."""

    def __init__(self, status: int) -> None:
        """Keep the number; the body is nobody's business."""
        super().__init__(status)
        self.status = status


class TooLargeError(Exception):
    """An answer larger than any mail needs, or one that declares entities (T21)."""


class ForeignHostError(Exception):
    """The server pointed at another host, where no password is sent to (T20)."""


@dataclass(frozen=True)
class Where:
    """Names the account in sentences."""

    endpoint: str
    username: str
    address: str
    token: bool = False

    @property
    def server(self) -> str:
        """Return the host for the beginning of a sentence."""
        return urlsplit(self.endpoint).netloc or "Autodiscover"

    @property
    def online(self) -> bool:
        """Whether that is Exchange Online, whose Exchange Web Services end."""
        return (urlsplit(self.endpoint).hostname or "").lower() in ONLINE


def explained(where: Where, error: BaseException, below: BaseException | None = None) -> InboxwatchError:
    """Return the error to raise; `below` is what the network said, which exchangelib turns into mere text."""
    if isinstance(error, InboxwatchError):
        return error
    for each in (error, below):
        if each is not None and (known := _own(where, each)):
            return known
    return _of_exchangelib(where, error) or TransientError(
        f"Reading from {where.server} failed ({type(error).__name__}).", LASTS
    )


def _own(where: Where, error: BaseException) -> InboxwatchError | None:  # noqa: PLR0911 - one a kind
    """What our own layer raised, or the network below it."""
    if isinstance(error, InboxwatchError):
        return error
    if isinstance(error, RetiredError):
        if where.online:
            return PermanentError(*RETIREMENT)
        return PermanentError(
            f"{where.server} has Exchange Web Services switched off for {where.username}.",
            "Ask its administrator to allow EWS for this account and for the program 'inboxwatch'.",
        )
    if isinstance(error, HttpError):
        return _http(where, error.status)
    if isinstance(error, TooLargeError):
        return PermanentError(f"{where.server} answers with more than any mail needs.", "Is it an Exchange server?")
    if isinstance(error, ForeignHostError):
        return _foreign(where, str(error))
    return _network(where, error)


def _foreign(where: Where, host: str) -> ConnectorError:
    return PermanentError(
        f"{where.server} points at another host ({host[:100]}), where no password is sent to.",
        'If that host is right, name it: endpoint = "https://…/EWS/Exchange.asmx".',
    )


def _http(where: Where, status: int) -> ConnectorError:
    if status in (404, 405):
        return PermanentError(
            f"{where.server} has no Exchange Web Services at that address (HTTP {status}).",
            "Check endpoint; it usually ends in /EWS/Exchange.asmx.",
        )
    if status == 407:  # noqa: PLR2004 - RFC 9110
        return PermanentError("The proxy on the way wants a sign-in of its own.", "Set https_proxy, or no_proxy.")
    if status < 400:  # noqa: PLR2004
        return TransientError(f"{where.server} does not answer as an Exchange server does.", "Check endpoint.")
    return TransientError(f"{where.server} cannot answer just now (HTTP {status}).", LASTS)


def _network(where: Where, error: BaseException) -> ConnectorError | None:  # noqa: PLR0911 - one a kind
    """What TLS and sockets say, found at the bottom of what requests raises."""
    for each in _chain(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return _tls(where, each)
        if isinstance(each, socket.gaierror):
            host = urlsplit(where.endpoint).hostname
            return TransientError(f"There is no host named {host}, as far as can be seen.", "Check endpoint.")
        if isinstance(each, ConnectionRefusedError):
            return TransientError(f"Nothing answers at {where.server}: the connection was refused.", "Check endpoint.")
        if isinstance(each, TimeoutError):
            return _late(where)
        if isinstance(each, ssl.SSLError):
            return _tls(where, each)
    names = {type(each).__name__ for each in _chain(error)}
    if names & {"ReadTimeoutError", "ConnectTimeoutError", "ReadTimeout", "ConnectTimeout"}:
        return _late(where)
    if names & {"ChunkedEncodingError", "ProtocolError", "IncompleteRead", "ConnectionError", "ContentDecodingError"}:
        return TransientError(f"The connection to {where.server} broke.", "Check the network connection.")
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and everything that it wraps: causes, reasons, arguments."""
    todo, seen = [error], set[int]()
    while todo and len(seen) < 50:  # noqa: PLR2004 - more than any library nests
        each = todo.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = [getattr(each, "reason", None), each.__cause__, each.__context__, *each.args]
        todo += [one for one in inner if isinstance(one, BaseException)]


def _late(where: Where) -> TransientError:
    return TransientError(
        f"{where.server} did not answer in time.", "Check endpoint, or set timeout higher for a slow server."
    )


_REMEDIES = {
    Trouble.EXPIRED: "Its owner has to renew it; inboxwatch does not read mail over a connection that it cannot trust.",
    Trouble.OTHER_NAME: "Set endpoint to the name that the certificate carries.",
    Trouble.UNKNOWN_AUTHORITY: (
        "If the server has an authority of its own, set ca_file to that authority's certificate (PEM)."
    ),
    Trouble.NO_TLS: "Check host and port of endpoint.",
    Trouble.TOO_OLD: "It has to offer TLS 1.2.",
}


def _tls(where: Where, error: ssl.SSLError) -> ConnectorError:
    found = trouble(error)
    remedy = _REMEDIES.get(found, "")
    if isinstance(error, ssl.SSLCertVerificationError):
        return PermanentError(f"The certificate of {where.server} was refused: {reason(error)}.", remedy)
    if found is Trouble.ENDED:
        return TransientError(f"{where.server} ended the encrypted connection.", LASTS)
    if found is Trouble.NO_TLS:
        return PermanentError(f"{where.server} does not speak TLS.", remedy)
    if found is Trouble.TOO_OLD:
        return PermanentError(f"{where.server} offers no TLS version that is still safe.", remedy)
    return TransientError(f"The encrypted connection to {where.server} broke.", LASTS)


def _of_exchangelib(where: Where, error: BaseException) -> ConnectorError | None:  # noqa: PLR0911 - one a kind
    """What exchangelib made of the server's answer."""
    name = _code(error)
    words = {"server": where.server, "user": where.username, "address": where.address}
    if name in _CODES:
        kind, message, remedy = _CODES[name]
        return kind(message.format(**words), remedy)
    if name == "UnauthorizedError":
        return _refused(where, str(error))
    if name in ("ErrorServerBusy", "RateLimitError"):
        seconds = float(getattr(error, "back_off", None) or getattr(error, "wait", None) or 0)
        wish = f" and wants {seconds:.0f} seconds of peace" if seconds else ""
        remedy = "It is tried again by itself, at longer intervals."
        return TransientError(f"{where.server} is busy{wish}.", remedy, after=seconds)
    if name == "ErrorTimeoutExpired":
        return _late(where)
    if name == "RedirectError":
        host = urlsplit(str(getattr(error, "url", ""))).netloc
        return _foreign(where, host or "another page")
    if name == "Server":
        remedy = "If that lasts, ask its administrator: its log says what is wrong."
        return TransientError(f"{where.server} reports an internal error.", remedy)
    if name in ("TransportError", "SOAPError", "MalformedResponseError", "ErrorInvalidServerVersion", "CASError"):
        return TransientError(
            f"{where.server} does not answer as an Exchange server does.",
            "Check endpoint; it usually ends in /EWS/Exchange.asmx.",
        )
    return TransientError(f"{where.server} reports {name}.", LASTS) if name.startswith("Error") else None


_UNKNOWN = re.compile(r"(?:ResponseCode in ResponseMessage|SOAP error code): (?:\w{1,20}:)?(Server|Error\w{1,60})\b")


def _code(error: BaseException) -> str:
    """The name of what went wrong: the exception's, or the server's code where exchangelib knows none such."""
    name = type(error).__name__
    found = _UNKNOWN.search(str(error)[:500]) if name in ("TransportError", "SOAPError") else None
    return found[1] if found else name


def _refused(where: Where, said: str) -> ConnectorError:
    if "locked out" in said:
        return PermanentError(
            f"The account {where.username} is locked at {where.server}.", "Ask its administrator to unlock it."
        )
    if where.token:
        return SignInError(
            f"{where.server} refused the access token of {where.username}.",
            "Run 'inboxwatch login' for this mailbox; was the program given the right to use EWS?",
        )
    if "No compatible auth type" in said or where.online:
        return PermanentError(
            f"{where.server} lets nobody in with a password.",
            'Use auth = "kerberos" or "oauth2"; for Microsoft 365 connector = "graph".',
        )
    return SignInError(
        f"The server refused the password of {where.username} at {where.server}.",
        "Check username (some servers want CORP\\name) and password; accounts with a second factor need OAuth.",
    )


@contextlib.contextmanager
def translated(where: Where, below: Callable[[], BaseException | None] = lambda: None) -> Iterator[None]:
    """Turn every exception of the block into TransientError or PermanentError, without its cause (T14)."""
    failure: InboxwatchError | None = None
    try:
        yield
    except Exception as error:
        if isinstance(error, InboxwatchError):
            raise
        failure = explained(where, error, below())
    if failure is not None:
        raise failure
