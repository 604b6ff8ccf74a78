"""What the owner is owed: what they asked colleagues for, and the first human sign of it (docs/clock.md).

The rules are those of requests, mirrored: the owner's mail opens one for each colleague in To, the colleague's mail to
the owner stops its clock. Nobody knows the colleague's calendar, so business time is the owner's. The owner's own
invitations open nothing: calendar programs keep the answers to those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from inboxwatch.conversations import conversation_id, refers
from inboxwatch.model import Acknowledgement, AcknowledgementKind, DecisionKind, Request, State
from inboxwatch.tracker.ending import ANSWERS, Ending, Given
from inboxwatch.tracker.finish import finish
from inboxwatch.tracker.gate import human
from inboxwatch.tracker.identity import owed_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from inboxwatch.conversations import Seen
    from inboxwatch.tracker.view import Context, View


QUESTION: Final = "question"
"""The classifier's reason that the owner's answer to a colleague needs to be owed something itself: "please" stands in
many answers that want none ("separately, please")."""

_SENT: Final = attrgetter("message.sent_at", "key")


@dataclass(slots=True)
class _Asked:
    """What one colleague was asked for by one mail."""

    item: Seen
    address: str
    person: str
    marked: bool
    ending: Ending
    chasers: list[Seen] = field(default_factory=list)

    def over(self, item: Seen) -> bool:
        """Whether the clock had stopped when the owner wrote `item`."""
        at, by = self.ending.at, self.ending.by_item
        if at is None:
            return False
        if by is not None and refers(item.message, by.message):
            return True
        return at <= item.message.sent_at


def owed(view: View, context: Context, now: dt.datetime) -> Iterator[Request]:
    """Yield what colleagues owe this responder in one conversation, in the order it was asked for."""
    if not view.outbound:
        return
    found: list[_Asked] = []
    for item in sorted(view.outbound, key=_SENT):
        if _ours(item, context):
            _take(item, found, view, context)
    for asked in found:
        view.conversation = view.conversation or conversation_id(view.members)
        yield _finish(asked, view, context, now)


def _ours(item: Seen, context: Context) -> bool:
    """Whether a mail speaks for this responder: a member's own mail does not speak for the shared mailbox."""
    copies = [copy for copy in item.copies if copy.mailbox in context.responder.mailboxes]
    if not copies:
        return False
    if not context.responder.members:
        return True
    return item.message.sender in context.responder.addresses or any(copy.in_sent for copy in copies)


def _take(item: Seen, found: list[_Asked], view: View, context: Context) -> None:
    verdict, marked = item.message.verdict, context.marked(item)
    if human(item) is not None and not marked:
        return
    if verdict.withdraws and not marked:
        _withdraw(item, found, context)
        return
    needs = verdict.score >= context.rules.threshold
    for person, address in _colleagues(item, context).items():
        asks = marked or (needs and (QUESTION in verdict.reasons or not _answers(item, person, view, context)))
        waiting = [asked for asked in found if asked.person == person and not asked.over(item)]
        if waiting:
            waiting[0].chasers += [item] if needs or verdict.asks_again else []
        elif asks and context.failed(item, frozenset((address,))) is None:
            asked = _Asked(item, address, person, marked, Ending())
            _Walk(asked, view, context).run()
            found.append(asked)


def _answers(item: Seen, person: str, view: View, context: Context) -> bool:
    """Whether a mail follows one by this colleague in the conversation."""
    sent = item.message.sent_at
    return any(
        other.message.received_at <= sent and context.person(other.message.sender) == person for other in view.others
    )


def _withdraw(item: Seen, found: list[_Asked], context: Context) -> None:
    """End what those who are told need not do any more."""
    at = item.message.sent_at
    told = {context.person(address) for address in item.recipients}
    for asked in found:
        if asked.person not in told:
            continue
        if not asked.over(item):
            asked.ending = Ending(State.WITHDRAWN, at, item)
        elif asked.ending.promises and (asked.ending.answered_at is None or asked.ending.answered_at > at):
            asked.ending.released_at = asked.ending.released_at or at


def _colleagues(item: Seen, context: Context) -> dict[str, str]:
    """Whom a mail asks: internal people in To but the responder; main address -> the address that it went to."""
    apart = context.responder.apart
    found: dict[str, str] = {}
    for address in item.message.to:
        if address not in apart and context.rules.directory.internal(address):
            found.setdefault(context.person(address), address)
    return found


