"""Whatever Microsoft Graph, the network or TLS do, as one sentence that says what is wrong and what to do.

The codes are those of Microsoft's published error lists; what the service says besides is cut short and cleaned.
"""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from inboxwatch.errors import ConnectorError, InboxwatchError, PermanentError, TransientError

_LONGEST = 200
_DOCS = "See docs/microsoft-365.md."
LASTS = "It usually passes; if it lasts, look at the service health of Microsoft 365."
LONGEST_PAUSE = 3600.0
"""Seconds that a service may ask us to stay away; it asks again if it wants more."""
PAUSE = 10.0
"""Seconds to stay away where a busy service names none."""

RESYNC = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "resyncchangesapplydifferences",
                    "resyncchangesuploaddifferences", "syncstatenotfounderror"})  # fmt: skip
"""Codes that say: this delta token is of no use any more."""
_NO_MAILBOX = frozenset(
    {"mailboxnotenabledforrestapi", "errormailboxstoreunavailable", "mailboxnotsupportedforrestapi"}
)
_UNKNOWN = frozenset({"request_resourcenotfound", "errorinvaliduser", "resourcenotfound", "errornonexistentmailbox"})
_STAY_AWAY = frozenset({429, 503, 504, 509})
"""Statuses that say: come back later, with or without Retry-After."""


@dataclass(frozen=True)
class Where:
    """Names the mailbox in sentences."""

    host: str
    address: str
    application: bool = False

    def clean(self, text: object) -> str:
        """A service's words for a sentence: one line, short, without control characters."""
        words = " ".join("".join(c if c.isprintable() else " " for c in str(text)[:1000]).split()).rstrip(".")
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


class BusyError(TransientError):
    """The service said that it did not do what was asked: nothing was taken."""


class UnreachedError(TransientError):
    """No connection came about: nothing was said."""


class ResyncError(TransientError):
    """The service has forgotten where reading stood: start over; what is known is recognised."""


class MissingError(PermanentError):
    """The folder or message is not there (any more)."""


class NoMailboxError(PermanentError):
    """The account has no mailbox in Exchange Online: no licence, or its mailbox is on the organisation's own server."""


class DeniedError(PermanentError):
    """A permission is missing."""


def pause(headers: Mapping[str, str], now: dt.datetime | None = None) -> float:
    """Seconds that Retry-After asks for (RFC 9110, 10.2.3): a number or a date; 0 without one."""
    value = headers.get("retry-after", headers.get("Retry-After", "")).strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(value)
        seconds = (until - (now or dt.datetime.now(dt.UTC))).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_PAUSE)


def _named(data: object) -> tuple[str, str]:
    """Code and message of an OData error."""
    error = data.get("error") if isinstance(data, Mapping) else None
    if not isinstance(error, Mapping):
        return "", ""
    return str(error.get("code") or ""), str(error.get("message") or "")


def refused(where: Where, status: int, data: object, headers: Mapping[str, str]) -> ConnectorError:
    """Return the error for an answer that is none."""
    code, said = _named(data)
    words = where.clean(f"{code}: {said}" if said else code or f"HTTP {status}")
    if status == HTTPStatus.GONE or code.lower() in RESYNC:
        return ResyncError(f"{where.host} has forgotten where reading of {where.address} stood ({words}).")
    if status in _STAY_AWAY:
        asked = pause(headers)
        wish = f" and asks to wait {asked:.0f} s" if asked else ""
        return BusyError(f"{where.host} is busy{wish} ({words}).", LASTS, after=asked or PAUSE)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return TransientError(f"{where.host} could not answer ({words}).", LASTS, after=pause(headers))
    return _for_good(where, status, code.lower(), said, words) or _unauthorized(where, words, headers)


