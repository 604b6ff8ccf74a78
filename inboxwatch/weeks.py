"""ISO weeks in the zone of whoever owes the reply: "2026-W47" and the instants that bound it. Pure."""

from __future__ import annotations

import datetime as dt
import re

FIRST_YEAR, LAST_YEAR = 1900, 2400
"""Nothing is measured before and after; years at the ends of the calendar have weeks that reach beyond it."""
_LABEL = re.compile(r"(\d{4})-W(\d{2})")
_WEEK = dt.timedelta(days=7)


def week_of(at: dt.datetime, zone: dt.tzinfo) -> str:
    """The ISO 8601 week in which an aware instant lies on the wall of `zone`."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year:04}-W{week:02}"


def monday(label: str) -> dt.date:
    """The first day of a week. Raises ValueError, with what is expected, for what is no week."""
    found = _LABEL.fullmatch(label.strip().upper())
    try:
        if found is None or not FIRST_YEAR < int(found[1]) < LAST_YEAR:
            raise ValueError  # noqa: TRY301 - one sentence for all
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise ValueError(f'"{label}" is not a week like "2026-W47"') from None


def moved(label: str, weeks: int) -> str:
    """The week so many weeks later, or before where `weeks` is negative."""
    year, week, _ = (monday(label) + weeks * _WEEK).isocalendar()
    return f"{year:04}-W{week:02}"


def up_to(label: str, count: int) -> list[str]:
    """`count` weeks in order of which `label` is the last."""
    return [moved(label, -back) for back in range(count - 1, -1, -1)]


def bounds(label: str, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """The instants (UTC) at which a week begins and ends; weeks with a change of the clock are longer or shorter."""
    first = monday(label)
    start, end = (dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC) for day in (first, first + _WEEK))
    return start, end
