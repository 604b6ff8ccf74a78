"""From the names in the configuration to folders of the mailbox."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from connectors.exchange_services import FolderAt, distinguished, folder_at, folders_in
from inboxwatch.errors import PermanentError

if TYPE_CHECKING:
    from exchangelib import Account

SENT = "sentitems"


class Watched(NamedTuple):
    """A folder that is read: its name in the cursor and for people, its id, and whether it holds the owner's mail."""

    name: str
    id: str
    sent: bool
    total: int = 0


def watched(account: Account, names: tuple[str, ...], sent: str | None) -> list[Watched]:
    """Find INBOX, the other named folders, and Sent last (so that a reply never comes before its request).

    Raises PermanentError for a name that is not there.
    """
    found = [Watched(name, *_place(named(account, name))) for name in names]
    if sent != "":
        there = folder_at(account, distinguished(account, SENT)) if sent is None else named(account, sent)
        if all(each.id != there.id for each in found):
            found.append(Watched(there.name or "Sent Items", there.id, sent=True, total=there.total))
        else:
            found = [each._replace(sent=each.id == there.id) for each in found]
    return found


def _place(there: FolderAt) -> tuple[str, bool, int]:
    return there.id, False, there.total


def named(account: Account, name: str) -> FolderAt:
    """A folder by its path, as "Projects/Alpha" or "INBOX/Alpha"; names count whatever their case."""
    steps = [step.strip() for step in name.split("/")]
    inbox = steps[0].upper() == "INBOX"
    there = folder_at(account, distinguished(account, "inbox" if inbox else "msgfolderroot"))
    for step in steps[1:] if inbox else steps:
        below = folders_in(account, there.id)
        match = next((each for each in below if each.name.casefold() == step.casefold()), None)
        if match is None:
            raise PermanentError(f"There is no folder '{name}' in {account.primary_smtp_address}.", _near(step, below))
        there = match
    return there


def _near(step: str, below: list[FolderAt]) -> str:
    names = ["".join(char if char.isprintable() else " " for char in each.name) for each in below]
    near = difflib.get_close_matches(step, names, n=1, cutoff=0.5)
    shown = f"Did you mean {near[0]}?" if near else f"The server has: {', '.join(names[:20]) or 'none'}."
    return f"Check folders and sent in the configuration. {shown}"
