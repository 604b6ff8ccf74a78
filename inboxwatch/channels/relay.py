"""A mailer that has nothing but a mail server: it sends, files nothing, and looks into no mailbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from inboxwatch.errors import RefusedError
from inboxwatch.smtp import Server, check, send


class Relay:
    """Sends through one server. `instead` is the envelope sender where the server takes no null one."""

    def __init__(self, server: Server, secret: Callable[[], str], instead: str) -> None:
        """Connect nothing yet."""
        self._server, self._secret, self._instead = server, secret, instead

    def send(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Hand one mail in."""
        send(self._server, self._secret, message, sender, recipients, instead=self._instead)

    def file(self, message: bytes, place: Literal["sent", "drafts"]) -> None:  # noqa: ARG002 - the port's signature
        """A mail server keeps nothing."""
        raise RefusedError(f"{self._server.by.server} only sends; it has no {place} folder.")

    def holds(self, message_id: str, place: Literal["inbox", "sent", "drafts"]) -> bool | None:  # noqa: ARG002
        """Nobody can look into a mail server."""
        return None

    def examine(self) -> str:
        """Sign in, send nothing, and say where that was."""
        check(self._server, self._secret)
        return self._server.by.server

    def close(self) -> None:
        """Every mail has a connection of its own."""
