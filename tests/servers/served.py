"""What PostgreSQL and pgbouncer of the tests have in common: where the programs are, URLs, connections."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.servers.programs import find_program

if TYPE_CHECKING:
    import psycopg

ADMIN = "postgres"
"""The superuser, who stands for the database's administrator."""

PASSWORD = "secret-of-postgres"
"""The password of `ADMIN`; `Postgres.login` makes further ones."""


def programs() -> Path:
    """Return the folder of PostgreSQL's newest programs; Debian keeps them off the PATH."""
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "postgres").exists()]
    if found:
        return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    return Path(find_program("postgres")).parent


def answers(port: int, process: subprocess.Popen[bytes], host: str = "127.0.0.1") -> bool:
    """Whether something listens on a port before 15 seconds or the process end."""
    end = time.monotonic() + 15
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((host, port), timeout=5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


class Served:
    """What an URL of either server is made of."""

    host = "127.0.0.1"
    port = 0

    def url(self, user: str = ADMIN, password: str = "", *, database: str = "postgres", **query: str) -> str:
        """Return a URL for `[store] url`; the password of `ADMIN` is known."""
        secret = password or (PASSWORD if user == ADMIN else "")
        more = "?" + urllib.parse.urlencode(query) if query else ""
        who = f"{urllib.parse.quote(user, safe='')}:{urllib.parse.quote(secret, safe='')}"
        return f"postgresql+psycopg://{who}@{self.host}:{self.port}/{database}{more}"

    def connect(
        self, user: str = ADMIN, password: str = "", *, database: str = "postgres", **more: str | int | bool | None
    ) -> psycopg.Connection[tuple[Any, ...]]:
        """Return a psycopg connection, autocommit unless `autocommit=False`, that keeps no prepared plans by itself."""
        import psycopg

        options: dict[str, Any] = {"autocommit": True, "prepare_threshold": None, "connect_timeout": 10, **more}
        url = self.url(user, password, database=database).replace("+psycopg", "")
        return psycopg.connect(url, **options)
