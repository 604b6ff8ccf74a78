"""The summary of a team on the shared store: weeks as they were told once, for at least five people together.

Nobody is named, no request is listed; where too few people had requests, that is all that is said of a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inboxwatch.figures import TOO_FEW
from inboxwatch.views import data
from inboxwatch.views.summary import parts
from inboxwatch.views.summary.page import Page, Section
from inboxwatch.views.text import safe
from inboxwatch.weeks import bounds, moved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from inboxwatch.figures import Figures
    from inboxwatch.views.summary.phrases import Phrases
    from inboxwatch.views.team import Week

TREND = 12
"""Weeks of the trend, the reported one included."""


class Moment(Protocol):
    """What was open at the first look of a day; None where too few people had something."""

    @property
    def day(self) -> dt.date:
        """Which day, in UTC."""
        ...

    @property
    def open(self) -> int | None:
        """How many requests were open."""
        ...

    @property
    def overdue(self) -> int | None:
        """How many of those were overdue."""
        ...


@dataclass(frozen=True)
class TeamContent:
    """Writes the page of one week of a team. `weeks` are all that were told, in order; `at` is when they were read."""

    team: str
    week: str
    weeks: Sequence[Week]
    moment: Moment | None
    at: dt.datetime
    say: Phrases

    def page(self) -> Page:
        """The whole page."""
        say, (start, end) = self.say, bounds(self.week, self.say.zone)
        days = (start.astimezone(say.zone).date(), end.astimezone(say.zone).date())
        span = say("week-span", first=say.day(days[0]), last=say.day(days[1].fromordinal(days[1].toordinal() - 1)))
        title = say("team-title", team=safe(self.team), week=self.week.partition("-W")[2].lstrip("0"))
        foot = f"{say('team-told', k=TOO_FEW)} {say('footnote', now=say.instant(self.at))}"
        return Page(say.code, title, span, tuple(self._lead()), tuple(self._sections()), foot)

    def as_json(self) -> data.Json:
        """`report --team --format json`; figures are null where there were too few, or the week was not told yet."""
        trend = self._trend_weeks()
        now = self.moment
        return {
            "generated_at": data.instant(self.at),
            "team": self.team,
            "week": self.week,
            "members": (self._of(self.week).members or None) if self._told(self.week) else None,
            "figures": _json(self._figures(self.week)),
            "week_before": _json(self._figures(moved(self.week, -1))),
            "trend": [{"week": label, "figures": _json(self._figures(label))} for label in trend],
            "now": None if now is None else {"day": now.day.isoformat(), "open": now.open, "overdue": now.overdue},
        }

    def _told(self, label: str) -> bool:
        return any(week.label == label for week in self.weeks)

    def _of(self, label: str) -> Week:
        return next(week for week in self.weeks if week.label == label)

    def _figures(self, label: str) -> Figures | None:
        return next((week.figures for week in self.weeks if week.label == label), None)

    def _trend_weeks(self) -> list[str]:
        """The labels of the trend, without those before the first that was told."""
        labels = [moved(self.week, back) for back in range(1 - TREND, 1)]
        first = next((at for at, label in enumerate(labels) if self._told(label)), TREND - 1)
        return labels[first:]

    def _lead(self) -> Iterator[str]:
        say, found = self.say, self._figures(self.week)
        if not self._told(self.week):
            yield say("team-not-told")
        elif found is None:
            yield say("team-too-few", k=TOO_FEW)
        else:
            yield say("team-lead", n=found.requests, people=self._of(self.week).members)
            yield from parts.rates(say, found, self._figures(moved(self.week, -1)))
        if self.moment is not None and self.moment.open is not None:
            day, late = say.day(self.moment.day), self.moment.overdue or 0
            yield say("team-open", day=day, n=self.moment.open, overdue=late)

    def _sections(self) -> Iterator[Section]:
        say, found = self.say, self._figures(self.week)
        if found is not None and found.departments:
            yield Section(say("departments-title"), table=parts.departments(say, found.departments))
        bars = tuple(parts.bar(say, _Told(label, self._figures(label))) for label in self._trend_weeks())
        yield Section(say("trend-title"), bars=bars, alt=say("trend-alt"))
        if found is not None:
            promised = say("promises", kept=found.promises_kept, broken=found.promises_broken)
            none = not found.promises_kept and not found.promises_broken
            yield Section(say("promises-title"), (say("promises-none") if none else promised,))
            yield Section(say("chasers-title"), (say("chasers", n=found.chasers),))


@dataclass(frozen=True, slots=True)
class _Told:
    label: str
    figures: Figures | None


def _json(found: Figures | None) -> dict[str, object] | None:
    return None if found is None else found.as_json()
