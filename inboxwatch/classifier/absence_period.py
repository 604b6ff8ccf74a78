"""How long an absence note says that its writer is away: "until 14 March", "vom 3. bis 14. August", "back on Monday".

Days are those of the writer's zone. "Until" names the last day away, "back on" the day after it. Days with months are
read in the languages of the cues; figures in any.
"""

from __future__ import annotations

import datetime as dt
import re

from inboxwatch.classifier import dates, words
from inboxwatch.classifier.calendar_words import KINDS
from inboxwatch.classifier.moment import Moment
from inboxwatch.classifier.phrases import STOP
from inboxwatch.classifier.promises import local_time
from inboxwatch.model import Absence, Mail

_TO = frozenset("~ to until till through thru - bis au al a ao tot t/m do et and en e und".split())
_FILL = frozenset(
    "zum zur einschliesslich einschl inkl incl including den dem le il el o dia dnia met en with the and on am".split()
)
_UNTIL = frozenset(
    "~ until till til through thru bis au jusqu'au jusqu'a jusqu hasta fino ate tot t/m do to al".split()
)
_NOT = frozenset("not nicht ne no non nao niet nie".split())
_AGAIN = frozenset("wieder zuruck zurueck back weer terug ponownie".split())
_FROM = frozenset(
    "from since starting beginning of vom von ab seit beginnend du depuis partir dal desde del de vanaf van od".split()
)
_OF = frozenset("vom von du del dal de da van od".split())
_BACK = frozenset(
    "back return returning returns returned again wieder zuruck zurueck retour reviens revient rentre regreso "
    "regresare vuelvo volvere vuelta reincorporo incorporare rientro rientrero torno tornero ritorno volto voltarei "
    "regresso regressarei retorno retornarei terug terugkomst weer wracam wroce powrot powracam ponownie reachable "
    "available erreichbar".split()
)
_DAYS = re.compile(r"(\d{1,2})\.?[-–](\d{1,2}\.?)\Z")
_DAY = re.compile(r"\d{1,2}(?:\.|st|nd|rd|th|er)?\Z")
_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}\.?\Z")
_JOIN = "~"
"""Stands between the two days of a range, as no word that a date could swallow."""
_YEAR = re.compile(r"20\d\d\Z")
_BEFORE, _NEAR, _AFTER, _GAP, _MOST, _LONGEST, _SENTENCES = 6, 3, 4, 4, 200, 500, 40


def period(mail: Mail, text: str) -> Absence | None:
    """The absence that a note announces; None if it names no day of it, or no day is known to start from."""
    local = local_time(mail)
    if local is None:
        return None
    now, offset = local
    found: dict[str, dt.date] = {}
    for sentence in _sentences(text)[:_SENTENCES]:
        before: list[str] = []
        last: dt.date | None = None
        for limit, spoken in _segments(_complete(sentence[:_MOST])):
            moments = [each for each in dates.moments(spoken, now, month_first=offset < 0) if each.day is not None]
            for moment in moments:
                role = _role(spoken, moment, limit=limit, before=before)
                if role == "until" and last is not None:
                    found.setdefault("from", last)
                if role and moment.day is not None:
                    found.setdefault(role, moment.day)
            last = moments[-1].day if moments and _FILL.issuperset(spoken[moments[-1].end :]) else None
            before = spoken
    return _sound(found.get("from"), found.get("until"), found.get("back"), now.date())


def _segments(spoken: list[str]) -> list[tuple[bool, list[str]]]:
    """The sentence cut at the words before a last day; whether each piece comes after such a word."""
    pieces: list[tuple[bool, list[str]]] = [(False, [])]
    for word in spoken:
        if word in _UNTIL:
            pieces.append((True, []))
        else:
            pieces[-1][1].append(word)
    return pieces


def _sentences(text: str) -> list[list[str]]:
    """Words of each sentence; lines flow, for notes are wrapped anywhere."""
    found: list[list[str]] = [[]]
    for word in words.normal(" ".join(text.split())):
        if word == STOP:
            found.append([])
        else:
            found[-1].append(word)
    return [sentence for sentence in found if sentence]


def _complete(sentence: list[str]) -> list[str]:
    """The sentence with the month said with both days: "3. bis 14. August", "August 3 to 14", "3-14 August"."""
    spoken: list[str] = []
    for word in sentence:
        pair = _DAYS.match(word)
        if pair is not None:
            spoken += (pair[1], "-", pair[2])
        else:
            spoken += ("on", word) if _FIGURES.match(word) else (word,)  # not an hour or a version
    for at, word in enumerate(spoken[:-1]):
        if word in _OF and (spoken[at + 1][0].isdigit() or KINDS.get(spoken[at + 1], ("",))[0] == "weekday"):
            spoken[at] = "from"  # elsewhere "vom 3. August" is a date that something bears
    at = 0
    while at < len(spoken):
        second = _second_day(spoken, at) if _DAY.match(spoken[at]) else 0
        if second:
            before = spoken[at - 1] if at else ""
            month = next((word for word in spoken[second + 1 : second + 3] if _is_month(word)), "")
            if not month and _is_month(before):
                spoken.insert(second, before)
            spoken[at + 1 : second] = [month, _JOIN] if month else [_JOIN]
        at += 1
    return spoken


def _is_month(word: str) -> bool:
    return KINDS.get(word, ("",))[0] == "month"


def _second_day(spoken: list[str], at: int) -> int:
    """Where the second day of "3 to 14" stands; 0 if there is none."""
    position = at + 1
    if position >= len(spoken) or spoken[position] not in _TO:
        return 0
    while position < len(spoken) and position <= at + _GAP and (spoken[position] in _TO or spoken[position] in _FILL):
        position += 1
    return position if position < len(spoken) and _DAY.match(spoken[position]) else 0


def _role(spoken: list[str], moment: Moment, *, limit: bool, before: list[str]) -> str:
    """What a day is in the absence: the last ("until"), the first ("from"), the one after it ("back"), or nothing.

    `limit`: the words `spoken` come after "until"; `before` are those before that.
    """
    ahead = spoken[: moment.start]
    if limit and _FILL.issuperset(ahead):
        return "back" if not _BACK.isdisjoint(before) and not _NOT.isdisjoint(before) else "until"
    if not _BACK.isdisjoint(ahead[-_BEFORE:]) or not _AGAIN.isdisjoint(spoken[moment.end : moment.end + _AFTER]):
        return "back"
    return "" if _FROM.isdisjoint(ahead[-_NEAR:]) else "from"


def _sound(start: dt.date | None, until: dt.date | None, back: dt.date | None, today: dt.date) -> Absence | None:
    """Put the days together; None if they make no period around or after today."""
    if until is None and back is not None and back > dt.date.min:
        until = back - dt.timedelta(days=1)
    if start is not None and until is not None and start > until:
        start = _year_before(start)
        if start > until:
            start = None
    if until is not None and (until < today or (until - (start or today)).days > _LONGEST):
        return None
    return Absence(start, until) if start is not None or until is not None else None


def _year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; days without a year were read as the next ones."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004
