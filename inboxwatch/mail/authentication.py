"""Authentication-Results headers (RFC 8601): what a mail service found out about a sender. Lenient and linear."""

from __future__ import annotations

import re
from functools import lru_cache

from inboxwatch.model import Authentication

_MAX_HEADERS = 10
_RESULT = re.compile(r"^([A-Za-z][A-Za-z0-9-]*)(?:/\d+)?\s*=\s*([A-Za-z]+)")
_PROPERTY = re.compile(r"\bheader\.([diDI])\s*=\s*(?:\"([^\"]*)\"|([^\s;\"]+))")


def read(values: tuple[str, ...]) -> tuple[Authentication, ...]:
    """Read the headers in their order, topmost first."""
    return tuple(_one(value) for value in values[:_MAX_HEADERS])


@lru_cache(maxsize=512)
def _one(value: str) -> Authentication:
    """Read one header; a service that signs nothing into it writes the same one on all mail of a colleague."""
    head, *rest = _split(value)
    if "=" in head:  # no service named, as Microsoft writes it
        rest, head = [head, *rest], ""
    dmarc = dkim = ""
    domains: dict[str, None] = {}
    for clause in rest:
        match = _RESULT.match(clause)
        if match is None:
            continue
        method, result = match[1].lower(), match[2].lower()
        if method == "dmarc":
            dmarc = dmarc or result
        elif method == "dkim":
            dkim = "pass" if result == "pass" else dkim or result
            if result == "pass":
                domains.update(dict.fromkeys(_domains(clause)))
    return Authentication(head.partition(" ")[0].lower(), dmarc, dkim, tuple(domains))


def _domains(clause: str) -> list[str]:
    """Return the signing domain: header.d, else the domain of header.i."""
    found = {m[1].lower(): (m[2] if m[2] is not None else m[3]) for m in _PROPERTY.finditer(clause)}
    name = found.get("d") or found.get("i", "").rpartition("@")[2]
    name = name.strip().strip(".").lower()
    return [name] if name else []


_COMMENT = re.compile(r"\([^()]*\)")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[();"]|[^();"\\]+|\\', re.DOTALL)


def _split(value: str) -> list[str]:
    """Split at semicolons outside quotes; comments, which nest, go."""
    plain = _COMMENT.sub("", value) if '"' not in value and "\\" not in value else "("
    if "(" not in plain and ")" not in plain:
        return [clause.strip() for clause in plain.split(";")]
    clauses: list[list[str]] = [[]]
    depth = 0
    for match in _PIECE.finditer(value):
        piece = match[0]
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif piece == ";":
            clauses.append([])
        else:
            clauses[-1].append(piece)
    return ["".join(pieces).strip() for pieces in clauses]
