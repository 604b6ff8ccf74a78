"""A private PostgreSQL and a private pgbouncer for tests and benchmarks: unprivileged, on loopback, gone afterwards.

In a test take the session's fixtures (register them with ``from tests.servers.postgres import pgbouncer, postgres``),
mark the test ``@pytest.mark.server("postgresql")`` or ``("postgresql", "pgbouncer")``, and take a database of its own,
as roles belong to the whole server and outlive a database::

    name = postgres.create_database()
    url = postgres.url("postgres", database=name)          # the administrator; `sqlalchemy` URL over TCP
    with postgres.connect(database=name) as link: ...      # psycopg, autocommit

Or an own server, which may be killed and started again: ``with Postgres(fsync=True) as server: server.crash(); …``.
Passwords are real (SCRAM over TCP and over the socket), TLS is offered with a certificate for localhost and 127.0.0.1
(`ca` is its authority's file), and pgbouncer pools by transaction, the mode in which nothing of a session may be kept.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.servers.certificates import Authority
from tests.servers.programs import Program, account, drop, find_program, free_port, give, public_folder, running
from tests.servers.served import ADMIN, PASSWORD, Served, answers, programs

__all__ = ["ADMIN", "PASSWORD", "PgBouncer", "Postgres", "pgbouncer", "postgres", "programs"]

_SETTINGS = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
ssl = on
ssl_cert_file = '{certificate}'
ssl_key_file = '{key}'
fsync = {fsync}
full_page_writes = {fsync}
synchronous_commit = on
max_connections = {connections}
shared_buffers = 32MB
max_wal_size = 256MB
autovacuum = on
jit = off
logging_collector = off
log_min_messages = warning
timezone = 'UTC'
{extra}
"""

_ACCESS = "".join(
    f"{line} scram-sha-256\n"
    for line in ("local all all", "host all all 127.0.0.1/32", "host replication all 127.0.0.1/32")
)

_BOUNCER = """\
[databases]
* = host={host} port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_user = {admin}
auth_file = {folder}/users.txt
auth_query = SELECT usename, passwd FROM pg_shadow WHERE usename = $1
pool_mode = {mode}
max_client_conn = 500
default_pool_size = {pool}
server_tls_sslmode = prefer
client_tls_sslmode = allow
client_tls_cert_file = {certificate}
client_tls_key_file = {key}
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
{extra}
"""