def _for_good(  # noqa: PLR0911 - one answer a kind of trouble
    where: Where, status: int, code: str, said: str, words: str
) -> ConnectorError | None:
    """What only somebody can mend; None for a refused token."""
    if code in _NO_MAILBOX:
        return NoMailboxError(
            f"{where.address} has no mailbox in Exchange Online ({words}).",
            "Give the account a licence with Exchange Online; a mailbox on your own server is read with exchange.",
        )
    if code in _UNKNOWN:
        return PermanentError(
            f"The organisation knows no user {where.address} ({words}).", "Check address: is it the sign-in name?"
        )
    if status == HTTPStatus.UNAUTHORIZED:
        return None
    if status == HTTPStatus.NOT_FOUND:
        return MissingError(f"{where.host} finds nothing there ({words}).", "Was it deleted or renamed?")
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden(where, said, words)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return PermanentError(
            f"{where.host} sends us somewhere else, and no token is carried there (HTTP {status}).", "Check base_url."
        )
    return PermanentError(f"{where.host} does not understand what it is asked for ({words}).", _DOCS)


def _unauthorized(where: Where, words: str, headers: Mapping[str, str]) -> ConnectorError:
    challenge = headers.get("www-authenticate", "").lower()
    if "insufficient_claims" in challenge or "claims=" in challenge:
        return PermanentError(
            f"The organisation asks for another sign-in of {where.address}, with a second factor for example.",
            "Run 'inboxwatch login' for this mailbox.",
        )
    remedy = "Check client_id and tenant." if where.application else "Run 'inboxwatch login' for this mailbox."
    return PermanentError(f"{where.host} refused the access token for {where.address} ({words}).", remedy)


def _forbidden(where: Where, said: str, words: str) -> ConnectorError:
    low = said.lower()
    if "accesspolicy" in low or "[raop]" in low:
        return DeniedError(
            f"The program is not allowed to read {where.address}: the organisation limits it to other mailboxes.",
            f"An administrator has to add this mailbox to the program's scope. {_DOCS}",
        )
    if "mfa" in low or "multi-factor" in low or "multifactor" in low or "conditional access" in low:
        return PermanentError(
            f"The organisation wants a second factor for {where.address} ({words}).",
            "Run 'inboxwatch login' for this mailbox and go through it in the browser.",
        )
    kind = "Application" if where.application else "Delegated"
    return DeniedError(
        f"A permission for {where.address} is missing, or nobody has consented to it ({words}).",
        f"Add the permissions of kind {kind} to the app registration, grant consent"
        + (f". {_DOCS}" if where.application else f" and run 'inboxwatch login'. {_DOCS}"),
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _encryption(where: Where, error: Exception) -> InboxwatchError | None:
    """What went wrong with TLS, None if nothing did."""
    broken = [cause for cause in _chain(error) if isinstance(cause, ssl.SSLError)]
    for cause in broken:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = (cause.verify_message or "it cannot be verified").rstrip(".")
            return PermanentError(
                f"The certificate of {where.host} was refused: {reason}.",
                "If something in between has an authority of its own, set ca_file to its certificate (PEM).",
            )
    if broken:
        reason = (getattr(broken[0], "reason", None) or "no reason given").replace("_", " ").lower()
        return TransientError(f"The encrypted connection to {where.host} broke: {reason}.", LASTS)
    return None


def explained(where: Where, error: Exception) -> InboxwatchError:
    """Return the error to raise for whatever went wrong below."""
    import httpx

    found = error if isinstance(error, InboxwatchError) else _encryption(where, error)
    if found is not None:
        return found
    late = f"{where.host} did not answer in time."
    broke = f"The connection to {where.host} broke ({type(error).__name__})."
    for kind, failure in (
        (httpx.ProxyError, UnreachedError(f"The proxy on the way to {where.host} refused.", "Check HTTPS_PROXY.")),
        (httpx.ConnectTimeout, UnreachedError(late, "Check the network connection.")),
        (httpx.TimeoutException, TransientError(late, "Set timeout higher for a slow line.")),
        (httpx.ConnectError, UnreachedError(f"Nothing answers at {where.host}.", "Check network and base_url.")),
        (httpx.HTTPError, TransientError(broke, "Check the network connection.")),
        (OSError, TransientError(broke, "Check the network connection.")),
    ):
        if isinstance(error, kind):
            return failure
    return TransientError(f"Reading from {where.host} failed ({type(error).__name__}).", LASTS)


@contextmanager
def translated(where: Where) -> Iterator[None]:
    """Turn every exception of the block into TransientError or PermanentError; what libraries quote is cut off."""
    failure: Exception | None = None
    try:
        yield
    except InboxwatchError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it becomes a sentence
        failure = explained(where, error)
    if failure is not None:
        raise failure
