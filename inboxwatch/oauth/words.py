"""Sentences about providers and the way to them. Whatever a provider says may be hostile and is shortened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inboxwatch.errors import ConnectorError, PermanentError, TransientError

if TYPE_CHECKING:
    from requests import RequestException

_LONGEST = 160
_CODE = re.compile(r"AADSTS(\d{4,7})\b")
_CONSENT = "Have an administrator grant consent to the program (docs/microsoft-365.md); then run"
_FIRST = {
    "65001": _CONSENT,
    "65004": _CONSENT,
    "90094": _CONSENT,
    "650056": "Add the permissions to the app registration (docs/microsoft-365.md); then run",
    "50020": "Check tenant and the mailbox's address; then run",
    "50034": "Check tenant and the mailbox's address; then run",
    "50057": "Have an administrator enable the account; then run",
    "50105": "Have an administrator let this person use the program; then run",
    "53003": "Have an administrator allow the program in Conditional Access; then run",
    "50076": "Have your second factor at hand and run",
    "50079": "Set up your second factor at Microsoft's page; then run",
    "50158": "Have your second factor at hand and run",
    "7000218": "Switch on public client flows in the app registration (docs/microsoft-365.md); then run",
}
"""What has to be done before somebody signs in again, by Microsoft's published error codes."""


def said(answer: Mapping[str, Any]) -> str:
    """What a provider gave as the reason (RFC 6749, 5.2), without the numbers that Microsoft adds on further lines."""
    words = answer.get("error_description") or answer.get("error") or "it gave no reason"
    line = next(iter(str(words).strip().splitlines()), "").split(" Trace ID:")[0]
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split()).rstrip(".")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def again(answer: Mapping[str, Any], name: str) -> str:
    """What to do where a sign-in has ended: to sign in again helps only after what made it end is mended."""
    found = _CODE.search(str(answer.get("error_description") or "")[:200])
    return f"{_FIRST.get(found[1] if found else '', 'Run')}: inboxwatch login '{name}'"


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
