"""Days and hours said in a mail ("by Thursday noon", "bis übermorgen", "d'ici le 14 mars"), as the writer meant them.

Works on the plain words of one sentence (see `words.normal`) and resolves against the local time of the mail's Date
header. A weekday means the next such day; today's own name means today before noon (Friday until five) and else the
day a week later, unless an hour still to come is named. A day without an hour, and "end of day", leave the time open.
"""

from __future__ import annotations

import datetime as dt

from inboxwatch.classifier import date_periods
from inboxwatch.classifier.calendar_words import KINDS, LATE_BEGINS, LATE_ENDS, LONGER, PREPOSITIONS, STARTS, Words
from inboxwatch.classifier.date_figures import ORDINAL, clock, half_hour, hour, number, year
from inboxwatch.classifier.date_spans import span
from inboxwatch.classifier.moment import (
    DAYS,
    EVENING,
    FRIDAY,
    HOURS,
    NOON,
    WEEK,
    Moment,
    month_of,
    quarter_end,
    set_date,
    set_day,
    week_of,
)
from inboxwatch.model import When

_LOOK, _NEAR, _LATE_WORDS = 7, 3, 4
_TODAY_UNTIL, _FRIDAY_UNTIL, _CLOSING = 12, 17, dt.time(17)
_BEFORE_FIGURES = frozenset({"at", "in", "month"})
_BEGIN_COUNTS = Words.NUMBERS | Words.ARTICLES | Words.HALVES
_HALVES = frozenset({"half past", "half before"})
_SINGLE_DAYS = frozenset({"today", "tomorrow", "overmorrow"})
_QUARTERS = frozenset({"q1", "q2", "q3", "q4"})
_FIGURES = 3
_DAYS_NAMED = frozenset({"weekday", "short weekday"})


def moments(words: list[str], now: dt.datetime, *, month_first: bool = False) -> list[Moment]:
    """Every day or hour named in one sentence, in order. `now` is the writer's local time, naive.

    `month_first` reads 3/14 and 3/4 as Americans do.
    `firm` says that words of lateness ("by", "bis", "avant", "at the latest") stand beside it.
    """
    found: list[Moment] = []
    end = 0
    last = len(words) - 1
    for at, word in enumerate(words):
        if word in STARTS:
            if at < end or not _may_begin(word, words[at + 1] if at < last else ""):
                continue
        elif at < end or not word[0].isdigit():
            continue
        moment = _read(words, at, now, month_first=month_first)
        if moment is None:
            continue
        moment.firm = _is_firm(words, moment)
        if not moment.firm and moment.start and words[moment.start - 1] in Words.TOPIC:
            continue  # "the minutes of 2 March", "since Monday"
        end = moment.end
        since = date_periods.beginning(words, moment.start) if moment.firm else None
        if since is not None and not _is_over(words, since, now):
            found = [each for each in found if each.start < since]
            continue  # "from 9 until 13 March"
        found.append(moment)
    return found


def _is_over(words: list[str], at: int, now: dt.datetime) -> bool:
    """Whether the date at `at` is past: then it says of when something is ("das Angebot vom 2. März")."""
    begun = _read(words, at, now, month_first=False)
    return begun is not None and begun.day is not None and begun.day < now.date()


def when(moment: Moment, now: dt.datetime, utc_offset: int, words: list[str]) -> When:
    """Turn the moment into a model value with the words it was read from."""
    day, time = moment.day or now.date(), moment.time
    return When(day, time, utc_offset, " ".join(words[max(0, moment.start - 1) : moment.end]))


def _may_begin(word: str, following: str) -> bool:
    """Whether a date can begin here: a small word that begins calendar phrases ("at", "in", "the") is one of them."""
    if following in LONGER.get(word, ()):
        return True
    kind = KINDS.get(word)
    if kind is None:
        return word[0].isdigit()
    if kind[0] in _BEFORE_FIGURES:
        return following[:1].isdigit() or following in _BEGIN_COUNTS
    return kind[0] not in {"next", "this"} or following in KINDS


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
    word = words[at]
    lengths = LONGER.get(word)
    if lengths is not None and at + 1 < len(words):
        for length in lengths.get(words[at + 1], ()):
            kind = KINDS.get(" ".join(words[at : at + length])) if at + length <= len(words) else None
            taken = _apply(kind, words, at + length, now, moment) if kind is not None else None
            if taken is not None:
                return length + taken
    kind = KINDS.get(word)
    taken = _apply(kind, words, at + 1, now, moment) if kind is not None else None
    if taken is not None:
        return 1 + taken
    return number(words, at, now, moment) if word[0].isdigit() else 0


