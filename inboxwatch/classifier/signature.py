"""Cuts what follows a writer's words by itself: sign-off, name block, lines added by phones, small print."""

from __future__ import annotations

from inboxwatch.classifier import marks

_TAIL, _PHONES = 14, 40
_LOOK_BACK = 40
_HEAD, _PHONE_HEAD, _LONGEST = 6, 3, 60
_BEGINNINGS = frozenset(phrase[:_HEAD] for phrase in marks.DISCLAIMERS)
_PHONE_BEGINNINGS = frozenset(phrase[:_PHONE_HEAD] for phrase in marks.MOBILE)
"""First characters: one look-up tells that a line begins with none of dozens of phrases."""
_MARKED = frozenset("*_-")
_FIRST = _MARKED.union(*(phrase[0] + phrase[0].upper() for phrase in marks.DISCLAIMERS))
_PUNCTUATION = " ,.!;:-–—*_~\t)(😊🙂"


def without(own: list[str]) -> tuple[list[str], str, list[str]]:
    """Own lines without signature and small print, the sign-off line ("" if there is none), and what was cut."""
    end = _trim(own, len(own))
    end = _trim(own, _before_small_print(own, end))
    for _ in range(_PHONES):
        if not end or not _is_of_phone(own[end - 1]):
            break
        end = _trim(own, end - 1)
    body, closing, cut = _before_sign_off(own, end)
    return body, closing, cut + own[end:]


def _is_of_phone(line: str) -> bool:
    """Whether a mail program added this line by itself ("Sent from my phone")."""
    lowered = line.lower().lstrip("(<[")
    return lowered[:_PHONE_HEAD] in _PHONE_BEGINNINGS and lowered.startswith(marks.MOBILE)


def _trim(own: list[str], end: int) -> int:
    """Move `end` up over blank lines."""
    while end and not own[end - 1]:
        end -= 1
    return end


def _before_small_print(own: list[str], end: int) -> int:
    """Where the disclaimer begins, else `end`: its first line begins like one and legal words follow."""
    start = max(0, end - _LOOK_BACK)
    for at, line in enumerate(own[start:end], start):
        if not line or line[0] not in _FIRST:
            continue
        if line[:_HEAD].lower() not in _BEGINNINGS and line[0] not in _MARKED:
            continue
        if len(line) < 9 and at + 1 < end:  # noqa: PLR2004 - "NOTICE:" is the shortest beginning worth a look
            continue
        if line.lower().lstrip("*_- ").startswith(marks.DISCLAIMERS) and _is_legal(" ".join(own[at:end]).lower()):
            return at
    return end


def _is_legal(text: str) -> bool:
    """Whether a legal word occurs in a lower-case text; a loop, because a generator takes twice as long."""
    for word in marks.LEGAL:  # noqa: SIM110
        if word in text:
            return True
    return False


def _before_sign_off(own: list[str], end: int) -> tuple[list[str], str, list[str]]:
    """Cut at the last sign-off line within the tail; a mail that is nothing but "Thanks, Bo" keeps it.

    The body, the sign-off, the lines cut out between body and postscript.
    """
    seen = 0
    for at in range(end - 1, -1, -1):
        line = own[at]
        if not line:
            continue
        seen += 1
        if seen > _TAIL:
            break
        closing = _sign_off(line) if len(line) <= _LONGEST else ""
        if closing:
            after = own[at + 1 : end]
            if _goes_on(next(filter(None, after), "")):
                continue
            if after and (max(map(len, after)) > 90 or "?" in "".join(after)):  # noqa: PLR2004
                break
            kept = _postscript(after)
            top = _trim(own, at)
            if not _has_words(own, top):
                top = at + 1
            return own[:top] + kept, closing, own[top : end - len(kept)]
    return own[:end], "", []


def _goes_on(line: str) -> bool:
    """Whether the line below goes on with a sentence, so that "Ciao Giulia," above it greets and closes nothing."""
    count = line.count(" ")
    return (count > 1 and line[-1] in ".!?:") or (count > 2 and line[0].islower())  # noqa: PLR2004 - words less one


def _has_words(own: list[str], end: int) -> bool:
    """Whether more than a greeting stands above the sign-off."""
    first = next(filter(None, own), "")
    at = own.index(first) if first else end
    if at >= end:
        return False
    return any(own[at + 1 : end]) or len(first.split()) > 3 or first[-1] not in ",:!"  # noqa: PLR2004


def _postscript(after: list[str]) -> list[str]:
    """Lines from "PS" on belong to the mail again."""
    for at, line in enumerate(after):
        if line.lower().startswith(("ps", "p.s")) and line[2:3] in ".:, s":
            return after[at:]
    return []


def _sign_off(line: str) -> str:
    """The sign-off in lower case if this short line is one ("Best regards," "Thanks, Bo", "LG Bo"), else ""."""
    lowered = line.lower().strip(_PUNCTUATION)
    if lowered in marks.SIGN_OFFS:
        return lowered
    head, comma, tail = lowered.partition(",")
    if comma and head.strip() in marks.SIGN_OFFS and len(tail.split()) <= 3 and "?" not in tail:  # noqa: PLR2004
        return head.strip()
    words = lowered.split()
    short = len(words) <= 4 and words[-1:] != [] and line.rsplit(maxsplit=1)[-1][:1].isupper()  # noqa: PLR2004
    if short and len(words) > 1 and " ".join(words[:-1]) in marks.SIGN_OFFS:
        return " ".join(words[:-1])
    return ""
