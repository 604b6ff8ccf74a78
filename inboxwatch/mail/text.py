"""The beginning of a text part, still encoded -> the excerpt that the classifier reads."""

from __future__ import annotations

import binascii

from inboxwatch.mail import words
from inboxwatch.mail.html import HTML_BYTES, to_text

EXCERPT_BYTES = 4096
"""Encoded bytes (line ends counted as CRLF) that are read of a plain text part."""


def excerpt_bytes(content_type: str) -> int:
    """Return how many encoded bytes of a text part are read: HTML needs more, its styles come first."""
    return HTML_BYTES if content_type.startswith("text/html") else EXCERPT_BYTES


def clip(content: bytes, limit: int) -> tuple[bytes, bool]:
    """Cut to the first `limit` bytes as a server with CRLF line ends would, and say whether anything was cut off.

    So files with LF line ends and servers give the same excerpt of the same message.
    """
    head = content[: limit * 2]
    if words.without_cr(head) is None:
        if b"\n" in content and b"\r\n" not in content:
            head = content[:limit].replace(b"\n", b"\r\n")
        elif head.count(b"\n") != head.count(b"\r\n"):
            head = head.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if len(head) < limit:
        return head, False
    return head[:limit], True


def transfer_decode(data: bytes, encoding: str, *, cut: bool) -> bytes:
    """Undo the Content-Transfer-Encoding; an unknown one counts as none. With `cut`, a broken end is dropped."""
    encoding = encoding.strip("\"' ")
    if encoding == "base64":
        return words.base64(data)
    if encoding == "quoted-printable":
        if cut:
            tail = data.rfind(b"=", max(0, len(data) - 2))
            data = data[:tail] if tail >= 0 else data
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue"):
        return _uudecode(data)
    return data


def _uudecode(data: bytes) -> bytes:
    out = []
    for line in data.partition(b"\n")[2].splitlines():
        if line in (b"end", b"`"):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)


def excerpt(
    content: bytes, *, content_type: str, encoding: str, charset: str, flowed: bool = False, delsp: bool = False
) -> str:
    """Decode the beginning of a text part to lines that end with LF. Bounded; never raises."""
    is_html = content_type == "text/html"
    limit = HTML_BYTES if is_html else EXCERPT_BYTES
    bare = words.without_cr(content) if len(content) < limit else None
    head, cut = clip(content, limit) if bare is None else (content, False)
    data = transfer_decode(head, encoding, cut=cut)
    if words.ascii_like(charset):
        data = (bare if data is head else words.without_cr(data)) or data
    text = words.decode(data, charset, cut=cut)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    if is_html:
        return to_text(text)[:EXCERPT_BYTES]
    return _unflow(text, delsp=delsp) if flowed else text


def _unflow(text: str, *, delsp: bool) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676), each quote depth apart."""
    out: list[str] = []
    joining = False
    last_mark = ""
    for raw in text.split("\n"):
        content = raw.lstrip(">")
        mark = raw[: len(raw) - len(content)]
        content = content.removeprefix(" ")
        if joining and mark == last_mark and content != "-- ":
            out[-1] += content
        else:
            out.append(f"{mark} {content}" if mark else content)
        joining = content.endswith(" ") and content != "-- "
        if joining and delsp:
            out[-1] = out[-1][:-1]
        last_mark = mark
    return "\n".join(out)
