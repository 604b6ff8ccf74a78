"""The store's file: private from its first moment, durable, never waiting for a reader, never written when damaged."""

from __future__ import annotations

import ast
import datetime as dt
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import inboxwatch.store
from inboxwatch.errors import StoreError
from inboxwatch.model import Decision, DecisionKind, Message
from inboxwatch.store import Filter, Store, files, migrate, quick, verdicts
from inboxwatch.store.filter import like
from inboxwatch.store.messages import message_table
from inboxwatch.store.tables import for_postgresql
from inboxwatch.watch import track
from tests.store_data import NOW, Traffic, message, rules

ROOT = Path(inboxwatch.store.__file__).parents[2]


def url(path: Path) -> str:
    """Where tests keep their store."""
    return f"sqlite:///{path}/data/deep/store.db"


def mode(path: Path) -> int:
    """Return the permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


# -- T15 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX")
def test_t15_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    """T15: store, -wal, -shm, lock 0600 and new folders 0700 under umask 0."""
    before = os.umask(0)
    try:
        with Store.open(url(tmp_path)) as store:
            store.add("work", [message(0)], "1")
            with store.exclusive():
                found = {path.name: mode(path) for path in store.path.parent.iterdir()}
    finally:
        os.umask(before)
    assert found == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm", "store.db.lock"), 0o600)
    assert mode(tmp_path / "data") == mode(tmp_path / "data" / "deep") == 0o700


@pytest.mark.server("strace")
def test_t15_no_world_readable_moment(tmp_path: Path) -> None:
    """T15: every file is created with its mode, not changed afterwards."""
    script = (
        "import os, sys; os.umask(0)\n"
        "from inboxwatch.store import Store\n"
        "with Store.open(sys.argv[1]) as s: s.add('work', [], '1')"
    )
    log = tmp_path / "trace"
    trace = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat"]
    subprocess.run([*trace, sys.executable, "-c", script, url(tmp_path)], check=True, cwd=ROOT, timeout=120)
    ours = [line for line in log.read_text().splitlines() if str(tmp_path) in line]
    created = [line for line in ours if "O_CREAT" in line and "ENOENT" not in line]
    assert len(created) >= 3
    for line in created:
        assert ", 0600)" in line, line
    made = [line for line in ours if "mkdir" in line]
    assert len(made) == 2
    assert all(", 0700)" in line for line in made)


# -- R19, R14 ----------------------------------------------------------------------------------------------------------


def test_r19_commits_survive_a_power_cut(tmp_path: Path) -> None:
    """R19: synchronous is FULL (2) on the connection that writes, in WAL mode, with what is deleted overwritten."""
    with Store.open(url(tmp_path)) as store, store.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "secure_delete", "foreign_keys")
        }
    assert pragmas == {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1}


WRITER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from inboxwatch.store import Store
from tests.store_data import message
end = time.monotonic() + float(sys.argv[3])
number = slowest = 0
with Store.open(sys.argv[1]) as store:
    while time.monotonic() < end:
        started = time.monotonic()
        store.add("work", [message(number + n, mailbox="work") for n in range(20)], str(number))
        slowest = max(slowest, time.monotonic() - started)
        number += 20
print(number, slowest)
"""


