"""What a lead may know of a team: figures of nobody alone, the same whoever comes and goes (T24)."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxwatch.figures import MEDIAN, P90, Figures, figures, kaplan_meier_quantile
from inboxwatch.model import Acknowledgement, AcknowledgementKind, Outcome, Promise, PromiseState, Request, State
from inboxwatch.store import Store
from inboxwatch.store.team import tallies
from inboxwatch.store.team.reading import team_figures
from inboxwatch.tracker import assess
from tests import screens, store_data
from tests.integration.team_office import Office, office
from tests.integration.team_weeks import MONDAY, NOW, PAST, TEAM, run, shows, tell
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


def seen(office: Office, name: str = "lea") -> dict[dt.date, Any]:
    """Monday -> figures, None where hidden."""
    return {week.monday: week.figures for week in team_figures(office.url(name)).weeks}


TIMES = st.lists(st.integers(0, 200) | st.integers(0, 10**9), max_size=60)


@pytest.fixture(scope="module")
def link(postgres: Postgres) -> Iterator[psycopg.Connection[Any]]:
    with office(postgres) as made, made.connect() as link:
        yield link


@settings(max_examples=300, deadline=None)
@given(events=TIMES, censored=TIMES, quantile=st.sampled_from([MEDIAN, P90]) | st.floats(0, 1))
def test_the_estimate_is_the_one_of_the_program(
    link: psycopg.Connection[Any], events: list[int], censored: list[int], quantile: float
) -> None:
    words = "SELECT inboxwatch.waiting_quantile(%s, %s, %s::float8)"
    [(found,)] = link.execute(words, (events, censored, quantile)).fetchall()
    assert found == kaplan_meier_quantile(events, censored, quantile)


def _requests(rng: random.Random, count: int) -> list[Request]:
    """Requests of one week, in all states."""
    made = []
    for number in range(count):
        state = rng.choice(list(State))
        excused = state in {State.COVERED, State.WITHDRAWN, State.DISMISSED}
        outcome = Outcome.EXCUSED if excused else rng.choice([Outcome.MET, Outcome.MISSED])
        if state is State.OPEN:
            outcome = rng.choice([Outcome.PENDING, Outcome.MISSED])
        promise = Promise(NOW, rng.choice(list(PromiseState)), "") if rng.random() < 0.3 else None
        acknowledged = state in {State.ACKNOWLEDGED, State.ANSWERED}
        done = Acknowledgement(NOW, "a@corp.example", AcknowledgementKind.REPLY, "<x>") if acknowledged else None
        at = dt.datetime.combine(PAST, dt.time(12), dt.UTC) + dt.timedelta(hours=rng.randrange(100))
        made.append(
            screens.request(
                id=f"r{number}",
                department=rng.choice(["Finance", "Sales"]),
                state=state,
                outcome=outcome,
                promise=promise,
                acknowledgement=done,
                business_seconds=rng.randrange(40_000),
                chasers=rng.randrange(3),
                received_at=at,
            )
        )
    return made


def _as_published(whole: Figures) -> Figures:
    """Without what a team's weeks do not have (docs/json.md)."""
    departments = {name: _as_published(each) for name, each in whole.departments.items()}
    return replace(whole, departments=departments, p90_answered_only_seconds=None)


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_the_ones_of_all_requests_together(here: Office, seed: int) -> None:
    rng = random.Random(seed)
    everything: list[Request] = []
    for name in TEAM:
        mine = _requests(rng, 40)
        everything += mine
        with Store.open(here.url(name)) as store:
            assert tallies.tell(store, mine, NOW, dt.UTC) == 2
            assert tallies.tell(store, mine, NOW, dt.UTC) == 0
    assert seen(here)[PAST] == _as_published(figures(everything))


