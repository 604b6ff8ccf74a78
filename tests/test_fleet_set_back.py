"""A store that is set back while a mailbox is read, as by a failover to a copy that lagged: nothing is lost (R32)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from inboxwatch.errors import StoreError
from inboxwatch.ports import Batch
from inboxwatch.store import Store
from inboxwatch.store.tables import LinkTable, MailboxTable, MessageTable, MetaTable, UntrackedTable
from inboxwatch.store.watch import EPOCH
from tests.fakes import FakeConnector, FakeMailbox
from tests.test_fleet_polling import Worker, worker

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["worker"]


class Interrupted(FakeConnector):
    """Hands out one message at a time, and has something happen after so many."""

    def __init__(self, mailbox: FakeMailbox, after: int, happens: Callable[[], None]) -> None:
        """Read `mailbox`."""
        super().__init__(mailbox, batch_size=1)
        self._after, self._happens = after, happens

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield them; what was yielded before is stored when the next one is asked for."""
        for number, batch in enumerate(super().fetch(cursor, since)):
            if number == self._after:
                self._happens()
            yield batch


class Copy:
    """A copy of a space as it is now, which may take over later."""

    def __init__(self, store: Store) -> None:
        """Note where it is."""
        self._store, self._epoch, self._cursor = store, store.meta(EPOCH), store.cursor("mail")
        self._count = store.count()

    def take_over(self, *, epoch: bool) -> None:
        """Set the space back; with `epoch` that, too, otherwise what raised it had come across in time."""
        tables = [getattr(each, "__table__") for each in (LinkTable, UntrackedTable, MessageTable)]  # noqa: B009
        mailbox, meta = MailboxTable.__table__, MetaTable.__table__  # type: ignore[attr-defined]
        assert self._count == 0, "all messages go"
        with self._store.writing() as connection:
            for table in tables:
                connection.execute(sa.delete(table))
            connection.execute(sa.update(mailbox).values(cursor=self._cursor))
            if epoch:
                connection.execute(sa.update(meta).where(meta.c.name == EPOCH).values(value=self._epoch))


@pytest.mark.parametrize("epoch", [False, True])
@pytest.mark.parametrize("after", [1, 2])
def test_messages_of_batches_that_vanished_are_read_again(worker: Worker, after: int, *, epoch: bool) -> None:
    """The later batches of the same pass must not move the cursor past them."""
    worker.poll()
    with Store.open(worker.spaces._url) as own:
        copy = Copy(own)
        for number in range(4):
            worker.ask(number)
        mailbox = worker.mailbox
        worker.polling.connect = lambda _: Interrupted(mailbox, after, lambda: copy.take_over(epoch=epoch))
        outcome = worker.poll()
        assert "set back" in outcome.error
        assert own.count() == 0
        worker.polling.connect = worker._connect
        assert worker.poll().new == 4
        assert own.count() == 4


def test_messages_that_were_known_before_the_poll_and_vanished_during_it_are_read_again(worker: Worker) -> None:
    worker.poll()
    with Store.open(worker.spaces._url) as own:
        copy = Copy(own)
        worker.ask(1)
        assert worker.poll().new == 1
        worker.ask(2)
        mailbox = worker.mailbox
        worker.polling.connect = lambda _: Interrupted(mailbox, 0, lambda: copy.take_over(epoch=False))
        assert "set back" in worker.poll().error
        worker.polling.connect = worker._connect
        assert worker.poll().new == 2
        assert own.count() == 2


def test_a_batch_goes_in_only_where_the_one_before_it_is(worker: Worker) -> None:
    worker.poll()
    store = worker.store()
    store.add_ready("mail", (), "7", store.cursor("mail"))
    with pytest.raises(StoreError, match="set back"):
        store.add_ready("mail", (), "9", "8")
    with pytest.raises(StoreError, match="set back"):
        store.add_ready("mail", (), "9", "")
    assert store.cursor("mail") == "7"
    store.add_ready("mail", (), "9", "7")
    store.add_ready("another", (), "1", "")
    with pytest.raises(StoreError, match="set back"):
        store.add_ready("a third", (), "1", "0")
    assert (store.cursor("mail"), store.cursor("another"), store.cursor("a third")) == ("9", "1", "")
