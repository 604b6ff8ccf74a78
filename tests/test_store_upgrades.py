"""R18: from the schema of every earlier version, with rows in it, to the newest; in a file and in a shared store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.errors import StoreError
from inboxwatch.store import Store, files, migrate, quick, sqlite
from inboxwatch.store.tables import MessageTable
from tests.engines import Rows, Shared

if TYPE_CHECKING:
    from sqlalchemy import Connection

assert MessageTable.__table__ is not None  # type: ignore[attr-defined]  # fills the metadata
EARLIER = [f"{number:04}" for number in range(1, int(files.SCHEMA))]
OWNERS = ("alice", "bo")
ROWS = 7
BROKEN = """
revision, down_revision = "9999", "{before}"
branch_labels = depends_on = None
def upgrade():
    from alembic import op
    import sqlalchemy as sa
    op.add_column("decision", sa.Column("note", sa.Text(), server_default="", nullable=False))
    raise RuntimeError("broken")
"""


def invented(kind: sa.types.TypeEngine[Any], number: int) -> object:
    """A value for a column, another one for each row."""
    if isinstance(kind, sa.LargeBinary):
        return bytes([number, 0, 255])
    return f"é'{number}" if isinstance(kind, sa.String) else number


def ours(connection: Connection) -> list[sa.Table]:
    """Tables of a person's store, with the columns that they have now."""
    there = sa.MetaData()
    there.reflect(connection, only=lambda name, _: name in SQLModel.metadata.tables)
    return there.sorted_tables


def fill(connection: Connection, owners: tuple[str, ...] = ()) -> None:
    """Put rows into every table as it is there; those of all owners have the same keys."""
    for table in ours(connection):
        for owner in owners or ("",):
            for number in range(1, ROWS + 1):
                row = {c.name: invented(c.type, number) for c in table.columns} | ({"owner": owner} if owner else {})
                connection.execute(sa.insert(table).values(**row))


