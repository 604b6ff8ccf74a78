"""Whatever a mail server, the network or TLS does while we send, as one sentence that says what is wrong."""

from __future__ import annotations

import smtplib
import socket
import ssl

from inboxwatch.errors import ChannelError, NotSentError, RefusedError, UncertainError
from inboxwatch.mail_server import Where
from inboxwatch.tls import Trouble, reason, trouble


class NonsenseError(smtplib.SMTPException):
    """The server says what no mail server says; its words go on from its name."""


def explained(by: Where, error: Exception, *, uncertain: bool) -> ChannelError:
    """Return the error to raise for whatever went wrong; `uncertain`: the whole mail was on its way by then."""
    if uncertain:
        return UncertainError(
            f"{by.server} did not say whether it took the mail ({_reason(error)}).",
            "It may have been sent: look before sending it again.",
        )
    if isinstance(error, ssl.SSLError):
        return _tls(by, error)
    if isinstance(error, smtplib.SMTPException):
        return _protocol(by, error)
    if isinstance(error, OSError):
        return _network(by, error)
    return NotSentError(f"Sending through {by.server} failed ({type(error).__name__}).")


def _protocol(by: Where, error: smtplib.SMTPException) -> ChannelError:
    if isinstance(error, NonsenseError):
        return NotSentError(f"{by.server} {error}.")
    if isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {by.clean(error.smtp_error)}"
        refused = 500 <= error.smtp_code < 600  # noqa: PLR2004 - RFC 5321, 4.2.1
        return (RefusedError if refused else NotSentError)(f"{by.server} does not take mail: {said}.")
    return NotSentError(f"{by.server} ended the connection.")


def _network(by: Where, error: OSError) -> ChannelError:
    if isinstance(error, socket.gaierror):
        if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
            return RefusedError(f"There is no host named {by.host}.", "Check the host that mail is sent through.")
        return NotSentError(f"The name {by.host} could not be looked up.", "Check the network connection.")
    return NotSentError(f"{by.server} could not be reached: {_reason(error)}.", "Check host and port.")


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(error, ssl.SSLError | smtplib.SMTPException):
        return "the connection ended"
    return getattr(error, "strerror", None) or type(error).__name__


_REMEDIES = {
    Trouble.EXPIRED: "Its owner has to renew it; inboxwatch sends nothing over a connection that it cannot trust.",
    Trouble.OTHER_NAME: "Name the host as its certificate does.",
    Trouble.UNKNOWN_AUTHORITY: (
        "If the server has an authority of its own, set ca_file to that authority's certificate (PEM)."
    ),
    Trouble.NO_TLS: 'Use "starttls" for this port, or port 465.',
    Trouble.TOO_OLD: "It has to offer TLS 1.2 or newer.",
}


def _tls(by: Where, error: ssl.SSLError) -> ChannelError:
    found, words = trouble(error), reason(error)
    remedy = _REMEDIES.get(found, "")
    if isinstance(error, ssl.SSLCertVerificationError):
        return RefusedError(f"The certificate of {by.server} was refused: {words}.", remedy)
    if found is Trouble.ENDED:
        return NotSentError(f"{by.server} ended the encrypted connection.")
    if found is Trouble.NO_TLS:
        return RefusedError(f"{by.server} does not speak TLS from the first byte.", remedy)
    if found is Trouble.TOO_OLD:
        return RefusedError(f"{by.server} offers no TLS version that is still safe ({words}).", remedy)
    return NotSentError(f"The encrypted connection to {by.server} broke: {words}.")
