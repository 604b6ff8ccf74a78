"""Sending for a Microsoft 365 mailbox: sendMail in MIME, for basic sign-in by SMTP ends at Microsoft.

Exchange Online files what it sends into Sent Items by itself, so `file(…, "sent")` writes nothing. A draft is made as
MIME, too, which needs a permission of its own. Nothing is deleted, moved or flagged.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from connectors.fields import searchable
from connectors.graph import Settings, settled, wired
from inboxwatch.errors import ConnectorError, NotSentError, RefusedError, TransientError, UncertainError
from inboxwatch.mail.write import sendable
from inboxwatch.ports import Mailer

if TYPE_CHECKING:
    from connectors.graph_wire import Wire

Place = Literal["inbox", "sent", "drafts"]
_FIELD = re.compile(rb"^(?:to|cc|bcc):[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
LARGEST = 3 << 20
"""Bytes of a mail in MIME that sendMail takes at once (4 MB in base64)."""


class GraphMailer:
    """Sends in the name of one mailbox's owner."""

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect nothing yet."""
        self._settings = settings
        self._wire: Wire = wired(settings, secret, base)

    def send(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Hand the mail in. Graph takes its recipients from the header; others become Bcc. `sender` is the mailbox."""
        del sender  # Exchange sets the envelope sender itself
        if not self._settings.sends:
            raise RefusedError("This mailbox is not allowed to send.", "Set sends = true in its [[mailbox]].")
        self._post("/sendMail", _addressed(message, recipients))

    def file(self, message: bytes, place: Literal["sent", "drafts"]) -> None:
        """Put a draft into Drafts; what was sent is in Sent Items already."""
        if place == "sent":
            return
        if not self._settings.drafts:
            raise RefusedError(
                "inboxwatch may not write drafts into this mailbox.",
                "Set drafts = true in its [[mailbox]] (permission Mail.ReadWrite) and run 'inboxwatch login'.",
            )
        self._post("/messages", message)

    def _post(self, path: str, message: bytes) -> None:
        if len(message) > LARGEST:
            raise RefusedError("The mail is larger than Microsoft Graph takes at once.", "Send it with a mail program.")
        self._wire_ready()
        with _sending(uncertain=True):
            self._wire.ask("POST", self._settings.root + path, body=base64.b64encode(message), kind="text/plain")

    def _wire_ready(self) -> None:
        """Have a token before anything is sent: what fails here has certainly not left."""
        with _sending(uncertain=False):
            self._wire.ready()

    def holds(self, message_id: str, place: Place) -> bool | None:
        """Look for a mail by its Message-ID; None where that cannot be looked at."""
        from connectors.graph_errors import MissingError
        from connectors.graph_folders import resolved

        if not searchable(message_id):
            return None
        settings = self._settings
        names = {"inbox": settings.folders, "sent": (settings.sent or "Sent Items",), "drafts": ("Drafts",)}[place]
        found: bool | None = None
        wanted = quote(f"internetMessageId eq '{message_id}'", safe="'")
        with _sending(uncertain=False):
            for name in names:
                try:
                    key = resolved(self._wire, settings.root, name)
                    path = f"{settings.root}/mailFolders/{key}/messages?$filter={wanted}&$select=id&$top=1"
                    found = bool(self._wire.get(path).get("value")) or found or False
                except MissingError:
                    continue
                if found:
                    break
        return found

    def examine(self) -> str:
        """Get a token, send nothing, and say through whom mail would leave."""
        if not self._settings.sends:
            raise RefusedError("This mailbox is not allowed to send.", "Set sends = true in its [[mailbox]].")
        self._wire_ready()
        return f"{self._wire.where.host} as {self._settings.address}"

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()


@contextmanager
def _sending(*, uncertain: bool) -> Iterator[None]:
    """Turn errors of the connection into those of a mailer. `uncertain`: silence may mean that it was taken."""
    from connectors.graph_errors import BusyError, UnreachedError

    failure: Exception | None = None
    try:
        yield
    except ConnectorError as error:
        if not isinstance(error, TransientError):
            failure = RefusedError(error.message, error.remedy)
        elif uncertain and not isinstance(error, BusyError | UnreachedError):
            failure = UncertainError(error.message, error.remedy)
        else:
            failure = NotSentError(error.message, error.remedy)
    if failure is not None:
        raise failure


def _addressed(message: bytes, recipients: Sequence[str]) -> bytes:
    """Add those recipients as Bcc whom the header does not name; refuse where it names others."""
    block = message.partition(b"\r\n\r\n")[0]
    values = [found[1].decode("utf-8", "replace") for found in _FIELD.finditer(block)]
    named = {address.lower() for _, address in getaddresses(values) if address}
    wanted = {address.lower(): address for address in recipients}
    if not wanted or not all(sendable(address) for address in recipients):
        raise RefusedError("The mail has no recipient that can be written to.")
    if named - wanted.keys():
        raise RefusedError("The mail names recipients in its header that it should not go to.")
    hidden = [address for low, address in wanted.items() if low not in named]
    return b"".join(f"Bcc: {address}\r\n".encode() for address in hidden) + message


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Mailer:
    """Make the mailer of a mailbox; nothing is asked of the network yet."""
    return GraphMailer(settled(settings), secret, base)
