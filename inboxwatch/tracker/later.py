"""What came after a message of a conversation, in the order in which it counts, found without looking at all of it.

A conversation may have thousands of messages and a request in each; most are answered by one of the next few.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from inboxwatch.conversations import Seen
    from inboxwatch.model import Message


class Later:
    """Messages sorted by when they count, with an index of the messages that they name."""

    def __init__(self, items: Iterable[Seen], counts: Callable[[Message], dt.datetime]) -> None:
        """`counts` says when a message counts: when it was sent, or when it was received."""
        found = sorted(((counts(item.message), item.order, item) for item in items), key=itemgetter(0, 1))
        self._items = [item for _, _, item in found]
        self._times = [at for at, _, _ in found]
        self._sent_later = [(at, item) for at, _, item in found if item.message.sent_at > at]
        self._naming: dict[str, list[tuple[dt.datetime, Seen]]] = defaultdict(list)
        for at, _, item in found:
            for name in {*item.message.in_reply_to, *item.message.references}:
                self._naming[name].append((at, item))

    def after(self, message: Message, moment: dt.datetime) -> Iterator[tuple[dt.datetime, Seen]]:
        """Yield what names the message, whatever the dates say, or was sent after `moment`.

        Each with when it counts, `moment` at the earliest, in the order of that and of what happened.
        """
        naming = self._naming.get(message.message_id, ()) if message.message_id else ()
        before = {item.key: item for at, item in naming if at <= moment}
        before.update((item.key, item) for at, item in self._sent_later if at <= moment < item.message.sent_at)
        for item in sorted(before.values(), key=lambda item: item.order):
            yield moment, item
        named = {item.key for _, item in naming}
        for place in range(bisect_right(self._times, moment), len(self._times)):
            item = self._items[place]
            if item.message.sent_at > moment or item.key in named:
                yield self._times[place], item
