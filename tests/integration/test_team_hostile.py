"""A member who knows PostgreSQL and wants to know more than is theirs (T24, CVE-2024-10976)."""
# ruff: noqa: S608 - names of tables and columns come from the catalogue

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest

from tests.integration import team_cells
from tests.integration.team_office import Office, office
from tests.servers.postgres import PgBouncer, Postgres, pgbouncer, postgres

__all__ = ["pgbouncer", "postgres"]

pytestmark = pytest.mark.server("postgresql", "pgbouncer")


@pytest.fixture(scope="module")
def here(postgres: Postgres) -> Iterator[Office]:
    with office(postgres) as made:
        made.add("alice", "bo", team="support")
        made.add("lea", team="support", lead=True)
        made.add("ops", member=False, admin=True)
        team_cells.fill(made, ("alice", "bo"))
        with made.connect() as link:
            link.execute("SET session_replication_role = replica")
            link.execute(
                "INSERT INTO inboxwatch.decision (owner, id, kind, mailbox, key, at, undone, decided_by) "
                "SELECT %s, number, 'dismiss', 'bos-secret', 'key', 1, 0, '' FROM generate_series(100, 5000) number",
                (made.login("bo"),),
            )
            link.execute("ANALYZE")
        yield made


@pytest.mark.parametrize("name", ["alice", "lea", "ops"])
@pytest.mark.parametrize(
    "words",
    [
        "SET ROLE inboxwatch_owner",
        "SET ROLE inboxwatch_identity",
        "SET ROLE inboxwatch_figures",
        "SET ROLE inboxwatch_eraser",
        "SET ROLE {bo}",
        "SET SESSION AUTHORIZATION {bo}",
        "GRANT {bo} TO {me}",
        "GRANT inboxwatch_worker TO {me}",
        "GRANT inboxwatch_owner TO {me}",
        "ALTER ROLE {me} BYPASSRLS",
        "ALTER ROLE {me} CREATEROLE",
        "ALTER ROLE {bo} PASSWORD 'known'",
        "ALTER TABLE inboxwatch.message DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE inboxwatch.message NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON inboxwatch.message USING (true)",
        "DROP POLICY space ON inboxwatch.message",
        "CREATE TRIGGER spy BEFORE UPDATE ON inboxwatch.message EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE spy AS ON INSERT TO inboxwatch.message DO ALSO NOTHING",
        "CREATE FUNCTION inboxwatch.acting(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
        "CREATE OR REPLACE FUNCTION inboxwatch.acting(who name) RETURNS text LANGUAGE sql AS 'SELECT who::text'",
        "ALTER FUNCTION inboxwatch.acting SECURITY INVOKER",
        "CREATE TABLE inboxwatch.mine (owner text)",
        "CREATE STATISTICS inboxwatch.mine ON owner, mailbox FROM inboxwatch.message",
        "CREATE INDEX ON inboxwatch.message (sender)",
        "CREATE PUBLICATION mine FOR TABLE inboxwatch.message",
        "CREATE SUBSCRIPTION mine CONNECTION '' PUBLICATION mine",
        "UPDATE inboxwatch.member SET lead = true",
        "UPDATE inboxwatch.member SET fresh = false",
        "INSERT INTO inboxwatch.shared_member VALUES ('x', '{me}')",
        "SELECT inboxwatch.acting('{bo}')",
        "SELECT inboxwatch.erase('{bo}')",
        "SELECT inboxwatch.drop_member('{bo}', true)",
        "SELECT inboxwatch.left_of('{bo}')",
        "SELECT inboxwatch.regroup('{me}')",
        "SELECT pg_read_file('/etc/hostname')",
        "SELECT lo_import('/etc/hostname')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
        "SET session_replication_role = replica",
        "SELECT * FROM pg_locks",
        "SELECT * FROM pg_lock_status()",
        "SET row_security = off; SELECT count(*) FROM inboxwatch.message",
    ],
)
def test_is_refused(here: Office, name: str, words: str) -> None:
    me, bo = here.login(name), here.login("bo")
    with here.connect(name) as link, pytest.raises(psycopg.Error) as refused:
        link.execute(words.format(me=me, bo=bo).encode())
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege), refused.value
    assert "secret" not in str(refused.value)


def test_nobody_asks_for_the_team_of_others(here: Office) -> None:
    with here.connect("alice") as link:
        assert link.execute("SELECT inboxwatch.team_of(%s)", (here.login("bo"),)).fetchall() == [(None,)]
        assert link.execute("SELECT inboxwatch.shared_of(%s)", (here.login("bo"),)).fetchall() == []


