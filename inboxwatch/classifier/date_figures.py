"""Dates and hours in figures: 2026-03-14, 14.3., 3/14, 14 March, the 14th, 16:00, 4 p.m., 16h30, 16 Uhr."""

from __future__ import annotations

import datetime as dt
import re

from inboxwatch.classifier.calendar_words import KINDS, PREPOSITIONS, Words
from inboxwatch.classifier.moment import Moment, set_date

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s?(am|pm|a\.m\.?|p\.m\.?|h|uhr|hrs|hs|u))?\.?\Z")
_ISO = re.compile(r"(20\d\d)-(\d\d?)-(\d\d?)(?:t(\d\d?):(\d\d).*)?\.?\Z")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2})?)?\.?\Z")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|o|e|a|de|ste)?\.?\Z")
_YEAR = re.compile(r"20\d\d[.,]?\Z")
_BEFORE_DATE = Words.DAY_ARTICLES | frozenset("at due deadline frist vom ab seit op per od z em data".split())
_NOON, _HOURS, _MINUTES, _CENTURY, _MONTHS = 12, 23, 59, 100, 12
_AFTERNOON = range(1, 8)


def number(words: list[str], at: int, now: dt.datetime, moment: Moment) -> int:
    """Read a date in figures, "14 March", "14.", "16:00", "4 pm"; words taken, 0 if it is none of these."""
    word, today = words[at], now.date()
    iso = _ISO.match(word)
    if iso is not None:
        return 1 if set_date(moment, today, int(iso[2]), int(iso[3]), int(iso[1])) and _iso_time(moment, iso) else 0
    if not moment.dated or moment.start == at:
        taken = _day_month(words, at, today, moment)
        if taken:
            return taken
    if moment.time is None and clock(words, at, moment, bare=False):
        return 2 if at + 1 < len(words) and words[at + 1] in Words.CLOCK and not words[at][-1].isalpha() else 1
    numeric = _NUMERIC.match(word)
    if numeric is not None and not moment.dated:
        return 1 if _is_date(words, at, numeric, moment) and _set_numeric(moment, today, numeric) else 0
    ordinal = ORDINAL.match(word)
    suffixed = not word.rstrip(".").isdecimal()
    before = words[at - 1] if at else ""
    if (
        ordinal is not None
        and not moment.dated
        and (suffixed or before in Words.DAY_ARTICLES)
        and _is_day_alone(words, at)
    ):
        return 1 if set_date(moment, today, 0, int(ordinal[1]), None) else 0
    return 0


def _is_date(words: list[str], at: int, numeric: re.Match[str], moment: Moment) -> bool:
    """Whether "14.3." or "3/9" is a date: it has a year, or stands after a small word or a weekday, or alone."""
    if numeric[4] or moment.start < at:
        return True
    return at == 0 or words[at - 1] in PREPOSITIONS or words[at - 1] in _BEFORE_DATE


def _is_day_alone(words: list[str], at: int) -> bool:
    """Whether "the 14th" stands for a day: nothing countable follows it."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return not following or following in PREPOSITIONS or following in KINDS or following in Words.AFTER_DAY


def _iso_time(moment: Moment, iso: re.Match[str]) -> bool:
    """Take the time of an ISO date-time; false only if it is impossible."""
    if iso[4]:
        hours, minutes = int(iso[4]), int(iso[5])
        if hours > _HOURS or minutes > _MINUTES:
            return False
        moment.time = dt.time(hours, minutes)
    return True


def _day_month(words: list[str], at: int, today: dt.date, moment: Moment) -> int:
    """Read "14 March", "14. Dezember 2026", "14 de marzo", "14th of March"."""
    ordinal = ORDINAL.match(words[at])
    if ordinal is None or moment.dated:
        return 0
    position = at + 1
    if position < len(words) and words[position] in Words.OF:
        position += 1
    kind = KINDS.get(words[position].rstrip(".")) if position < len(words) else None
    if kind is None or kind[0] != "month" or not set_date(moment, today, kind[1], int(ordinal[1]), None):
        return 0
    return position + 1 - at + year(words, position + 1, moment)


def year(words: list[str], at: int, moment: Moment) -> int:
    """Take a year that follows a date; words taken."""
    if at < len(words) and words[at] in {"de", "of"} and at + 1 < len(words) and _YEAR.match(words[at + 1]):
        return 1 + year(words, at + 1, moment)
    if at < len(words) and _YEAR.match(words[at]) and moment.day is not None:
        try:
            moment.day = moment.day.replace(year=int(words[at][:4]))
        except ValueError:
            return 0
        return 1
    return 0


def _set_numeric(moment: Moment, today: dt.date, match: re.Match[str]) -> bool:
    """Read "14.3.", "14/03/2026": day first, unless only month first makes sense (`Moment.month_first`)."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if match[4] else None
    if year is not None and year < _CENTURY:
        year += 2000
    month_first = match[2] == "/" and moment.month_first
    day, month = (second, first) if (month_first and first <= _MONTHS) or second > _MONTHS else (first, second)
    return set_date(moment, today, month, day, year)


def hour(words: list[str], at: int, moment: Moment) -> int | None:
    """Read the hour after "at" or "um"; a bare number from 1 to 7 is in the afternoon."""
    following = KINDS.get(words[at + 1], ("",))[0] if at + 1 < len(words) else ""
    if moment.time is not None or not words[at][0].isdigit() or following == "month":
        return None
    bare = (
        at + 1 >= len(words) or words[at + 1] in KINDS or words[at + 1] in PREPOSITIONS or words[at + 1] in Words.CLOCK
    )
    if not clock(words, at, moment, bare=bare):
        return None
    return 2 if at + 1 < len(words) and words[at + 1] in Words.CLOCK else 1


def half_hour(words: list[str], at: int, moment: Moment, *, before: bool) -> int | None:
    """Read the hour after "half past" (four: 16:30) or "halb" (fünf: 16:30); 1 to 7 is in the afternoon."""
    word = words[at]
    said = int(word) if word.isdecimal() and len(word) <= len("12") else Words.COUNTS.get(word)
    if moment.time is not None or said is None or not 0 < said <= _NOON:
        return None
    hour = (said - before) + (_NOON if said in _AFTERNOON else 0)
    moment.time, moment.open_time = dt.time(hour % (_HOURS + 1), 30), True
    return 1


def clock(words: list[str], at: int, moment: Moment, *, bare: bool) -> bool:
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
    if half.startswith("p") and hour < _NOON:
        hour += 12
    elif half.startswith("a") and hour == _NOON:
        hour = 0
    elif bare and not half and match[2] is None and hour in _AFTERNOON:
        hour += 12
    if hour > _HOURS or minute > _MINUTES:
        return False
    moment.time = dt.time(hour, minute)
    moment.open_time = True
    return True
