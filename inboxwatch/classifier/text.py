"""Cuts a mail's text into what its writer wrote now and what is quoted, forwarded, signature or small print.

Every step looks at a line once and at a bounded number of neighbours, so the time is linear in the text, which is cut
at `LIMIT` characters first (reliability.md T16, T17). Zones follow Lampert, Dale and Paris (EMNLP 2009), less finely.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inboxwatch.classifier import attribution, marks, signature

LIMIT = 64 * 1024
"""Characters of a text that are looked at."""

_NEIGHBOURS, _RECIPIENTS, _BLOCKS = 9, 40, 80
_RULERS = frozenset("-_=*~+#—–<")
_LONG_LINE, _NAME, _WRAPPED = 300, 60, 60
_COLONS = frozenset(":：")
_STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +(?:at )?\d{1,2}[:.]\d{2}")
_BORDERS = _RULERS | frozenset("0123456789>")


class Zones(NamedTuple):
    """A text in its zones: `own` new lines, `quoted` lines (quotes and forwarded mail, marks off).

    `forwards`: a forwarded mail is inside. `closing`: the sign-off line in lower case, "" without one. `signature`:
    what stood below the own words: sign-off, name block, lines added by phones, small print. `text`: own lines as one
    text, blank lines around it off; joined once, since half a dozen look at it.
    """

    own: tuple[str, ...]
    quoted: tuple[str, ...]
    forwards: bool
    closing: str
    signature: tuple[str, ...]
    text: str


def zone(text: str) -> Zones:
    """Cut a decoded text into zones; any text will do."""
    lines = _lines(text)
    own: list[str] = []
    quoted: list[str] = []
    below: list[str] = []
    forwards = False
    kept, done, budget = own, 0, _BLOCKS
    for at in _telling(lines, text):
        line = lines[at]
        is_quote = line[0] == ">" and line not in attribution.ENDS
        if is_quote and at == done:
            quoted.append(line.lstrip("> "))
            done += 1
            continue
        if quoted and _is_wrapped_quote(lines, done):
            quoted.append(lines[done])
            done += 1
        if at < done:
            continue
        labelled = not is_quote and ":" in line[:24]
        border = "quote" if is_quote else _border(lines, at, line, labelled=labelled, blocks=budget > 0)
        budget -= labelled
        if not border:
            continue
        kept += lines[done:at]
        done = at + 1
        if is_quote:
            quoted.append(line.lstrip("> "))
            continue
        if border == "signature":
            kept = below
        if border in {"attribution", "answer"}:
            attribution.drop_wrapped(own, line)
        if border in {"rest", "forward", "answer"}:
            _drop_stamp(own)
            forwards = border == "forward" or not any(own)
            quoted += [rest.lstrip("> ") for rest in lines[at:]]
            break
    else:
        kept += lines[done:]
    body, closing, cut = signature.without(own)
    return Zones(tuple(body), tuple(quoted), forwards, closing, (*cut, *below), "\n".join(body).strip())


def _telling(lines: list[str], text: str) -> list[int]:
    """Where lines stand that may be quoted or a border; all others are the writer's, but the end of a wrapped quote.

    They are found by one look at a line's ends, so that most lines are never judged and move in runs.
    """
    if "wrote" in text or "：" in text:
        return [
            at for at, line in enumerate(lines) if line and (line[0] in _BORDERS or ":" in line or line[-1] in "e：")
        ]
    return [at for at, line in enumerate(lines) if line and (line[0] in _BORDERS or ":" in line)]


def _is_wrapped_quote(lines: list[str], at: int) -> bool:
    """Whether a line is the end of a quoted one that was wrapped without a mark: its sentence goes on, so do quotes."""
    if not 0 < at < len(lines) - 1:
        return False
    above = lines[at - 1]
    if above[:1] != ">" or len(above) < _WRAPPED or above[-1] in ".?!:;":
        return False
    return lines[at][:1].islower() and len(lines[at]) < _WRAPPED and lines[at + 1][:1] == ">"


def _lines(text: str) -> list[str]:
    """Stripped lines of the bounded text; a flattened mail is broken at the separators inside it."""
    text = text[:LIMIT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\xa0" in text:
        text = text.replace("\xa0", " ")
    if "-----" in text and text.count("\n") < 3:  # noqa: PLR2004 - an export without line ends
        text = re.sub(r"(?<!-)-{5,60}(?!-)(?=[^-\n])", "\n-----", text)
    return list(map(str.strip, text.split("\n")))


def _border(lines: list[str], at: int, line: str, *, labelled: bool, blocks: bool) -> str:
    """What begins at this line, "" if own text goes on.

    An attribution (quoted lines follow), an answer (all below it is quoted), a signature, a forward, or the rest
    (a copied header). `labelled`: a colon stands early in the line; `blocks`: copied headers are still looked for.
    """
    if not (labelled or line[0] in _BORDERS or line[-1] in _COLONS or line.endswith(" wrote")):
        return ""
    if line[0] in _RULERS:
        border = _ruler(lines, at, line)
        if border:
            return border
    if line[-1] in _COLONS or line[-1] == "e" or line[0].isdecimal():
        found = attribution.judge(lines, at, line)
        if found:
            return found
        if line[-1] in _COLONS and line.lower().startswith(marks.FORWARDS):
            return "forward"
    return "rest" if labelled and blocks and _is_header_block(lines, at) else ""


def _ruler(lines: list[str], at: int, line: str) -> str:
    """Judge a line that begins like a ruler: a separator with words, a signature mark, or a plain ruler."""
    core = line.strip("-_=*~+#—–<> ").lower()
    if not core:
        if line in {"--", "—", "- --", "__"}:
            return "signature"
        return _plain_ruler(lines, at) if len(line) > 3 else ""  # noqa: PLR2004 - "***", "---" divide paragraphs
    if core.startswith(marks.FORWARDS):
        return "forward"
    if core.startswith(marks.SEPARATORS):
        return "rest"
    return "answer" if core.endswith(" wrote") and core.startswith("on ") else ""


def _plain_ruler(lines: list[str], at: int) -> str:
    """Judge a ruler without words: above a header block all is quoted; near the end it begins a signature."""
    rest = [line for line in lines[at + 1 : at + 1 + 2 * _NEIGHBOURS] if line]
    if rest and _is_header_block(lines, at + 1):
        return "rest"
    few = len(lines[at]) > 5 and len(rest) <= _NEIGHBOURS  # noqa: PLR2004 - a line across the page
    return "signature" if few and not any(lines[at + 1 + 2 * _NEIGHBOURS :][:1]) else ""


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
    start = at
    if at < len(lines) and not lines[at]:
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