FORMS = (
    "SELECT DISTINCT owner FROM inboxwatch.message",
    "WITH them AS MATERIALIZED (SELECT owner FROM inboxwatch.message) SELECT DISTINCT owner FROM them",
    "SELECT DISTINCT owner FROM (SELECT owner FROM inboxwatch.message OFFSET 0) AS them",
    "SELECT (SELECT string_agg(DISTINCT owner, ',') FROM inboxwatch.message)",
    "SELECT DISTINCT owner FROM inboxwatch.message WHERE owner IN (SELECT owner FROM inboxwatch.meta)",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mode", ["force_generic_plan", "force_custom_plan", "auto"])
def test_a_prepared_plan_follows_the_role(here: Office, form: str, mode: str) -> None:
    """CVE-2024-10976: a plan made as one role must not serve another one."""
    with here.server.connect(database=here.database) as link:
        link.execute(f"SET plan_cache_mode = {mode}".encode())
        link.execute(f"PREPARE mine AS {form}".encode())
        for name in ("alice", "bo") * 4:
            link.execute(f"SET ROLE {here.login(name)}".encode())
            assert link.execute("EXECUTE mine").fetchall() == [(here.login(name),)]
        link.execute("SET ROLE inboxwatch_member")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("EXECUTE mine")


def test_a_cursor_and_a_transaction_follow_it_too(here: Office) -> None:
    with here.server.connect(database=here.database, autocommit=False) as link:
        for name in ("alice", "bo"):
            link.execute(f"SET LOCAL ROLE {here.login(name)}".encode())
            link.execute(f"DECLARE of_{name} CURSOR FOR SELECT DISTINCT owner FROM inboxwatch.message".encode())
        for name in ("alice", "bo"):  # whoever opened it, the rows are of who fetches
            assert link.execute(f"FETCH ALL FROM of_{name}".encode()).fetchall() == [(here.login("bo"),)]


def test_nothing_of_a_session_stays_behind_pgbouncer(here: Office, pgbouncer: PgBouncer) -> None:
    """A space that was asked for is gone after the transaction; one that somebody set for good is nobody else's."""
    people = here.login("desk")
    from inboxwatch.store import Store
    from inboxwatch.store.team.people import set_shared

    set_shared(here.admin_url, people, here.login("alice"), inside=True)
    asked = "SELECT inboxwatch.acting(current_user)"
    with here.connect("alice", pgbouncer) as first, here.connect("alice", pgbouncer) as second:
        with first.transaction():
            first.execute("SELECT set_config('inboxwatch.owner', %s, true)", (people,))
            assert first.execute(asked).fetchall() == [(people,)]
        assert {link.execute(asked).fetchall()[0][0] for link in (first, second) * 4} == {here.login("alice")}
        first.execute(f"SET inboxwatch.owner = '{people}'".encode())  # for the whole session, as nobody should
        with Store.open(here.url("alice", pgbouncer)) as store:
            store.set_meta("note", "of alice")
            assert store.meta("note") == "of alice"
        with here.connect() as link:
            found = link.execute("SELECT owner FROM inboxwatch.meta WHERE name = 'note'").fetchall()
        assert found == [(here.login("alice"),)]
        for _ in range(4):
            with here.connect("bo", pgbouncer) as other:
                assert other.execute(asked).fetchall() == [(here.login("bo"),)]


def test_functions_of_one_s_own_meet_no_rows_of_others(here: Office) -> None:
    """A cheap function in WHERE runs before costly conditions, but never before row-level security."""
    said: list[str] = []
    with here.connect("alice") as link:
        link.add_notice_handler(lambda notice: said.append(notice.message_primary or ""))
        link.execute(
            "CREATE FUNCTION pg_temp.spy(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
            "$$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("ALTER FUNCTION pg_temp.spy LEAKPROOF")
        link.execute("SELECT count(*) FROM inboxwatch.message WHERE pg_temp.spy(owner || subject)")
        link.execute("SELECT count(*) FROM inboxwatch.decision WHERE pg_temp.spy(owner)")
    assert said and all(here.login("alice") in line for line in said)


def test_shadows_in_the_search_path_change_nothing(here: Office) -> None:
    with here.connect("alice") as link:
        link.execute(
            "CREATE TEMP TABLE member (login text, team text, member bool, lead bool, worker bool, fresh bool)"
        )
        link.execute("INSERT INTO member VALUES (current_user, 'support', true, true, true, false)")
        link.execute("SET search_path = pg_temp, inboxwatch, pg_catalog")
        link.execute("SELECT set_config('inboxwatch.owner', %s, false)", (here.login("bo"),))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("SELECT count(*) FROM inboxwatch.message")


def _unique(here: Office) -> list[tuple[str, list[str]]]:
    """Tables with owners and the columns of each unique index."""
    with here.connect() as link:
        return link.execute(
            "SELECT cls.relname::text, array_agg(att.attname::text ORDER BY place) FROM pg_index ind "
            "JOIN pg_class cls ON cls.oid = ind.indrelid, "
            "unnest(ind.indkey::int2[]) WITH ORDINALITY AS k (number, place) "
            "JOIN pg_attribute att ON att.attnum = k.number "
            "WHERE att.attrelid = ind.indrelid AND ind.indisunique AND cls.relnamespace = 'inboxwatch'::regnamespace "
            "AND cls.relname IN (SELECT inboxwatch.owned()) GROUP BY cls.relname, ind.indexrelid"
        ).fetchall()


def test_every_key_begins_with_the_owner(here: Office) -> None:
    """So that no conflict, no foreign key and no index tells whether another's row is there."""
    assert len(_unique(here)) >= 10
    assert not [(table, columns) for table, columns in _unique(here) if columns[0] != "owner"]
    with here.connect() as link:
        foreign = link.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' "
            "AND connamespace = 'inboxwatch'::regnamespace AND conrelid::regclass::text IN "
            "(SELECT 'inboxwatch.' || inboxwatch.owned())"
        ).fetchall()
        beside = link.execute(
            "SELECT cls.relname::text, pg_get_indexdef(ind.indexrelid) FROM pg_index ind JOIN pg_class cls "
            "ON cls.oid = ind.indrelid WHERE cls.relname IN (SELECT inboxwatch.owned()) "
            "AND cls.relname NOT IN ('polled', 'tally') AND pg_get_indexdef(ind.indexrelid, 1, true) <> 'owner'"
        ).fetchall()
    assert len(foreign) >= 3
    to_teams = "FOREIGN KEY (team) REFERENCES inboxwatch.team(name)"  # which a trigger fills, not the owner
    assert not [words for _, words in foreign if not words.startswith(("FOREIGN KEY (owner, ", to_teams))]
    assert beside == []


def test_keys_of_others_cannot_be_probed(here: Office) -> None:
    """Writing a row with the key of another's row is as if theirs were not there."""
    with here.connect() as link:
        everything = team_cells.rows(link)
    with here.connect("alice") as link:
        for table in {table for table, _ in _unique(here)} - {"polled", "tally", "look"}:
            theirs = next(row for row in everything[table] if row["owner"] == here.login("bo"))
            mine = {**theirs, "owner": here.login("alice")}
            words = f"INSERT INTO inboxwatch.{table} SELECT * FROM jsonb_populate_record(NULL::inboxwatch.{table}, %s)"
            with suppress(psycopg.errors.ForeignKeyViolation), link.transaction(force_rollback=True):
                link.execute(f"DELETE FROM inboxwatch.{table}".encode())
                assert link.execute(words.encode(), (json.dumps(mine),)).rowcount == 1
            refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
            with refused as error, link.transaction(force_rollback=True):
                link.execute(words.encode(), (json.dumps(theirs),))
            assert "secret" not in str(error.value)
            with refused, link.transaction(force_rollback=True):
                link.execute(f"UPDATE inboxwatch.{table} SET owner = %s".encode(), (here.login("bo"),))


def _explained(link: psycopg.Connection[Any], words: str) -> str:
    rows = link.execute(f"EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) {words}".encode()).fetchall()
    return re.sub(r"'[^']*'|\(never executed\)", "?", "\n".join(row[0] for row in rows))


def test_explain_tells_no_more_of_a_word_that_others_have_than_of_one_that_nobody_has(here: Office) -> None:
    with here.connect() as link:
        link.execute("VACUUM ANALYZE")  # what the tests before left of alice's own rows would count
        every = {table: team_cells.columns(link, table) for table in team_cells.tables(link)}
    there, tried = here.login("bo"), 0
    with here.connect("alice") as link:
        for table, columns in every.items():
            names = [name for name, kind, _ in columns if kind == "text"]
            if not any(name == "owner" for name, _, _ in columns) or table in {"polled", "look"}:
                continue
            for name in names:
                theirs = "bos-secret" if (table, name) == ("decision", "mailbox") else f"{there}-secret"
                words = f"SELECT count(*) FROM inboxwatch.{table} WHERE {name} = '{{}}'"
                if (table, name) == ("tally", "team"):  # it has an index, so nobody may ask
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        link.execute(words.format("support").encode())
                    continue
                known = _explained(link, words.format(there if name == "owner" else theirs))
                assert known == _explained(link, words.format("nobody")), (table, name)
                tried += 1
    assert tried > 50
