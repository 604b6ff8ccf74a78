"""Bytes and encoded words -> text: charsets that lie, are unknown or are cut, and RFC 2047 in header values."""

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache

_ALIASES = {
    "iso88591": "cp1252",  # as every mail program does: the C1 range is used for quotes and dashes
    "latin1": "cp1252",
    "usascii": "ascii",
    "ansix341968": "ascii",
    "unknown8bit": "",
    "xunknown": "",
    "8bit": "",
    "binary": "",
    "default": "",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "eucgb2312cn": "gb18030",
    "ksc56011987": "cp949",
    "euckr": "cp949",
    "ksc5601": "cp949",
    "shiftjis": "cp932",
    "xsjis": "cp932",
    "sjis": "cp932",
    "iso88598i": "iso8859_8",
    "iso88598e": "iso8859_8",
    "iso88596i": "iso8859_6",
    "iso2022jp": "iso2022_jp_ext",
    "unicode11utf7": "utf_7",
    "xutf8": "utf_8",
    "utf8mb4": "utf_8",
    "utf": "utf_8",
    "windows874": "cp874",
    "tis620": "cp874",
    "xmacroman": "mac_roman",
    "macintosh": "mac_roman",
    "xmaccyrillic": "mac_cyrillic",
    "cp8859": "cp1252",
}
# Python codecs that are no charset of mail; some warn, some take quadratic time.
_REFUSED = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
# Charsets in which bytes below 128, without escape sequences, mean ASCII.
_ASCII_LIKE = frozenset(
    {"", "ascii", "utf-8", "cp1252", "iso8859-15", "iso8859-2", "cp1250", "cp1251", "koi8-r", "gb18030", "big5"}
)
_ESCAPE = 0x1B
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,64})\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_CONTROLS = {**dict.fromkeys(range(32), " "), 127: " "}


@lru_cache(maxsize=256)
def codec(charset: str) -> str:
    """Return the Python codec for a charset name from a mail, "" if there is none."""
    name = re.sub(r"[^a-z0-9]", "", charset.lower())[:40]
    name = name.removeprefix("charset")
    name = _ALIASES.get(name, charset.strip("\"' ")[:40])
    if not name or not name.isascii() or "\0" in name:
        return ""
    try:
        info = codecs.lookup(name)
        b"a".decode(info.name, "replace")  # refuses codecs that are no text encodings (zlib, rot13 …)
    except (LookupError, ValueError, UnicodeError):
        return ""
    if info.name.replace("-", "_") in _REFUSED:
        return ""
    return "cp1252" if info.name == "iso8859-1" else info.name


def decode(data: bytes, charset: str = "", *, cut: bool = False) -> str:
    """Turn bytes into text whatever the label says; with `cut`, an incomplete last character is dropped.

    A label that is absent, unknown or contradicted by the bytes gives way to UTF-8 and then to Windows-1252.
    Never raises; the result can always be encoded as UTF-8.
    """
    name = codec(charset) if charset else ""
    if name in _ASCII_LIKE and data.isascii() and _ESCAPE not in data:
        return data.decode("ascii")
    if name and name != "utf-8":
        try:
            return _whole(codecs.getincrementaldecoder(name)().decode(data, not cut))
        except (UnicodeError, ValueError):
            pass
    try:
        return codecs.utf_8_decode(data, "strict", not cut)[0]
    except UnicodeError:
        pass
    if name not in _ASCII_LIKE:
        return _whole(data.decode(name, "replace"))
    return data.decode("cp1252", "replace")


def ascii_like(charset: str) -> bool:
    """Whether bytes below 128 mean ASCII wherever they stand (without a charset, too)."""
    return not charset or codec(charset) in _ASCII_LIKE


def without_cr(data: bytes) -> bytes | None:
    """Make LF of line ends if all are CRLF, else None. Single bytes are found several times faster than pairs."""
    bare = data.replace(b"\r", b"")
    return bare if bare.replace(b"\n", b"\r\n") == data else None


def _whole(text: str) -> str:
    """Replace lone surrogates (UTF-7 and UTF-16 can smuggle them in): no database takes them."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def base64(data: bytes) -> bytes:
    """Decode base64 leniently: foreign characters skipped, an incomplete last group dropped."""
    packed = data.partition(b"=")[0]
    try:
        return binascii.a2b_base64(packed + b"==")  # as many as are needed are looked at
    except binascii.Error:  # one character more than whole groups
        return binascii.a2b_base64(packed.translate(None, _NOT_BASE64)[:-1])


def tidy(text: str) -> str:
    """Put spaces where control characters are, and no space at the ends."""
    return text.strip() if text.isprintable() else text.translate(_CONTROLS).strip()


def header(value: str) -> str:
    """Decode the encoded words (RFC 2047, with RFC 2231 languages) of a header value. Linear, never raises."""
    if "=?" not in value:
        return tidy(value)
    out: list[str] = []
    held, charset, end = b"", "", 0

    for match in _ENCODED_WORD.finditer(value):
        between = value[end : match.start()]
        name = match[1].partition("*")[0].lower()
        raw = base64(match[3].encode("ascii", "replace")) if match[2] in "bB" else _q(match[3], name)
        if held and not between.strip():
            if name == charset:  # a character may be split between two words
                held += raw
                end = match.end()
                continue
            between = ""
        if held:
            out.append(decode(held, charset))
        out.append(between)
        held, charset, end = raw, name, match.end()
        if not held:
            held = b""
    if held:
        out.append(decode(held, charset))
    out.append(value[end:])
    return tidy("".join(out))


def _q(text: str, charset: str) -> bytes:
    """Undo the Q encoding; bytes that stood there raw have already become characters and go back."""
    raw = text.encode() if text.isascii() else text.encode(codec(charset) or "utf-8", "replace")
    return binascii.a2b_qp(raw, header=True)
