"""Addresses and patterns of addresses as a directory, a partner list or a target's rule names them.

`bo@consulting.example` is one address, `*@vendor.example` everybody of that very domain, `sales-*@corp.example` some
of them, and `vendor.example` (or `*@*.vendor.example`) everybody of a domain and its subdomains. Domains are compared
in their ASCII form, case folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NOT_LOCAL = re.compile(r'[\x00-\x20\x7f()<>\[\]:;,\\"\s]')


def fold(text: str) -> str:
    """Lower-case, but never a non-ASCII character into an ASCII one: the Kelvin sign is not the k of a colleague."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if c.isascii() or not c.lower().isascii() else c for c in text)


def domain(text: str) -> str:
    """A domain in its ASCII form ("müller.example" is "xn--mller-kva.example"), "" for what is none.

    IDNA 2008 without mapping (RFC 5891): characters that only look like or map to another domain's give "".
    """
    name = fold(text)
    if not name.isascii():
        import idna

        try:
            name = ".".join(idna.alabel(label).decode("ascii") for label in name.split("."))
        except (idna.IDNAError, UnicodeError):
            return ""
    return name if name and all(_LABEL.fullmatch(label) for label in name.split(".")) else ""


def normalise(address: str) -> str:
    """A bare address in the form that all comparisons use, "" unless it is exactly one local part and a domain."""
    local, at, host = address.strip(" \t").rpartition("@")
    name = domain(host)
    if not at or not local or not name or "@" in local or _NOT_LOCAL.search(local):
        return ""
    return f"{fold(local)}@{name}"


def within(name: str, parent: str) -> bool:
    """Whether a normalised domain is `parent` or one of its subdomains."""
    return name == parent or name.endswith("." + parent)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One address or pattern. `local` may hold `*` and `?`; `exact`: it is one address; `subdomains` count too."""

    local: str
    domain: str
    exact: bool
    subdomains: bool = False

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Read one; raises ValueError with a sentence that says what is wrong."""
        local, at, host = text.strip().rpartition("@")
        local = fold(local) if at else "*"
        name = domain(host.removeprefix("*."))
        if not name or (not at and "." not in name) or (at and not local) or "@" in local or _NOT_LOCAL.search(local):
            message = f'"{text}" is neither an address nor a pattern like "*@vendor.example"'
            raise ValueError(message)
        subdomains = not at or host.startswith("*.")
        return cls(local, name, exact=not subdomains and not {"*", "?"} & set(local), subdomains=subdomains)

    @property
    def specificity(self) -> tuple[bool, int, int]:
        """Greater is more specific: an address, then the deeper domain, then more letters before the @."""
        letters = sum(character not in "*?" for character in self.local)
        return (self.exact, self.domain.count("."), letters)

    def matches(self, address: str) -> bool:
        """Whether a normalised address is meant."""
        local, _, name = address.rpartition("@")
        if self.exact:
            return local == self.local and name == self.domain
        meant = within(name, self.domain) if self.subdomains else name == self.domain
        return meant and fnmatchcase(local, self.local.replace("[", "[[]"))