def test_a_tracking_pass_writes_the_tallies(here: Office) -> None:
    """From mail to figures: six people are asked three times each; they come from six spaces into one week."""
    from inboxwatch.watch.track import track

    everything: list[Request] = []
    at = dt.datetime.combine(PAST, dt.time(12), dt.UTC)
    for name in TEAM:
        asked = [store_data.message(number, received_at=at, sent_at=at) for number in range(3)]
        with Store.open(here.url(name)) as store:
            store.add("work", asked, "c")
            track(store, store_data.rules(), NOW)
            everything += [assess(each, store_data.rules(), NOW) for each in store.requests()]
            assert store.meta(tallies.TALLIED)
    assert len(everything) == 3 * len(TEAM)
    assert seen(here)[PAST] == replace(figures(everything), departments={})


def test_a_personal_store_has_no_tallies(tmp_path: Path) -> None:
    from inboxwatch.watch.track import track

    with Store.open(f"sqlite:///{tmp_path / 'mine.db'}") as store:
        store.add("work", [store_data.message(1)], "c")
        track(store, store_data.rules(), NOW)
        assert not store.shared and store.meta(tallies.TALLIED) == ""


def test_fewer_than_five_people_are_hidden_for_ever(here: Office) -> None:
    for name in TEAM[:4]:
        tell(here, name, PAST, 10)
    tell(here, "lea", PAST, 10)  # the lead knows these
    assert seen(here) == {PAST: None}
    tell(here, TEAM[4], PAST, 10)
    assert seen(here) == {PAST: None}


def test_fewer_than_five_requests_are_hidden(here: Office) -> None:
    for name in TEAM[:4]:
        tell(here, name, PAST, 1)
    tell(here, TEAM[4], PAST, 0)
    assert seen(here) == {PAST: None}


def test_nobody_is_the_team(here: Office) -> None:
    for name in TEAM:
        tell(here, name, PAST, 1)
    tell(here, "gus", PAST, 100)
    assert seen(here) == {PAST: None}


def test_a_week_is_closed_a_day_after_it_ended_in_utc(here: Office) -> None:
    for name in TEAM:
        tell(here, name, MONDAY, 2)
        tell(here, name, MONDAY - dt.timedelta(weeks=1), 2)
    assert MONDAY not in seen(here)
    assert (MONDAY - dt.timedelta(weeks=1) in seen(here)) == (NOW.date() - MONDAY >= dt.timedelta(days=1))


def test_whoever_comes_goes_or_moves_changes_nothing_that_was_told(here: Office) -> None:
    """The difference test: no two answers about the same week differ by a person."""
    from inboxwatch.store.team import people

    for name in (*TEAM, "gus"):
        tell(here, name, PAST, 3)
    told = seen(here)
    people.add(here.admin_url, here.login("ann"), people.Wanted(team="sales"))
    tell(here, "ann", PAST + dt.timedelta(weeks=1), 3)
    assert seen(here) == told
    people.remove(here.admin_url, here.login("ben"))
    assert seen(here) == told
    here.add("hal", team="support")
    tell(here, "hal", PAST, 50)
    assert seen(here) == told
    with here.connect("cia") as link:
        link.execute("UPDATE inboxwatch.tally SET requests = 1000")
    assert seen(here) == told
    with here.connect("cia") as link:
        link.execute("DELETE FROM inboxwatch.tally")
    assert seen(here) == told
    assert seen(here, "lou") == {PAST + dt.timedelta(weeks=1): None}


