"""A mailbox of any size on a private Dovecot, and the configurations with which inboxwatch and the peers read it."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inboxwatch.demo import write_load
from tests.servers.dovecot import Dovecot, ServerMissingError, find_program

NOW = dt.datetime(2026, 5, 21, 12, 30, tzinfo=dt.UTC)
FOLDERS = ("INBOX", "Sent")

_INBOXWATCH = """\
[me]
name = "Mira Sandberg"
addresses = ["mira.sandberg@kestrel.example", "service@inbox.example"]
[directory]
internal_domains = ["{domains}"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "bench"
connector = "imap"
host = "127.0.0.1"
port = {port}
security = "insecure"
username = "{user}"
password_env = "BENCH_PASSWORD"
since = "9999d"
[store]
url = "sqlite:///{store}"
"""

_OURS, _ANY = ("kestrel.example", "norrlab.example"), ("example",)
"""Whose mail counts as a colleague's: in a mailbox of the demo's generator, in any other (all who write there)."""

_MBSYNC = """\
FSync no

IMAPStore far
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

MaildirStore near
Path {folder}/mail/
Inbox {folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
"""

_NOTMUCH = """\
[database]
path={folder}/mail
[user]
name=Mira
primary_email=mira.sandberg@kestrel.example
[new]
tags=new
[search]
exclude_tags=
"""


@dataclass(frozen=True)
class Box:
    """A running server with a filled mailbox. `folder` is free for whatever a bench writes."""

    server: Dovecot
    folder: Path
    messages: int
    user: str
    password: str
    domains: tuple[str, ...] = _OURS

    def configure(self, port: int | None = None) -> tuple[Path, Path]:
        """Write inboxwatch's configuration for a port (the server's own by default); return it and the store's path."""
        store = self.folder / "store" / f"{port or self.server.port}.sqlite3"
        config = self.folder / f"inboxwatch-{port or self.server.port}.toml"
        domains = '", "'.join(self.domains)
        said = _INBOXWATCH.format(port=port or self.server.port, user=self.user, store=store, domains=domains)
        config.write_text(said)
        return config, store

    def environment(self, config: Path) -> dict[str, str]:
        """What inboxwatch needs in its environment, the frozen clock included."""
        return {"BENCH_PASSWORD": self.password, "INBOXWATCH_CONFIG": str(config), "INBOXWATCH_NOW": NOW.isoformat()}

    def peers(self) -> tuple[Path, Path]:
        """Write the configurations of mbsync and notmuch and return their paths."""
        mbsync, notmuch = self.folder / "mbsyncrc", self.folder / "notmuch-config"
        values = {"port": self.server.port, "user": self.user, "password": self.password, "folder": self.folder}
        mbsync.write_text(_MBSYNC.format(**values))
        notmuch.write_text(_NOTMUCH.format(**values))
        return mbsync, notmuch

    def clear(self) -> None:
        """Forget what inboxwatch and the peers have stored."""
        for name in ("store", "mail", "mu"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "mail").mkdir()


@contextlib.contextmanager
def box(options: argparse.Namespace) -> Iterator[Box]:
    """Start a server with the mailbox that the options ask for; end the program where there is no Dovecot."""
    with tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as name:
        folder = Path(name)
        tree: Path = options.mailbox or folder / "tree"
        if not options.mailbox:
            write_load(tree, options.messages, sent=options.sent)
        try:
            find_program("dovecot")
        except ServerMissingError as error:
            sys.exit(f"This bench needs Dovecot: {error}.")
        with Dovecot() as server:
            server.install("alice", tree)
            if not options.mailbox:
                shutil.rmtree(tree)
            count = sum(1 for path in server.maildir("alice").rglob("*") if path.parent.name in ("cur", "new"))
            domains = _ANY if options.mailbox else _OURS
            yield Box(server, folder, count, server.user("alice"), server.password("alice"), domains)


def arguments(description: str) -> argparse.ArgumentParser:
    """The options that every bench with a server has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000, help="messages in INBOX (10,000)")
    parser.add_argument("--sent", type=int, help="messages in Sent (a third of them)")
    parser.add_argument("--rounds", type=int, default=3, help="measured runs of each case (3)")
    parser.add_argument("--mailbox", type=Path, help="a Maildir++ tree to measure on, instead of one made here")
    return parser
