"""`Later` finds what a look at every message of the conversation would find, in the same order, and looks at few."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.conversations import merge_copies, refers
from inboxwatch.tracker.later import Later
from tests.store_data import START, message

if TYPE_CHECKING:
    from inboxwatch.conversations import Seen
    from inboxwatch.model import Message

HOURS = st.integers(0, 6)


def _at(hours: int) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


@st.composite
def conversations(draw: st.DrawFn) -> list[Seen]:
    """Some messages with clocks that differ, which name some of each other."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        named = tuple(f"<m{each}@corp.example>" for each in draw(st.lists(st.integers(0, 8), max_size=2)))
        headers = {"in_reply_to": named[:1], "references": named[1:], "in_sent": draw(st.booleans())}
        made.append(message(number, sent_at=_at(draw(HOURS)), received_at=_at(draw(HOURS)), **headers))
    return merge_copies(made)


def _looked_through(items: list[Seen], request: Message, moment: dt.datetime, when: str) -> list[tuple[object, str]]:
    """The same by looking at every message."""
    found = [
        (max(getattr(item.message, when), moment), item.order, item.key)
        for item in items
        if refers(item.message, request) or item.message.sent_at > moment
    ]
    return [(at, key) for at, _, key in sorted(found)]


@given(conversations(), st.integers(0, 8), HOURS, st.sampled_from(["sent_at", "received_at"]))
def test_nothing_is_left_out_and_the_order_is_that_of_what_happened(
    items: list[Seen], asked: int, hours: int, when: str
) -> None:
    later = Later(items, lambda each: getattr(each, when))
    request = message(asked)
    found = [(at, item.key) for at, item in later.after(request, _at(hours))]
    assert found == _looked_through(items, request, _at(hours), when)


def test_the_next_few_of_a_long_conversation_cost_no_look_at_the_others() -> None:
    items = merge_copies([message(number) for number in range(5_000)])
    later = Later(items, lambda each: each.sent_at)
    looked: list[int] = []

    class Counted(list):  # type: ignore[type-arg]
        def __getitem__(self, place: int) -> Seen:  # type: ignore[override]
            looked.append(place)
            return super().__getitem__(place)  # type: ignore[no-any-return]

    later._items = Counted(later._items)
    found = [item.key for _, item in islice(later.after(items[2_000].message, items[2_000].moment), 3)]
    assert found == ["key-2001", "key-2002", "key-2003"]
    assert looked == [2_001, 2_002, 2_003]
