"""What the owner did with their mail, as the store knows it: what was answered, what never, what was corrected.

Everything that a person wrote to the owner is looked at, flagged or not: the tracker is asked as if every message
needed a reply, and says how each went on.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from inboxwatch import tracker
from inboxwatch.model import DecisionKind, MailboxKind, State

if TYPE_CHECKING:
    from inboxwatch.model import Decision, Message, Request
    from inboxwatch.store import Store
    from inboxwatch.store.state import Group
    from inboxwatch.tracker import Rules

PATIENCE: Final = dt.timedelta(days=14)
"""A message that was not answered for so long counts as never answered, if the owner wrote to others meanwhile."""


class Habit(StrEnum):
    """What the owner did with a message."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    MARKED = "marked"
    DISMISSED = "dismissed"


WEIGHTS: Final = {Habit.ANSWERED: 1.0, Habit.UNANSWERED: 0.5, Habit.MARKED: 4.0, Habit.DISMISSED: 4.0}
"""How much each tells: silence is a weak sign, for the answer may just be owed; a correction is a strong one."""
WANTED: Final = frozenset({Habit.ANSWERED, Habit.MARKED})
_CORRECTIONS: Final = {DecisionKind.MARK: Habit.MARKED, DecisionKind.DISMISS: Habit.DISMISSED}


@dataclass(frozen=True, slots=True)
class Past:
    """One message and what became of it; `ref` is the connector's place of it."""

    mailbox: str
    ref: str
    received_at: dt.datetime
    habit: Habit


def past(store: Store, rules: Rules, now: dt.datetime) -> list[Past]:
    """What the owner did with the mail of their personal mailboxes, oldest first.

    Left out: machine mail, mail of strangers, what is too recent to tell, what others answered, what was withdrawn,
    handed over or snoozed, and what the requester asked for again, for somebody waited there.
    """
    mine = frozenset(each.name for each in rules.mailboxes if each.kind is MailboxKind.PERSONAL)
    if not mine:
        return []
    own = tracker.responders(rules)[0].own
    generous = replace(rules, threshold=0.0)
    found: list[Past] = []
    wrote: list[dt.datetime] = []
    for group, decisions in store.history():
        found += _habits(group, decisions, generous, mine, now)
        wrote += [message.sent_at for message in group.messages if message.in_sent or message.sender in own]
    wrote.sort()
    told = [each for each in found if each.habit is not Habit.UNANSWERED or _was_there(each, wrote)]
    return sorted(told, key=lambda each: (each.received_at, each.mailbox, each.ref))


def _was_there(unanswered: Past, wrote: Sequence[dt.datetime]) -> bool:
    """Whether the owner wrote to anybody in the time in which they did not answer this."""
    place = bisect_left(wrote, unanswered.received_at)
    return place < len(wrote) and wrote[place] <= unanswered.received_at + PATIENCE


def _habits(
    group: Group, decisions: Sequence[Decision], rules: Rules, mine: frozenset[str], now: dt.datetime
) -> Iterator[Past]:
    """What became of the messages of one group."""
    messages = group.messages
    corrected = {each.key: _CORRECTIONS[each.kind] for each in decisions if each.kind in _CORRECTIONS}
    own = tracker.responders(rules)[0].own  # what was decided about the owner's own mail says nothing of received mail
    seen: set[str] = set()
    for message in messages:
        received = message.mailbox in mine and message.sender not in own
        if message.key in corrected and received and message.key not in seen:
            seen.add(message.key)
            yield _past(message, corrected[message.key])
    known = {(message.mailbox, message.key): message for message in messages if message.mailbox in mine}
    by_id = {message.message_id: message for message in known.values() if message.message_id}
    for request in tracker.track(messages, decisions, rules, now, witnesses=group.witnesses):
        habit = _habit(request, now)
        if not request.chasers:
            about = known.get((request.mailbox, request.key))
        else:
            about = _meant(request, by_id) if habit is Habit.ANSWERED else None
        if about is not None and habit is not None and about.key not in seen:
            seen.add(about.key)
            yield _past(about, habit)


def _past(message: Message, habit: Habit) -> Past:
    return Past(message.mailbox, message.ref, message.received_at, habit)


def _habit(request: Request, now: dt.datetime) -> Habit | None:
    """Read the outcome of a request; None where it tells nothing."""
    if request.state in {State.ANSWERED, State.ACKNOWLEDGED}:
        return Habit.ANSWERED
    idle = request.state is State.OPEN and not request.handed_over_to and request.snoozed_until is None
    return Habit.UNANSWERED if idle and request.received_at + PATIENCE <= now else None


def _meant(request: Request, by_id: dict[str, Message]) -> Message | None:
    """Of several messages that one reply may answer, the one that it names; None if it names none of them."""
    reply = by_id.get(request.acknowledgement.message_id) if request.acknowledgement else None
    named: Iterable[str] = reply.in_reply_to if reply is not None else ()
    asked = (by_id[name] for name in named if name in by_id)
    return next((message for message in asked if message.sender == request.sender), None)