def test_a_week_belongs_to_the_team_in_which_it_began(here: Office) -> None:
    from inboxwatch.store.team import people

    for name in TEAM:
        tell(here, name, PAST, 3)
    people.add(here.admin_url, here.login("ann"), people.Wanted(team="sales"))
    tell(here, "ann", PAST, 3, "Legal")
    with here.connect("ann") as link:
        for change in ("team = 'sales'", "shown = true", "week = week - 7", "owner = 'x'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(f"UPDATE inboxwatch.tally SET {change}".encode())  # noqa: S608
    mine = (here.login("ann"),)
    rows = here.administrator.execute("SELECT DISTINCT team, shown, week FROM inboxwatch.tally WHERE owner = %s", mine)
    assert rows.fetchall() == [("support", False, PAST)]


@pytest.mark.parametrize("seed", range(10))
def test_no_sum_or_difference_of_what_is_told_is_about_fewer_than_five(here: Office, seed: int) -> None:
    """All queries that there are, in all combinations: each cell, and what is left of the whole without some cells."""
    rng = random.Random(seed)
    departments = ["Finance", "Sales", "Legal", "IT", "Board"]
    weeks = [PAST - dt.timedelta(weeks=number) for number in range(4)]
    counts: dict[tuple[dt.date, str], dict[str, int]] = {}
    for week, name, department in itertools.product(weeks, TEAM, departments):
        if rng.random() < 0.75:
            number = rng.randrange(1, 6)
            counts.setdefault((week, department), {})[name] = number
            tell(here, name, week, number, department)
    shown = 0
    for week, found in seen(here).items():
        cells = {department: counts.get((week, department), {}) for department in departments}
        if found is None:
            continue
        shown += 1
        assert found.requests == sum(sum(cell.values()) for cell in cells.values())
        for size in range(len(found.departments) + 1):
            for without in itertools.combinations(found.departments, size):
                rest = [cell for name, cell in cells.items() if name not in without]
                people = {name for cell in rest for name in cell}
                requests = sum(sum(cell.values()) for cell in rest)
                assert (not people) or (len(people) >= 5 and requests >= 5), (week, without)
        for name, part in found.departments.items():
            assert part.requests == sum(cells[name].values()) >= 5 and len(cells[name]) >= 5
    assert shown


def test_what_one_shows_is_no_key_to_the_others(here: Office) -> None:
    """With six people of whom one is shown singly, five are left: told. With five, four are left: hidden."""
    shows(here, "ann", since=PAST - dt.timedelta(days=1))
    for name in TEAM:
        tell(here, name, PAST, 3)
    for name in TEAM[:5]:
        tell(here, name, PAST - dt.timedelta(weeks=1), 3)
        tell(here, name, PAST + dt.timedelta(weeks=1), 3)
    found = seen(here)
    assert found[PAST] is not None
    assert found[PAST - dt.timedelta(weeks=1)] is not None, "ann did not show that week"
    assert found[PAST + dt.timedelta(weeks=1)] is None


def test_the_command_shows_the_weeks(here: Office) -> None:
    for name in TEAM:
        tell(here, name, PAST, 3)
        tell(here, name, PAST, 3, "Sales")
    for name in TEAM[:2]:
        tell(here, name, PAST + dt.timedelta(weeks=1), 3)
    result = run(here.url("lea"), "figures", "--team", "support")
    assert result.exit_code == 0, result.stderr
    assert "Sales" in result.stdout and "too few" in result.stdout
    plain = json.loads(run(here.url("lea"), "figures", "--json").stdout)
    assert plain["team"] == "support"
    assert [week["too_few"] for week in plain["weeks"]] == [False, True]
    assert plain["weeks"][0]["figures"]["requests"] == 36
    assert set(plain["weeks"][0]["figures"]["departments"]) == {"Finance", "Sales"}
    for name, words in (("ann", ()), ("lea", ("--team", "sales"))):
        refused = run(here.url(name), "figures", *words)
        assert refused.exit_code == 1 and "lead" in refused.stderr


def test_a_lead_reads_no_tally_and_nobody_writes_what_was_told(here: Office) -> None:
    for name in TEAM:
        tell(here, name, PAST, 3)
    assert seen(here)[PAST] is not None
    with here.connect("lea") as link:
        assert link.execute("SELECT owner FROM inboxwatch.tally").fetchall() == []
        for words in (
            "SELECT * FROM inboxwatch.published",
            "DELETE FROM inboxwatch.published",
            "SELECT inboxwatch.publish('support')",
            "SELECT inboxwatch.publish_sum('support', CURRENT_DATE, '', ARRAY['Finance'])",
            "SELECT inboxwatch.enough('support', CURRENT_DATE, ARRAY['Finance'])",
            "SELECT * FROM inboxwatch.moment",
            "DELETE FROM inboxwatch.look",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(words.encode())
