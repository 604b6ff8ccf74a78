"""What a lead may read of a team, and what a member may read about that. Raises StoreError.

The database decides (sql/figures.sql); here its rows become figures as `inboxwatch.figures` has them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.figures import MEDIAN, P90, Figures, kaplan_meier_quantile

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was published; `figures` is None where there were too few people or requests, or one too many."""

    monday: dt.date
    members: int
    figures: Figures | None

    @property
    def label(self) -> str:
        """ISO 8601, "2026-W20"."""
        year, week, _ = self.monday.isocalendar()
        return f"{year:04}-W{week:02}"


@dataclass(frozen=True, slots=True)
class Moment:
    """How many requests were open and overdue at the first look on a day (UTC); None where too few had some."""

    day: dt.date
    open: int | None
    overdue: int | None


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What a lead may know of the own team."""

    team: str
    weeks: tuple[Week, ...] = field(default=())
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at the figures of the asking member alone."""

    at: dt.datetime
    by: str
    what: str


_NONE = "You lead no team."
_ADVICE = "Ask your admin; members see their own figures with 'inboxwatch report'."


def team_figures(url: str, team: str = "") -> TeamFigures:
    """All published weeks of the team that the login leads; weeks that are due are published by this."""
    from inboxwatch.store.team.people import asking

    with asking(url, "") as connection:
        mine = connection.scalar(sa.text("SELECT team FROM inboxwatch.member WHERE login = session_user AND lead"))
        if mine is None:
            raise StoreError(_NONE, _ADVICE)
        if team not in {"", mine}:
            raise StoreError(f"You do not lead the team '{team}'.", f"You lead '{mine}'.")
        rows = connection.execute(sa.text("SELECT * FROM inboxwatch.team_figures()")).mappings().all()
        now = connection.execute(sa.text("SELECT day, open, overdue FROM inboxwatch.team_moment()")).one_or_none()
    weeks: dict[dt.date, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in rows:
        weeks[row["week"]][row["department"]] = dict(row)
    return TeamFigures(mine, tuple(_week(monday, those) for monday, those in weeks.items()), _moment(now))


def figures_of(url: str, login: str) -> list[Week]:
    """The weeks of a team's member who lets the leads see them; the member's log says so before anything is read."""
    from inboxwatch.store.team.people import asking

    with asking(url, login) as connection:
        connection.execute(sa.text("SELECT inboxwatch.announce_look(:login)"), {"login": login})
    with asking(url, login) as connection:
        rows = connection.execute(sa.text("SELECT * FROM inboxwatch.figures_of(:login)"), {"login": login}).mappings()
        weeks: dict[dt.date, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            weeks[row["week"]].append(dict(row))
    return [_single(monday, those) for monday, those in weeks.items()]


def looks(url: str) -> list[Look]:
    """Who looked at the figures of the asking member, newest first."""
    from inboxwatch.store.team.people import asking

    with asking(url, "") as connection:
        rows = connection.execute(sa.text("SELECT at, by, what FROM inboxwatch.look ORDER BY at DESC"))
        return [Look(*row) for row in rows]


def share(url: str, *, wanted: bool) -> None:
    """Let the leads of the own team see the own figures from the next week on, or no longer."""
    from inboxwatch.store.team.people import asking

    with asking(url, "") as connection:
        connection.execute(sa.text("SELECT inboxwatch.share(:wanted)"), {"wanted": wanted})


def _moment(row: sa.Row[Any] | None) -> Moment | None:
    return None if row is None else Moment(row.day, row.open, row.overdue)


def _week(monday: dt.date, rows: Mapping[str, Mapping[str, Any]]) -> Week:
    whole = rows[""]
    if whole["members"] is None:
        return Week(monday, 0, None)
    departments = {name: _figures(row, {}) for name, row in rows.items() if name}
    return Week(monday, whole["members"], _figures(whole, departments))


def _figures(row: Mapping[str, Any], departments: dict[str, Figures]) -> Figures:
    judged, decided = row["requests"] - row["excused"], row["met"] + row["missed"]
    return Figures(
        requests=row["requests"],
        open=row["open"],
        overdue=row["overdue"],
        met=row["met"],
        missed=row["missed"],
        excused=row["excused"],
        within_target=row["met"] / decided if decided else None,
        median_seconds=row["median"],
        p90_seconds=row["p90"],
        median_answered_only_seconds=row["answered_only"],
        reply_rate=row["acknowledged"] / judged if judged else None,
        chasers=row["chasers"],
        promises_kept=row["kept"],
        promises_broken=row["broken"],
        promises_open=row["promised"],
        departments=departments,
    )


def _single(monday: dt.date, rows: list[Mapping[str, Any]]) -> Week:
    """One person's week over all departments: the quantiles of the times of all."""
    names = ("requests", "open", "overdue", "met", "missed", "excused", "chasers", "kept", "broken", "promised")
    sums: dict[str, Any] = {name: sum(row[name] for row in rows) for name in names}
    times = [time for row in rows for time in row["times"]]
    censored = [time for row in rows for time in row["censored"]]
    sums |= {"acknowledged": len(times), "answered_only": kaplan_meier_quantile(times, [], MEDIAN)}
    sums |= {
        "median": kaplan_meier_quantile(times, censored, MEDIAN),
        "p90": kaplan_meier_quantile(times, censored, P90),
    }
    return Week(monday, 1, _figures(sums, {}))
