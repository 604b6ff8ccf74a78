"""The steps to an IMAP mailbox one by one, for `doctor`: name, connection, TLS, password, sign-in, folders, Sent."""

from __future__ import annotations

import datetime as dt
import difflib
import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.imap_errors import explained, translated
from connectors.imap_folders import Folder, listed, sent_folder
from connectors.imap_session import Session
from connectors.imap_status import opened, statuses
from inboxwatch.errors import InboxwatchError
from inboxwatch.mail_server import Where
from inboxwatch.ports import Finding

if TYPE_CHECKING:
    from connectors.imap import Settings

SOON = 14
"""Days before the end of a certificate from which it is a warning."""

NAME, CONNECTION, TLS = "Name resolved", "Connection", "TLS and certificate"
PASSWORD, SIGNED_IN = "Password", "Signed in"
FOLDERS, SENT, READ_ONLY = "Folders", "Sent folder", "Read-only"


class Examination:
    """One look; `step` is what is being tried."""

    def __init__(self, settings: Settings, secret: Callable[[], str], ca_file: Path | None) -> None:
        """Open nothing yet."""
        self._settings, self._secret, self._ca_file = settings, secret, ca_file
        self._where = Where(settings.host, settings.port, settings.username)
        self._step = NAME

    def findings(self) -> Iterator[Finding]:
        """Yield each step as it is done; the first that fails is the last."""
        session: Session | None = None
        try:
            yield from self._network()
            session = yield from self._session()
            yield from self._mailbox(session)
        except InboxwatchError as error:
            yield Finding(self._step, "failed", error.message, error.remedy)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            known = explained(self._where, error)
            yield Finding(self._step, "failed", known.message, known.remedy)
        finally:
            if session is not None:
                session.drop()

    def _network(self) -> Iterator[Finding]:
        host, port = self._settings.host, self._settings.port
        with translated(self._where):
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        more = f" and {len(addresses) - 1} more" if len(addresses) > 1 else ""
        yield Finding(NAME, "ok", f"{host} is {addresses[0]}{more}")
        self._step = CONNECTION
        with translated(self._where):
            socket.create_connection((host, port), self._settings.timeout).close()
        yield Finding(CONNECTION, "ok", f"port {port} answers")
        self._step = TLS

    def _session(self) -> Generator[Finding, None, Session]:
        """Connect and sign in; what was passed on the way is told even if the next step fails."""
        try:
            session = Session(self._settings, self._asked, self._ca_file)
        except InboxwatchError:
            if self._step != TLS:  # the password is asked for only after that
                yield self._encryption(None)
            if self._step == SIGNED_IN:
                yield Finding(PASSWORD, "ok", "there is one")
            raise
        yield self._encryption(session)
        yield Finding(PASSWORD, "ok", "there is one")
        yield Finding(SIGNED_IN, "ok", f"as {self._settings.username}")
        return session

    def _asked(self) -> str:
        self._step = PASSWORD
        password = self._secret()
        self._step = SIGNED_IN
        return password

    def _encryption(self, session: Session | None) -> Finding:
        if self._settings.security == "insecure":
            return Finding(TLS, "ok", "none: the server is this computer itself")
        sock = None if session is None else session.client._imap.sock  # noqa: SLF001 - the socket is nowhere else
        if not isinstance(sock, ssl.SSLSocket):
            return Finding(TLS, "ok", "the certificate is good")
        end = (sock.getpeercert() or {}).get("notAfter")
        if not isinstance(end, str):
            return Finding(TLS, "ok", f"{sock.version()}, the certificate is good")
        seconds = ssl.cert_time_to_seconds(end)
        words = f"{sock.version()}, the certificate is good until {dt.datetime.fromtimestamp(seconds, dt.UTC):%d %B %Y}"
        if seconds - time.time() < SOON * 86_400:
            return Finding(
                TLS, "warning", words, "Its owner has to renew it before then, or mail can no longer be read."
            )
        return Finding(TLS, "ok", words)

    def _mailbox(self, session: Session) -> Iterator[Finding]:
        self._step = FOLDERS
        with translated(self._where):
            there = listed(session)
            found = statuses(session, list(self._settings.folders))
        good = [f"{name} with {_counted(status.messages)}" for name, status in found.items() if not status.words]
        bad = [name for name, status in found.items() if status.words]
        if bad:
            yield Finding(FOLDERS, "failed", f"{bad[0]} cannot be opened: {found[bad[0]].words}", _near(bad[0], there))
            return
        yield Finding(FOLDERS, "ok", ", ".join(good))
        yield from self._sent(session, there)
        self._step = READ_ONLY
        with translated(self._where):
            opened(session, self._settings.folders[0])
        yield Finding(READ_ONLY, "ok", "opened with EXAMINE: nothing is marked as read, moved or deleted")

    def _sent(self, session: Session, there: list[Folder]) -> Iterator[Finding]:
        self._step = SENT
        if self._settings.sent == "":
            yield Finding(SENT, "warning", "switched off, so your answers stay unseen", 'Remove sent = "".')
            return
        name = self._settings.sent or sent_folder(there)
        if name is None:
            remedy = f'Set sent = "…" to one of: {self._names(there)}.'
            yield Finding(SENT, "warning", "none was found, so your answers stay unseen", remedy)
            return
        with translated(self._where):
            status = statuses(session, [name])[name]
        if status.words:
            yield Finding(SENT, "warning", f"{name} cannot be opened: {status.words}", _near(name, there))
        else:
            how = "as configured" if self._settings.sent else "found by itself"
            yield Finding(SENT, "ok", f"{name} with {_counted(status.messages)}, {how}")

    def _names(self, there: list[Folder]) -> str:
        return self._where.clean(", ".join(folder.name for folder in there[:20])) or "none"


def _counted(messages: int) -> str:
    return "1 message" if messages == 1 else f"{messages:,} messages"


def _near(name: str, there: list[Folder]) -> str:
    names = [folder.name for folder in there]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    shown = f"Did you mean {near[0]}?" if near else f"The server has: {', '.join(names[:20]) or 'none'}."
    return f"Check folders and sent in the configuration. {shown}"
