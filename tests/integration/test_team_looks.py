"""A look at one person, who wants it and is told of it; and what is said of the present."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import psycopg
import pytest

from inboxwatch.store.team.reading import Moment, team_figures
from tests.integration.team_office import Office, office
from tests.integration.team_weeks import MONDAY, PAST, TEAM, run, shows, tell
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    with office(postgres) as made:
        made.add(*TEAM, "gus", team="support")
        made.add("lea", team="support", lead=True)
        made.add("lou", team="sales", lead=True)
        yield made


class TestLook:
    def test_needs_the_members_own_switch(self, here: Office) -> None:
        tell(here, "ann", PAST, 3)
        assert run(here.url("lea"), "figures", "--of", here.login("ann")).exit_code == 1
        assert run(here.url("lea"), "figures", "--of", "nobody").exit_code == 1
        with here.connect("lea") as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("UPDATE inboxwatch.member SET shares = true")

    def test_shows_weeks_that_began_afterwards_and_is_logged(self, here: Office) -> None:
        shows(here, "ann", since=PAST - dt.timedelta(days=1))
        tell(here, "ann", PAST, 3)
        tell(here, "ann", PAST, 2, "Sales")
        tell(here, "ann", PAST - dt.timedelta(weeks=1), 9)
        result = run(here.url("lea"), "figures", "--of", here.login("ann"), "--json")
        assert result.exit_code == 0, result.stderr
        [week] = json.loads(result.stdout)["weeks"]
        assert week["monday"] == PAST.isoformat() and week["figures"]["requests"] == 5
        [look] = json.loads(run(here.url("ann"), "who-looked", "--json").stdout)["looks"]
        assert look["by"] == here.login("lea")
        assert here.login("lea") in run(here.url("ann"), "who-looked").stdout
        assert json.loads(run(here.url("lea"), "who-looked", "--json").stdout)["looks"] == []
        assert "Nobody looked" in run(here.url("ben"), "who-looked").stderr

    def test_is_for_the_lead_of_the_team_alone(self, here: Office) -> None:
        shows(here, "ann", since=PAST - dt.timedelta(days=1))
        for name in ("lou", "ben"):
            assert run(here.url(name), "figures", "--of", here.login("ann")).exit_code == 1
        assert run(here.url("ann"), "share", "off").exit_code == 0
        assert run(here.url("lea"), "figures", "--of", here.login("ann")).exit_code == 1

    def test_cannot_be_taken_back(self, here: Office) -> None:
        """Whoever rolls the log back has seen nothing."""
        shows(here, "ann", since=PAST - dt.timedelta(days=1))
        tell(here, "ann", PAST, 3)
        who = (here.login("ann"),)
        with here.connect("lea", autocommit=False) as link:
            link.execute("SELECT inboxwatch.announce_look(%s)", who)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM inboxwatch.figures_of(%s)", who)
            link.rollback()
            link.execute("SAVEPOINT one")
            link.execute("SELECT inboxwatch.announce_look(%s)", who)
            link.execute("RELEASE one")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM inboxwatch.figures_of(%s)", who)
            link.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM inboxwatch.figures_of(%s)", who)

    def test_does_not_last(self, here: Office) -> None:
        shows(here, "ann", since=PAST - dt.timedelta(days=1))
        who = (here.login("ann"),)
        with here.connect("lea") as link:
            link.execute("SELECT inboxwatch.announce_look(%s)", who)
            link.execute("SELECT * FROM inboxwatch.figures_of(%s)", who)
        with here.connect() as link:
            link.execute("UPDATE inboxwatch.look SET at = at - interval '2 minutes'")
        with here.connect("lea") as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("SELECT * FROM inboxwatch.figures_of(%s)", who)

    def test_ends_with_the_team(self, here: Office) -> None:
        from inboxwatch.store.team import people

        shows(here, "ann", since=PAST - dt.timedelta(days=1))
        people.add(here.admin_url, here.login("ann"), people.Wanted(addresses=("ann@corp.example",)))
        assert [each.shares for each in people.everybody(here.url("ann")) if each.login == here.login("ann")] == [True]
        people.add(here.admin_url, here.login("ann"), people.Wanted(team="sales"))
        assert [each.shares for each in people.everybody(here.url("ann")) if each.login == here.login("ann")] == [False]


class TestMoment:
    def _open(self, here: Office, *, settled: bool = True, each: int = 2, names: tuple[str, ...] = TEAM) -> Moment:
        for name in names:
            tell(here, name, MONDAY, each, open=each, overdue=1, met=0, times=[], censored=[60] * each)
        if settled:
            with here.connect() as link:
                link.execute("UPDATE inboxwatch.team SET changed_at = now() - interval '8 days'")
        moment = team_figures(here.url("lea")).moment
        assert moment is not None
        return moment

    def test_counts_what_is_open(self, here: Office) -> None:
        moment = self._open(here)
        assert (moment.open, moment.overdue) == (12, 6)

    def test_says_the_same_all_day(self, here: Office) -> None:
        told = self._open(here)
        with here.connect("ann") as link:
            link.execute("UPDATE inboxwatch.tally SET open = 0, overdue = 0")
        assert team_figures(here.url("lea")).moment == told

    def test_is_silent_while_people_come_and_go(self, here: Office) -> None:
        assert self._open(here, settled=False).open is None

    def test_is_silent_about_few(self, here: Office) -> None:
        assert self._open(here, names=TEAM[:4]).open is None
