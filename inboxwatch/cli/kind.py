"""Whether a mailbox that lets nobody in by IMAP is read in another way (`doctor`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.views.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.cli.run import Run
    from inboxwatch.config import MailboxSettings
    from inboxwatch.ports import Finding

SIGNED_IN = "Signed in"
"""The step after which a server has been reached, and refuses."""
_WAYS = {
    "graph": (
        "in Microsoft 365",
        'Microsoft takes no passwords: connector = "graph" reads it (docs/microsoft-365.md).',
    ),
    "exchange": ("on an Exchange Server", 'If so, connector = "exchange" reads it (docs/exchange.md).'),
}


def another_way(run: Run, mailbox: MailboxSettings, finding: Finding) -> Iterator[Check]:
    """Look, after a refused sign-in by IMAP, whether the mailbox is on an Exchange Server or in Microsoft 365."""
    from inboxwatch.discovery import exchange

    address = next((known.main for known in run.settings.mailboxes if known.name == mailbox.name), "")
    if mailbox.connector != "imap" or finding.name != SIGNED_IN or not address:
        return
    seen = exchange.look(address)
    if seen is not None:
        where, remedy = _WAYS[seen.kind]
        yield Check("Mailboxes", "Kind", "warning", f"it may be {where}, for {seen.why}", remedy, mailbox.name)
