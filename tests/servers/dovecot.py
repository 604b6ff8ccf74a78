"""A private Dovecot 2.3 for tests and benchmarks: unprivileged, on free loopback ports, gone afterwards.

In a test take the session's fixture (register it with ``from tests.servers.dovecot import dovecot``) or an own server::

    with Dovecot(capability="IMAP4rev1 SASL-IR LITERAL+ UIDPLUS") as server:
        server.append("alice", "INBOX", [raw])
        client = imapclient.IMAPClient(server.host, server.port, ssl=False)

Users are `alice@example.test` (password `secret-a`) and `bob@example.test` (`secret-b`); helpers take the short name.
Needs Debian's `dovecot-imapd` (and `dovecot-lmtpd` for `deliver`). Run as root it drops to `nobody`, since Dovecot's
login process refuses root.
"""

from __future__ import annotations

import base64
import datetime as dt
import grp
import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

import pytest

from tests.servers import programs
from tests.servers.certificates import Authority, Pair
from tests.servers.programs import (
    Program,
    ServerMissingError,
    account,
    drop,
    find_program,
    free_port,
    give,
    public_folder,
)
from tests.servers.rawclient import RawClient

__all__ = ["POOR", "Dovecot", "ServerMissingError", "dovecot", "find_program", "free_port", "poor_dovecot", "running"]

DOMAIN = "example.test"
PASSWORDS = {"alice": "secret-a", "bob": "secret-b"}
POOR = "IMAP4rev1 LITERAL+ STARTTLS"
"""Announced by a server without CONDSTORE, QRESYNC, ENABLE, SPECIAL-USE, ESEARCH, NAMESPACE, UNSELECT and IDLE."""

_CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap{lmtp}
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = {connections}
disable_plaintext_auth = no
auth_failure_delay = 0
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox {sent} {{
    auto = create
    {special_use}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
protocol imap {{
  {capability}
}}
{lmtp_service}
{extra}
"""

_OAUTH = """
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
"""

_MASTER = """
auth_master_user_separator = *
passdb {{
  driver = passwd-file
  args = {folder}/masters
  master = yes
}}
"""

_LOCAL_VALIDATION = """\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
username_format = %u
active_attribute =
active_value =
"""
"""Both lines about `active` must be empty, or the whole sign-in service ends at its start."""

_LMTP = "service lmtp {{\n  inet_listener lmtp {{\n    port = {port}\n  }}\n}}\n"


_NUMBERS = itertools.count(1)


class Dovecot(Program):
    r"""One server: `host`, `port` (plain and STARTTLS), `tls_port`, `lmtp_port`, `ca` (file), `folder`, `pid`, `log`.

    `capability` replaces what the server announces (see POOR); `extra` is added to the configuration; `sent` is the
    folder of sent mail, marked `\Sent` only with `special_use`; `pair` replaces the certificate, which is good from
    `days[0]` to `days[1]` from now; `connections` is the limit per user and address. With `oauth`, a key for HS256,
    access tokens (JWT with `email`) are taken, too. With `master`, a password, the user `USER*master` enters the
    mailbox of any USER with it.
    """

    host = "127.0.0.1"

    def __init__(  # noqa: PLR0913 - one switch each
        self,
        *,
        capability: str = "",
        extra: str = "",
        sent: str = "Sent",
        special_use: bool = True,
        pair: Pair | None = None,
        days: tuple[int, int] = (-1, 20),
        connections: int = 100,
        oauth: bytes = b"",
        master: str = "",
    ) -> None:
        """Only remember the options; `start` or `with` starts the server."""
        self._capability, self._extra, self._sent, self._special_use = capability, extra, sent, special_use
        self._pair, self._days, self._connections, self._oauth = pair, days, connections, oauth
        self._master = master
        self._user = account()
        self.port = self.tls_port = self.lmtp_port = 0
        self.ca = self.log = Path()

    def start(self) -> Self:
        """Start it and return when it answers; raise ServerMissingError where Dovecot is not installed."""
        program = find_program("dovecot")
        self.folder = public_folder("inboxwatch-dovecot-")
        self.log = self.folder / "dovecot.log"
        try:
            authority = Authority(self.folder / "tls")
            self.ca = authority.file
            pair = self._pair or authority.issue("server", days=self._days)
            for _ in range(3):  # a free port can be taken before Dovecot listens on it
                self._configure(pair)
                with (self.folder / "start.log").open("ab") as out:
                    command = [*drop(self._user), program, "-F", "-c", str(self.folder / "dovecot.conf")]
                    self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
                if self._answers():
                    return self
            message = f"Dovecot did not start: {(self.folder / 'start.log').read_text()[-500:]}"
            raise RuntimeError(message)  # noqa: TRY301 - the clean-up below is for this too
        except BaseException:
            self.stop()
            raise

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the server and to all that it has started (SIGSTOP: it falls silent)."""
        os.killpg(self.pid, number)

    def _configure(self, pair: Pair) -> None:
        self.port, self.tls_port = free_port(), free_port()
        lmtp = any(Path(place, "lmtp").exists() for place in ("/usr/lib/dovecot", "/usr/libexec/dovecot"))
        self.lmtp_port = free_port() if lmtp else 0
        text = _CONFIGURATION.format(
            folder=self.folder,
            user=self._user.pw_name,
            group=grp.getgrgid(self._user.pw_gid).gr_name,
            port=self.port,
            tls_port=self.tls_port,
            sent=f'"{self._sent}"',
            special_use="special_use = \\Sent" if self._special_use else "",
            connections=self._connections,
            certificate=pair.certificate,
            key=pair.key,
            lmtp=" lmtp" if lmtp else "",
            lmtp_service=_LMTP.format(port=self.lmtp_port) if lmtp else "",
            capability=f"imap_capability = {self._capability}" if self._capability else "",
            extra=self._extra
            + (_OAUTH.format(folder=self.folder) if self._oauth else "")
            + (_MASTER.format(folder=self.folder) if self._master else ""),
        )
        if self._master:
            (self.folder / "masters").write_text(f"master:{{PLAIN}}{self._master}\n")
        if self._oauth:
            (self.folder / "oauth2.conf").write_text(_LOCAL_VALIDATION.format(folder=self.folder))
            keys = self.folder / "keys" / "default" / "HS256"
            keys.mkdir(parents=True, exist_ok=True)
            (keys / "default").write_bytes(base64.b64encode(self._oauth))
        (self.folder / "dovecot.conf").write_text(text)
        users = [f"{name}@{DOMAIN}:{{PLAIN}}{secret}::::::\n" for name, secret in PASSWORDS.items()]
        (self.folder / "users").write_text("".join(users))
        (self.folder / "mail").mkdir(exist_ok=True)
        (self.folder / "run").mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        give(self.folder, self._user)

    def _answers(self) -> bool:
        end = time.monotonic() + 10
        while time.monotonic() < end and self._process is not None and self._process.poll() is None:
            try:
                with socket.create_connection((self.host, self.port), timeout=5) as probe:
                    if probe.recv(4) == b"* OK":
                        return True
            except OSError:
                time.sleep(0.02)
        return False

    def user(self, name: str) -> str:
        """Return the login name of `alice` or `bob`."""
        return f"{name}@{DOMAIN}"

    def password(self, name: str) -> str:
        """Return the password of `alice` or `bob`."""
        return PASSWORDS[name]

    def settings(self, name: str = "alice", **more: object) -> dict[str, object]:
        """Return the settings of the imap connector for a user, over TLS with this server's authority."""
        base: dict[str, object] = {
            "host": "localhost",
            "port": self.tls_port,
            "security": "tls",
            "username": self.user(name),
            "ca_file": str(self.ca),
        }
        return {**base, **more}

    def maildir(self, name: str) -> Path:
        """Return the Maildir++ tree of a user (INBOX itself; other folders are `.Name` in it)."""
        return self.folder / "mail" / self.user(name)

    def install(self, name: str, tree: Path) -> None:
        """Replace a user's whole mailbox by a copy of the Maildir++ `tree` (of a mailbox generator)."""
        target = self.maildir(name)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(tree, target)
        give(target, self._user)

    def fill(self, mails: Mapping[str, Iterable[bytes]]) -> None:
        """Put messages into the INBOX of any users, known or not (see `master`), as files; quick for hundreds."""
        for name, some in mails.items():
            inbox = self.maildir(name)
            for part in ("new", "cur", "tmp"):
                (inbox / part).mkdir(parents=True, exist_ok=True)
            for mail in some:
                place = f"{time.time_ns()}.{next(_NUMBERS)}.test"
                (inbox / "tmp" / place).write_bytes(mail)
                give(inbox, self._user)
                (inbox / "tmp" / place).replace(inbox / "new" / place)
        give(self.folder / "mail", self._user)

    def client(self, name: str = "alice", folder: str = "") -> RawClient:
        """Return a second client, signed in, with `folder` selected for writing."""
        return RawClient(self.host, self.port, self.user(name), self.password(name), folder)

    def wipe(self, name: str) -> None:
        """Remove a user's whole mailbox; it begins anew at the next login."""
        shutil.rmtree(self.maildir(name), ignore_errors=True)

    def snapshot(self, name: str = "alice") -> dict[str, list[bytes]]:
        """Return what a client sees of each folder: UIDs, flags, times and bytes of all messages."""
        with self.client(name) as link:
            folders = [line.rsplit(b" ", 1)[1].strip() for line in link.command('LIST "" "*"') if line[:2] == b"* "]
            state = {}
            for folder in sorted(folders):
                numbers = link.command(b"EXAMINE " + folder)
                lines = [line for line in numbers if b"EXISTS" in line or b"UIDVALIDITY" in line or b"UIDNEXT" in line]
                if b"* 0 EXISTS\r\n" not in lines:
                    lines += link.command("UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])")[:-1]
                state[folder.decode()] = lines
            return state

    def doveadm(self, *arguments: str) -> str:
        """Run doveadm as the server's user and return what it printed."""
        command = [*drop(self._user), find_program("doveadm"), "-c", str(self.folder / "dovecot.conf"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=60)
        if done.returncode:
            message = f"doveadm {' '.join(arguments)}: {done.stderr.strip()}"
            raise RuntimeError(message)
        return done.stdout

    def deliver(self, name: str, mails: Iterable[bytes], *, sender: str = "sender@example.org") -> None:
        """Deliver by LMTP, as a mail server would: adds Return-Path, Delivered-To and Received; INTERNALDATE is now."""
        import smtplib

        with smtplib.LMTP(self.host, self.lmtp_port) as link:
            for mail in mails:
                link.sendmail(sender, [self.user(name)], mail)

    def append(
        self,
        name: str,
        folder: str,
        mails: Iterable[bytes],
        *,
        when: dt.datetime | None = None,
        dates: Iterable[dt.datetime] = (),
        flags: str = "",
        create: bool = False,
    ) -> None:
        """Put messages into a folder as they are, by MULTIAPPEND with non-synchronising literals.

        `when`, or one of `dates` for each, becomes INTERNALDATE (default: now); `create` makes the folder first.
        """
        times = itertools.chain(dates, itertools.repeat(when))
        with self.client(name) as link:
            if create:
                link.command(f'CREATE "{folder}"', accept=(b"OK", b"NO"))
            pieces = [f'APPEND "{folder}"'.encode()]
            for mail, time_of in zip(mails, times, strict=False):
                date = f' "{time_of.strftime("%d-%b-%Y %H:%M:%S %z")}"' if time_of else ""
                pieces.append(f" ({flags}){date} {{{len(mail)}+}}\r\n".encode() + mail)
            if len(pieces) > 1:
                link.command(b"".join(pieces))


def running(server: Dovecot) -> Iterator[Dovecot]:
    """Run a server for a fixture; see `programs.running`."""
    yield from programs.running(server, "dovecot-imapd")


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One full-featured server for the whole session; use own folders or empty them first."""
    yield from running(Dovecot())


@pytest.fixture(scope="session")
def poor_dovecot() -> Iterator[Dovecot]:
    """The same binary without CONDSTORE, QRESYNC, ENABLE, SPECIAL-USE and LIST-STATUS."""
    yield from running(Dovecot(capability=POOR))
