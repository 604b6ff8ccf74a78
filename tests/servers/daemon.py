"""The real `inboxwatch run` in a process of its own, with a configuration made for a test."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from inboxwatch.watch.door import ask
from tests.servers.dovecot import Dovecot

PATIENCE = 30.0
"""Seconds after which something that should have happened has not; only a broken test waits that long."""


def until(what: Callable[[], Any], seconds: float = PATIENCE) -> Any:  # noqa: ANN401 - whatever is waited for
    """Wait for something true and return it; fail if it does not come."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return found


def question(number: int, to: str = "alice@example.test", words: str = "") -> bytes:
    """Make a mail by a colleague that asks for something."""
    return (
        f"From: carol{number % 7}@example.test\r\nTo: {to}\r\nSubject: Budget {number}\r\n"
        f"Message-ID: <q{number}.{to}>\r\nDate: Mon, 18 May 2026 09:00:00 +0000\r\n\r\n"
        f"Could you please send me the figures of section {number} by Friday? {words}\r\n"
    ).encode()


class Machine:
    """A folder with a configuration and a store; runs commands, and the daemon."""

    def __init__(self, folder: Path, mailboxes: Mapping[str, Mapping[str, object]], more: str = "") -> None:
        """Write the configuration: `mailboxes` maps names to the keys of their tables, `more` is added as it is."""
        self.folder, self.store = folder, folder / "store.db"
        self.log = folder / "daemon.log"
        self.config = folder / "config.toml"
        self.process: subprocess.Popen[bytes] | None = None
        self.verbosity = "-v"
        addresses = sorted({str(table.get("username", "ada@example.test")) for table in mailboxes.values()})
        text = [
            f"[me]\naddresses = {json.dumps(addresses)}",
            '[directory]\ninternal_domains = ["example.test"]',
            '[calendar]\ntimezone = "UTC"',
            '[store]\nurl = "sqlite:///store.db"',
            more,
        ]
        for name, table in mailboxes.items():
            keys = {"name": name, "connector": "imap", "since": "3650d", **table}
            text.append("[[mailbox]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items()))
        self.config.write_text("\n".join(text) + "\n")
        self.config.chmod(0o600)

    @classmethod
    def of(cls, folder: Path, server: Dovecot, names: Sequence[str] = ("alice", "bob"), **more: object) -> Machine:
        """Watch mailboxes of a Dovecot; `more` are further keys of each."""
        boxes = {}
        for name in names:
            secret = folder / f"{name}.password"
            secret.write_text(server.password(name) + "\n")
            secret.chmod(0o600)
            boxes[name] = server.settings(name, password_file=secret.name, **more)
        return cls(folder, boxes)

    def command(self, *args: str) -> list[str]:
        """Return the words that run the command here."""
        return [sys.executable, "-m", "inboxwatch", "--config", str(self.config), *args]

    def run(self, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        surroundings = {**os.environ, **environment}
        return subprocess.run(
            self.command(*args), capture_output=True, text=True, check=False, timeout=120, env=surroundings
        )

    def start(self, *args: str, before: Sequence[str] = (), **environment: str) -> Self:
        """Start the daemon; `before` is a program that runs it (strace). Its stderr goes to `log`."""
        with self.log.open("ab") as out:
            command = [*before, *self.command(self.verbosity, "run", *args)]
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **environment})
        return self

    @property
    def pid(self) -> int:
        """Process id of the daemon."""
        assert self.process is not None
        return self.process.pid

    def state(self) -> dict[str, Any]:
        """What the daemon says of itself; {} while it says nothing."""
        return ask(self.store)

    def box(self, name: str) -> dict[str, Any]:
        """What the daemon says of a mailbox."""
        found: dict[str, Any] = self.state().get("mailboxes", {}).get(name, {})
        return found

    def watching(self, *names: str, doing: str = "idle") -> Self:
        """Wait until all these mailboxes have been read and are watched."""
        until(lambda: all(self.box(name).get("doing") == doing for name in names))
        return self

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Look into the store."""
        if not self.store.exists():
            return []
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=30)) as link:
            return link.execute(query).fetchall()

    def said(self) -> str:
        """What the daemon has logged."""
        return self.log.read_text()

    def tell(self, number: int) -> None:
        """Send the daemon a signal."""
        os.kill(self.pid, number)

    def stop(self, number: int = signal.SIGTERM, seconds: float = PATIENCE) -> int:
        """End the daemon; returns its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(seconds)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no daemon behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
