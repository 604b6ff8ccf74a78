"""Days and hours said in a mail ("by Thursday noon", "bis übermorgen", "d'ici le 14 mars"), as the writer meant them.

Works on the plain words of one sentence (see `words.normal`) and resolves against the local time of the mail's Date
header. A weekday means the next such day; today's own name means today before noon (Friday until five) and else the
day a week later, unless an hour still to come is named. A day without an hour, and "end of day", leave the time open.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from inboxwatch.classifier.calendar_words import KINDS, LATEST, PREPOSITIONS, STARTS, Words
from inboxwatch.model import When

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s?(am|pm|a\.m\.?|p\.m\.?|h|uhr|hrs|hs|u))?\.?\Z")
_ISO = re.compile(r"(20\d\d)-(\d\d?)-(\d\d?)(?:t(\d\d?):(\d\d).*)?\.?\Z")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2})?)?\.?\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|o|e|a|de|ste)?\.?\Z")
_YEAR = re.compile(r"20\d\d[.,]?\Z")
_MORNING_END, _EVENING = dt.time(12), dt.time(20)
_FRIDAY, _WEEK = 4, 7
_LOOK = 7


@dataclass(slots=True)
class Moment:
    """A day and an hour while a phrase is being read; `start` and `end` are word positions."""

    day: dt.date | None = None
    time: dt.time | None = None
    open_time: bool = False
    start: int = 0
    end: int = 0
    firm: bool = False
    month_first: bool = False


def moments(words: list[str], now: dt.datetime, *, month_first: bool = False) -> list[Moment]:
    """Every day or hour named in one sentence, in order. `now` is the writer's local time, naive.

    `month_first` reads 3/14 and 3/4 as Americans do.
    `firm` says that words of lateness ("by", "bis", "avant", "at the latest") stand beside it.
    """
    found: list[Moment] = []
    at = 0
    while at < len(words):
        moment = _read(words, at, now, month_first=month_first) if _may_begin(words[at]) else None
        if moment is None:
            at += 1
            continue
        moment.firm = _is_firm(words, moment)
        found.append(moment)
        at = max(at + 1, moment.end)
    return found


def when(moment: Moment, now: dt.datetime, utc_offset: int, words: list[str]) -> When:
    """The moment as a model value with the words it was read from."""
    day, time = moment.day or now.date(), moment.time
    return When(day, time, utc_offset, " ".join(words[max(0, moment.start - 1) : moment.end]))


def _may_begin(word: str) -> bool:
    """Whether a date can begin at this word: a digit or a calendar word."""
    return word[0].isdigit() or word in STARTS


def _read(words: list[str], at: int, now: dt.datetime, *, month_first: bool) -> Moment | None:
    """Read the longest date phrase at `at`: several parts may follow one another ("Thursday, 14 March, noon")."""
    moment = Moment(start=at, end=at, month_first=month_first)
    position = at
    while position < len(words) and position - at < 2 * _LOOK:
        step = _part(words, position, now, moment)
        if not step:
            if moment.end > at and words[position] in Words.FILLERS and position + 1 < len(words):
                following = _part(words, position + 1, now, moment)
                if following:
                    position += 1 + following
                    moment.end = position
                    continue
            break
        position += step
        moment.end = position
    if moment.day is None and moment.time is None and not moment.open_time:
        return None
    return _settled(moment, now)


def _settled(moment: Moment, now: dt.datetime) -> Moment:
    """An hour without a day is the next such hour."""
    if moment.day is None:
        today = now.date()
        passed = moment.time is not None and moment.time <= now.time()
        moment.day = today + dt.timedelta(days=1) if passed else today
    return moment


def _part(words: list[str], at: int, now: dt.datetime, moment: Moment) -> int:
    """Read one part at `at` into `moment`; how many words it took, 0 for none."""
    for length in range(min(LATEST, len(words) - at), 0, -1):
        kind = KINDS.get(" ".join(words[at : at + length])) if length > 1 else KINDS.get(words[at])
        if kind is not None:
            taken = _apply(kind, words, at + length, now, moment)
            if taken is not None:
                return length + taken
    return _number(words, at, now, moment) if words[at][0].isdigit() else 0


def _apply(kind: tuple[str, int], words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Apply a calendar word to the moment; further words taken, or None if it does not fit here."""
    name, value = kind
    today = now.date()
    if name in {"weekday", "short weekday"}:
        if name == "short weekday" and not _is_short_day(words, after):
            return None
        if moment.day is None:
            moment.day = _weekday(value, now, words, after)
        return 0
    simple = _SIMPLE.get(name)
    if simple is not None:
        return simple(moment, today)
    if name in {"next", "this"}:
        return _named_next(name, words, after, now, moment)
    if name == "in":
        return _span(words, after, now, moment)
    if name == "month" and after < len(words):
        day = _ORDINAL.match(words[after])
        if day is not None and moment.day is None and _set_date(moment, today, value, int(day[1]), None):
            return 1 + _year(words, after + 1, moment)
    if name == "at" and after < len(words):
        return _hour(words, after, moment)
    return None