def _apply(kind: tuple[str, int], words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Apply a calendar word to the moment; further words taken, or None if it does not fit here."""
    name, value = kind
    if name in _DAYS_NAMED:
        return _day_of_week(name, value, words, after, now, moment)
    if name.startswith("weekday "):  # "Freitagmittag"
        taken = _day_of_week("weekday", value, words, after, now, moment)
        return taken if taken is None else _set_time(moment, HOURS[name.removeprefix("weekday ")])
    if name in DAYS:
        return set_day(moment, DAYS[name](now.date()))
    if name in HOURS:
        return _set_time(moment, HOURS[name], today=now.date() if name == "tonight" else None)
    if name in {"next", "this"}:
        return _named_next(name, words, after, now, moment)
    return _with_figure(name, value, words, after, now, moment)


def _with_figure(name: str, value: int, words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Apply a word that needs a figure after it: a month, "in" (two days), "at" (four); "nothing" is no date at all."""
    if after >= len(words) or name == "nothing":
        return None
    if name == "month":
        return _month(value, words, after, now, moment)
    if name in _HALVES:
        return half_hour(words, after, moment, before=name == "half before")
    if name in {"week number", "end of"}:
        return _numbered(name, words[after], now, moment)
    return span(words, after, now, moment) if name == "in" else hour(words, after, moment)


def _day_of_week(name: str, value: int, words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Take a weekday, unless a date is known, which it then only decorates ("Thursday, 14 March")."""
    if name == "short weekday" and not _is_short_day(words, after):
        return None
    if moment.day is None:
        moment.day, moment.named = _weekday(value, now, words, after), True
        if moment.day == now.date() and after < len(words) and words[after] in Words.NEXT_BEHIND:
            moment.day += dt.timedelta(days=WEEK)  # "mercredi prochain", said on a Wednesday
    return 0


def _numbered(name: str, word: str, now: dt.datetime, moment: Moment) -> int | None:
    """Read "week 12" and the end of a month or a quarter ("the end of March", "Ende Q1")."""
    day: dt.date | None = None
    kind = KINDS.get(word.rstrip("."), ("", 0))
    if name == "end of" and (kind[0] in _DAYS_NAMED or kind[0] in _SINGLE_DAYS):
        return 0  # "the end of Tuesday": the day alone
    if name == "week number" and word.rstrip(".").isdecimal() and len(word) <= _FIGURES:
        day = week_of(now.date(), int(word.rstrip(".")))
    elif name == "end of" and kind[0] == "month":
        day = month_of(now.date(), kind[1])
    elif name == "end of" and word.rstrip(".") in _QUARTERS:
        day = quarter_end(now.date(), int(word[1]))
    if day is None or moment.day is not None:
        return None
    moment.day = day
    return 1


def _month(value: int, words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Read "March 14", "March 14th 2027"."""
    day = ORDINAL.match(words[after]) if after < len(words) else None
    if day is None or moment.dated or not set_date(moment, now.date(), value, int(day[1]), None):
        return None
    return 1 + year(words, after + 1, moment)


def _is_short_day(words: list[str], after: int) -> bool:
    """Whether "mon" or "sun" is a day here: after a word of time, or before a figure."""
    before = words[after - 2] if after > 1 else ""
    following = words[after] if after < len(words) else ""
    if before in PREPOSITIONS or before in {"on", "next", "this"} or following[:1].isdigit():
        return True
    return KINDS.get(following, ("",))[0] in {"noon", "month", "morning", "afternoon"}


def _set_time(moment: Moment, time: dt.time | None, *, today: dt.date | None = None) -> int | None:
    """Set the hour unless one is known; `today` also sets the day if none is known."""
    if moment.time is not None:
        return 0
    moment.time = time
    moment.open_time = True
    if today is not None and moment.day is None:
        moment.day = today
    return 0


def _weekday(value: int, now: dt.datetime, words: list[str], after: int) -> dt.date:
    """The next day of this name; today's name is today while enough of the day is left."""
    ahead = (value - now.weekday()) % WEEK
    if ahead == 0:
        named = _hour_ahead(words, after)
        limit = _FRIDAY_UNTIL if value == FRIDAY else _TODAY_UNTIL
        if (named <= now.time()) if named is not None else now.hour >= limit:
            ahead = WEEK
    return now.date() + dt.timedelta(days=ahead)


def _hour_ahead(words: list[str], after: int) -> dt.time | None:
    """The hour that follows a weekday ("Monday at 16:00", "Monday noon"), if one does."""
    probe = Moment()
    for position in range(after, min(after + _NEAR, len(words))):
        kind = KINDS.get(words[position])
        if words[position][0].isdigit() and clock(words, position, probe, bare=False):
            return probe.time
        if kind is not None and kind[0] in {"noon", "evening", "afternoon", "close"}:
            return {"noon": NOON, "evening": EVENING}.get(kind[0], _CLOSING)
    return None


def _named_next(name: str, words: list[str], after: int, now: dt.datetime, moment: Moment) -> int | None:
    """Take "next Tuesday" as that of the next calendar week, "this Friday" as the coming one, today included."""
    kind = KINDS.get(words[after]) if after < len(words) else None
    if kind is None or kind[0] not in {"weekday", "short weekday"} or moment.day is not None:
        return None
    today = now.date()
    if name == "next":
        moment.day = today + dt.timedelta(days=WEEK - today.weekday() + kind[1])
    else:
        moment.day = today + dt.timedelta(days=(kind[1] - today.weekday()) % WEEK)
    return 1


def _is_firm(words: list[str], moment: Moment) -> bool:
    """Whether a word of lateness stands within four words before, in front of or right after the phrase."""
    start, end = moment.start, moment.end
    if words[start] in PREPOSITIONS or words[start] in Words.FIRM_INSIDE or not Words.FEW.isdisjoint(words[start:end]):
        return True
    if start and words[start - 1] in LATE_ENDS:
        for back in range(1, min(start, _LATE_WORDS) + 1):
            if " ".join(words[start - back : start]) in PREPOSITIONS:
                return True
    if end < len(words) and words[end] in LATE_BEGINS and not date_periods.leads_on(words, end):
        return any(" ".join(words[end : end + ahead]) in PREPOSITIONS for ahead in (1, 2, 3))
    return False
