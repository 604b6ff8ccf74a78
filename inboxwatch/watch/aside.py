"""Messages set aside, in a pass: counted, tried again, and said (R5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import WithheldError
from inboxwatch.ports import Batch
from inboxwatch.work.guard import Guard

if TYPE_CHECKING:
    from inboxwatch.ports import Connector
    from inboxwatch.store import Store
    from inboxwatch.watch.sync import Judge

WITHHELD: Final = "the server shows it and does not hand it out"
READING: Final = "reading it ended the program"
BEFORE: Final = 1
"""Tries of a message before it is judged alone: with its batch, or that ended the program and was not counted."""
_AT_ONCE: Final = 20
"""Messages tried again in one pass: each may take seconds."""


class MailboxTries:
    """The tries of one mailbox's messages, written into the store (`work.guard.Tries`)."""

    def __init__(self, store: Store, mailbox: str, now: dt.datetime) -> None:
        """Look at what is set aside."""
        from inboxwatch.store.aside import TRIES

        self._store, self._mailbox, self._now = store, mailbox, now
        self._known = {each.ref: each.attempts for each in store.asides.all(mailbox)}
        self._stored = frozenset(self._known)
        self._most = TRIES

    def known(self, refs: Sequence[str]) -> bool:
        """Whether one of these has been tried without success."""
        return any(ref in self._known for ref in refs)

    def spent(self, ref: str) -> bool:
        """Whether a message has had all its tries."""
        return self._known.get(ref, 0) >= self._most

    def begin(self, ref: str) -> None:
        """Write down that a try begins."""
        self._known[ref] = self._known.get(ref, BEFORE) + 1
        self._store.asides.count(self._mailbox, [ref], READING, self._now, first=BEFORE + 1)

    def undo(self, ref: str) -> None:
        """Take back a try that went well or was broken off."""
        self._known[ref] -= 1
        if ref in self._stored:  # the cursor may be past it already: only what is stored may be forgotten
            self._store.asides.uncount(self._mailbox, ref)
        else:
            del self._known[ref]
            self._store.asides.remove(self._mailbox, [ref])

    def failed(self, ref: str, why: str) -> None:
        """Write down how it ended."""
        self._store.asides.explain(self._mailbox, ref, why)


def withheld(store: Store, mailbox: str, refs: Sequence[str], now: dt.datetime) -> None:
    """Set messages aside that a server does not hand out, before the cursor moves past them."""
    if refs:
        store.asides.count(mailbox, refs, WITHHELD, now)


def again(store: Store, mailbox: str, connector: Connector, judge: Judge, now: dt.datetime) -> int:
    """Try those again whose time has come; returns how many messages were stored. Raises what reading raises."""
    added = 0
    guarded = isinstance(judge, Guard)
    for each in store.asides.due(mailbox, now)[:_AT_ONCE]:
        if not guarded and each.why != WITHHELD:
            continue  # what made judging hang or die is for a process that may do so
        try:
            mail = connector.texts([each.ref]).get(each.ref)
        except WithheldError:
            store.asides.count(mailbox, [each.ref], WITHHELD, now)
            continue
        if mail is None:
            store.asides.remove(mailbox, [each.ref])
            continue
        for _, messages in judge.done([(Batch((mail,), ""), (mail,))]):
            if messages:
                added += store.add_ready(mailbox, messages, None, late=(each.ref,)).new
    return added


def notices(store: Store, mailbox: str) -> tuple[str, ...]:
    """What the owner should know of the messages of a mailbox that are set aside."""
    count = len(store.asides.all(mailbox))
    if not count:
        return ()
    what = "1 message is set aside, for it" if count == 1 else f"{count} messages are set aside, for they"
    return (f"{what} cannot be read; 'inboxwatch doctor' says why.",)
