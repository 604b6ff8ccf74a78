"""What holds for a shared store as a whole: functions, sequences, columns, service roles, row-level security (T24)."""

# ruff: noqa: S608 - names of groups and rights are written here

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import psycopg
import pytest

from inboxwatch.store.team import tallies
from tests.integration.team_office import office
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")

GROUPS: Final = ("member", "lead", "admin", "worker")
EVERYBODY: Final = frozenset(GROUPS)

CALLABLE: Final[dict[str, frozenset[str]]] = {
    "acting": frozenset({"member", "worker"}),
    "team_of": frozenset({"member"}),
    "team_led": frozenset({"lead"}),
    "shared_of": frozenset({"member"}),
    "is_admin": frozenset({"admin"}),
    "is_worker": frozenset({"worker"}),
    "add_member": frozenset({"admin"}),
    "remove_member": frozenset({"admin"}),
    "set_shared": frozenset({"admin"}),
    "remove_shared": frozenset({"admin"}),
    "change_password": EVERYBODY,
    "leave": frozenset({"member"}),
    "left_of_me": frozenset({"member"}),
    "share": frozenset({"member"}),
    "team_figures": frozenset({"lead"}),
    "team_moment": frozenset({"lead"}),
    "announce_look": frozenset({"lead"}),
    "figures_of": frozenset({"lead"}),
}
"""Function -> groups that may call it; all other functions may be called by nobody."""

_NUMBERS: Final = set(tallies.Tally._fields) - {"week", "department"}

COLUMNS: Final[dict[tuple[str, str, str], set[str]]] = {
    ("member", "polled", "SELECT"): {
        "owner", "mailbox", "connector", "every", "due_at", "read_at", "waiting", "error", "error_at",
    },
    **{
        (group, "tally", right): names
        for group in ("member", "worker")
        for right, names in (
            ("SELECT", {"owner", "week", "department", *_NUMBERS}),
            ("INSERT", {"week", "department", *_NUMBERS}),
            ("UPDATE", _NUMBERS),
        )
    },
    ("member", "look", "SELECT"): {"owner", "at", "by", "what"},
    ("worker", "polled", "UPDATE"): {
        "due_at", "wake_at", "read_at", "waiting", "failures", "refusals", "crashes", "error", "error_at", "made_with",
    },
    ("admin", "polled", "UPDATE"): {"connector", "settings", "secret", "every", "due_at", "failures", "refusals"},
}  # fmt: skip
"""Group, table, privilege -> columns, where not the whole table may be used so."""

_RELATIONS: Final = "FROM pg_class WHERE relnamespace = 'inboxwatch'::regnamespace"


@pytest.fixture(scope="module")
def link(postgres: Postgres) -> Iterator[psycopg.Connection[Any]]:
    with office(postgres) as here, here.connect() as made:
        yield made


def _all(link: psycopg.Connection[Any], words: str) -> list[tuple[Any, ...]]:
    return link.execute(words.encode()).fetchall()


def test_every_table_has_row_level_security_forced(link: psycopg.Connection[Any]) -> None:
    found = _all(link, f"SELECT relname, relrowsecurity AND relforcerowsecurity {_RELATIONS} AND relkind IN ('r', 'p')")
    assert len(found) >= 15
    assert not [name for name, forced in found if not forced]


def test_every_table_belongs_to_a_role_that_nobody_is(link: psycopg.Connection[Any]) -> None:
    assert _all(link, f"SELECT DISTINCT relowner::regrole::text {_RELATIONS}") == [("inboxwatch_owner",)]
    roles = _all(
        link,
        "SELECT rolname, rolcanlogin OR rolsuper OR rolbypassrls OR rolreplication OR rolcreatedb FROM pg_roles "
        "WHERE starts_with(rolname, 'inboxwatch_')",
    )
    assert len(roles) == 9
    assert not [name for name, might in roles if might]
    inside = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
    services = r"'^inboxwatch_(owner|identity|steward|eraser|figures)$'"
    assert _all(link, f"{inside} WHERE roleid::regrole::text ~ {services}") == []
    assert _all(link, f"{inside} WHERE member::regrole::text ~ {services}") == []


def test_views_see_what_their_reader_sees(link: psycopg.Connection[Any]) -> None:
    views = _all(link, f"SELECT relname, 'security_invoker=true' = ANY (reloptions) {_RELATIONS} AND relkind = 'v'")
    assert not [name for name, invoker in views if not invoker]
    assert _all(link, f"SELECT relname {_RELATIONS} AND relkind IN ('m', 'f')") == []


