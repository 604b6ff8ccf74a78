"""Copies of one message in several mailboxes, brought together."""

from __future__ import annotations

import hashlib
import operator
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from inboxwatch.model.values import value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from inboxwatch.model import Message


@value(frozen=True, slots=True)
class Seen:
    """One message in all the mailboxes that hold a copy of it.

    `message` is the copy that was received first; `received_at` is its time; `in_sent` is true if any copy lies in
    a Sent folder; `moment` is when it happened for the order of a conversation: sent for what the owner's own Sent
    folder holds, received for all else. `key` is the message's, equal for all copies.
    """

    key: str
    message: Message
    mailboxes: frozenset[str]
    in_sent: bool
    copies: tuple[Message, ...]
    recipients: frozenset[str]
    moment: dt.datetime

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Sorts a conversation; the key breaks ties so that arrival order cannot."""
        return (self.moment, self.key)


_ORDER: Final = operator.attrgetter("moment", "key")
"""The same."""


def _copy_order(message: Message) -> tuple[dt.datetime, str, str]:
    return (message.received_at, message.mailbox, message.ref)


def merge_copies(messages: Iterable[Message]) -> list[Seen]:
    """Bring the copies of each message together; sorted by the order of what happened."""
    by_key: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_key[message.key].append(message)
    return sorted((_seen(copies) for copies in by_key.values()), key=_ORDER)


def _seen(copies: list[Message]) -> Seen:
    if len(copies) > 1:
        copies.sort(key=_copy_order)
    first = copies[0]
    in_sent = first.in_sent
    mailboxes = frozenset((first.mailbox,))
    recipients = frozenset((*first.to, *first.cc, *first.bcc))
    if len(copies) > 1:
        in_sent = any(copy.in_sent for copy in copies)
        mailboxes = frozenset(copy.mailbox for copy in copies)
        # the copy in Sent knows the Bcc that the received one does not
        recipients = recipients.union(*((*copy.to, *copy.cc, *copy.bcc) for copy in copies[1:]))
    moment = first.sent_at if in_sent else first.received_at
    return Seen(first.key, first, mailboxes, in_sent, tuple(copies), recipients, moment)


def refers(later: Message, earlier: Message) -> bool:
    """Whether `later` names `earlier` in its In-Reply-To or References."""
    name = earlier.message_id
    return bool(name) and (name in later.in_reply_to or name in later.references)


def conversation_id(members: list[Seen]) -> str:
    """Name a conversation after its earliest message: 12 hexadecimal digits."""
    return hashlib.blake2b(members[0].key.encode(), digest_size=6).hexdigest()
