"""Addresses: a strict reading for From, which decides whom to believe, and a lenient one for everything else."""

from __future__ import annotations

import re
from functools import lru_cache

from inboxwatch.mail import words
from inboxwatch.model import Address

MAX_ADDRESSES = 2_000
"""Addresses kept of one field; a mail to more people than that waits for nobody in particular."""

_ATEXT = r"[^\x00-\x20\x7f()<>\[\]:;@\\,\"\s]"
# Dots may stand anywhere in a local part: RFC 5322 forbids "a..b@x", some providers hand such addresses out, and
# every parser reads them alike, which is what matters here.
_SPEC = rf"{_ATEXT}+@(?:[^\x00-\x20\x7f()<>\[\]:;@\\,\".\s]+(?:\.[^\x00-\x20\x7f()<>\[\]:;@\\,\".\s]+)*)"
_STRICT_SPEC = re.compile(rf"(?:{_SPEC}|{_ATEXT}+@\[[0-9A-Za-z:.]+\]|\"[^\"\\\s@<>,;:]+\"@[A-Za-z0-9.-]+)")
_ASCII_SPEC = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_PLAIN = re.compile(rf'[ ]*(?:(?:"([^"\\]*)"[ ]*|([^"<>@,;:()\[\]\\]*))<({_ASCII_SPEC})>|({_ASCII_SPEC}))[ ]*(?:,|\Z)')
_LOOSE_SPEC = re.compile(r"[^\s<>()\",;:@\x00-\x1f\x7f]+@[^\s<>()\",;:@'\x00-\x1f\x7f]+")
_USUAL = 200
"""Characters of a field up to which it is remembered: a mailbox holds many mails from and to the same people."""
_MAX_SPEC = 320  # RFC 3696 erratum: 64 + 1 + 255


