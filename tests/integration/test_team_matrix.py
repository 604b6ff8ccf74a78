"""Who may do what to what: roles by tables, functions and sequences by actions are exactly the allowed cells (T24)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import psycopg
import pytest

from tests.integration import team_cells
from tests.integration.team_cells import ACTIONS, DENIED, Actor, Seen, Trial
from tests.integration.team_office import Office, office
from tests.servers.postgres import PgBouncer, Postgres, pgbouncer, postgres

__all__ = ["pgbouncer", "postgres"]

pytestmark = pytest.mark.server("postgresql", "pgbouncer")

MEMBERS: Final = ("alice", "bo", "lea", "lou")
ACTORS: Final = (
    *(Actor(name) for name in (*MEMBERS, "ops", "worker", "stranger", "fresh")),
    Actor("alice", "desk"),
    Actor("alice", "bo"),
    Actor("lea", "alice"),
    Actor("ops", "alice"),
    Actor("worker", "alice"),
    Actor("worker", "bo"),
    Actor("stranger", "alice"),
)
"""alice, bo and their lead lea are the team support; lou leads sales; alice is in the shared mailbox desk; workers
poll alice's mail."""

NOT_DATA: Final = {
    "team",
    "space",
    "member",
    "shared_member",
    "alembic_version",
    "polled",
    "look",
    "published",
    "moment",
}
NOBODY: Final[Seen] = frozenset()


def who(*names: str) -> frozenset[str]:
    return frozenset(names)


SPACES: Final = {
    **{Actor(name): who(name) for name in MEMBERS},
    Actor("alice", "desk"): who("desk"),
    Actor("worker", "alice"): who("alice"),
}
"""Whose rows an actor may read and write; all others are denied, with an error."""

READS: Final[dict[str, dict[str, Seen]]] = {
    "team": {
        **dict.fromkeys(("alice", "bo", "lea"), who("support")),
        "lou": who("sales"),
        "ops": who("support", "sales"),
        "fresh": NOBODY,
    },
    "member": {
        "alice": who("alice", "lea"),
        "bo": who("bo", "lea"),
        "lea": who("alice", "bo", "lea"),
        "lou": who("lou"),
        "ops": who("alice", "bo", "lea", "lou", "ops", "worker", "fresh"),
        "fresh": who("fresh"),
    },
    "space": {"ops": who("alice", "bo", "lea", "lou", "fresh", "desk")},
    "shared_member": {
        "alice": who("alice"),
        **dict.fromkeys(("bo", "lea", "lou", "fresh"), NOBODY),
        "ops": who("alice"),
    },
    "alembic_version": dict.fromkeys(("alice", "bo", "lea", "lou", "ops", "worker", "fresh"), who("everybody")),
    "polled": {"ops": who("alice"), "worker": who("alice")},
    "look": {},
    "published": {},
    "moment": {},
}
"""Table without owners -> login -> whose rows it may select."""

MORE: Final[dict[tuple[str, str, str], Seen]] = {
    ("polled", "insert", "ops"): who("alice"),
    ("polled", "delete", "ops"): who("alice"),
}
"""Further cells: table, action, login."""


def expected(actor: Actor, table: str, action: str) -> Seen:
    """Whose rows an action reaches; DENIED for every cell that is not written down here."""
    if table in {"polled", "look"} and action in {"select", "copy"} and actor.login in MEMBERS:
        mine = SPACES.get(actor, DENIED)  # some columns of the own rows
        return mine & who("alice") if mine is not None and table == "polled" else mine
    if table in NOT_DATA:
        if action in {"select", "copy"}:
            return READS[table].get(actor.login, DENIED)
        found = MORE.get((table, action, actor.login), DENIED)
        return who("everybody") if action == "lock" and _locks(actor, table) else found
    if action == "lock":
        return who("everybody") if _locks(actor, table) else DENIED
    partly = table == "tally" and action in {"insert", "update"}  # not `team` and `shown`, see test_team_catalogue
    if action in {"truncate", "copy from"} or partly:
        return DENIED
    return SPACES.get(actor, DENIED)


