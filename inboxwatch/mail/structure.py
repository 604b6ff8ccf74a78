"""The MIME structure of a whole message, found with searches over its bytes: never recursive, bounded, linear.

Nothing is decoded here and `message/rfc822` is a leaf. An IMAP connector makes the same leaves from BODYSTRUCTURE,
so that `choose` picks the same parts in both worlds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inboxwatch.mail import headers
from inboxwatch.model import Part

MAX_LEAVES = 200
"""Leaves looked at; what lies behind them is attachments."""
MAX_DEPTH = 20
_PART_HEADER_BYTES = 16_384
_LINE_BYTES = 2_000


class Leaf(NamedTuple):
    """One leaf of the structure. `number` is its IMAP section ("1.2"); everything else is lower-case.

    `alternative` is the section of the innermost multipart/alternative around it, "" if there is none. `start` and
    `end` are its place in the bytes of a whole message (0 where a server sent the structure). `size` is in encoded
    bytes with CRLF line ends.
    """

    number: str
    content_type: str = "text/plain"
    encoding: str = ""
    charset: str = ""
    disposition: str = ""
    method: str = ""
    flowed: bool = False
    delsp: bool = False
    size: int = 0
    alternative: str = ""
    filename: bool = False
    start: int = 0
    end: int = 0

    def part(self) -> Part:
        """Return what the classifier sees of it."""
        return Part(self.content_type, self.disposition, self.method, self.size)


class Choice(NamedTuple):
    """The parts worth reading: the text, an invitation, a delivery report, what it is about, and a reaction."""

    text: Leaf | None = None
    invitation: Leaf | None = None
    report: Leaf | None = None
    original: Leaf | None = None
    reaction: Leaf | None = None


def describe(
    number: str, content_type: str, disposition: str, encoding: str, default: str = "text/plain"
) -> tuple[Leaf, dict[str, str]]:
    """Make a leaf from header values, and return the parameters of its Content-Type beside it."""
    kind, found = headers.parameters(content_type) if content_type else (default, {})
    if "/" not in kind:
        kind = default if not kind or kind == "text" else "application/octet-stream"
    how, named = headers.parameters(disposition) if disposition else ("", {})
    leaf = Leaf(
        number,
        kind,
        encoding.strip().lower(),
        found.get("charset", "").lower(),
        how,
        found.get("method", "").upper(),
        found.get("format", "").lower() == "flowed",
        found.get("delsp", "").lower() == "yes",
        filename="filename" in named or "name" in found,
    )
    return leaf, found


def leaves(raw: bytes, body: int, top: headers.Fields) -> tuple[tuple[Leaf, ...], tuple[str, ...]]:
    """Walk the message whose body begins at `body`; say what was broken."""
    content_type = top.get("content-type", ("",))[0]
    first, found = describe(
        "1",
        content_type,
        top.get("content-disposition", ("",))[0],
        top.get("content-transfer-encoding", ("",))[0],
    )
    if not first.content_type.startswith("multipart/"):
        return (_placed(first, raw, body, len(raw)),), ()
    out: list[Leaf] = []
    defects: dict[str, None] = {}
    # Parts still to be looked at, the next one last: (section, start, end, kind, boundary, alternative, depth)
    todo = [("", body, len(raw), first.content_type, found.get("boundary", ""), "", 0)]
    while todo and len(out) < MAX_LEAVES:
        number, start, end, kind, boundary, alternative, depth = todo.pop()
        if not boundary or depth >= MAX_DEPTH:
            defects["no boundary" if not boundary else "nested too deep"] = None
            out.append(_placed(Leaf(number or "1", "text/plain", alternative=alternative), raw, start, end))
            continue
        inner = number or "0"
        under = inner if kind == "multipart/alternative" else alternative
        children = []
        for index, (a, b) in enumerate(_pieces(raw, start, end, boundary), 1):
            section = f"{number}.{index}" if number else str(index)
            head_end, content = headers.end_of_block(raw[a : min(b, a + _PART_HEADER_BYTES)])
            fields = _part_fields(raw[a : a + head_end])
            leaf, params = describe(
                section,
                fields.get("content-type", ""),
                fields.get("content-disposition", ""),
                fields.get("content-transfer-encoding", ""),
                "message/rfc822" if kind == "multipart/digest" else "text/plain",
            )
            children.append((leaf._replace(alternative=under), a + content, b, params.get("boundary", "")))
        if not children:
            defects["no parts"] = None
        _open(children, todo, out, raw, depth)
    if todo or len(out) >= MAX_LEAVES:
        defects["too many parts"] = None
    out.sort(key=lambda leaf: [int(n) for n in leaf.number.split(".")])
    return tuple(out[:MAX_LEAVES]), tuple(defects)


def _open(
    children: list[tuple[Leaf, int, int, str]],
    todo: list[tuple[str, int, int, str, str, str, int]],
    out: list[Leaf],
    raw: bytes,
    depth: int,
) -> None:
    """File the children of a multipart: leaves are done, multiparts are looked into later, the first one first."""
    later = []
    for leaf, start, end, boundary in children:
        if leaf.content_type.startswith("multipart/"):
            later.append((leaf.number, start, end, leaf.content_type, boundary, leaf.alternative, depth + 1))
        else:
            out.append(_placed(leaf, raw, start, end))
    todo.extend(reversed(later))


def _placed(leaf: Leaf, raw: bytes, start: int, end: int) -> Leaf:
    """Add place and size, counted with CRLF line ends whatever the message has."""
    size = max(0, end - start)
    if raw.find(b"\r\n", 0, _LINE_BYTES) < 0:
        size += raw.count(b"\n", start, end)
    return leaf._replace(start=start, end=max(start, end), size=size)


def _part_fields(block: bytes) -> dict[str, str]:
    """Split a part's header; only Content-* fields are in it that matter."""
    fields, _ = headers.split(block)
    return {name: values[0] for name, values in fields.items()}


