"""Finding stored messages by the names that a person has: a request's id or a Message-ID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Message


def by_message_id(run: Run, identity: str) -> list[Message]:
    """Return the stored messages of that Message-ID, one a mailbox. Raises UsageError if there is none."""
    bracketed = identity if identity.startswith("<") else f"<{identity}>"
    with run.open_store() as store:
        found = store.named(bracketed)
    if not found:
        remedy = "Copy it from the mail's headers; 'inboxwatch sync' reads new mail."
        raise UsageError(f"No stored message has the Message-ID {bracketed}.", remedy)
    return found


def place_of(run: Run, identity: str) -> tuple[str, str]:
    """Return mailbox and key of what a request's id or a Message-ID names. Raises UsageError."""
    from inboxwatch.cli.present import one

    if "@" in identity or identity.startswith("<"):
        message = by_message_id(run, identity)[0]
        return message.mailbox, message.key
    request = one(run, identity, owed=True)
    return request.mailbox, request.key
