"""What a poll must know of a space before it reads the mailbox, in one transaction of two statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from inboxwatch.store.mailbox_codec import MAILBOX_COLUMNS, read_state
from inboxwatch.store.messages import untracked_table
from inboxwatch.store.retention import RETAINED
from inboxwatch.store.state import SECRET, MailboxState
from inboxwatch.store.tables import AsideTable, MailboxTable, MetaTable
from inboxwatch.store.watch import EPOCH

if TYPE_CHECKING:
    from inboxwatch.store import Store

WISHES: Final = "configuration"
"""Name in `meta` of the owner's own settings for polled mailboxes, TOML."""

_meta = MetaTable.__table__  # type: ignore[attr-defined]
_mailbox = MailboxTable.__table__  # type: ignore[attr-defined]
_aside = AsideTable.__table__  # type: ignore[attr-defined]

_FACTS = sa.select(
    sa.select(_meta.c.value).where(_meta.c.name == EPOCH).scalar_subquery(),
    sa.select(_meta.c.value).where(_meta.c.name == WISHES).scalar_subquery(),
    sa.select(_meta.c.value).where(_meta.c.name == SECRET).scalar_subquery(),
    sa.select(_meta.c.value).where(_meta.c.name == RETAINED).scalar_subquery(),
    sa.exists(sa.select(sa.literal(1)).select_from(untracked_table)),
    sa.exists(sa.select(sa.literal(1)).where(_aside.c.mailbox == sa.bindparam("mailbox"))),
)
_STATE = sa.select(*(_mailbox.c[name] for name in MAILBOX_COLUMNS)).where(_mailbox.c.name == sa.bindparam("mailbox"))


@dataclass(frozen=True, slots=True)
class Peek:
    """How a space was when a poll began. `pending`: something is to be derived; `aside`: something to be tried again.

    `wishes` is the owner's TOML, "" if there is none; `begun`: the space has a secret of its own; `retained` is what
    was noted when it was last looked for what is too old, "" if never.
    """

    epoch: int
    wishes: str
    begun: bool
    pending: bool
    aside: bool
    state: MailboxState
    retained: str


def peek(store: Store, mailbox: str) -> Peek:
    """Look at a space and at one mailbox of it. Raises StoreError."""
    with store.reading() as connection:
        epoch, wishes, secret, retained, pending, aside = connection.execute(_FACTS, {"mailbox": mailbox}).one()
        row = connection.execute(_STATE, {"mailbox": mailbox}).one_or_none()
    state = MailboxState(mailbox) if row is None else read_state(tuple(row))
    if secret:
        store._secret = bytes.fromhex(secret)  # noqa: SLF001 - our own; saves asking for it again
    return Peek(int(epoch or 0), wishes or "", bool(secret), bool(pending), bool(aside), state, retained or "")
