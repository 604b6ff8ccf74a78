"""A team's database with workers for tests and benchmarks: real PostgreSQL, real `inboxwatch worker` processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from inboxwatch.store.team import people
from inboxwatch.store.team.install import install
from tests.servers.postgres import Postgres
from tests.servers.programs import free_port


class Fleet:
    """One database of a server, a folder with the workers' configuration, and the workers; names are its own."""

    def __init__(self, server: Postgres, folder: Path, more: str = "") -> None:
        """Make database, roles, tables, one admin and one worker login, a key; `more` is added to the configuration."""
        self.server, self.folder = server, folder
        self.database = server.create_database()
        self.mark = uuid.uuid4().hex[:6]
        self.owner_url = server.url(database=self.database)
        install(self.owner_url)
        self.admin, self.worker = f"boss_{self.mark}", f"worker_{self.mark}"
        self.passwords = {self.admin: server.login(self.admin), self.worker: server.login(self.worker)}
        people.add(self.owner_url, self.admin, people.Wanted(admin=True), password=False)
        people.add(self.owner_url, self.worker, people.Wanted(worker=True), password=False)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.config = folder / "worker.toml"
        self.config.write_text(
            '[directory]\ninternal_domains = ["example.test"]\n[calendar]\ntimezone = "UTC"\n'
            f'[store]\nurl = "{self.url(self.worker)}"\n[team]\nkey_file = "team.key"\n{more}'
        )
        self.config.chmod(0o600)
        self.environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "INBOXWATCH_CONFIG": str(self.config)}

    def url(self, login: str) -> str:
        """The store's URL for a login."""
        return self.server.url(login, self.passwords[login], database=self.database)

    def command(self, *args: str, login: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command to its end, as the admin unless another login is named."""
        words = [sys.executable, "-m", "inboxwatch", "--store", self.url(login or self.admin), *args]
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, env=self.environment)

    def start(self, *args: str, verbose: str = "-v") -> tuple[subprocess.Popen[bytes], int]:
        """Start a worker; returns it and the port of its health endpoint. Its stderr goes to worker.log."""
        port = free_port()
        words = [sys.executable, "-m", "inboxwatch", verbose, "worker", "--health", f"127.0.0.1:{port}", *args]
        with (self.folder / "worker.log").open("ab") as out:
            process = subprocess.Popen(words, stdout=out, stderr=out, env=self.environment)
        self.processes.append(process)
        return process, port

    def until(self, what: Callable[[], Any], seconds: float = 120.0) -> Any:  # noqa: ANN401 - whatever is waited for
        """Wait for something true and return it; fails with what the workers said if it does not come."""
        end = time.monotonic() + seconds
        while not (found := what()):
            ended = [
                process.returncode for process in self.processes if process.poll() not in {None, 0, -signal.SIGKILL}
            ]
            assert not ended and time.monotonic() < end, f"it did not happen, {ended}: {self.said()[-3000:]}"
            time.sleep(0.1)
        return found

    def said(self) -> str:
        """What the workers have logged."""
        log = self.folder / "worker.log"
        return log.read_text() if log.exists() else ""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the database, past all policies."""
        with self.server.connect(database=self.database) as link:
            return link.execute(query.encode(), values or None).fetchall()

    def rows_changed(self, statement: str) -> None:
        """Change rows, past all policies."""
        with self.server.connect(database=self.database) as link:
            link.execute(statement.encode())

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no worker and no database behind."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait()
        self.server.drop_database(self.database)
