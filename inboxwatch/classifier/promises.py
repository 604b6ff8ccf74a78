"""Which of the dates in a mail is a deadline that the writer set, and which a promise that the writer gave."""

from __future__ import annotations

import datetime as dt

from inboxwatch.classifier import dates
from inboxwatch.classifier.calendar_words import SIGNS
from inboxwatch.classifier.moment import Moment
from inboxwatch.classifier.words import Sentence
from inboxwatch.model import Mail, When
from inboxwatch.model.values import value

_ASKS = frozenset({"asks", "please", "orders", "tells", "needs", "waits", "approves", "chases"})
_NO_COMMITMENT = frozenset({"asks", "please", "orders", "needs", "waits", "closing", "provided", "denies"})
_COMMITS = frozenset({"commits", "holds"})
_SETS = _COMMITS | {"delivers"}
_FOLLOWS = frozenset({"thanks", "acknowledges", "closing", "busy", "receives", "holds", "social"})
_DIGITS, _AFTER_DIGITS = frozenset("0123456789"), ":"
_FRAGMENT, _SHORT, _MOST, _CLAUSE = 3, 9, 40, 3
_HALF_DAY = 12 * 3600
_YEARS = (1970, 2200)


@value(frozen=True, slots=True)
class Dates:
    """The deadline asked for and the promise given, None where there is none."""

    deadline: When | None = None
    promise: When | None = None


_UNDATED = Dates()


def local_time(mail: Mail) -> tuple[dt.datetime, int] | None:
    """The writer's local time (naive) and its offset from UTC in seconds; None without any date."""
    sent = mail.date or mail.received_header or mail.provider_time
    if sent is None:
        return None
    offset = mail.utc_offset if mail.date is not None and abs(mail.utc_offset) <= 2 * _HALF_DAY else 0
    try:
        utc = sent.astimezone(dt.UTC) if sent.tzinfo is not None else sent.replace(tzinfo=dt.UTC)
        local = (utc + dt.timedelta(seconds=offset)).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return None
    return (local, offset) if _YEARS[0] <= local.year <= _YEARS[1] else None


def read(mail: Mail, sentences: list[Sentence], *, asks: bool) -> Dates:
    """Read deadline and promise, and mark the sentence that promises. `asks`: the mail asks for something."""
    likely = [
        sentences[at]
        for at in (_asked(sentences) if asks else _said(sentences))
        if _may_be_dated(sentences[at].words) and not (at and _takes_back(sentences[at - 1]))
    ]
    if not likely:
        return _UNDATED
    local = local_time(mail)
    if local is None:
        return _UNDATED
    now, offset = local
    deadline = promise = None
    opening = sentences[0] if _introduces(sentences) else None
    for sentence in likely[:_MOST]:
        found = dates.moments(sentence.words[:200], now, month_first=offset < 0)
        found = [moment for moment in found if moment.day is not None and moment.day >= now.date()]
        if not found:
            continue
        if promise is None and _commits(sentence, asks=asks):
            chosen = _promised(sentence, found) if sentence is not opening else None
            sentence.promised = chosen is not None
            promise = dates.when(chosen, now, offset, sentence.words) if chosen else None
        elif deadline is None and asks:
            wanted = _wanted(sentence, found)
            deadline = dates.when(wanted, now, offset, sentence.words) if wanted else None
    return Dates(deadline, promise)


def _takes_back(before: Sentence) -> bool:
    """Whether the sentence in front makes this one somebody else's ("Bo said:") or conditional ("If time allows,")."""
    return "says" in before.codes or ("provided" in before.codes and len(before.words) <= _CLAUSE)


def _introduces(sentences: list[Sentence]) -> bool:
    """Whether the mail opens with a bare day that only says when what follows happened ("Lundi, j'étais malade")."""
    if len(sentences) < 2 or sentences[0].codes:  # noqa: PLR2004 - a day, and what follows
        return False
    return len(sentences[0].words) <= _CLAUSE and len(sentences[1].words) > 1 and not sentences[1].codes & _FOLLOWS


def _asked(sentences: list[Sentence]) -> list[int]:
    """Which sentences of a mail that asks for something could set a deadline or promise, if there is a date in them."""
    return [
        at
        for at, sentence in enumerate(sentences)
        if sentence.evidence or sentence.question or not _SETS.isdisjoint(sentence.codes)
    ]


def _said(sentences: list[Sentence]) -> list[int]:
    """Which sentences of a mail that asks for nothing could promise, if there is a date in them."""
    return [
        at
        for at, sentence in enumerate(sentences)
        if len(sentence.words) <= _SHORT or not _COMMITS.isdisjoint(sentence.codes)
    ]


def _may_be_dated(words: list[str]) -> bool:
    """A cheap look before the grammar: a calendar word or a figure, before which few words come in any order."""
    if not SIGNS.isdisjoint(words):
        return True
    return min(words) < _AFTER_DIGITS and not _DIGITS.isdisjoint([word[0] for word in words])


def _commits(sentence: Sentence, *, asks: bool) -> bool:
    """Whether the writer binds themselves in this sentence."""
    codes = sentence.codes
    if sentence.question or not codes.isdisjoint(_NO_COMMITMENT) or ("absent" in codes and "holds" not in codes):
        return False
    return bool(codes & _COMMITS) or (not asks and not codes & _ASKS)


def _promised(sentence: Sentence, found: list[Moment]) -> Moment | None:
    """The promised date of a sentence: the first firm one after the commitment, else the last one named."""
    if sentence.codes & _COMMITS:
        firm = [moment for moment in found if moment.firm]
        return firm[0] if firm else found[-1]
    first = found[0]
    rest = len(sentence.words) - (first.end - first.start)
    return first if rest <= _FRAGMENT and ("holds" in sentence.codes or rest <= 1 or first.firm) else None


def _wanted(sentence: Sentence, found: list[Moment]) -> Moment | None:
    """The date that the asker set: with a word of lateness, or where something is to be sent or said by then."""
    codes = sentence.codes
    firm = [moment for moment in found if moment.firm]
    if firm:
        return firm[0]
    asked = codes & (_ASKS | {"commits"}) or sentence.question
    return found[0] if asked and "delivers" in codes and "meets" not in codes else None