def rows(connection: Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, in order."""
    found: dict[str, list[dict[str, object]]] = {}
    for table in ours(connection):
        each = connection.execute(sa.select(table)).mappings().all()
        found[table.name] = sorted((dict(row) for row in each), key=repr)
    return found


def kept(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> None:
    """Every row and every value of before is there; what is new in a table is beside it."""
    for name, old in before.items():
        bare = [{column: row[column] for column in old[0] if column != "first_success"} for row in after[name]]
        was = [{column: value for column, value in row.items() if column != "first_success"} for row in old]
        assert sorted(bare, key=repr) == sorted(was, key=repr), name


@pytest.mark.parametrize("earlier", EARLIER)
def test_r18_a_file_of_any_earlier_schema_keeps_every_row(tmp_path: Path, earlier: str) -> None:
    path = tmp_path / "store.db"
    path.touch(mode=0o600)
    from alembic import command

    engine = sqlite.engine_for(path)
    with sqlite.transaction(engine, path, writing=True) as connection:
        command.upgrade(migrate.config(connection), earlier)
        fill(connection)
        before = rows(connection)
    engine.dispose()
    assert files.schema_of(path) == earlier
    with Store.open(f"sqlite:///{path}") as store, store.reading() as connection:
        kept(before, rows(connection))
    with Store.open(f"sqlite:///{tmp_path}/new.db"):
        assert shape(path) == shape(tmp_path / "new.db")


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Columns of each table and index of a file, whatever order and words they were made in."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for name, kind in connection.execute("SELECT name, type FROM sqlite_schema WHERE sql IS NOT NULL").fetchall():
            pragma = "table_info" if kind == "table" else "index_info"
            listed = connection.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)).fetchall()  # noqa: S608
            found[name] = sorted(row[1:4] if kind == "table" else row[2:] for row in listed)
    return found


# -- a shared store ----------------------------------------------------------------------------------------------------


@dataclass
class Place:
    """A database of its own whose tables are of an earlier schema."""

    shared: Shared
    database: str

    @property
    def admin_url(self) -> str:
        return self.shared.server.url(database=self.database)

    def url(self, login: str = "alice") -> str:
        return self.shared.server.url(login, "secret", database=self.database)

    def administering(self) -> Any:  # noqa: ANN401 - a context manager of a connection
        from inboxwatch.store.postgres.schema import administering

        return administering(self.admin_url)

    def install(self, *, only_upgrade: bool = True) -> None:
        from inboxwatch.store.team.install import install

        install(self.admin_url, only_upgrade=only_upgrade)

    def go_back(self, earlier: str) -> None:
        """Make the tables of an earlier schema instead of the newest ones."""
        from inboxwatch.store.postgres.layer import lay
        from inboxwatch.store.postgres.schema import upgrade

        with self.administering() as connection:
            for name in (*SQLModel.metadata.tables, "alembic_version"):
                connection.execute(sa.text(f'DROP TABLE inboxwatch."{name}" CASCADE'))
            connection.execute(sa.text("SET LOCAL ROLE inboxwatch_owner"))
            upgrade(connection, earlier)
            lay(connection)
            connection.execute(sa.text("GRANT SELECT ON alembic_version TO inboxwatch_member"))

    def shape(self) -> Rows:
        """Columns, constraints, indexes, policies and triggers, whatever order they were made in."""
        asked = {
            "columns": "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM "
            "information_schema.columns WHERE table_schema = 'inboxwatch'",
            "constraints": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'inboxwatch'::regnamespace",
            "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'inboxwatch'",
            "policies": "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies",
            "security": "SELECT relname, relrowsecurity, relforcerowsecurity, "
            "(SELECT array_agg(each::text ORDER BY each::text) FROM unnest(relacl) each) FROM pg_class "
            "WHERE relnamespace = 'inboxwatch'::regnamespace AND relkind = 'r'",
            "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        }
        with self.administering() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(sa.text(words))), key=repr)
                for name, words in asked.items()
            }


@pytest.fixture
def place(shared_place: Shared) -> Iterator[Place]:
    """A database with a shared store and two members."""
    made = Place(shared_place, shared_place.server.create_database())
    made.install(only_upgrade=False)
    with shared_place.server.connect(database=made.database) as link:
        for owner in OWNERS:
            known = link.execute("SELECT FROM pg_roles WHERE rolname = %s", (owner,)).fetchone()
            if known is None:
                shared_place.server.login(owner, "secret", groups=("inboxwatch_member",))
            link.execute("INSERT INTO inboxwatch.member (login, member) VALUES (%s, true)", (owner,))
    yield made
    shared_place.server.drop_database(made.database)


@pytest.mark.server("postgresql")
@pytest.mark.parametrize("earlier", EARLIER)
def test_r18_a_shared_store_of_any_earlier_schema_keeps_every_row(place: Place, earlier: str) -> None:
    """The migrations run over the rows of all owners at once, and end where a new store begins."""
    wanted = place.shape()
    place.go_back(earlier)
    with place.administering() as connection:
        fill(connection, OWNERS)
        before = rows(connection)
    with pytest.raises(StoreError, match="older version"):
        Store.open(place.url())
    with quick.opened(place.url()) as nothing:
        assert nothing is None
    place.install()
    with place.administering() as connection:
        after = rows(connection)
    kept(before, after)
    if "mailbox" in before and "first_success" not in before["mailbox"][0]:
        assert all(row["first_success"] == row["last_success"] for row in after["mailbox"]), "those of all owners"
    assert place.shape() == wanted
    with Store.open(place.url()) as store:
        assert store.count() == ROWS
        assert store.purge(store_end()) == ROWS
        assert store.count() == 0
    with place.administering() as connection:
        left = rows(connection)
    assert {row["owner"] for row in left["message"]} == {row["owner"] for row in left["link"]} == {"bo"}
    place.install()
    assert place.shape() == wanted


def store_end() -> Any:  # noqa: ANN401 - an instant
    """After everything."""
    import datetime as dt

    return dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


@pytest.mark.server("postgresql")
def test_r18_an_upgrade_that_fails_changes_nothing(place: Place, tmp_path: Path) -> None:
    from inboxwatch.store.postgres.address import parse
    from inboxwatch.store.postgres.schema import prepare

    (tmp_path / "m9999_broken.py").write_text(BROKEN.format(before=files.SCHEMA))
    with place.administering() as connection:
        fill(connection, OWNERS)
        before = rows(connection)
    wanted = place.shape()
    with pytest.raises(RuntimeError, match="broken"), place.administering() as connection:
        prepare(connection, parse(place.admin_url), head="9999", versions=(tmp_path,))
    assert place.shape() == wanted
    with place.administering() as connection:
        assert rows(connection) == before


@pytest.mark.server("postgresql")
def test_r18_a_newer_shared_store_is_refused_unwritten(place: Place) -> None:
    """Also by whoever had it open when it was upgraded."""
    with Store.open(place.url()) as store:
        store.set_meta("some", "thing")
        with place.administering() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        for attempt in (lambda: store.set_meta("some", "other"), store.count, lambda: Store.open(place.url())):
            with pytest.raises(StoreError, match="newer inboxwatch"):
                attempt()
        with pytest.raises(StoreError, match="newer inboxwatch"):
            place.install()
    with quick.opened(place.url()) as nothing:
        assert nothing is None
    with place.administering() as connection:
        assert connection.scalar(sa.text("SELECT value FROM meta WHERE owner = 'alice' AND name = 'some'")) == "thing"


@pytest.mark.server("postgresql")
def test_a_database_without_a_store_says_whom_to_ask(shared_place: Shared) -> None:
    url = shared_place.server.url(shared_place.login, shared_place.password, database="postgres")
    with pytest.raises(StoreError, match="holds no inboxwatch yet") as caught:
        Store.open(url)
    assert "team init" in caught.value.remedy