class _Walk:
    """Walks through what colleagues wrote after the owner asked, until it is answered."""

    def __init__(self, asked: _Asked, view: View, context: Context) -> None:
        self.asked, self.view, self.context = asked, view, context
        self.start = asked.item.message.sent_at
        self.also_asked = {context.person(address) for address in asked.item.recipients}

    def run(self) -> None:
        ending = self.asked.ending
        decided = [
            (max(decision.answered_at or decision.at, self.start), decision)
            for decision in self.context.decisions.get(self.asked.item.key, ())
            if decision.kind in {DecisionKind.DISMISS, DecisionKind.DONE}
        ]
        said = min(decided, key=lambda pair: pair[0], default=None)
        for at, item in self.view.came_in.after(self.asked.item.message, self.start):
            if said is not None and said[0] < at:
                break
            if self._written(item, at):
                return
        if said is not None:
            self._decided(ending, said[1].kind, said[0])

    def _decided(self, ending: Ending, kind: DecisionKind, at: dt.datetime) -> None:
        """Take the owner's word that nothing is owed, or that it was answered elsewhere."""
        if kind is DecisionKind.DISMISS:
            if ending.acknowledgement is None:
                ending.state, ending.at = State.DISMISSED, at
            return
        if ending.acknowledgement is None:
            ending.acknowledgement = Acknowledgement(at, self.asked.address, AcknowledgementKind.ELSEWHERE)
            ending.at = at
        ending.answered_at, ending.state = at, State.ANSWERED

    def _written(self, item: Seen, at: dt.datetime) -> bool:
        """Judge a mail that the owner received; True once nothing more can happen."""
        if not self._counts(item):
            return False
        person = self.context.person(item.message.sender)
        if person == self.asked.person:
            return self._acknowledge(item, at, _kind(item))
        if person in self.also_asked:
            return self._cover(item, at)
        if refers(item.message, self.asked.item.message) and not item.message.reaction:
            self.asked.ending.handed_over_to = person  # behind a group's address, or somebody handed it on
            return self._acknowledge(item, at, AcknowledgementKind.DELEGATION)
        return False

    def _counts(self, item: Seen) -> bool:
        """Whether a person inside wrote it to the owner."""
        message, context = item.message, self.context
        if message.verdict.automatic is not None or not context.rules.directory.internal(message.sender):
            return False
        reached = context.responder.apart.union(self.asked.item.message.reply_to)
        return not item.recipients.isdisjoint(reached)

    def _acknowledge(self, item: Seen, at: dt.datetime, kind: AcknowledgementKind) -> bool:
        ending, message = self.asked.ending, item.message
        if ending.acknowledgement is None:
            ending.acknowledgement = Acknowledgement(at, message.sender, kind, message.message_id)
            ending.at, ending.by_item, ending.state = at, item, State.ACKNOWLEDGED
        answers = kind in ANSWERS or (kind is AcknowledgementKind.DELEGATION and not message.verdict.holding)
        if message.verdict.promise is not None and not answers:
            ending.promises.append(Given(at, message.verdict.promise))
        if answers:
            ending.answered_at, ending.state = at, State.ANSWERED
        return answers

    def _cover(self, item: Seen, at: dt.datetime) -> bool:
        """End it where another one who was asked answers, unless they only hold, react, or ask the colleague too."""
        ending, verdict = self.asked.ending, item.message.verdict
        passes_on = verdict.score >= self.context.rules.threshold and any(
            self.context.person(address) == self.asked.person for address in item.message.to
        )
        if ending.acknowledgement is not None or verdict.holding or item.message.reaction or passes_on:
            return False
        ending.state, ending.at, ending.by_item = State.COVERED, at, item
        return True


def _kind(item: Seen) -> AcknowledgementKind:
    if item.message.reaction:
        return AcknowledgementKind.REACTION
    return AcknowledgementKind.HOLDING if item.message.verdict.holding else AcknowledgementKind.REPLY


def _finish(asked: _Asked, view: View, context: Context, now: dt.datetime) -> Request:
    """Put the figures to it: `sender` is the colleague, `received_at` when the owner sent the mail."""
    return finish(
        *(asked.item, asked.ending, view, context, now),
        name=lambda mailbox, key: owed_id(mailbox, key, asked.person),
        other=asked.address,
        start=asked.item.message.sent_at,
        marked=asked.marked,
        chasers=len(asked.chasers),
        snoozed_until=None,
    )