def _locks(actor: Actor, table: str) -> bool:
    """Whoever may change all columns of some rows may lock the table; no other can be."""
    if table in NOT_DATA:
        return (table, "delete", actor.login) in MORE
    return actor.login in {*MEMBERS, "worker", "fresh"}


@pytest.fixture(scope="module")
def here(postgres: Postgres) -> Iterator[Office]:
    from inboxwatch.store.team import people

    with office(postgres) as made:
        made.add("alice", "bo", team="support")
        made.add("lea", team="support", lead=True)
        made.add("lou", team="sales", lead=True)
        made.add("ops", member=False, admin=True)
        made.add("worker", member=False, worker=True)
        made.passwords["stranger"] = postgres.login(made.login("stranger"))
        made.passwords["fresh"] = people.add(made.admin_url, made.login("fresh"), people.Wanted(member=True)).password
        people.set_shared(made.admin_url, made.login("desk"), made.login("alice"), inside=True)
        team_cells.fill(made, (*MEMBERS, "desk"))
        with made.connect() as link:
            link.execute("DELETE FROM inboxwatch.polled WHERE owner <> %s", (made.login("alice"),))
            link.execute(
                "INSERT INTO inboxwatch.published (team, week, department) VALUES ('support', '2026-01-05', '')"
            )
            link.execute("INSERT INTO inboxwatch.moment (team, day) VALUES ('support', '2026-01-05')")
        yield made


def _short(seen: Seen, here: Office) -> Seen:
    return seen if seen is None else frozenset(name.removesuffix(f"_{here.suffix}") for name in seen)


def _wrong(here: Office, place: Postgres | PgBouncer) -> list[str]:
    """Cells that are not as expected, each actor with a connection of its own."""
    with here.connect() as link:
        everything = team_cells.rows(link)
    found = []
    for actor in ACTORS:
        with here.connect(actor.login, place) as link:
            found += _differing(here, actor, link, everything)
    return found


def _differing(
    here: Office,
    actor: Actor,
    link: psycopg.Connection[Any],
    everything: dict[str, list[dict[str, Any]]],
    prepared: set[str] | None = None,
) -> list[str]:
    asked = Actor(actor.login, here.login(actor.owner) if actor.owner else "")
    found = []
    for table, action, seen in Trial(link, asked, everything, prepared).cells():
        wanted = expected(actor, table, action)
        if _short(seen, here) != wanted:
            found.append(f"{actor} {action} {table}: {_told(_short(seen, here))}, not {_told(wanted)}")
    return found


def _told(seen: Seen) -> str:
    return "denied" if seen is None else str(sorted(seen))


def test_every_cell_on_the_server_itself(here: Office) -> None:
    assert not _wrong(here, here.server)


def test_every_cell_through_pgbouncer(here: Office, pgbouncer: PgBouncer) -> None:
    assert not _wrong(here, pgbouncer)


def test_every_cell_with_plans_that_others_prepared(here: Office) -> None:
    """One session takes on one role after the other, and each runs what those before have prepared."""
    with here.connect() as link:
        everything = team_cells.rows(link)
    everybody = {actor.login for actor in ACTORS}
    here.passwords["switch"] = here.server.login(
        here.login("switch"), groups=tuple(here.login(name) for name in sorted(everybody))
    )
    found = []
    prepared: set[str] = set()
    with here.connect("switch") as link:
        link.execute("SET plan_cache_mode = force_generic_plan")
        for actor in ACTORS + ACTORS[::-1]:
            link.execute(f"SET ROLE {here.login(actor.login)}".encode())
            found += _differing(here, actor, link, everything, prepared)
            link.execute("RESET ROLE")
        kept = link.execute("SELECT count(*), sum(generic_plans) FROM pg_prepared_statements").fetchone()
    assert not found
    assert kept is not None and kept[0] == len(prepared) >= 3 * len(everything) and kept[1] > kept[0]


def test_every_table_has_rows_to_try(here: Office) -> None:
    with here.connect() as link:
        empty = [table for table, rows in team_cells.rows(link).items() if not rows]
    assert not empty
    assert len(ACTIONS) == 8
