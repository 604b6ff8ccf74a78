"""Cuts a mail's text into what its writer wrote now and what is quoted, forwarded, signature or small print.

Every step looks at a line once and at a bounded number of neighbours, so the time is linear in the text, which is cut
at `LIMIT` characters first (reliability.md T16, T17). Zones follow Lampert, Dale and Paris (EMNLP 2009), less finely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboxwatch.classifier import marks, signature

LIMIT = 64 * 1024
"""Characters of a text that are looked at."""

_NEIGHBOURS, _RECIPIENTS, _BLOCKS = 9, 40, 80
_RULERS = frozenset("-_=*~+#—–<")
_LONG_LINE, _NAME = 300, 60
_COLONS = frozenset(":：")
_STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +(?:at )?\d{1,2}[:.]\d{2}")
_OPENERS = re.compile(r"(?:on|am|le|el|il|em|op|w dniu|den|dnia|在|at|den|nel|la|dne|\d{4}) ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zones:
    """A text in its zones: `own` new lines, `quoted` lines (quotes and forwarded mail, marks off).

    `forwards`: a forwarded mail is inside. `closing`: the sign-off line in lower case, "" without one.
    """

    own: tuple[str, ...]
    quoted: tuple[str, ...]
    forwards: bool
    closing: str = ""

    @property
    def text(self) -> str:
        """Own lines as one text, blank lines around it off."""
        return "\n".join(self.own).strip()


def zone(text: str) -> Zones:
    """Cut a decoded text into zones; any text will do."""
    lines = _lines(text)
    own: list[str] = []
    quoted: list[str] = []
    forwards = signed = False
    budget = _BLOCKS
    for at, line in enumerate(lines):
        first = line[:1]
        if first == ">":
            quoted.append(line.lstrip("> "))
            continue
        border = ""
        if ":" in line[:24] or first in _RULERS or line[-1:] in _COLONS:
            labelled = ":" in line[:24] and budget > 0
            budget -= labelled
            border = _border(lines, at, line, labelled=labelled) if first else ""
        elif not signed:
            own.append(line)
            continue
        if border in {"rest", "forward"}:
            _drop_stamp(own)
            forwards = border == "forward" or not any(own)
            quoted.extend(rest.lstrip("> ") for rest in lines[at:])
            break
        if border == "attribution":
            _drop_wrapped(own, line)
        elif border == "signature" or signed:
            signed = True
        else:
            own.append(line)
    body, closing = signature.without(own)
    return Zones(tuple(body), tuple(quoted), forwards, closing)


def _lines(text: str) -> list[str]:
    """Stripped lines of the bounded text; a flattened mail is broken at the separators inside it."""
    text = text[:LIMIT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "-----" in text and text.count("\n") < 3:  # noqa: PLR2004 - an export without line ends
        text = re.sub(r"(?<!-)-{5,60}(?!-)(?=[^-\n])", "\n-----", text)
    return [line.strip() for line in text.split("\n")]


def _border(lines: list[str], at: int, line: str, *, labelled: bool) -> str:
    """What begins at this line: attribution, signature, rest (all below is quoted), forward, or "" for own text."""
    if line[0] in _RULERS:
        return _ruler(lines, at, line)
    if line[-1] in _COLONS:
        lowered = line.lower()
        if lowered.endswith(marks.WROTE) or any(word in lowered for word in marks.WROTE_INSIDE):
            border = _attribution(lines, at, lowered)
            if border:
                return border
        if lowered.startswith(marks.FORWARDS):
            return "forward"
    return "rest" if labelled and _is_header_block(lines, at) else ""


def _ruler(lines: list[str], at: int, line: str) -> str:
    """Judge a line that begins like a ruler: a separator with words, a signature mark, or a plain ruler."""
    core = line.strip("-_=*~+#—–<> ").lower()
    if not core:
        if line in {"--", "—", "- --"}:
            return "signature"
        return _plain_ruler(lines, at) if len(line) > 5 else ""  # noqa: PLR2004 - "***", "---" divide paragraphs
    if core.startswith(marks.FORWARDS):
        return "forward"
    if core.startswith(marks.SEPARATORS):
        return "rest"
    if line[-1] == ":" and core.rstrip(" :").endswith(tuple(mark.rstrip(" :") for mark in marks.WROTE)):
        return _attribution(lines, at, line.lower())
    return ""


def _plain_ruler(lines: list[str], at: int) -> str:
    """Judge a ruler without words: above a header block all is quoted; near the end it begins a signature."""
    rest = [line for line in lines[at + 1 : at + 1 + 2 * _NEIGHBOURS] if line]
    if rest and _is_header_block(lines, at + 1):
        return "rest"
    few = len(rest) <= _NEIGHBOURS and not any(lines[at + 1 + 2 * _NEIGHBOURS :][:1])
    return "signature" if few else ""


def _attribution(lines: list[str], at: int, lowered: str) -> str:
    """Judge "On … Ada wrote:": only the line itself where `>` follows, else all that comes after it."""
    following = next((line for line in lines[at + 1 : at + 4] if line), "")
    if following.startswith((">", "|")):
        return "attribution"
    before = lines[at - 1] if at else ""
    opened = _OPENERS.match(lowered) or _OPENERS.match(before)
    dated = any(character.isdigit() for character in lowered + before) or "@" in lowered
    return "rest" if opened and dated and len(lowered) < _LONG_LINE else ""


def _label(line: str) -> str:
    """The header label that this line begins with, in lower case without marks; "" if none."""
    name, colon, _ = line[:40].partition(":")
    if not colon:
        return ""
    name = name.strip("*_>| \t").lower()
    return name if name in marks.LABELS else ""


def _is_header_block(lines: list[str], at: int) -> bool:
    """Whether a copied mail header stands here: a subject label and one of sender or recipient, or three others.

    A Lotus Notes header may hold a long list of recipients before its subject.
    """
    start = next((near for near in range(at, min(at + 3, len(lines))) if lines[near]), at)
    if start >= len(lines) or not _label(lines[start]):
        return False
    kinds = _kinds(lines[start : start + _NEIGHBOURS])
    if "t" in kinds and "j" not in kinds and lines[start][:3].lower() == "to:":
        kinds |= _kinds(lines[start + _NEIGHBOURS : start + _RECIPIENTS]) & {"j"}
    return len(kinds) >= 3 or kinds >= {"t", "j"} or kinds >= {"f", "j"}  # noqa: PLR2004 - of four kinds of label


def _kinds(lines: list[str]) -> set[str]:
    """Which of from (f), sent (s), to (t) and subject (j) labels these lines begin with."""
    labels = {_label(line) for line in lines if ":" in line[:24]}
    groups = (("f", marks.FROM), ("s", marks.SENT), ("t", marks.TO), ("j", marks.SUBJECT))
    return {kind for kind, words in groups if labels & words}


def _belongs_to_block(line: str) -> bool:
    """Whether an own line above a quoted header is its stamp or name (Lotus Notes), a ruler, or blank."""
    if not line:
        return True
    if len(line) > _LONG_LINE:
        return False
    lowered = line.lower()
    return (
        bool(_STAMP.search(line))
        or lowered.startswith(("sent by:", "please respond to"))
        or (not line.strip("-_=*>") or (line.count("@") == 1 and " " not in line.strip("\"<>'")) or "/enron" in lowered)
    )


def _drop_stamp(own: list[str]) -> None:
    """Take the lines of a quoted header that stand above its first label out of the own text."""
    stamped = False
    while own and (_belongs_to_block(own[-1]) or (stamped and _is_name(own[-1]))):
        line = own.pop()
        stamped = bool(line) and (bool(_STAMP.search(line)) or (stamped and line.lower().startswith("sent by")))


def _is_name(line: str) -> bool:
    """Whether a line above a stamp may be the sender's name: short and no sentence."""
    return len(line) < _NAME and line[-1] not in ".?!,:;" and len(line.split()) <= 6  # noqa: PLR2004


def _drop_wrapped(own: list[str], line: str) -> None:
    """Take the first half of an attribution that was wrapped over two lines out of the own text."""
    if own and own[-1] and not _OPENERS.match(line) and _OPENERS.match(own[-1]) and len(own[-1]) < _LONG_LINE:
        own.pop()
