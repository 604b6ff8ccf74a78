"""Files that somebody names although they begin with no mail header: a saved text, a web page, an iCalendar file.

Nothing that a person names is lost without a word: what can be read as text is read as one message that says so in
its defects, and for what cannot there are words. Pure; the caller has read the file.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from dataclasses import replace

from inboxwatch.mail import HEADERS, parse
from inboxwatch.model import Mail

NO_HEADER = "no mail header"
"""The defect of a mail that was read as mere text."""

_LOOKED_AT = 8_192
_BLOCK = 4_000
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_KNOWN = {name.encode() for name in HEADERS} | {
    b"content-transfer-encoding",
    b"envelope-to",
    b"status",
    b"dkim-signature",
}
_FAMILIES = (b"x-", b"list-", b"arc-", b"resent-", b"content-")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HTML = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body|div|p|table|meta|style|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b"))
_MANY = 50
"""One control character in so many bytes makes a file no text."""


def has_header(raw: bytes) -> bool:
    """Whether a file begins as mail does: with a header field, with a From line before it, or after a broken line."""
    head = raw[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip()
    lines = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")[0][:_BLOCK].split(b"\n")
    if lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    names = [found[1].lower() for line in lines if (found := _FIELD.match(line))]
    known = sum(name in _KNOWN or name.startswith(_FAMILIES) for name in names)
    if known and lines and _FIELD.match(lines[0]):
        return True
    folded = sum(line[:1].isspace() for line in lines)
    return known > 1 and (len(names) + folded) * 2 > len(lines)


def is_outlook(raw: bytes) -> bool:
    """Whether a file is an Outlook message in Microsoft's own format (OLE compound file)."""
    return raw.startswith(_OLE)


def refusal(raw: bytes) -> tuple[str, str]:
    """What a file is that is neither mail nor text, and what to do about it; two empty strings for everything else."""
    if is_outlook(raw):
        return "is an Outlook message in Microsoft's own format, which is not read", "Save it from Outlook as .eml."
    if raw.startswith(tuple(mark for mark, _ in _WIDE)) or has_header(raw):
        return "", ""
    head = raw[:_LOOKED_AT]
    if raw.startswith(b"%PDF-") or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // _MANY:
        return "is neither mail nor text", "Give an mbox file, a Maildir, an .eml file, or a folder of these."
    return "", ""


def read(
    raw: bytes, *, ref: str, folder: str = "", in_sent: bool = False, provider_time: dt.datetime | None = None
) -> Mail:
    """Read a message as `mail.parse` does; what has no header becomes the text of one. Never raises."""
    if has_header(raw):
        return parse(raw, ref=ref, folder=folder, in_sent=in_sent, provider_time=provider_time)
    for mark, charset in _WIDE:
        if raw.startswith(mark):
            raw = raw.decode(charset, "replace").encode()
    raw = raw.removeprefix(codecs.BOM_UTF8)
    kind = b"text/calendar" if raw.lstrip()[:15].upper() == b"BEGIN:VCALENDAR" else b"text/plain"
    kind = b"text/html" if _HTML.match(raw[:_LOOKED_AT]) else kind
    whole = b"Content-Type: %s\n\n%s" % (kind, raw)
    mail = parse(whole, ref=ref, folder=folder, in_sent=in_sent, provider_time=provider_time)
    return replace(mail, defects=(NO_HEADER, *mail.defects))
