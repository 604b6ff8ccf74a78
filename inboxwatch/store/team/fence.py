"""Whoever polls a space is fenced (R13): the first write of a poll raises the space's epoch, if nobody else did since.

Reading needs no fence, and a poll that finds nothing new writes nothing to the space. A worker that slept, or whose
mailbox was given to another one, finds a higher epoch when it comes to write: its transaction is rolled back, and so
it sends nothing either, for what is sent is written down before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import sqlalchemy as sa

from inboxwatch.errors import TakenOverError
from inboxwatch.store.tables import MetaTable
from inboxwatch.store.watch import EPOCH, Watch

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inboxwatch.store.state import MailboxState

WRITTEN_EVERY: Final = 900
"""Seconds after which a good poll that found nothing is written into the space all the same, for its owner to see."""

_meta = MetaTable.__table__  # type: ignore[attr-defined]
_VALUE = sa.select(_meta.c.value).where(_meta.c.name == EPOCH)


class Fence(Watch):
    """One poll's: `found` is the space's epoch when the poll began, `state` its mailbox as it is written there."""

    written_every: ClassVar[int] = WRITTEN_EVERY

    def __init__(self, found: int, state: MailboxState) -> None:
        """Nothing is written yet."""
        super().__init__()
        self._found = found
        success = state.last_success
        if success is not None and not state.last_error:
            self._written[state.name] = (int(success.timestamp()), (*state.notices, *state.alarms))

    def check(self, connection: Connection) -> None:
        """Raise the epoch with the first write, keep to it later; TakenOverError if somebody else has begun since."""
        epoch = int(connection.scalar(_VALUE) or 0)
        if epoch == self._found:  # also after a first write that was rolled back
            self.epoch = self.begin(connection)
        elif epoch != self.epoch or not self.epoch:
            raise TakenOverError("Another worker, or the owner's own 'inboxwatch run', has taken this space over.")

    def enough(self, mailbox: str, now: int, said: tuple[str, ...]) -> bool:
        """Note a good poll that found `said` to tell; say whether what is written of the mailbox will do for now."""
        return self._enough(mailbox, now, said)
