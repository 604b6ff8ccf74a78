"""Whatever a server, the network or TLS does, as one sentence that says what is wrong and what to do."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from inboxwatch.errors import ConnectorError, InboxwatchError, PermanentError, TransientError
from inboxwatch.mail_server import Where
from inboxwatch.tls import Trouble, reason, trouble

_TRANSIENT_CODES = ("[LIMIT]", "[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[ALERT] TOO MANY", "TOO MANY", "TRY AGAIN")


_LOGIN_PREFIX = re.compile(
    r"^(?:LOGIN|AUTHENTICATE|command|plain|failed|error|:|=>|NO|BAD|\[?b['\"]|\s)+", re.IGNORECASE
)


def refused_login(where: Where, said: str, transient: bool, *, password: str, token: bool = False) -> ConnectorError:
    """Return the error for a login that failed; `transient` where the connection itself ended.

    `password` is what must not be quoted; `token` says that it was an access token.
    """
    words = _LOGIN_PREFIX.sub("", where.clean(said, password)).rstrip("']\"")
    upper = said.upper()
    if any(code in upper for code in _TRANSIENT_CODES):
        return TransientError(
            f"{where.server} lets {where.username} not in at the moment: {words}.",
            "Close other mail programs of this account if this lasts.",
        )
    if transient:
        return TransientError(f"{where.server} ended the connection while signing in as {where.username}: {words}.")
    if token:
        return PermanentError(
            f"The server refused the access token of {where.username} at {where.server} ({words}).",
            "Run 'inboxwatch login' for this mailbox; has the account the right to use IMAP?",
        )
    return PermanentError(
        f"The server refused the password of {where.username} at {where.server} ({words}).",
        "Check username and password; many providers want an app password made for this program.",
    )


_REMEDIES = {
    Trouble.EXPIRED: "Its owner has to renew it; inboxwatch does not read mail over a connection that it cannot trust.",
    Trouble.OTHER_NAME: "Set host to the name that the certificate carries.",
    Trouble.UNKNOWN_AUTHORITY: (
        "If the server has an authority of its own, set ca_file to that authority's certificate (PEM)."
    ),
    Trouble.NO_TLS: 'Set security = "starttls" for this port, or port = 993.',
    Trouble.TOO_OLD: "It has to offer TLS 1.2 or newer.",
}


def _tls(where: Where, error: ssl.SSLError) -> ConnectorError:
    found, words = trouble(error), reason(error)
    remedy = _REMEDIES.get(found, "")
    if isinstance(error, ssl.SSLCertVerificationError):
        return PermanentError(f"The certificate of {where.server} was refused: {words}.", remedy)
    if found is Trouble.ENDED:
        return TransientError(f"{where.server} ended the encrypted connection.")
    if found is Trouble.NO_TLS:
        return PermanentError(f"{where.server} does not speak TLS from the first byte.", remedy)
    if found is Trouble.TOO_OLD:
        return PermanentError(f"{where.server} offers no TLS version that is still safe ({words}).", remedy)
    return TransientError(f"The encrypted connection to {where.server} broke: {words}.")


def _network(where: Where, error: OSError) -> ConnectorError:
    if isinstance(error, socket.gaierror):
        if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
            return PermanentError(f"There is no host named {where.host}.", "Check host in the configuration.")
        return TransientError(f"The name {where.host} could not be looked up.", "Check the network connection.")
    if isinstance(error, TimeoutError):
        return TransientError(
            f"{where.server} did not answer in time.", "Check host and port, or set timeout higher for a slow line."
        )
    if isinstance(error, ConnectionRefusedError):
        return TransientError(
            f"Nothing answers at {where.server}: the connection was refused.", "Check host, port and security."
        )
    return TransientError(f"The connection to {where.server} broke: {error.strerror or type(error).__name__}.")


def explained(where: Where, error: Exception) -> ConnectorError | InboxwatchError:
    """Return the error to raise for whatever went wrong below."""
    if isinstance(error, InboxwatchError):
        return error
    if isinstance(error, ssl.SSLError):
        return _tls(where, error)
    if isinstance(error, OSError):
        return _network(where, error)
    if isinstance(error, imaplib.IMAP4.error):
        return TransientError(f"{where.server} does not speak IMAP as expected: {where.clean(str(error))}.")
    return TransientError(f"Reading from {where.server} failed ({type(error).__name__}).")


@contextmanager
def translated(where: Where) -> Iterator[None]:
    """Turn every exception of the block into TransientError or PermanentError.

    The cause is cut off: what imaplib quotes in its errors may be mail or a password.
    """
    failure: Exception | None = None
    try:
        yield
    except Exception as error:
        if isinstance(error, InboxwatchError):
            raise
        failure = explained(where, error)
    if failure is not None:
        raise failure
