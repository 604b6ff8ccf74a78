"""TLS as everything here uses it: one context that verifies (T12, T13), and what a failed handshake was about."""

from __future__ import annotations

import ssl
from enum import Enum, auto
from pathlib import Path

from inboxwatch.errors import PermanentError


def verifying_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return a TLS context (1.2 or newer) that checks certificate and host; `ca_file` replaces the system's CAs.

    Raises PermanentError for a `ca_file` that cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except ssl.SSLError:
        message = f"The ca_file {ca_file} holds no certificate that can be read."
        raise PermanentError(message, "It has to be the authority's certificate as PEM text.") from None
    except OSError as error:
        message = f"The ca_file {ca_file} cannot be read: {error.strerror}."
        raise PermanentError(message, "Correct ca_file in the configuration.") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Trouble(Enum):
    """What is wrong with an encrypted connection; each caller says it in the words of what it was doing."""

    EXPIRED = auto()
    OTHER_NAME = auto()
    UNKNOWN_AUTHORITY = auto()
    """The three of a certificate; the last stands for whatever else it may be."""
    ENDED = auto()
    NO_TLS = auto()
    TOO_OLD = auto()
    BROKEN = auto()


def trouble(error: ssl.SSLError) -> Trouble:
    """Read OpenSSL's words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        text = (error.verify_message or str(error)).lower()
        if "expired" in text:
            return Trouble.EXPIRED
        return Trouble.OTHER_NAME if "hostname" in text or "ip address" in text else Trouble.UNKNOWN_AUTHORITY
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Trouble.ENDED
    text = reason(error)
    if "wrong version number" in text or "record layer" in text or "unknown protocol" in text:
        return Trouble.NO_TLS
    if "version" in text or "unsupported protocol" in text or "handshake failure" in text:
        return Trouble.TOO_OLD
    return Trouble.BROKEN


def reason(error: ssl.SSLError) -> str:
    """OpenSSL's words for a sentence; of a certificate without the full stop at their end."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (error.verify_message or str(error)).rstrip(".")
    return (getattr(error, "reason", None) or str(error)).replace("_", " ").lower()
