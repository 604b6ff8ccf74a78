"""Bytes of an IMAP connection: bounded lines and literals, and a small tokenizer for answers (RFC 3501, section 9).

imapclient's lexer walks byte by byte and costs eight times what the server needs to hand the mail over; FETCH answers
are the bulk of all bytes, so they are cut up here by one regular expression. Whatever a server announces, what is
held in memory is bounded: a line, a literal, and the whole of an answer's lines each have a limit.
"""

from __future__ import annotations

import re
import socket
from typing import TypeAlias

from inboxwatch.errors import TransientError

LINE = 1 << 20
"""Longest line that is accepted unless a caller allows more, in bytes."""
LITERAL = 64 << 20
"""Longest literal that is read at all, in bytes; we ask for headers and 4 kB of text only."""
KEPT = 1 << 18
"""What is kept of a literal, in bytes; the rest is read and dropped (a header of 10 MB exists in the wild)."""
LINES = 2 << 20
"""Most bytes that the lines of one response may have besides its literals."""
CHUNK = 1 << 16

Token: TypeAlias = "bytes | int | list[Token] | None"  # noqa: S105 - no password
"""bytes for strings and atoms, int for numbers, None for NIL, list for a parenthesised list."""

_LITERAL_END = re.compile(rb"\{(\d{1,19})\+?\}\r?\n\Z")
_ANNOUNCING = b"}\r\n", b"}\n"
_TOKENS = re.compile(
    rb'[()]|"[^"\\]*(?:\\.[^"\\]*)*"'
    rb"|(?:BODY|body|BINARY|binary)(?:\.PEEK)?\[[^\]]*\](?:<\d+>)?|[^ ()\"\r\n]+"
)
_OPEN, _CLOSE, _QUOTE, _ZERO, _NINE = b'()"09'
_LITERAL = re.compile(rb"\{\d+\+?\}")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_MAX_DEPTH = 400
_LONGEST_NUMBER = 20
_NIL = (b"NIL", b"nil")


class WireError(TransientError):
    """The server sent something that is not IMAP, or more than is reasonable."""


class Wire:
    """Buffered, bounded reading from a socket; nothing is read ahead of what the server has sent."""

    def __init__(self, sock: socket.socket) -> None:
        """Read from and write to `sock`, whose time-out is the caller's business."""
        self._sock = sock
        self._data = b""
        self._at = 0
        self.size = 0
        """Bytes of the last response, without what was dropped of its literals."""

    def attach(self, sock: socket.socket) -> None:
        """Go on with another socket (after STARTTLS); nothing of the old one may be left."""
        self._sock, self._data, self._at = sock, b"", 0

    def pending(self) -> bool:
        """Say whether bytes have been received and not read."""
        return self._at < len(self._data)

    def send(self, data: bytes) -> None:
        """Write all of it."""
        self._sock.sendall(data)

    def _more(self) -> bytes:
        chunk = self._sock.recv(CHUNK)
        if not chunk:
            message = "The server closed the connection."
            raise TransientError(message)
        return chunk

    def line(self, limit: int = LINE) -> bytes:
        """Read one line with its end; raise WireError beyond `limit` bytes, TransientError at the end of the stream."""
        end = self._data.find(b"\n", self._at)
        if end < 0:
            parts = [self._data[self._at :]]
            size = len(parts[0])
            while True:
                chunk = self._more()
                found = chunk.find(b"\n")
                size += found + 1 if found >= 0 else len(chunk)
                if size > limit:
                    message = f"The server sent a line of more than {limit} bytes."
                    raise WireError(message)
                if found >= 0:
                    parts.append(chunk[: found + 1])
                    self._data, self._at = chunk, found + 1
                    return b"".join(parts)
                parts.append(chunk)
        line = self._data[self._at : end + 1]
        self._at = end + 1
        if len(line) > limit:
            message = f"The server sent a line of more than {limit} bytes."
            raise WireError(message)
        return line

    def exactly(self, size: int, keep: int = KEPT) -> bytes:
        """Read `size` bytes and return the first `keep` of them; raise WireError beyond LITERAL bytes."""
        if size > LITERAL:
            message = f"The server announced {size} bytes where at most {LITERAL} are acceptable."
            raise WireError(message)
        end = self._at + size
        if end <= len(self._data):
            piece = self._data[self._at : end if size <= keep else self._at + keep]
            self._at = end
            return piece
        parts = [self._data[self._at :][:keep]]
        missing, kept = end - len(self._data), len(parts[0])
        while True:
            chunk = self._more()
            part = chunk[: min(missing, keep - kept)]
            parts.append(part)
            kept += len(part)
            if len(chunk) >= missing:
                self._data, self._at = chunk, missing
                return b"".join(parts)
            missing -= len(chunk)

    def response(self, limit: int = LINE) -> list[bytes]:
        """Read one response: lines and literals by turns, the first and the last of them a line."""
        data, start, pieces = self._data, self._at, []
        at = start
        if len(data) <= CHUNK <= limit:  # what is in here as a whole is less than any limit
            while end := data.find(b"\n", at) + 1:
                line = data[at:end]
                pieces.append(line)
                found = _LITERAL_END.search(line, end - at - 24) if line.endswith(_ANNOUNCING) else None
                if found is None:
                    self._at, self.size = end, end - start
                    return pieces
                at = end + int(found[1])
                pieces.append(data[end:at])
        return self._long_response(limit)

    def _long_response(self, limit: int) -> list[bytes]:
        """Read one response whose end may not have come yet."""
        line = self.line(limit)
        pieces, total, keep = [line], len(line), KEPT
        while line.endswith(_ANNOUNCING):
            found = _LITERAL_END.search(line, len(line) - 24)
            if found is None:
                break
            literal = self.exactly(int(found[1]), keep)
            line = self.line(limit)
            pieces += [literal, line]
            total += min(len(literal), 64) + len(line)
            keep = max(keep - len(literal), 1 << 14)
            if total > LINES:
                message = "The server sent an answer that does not end."
                raise WireError(message)
        self.size = sum(map(len, pieces))
        return pieces


