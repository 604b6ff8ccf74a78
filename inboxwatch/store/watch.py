"""What a store knows while a daemon holds it: which `run` it is, and good passes that need not go to the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

import sqlalchemy as sa

from inboxwatch.errors import TakenOverError
from inboxwatch.store.codec import instant
from inboxwatch.store.tables import MetaTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.store.state import MailboxState

EPOCH: Final = "run epoch"
"""Name in `meta` of the number that each `run` raises when it begins (R13)."""
WRITTEN_EVERY: Final = 3600
"""Seconds after which a good pass without news is written down all the same."""

_meta = MetaTable.__table__  # type: ignore[attr-defined]
_VALUE = sa.select(_meta.c.value).where(_meta.c.name == EPOCH)


class Watch:
    """Outside the daemon it does nothing. `epoch` is this run's number, 0 where there is no daemon."""

    written_every: ClassVar[int] = WRITTEN_EVERY

    def __init__(self) -> None:
        """Begin without a daemon."""
        self.epoch = 0
        self._written: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._seen: dict[str, int] = {}

    def begin(self, connection: Connection) -> int:
        """Raise the store's epoch within a writing transaction: whoever had an older one writes nothing any more."""
        epoch = int(connection.scalar(_VALUE) or 0) + 1
        if epoch == 1:
            connection.execute(sa.insert(_meta).values(name=EPOCH, value="1"))
        else:
            connection.execute(sa.update(_meta).where(_meta.c.name == EPOCH).values(value=str(epoch)))
        return epoch

    def check(self, connection: Connection) -> None:
        """Raise TakenOverError if another run has begun since; within the writing transaction, so it stays true."""
        if self.epoch and int(connection.scalar(_VALUE) or 0) != self.epoch:
            raise TakenOverError("Another 'inboxwatch run' has taken this store over, so this one has stopped.")

    def enough(self, mailbox: str, now: int, said: tuple[str, ...]) -> bool:
        """Note a good pass that found `said` to tell; say whether what is written of the mailbox will do for now."""
        return bool(self.epoch) and self._enough(mailbox, now, said)

    def _enough(self, mailbox: str, now: int, said: tuple[str, ...]) -> bool:
        self._seen[mailbox] = now
        at, before = self._written.get(mailbox, (0, ()))
        if said == before and 0 <= now - at < self.written_every:
            return True
        self._written[mailbox] = (now, said)
        return False

    def forget(self, mailbox: str) -> None:
        """Have the next good pass written down."""
        self._written.pop(mailbox, None)

    def latest(self, state: MailboxState) -> MailboxState:
        """The state as it is written down, or with the good pass since."""
        seen = self._seen.get(state.name)
        return state if seen is None else replace(state, last_success=instant(seen))
