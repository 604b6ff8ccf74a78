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


_STRING = rb'"[^"\\]*+"'
_FREE = rb'[^()"\\\[]*+'
_LIST = rb"\(%s(?:%s%s)*+\)" % (_FREE, _STRING, _FREE)
_DEEP = rb"\(%s(?:(?:%s|%s)%s)*+\)" % (_FREE, _STRING, _LIST, _FREE)
_REST = rb"%s(?:(?:%s|%s)%s)*+\)" % (_FREE, _STRING, _DEEP, _FREE)
_NODE = re.compile(
    rb"\((?=\()|"  # a multipart begins
    rb"\((%s %s (?:NIL|%s)) (?:NIL|%s) (?:NIL|%s) (NIL|%s) (\d{1,15})( \d{1,15})?+(?=[ )])(%s)|"
    % (_STRING, _STRING, _LIST, _STRING, _STRING, _STRING, _REST)
    + rb' "([^"\\]*)" \((?:"(?!(?i:boundary)")[^"\\*]*+" %s )*+"(?i:boundary)" "([^"\\]*)"%s(?:%s%s)*+\)%s'
    % (_STRING, _FREE, _STRING, _FREE, _REST)
)
"""One step through a usual structure: a multipart's opening, a single part, or what follows a multipart's parts."""
_NAMED = re.compile(
    rb'\("((?:file)?name\*?)" "[^"\\]*"(?: "(?:size|(?:creation|modification|read)-date)" "[^"\\]*")*+', re.IGNORECASE
)
_USUAL_DEPTH = 10
_SIZE = Leaf._fields.index("size")


def structure_of(raw: bytes) -> Structure:
    """Read a BODYSTRUCTURE as it came: a mailbox has few kinds of parts and few ways to put them together.

    Equal to `structure` of its tokens. Raises WireError for unbalanced or too deep lists.
    """
    shape: list[_Role | bool | None] = []
    kinds: list[_Kind] = []
    sizes: list[int] = []
    names: list[bytes] = []
    at, end = 0, len(raw)
    while at < end:
        node = _NODE.match(raw, at)
        if node is None:
            return _at_length(raw)
        part, encoding, size, lines, rest, subtype, boundary = node.groups()
        if part is not None:
            kind = _kind(part, encoding, lines is not None, rest)
            shape.append(kind[0])
            kinds.append(kind)
            sizes.append(int(size))
        elif subtype is None:
            shape.append(None)
        else:
            shape.append(subtype.lower() == b"alternative")
            names.append(boundary)
        at = node.end()
    layout = _layout(tuple(shape))
    if layout is None or min(sizes) <= TINY:  # may be too little to be chosen
        return _at_length(raw)
    leaves = []
    for index, (number, alternative) in enumerate(layout.places):
        role, fields = kinds[index]
        leaves.append(Leaf._make((number, *fields, sizes[index], alternative, role[-1], 0, 0)))
    boundaries = {section: _utf8(names[index]) for index, section in enumerate(layout.sections)} if names else {}
    return Structure(tuple(leaves), boundaries, layout.wanted)


_Role = tuple[str, str, str, bool]
"""What `choose` looks at: content type, disposition, method, whether there is a file name."""
_Kind = tuple[_Role, tuple[str | int, ...]]
"""What leaves have in common that differ in size, lines, ids and names of files: their role, and their first fields."""


@lru_cache(maxsize=512)
def _kind(part: bytes, encoding: bytes, lines: bool, rest: bytes) -> _Kind:
    """Read the pieces of a single part; `lines` says whether a number of lines follows the size."""
    if b"name" in part or b"name" in rest:
        plain = [_NAMED.sub(rb'("\1" ""', piece) for piece in (part, rest)]
        if plain != [part, rest]:
            return _kind(plain[0], encoding, lines, plain[1])
    leaf = _at_length(b"(%s NIL NIL %s 0%s%s" % (part, encoding, b" 0" if lines else b"", rest)).leaves[0]
    return (leaf.content_type, leaf.disposition, leaf.method, leaf.filename), leaf[1:_SIZE]


class _Layout(NamedTuple):
    """Section and alternative of each leaf, sections of the multiparts as they end, and what is worth reading."""

    places: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    wanted: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=256)
def _layout(shape: tuple[_Role | bool | None, ...]) -> _Layout | None:
    """Number the parts. `shape` has a role for each leaf, None where a multipart begins and where it ends a bool.

    The bool says whether it is an alternative. None for what is no tree, or a deep one.
    """
    leaves: list[Leaf] = []
    sections: list[str] = []
    around: list[tuple[str, int, str, int]] = []
    prefix, place = "", 0
    for at, node in enumerate(shape):
        if (at and not around) or len(around) > _USUAL_DEPTH:
            return None
        if isinstance(node, tuple):
            place += 1
            kind, disposition, method, filename = node
            leaves.append(Leaf(f"{prefix}{place}", kind, "", "", disposition, method, size=TINY + 1, filename=filename))
        elif node is None:
            place += at > 0
            section = f"{prefix}{place}" if at else ""
            around.append((prefix, place, section, len(leaves)))
            prefix, place = f"{section}." if section else "", 0
        else:
            prefix, place, section, first = around.pop()
            sections.append(section)
            if node:  # the innermost one counts, and ends first
                leaves[first:] = [
                    leaf._replace(alternative=leaf.alternative or section or "0") for leaf in leaves[first:]
                ]
    if around or not leaves:
        return None
    wanted = [(field, leaves.index(leaf), limit) for field, leaf, limit in needs(Structure(tuple(leaves), {}))]
    return _Layout(tuple([(leaf.number, leaf.alternative) for leaf in leaves]), tuple(sections), tuple(wanted))


def _at_length(raw: bytes) -> Structure:
    """Read every token."""
    return structure(next(iter(tokens([raw])), None))


def _utf8(boundary: bytes) -> bytes:
    """Make of a boundary what `structure` makes of it."""
    return boundary if boundary.isascii() else boundary.decode("utf-8", "replace").encode()


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
