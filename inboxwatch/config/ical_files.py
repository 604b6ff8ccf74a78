"""iCal files and URLs that the configuration names. Only `refresh` fetches a URL; everything else reads the copy."""

from __future__ import annotations

import hashlib
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from inboxwatch.ical import LARGEST, parse
from inboxwatch.places import cache_folder

PATIENCE = 20
"""Seconds that a server may stay silent."""


class NotFetchedError(Exception):
    """A URL that there is no copy of yet; in words for the user."""


def is_url(name: str) -> bool:
    """Whether this is a URL and no path."""
    return "://" in name


def read(name: str, base: Path) -> bytes:
    """The bytes of a file, or of the copy of a URL. Raises ValueError in words, and NotFetchedError."""
    if not is_url(name):
        return _read_file(base / Path(name).expanduser())
    _refuse_plain(name)
    try:
        return copy_of(name).read_bytes()
    except OSError:
        raise NotFetchedError(
            f"The calendar at {shown(name)} was not fetched yet: its times count as open until 'inboxwatch sync' ran."
        ) from None


def refresh(names: Iterable[str], fetch: Callable[[str], bytes] | None = None) -> list[str]:
    """Fetch every URL among `names`; returns what went wrong, in words. An old copy stays until there is a new one."""
    fetch = fetch or _fetch
    notices = []
    for name in names:
        if is_url(name):
            try:
                _refuse_plain(name)
                _keep(copy_of(name), fetch(name))
            except (ValueError, OSError, HTTPException) as error:
                reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
                notices.append(f"The calendar at {shown(name)} could not be fetched: {reason}.")
    return notices


def copy_of(url: str) -> Path:
    """Where the copy of a URL lies; the name does not tell the URL, which may be as good as a password."""
    return cache_folder() / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.ics"


def shown(url: str) -> str:
    """The host of a URL; secret calendar addresses have their secret in the path."""
    return urlsplit(url).hostname or "a URL"


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None


def _refuse_plain(url: str) -> None:
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise ValueError("only https:// URLs and files are read")


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never out of TLS."""

    def redirect_request(self, *args: Any, **named: Any) -> urllib.request.Request | None:  # noqa: ANN401
        """Refuse, or let the standard library go on."""
        request = super().redirect_request(*args, **named)
        if request is not None:
            _refuse_plain(request.full_url)
        return request


def _fetch(url: str) -> bytes:
    opener = urllib.request.build_opener(_OnlyHttps)
    request = urllib.request.Request(url, headers={"User-Agent": "inboxwatch", "Accept": "text/calendar"})  # noqa: S310
    with opener.open(request, timeout=PATIENCE) as answer:
        data: bytes = answer.read(LARGEST + 1)
    return data


def _keep(path: Path, data: bytes) -> None:
    """Replace the copy in one step; only its owner may read it. Raises ValueError for what is no calendar."""
    if len(data) > LARGEST:
        raise ValueError(f"it is over {LARGEST >> 20} MiB")
    if b"BEGIN:VCALENDAR" not in data[:4096]:
        raise ValueError("the server sent something else than a calendar")
    parse(data, ZoneInfo("UTC"))  # what cannot be read would be a broken configuration from now on
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
