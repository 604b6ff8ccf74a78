"""A backup by PostgreSQL's own tools holds everything, and who may see what, too (docs/team.md)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from inboxwatch.store import Store
from inboxwatch.store.team.install import install
from tests.integration.team_office import office
from tests.servers.postgres import ADMIN, PASSWORD, Postgres, postgres, programs

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


def _tool(server: Postgres, name: str, *words: str, user: str = ADMIN, password: str = PASSWORD) -> str:
    """Run one of PostgreSQL's programs; what it says on stderr."""
    command = [str(programs() / name), "-h", server.host, "-p", str(server.port), "-U", user, *words]
    done = subprocess.run(
        command, env={**os.environ, "PGPASSWORD": password}, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""


def test_a_restored_backup_is_the_same_store(postgres: Postgres, tmp_path: Path) -> None:
    dump = tmp_path / "inboxwatch.dump"
    restored = postgres.create_database()
    with office(postgres) as here:
        here.add("alice", "bo", team="support")
        here.add("lea", team="support", lead=True)
        for name in ("alice", "bo"):
            with Store.open(here.url(name)) as store:
                store.set_meta("note", f"of {name}")
        refused = _tool(
            postgres,
            "pg_dump",
            "-Fc",
            "-f",
            str(dump),
            here.database,
            user=here.login("alice"),
            password=here.passwords["alice"],
        )
        assert "permission denied" in refused or "row-level security" in refused
        assert _tool(postgres, "pg_dump", "-Fc", "-f", str(dump), here.database) == ""
        assert _tool(postgres, "pg_restore", "-d", restored, str(dump)) == ""
        install(postgres.url(database=restored), only_upgrade=True)
        for name in ("alice", "bo"):
            with Store.open(postgres.url(here.login(name), here.passwords[name], database=restored)) as store:
                assert store.meta("note") == f"of {name}"
        with postgres.connect(here.login("lea"), here.passwords["lea"], database=restored) as link:
            assert link.execute("SELECT owner FROM inboxwatch.meta").fetchall() == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM inboxwatch.published")
        postgres.drop_database(restored)
