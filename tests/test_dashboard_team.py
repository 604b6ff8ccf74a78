"""The dashboard's Team view on a shared store: weeks as they were told, nobody named, and one may begin with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual.widgets import Static

from inboxwatch.dashboard import rows
from inboxwatch.dashboard.app import Dashboard
from inboxwatch.dashboard.source import Members
from inboxwatch.figures import Figures, figures
from tests.test_dashboard import three
from tests.test_trends import answered


@dataclass(frozen=True)
class Week:
    """A week that was told."""

    label: str
    members: int
    figures: Figures | None


def told(*names: str) -> Members:
    """Two weeks of a team, one of them with too few people; `names` are departments."""
    week = figures(answered(f"{name}{n}", department=name) for name in names for n in range(9))
    weeks = (Week("2026-W45", 0, None), Week("2026-W46", 6, week))
    return Members(why="Members stay unnamed.", team="support", weeks=weeks)


def test_weeks_stand_with_the_latest_first_and_their_departments() -> None:
    """Weeks about which nothing is told say so."""
    lines = rows.members(told("Finance", "Sales")).plain.strip().splitlines()
    assert lines[0] == "The team support, week by week"
    assert lines[1].startswith("2026-W46  6 people: n 18")
    assert [line.strip().partition(":")[0] for line in lines[2:4]] == ["Finance", "Sales"]
    assert lines[4] == "2026-W45  too few people or requests to say"
    assert lines[5] == "Members stay unnamed."


def test_before_the_first_week_it_says_when_that_will_be() -> None:
    """Nothing is shown as if it were zero."""
    assert "No week has been told yet" in rows.members(Members(team="support")).plain


def test_t3_department_names_are_drawn_as_they_are() -> None:
    """T3: no markup in them."""
    markup = "[@click=app.quit]Finance[/] [b]"
    drawn = rows.members(told(markup))
    assert markup in drawn.plain
    assert all("@click" not in str(span.style) for span in drawn.spans)


def test_one_may_begin_with_the_team() -> None:
    """`dashboard --team support`."""
    source = three()
    source.team = told("Finance")

    async def look() -> str:
        app = Dashboard(source, start="team")
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(200):
                await pilot.pause(0.02)
                found = app.query("#waits")
                if found and "2026-W46" in str(found.first(Static).render()):
                    return str(app.query_one("#views").current)  # type: ignore[attr-defined]
        return ""

    assert asyncio.run(look()) == "team"