def test_r14_reader_and_writer_never_lock_each_other_out(tmp_path: Path) -> None:
    """R14: one process writes, this one reads and decides all the while: nothing is locked, no write waits a second."""
    with Store.open(url(tmp_path)) as store:
        store.add("work", [message(0)], "0")
    command = [sys.executable, "-c", WRITER, url(tmp_path), str(ROOT), "3"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    reads = 0
    with Store.open(url(tmp_path)) as store:
        while writer.poll() is None:
            with quick.opened(url(tmp_path)) as fast:
                assert fast is not None
                fast.waiting(dt.datetime.now(dt.UTC), 10)
            assert sum(1 for _ in store.messages()) >= 1
            reads += 1
            if reads % 10 == 0:
                store.decide(Decision(DecisionKind.DISMISS, "work", "key-0", NOW))
    said, _ = writer.communicate(timeout=60)
    assert writer.returncode == 0
    number, slowest = said.split()
    assert int(number) > 20
    assert float(slowest) < 1
    assert reads > 10


def test_a_second_pass_waits_and_then_says_so(tmp_path: Path) -> None:
    with Store.open(url(tmp_path)) as one, Store.open(url(tmp_path)) as other, one.exclusive():
        started = time.monotonic()
        with pytest.raises(StoreError, match="Another inboxwatch is reading"), other.exclusive(patience=0.2):
            raise AssertionError
        assert 0.2 <= time.monotonic() - started < 5
    with Store.open(url(tmp_path)) as other, other.exclusive(patience=0):
        pass


# -- R16 ---------------------------------------------------------------------------------------------------------------


def bad_files() -> dict[str, bytes]:
    """Files that are no store."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE bookmarks (name TEXT)")
        connection.commit()
        foreign = connection.serialize()
    return {"empty": b"", "garbage": b"\x00\xffnonsense" * 5000, "short": b"SQLite", "foreign": foreign}


@pytest.mark.parametrize("kind", ["empty", "garbage", "short", "foreign"])
def test_r16_a_file_that_is_no_store_is_left_alone(tmp_path: Path, kind: str) -> None:
    """R16: nothing is written, and the sentence says what to do."""
    path = tmp_path / "store.db"
    path.write_bytes(bad_files()[kind])
    before = path.read_bytes()
    for attempt in (lambda: Store.open(f"sqlite:///{path}"), lambda: quick.opened(f"sqlite:///{path}").__enter__()):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert "untouched" in caught.value.remedy
        assert f"mv {path}" in caught.value.remedy
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"store.db"}


def test_r16_damaged_pages_are_one_sentence(tmp_path: Path) -> None:
    """R16: whatever is asked of a damaged store, it is StoreError and never a traceback of the database's."""
    with Store.open(url(tmp_path)) as store:
        store.add("work", Traffic(1, 400).messages, "1")
        track(store, rules(), NOW)
        store.check()
    path = store.path
    with path.open("r+b") as file:
        for page in range(35, path.stat().st_size // 4096):  # the first hold the schema and its number
            file.seek(page * 4096)
            file.write(os.urandom(64))
    with Store.open(url(tmp_path)) as store:
        for ask in (store.check, store.count, store.requests, lambda: list(store.messages()), lambda: store.find("a")):
            with pytest.raises(StoreError, match=r"store\.db is damaged\. It was left untouched") as caught:
                ask()
            assert f"mv {path}" in caught.value.remedy
        with pytest.raises(StoreError):
            store.add("work", Traffic(2, 300).messages, "2")


def test_a_store_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="No store can be made"):
        Store.open(f"sqlite:///{tmp_path}/file/store.db")
    with pytest.raises(StoreError, match="not supported"):
        Store.open("mysql://host/db")
    with pytest.raises(StoreError, match="no store at"), quick.opened(f"sqlite:///{tmp_path}/none.db"):
        raise AssertionError
    with pytest.raises(StoreError, match="no store at"):
        Store.open(f"sqlite:///{tmp_path}/none.db", readonly=True)


def test_default_place_is_the_users_data_folder(home: Path) -> None:
    assert files.path_of(files.default_url()).is_relative_to(home)


def test_readonly_never_writes(tmp_path: Path) -> None:
    with Store.open(url(tmp_path)) as store:
        store.add("work", [message(0)], "1")
    with Store.open(url(tmp_path), readonly=True) as store:
        assert store.count() == 1
        with pytest.raises(StoreError, match="cannot be opened or written"):
            store.add("work", [message(1)], "2")


# -- migrations --------------------------------------------------------------------------------------------------------


def schema(path: Path) -> list[tuple[object, ...]]:
    """Return tables, columns, keys and indexes, however the SQL was laid out."""
    found: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for pragma in ("table_info", "foreign_key_list", "index_list"):
                rows = connection.execute(f"PRAGMA {pragma}({table})").fetchall()
                found += [(table, pragma, *(row[1:] if pragma == "index_list" else row)) for row in rows]
        for row in connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'").fetchall():
            columns = connection.execute(f"PRAGMA index_info({row[0]})").fetchall()
            found.append((*row, *columns))
    return sorted(found, key=repr)


def test_migrations_make_what_a_new_store_is(tmp_path: Path) -> None:
    with Store.open(url(tmp_path)) as store:
        new = store.path
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.commit()
    migrate.migrate(old, "0000")
    assert schema(old) == schema(new)
    assert files.schema_of(old) == files.SCHEMA


def first_schema(tmp_path: Path, new: Path) -> Path:
    """Make a store as the first schema had it, with the rows of `new`."""
    old = tmp_path / "first.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.commit()
    migrate.migrate(old, "0000", head="0001")
    (tmp_path / "first.db.backup-0000").unlink()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if table != "alembic_version":
                columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
                connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
        connection.commit()
    return old


def test_r18_a_store_of_the_first_schema_learns_languages(tmp_path: Path) -> None:
    """R18: messages and requests of schema 0001 stay as they were; what is judged from now on has a language."""
    with Store.open(url(tmp_path)) as store:
        store.add("work", [spoken(message, "de") for message in Traffic(4, 50).messages], "1")
        track(store, rules(), NOW)
        new, messages, requests = store.path, list(store.messages()), store.requests()
    assert requests
    assert {request.language for request in requests} == {"de"}
    old = first_schema(tmp_path, new)
    with Store.open(f"sqlite:///{old}") as store:
        assert files.schema_of(old) == files.SCHEMA
        assert list(store.messages()) == [spoken(message, "") for message in messages]
        assert store.requests() == [replace(request, language="") for request in requests]
        assert store.pending() == 0
        assert track(store, rules(), NOW).reason == ""
        store.reclassify([spoken(message, "pl") for message in messages[:1]])
        assert {message.verdict.language for message in store.messages()} == {"", "pl"}
    assert schema(old) == schema(new)
    assert len(migrate.backups(old)) == 1


def spoken(message: Message, language: str) -> Message:
    """The message in another language."""
    return replace(message, verdict=replace(message.verdict, language=language))


AFTER = f"{int(files.SCHEMA) + 1:04}"
"""The migration that comes next, whichever that is."""
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{after}", "{before}"
branch_labels = depends_on = None
def upgrade():
    op.add_column("decision", sa.Column("note", sa.Text(), server_default="", nullable=False))
    {extra}
"""


def older(tmp_path: Path, extra: str = "pass") -> tuple[Path, Path]:
    """Make a store of this version and a folder with the migration to the next one."""
    with Store.open(url(tmp_path)) as store:
        store.add("work", Traffic(4, 50).messages, "1")
        track(store, rules(), NOW)
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / f"m{AFTER}_next.py").write_text(NEXT.format(extra=extra, before=files.SCHEMA, after=AFTER))
    return store.path, versions


def test_r18_an_older_store_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    """R18: every row survives, the backup is the store as it was, private too."""
    path, versions = older(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    migrate.migrate(path, files.SCHEMA, head=AFTER, versions=(versions,))
    (backup,) = migrate.backups(path)
    assert mode(backup) == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        assert list(connection.iterdump()) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*), min(note) FROM decision").fetchone() == (0, None)
        assert connection.execute("SELECT count(*) FROM message").fetchone() == (50,)
    assert files.schema_of(path) == AFTER


def test_r18_a_failed_upgrade_changes_nothing(tmp_path: Path) -> None:
    """R18: all or nothing."""
    path, versions = older(tmp_path, extra="raise RuntimeError")
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    with pytest.raises(RuntimeError):
        migrate.migrate(path, files.SCHEMA, head=AFTER, versions=(versions,))
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
    with Store.open(url(tmp_path)) as store:
        assert store.count() == 50


def test_r18_a_newer_store_is_refused_unwritten(tmp_path: Path) -> None:
    """R18: an older program on a newer schema refuses and writes nothing."""
    with Store.open(url(tmp_path)) as store:
        path = store.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer inboxwatch") as caught:
        Store.open(url(tmp_path))
    assert caught.value.exit_code == 1
    with quick.opened(url(tmp_path)) as fast:
        assert fast is None
    assert path.read_bytes() == before


def test_an_older_store_opened_readonly_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="older version"):
        migrate.migrate(tmp_path / "store.db", "0000", readonly=True)


def test_a_kill_while_making_a_store_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    """R1: the store gets its name when it is complete; a leftover of a killed run is in nobody's way."""
    with Store.open(url(tmp_path)) as store:
        path = store.path
    leftover = path.with_name(f".{path.name}.{os.getpid()}.new")
    shutil.copy(path, leftover)
    path.unlink()
    with Store.open(url(tmp_path)) as store:
        assert store.count() == 0
    assert not leftover.exists()


# -- T18 and PostgreSQL ------------------------------------------------------------------------------------------------


def _composed(value: ast.expr) -> bool:
    """Whether this is psycopg's `SQL(...)`, whose `format` quotes names and values."""
    return isinstance(value, ast.Call) and getattr(value.func, "attr", getattr(value.func, "id", "")) == "SQL"


def test_t18_no_sql_is_built_from_values() -> None:
    """T18: what reaches the database is a constant of ours or a statement that binds its values."""
    asked = {"execute", "exec_driver_sql", "executemany", "text", "scalars", "scalar", "executescript"}
    checked = 0
    for path in sorted(Path(inboxwatch.store.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            if node.func.attr not in asked:
                continue
            statement = node.args[0]
            checked += 1
            built = isinstance(statement, ast.JoinedStr | ast.BinOp) or (
                isinstance(statement, ast.Call)
                and isinstance(statement.func, ast.Attribute)
                and statement.func.attr in {"format", "join", "replace"}
                and not _composed(statement.func.value)
            )
            assert not built, f"{path.name}:{statement.lineno} builds SQL"
    assert checked > 30


PAYLOADS = ("'; DROP TABLE message; --", '" OR 1=1', "%' OR '1'='1", "\\' ESCAPE", "_%_", "Robert'); DELETE FROM link;")


def test_t18_payloads_in_every_field_and_filter_change_no_schema(tmp_path: Path) -> None:
    """T18."""
    with Store.open(url(tmp_path)) as store:
        before = schema(store.path)
        for number, bad in enumerate(PAYLOADS):
            texts = dict.fromkeys(("message_id", "sender", "sender_name", "subject", "subject_key", "ref"), bad)
            odd = message(number, mailbox=bad, key=bad, to=(bad,), **texts)
            store.add(bad, [odd], bad)
            store.failed(bad, NOW, bad)
            track(store, rules(), NOW)
            wanted = Filter(mailbox=bad, department=bad, sender=bad)
            assert store.requests(wanted) == []
            with quick.opened(url(tmp_path)) as fast:
                assert fast is not None
                assert fast.requests(wanted) == []
                assert fast.find(bad) == []
            assert store.find(bad) == []
            assert store.cursor(bad) == bad
        assert store.forget("a'; DROP TABLE message; --@x") == 0
        assert store.count() == len(PAYLOADS)
        assert schema(store.path) == before
    assert like("50%_\\") == "50\\%\\_\\\\"


def test_tables_and_indexes_are_sql_that_postgresql_knows() -> None:
    """The store moves to PostgreSQL later: nothing here may be particular to SQLite."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for_postgresql()
    written = []
    for table in SQLModel.metadata.sorted_tables:
        written.append(str(CreateTable(table).compile(dialect=dialect)))
        written += [str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes]
    whole = "\n".join(written)
    assert "WITHOUT ROWID" not in whole
    assert whole.count("BIGSERIAL") == 2
    assert "WHERE ended_at IS NULL" in whole
    columns = [column for table in SQLModel.metadata.sorted_tables for column in table.c]
    assert not any(isinstance(column.type, sa.DateTime) for column in columns), "instants are whole seconds"


def test_opening_a_store_loads_no_database_but_its_own() -> None:
    script = (
        "import sys\nimport inboxwatch.store.store\n"
        "print([name for name in sys.modules if name.startswith('sqlalchemy.dialects.postgresql')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("mailbox", ["", "work"])
def test_what_an_older_classifier_judged_is_found_without_looking_at_every_message(
    tmp_path: Path, mailbox: str
) -> None:
    statement = sa.select(sa.func.count()).select_from(message_table).where(*verdicts._older(mailbox, "rules-1", None))
    words = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with Store.open(url(tmp_path)) as store, store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}").all()
    assert sum("message_version" in row[-1] for row in plan) == 2, plan
