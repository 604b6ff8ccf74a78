"""The fixtures for PostgreSQL and pgbouncer do what the tests on them take for granted."""

from __future__ import annotations

import psycopg
import pytest

from tests.servers.postgres import PgBouncer, Postgres, pgbouncer, postgres

__all__ = ["pgbouncer", "postgres"]

pytestmark = pytest.mark.server("postgresql", "pgbouncer")


def test_sessions_are_encrypted_and_passwords_real(postgres: Postgres) -> None:
    with postgres.connect(sslmode="verify-full", sslrootcert=str(postgres.ca)) as link:
        assert link.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone() == (True,)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        postgres.connect("postgres", "wrong")


def test_pgbouncer_pools_by_transaction_and_learns_new_logins(postgres: Postgres, pgbouncer: PgBouncer) -> None:
    secret = postgres.login("newcomer")
    name = postgres.create_database()
    with pgbouncer.connect("newcomer", secret, database=name) as first:
        first.execute("SET application_name = 'mine'")
        pids = {first.execute("SELECT pg_backend_pid(), current_user").fetchall()[0] for _ in range(3)}
        with pgbouncer.connect("newcomer", secret, database=name) as second:
            shared = second.execute("SELECT pg_backend_pid(), current_user").fetchall()[0]
    assert shared in pids
    assert {user for _, user in (pids | {shared})} == {"newcomer"}


def test_a_killed_server_comes_back_with_what_was_committed() -> None:
    with Postgres() as server:
        with server.connect() as link:
            link.execute("CREATE TABLE kept (n int)")
            link.execute("INSERT INTO kept VALUES (1)")
        server.crash()
        server.resume()
        with server.connect() as link:
            assert link.execute("SELECT n FROM kept").fetchall() == [(1,)]
