"""What the settings of several connectors have in common: fields that are checked alike, problems told alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pydantic import ValidationError

Text = TypeVar("Text", bound=str | None)

_SEARCHABLE = re.compile(r"<[A-Za-z0-9.@_+=-]{3,300}>")


_UNSAFE = re.compile(r"[\s\"'`<>|\\^{}]")
LONGEST = 4000
"""Characters of an address for a browser."""


def searchable(message_id: str) -> bool:
    """Whether a mailer may look for this Message-ID: made by us, with nothing that a server could misread (T5)."""
    return _SEARCHABLE.fullmatch(message_id) is not None


def web_address(value: object) -> str:
    """Return an address that a browser may be sent to, "" for anything else that a server calls one (T20)."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not 0 < len(value) < LONGEST:
        return ""
    try:
        parts = urlsplit(value)
        sound = parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return ""
    return value if sound and not _UNSAFE.search(value) else ""


def printable(value: Text) -> Text:
    """Check that a value has no control characters. Raises ValueError in words."""
    if value is not None and not value.isprintable():
        raise ValueError("holds control characters")
    return value


def folder_names(value: tuple[str, ...]) -> tuple[str, ...]:
    """Check names of folders; INBOX, in whatever case, is written in capitals. Raises ValueError in words."""
    return tuple("INBOX" if name.upper() == "INBOX" else name for name in folders(value))


def folders(value: tuple[str, ...]) -> tuple[str, ...]:
    """Check names of folders. Raises ValueError in words."""
    if not value:
        raise ValueError("names no folder")
    if any(not name.strip() or not name.isprintable() for name in value):
        raise ValueError("holds an empty name or control characters")
    return value


def problems(error: ValidationError) -> str:
    """All that is wrong with settings, each with its key, without the values."""
    found = ((".".join(map(str, each["loc"])), each["msg"].removeprefix("Value error, ")) for each in error.errors())
    return "; ".join(f"{key}: {words}" if key else words for key, words in found)
