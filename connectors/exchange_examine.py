"""The steps to an Exchange mailbox one by one, for `doctor`: server, TLS, password, sign-in, folders, Sent."""

from __future__ import annotations

import datetime as dt
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.exchange_errors import RETIREMENT, Where, explained
from connectors.exchange_folders import SENT, named
from connectors.exchange_link import Link
from connectors.exchange_services import distinguished, folder_at
from inboxwatch.ports import Finding
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    from connectors.exchange import Settings

SOON = 14
"""Days before the end of a certificate from which it is a warning."""

SERVER, TLS, RETIRES = "Server found", "TLS and certificate", "Exchange Web Services"
PASSWORD, SIGNED_IN = "Password", "Signed in"
FOLDERS, SENT_FOLDER, READ_ONLY = "Folders", "Sent folder", "Read-only"


class Examination:
    """One look; `step` is what is being tried."""

    def __init__(self, settings: Settings, secret: Callable[[], str], ca_file: Path | None) -> None:
        """Open nothing yet."""
        self._settings, self._secret, self._ca_file = settings, secret, ca_file
        self._endpoint = settings.endpoint
        self._step = SERVER

    def findings(self) -> Iterator[Finding]:
        """Yield each step as it is done; the first that fails is the last."""
        link: Link | None = None
        try:
            yield from self._network()
            self._step = PASSWORD
            self._secret() if self._settings.auth != "kerberos" else None
            yield Finding(PASSWORD, "ok", "there is one")
            self._step = SIGNED_IN
            link = Link(self._settings, self._endpoint, self._secret, self._ca_file)
            yield from self._mailbox(link)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            where = Where(self._endpoint, self._settings.username, self._settings.mailbox)
            known = explained(where, error)
            yield Finding(self._step, "failed", known.message, known.remedy, getattr(known, "endpoint", ""))
        finally:
            if link is not None:
                link.close()

    def _network(self) -> Iterator[Finding]:
        how = "as configured"
        if not self._endpoint:
            from connectors.exchange_autodiscover import discover

            self._endpoint, how = discover(self._settings, self._secret, self._ca_file), "found by autodiscover"
        yield Finding(SERVER, "ok", f"{self._endpoint}, {how}")
        parts = urlsplit(self._endpoint)
        self._step = TLS
        host, port = parts.hostname or "", parts.port or 443
        with (
            socket.create_connection((host, port), self._settings.timeout) as plain,
            verifying_context(self._ca_file).wrap_socket(plain, server_hostname=host) as sock,
        ):
            end = (sock.getpeercert() or {}).get("notAfter")
            version = sock.version()
        yield _certificate(str(version), end if isinstance(end, str) else "")
        if Where(self._endpoint, "", "").online:
            yield Finding(RETIRES, "warning", RETIREMENT[0], RETIREMENT[1])

    def _mailbox(self, link: Link) -> Iterator[Finding]:
        names = self._settings.folders
        with link.using() as account:
            version = account.version
        words = "" if version.build is None else f", Exchange {version.api_version.removeprefix('Exchange')}"
        with link.using() as account:
            folder_at(account, distinguished(account, "inbox"))
        whose = self._settings.mailbox
        acting = {"own": "", "delegate": f", reading {whose} as a delegate", "impersonation": f", acting as {whose}"}
        yield Finding(SIGNED_IN, "ok", f"as {self._settings.username}{acting[self._settings.access]}{words}")
        self._step = FOLDERS
        with link.using() as account:
            found = [(name, named(account, name).total) for name in names]
        yield Finding(FOLDERS, "ok", ", ".join(f"{name} with {_counted(total)}" for name, total in found))
        self._step = SENT_FOLDER
        if self._settings.sent == "":
            yield Finding(SENT_FOLDER, "warning", "switched off, so your answers stay unseen", 'Remove sent = "".')
        else:
            with link.using() as account:
                sent = self._settings.sent
                there = named(account, sent) if sent else folder_at(account, distinguished(account, SENT))
            how = "as configured" if sent else "found by itself"
            yield Finding(SENT_FOLDER, "ok", f"{there.name} with {_counted(there.total)}, {how}")
        yield Finding(READ_ONLY, "ok", "only asked for what is there: nothing is marked as read, moved or deleted")


def _certificate(version: str, end: str) -> Finding:
    if not end:
        return Finding(TLS, "ok", f"{version}, the certificate is good")
    import ssl

    seconds = ssl.cert_time_to_seconds(end)
    words = f"{version}, the certificate is good until {dt.datetime.fromtimestamp(seconds, dt.UTC):%d %B %Y}"
    if seconds - time.time() < SOON * 86_400:
        return Finding(TLS, "warning", words, "Its owner has to renew it before then, or mail can no longer be read.")
    return Finding(TLS, "ok", words)


def _counted(messages: int) -> str:
    return "1 message" if messages == 1 else f"{messages:,} messages"
