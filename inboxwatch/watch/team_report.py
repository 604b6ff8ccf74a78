"""The weekly summary of a team from the shared store; of a personal store the team's form of one's own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from inboxwatch.weeks import monday

if TYPE_CHECKING:
    from inboxwatch.views.summary.phrases import Phrases
    from inboxwatch.views.summary.team import TeamContent

TOLD_AFTER: Final = dt.timedelta(days=8)
"""How long after its Monday a week is told (sql/figures.sql): a day for all zones to end it."""


def told(week: str, now: dt.datetime) -> bool:
    """Whether a team's week may be told by now."""
    return now.astimezone(dt.UTC).date() >= monday(week) + TOLD_AFTER


def last_told(now: dt.datetime) -> str:
    """The last week that may be told by now."""
    year, week, _ = (now.astimezone(dt.UTC).date() - TOLD_AFTER).isocalendar()
    return f"{year:04}-W{week:02}"


def content(url: str, week: str, now: dt.datetime, say: Phrases) -> TeamContent:
    """What the lead who signs in at the shared store `url` may know of a week. Raises StoreError for anybody else."""
    from inboxwatch.store.team.reading import team_figures
    from inboxwatch.views.summary.team import TeamContent

    found = team_figures(url)
    return TeamContent(found.team, week, found.weeks, found.moment, now, say)