def _pieces(raw: bytes, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    """Yield where each part between the delimiter lines begins (its header) and ends."""
    delimiter = b"--" + boundary.encode("utf-8", "surrogateescape")
    begin = -1
    count = 0
    position = start
    while count <= MAX_LEAVES:
        at = raw.find(delimiter, position, end)
        if at < 0:
            break
        position = at + len(delimiter)
        if at > start and raw[at - 1] not in b"\r\n":
            continue
        closing = raw[position : position + 2] == b"--"
        line = raw.find(b"\n", position, min(end, position + 1_000))
        rest = raw[position : line if line >= 0 else min(end, position + 1_000)]
        if (rest[2:] if closing else rest).strip():
            continue  # a longer boundary that begins like this one, or text
        if begin >= 0:
            yield begin, max(begin, _before(raw, at))
            count += 1
        begin = line + 1 if line >= 0 else end
        if closing:
            return
        position = begin
    if 0 <= begin < end and count <= MAX_LEAVES:
        yield begin, end  # the closing delimiter is missing


def _before(raw: bytes, at: int) -> int:
    """Leave out the line end before a delimiter: it belongs to the delimiter (RFC 2046 §5.1.1)."""
    if raw[at - 1 : at] == b"\n":
        at -= 1
    return at - 1 if raw[at - 1 : at] == b"\r" else at


TINY = 8
"""Encoded bytes of a plain text that says nothing beside its HTML twin."""
_TEXTS = ("text/plain", "text/html")


def choose(parts: Sequence[Leaf]) -> Choice:
    """Pick the parts worth reading.

    The text is the first text part that is no attachment; of an alternative the plain one, unless it is empty.
    """
    if len(parts) == 1:
        only = parts[0]
        if only.content_type == "text/plain" and not only.disposition:
            return Choice(only)
    found: dict[str, Leaf] = {}
    for leaf in parts:
        field = _field(leaf, parts)
        if field:
            found.setdefault(field, leaf)
    text = found.get("text")
    if text is not None and text.alternative:
        twins = [leaf for leaf in parts if leaf.alternative == text.alternative and leaf.content_type in _TEXTS]
        plain = next((t for t in twins if t.content_type == "text/plain" and t.size > TINY), None)
        html = next((t for t in twins if t.content_type == "text/html"), None)
        text = plain or html or text
    others = (found.get(field) for field in Choice._fields[1:])
    return Choice(text, *others)


_CALENDARS = ("application/ics", "text/x-vcalendar")
_STATUSES = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global")


def _field(leaf: Leaf, parts: Sequence[Leaf]) -> str:
    """Return the field of `Choice` that a leaf may fill, "" for none."""
    kind = leaf.content_type
    if kind == "text/vnd.google.email-reaction+json" or (leaf.disposition == "reaction" and kind.startswith("text/")):
        return "reaction"
    if kind in _TEXTS:
        return "text" if _readable(leaf, parts) else ""
    if kind == "text/calendar" or (leaf.method and kind in _CALENDARS):
        return "invitation"
    if kind in _STATUSES:
        return "report"
    return "original" if kind in _RETURNED else ""


def _readable(leaf: Leaf, parts: Sequence[Leaf]) -> bool:
    """Whether a text part is the message's own text rather than an attached file."""
    if leaf.disposition == "attachment":
        return len(parts) == 1
    return not leaf.filename or leaf.number in ("1", "1.1")