def test_functions_are_callable_by_those_named_here(link: psycopg.Connection[Any]) -> None:
    words = "SELECT proname::text, {} FROM pg_proc WHERE pronamespace = 'inboxwatch'::regnamespace"
    for group in GROUPS:
        may = f"has_function_privilege('inboxwatch_{group}', oid, 'EXECUTE')"
        found = {name for name, yes in _all(link, words.format(may)) if yes}
        assert found == {name for name, groups in CALLABLE.items() if group in groups}
    assert [
        name for name, yes in _all(link, words.format("has_function_privilege('public', oid, 'EXECUTE')")) if yes
    ] == []


def test_functions_with_the_rights_of_others_look_nowhere_else(link: psycopg.Connection[Any]) -> None:
    found = _all(
        link,
        "SELECT proname, proowner::regrole::text, proconfig FROM pg_proc "
        "WHERE pronamespace = 'inboxwatch'::regnamespace AND prosecdef",
    )
    assert len(found) >= 15
    services = {f"inboxwatch_{name}" for name in ("identity", "steward", "eraser", "figures")}
    assert not [name for name, owner, _ in found if owner not in services]
    assert not [name for name, _, config in found if config != ["search_path=pg_catalog, pg_temp"]]


def test_no_sequence_tells_how_much_others_get(link: psycopg.Connection[Any]) -> None:
    for group in GROUPS:
        may = (
            f"CASE relkind WHEN 'S' THEN has_sequence_privilege('inboxwatch_{group}', oid, 'USAGE, SELECT, UPDATE') END"
        )
        assert _all(link, f"SELECT relname {_RELATIONS} AND {may}") == []


def test_the_queue_is_the_workers_alone(link: psycopg.Connection[Any]) -> None:
    for group in ("member", "lead", "admin", "public"):
        name = group if group == "public" else f"inboxwatch_{group}"
        assert _all(link, f"SELECT has_schema_privilege('{name}', 'procrastinate', 'USAGE')") == [(False,)]


def test_columns_beyond_whole_tables(link: psycopg.Connection[Any]) -> None:
    found: dict[tuple[str, str, str], set[str]] = {}
    for group in GROUPS:
        for right in ("SELECT", "INSERT", "UPDATE", "REFERENCES"):
            rows = _all(
                link,
                f"SELECT cls.relname::text, att.attname::text FROM pg_class cls JOIN pg_attribute att "
                f"ON att.attrelid = cls.oid AND att.attnum > 0 AND NOT att.attisdropped "
                f"WHERE cls.relnamespace = 'inboxwatch'::regnamespace AND cls.relkind IN ('r', 'p', 'v') "
                f"AND has_column_privilege('inboxwatch_{group}', cls.oid, att.attnum, '{right}') "
                f"AND NOT has_table_privilege('inboxwatch_{group}', cls.oid, '{right}')",
            )
            for table, column in rows:
                found.setdefault((group, table, right), set()).add(column)
    assert found == COLUMNS


@pytest.mark.parametrize("right", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_nobody_may(link: psycopg.Connection[Any], right: str) -> None:
    for group in (*(f"inboxwatch_{each}" for each in GROUPS), "public"):
        may = f"has_table_privilege('{group}', oid, '{right}')"
        assert _all(link, f"SELECT relname {_RELATIONS} AND relkind IN ('r', 'p', 'v') AND {may}") == []


def test_nobody_makes_anything_in_the_schema(link: psycopg.Connection[Any]) -> None:
    for group in (*(f"inboxwatch_{each}" for each in GROUPS), "public", "inboxwatch_steward", "inboxwatch_figures"):
        assert _all(link, f"SELECT has_schema_privilege('{group}', 'inboxwatch', 'CREATE')") == [(False,)]
    assert _all(link, "SELECT has_schema_privilege('public', 'inboxwatch', 'USAGE')") == [(False,)]


def test_no_words_lie_in_the_statistics(postgres: Postgres) -> None:
    from tests.integration import team_cells

    with office(postgres) as here:
        here.add("alice", "bo")
        team_cells.fill(here, ("alice", "bo"))
        with here.connect() as link:
            link.execute("ANALYZE")
            kept = _all(
                link,
                "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'inboxwatch' "
                f"AND tablename IN (SELECT inboxwatch.owned()) AND concat(most_common_vals, histogram_bounds) ~ "
                f"'secret|{here.suffix}'",
            )
            assert kept == []
        with here.connect("alice") as link:
            assert _all(link, "SELECT tablename FROM pg_stats WHERE schemaname = 'inboxwatch'") == []
            assert _all(link, "SELECT statistics_name FROM pg_stats_ext") == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM pg_statistic")