def lower(text: str) -> str:
    """Lower-case ASCII only: the Kelvin sign must not become the k of a colleague's domain (T9)."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if c.isascii() else c for c in text)


def strict(value: str) -> Address | None:
    """Read exactly one mailbox (RFC 5322 §3.4, no groups, no routes, no obsolete forms), or None.

    None wherever two careful readers could come to different addresses (CVE-2019-16056, CVE-2023-27043). A comma in
    an unquoted name (`Lovelace, Ada <ada@corp.example>`) is wrong, common, and leaves one address to every reader.
    """
    return _strict(value) if len(value) <= _USUAL else _strict.__wrapped__(value)


@lru_cache(maxsize=2048)
def _strict(value: str) -> Address | None:
    match = _PLAIN.fullmatch(value)
    if match is None:
        return _strict_slow(value)
    spec = match[3] or match[4]
    if value.rstrip().endswith(",") or not _sound(spec):
        return None
    return Address(words.header(match[1] if match[1] is not None else match[2] or ""), spec.lower())


def _sound(spec: str) -> bool:
    """Whether nobody can decode or cut an address into another one."""
    return len(spec) <= _MAX_SPEC and "=?" not in spec and "\ufffd" not in spec


def _strict_slow(value: str) -> Address | None:
    """Read comments, quoted strings and non-ASCII names; any doubt gives None."""
    bare, phrase, specs, comments = _tokens(value) or ([], [], [], [])
    if not specs and bare == phrase and len(bare) == 1 and "," not in value:
        specs, phrase = bare, comments[:1]
    if len(specs) != 1 or not _sound(specs[0]) or not _STRICT_SPEC.fullmatch(specs[0]):
        return None
    if _second_address(bare, specs[0]):
        return None
    return Address(" ".join(words.header(" ".join(phrase)).split()), lower(specs[0]))


def _second_address(bare: list[str], spec: str) -> bool:
    """Whether unquoted words before the address could be read as another address that a mail service vouches for.

    That needs a domain with a dot; "sh@re m@rket <ada@corp.example>" is only an odd name.
    """
    for index, word in enumerate(bare):
        if "@" in word:
            rest = "".join(bare[index:])
            return "." in rest and lower(rest) != lower(spec)
    return False


def _tokens(value: str) -> tuple[list[str], list[str], list[str], list[str]] | None:
    """Return bare words, these and quoted strings in order, bracketed addresses and comments; None for bad grammar."""
    bare: list[str] = []
    phrase: list[str] = []
    specs: list[str] = []
    comments: list[str] = []
    position, size = 0, len(value)
    while position < size <= _MAX_STRICT:
        if value[position] == "(":
            end = _comment_end(value, position)
            if end < 0:
                return None
            comments.append(value[position + 1 : end - 1])
            position = end
            continue
        match = _TOKEN.match(value, position)
        if match is None:
            return None
        position = match.end()
        if match.lastgroup == "space":
            continue
        if specs:
            return None  # something after the address
        if match.lastgroup == "angle":
            specs.append(match["angle"].strip())
        elif match.lastgroup == "comma":
            phrase[-1:] = [f"{phrase[-1] if phrase else ''},"]
        elif match.lastgroup == "quoted":
            phrase.append(_unquote(match["quoted"]))
        else:
            bare.append(match["word"])
            phrase.append(match["word"])
    return bare, phrase, specs, comments


_MAX_STRICT = 2_000
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comma>,)|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"(?!@)|<(?P<angle>[^<>]*)>|"
    r"(?P<word>[^\s\"()<>,;:\[\]\\]+)",
    re.DOTALL,
)


def _quoted_end(value: str, start: int) -> int:
    """Return the position after the closing quote of the string that opens at `start`, -1 without one."""
    position = start + 1
    while True:
        quote = value.find('"', position)
        if quote < 0:
            return -1
        backslashes = 0
        while value[quote - 1 - backslashes] == "\\" and quote - 1 - backslashes > start:
            backslashes += 1
        if backslashes % 2 == 0:
            return quote + 1
        position = quote + 1


def _comment_end(value: str, start: int) -> int:
    """Return the position after the comment (they nest) that opens at `start`, -1 if it never closes."""
    depth = 0
    for match in _PAREN.finditer(value, start):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                return match.end()
    return -1


_PAREN = re.compile(r"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def _unquote(text: str) -> str:
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def lenient(value: str) -> list[Address]:
    """Read every mailbox that can be made out; a broken one does not lose its neighbours. Linear, bounded."""
    found: list[Address] = []
    position, size = 0, len(value)
    match = _PLAIN.match(value)
    while match is not None and len(found) < MAX_ADDRESSES:
        spec = match[3] or match[4]
        if len(spec) <= _MAX_SPEC:
            name = match[1] if match[1] is not None else match[2]
            found.append(Address(words.header(name) if name else "", _unquoted(spec)))
        position = match.end()
        if position >= size:
            return found
        match = _PLAIN.match(value, position)
    _lenient_slow(value, position, found)
    return found


def _lenient_slow(value: str, start: int, found: list[Address]) -> None:
    """Go on where the fast reading stopped: groups, comments, routes, stray quotes and brackets."""
    phrase: list[str] = []
    spec, comment = "", ""
    quotes = comments = True  # off once one does not close, so that time stays linear
    position, size = start, len(value)
    while position < size and len(found) < MAX_ADDRESSES:
        char = value[position]
        end = position + 1
        if char == '"' and quotes:
            end = _quoted_end(value, position)
            quotes = end > 0
            end = end if quotes else position + 1
            if quotes:
                phrase.append(_unquote(value[position + 1 : end - 1]))
        elif char == "(" and comments:
            end = _comment_end(value, position)
            comments = end > 0
            end = end if comments else position + 1
            comment = value[position + 1 : end - 1] if comments else comment
        elif char == "<":
            stop, end = _angle_end(value, position)
            spec = spec or value[position + 1 : stop]
        elif char in ",;":
            _keep(phrase, spec, comment, found)
            phrase, spec, comment = [], "", ""
        elif char == ":" and not any("@" in word for word in phrase):
            phrase = []
        elif char not in '"():>':
            match = _RUN.match(value, position)
            end = match.end() if match else end
            phrase.append(value[position:end])
        position = end
    _keep(phrase, spec, comment, found)


_RUN = re.compile(r"[^\"()<>,;:]+")
_ANGLE_STOP = re.compile(r"[<>,;]")


def _angle_end(value: str, start: int) -> tuple[int, int]:
    """Return where the bracket's content ends, at its `>` or where its neighbour begins, and where to go on."""
    position = start + 1
    if value.startswith("@", position):  # a source route holds commas: <@a,@b:c@d>
        end = value.find(">", position, position + _MAX_SPEC)
        if end > 0:
            return end, end + 1
    match = _ANGLE_STOP.search(value, position)
    if match is None:
        return len(value), len(value)
    return match.start(), match.end() if match[0] == ">" else match.start()


def _keep(phrase: list[str], spec: str, comment: str, found: list[Address]) -> None:
    """Add the mailbox that these pieces make, if they make one."""
    name = " ".join(" ".join(phrase).split())
    if spec:
        spec = spec.rpartition(":")[2]
        match = _LOOSE_SPEC.search("".join(spec.split()) if len(spec) <= _MAX_SPEC else "")
        if match is not None:
            found.append(Address(words.header(name.strip("'")), _unquoted(match[0])))
            return
    for word in name.split():
        if "@" in word and len(word) <= _MAX_SPEC:
            match = _LOOSE_SPEC.search(word.strip("'"))
            if match is not None:
                found.append(Address(words.header(comment), _unquoted(match[0])))
                return


def _unquoted(spec: str) -> str:
    """Take off the apostrophes that some programs put around addresses or local parts."""
    local, _, domain = spec.rpartition("@")
    return lower(f"{local.strip(chr(39)) or local}@{domain}" if local.startswith("'") else spec)


def several(values: tuple[str, ...]) -> tuple[Address, ...]:
    """Read all values of one field leniently; each address once, in order."""
    if not values:
        return ()
    if len(values) == 1 and len(values[0]) <= _USUAL:
        return _usual(values)
    return _several(values)


def _several(values: tuple[str, ...]) -> tuple[Address, ...]:
    out: dict[str, Address] = {}
    for value in values:
        for address in lenient(value):
            out.setdefault(address.address, address)
        if len(out) >= MAX_ADDRESSES:
            break
    return tuple(out.values())[:MAX_ADDRESSES]


_usual = lru_cache(maxsize=2048)(_several)