def _is_short_day(words: list[str], after: int) -> bool:
    """Whether "mon" or "sun" is a day here: after a word of time, or before a figure."""
    before = words[after - 2] if after > 1 else ""
    following = words[after] if after < len(words) else ""
    known = before in PREPOSITIONS or before in {"on", "next", "this", "until"} or (KINDS.get(before, ("",))[0] in {"today", "at"})
    return known or following[:1].isdigit() or KINDS.get(following, ("",))[0] in {"noon", "month", "morning", "afternoon"}


def _set_day(moment: Moment, day: dt.date) -> int | None:
    """Set the day unless one is known."""
    if moment.day is not None:
        return None
    moment.day = day
    return 0


def _set_time(moment: Moment, time: dt.time | None, *, today: dt.date | None = None) -> int | None:
    """Set the hour unless one is known; `today` also sets the day if none is known."""
    if moment.time is not None:
        return 0
    moment.time = time
    moment.open_time = True
    if today is not None and moment.day is None:
        moment.day = today
    return 0


def _friday(today: dt.date) -> dt.date:
    """Friday of this working week; at the week-end that of the next."""
    return today + dt.timedelta(days=(_FRIDAY - today.weekday()) % _WEEK)


def _next_friday(today: dt.date) -> dt.date:
    """Friday of the calendar week after this one."""
    return today + dt.timedelta(days=_FRIDAY - today.weekday() + _WEEK)