def tokens(pieces: list[bytes], skip: int = 0) -> list[Token]:  # noqa: C901 - one loop, as fast as it gets
    """Cut a response (as `Wire.response` returns it) into nested tokens, from byte `skip` of its first line on.

    Numbers are left as bytes where they stand in a quoted string. Raises WireError for unbalanced or too deep lists.
    """
    root: list[Token] = []
    here, stack = root, []
    add = here.append
    for index in range(0, len(pieces), 2):
        line = pieces[index]
        found = _TOKENS.findall(line, skip)
        literal = (
            bool(found) and line.endswith((found[-1] + b"\r\n", found[-1] + b"\n")) and _LITERAL.fullmatch(found[-1])
        )
        if literal:
            found.pop()
        for token in found:
            first = token[0]
            if first == _QUOTE:
                token = token[1:-1]  # noqa: PLW2901 - without its quotes
                add(_ESCAPE.sub(rb"\1", token) if b"\\" in token else token)
            elif first == _OPEN:
                inner: list[Token] = []
                add(inner)
                stack.append(here)
                here = inner
                add = here.append
                if len(stack) > _MAX_DEPTH:
                    raise WireError("The server sent lists nested too deeply.")
            elif first == _CLOSE:
                if not stack:
                    raise WireError("The server sent an unbalanced list.")
                here = stack.pop()
                add = here.append
            elif _ZERO <= first <= _NINE and token.isdigit() and len(token) < _LONGEST_NUMBER:
                add(int(token))
            else:
                add(None if token in _NIL else token)
        if literal and index + 1 < len(pieces):
            add(pieces[index + 1])
        skip = 0
    if stack:
        raise WireError("The server sent an unbalanced list.")
    return root


_FETCH = re.compile(rb"\* (\d{1,19}) FETCH ", re.IGNORECASE)


def fetched(pieces: list[bytes]) -> dict[bytes, Token] | None:
    """Return the items of an untagged FETCH response by upper-case name, or None if it is another response.

    `BODY[...]<0>` keeps its section and origin in the name. Items of a malformed answer are left out, never guessed.
    """
    found = _FETCH.match(pieces[0])
    if found is None:
        return None
    parsed = tokens(pieces, found.end())
    if not parsed or not isinstance(parsed[0], list):
        return {}
    items, result = parsed[0], {}
    for index in range(0, len(items) - 1, 2):
        name = items[index]
        if not isinstance(name, bytes):
            return {}
        result[name.upper()] = items[index + 1]
    return result


STRUCTURE = b"BODYSTRUCTURE, as it came"
"""The name that `usual` gives to a BODYSTRUCTURE that it has not cut up."""
FIELDS = b"BODY[HEADER.FIELDS]"
"""The name that `usual` gives to the header fields, without repeating theirs."""
_LONG_STRUCTURE = 4096
_HEADER = b" BODY[HEADER.FIELDS ("
_FIRST = b" BODY[1]<0> {"
_HEAD = re.compile(
    rb'\* \d{1,19} FETCH \(UID (\d{1,19}) INTERNALDATE "([^"\\]*)" RFC822\.SIZE (\d{1,19}) BODYSTRUCTURE (\(.*\))'
)


def usual(pieces: list[bytes]) -> dict[bytes, Token] | None:
    """Return the items of the answer to `imap_fetch.ITEMS` in the order in which they were asked for, else None.

    That is how most servers answer. It says the same as `fetched`, except that BODYSTRUCTURE stays as it came, for a
    tenth of the price: more than half of an answer is the names of header fields that the server repeats.
    """
    if len(pieces) != 5 or pieces[4] != b")\r\n" or not pieces[2].startswith(_FIRST):  # noqa: PLR2004 - two literals
        return None
    line = pieces[0]
    at = line.rfind(_HEADER)
    if at < 0 or line.find(b'"', at) >= 0:
        return None
    found = _HEAD.fullmatch(line, 0, at)
    if found is None:
        return None
    uid, date, size, structure = found.groups()
    if len(structure) > _LONG_STRUCTURE:
        return None
    return {
        b"UID": int(uid),
        b"INTERNALDATE": date,
        b"RFC822.SIZE": int(size),
        STRUCTURE: structure,
        FIELDS: pieces[1],
        b"BODY[1]<0>": pieces[3],
    }
