"""Sentences about providers and the way to them. Whatever a provider says may be hostile and is shortened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inboxwatch.errors import ConnectorError, PermanentError, TransientError

if TYPE_CHECKING:
    from requests import RequestException

_LONGEST = 160


def said(answer: Mapping[str, Any]) -> str:
    """What a provider gave as the reason (RFC 6749, 5.2), without the numbers that Microsoft adds on further lines."""
    words = answer.get("error_description") or answer.get("error") or "it gave no reason"
    line = next(iter(str(words).strip().splitlines()), "").split(" Trace ID:")[0]
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split()).rstrip(".")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def offline(url: str, error: RequestException) -> ConnectorError:
    """The provider could not be reached, or not safely. What the library quotes (tokens, URLs) is left out."""
    import requests

    host = urlsplit(url).netloc
    if isinstance(error, requests.exceptions.SSLError):
        return PermanentError(
            f"The certificate of {host} was refused, so nothing was sent to it.",
            "If it has an authority of its own, set ca_file in its oauth2 table.",
        )
    if isinstance(error, requests.Timeout):
        return TransientError(f"{host} did not answer in time.")
    return TransientError(f"{host} cannot be reached ({type(error).__name__}).", "Check the network connection.")