def _month_end(today: dt.date) -> dt.date:
    """Last day of this month."""
    return (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


_SIMPLE = {
    "today": lambda moment, today: _set_day(moment, today),
    "tomorrow": lambda moment, today: _set_day(moment, today + dt.timedelta(days=1)),
    "overmorrow": lambda moment, today: _set_day(moment, today + dt.timedelta(days=2)),
    "morning": lambda moment, today: _set_time(moment, _MORNING_END),
    "noon": lambda moment, today: _set_time(moment, dt.time(12)),
    "afternoon": lambda moment, today: _set_time(moment, None),
    "evening": lambda moment, today: _set_time(moment, _EVENING),
    "tonight": lambda moment, today: _set_time(moment, _EVENING, today=today),
    "midnight": lambda moment, today: _set_time(moment, dt.time(23, 59)),
    "close": lambda moment, today: _set_time(moment, None),
    "week end": lambda moment, today: _set_day(moment, _friday(today)),
    "next week": lambda moment, today: _set_day(moment, _next_friday(today)),
    "month end": lambda moment, today: _set_day(moment, _month_end(today)),
    "year end": lambda moment, today: _set_day(moment, today.replace(month=12, day=31)),
}


def _weekday(value: int, now: dt.datetime, words: list[str], after: int) -> dt.date:
    """The next day of this name; today's name is today while enough of the day is left."""
    ahead = (value - now.weekday()) % _WEEK
    if ahead == 0:
        hour = _hour_ahead(words, after)
        limit = 17 if value == _FRIDAY else 12
        if (hour <= now.time()) if hour is not None else now.hour >= limit:
            ahead = _WEEK
    return now.date() + dt.timedelta(days=ahead)


def _hour_ahead(words: list[str], after: int) -> dt.time | None:
    """The hour that follows a weekday ("Monday at 16:00", "Monday noon"), if one does."""
    probe = Moment()
    for position in range(after, min(after + 3, len(words))):
        kind = KINDS.get(words[position])
        if words[position][0].isdigit() and _clock(words, position, probe, bare=False):
            return probe.time
        if kind is not None and kind[0] in {"noon", "evening", "afternoon", "close"}:
            return {"noon": dt.time(12), "evening": _EVENING}.get(kind[0], dt.time(17))
    return None


def _named_next(name: str, words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """"next Tuesday" is that of the next calendar week, "this Friday" the coming one, today included."""
    kind = KINDS.get(words[after]) if after < len(words) else None
    if kind is None or kind[0] not in {"weekday", "short weekday"} or moment.day is not None:
        return None
    today = now.date()
    if name == "next":
        moment.day = today + dt.timedelta(days=_WEEK - today.weekday() + kind[1])
    else:
        moment.day = today + dt.timedelta(days=(kind[1] - today.weekday()) % _WEEK)
    return 1


def _span(words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """"in two days", "within 24 hours", "en 15 minutes", "in einer Woche"."""
    if after + 1 >= len(words):
        return None
    taken = after
    if words[taken] in Words.ARTICLES and taken + 2 < len(words) and words[taken + 1] in Words.NUMBERS | Words.FEW:
        taken += 1
    count = int(words[taken]) if words[taken].isdecimal() and len(words[taken]) < 4 else Words.COUNTS.get(words[taken])  # noqa: PLR2004
    if count is None:
        return None
    taken += 1
    if words[taken] == "of" and taken + 1 < len(words):
        taken += 1
    unit = Words.UNITS.get(words[taken])
    if unit is None and taken + 1 < len(words):
        unit = Words.UNITS.get(" ".join(words[taken : taken + 2]))
        taken += 1
    if unit is None:
        return None
    _add(moment, now, unit, count)
    return taken + 1 - after


def _add(moment: Moment, now: dt.datetime, unit: str, count: int) -> None:
    """Set the moment `count` units after now."""
    if unit in {"hour", "minute"}:
        later = now + dt.timedelta(**{unit + "s": count})
        moment.day, moment.time = later.date(), later.time().replace(second=0, microsecond=0)
    elif unit == "working day":
        day = now.date()
        for _ in range(min(count, 100)):
            day += dt.timedelta(days=1)
            while day.weekday() > _FRIDAY:
                day += dt.timedelta(days=1)
        moment.day = day
    else:
        moment.day = now.date() + dt.timedelta(days=count * (_WEEK if unit == "week" else 1))


def _number(words: list[str], at: int, now: dt.datetime, moment: Moment) -> int:
    """Read a date in figures, "14 March", "14.", "16:00", "4 pm"; words taken, 0 if it is none of these."""
    word, today = words[at], now.date()
    iso = _ISO.match(word)
    if iso is not None:
        return 1 if _set_date(moment, today, int(iso[2]), int(iso[3]), int(iso[1])) and _iso_time(moment, iso) else 0
    if moment.day is None or moment.start == at:
        taken = _day_month(words, at, today, moment)
        if taken:
            return taken
    if moment.time is None and _clock(words, at, moment, bare=False):
        return 2 if at + 1 < len(words) and words[at + 1] in Words.CLOCK and not words[at][-1].isalpha() else 1
    numeric = _NUMERIC.match(word)
    if numeric is not None and moment.day is None:
        return 1 if _set_numeric(moment, today, numeric) else 0
    ordinal = _ORDINAL.match(word)
    suffixed = ordinal is not None and not word.isdecimal()
    before = words[at - 1] if at else ""
    if ordinal is not None and moment.day is None and (suffixed or before in Words.DAY_ARTICLES) and _is_day_alone(words, at):
        return 1 if _set_date(moment, today, 0, int(ordinal[1]), None) else 0
    return 0


def _is_day_alone(words: list[str], at: int) -> bool:
    """Whether "the 14th" stands for a day: nothing countable follows it."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return not following or following in PREPOSITIONS or following in KINDS or following in Words.AFTER_DAY


def _iso_time(moment: Moment, iso: re.Match[str]) -> bool:
    """Take the time of an ISO date-time; false only if it is impossible."""
    if iso[4]:
        hour, minute = int(iso[4]), int(iso[5])
        if hour > 23 or minute > 59:  # noqa: PLR2004
            return False
        moment.time = dt.time(hour, minute)
    return True


def _day_month(words: list[str], at: int, today: dt.date, moment: Moment) -> int:
    """"14 March", "14. Dezember 2026", "14 de marzo", "14th of March"."""
    ordinal = _ORDINAL.match(words[at])
    if ordinal is None or moment.day is not None:
        return 0
    position = at + 1
    if position < len(words) and words[position] in Words.OF:
        position += 1
    kind = KINDS.get(words[position].rstrip(".")) if position < len(words) else None
    if kind is None or kind[0] != "month" or not _set_date(moment, today, kind[1], int(ordinal[1]), None):
        return 0
    return position + 1 - at + _year(words, position + 1, moment)


def _year(words: list[str], at: int, moment: Moment) -> int:
    """Take a year that follows a date; words taken."""
    if at < len(words) and words[at] in {"de", "of"} and at + 1 < len(words) and _YEAR.match(words[at + 1]):
        return 1 + _year(words, at + 1, moment)
    if at < len(words) and _YEAR.match(words[at]) and moment.day is not None:
        try:
            moment.day = moment.day.replace(year=int(words[at][:4]))
        except ValueError:
            return 0
        return 1
    return 0


def _set_numeric(moment: Moment, today: dt.date, match: re.Match[str]) -> bool:
    """"14.3.", "14/03/2026": day first, unless only month first makes sense (`Moment.month_first`)."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if match[4] else None
    if year is not None and year < 100:  # noqa: PLR2004
        year += 2000
    month_first = match[2] == "/" and moment.month_first
    day, month = (second, first) if (month_first and first <= 12) or second > 12 else (first, second)  # noqa: PLR2004
    return _set_date(moment, today, month, day, year)


def _set_date(moment: Moment, today: dt.date, month: int, day: int, year: int | None) -> bool:
    """Set a calendar date; without a year (month 0: without a month) it is the next one from a week ago on."""
    oldest = today - dt.timedelta(days=_WEEK)
    for ahead in range(13):
        index = today.month - 1 + ahead
        candidate_year, candidate_month = (
            (today.year + index // 12, index % 12 + 1) if month == 0 else (year or today.year + ahead, month)
        )
        try:
            candidate = dt.date(candidate_year, candidate_month, day)
        except ValueError:
            if month and day != 29:  # noqa: PLR2004 - only 29 February may exist in another year
                return False
            continue
        if year is not None or candidate >= (today if month == 0 else oldest):
            moment.day = candidate
            return True
    return False


def _hour(words: list[str], at: int, moment: Moment) -> int | None:
    """The hour after "at" or "um"; a bare number from 1 to 7 is in the afternoon."""
    following = KINDS.get(words[at + 1], ("",))[0] if at + 1 < len(words) else ""
    if moment.time is not None or not words[at][0].isdigit() or following == "month":
        return None
    bare = at + 1 >= len(words) or words[at + 1] in KINDS or words[at + 1] in PREPOSITIONS or words[at + 1] in Words.CLOCK
    if not _clock(words, at, moment, bare=bare):
        return None
    return 2 if at + 1 < len(words) and words[at + 1] in Words.CLOCK else 1


def _clock(words: list[str], at: int, moment: Moment, *, bare: bool) -> bool:
    """Read a clock time at `at`: 16:00, 4pm, 4 p.m., 16h30, 16 Uhr; a plain number only if `bare`."""
    match = _CLOCK.match(words[at])
    if match is None:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    half = match[3] or (following if following in Words.CLOCK else "")
    separated = match[2] is not None and (":" in words[at] or "h" in words[at] or half)
    if not (separated or half or bare):
        return False
    hour, minute = int(match[1]), int(match[2] or 0)
    if half.startswith("p") and hour < 12:  # noqa: PLR2004
        hour += 12
    elif half.startswith("a") and hour == 12:  # noqa: PLR2004
        hour = 0
    elif bare and not half and match[2] is None and 1 <= hour <= 7:  # noqa: PLR2004
        hour += 12
    if hour > 23 or minute > 59:  # noqa: PLR2004
        return False
    moment.time = dt.time(hour, minute)
    moment.open_time = True
    return True


def _is_firm(words: list[str], moment: Moment) -> bool:
    """Whether a word of lateness stands within two words before or right after the phrase."""
    start, end = moment.start, moment.end
    around = [" ".join(words[max(0, start - back) : start]) for back in (1, 2, 3, 4)]
    around += [" ".join(words[end : end + ahead]) for ahead in (1, 2, 3)]
    inside = words[start : start + 1]
    return any(phrase in PREPOSITIONS for phrase in (*around, *inside)) or words[start] in Words.FIRM_INSIDE
