"""`team init`, `upgrade`, `add`, `remove`, `list`, `shared`, `password` on a real PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.store.team.install import safe
from tests.integration.team_office import Office, office
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    with office(postgres) as made:
        yield made


def run(url: str, *words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["--store", url, "team", *words], input=stdin)


def test_init_says_what_it_did_and_does_it_once(postgres: Postgres) -> None:
    name = postgres.create_database()
    first = run(postgres.url(database=name), "init")
    again = run(postgres.url(database=name), "init")
    upgraded = run(postgres.url(database=name), "upgrade")
    assert (first.exit_code, again.exit_code, upgraded.exit_code) == (0, 0, 0), first.stderr + again.stderr
    assert f"made in {name}" in first.stderr
    assert "already" in again.stderr and "already" in upgraded.stderr
    postgres.drop_database(name)


def test_upgrade_makes_no_store_where_there_is_none(postgres: Postgres) -> None:
    name = postgres.create_database()
    result = run(postgres.url(database=name), "upgrade")
    assert result.exit_code == 1 and "team init" in result.stderr
    postgres.drop_database(name)


@pytest.mark.parametrize(
    ("version", "fit"),
    [(140020, False), (150013, False), (150014, True), (160009, False), (170006, True), (180000, True), (190001, True)],
)
def test_servers_with_known_holes_are_refused(version: int, fit: bool) -> None:
    assert safe(version) is fit


def test_init_needs_an_administrator(here: Office) -> None:
    here.add("alice")
    result = run(here.url("alice"), "init")
    assert result.exit_code == 1 and "administrator" in result.stderr


def test_a_database_owner_who_is_no_superuser_can_set_up(postgres: Postgres) -> None:
    secret = postgres.login("hoster")
    with postgres.connect() as link:
        link.execute("ALTER ROLE hoster CREATEROLE")
        link.execute("CREATE DATABASE hosted OWNER hoster")
    url = postgres.url("hoster", secret, database="hosted")
    for words in (("init",), ("upgrade",), ("add", "guest_of_hoster", "--team", "t")):
        result = run(url, *words)
        assert result.exit_code == 0, result.stderr
    with postgres.connect("hoster", secret, database="hosted") as link:
        groups = link.execute(
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'hoster'::regrole"
        ).fetchall()
        assert groups == [("inboxwatch_admin",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("SELECT count(*) FROM inboxwatch.message")
    assert run(url, "remove", "guest_of_hoster", "--yes").exit_code == 0
    postgres.drop_database("hosted")
    with postgres.connect() as link:
        link.execute("DROP ROLE hoster")


def test_a_new_member_gets_a_password_that_opens_nothing_before_it_is_changed(here: Office) -> None:
    login = here.login("carol")
    added = run(here.admin_url, "add", login, "--team", "support", "--address", "carol@corp.example")
    first = added.stdout.strip()
    assert added.exit_code == 0 and len(first) >= 20, added.stderr
    url = here.server.url(login, first, database=here.database)
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="first password")
    with here.server.connect(login, first, database=here.database) as link, refused:
        link.execute("SELECT inboxwatch.acting(current_user)")
    changed = run(url, "password", "--stdin", stdin="carols-own-secret\n")
    assert changed.exit_code == 0, changed.stderr
    with here.server.connect(login, "carols-own-secret", database=here.database) as link:
        assert link.execute("SELECT count(*) FROM inboxwatch.message").fetchall() == [(0,)]
    with pytest.raises(psycopg.OperationalError):
        here.server.connect(login, first, database=here.database)
    again = run(here.admin_url, "add", login, "--team", "support")
    assert again.exit_code == 0 and again.stdout == "" and "changed" in again.stderr


def test_list_shows_each_what_is_theirs_to_see(here: Office) -> None:
    here.add("alice", "bo", team="support")
    here.add("lea", team="support", lead=True)
    here.add("zoe", team="sales")
    here.add("ops", member=False, admin=True)

    def seen(name: str) -> set[str]:
        result = run(here.url(name), "list", "--json")
        assert result.exit_code == 0, result.stderr
        return {person["login"].partition("_")[0] for person in json.loads(result.stdout)["people"]}

    assert seen("alice") == {"alice", "lea"}
    assert seen("lea") == {"alice", "bo", "lea"}
    assert seen("zoe") == {"zoe"}
    assert seen("ops") == {"alice", "bo", "lea", "zoe", "ops"}
    assert "lead" in run(here.url("alice"), "list").stdout


def test_only_admins_manage(here: Office) -> None:
    here.add("alice", team="support")
    here.add("lea", team="support", lead=True)
    here.add("ops", member=False, admin=True)
    for name in ("alice", "lea"):
        for words in (
            ("add", here.login("eve")),
            ("remove", here.login("zoe"), "--yes"),
            ("shared", "m", "--with", "x"),
        ):
            assert run(here.url(name), *words).exit_code == 1
    assert run(here.url("ops"), "add", here.login("eve"), "--team", "support").exit_code == 0
    assert run(here.url("ops"), "remove", here.login("eve"), "--yes").exit_code == 0
    assert run(here.url("ops"), "remove", here.login("ops"), "--yes").exit_code == 1


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("inboxwatch_owner", ()),
        ("pg_monitor", ()),
        ("a b", ()),
        ("x" * 64, ()),
        ('"; DROP ROLE postgres; --', ()),
        ("lone_lead", ("--lead",)),
        ("two_hats", ("--lead", "--admin", "--team", "t")),
        ("two_caps", ("--worker", "--admin")),
    ],
)
def test_names_and_offices_that_cannot_be(here: Office, name: str, options: tuple[str, ...]) -> None:
    result = run(here.admin_url, "add", *options, "--", name)
    assert result.exit_code == 1, result.stderr
    assert "cannot be" in result.stderr and "bug" not in result.stderr


def test_whoever_goes_past_row_level_security_has_no_space(here: Office) -> None:
    """Their store would be everybody's."""
    from inboxwatch.errors import StoreError
    from inboxwatch.store import Store

    here.add("alice")
    with Store.open(here.url("alice")) as store:
        store.set_meta("note", "mine")
    for readonly in (True, False):
        with pytest.raises(StoreError, match="everybody's rows"):
            Store.open(here.admin_url, readonly=readonly)
    added = run(here.admin_url, "add", "postgres")
    assert added.exit_code == 1 and "everybody's rows" in added.stderr
    here.administrator.execute(f"ALTER ROLE {here.login('alice')} BYPASSRLS".encode())
    with pytest.raises(StoreError, match="everybody's rows"):
        Store.open(here.url("alice"))


