"""The steps to a Microsoft 365 mailbox one by one, for `doctor`: name, TLS, token, folders, permissions, reading."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.graph_errors import DeniedError, MissingError, NoMailboxError, Where, translated
from connectors.graph_folders import resolved
from connectors.graph_mail import query
from inboxwatch.errors import InboxwatchError
from inboxwatch.ports import Finding

if TYPE_CHECKING:
    from connectors.graph import Settings
    from connectors.graph_wire import Wire

NAME, TOKEN, FOLDERS, SENT, TEXTS = "Name resolved", "Signed in", "Folders", "Sent folder", "Texts"
LOST = (
    "requests are found by sender, subject and header alone: no questions inside a mail, no dates, promises or holding "
    "replies, and what you sent is tied to its conversation by Microsoft's own conversation only"
)
"""What Mail.ReadBasic costs."""


class _Look:
    """One look; `step` is what is being tried."""

    def __init__(self, settings: Settings, wire: Wire) -> None:
        self.settings, self.wire, self.step = settings, wire, NAME

    def findings(self) -> Iterator[Finding]:
        parts = urlsplit(self.settings.base_url)
        with translated(Where(parts.netloc, self.settings.address)):
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        yield Finding(NAME, "ok", f"{parts.hostname} is {found[0][4][0]}")
        self.step = TOKEN
        self.wire.ready()
        root = self.settings.root
        inbox = self.wire.get(f"{root}/mailFolders/inbox?$select=id,totalItemCount")
        kind = "the program itself" if self.settings.permission == "application" else "a person"
        yield Finding(TOKEN, "ok", f"as {kind}; TLS and certificate are good")
        self.step = FOLDERS
        for name in self.settings.folders:
            resolved(self.wire, root, name)
        count = inbox.get("totalItemCount")
        yield Finding(FOLDERS, "ok", f"{', '.join(self.settings.folders)}; {_counted(count)} in the Inbox")
        yield self._sent()
        yield self._texts()

    def _sent(self) -> Finding:
        self.step = SENT
        if not self.settings.sent:
            return Finding(SENT, "warning", "none is read", 'Without it answers are not seen: set sent = "Sent Items".')
        key = resolved(self.wire, self.settings.root, self.settings.sent)
        self.wire.get(f"{self.settings.root}/mailFolders/{key}?$select=id")
        return Finding(SENT, "ok", self.settings.sent)

    def _texts(self) -> Finding:
        self.step = TEXTS
        if not self.settings.text:
            return Finding(TEXTS, "warning", f"not read (text = false): {LOST}", "Set text = true and allow Mail.Read.")
        try:
            self.wire.get(f"{self.settings.root}/mailFolders/inbox/messages?{query(text=True)}&$top=1")
        except DeniedError as error:
            return Finding(
                TEXTS, "failed", error.message, "Allow Mail.Read; or set text = false, then Mail.ReadBasic is enough."
            )
        return Finding(TEXTS, "ok", "their beginning is read, nothing is marked as read")


def _counted(messages: object) -> str:
    return "1 message" if messages == 1 else f"{messages} messages"


def _elsewhere(settings: Settings) -> str:
    """What to do where the organisation has an Exchange Server of its own, "" where none shows itself."""
    from inboxwatch.discovery import exchange

    seen = exchange.look(settings.address)
    if seen is None or seen.kind != "exchange":
        return ""
    return f'It may be on your Exchange Server, for {seen.why}: connector = "exchange" reads that (docs/exchange.md).'


def findings(settings: Settings, secret: Callable[[], str], base: Path) -> Iterator[Finding]:
    """Yield each step as it is done; the first that fails is the last. Never raises."""
    from connectors.graph import wired

    wire = wired(settings, secret, base)
    look = _Look(settings, wire)
    try:
        yield from look.findings()
    except NoMailboxError as error:
        yield Finding(look.step, "failed", error.message, _elsewhere(settings) or error.remedy)
    except MissingError as error:
        yield Finding(look.step, "failed", error.message, error.remedy or "Check folders in the configuration.")
    except InboxwatchError as error:
        yield Finding(look.step, "failed", error.message, error.remedy)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        yield Finding(look.step, "failed", f"It failed ({type(error).__name__}).")
    finally:
        wire.close()
