"""BODYSTRUCTURE -> the leaves that `inboxwatch.mail` chooses from, and which bytes of them to ask for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from connectors.imap_wire import Token, tokens
from inboxwatch.mail import PART_BYTES, Leaf, choose, excerpt_bytes
from inboxwatch.mail.structure import MAX_DEPTH, MAX_LEAVES, TINY

FIRST = 4096
"""Bytes of part 1 that the first FETCH asks for: the whole excerpt of a plain text."""


_FIELDS = ("text", *PART_BYTES)


class Structure(NamedTuple):
    """The leaves in order, and the boundary of each multipart by its section ("" is the message itself).

    `wanted` is what `needs` says of them where that is known: field of `mail.Choice`, place in `leaves`, bytes.
    """

    leaves: tuple[Leaf, ...]
    boundaries: dict[str, bytes]
    wanted: tuple[tuple[str, int, int], ...] | None = None


class Need(NamedTuple):
    """Bytes `offset` to `offset + length` of a section, for a field of `mail.Choice`."""

    field: str
    section: str
    offset: int
    length: int

    def item(self) -> str:
        """Return the FETCH item; made of digits and dots only."""
        return f"BODY.PEEK[{self.section}]<{self.offset}.{self.length}>"

    def key(self) -> bytes:
        """Return the name under which the answer comes."""
        return b"BODY[%s]<%d>" % (self.section.encode(), self.offset)


def _text(token: Token) -> str:
    return token.decode("latin-1").lower() if isinstance(token, bytes) else ""


def _parameters(token: Token) -> dict[str, str]:
    """Return a parameter list with lower-case names; RFC 2231 marks are taken off the names."""
    if not isinstance(token, list):
        return {}
    found: dict[str, str] = {}
    for index in range(0, len(token) - 1, 2):
        value = token[index + 1]
        found.setdefault(
            _text(token[index]).partition("*")[0],
            value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or ""),
        )
    return found


def _leaf(node: list[Token], number: str, alternative: str) -> Leaf:
    kind, sub = _text(node[0]) or "text", _text(node[1]) or "plain"
    named = _parameters(node[2])
    extra = 8 if kind == "text" else 10 if (kind, sub) == ("message", "rfc822") and len(node) > 9 else 7  # noqa: PLR2004
    disposition = node[extra + 1] if len(node) > extra + 1 else None
    how, attributes = "", {}
    if isinstance(disposition, list) and disposition:
        how = _text(disposition[0])
        attributes = _parameters(disposition[1]) if len(disposition) > 1 else {}
    size = node[6]
    return Leaf(
        number,
        f"{kind}/{sub}",
        _text(node[5]),
        named.get("charset", "").lower(),
        how,
        named.get("method", "").upper(),
        named.get("format", "").lower() == "flowed",
        named.get("delsp", "").lower() == "yes",
        size if isinstance(size, int) else 0,
        alternative,
        "filename" in attributes or "name" in named,
    )


def structure(token: Token) -> Structure:
    """Read a BODYSTRUCTURE. Total: what is malformed becomes one plain text part, as the server shows the message."""
    out: list[Leaf] = []
    boundaries: dict[str, bytes] = {}
    todo: list[tuple[Token, str, str, int]] = [(token, "", "", 0)]
    while todo and len(out) < MAX_LEAVES:
        node, number, alternative, depth = todo.pop()
        if not isinstance(node, list) or not node:
            out.append(Leaf(number or "1", alternative=alternative))
        elif not isinstance(node[0], list):
            if len(node) < 7:  # noqa: PLR2004 - the fields that every single part has
                out.append(Leaf(number or "1", alternative=alternative))
            else:
                out.append(_leaf(node, number or "1", alternative))
        elif depth >= MAX_DEPTH:
            out.append(Leaf(number or "1", alternative=alternative))
        else:
            children = [child for child in node if isinstance(child, list)]
            first = next((i for i, child in enumerate(node) if not isinstance(child, list)), len(node))
            children = children[:first]
            kind = _text(node[first]) if first < len(node) else "mixed"
            boundary = _parameters(node[first + 1]).get("boundary", "") if len(node) > first + 1 else ""
            boundaries[number] = boundary.encode("utf-8", "replace")
            under = (number or "0") if kind == "alternative" else alternative
            prefix = f"{number}." if number else ""
            todo += [
                (child, f"{prefix}{index}", under, depth + 1)
                for index, child in reversed(list(enumerate(children[:MAX_LEAVES], 1)))
            ]
    return Structure(tuple(out), boundaries)


_VARYING = re.compile(
    rb'" (\d+)(?: \d+)?(?= )|"boundary" "([^"\\]*)"|'
    rb'"((?:file)?name\*?|size|(?:creation|modification)-date)" "[^"\\]*"|"<[^"\\]*>"'
)
_SIZE, _LINES, _BOUNDARY, _ID = b'" #', b'" # 1', b'"boundary" "#"', b'"<a>"'
_MARK = 1 << 40
"""Stands for the first size or boundary in a shape, one more for the next, and so on: no message is as large."""


_AT = Leaf._fields.index("size")


class _Shape(NamedTuple):
    """What all messages share whose structures differ in sizes, boundaries, ids and names of files only.

    Sizes of leaves and boundaries are places in the list of matches.
    """

    leaves: tuple[Leaf, ...]
    boundaries: tuple[tuple[str, int], ...]
    wanted: tuple[tuple[str, int, int], ...]


def structure_of(raw: bytes) -> Structure:
    """Read a BODYSTRUCTURE as it came: a mailbox has few shapes, so it is mostly read by comparing.

    Equal to `structure` of its tokens. Raises WireError for unbalanced or too deep lists.
    """
    found = [] if b"\\" in raw else list(_VARYING.finditer(raw))  # a quote inside a string may look like anything
    key: list[bytes] = []
    at = 0
    for match in found:
        start, end = match.span()
        if match[1]:
            kind = _SIZE if match.end(1) == end else _LINES
        elif match[2] is not None:
            kind = _BOUNDARY
        else:
            kind = b'"%s" "a"' % match[3] if match[3] else _ID
        key += (raw[at:start], kind)
        at = end
    shape = _shape((*key, raw[at:])) if found else None
    if shape is None:
        return _at_length(raw)
    leaves = []
    for leaf in shape.leaves:
        size = int(found[leaf.size][1])
        if size <= TINY:  # may be too little to be chosen
            return _at_length(raw)
        leaves.append(Leaf._make((*leaf[:_AT], size, *leaf[_AT + 1 :])))
    boundaries = {section: _utf8(found[place][2]) for section, place in shape.boundaries}
    return Structure(tuple(leaves), boundaries, shape.wanted)


def _at_length(raw: bytes) -> Structure:
    """Read every token."""
    return structure(next(iter(tokens([raw])), None))


def _utf8(boundary: bytes) -> bytes:
    """Make of a boundary what `structure` makes of it."""
    return boundary if boundary.isascii() else boundary.decode("utf-8", "replace").encode()


@lru_cache(maxsize=256)
def _shape(key: tuple[bytes, ...]) -> _Shape | None:
    """Read a structure with marks for what varies; None where a size or boundary stands somewhere else than usual."""
    marked = [piece.replace(b"#", b"%d" % (_MARK + at // 2)) if at % 2 else piece for at, piece in enumerate(key)]
    found = _at_length(b"".join(marked))
    leaves = tuple([leaf._replace(size=leaf.size - _MARK) for leaf in found.leaves])
    boundaries = [(section, int(name) - _MARK if name.isdigit() else -1) for section, name in found.boundaries.items()]
    sizes, names = [leaf.size for leaf in leaves], [place for _, place in boundaries]
    if min(sizes + names) < 0 or any(key[2 * place + 1] not in (_SIZE, _LINES) for place in sizes):
        return None
    if any(key[2 * place + 1] != _BOUNDARY for place in names):
        return None
    wanted = tuple([(field, found.leaves.index(leaf), limit) for field, leaf, limit in needs(found)])
    return _Shape(leaves, tuple(boundaries), wanted)


def inner(raw: bytes, found: Structure, leaf: Leaf) -> bytes | None:
    """Return the content of a leaf inside part 1 from the first bytes of part 1, if it is in there as a whole."""
    at = 0
    numbers = leaf.number.split(".")
    boundary = b""
    for depth in range(1, len(numbers)):
        if any(number != "1" for number in numbers[depth:]):
            return None
        boundary = found.boundaries.get(".".join(numbers[:depth]), b"")
        start = raw.find(b"--" + boundary + b"\r\n", at) if boundary else -1
        if start < 0 or (start > at and raw[start - 1 : start] != b"\n"):
            return None
        at = start + len(boundary) + 4
        if raw[at : at + 2] == b"\r\n":
            at += 2
        else:
            end = raw.find(b"\r\n\r\n", at)
            if end < 0:
                return None
            at = end + 4
    end = at + leaf.size
    return raw[at:end] if raw[end : end + len(boundary) + 4] == b"\r\n--" + boundary else None


def needs(found: Structure) -> list[tuple[str, Leaf, int]]:
    """Return field of `mail.Choice`, leaf and number of bytes for each part worth reading."""
    if found.wanted is not None:
        return [(field, found.leaves[place], limit) for field, place, limit in found.wanted]
    wanted = []
    for field, leaf in zip(_FIELDS, choose(found.leaves), strict=True):
        if leaf is not None:
            wanted.append((field, leaf, excerpt_bytes(leaf.content_type) if field == "text" else PART_BYTES[field]))
    return wanted


class Plan(NamedTuple):
    """A message after the first FETCH: its leaves, those worth reading, their bytes, and what is missing."""

    leaves: tuple[Leaf, ...]
    chosen: dict[str, Leaf]
    have: dict[str, bytes]
    missing: list[Need]


def settle(found: Structure, first: bytes) -> Plan:
    """Say what the first FETCH's bytes of part 1 hold already, and what is still needed."""
    plan = Plan(found.leaves, {}, {}, [])
    for field, leaf, limit in needs(found):
        plan.chosen[field] = leaf
        if leaf.number == "1":
            plan.have[field] = first[:limit]
            if limit > FIRST and len(first) >= FIRST:
                plan.missing.append(Need(field, "1", FIRST, limit - FIRST))
            continue
        whole = inner(first, found, leaf) if leaf.number.startswith("1.") and leaf.size < len(first) else None
        if whole is not None:
            plan.have[field] = whole[:limit]
        else:
            plan.missing.append(Need(field, leaf.number, 0, limit))
    return plan
