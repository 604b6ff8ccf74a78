"""A standby of a private PostgreSQL that follows it asynchronously, may lag, and takes its place (a failover).

    with Postgres() as server, Standby(server) as standby:
        standby.caught_up()
        standby.lag()            # from now on nothing reaches it
        server.crash()
        standby.take_over()      # promoted, then on the port of `server`, which stands for it from here on

What was written between `lag` and `crash` is gone then, as with any failover to an asynchronous copy.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.gate import Gate
from tests.servers.postgres import Postgres
from tests.servers.programs import drop, free_port, stop
from tests.servers.served import ADMIN, PASSWORD, Served, answers, programs


class Standby(Served):
    """One standby of `server`: `host`, `port`, `data`.

    On the loopback address of the server it has a port of its own; on another one the server's.
    """

    def __init__(self, server: Postgres, host: str = "127.0.0.1") -> None:
        """Copy and start nothing yet."""
        self._server, self.host = server, host
        self._process: subprocess.Popen[bytes] | None = None
        self._gate = Gate(server.port)
        self.data = Path()
        self.port = 0

    def __enter__(self) -> Self:
        """Copy the server and follow it from then on."""
        self._gate.__enter__()
        try:
            self.start()
        except BaseException:
            self._gate.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, unless it has taken over; its files go with the server's folder."""
        self._halt(signal.SIGQUIT)
        self._gate.__exit__(kind, error, trace)

    def start(self) -> None:
        """Make a base backup and follow; the way to the server is a gate of ours."""
        server = self._server
        self.data = server.folder / f"standby{time.monotonic_ns()}"
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        command = [
            *drop(server._user), str(programs() / "pg_basebackup"), "-D", str(self.data), "-R", "-X", "stream",
            "-c", "fast", "-d", f"host=127.0.0.1 port={self._gate.port} user={ADMIN}",
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=server.folder, timeout=120, env=environment
        )
        if done.returncode:
            message = f"pg_basebackup: {done.stderr.strip()[-800:]}"
            raise RuntimeError(message)
        self.port = free_port() if self.host == server.host else server.port
        command = [*drop(server._user), str(programs() / "postgres"), "-D", str(self.data), "-c", f"port={self.port}"]
        if self.host != server.host:
            command += ["-c", f"listen_addresses={self.host}", "-c", f"unix_socket_directories={self.data}"]
        with (server.folder / "standby.log").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        if not answers(self.port, self._process, self.host):
            message = f"the standby did not start: {(server.folder / 'standby.log').read_text()[-800:]}"
            raise RuntimeError(message)

    def caught_up(self, seconds: float = 60.0) -> None:
        """Wait until it has everything that has been written up to now."""
        with self._server.connect() as link:
            row = link.execute("SELECT pg_current_wal_lsn()::text").fetchone()
        assert row is not None
        self._until("SELECT coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)", seconds, row[0])

    def lag(self) -> None:
        """Let nothing through to it any more."""
        self._gate.shut("stall")

    def promote(self) -> None:
        """Have it lead, where it is."""
        self._gate.shut("reset")
        with self.connect() as link:
            link.execute("SELECT pg_promote()")
        self._until("SELECT NOT pg_is_in_recovery()", 60)

    def take_over(self) -> None:
        """Promote it, and have it listen where the server did, as an address that moves would; `server` is it then."""
        self.promote()
        self._halt(signal.SIGINT)
        self._server.data = self.data
        self._server.resume()
        self._gate.open()

    def _until(self, query: str, seconds: float, *values: object) -> None:
        import psycopg

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with self.connect() as link:
                    if link.execute(query.encode(), values or None).fetchone() == (True,):
                        return
            except psycopg.OperationalError:  # it starts
                pass
            time.sleep(0.05)
        message = f"the standby is not so far: {query}"
        raise RuntimeError(message)

    def _halt(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            stop(process, number)