class Postgres(Program, Served):
    """One server: `host`, `port`, `folder` (the socket's too), `ca` (file), `pid`, `log`.

    `fsync` makes it keep its promises across a crash of the machine (a killed server loses nothing either way);
    `extra` is added to postgresql.conf; `connections` is the most it takes.
    """

    def __init__(self, *, fsync: bool = False, extra: str = "", connections: int = 200) -> None:
        """Only remember the options; `start` or `with` starts the server."""
        self._fsync, self._extra, self._connections = fsync, extra, connections
        self._user = account("postgres") if _has("postgres") else account()
        self.folder = self.data = self.ca = self.log = Path()
        self.port = 0

    def start(self) -> Self:
        """Make a cluster and start it; raise ServerMissingError where PostgreSQL is not installed."""
        programs()
        self.folder = public_folder("inboxwatch-pg-")
        self.data, self.log = self.folder / "data", self.folder / "postgres.log"
        try:
            authority = Authority(self.folder / "tls")
            self.ca = authority.file
            pair = authority.issue("server")
            (self.folder / "password").write_text(PASSWORD)
            self.folder.chmod(0o755)
            pair.key.chmod(0o600)
            give(self.folder, self._user)
            self._initdb()
            (self.data / "pg_hba.conf").write_text(_ACCESS)
            self._pair = pair
            for _ in range(3):  # a free port can be taken before PostgreSQL listens on it
                self.port = free_port()
                if self._configured().resume(check=False):
                    return self
            message = f"PostgreSQL did not start: {self.log.read_text()[-800:]}"
            raise RuntimeError(message)  # noqa: TRY301 - the clean-up below is for this too
        except BaseException:
            self.stop()
            raise

    def resume(self, *, check: bool = True) -> bool:
        """Start the cluster that is there, on its port; return whether it answers, or raise with `check`."""
        command = [*drop(self._user), str(programs() / "postgres"), "-D", str(self.data)]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        up = answers(self.port, self._process) and self._ready()
        if check and not up:
            message = f"PostgreSQL did not start again: {self.log.read_text()[-800:]}"
            raise RuntimeError(message)
        return up

    def crash(self) -> None:
        """Kill the postmaster and all that it started at once, as the kernel would; `resume` recovers."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")  # elsewhere they notice its death
            children = listed.read_text().split() if listed.exists() else []
            for pid in (process.pid, *map(int, children)):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            process.wait()

    def halt(self, first: signal.Signals = signal.SIGINT) -> None:
        """Stop the server by its process id (SIGINT: connections are cut) and keep the cluster for `resume`."""
        super().halt(first)

    def stop(self) -> None:
        """Stop the server at once and remove the folder."""
        self.halt(signal.SIGQUIT)
        super().stop()

    def create_database(self, name: str = "") -> str:
        """Make an empty database and return its name."""
        name = name or f"db_{uuid.uuid4().hex[:12]}"
        with self.connect() as link:
            link.execute(f'CREATE DATABASE "{name}"'.encode())
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        with self.connect() as link:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def login(self, name: str, password: str = "", *, groups: tuple[str, ...] = ()) -> str:
        """Make a LOGIN role that may do nothing beyond its `groups`; return its password."""
        from psycopg import sql

        secret = password or f"secret-of-{name}"
        with self.connect() as link:
            link.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(secret)))
            for group in groups:
                link.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))
        return secret

    def _initdb(self) -> None:
        # no sync, checksums or locale: a throw-away cluster that must be there in a second
        options = ["-N", "-U", ADMIN, "-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        options += [f"--pwfile={self.folder / 'password'}", "-D", str(self.data)]
        command = [*drop(self._user), str(programs() / "initdb"), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=120)
        if done.returncode:
            message = f"initdb: {done.stderr.strip()[-800:]}"
            raise RuntimeError(message)

    def _configured(self) -> Self:
        text = _SETTINGS.format(
            port=self.port,
            folder=self.folder,
            certificate=self._pair.certificate,
            key=self._pair.key,
            fsync="on" if self._fsync else "off",
            connections=self._connections,
            extra=self._extra,
        )
        (self.data / "postgresql.conf").write_text(text)
        return self

    def _ready(self) -> bool:
        """Wait until it takes a session, after recovery too."""
        import psycopg

        end = time.monotonic() + 60
        while time.monotonic() < end and self._process is not None and self._process.poll() is None:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False


class PgBouncer(Program, Served):
    """One pgbouncer before `server`: `host`, `port`, `pid`; it asks the server for the passwords of new logins."""

    def __init__(self, server: Postgres, *, mode: str = "transaction", pool: int = 2, extra: str = "") -> None:
        """Remember the options; a small `pool` makes clients share sessions, which is what tests want to see."""
        self._server, self._mode, self._pool, self._extra = server, mode, pool, extra
        self._user = account()
        self.port = 0

    def start(self) -> Self:
        """Start it and return when it listens; raise ServerMissingError where it is not installed."""
        find_program("pgbouncer")
        self.folder = public_folder("inboxwatch-pb-")
        try:
            self._pair = Authority(self.folder / "tls").issue("bouncer")
            (self.folder / "users.txt").write_text(f'"{ADMIN}" "{PASSWORD}"\n')
            self.folder.chmod(0o755)
            for _ in range(3):
                self.port = free_port()
                self._configure()
                if self.resume(check=False):
                    return self
            message = f"pgbouncer did not start: {(self.folder / 'start.log').read_text()[-800:]}"
            raise RuntimeError(message)  # noqa: TRY301 - the clean-up below is for this too
        except BaseException:
            self.stop()
            raise

    def resume(self, *, check: bool = True) -> bool:
        """Start it again on its port after `crash`; return whether it listens, or raise with `check`."""
        command = [*drop(self._user), find_program("pgbouncer"), str(self.folder / "pgbouncer.ini")]
        with (self.folder / "start.log").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        up = answers(self.port, self._process)
        if check and not up:
            message = f"pgbouncer did not start again: {(self.folder / 'start.log').read_text()[-800:]}"
            raise RuntimeError(message)
        return up

    def crash(self) -> None:
        """Kill it; its clients and its server sessions are cut."""
        if self._process is not None:
            self.halt(signal.SIGKILL)
            (self.folder / "pgbouncer.pid").unlink(missing_ok=True)

    def _configure(self) -> None:
        text = _BOUNCER.format(
            host=self._server.host,
            server_port=self._server.port,
            port=self.port,
            admin=ADMIN,
            folder=self.folder,
            mode=self._mode,
            pool=self._pool,
            certificate=self._pair.certificate,
            key=self._pair.key,
            extra=self._extra,
        )
        (self.folder / "pgbouncer.ini").write_text(text)
        give(self.folder, self._user)


def _has(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for the whole session; use own databases and own role names."""
    yield from running(Postgres(), "postgresql")


@pytest.fixture(scope="session")
def pgbouncer(postgres: Postgres) -> Iterator[PgBouncer]:
    """One pgbouncer in transaction mode before `postgres`, with two server sessions for each login and database."""
    yield from running(PgBouncer(postgres), "pgbouncer")
