"""The line that mail programs put before a quotation ("On … Ada wrote:"), also wrapped over several lines."""

from __future__ import annotations

import re

from inboxwatch.classifier import marks

ENDS = (">:", "> :")
"""Lines that begin with a quoting mark and are the end of a wrapped attribution."""

_LONGEST, _WRAPPED = 300, 2
_FIGURE = re.compile(r"\d")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_BARE = re.compile(
    r"\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d |\d{4}/\d{1,2}/\d{1,2} [^<>]{1,60}<[^<>@ ]{1,64}@[^<>@ ]{1,80}>\Z"
)
_OPENERS = re.compile(
    r"(?:on|am|le|el|il|in data|em|op|w dniu|den|dnia|在|at|nel|la|dne|pada|vào|tarihinde|\d{4})(?= |\d)|"
    r"[^\W\d_]{2,5}[.,]{1,2} |\d{1,2}[. /]",
    re.IGNORECASE,
)


def judge(lines: list[str], at: int, line: str) -> str:
    """Return "attribution" where quoted lines follow the line, "answer" where all below is quoted, "" if it is none."""
    bare = line[0].isdecimal() and len(line) < _LONGEST and _BARE.match(line) is not None
    if not bare and line[-1] not in ":：" and not line.endswith(" wrote"):
        return ""
    following = next((near for near in lines[at + 1 : at + 4] if near), "")
    quoted = following[:1] == ">" and following not in ENDS
    if bare or any(_is_attribution(whole, quoted=quoted) for whole in _wholes(lines, at, line)):
        return "attribution" if quoted else "answer"
    return ""


def _wholes(lines: list[str], at: int, line: str) -> list[str]:
    """The line alone, and with one and two lines above it as it was before wrapping."""
    wholes = [line]
    for above in range(at - 1, max(at - 1 - _WRAPPED, -1), -1):
        if not lines[above] or len(wholes[-1]) > _LONGEST:
            break
        wholes.append(f"{lines[above]} {wholes[-1]}")
    return [whole for whole in wholes if len(whole) < _LONGEST]


def _is_attribution(whole: str, *, quoted: bool = False) -> bool:
    """Whether a line says who wrote when: a verb, or an address with a time, and a colon; `quoted`: quotes follow."""
    figure = _is_dated(whole)
    if not (figure or quoted or "@" in whole):
        return False
    lowered = whole.lower()
    told = lowered.endswith(marks.WROTE) or any(word in lowered for word in marks.WROTE_INSIDE)
    if not told and not (lowered.endswith((">:", "> :", "):")) and "@" in whole and _TIME.search(whole)):
        return False
    dated = figure or (quoted and told)
    if _OPENERS.match(whole):
        return dated or "@" in whole
    return dated and (quoted or "@" in whole or bool(_TIME.search(whole)))


def drop_wrapped(own: list[str], line: str) -> None:
    """Take the beginning of an attribution that was wrapped over several lines out of the own text."""
    count = next((count for count, whole in enumerate(_wholes(own, len(own), line)) if _is_attribution(whole)), 0)
    first = own[-count] if count else line
    above = own[-count - 1] if len(own) > count else ""
    if not _OPENERS.match(first) and _OPENERS.match(above) and above[-1] not in ".!?:" and _is_dated(above):
        count += 1
    if count:
        del own[-count:]


def _is_dated(line: str) -> bool:
    """Whether a figure stands in a line."""
    return _FIGURE.search(line) is not None