def test_a_shared_mailbox_is_open_to_its_members_alone(here: Office) -> None:
    here.add("alice", "bo")
    desk = here.login("desk")
    assert run(here.admin_url, "shared", desk, "--with", here.login("alice")).exit_code == 0
    ask = f"SELECT set_config('inboxwatch.owner', '{desk}', true), inboxwatch.acting(current_user)"
    with here.connect("alice", autocommit=False) as link:
        link.execute(f"SELECT set_config('inboxwatch.owner', '{desk}', true)".encode())
        assert link.execute("SELECT inboxwatch.acting(current_user)").fetchall() == [(desk,)]
    with here.connect("bo") as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(ask.encode())
    assert run(here.admin_url, "shared", desk, "--without", here.login("alice")).exit_code == 0
    with here.connect("alice") as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(ask.encode())
    assert run(here.admin_url, "add", desk).exit_code == 1
    assert run(here.admin_url, "remove", desk, "--shared", "--yes").exit_code == 0


def test_removing_erases_rows_and_login(here: Office) -> None:
    from inboxwatch.store import Store

    here.add("alice", "bo")
    for name in ("alice", "bo"):
        with Store.open(here.url(name)) as store:
            store.set_meta("note", "mine")
    result = run(here.admin_url, "remove", here.login("alice"), "--yes")
    assert result.exit_code == 0 and "2 rows erased" in result.stderr, result.stderr
    with here.connect() as link:
        assert link.execute("SELECT DISTINCT owner FROM inboxwatch.meta").fetchall() == [(here.login("bo"),)]
    assert run(here.admin_url, "remove", here.login("alice"), "--yes").exit_code == 1
