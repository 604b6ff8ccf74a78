"""Every command that opens a store, over a file and over a space of a shared PostgreSQL: the same words of both."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.store import Store
from inboxwatch.store.files import path_of
from inboxwatch.store.instance import holder
from tests.engines import Shared, Stores
from tests.servers.daemon import question, until

NOW = "2026-05-20T12:30:00Z"
CONFIGURATION = """
[me]
addresses = ["alice@example.test"]
[directory]
internal_domains = ["example.test"]
[calendar]
timezone = "UTC"
[store]
url = "{url}"
[[mailbox]]
name = "work"
connector = "files"
path = "work.mbox"
since = "3650d"
"""


def mail(number: int) -> bytes:
    """One question of an mbox."""
    return b"From x Mon May 18 09:00:00 2026\r\n" + question(number) + b"\r\n"


@dataclass
class Desk:
    """A configuration with one mbox, and a store wherever the test keeps it."""

    folder: Path
    url: str

    def __post_init__(self) -> None:
        """Write both."""
        self.config = self.folder / "config.toml"
        self.config.write_text(CONFIGURATION.format(url=self.url))
        self.config.chmod(0o600)
        self.write(4)

    def write(self, count: int) -> None:
        """Let the mbox hold so many questions."""
        (self.folder / "work.mbox").write_bytes(b"".join(map(mail, range(count))))

    def run(self, *arguments: str, code: int = 0) -> Result:
        """Run a command in this process."""
        done = CliRunner().invoke(main, ["--config", str(self.config), "--now", NOW, *arguments])
        assert done.exit_code == code, (arguments, done.output, done.exception)
        return done

    def json(self, *arguments: str) -> dict[str, object]:
        """Run a command and read what it prints as JSON."""
        found: dict[str, object] = json.loads(self.run(*arguments, "--json").stdout)
        return found


def test_all_commands(tmp_path: Path, stores: Stores) -> None:
    """sync, status, requests, explain, decide, rebuild, report, doctor, export, forget, purge; nothing is a file's."""
    desk = Desk(tmp_path, stores.url())
    before = desk.run("status", code=1)
    assert "Run 'inboxwatch sync' first" in before.output
    desk.run("sync")
    assert desk.json("status")["open"] == 4
    listed = desk.json("requests")["requests"]
    assert isinstance(listed, list)
    name = listed[0]["id"]
    assert "asked you: the clock started" in desk.run("explain", name).stdout
    desk.run("dismiss", name)
    assert desk.json("status")["open"] == 3
    desk.run("undo")
    desk.run("done", name)
    assert desk.run("status", "--format", "{open}").stdout.strip() == "3"
    desk.run("snooze", listed[1]["id"], "2026-05-21")
    desk.run("rebuild")
    assert desk.json("status")["open"] == 3
    assert "Responsiveness" in desk.run("report").stdout
    checks = desk.run("doctor").stdout
    assert "Integrity" in checks and "4 messages" in checks
    desk.write(6)
    assert "2 new messages" in desk.run("sync").output
    kept = [json.loads(line) for line in desk.run("export").stdout.splitlines()]
    assert [row["table"] for row in kept].count("message") == 6
    assert not any("owner" in row for row in kept)
    desk.run("forget", "carol1@example.test", "--yes")
    assert "carol1@example.test" not in desk.run("export").stdout
    desk.run("purge")
    password = getattr(getattr(stores, "place", None), "password", "no password at all")
    for arguments in (("doctor",), ("status",), ("service", "status")):
        assert password not in CliRunner().invoke(main, ["--config", str(desk.config), *arguments]).output


def test_the_daemon(tmp_path: Path, stores: Stores) -> None:
    """`run` reads what comes, commands decide meanwhile, and it ends when it is told to."""
    desk = Desk(tmp_path, stores.url())
    command = [sys.executable, "-m", "inboxwatch", "--config", str(desk.config), "run"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=dict(os.environ)) as daemon:
        try:
            until(lambda: holder(path_of(desk.url)))
            with Store.open(desk.url) as store:
                until(lambda: store.count() == 4)
                until(lambda: len(store.requests()) == 4)
            desk.run("dismiss", desk.json("requests")["requests"][0]["id"])  # type: ignore[index]
            assert desk.json("status")["open"] == 3
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(20) == 0
        finally:
            daemon.kill()


@pytest.mark.server("postgresql")
def test_a_file_moves_nobody_elses_rows(tmp_path: Path, shared_place: Shared) -> None:
    """Two desks over one database: what one forgets, purges and rebuilds the other keeps."""
    desks = []
    for name in ("left", "right"):
        (tmp_path / name).mkdir()
        desks.append(Desk(tmp_path / name, shared_place.space(f"commands-{name}")))
        desks[-1].run("sync")
    left, right = desks
    dump: Callable[[Desk], str] = lambda desk: desk.run("export").stdout  # noqa: E731 - short
    kept = dump(right)
    left.run("forget", "carol1@example.test", "--yes")
    left.run("rebuild")
    left.run("dismiss", left.json("requests")["requests"][0]["id"])  # type: ignore[index]
    assert dump(right) == kept != dump(left)
