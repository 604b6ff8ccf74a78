"""What the store keeps of `inboxwatch train`: which weights judge the mail of which mailbox.

They are the owner's, so they judge their personal mailboxes; a shared one is answered by several people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.classifier import personal
from inboxwatch.model import MailboxKind
from inboxwatch.store.state import PERSONAL

if TYPE_CHECKING:
    from inboxwatch.classifier.personal import Personal
    from inboxwatch.config import Settings
    from inboxwatch.store import Store
    from inboxwatch.tracker import Rules


def in_use(store: Store, settings: Settings, mailbox: str) -> Personal | None:
    """The weights that judge the mail of a mailbox besides the shipped ones."""
    own = any(each.name == mailbox and each.kind is MailboxKind.PERSONAL for each in settings.mailboxes)
    return personal.current(store.meta(PERSONAL))[0] if own else None


def outdated(store: Store, rules: Rules) -> int:
    """How many messages were judged otherwise than they would be now; see `watch.again`."""
    found = personal.current(store.meta(PERSONAL))[0]
    if found is None:
        return store.outdated_count(personal.version(None))
    kinds = {each.name: each.kind for each in rules.mailboxes}
    return sum(
        store.outdated_count(personal.version(found if kind is MailboxKind.PERSONAL else None), name)
        for name, kind in kinds.items()
    )
