"""Reads one message file, and heeds what its name and the hints that programs leave in files say of it."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re

from connectors.files_mbox import MAX_MESSAGE, looks_like_mail
from connectors.files_places import Kind, Place
from inboxwatch.mail import folders, headers, headless, parse, words
from inboxwatch.model import Mail

_INFO = re.compile(r":2,([A-Za-z]*)")


def gone(path: str, *, maildir: bool) -> bool:
    """Whether Maildir flags say draft (D) or trashed (T)."""
    if not maildir:
        return False
    flags = _INFO.search(os.path.basename(path))  # noqa: PTH119 - 10,000 Path objects cost more than the parsing
    return flags is not None and ("D" in flags[1] or "T" in flags[1])


def arrival(base: str, *, maildir: bool) -> dt.datetime | None:
    """Return the seconds at the beginning of a Maildir name as an instant."""
    seconds = base.partition(".")[0] if maildir else ""
    if not (seconds.isascii() and seconds.isdecimal() and 8 <= len(seconds) <= 11):  # noqa: PLR2004 - 1973 … 5138
        return None
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def content(path: str, *, named: bool = False) -> bytes | None:
    """Read a message file, at most 32 MB; None if it is gone or has become a link, which only a `named` one may be.

    Raises OSError for one that is there and cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | (0 if named else getattr(os, "O_NOFOLLOW", 0))
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        raw = file.read(min(os.fstat(file.fileno()).st_size, MAX_MESSAGE))  # reading allocates what it is asked for
    if path.endswith(".emlx"):  # Apple Mail: the length, the message, a property list
        length, _, rest = raw.partition(b"\n")
        if length.strip().isdigit():
            raw = rest[: int(length)]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    return raw.lstrip() if raw[:1].isspace() and looks_like_mail(raw) else raw


_DELETED = 0x0008  # X-Mozilla-Status: expunged


def read(raw: bytes, place: Place, ref: str, at: dt.datetime | None) -> Mail | None:
    """Parse a message and heed the hints that programs leave in files; None for drafts and deleted mail."""
    head = raw[: headers.end_of_block(raw)[0]].lower()
    in_sent = place.in_sent
    folder = place.folder
    mail = (headless.read if place.text else parse)(raw, ref=ref, folder=folder, in_sent=in_sent, provider_time=at)
    if not mail.headers and not place.text:
        return headless.read(raw, ref=ref, folder=folder, in_sent=in_sent, provider_time=at)
    if not any(name in head for name in _HINTS):
        return mail
    hints = _folder_hints(mail, head)
    if any(folders.is_drafts(hint) for hint in hints):
        return None
    if not in_sent and any(folders.is_sent(hint) for hint in hints):
        mail = parse(raw, ref=ref, folder=folder, in_sent=True, provider_time=at)
    state = mail.headers.get("x-status", ("",))[0]
    mozilla = mail.headers.get("x-mozilla-status", ("",))[0]
    if place.kind is Kind.MBOX and ("D" in state or "T" in state):
        return None
    if mozilla and len(mozilla) <= 8 and re.fullmatch("[0-9A-Fa-f]+", mozilla) and int(mozilla, 16) & _DELETED:  # noqa: PLR2004
        return None
    return mail


_HINTS = (b"status:", b"x-folder:", b"x-gmail-labels:")


def _folder_hints(mail: Mail, head: bytes) -> list[str]:
    """Name the folders or labels that an export says the message lay in."""
    named: list[str] = []
    if _above_received(head, b"\nx-folder:"):
        named += mail.headers.get("x-folder", ())[:1]
    if _above_received(head, b"\nx-gmail-labels:"):
        labels = mail.headers.get("x-gmail-labels", ("",))[0]
        named += [label.strip() for label in words.header(labels).split(",")]
    return [name for name in named if name]


def _above_received(head: bytes, name: bytes) -> bool:
    """Whether a header stands above every Received: what a stranger wrote stands below those of the owner's server."""
    lines = b"\n" + head
    first = lines.find(b"\nreceived:")
    return first < 0 or 0 <= lines.find(name) < first
