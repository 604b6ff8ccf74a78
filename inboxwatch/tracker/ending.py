"""What stops the clock of one request, what answers it, and what was promised on the way (docs/clock.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import merge
from typing import TYPE_CHECKING

from inboxwatch.conversations import refers
from inboxwatch.model import Acknowledgement, AcknowledgementKind, DecisionKind, State, Step, StepCode, When
from inboxwatch.model.values import value
from inboxwatch.tracker.gate import asks
from inboxwatch.tracker.rule_replies import RULE_REPLY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from inboxwatch.conversations import Seen
    from inboxwatch.model import Decision
    from inboxwatch.tracker.view import Context, View

ANSWERS = {AcknowledgementKind.REPLY, AcknowledgementKind.CALENDAR, AcknowledgementKind.ELSEWHERE}
"""The kinds that answer; a holding reply, a delegation and a reaction only acknowledge."""


@dataclass(frozen=True, slots=True)
class Given:
    """A promise as it was given: when it was said, and for when."""

    at: dt.datetime
    when: When


@dataclass(slots=True)
class Ending:
    """How a request went on. `at` and `by_item` say when and by which message its clock stopped, if it did."""

    state: State = State.OPEN
    at: dt.datetime | None = None
    by_item: Seen | None = None
    acknowledgement: Acknowledgement | None = None
    answered_at: dt.datetime | None = None
    handed_over_to: str = ""
    promises: list[Given] = field(default_factory=list)
    released_at: dt.datetime | None = None
    also_answered_by: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def before(self, item: Seen) -> bool:
        """Whether the clock had stopped when the requester wrote `item`."""
        if self.at is None:
            return False
        if self.by_item is not None:
            if refers(item.message, self.by_item.message):
                return True
            if refers(self.by_item.message, item.message):
                return False
        return self.at <= item.message.received_at


def is_calendar_answer(item: Seen) -> bool:
    """Whether this accepts, declines or proposes another time for an invitation (iMIP REPLY, COUNTER)."""
    invitation = item.message.invitation
    return invitation is not None and invitation.method in {"REPLY", "COUNTER"}


def _author(item: Seen) -> str:
    """Return the address of whoever wrote: Sender where it and From differ, since a shared mailbox has one From."""
    return item.message.sender_header or item.message.sender


@value(frozen=True, slots=True)
class _Event:
    """Something that may stop the clock, at the time it counts from."""

    at: dt.datetime
    item: Seen | None = None
    decision: Decision | None = None

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, str]:
        return (self.at, self.item.moment, self.item.key) if self.item else (self.at, self.at, "")


class Walk:
    """Walks through everything that came after one request until it is answered."""

    def __init__(self, request: Seen, view: View, context: Context, chasers: frozenset[str] = frozenset()) -> None:
        """`chasers` are the keys of further messages that decisions about this request may name."""
        self.request = request
        self.view = view
        self.context = context
        self.keys = {request.key} | chasers
        self.ending = Ending()
        self.handed_to: set[str] = set()

    def run(self) -> Ending:
        """Return how the request went on; independent of what the requester wrote later."""
        events = self._events()
        for event in events:
            if event.decision is not None:
                finished = self._decided(event.decision, event.at)
            elif event.item is not None and event.item.message.sender in self.context.responder.own:
                finished = self._outbound(event.item, event.at)
            else:
                finished = event.item is not None and self._other(event.item, event.at)
            if finished:
                self._note_repeated(event, events)
                break
        return self.ending

    def _note_repeated(self, answer: _Event, later: Iterator[_Event]) -> None:
        """Keep who of a shared mailbox's members answered once more, not knowing of the answer."""
        if not self.context.responder.members or self.ending.state is not State.ANSWERED:
            return
        person = self.context.person
        wrote = _author(answer.item) if answer.item else answer.decision.by if answer.decision else ""
        for event in later:
            item = event.item
            if item is None or person(_author(item)) == person(wrote) or not self._answers_again(item, answer):
                continue
            self._step(StepCode.ANSWERED_AGAIN, item, event.at, who=_author(item))
            if _author(item) not in self.ending.also_answered_by:
                self.ending.also_answered_by.append(_author(item))

    def _answers_again(self, item: Seen, answer: _Event) -> bool:
        """Whether a member's later message answers the same request: not what the requester wrote since, not us."""
        message = item.message
        if message.sender not in self.context.responder.own or message.verdict.automatic is not None:
            return False
        if message.verdict.holding or message.reaction or not self._reaches_requester(item):
            return False
        if answer.item is not None and refers(message, answer.item.message):
            return False
        if self.request.message.message_id in message.in_reply_to:
            return True
        requester = self.context.person(self.request.message.sender)
        since = (other.message.received_at for other in self.view.inbound.get(requester, ()))
        return not any(answer.at < received <= message.sent_at for received in since)

    def _events(self) -> Iterator[_Event]:
        """What came after the request, earliest first; mostly the first few are all that anybody asks for."""
        view, message, person = self.view, self.request.message, self.context.person
        written = (_Event(at, item) for at, item in view.went_out.after(message, message.received_at))
        decisions = self._decisions() if self.context.decisions else []
        if not decisions and len(view.inbound) + len(view.outside) == 1:
            return written  # nobody but the requester wrote to us
        requester = person(message.sender)
        others = (
            _Event(at, item)
            for at, item in view.came_in.after(message, message.received_at)
            if person(item.message.sender) != requester
        )
        return merge(written, others, decisions, key=lambda event: event.order)

    def _decisions(self) -> list[_Event]:
        """What the owner decided about the request, earliest first."""
        received = self.request.message.received_at
        events = []
        for key in self.keys:
            for decision in self.context.decisions.get(key, ()):
                if decision.kind is DecisionKind.DONE:
                    events.append(_Event(max(decision.answered_at or decision.at, received), decision=decision))
                elif decision.kind is DecisionKind.DISMISS:
                    events.append(_Event(max(decision.at, received), decision=decision))
        return sorted(events, key=lambda event: event.order)

    def _step(self, code: StepCode, item: Seen, at: dt.datetime, *, who: str = "", detail: str = "") -> None:
        name = who or item.message.sender
        self.ending.steps.append(Step(code, at, item.message.message_id, name, detail))

    def _decided(self, decision: Decision, at: dt.datetime) -> bool:
        ending = self.ending
        if decision.kind is DecisionKind.DISMISS:
            if ending.acknowledgement is not None:
                return False
            ending.state, ending.at = State.DISMISSED, at
            ending.steps.append(Step(StepCode.DISMISSED, at))
            return True
        if ending.acknowledgement is None:
            who = decision.by or self.context.responder.main
            ending.acknowledgement = Acknowledgement(at, who, AcknowledgementKind.ELSEWHERE)
            ending.at = at
        ending.answered_at, ending.state = at, State.ANSWERED
        ending.steps.append(Step(StepCode.ANSWERED_ELSEWHERE, at))
        return True

    def _outbound(self, item: Seen, at: dt.datetime) -> bool:
        """Judge a message of the responder's; True once the request is answered."""
        kind = self._kind(item, at)
        if kind is None:
            return False
        message, ending = item.message, self.ending
        written = kind in {AcknowledgementKind.REPLY, AcknowledgementKind.HOLDING}
        colleague = self._hand_to(self._brought_in(item)) if written else ""
        if colleague:
            kind = AcknowledgementKind.DELEGATION
        if message.verdict.promise is not None and kind not in ANSWERS:
            ending.promises.append(Given(at, message.verdict.promise))
        who = _author(item)
        if ending.acknowledgement is None:
            ending.acknowledgement = Acknowledgement(at, who, kind, message.message_id)
            ending.at, ending.by_item, ending.state = at, item, State.ACKNOWLEDGED
            self._step(StepCode(f"acknowledged-by-{kind}"), item, at, who=who, detail=colleague)
        if kind in ANSWERS:
            ending.answered_at, ending.state = at, State.ANSWERED
            self._step(StepCode.ANSWERED, item, at, who=who)
            return True
        return False

    def _kind(self, item: Seen, at: dt.datetime) -> AcknowledgementKind | None:
        """Name the kind of acknowledgement that an outbound message is; None if it is none, with the reason kept."""
        message = item.message
        calendar_answer = is_calendar_answer(item)
        if message.verdict.automatic is not None and not calendar_answer:
            by_rule = message.verdict.reasons[:1] == (RULE_REPLY,)
            code = StepCode.NOT_COUNTED_RULE_REPLY if by_rule else StepCode.NOT_COUNTED_AUTOMATIC
            self._step(code, item, at, detail="" if by_rule else message.verdict.automatic)
        elif not self._reaches_requester(item):
            self._hand_over(item, at)
        elif self._answers_another(item):
            self._step(StepCode.NOT_COUNTED_ANSWERS_SOMEBODY_ELSE, item, at)
        elif (bounce := self.context.bounced(item, self.request)) is not None:
            self._step(StepCode.NOT_COUNTED_BOUNCED, item, at, detail=bounce.message.message_id)
            self._told_only_colleagues(item, at)
        elif calendar_answer and not self._answers_invitation(item):
            self._step(StepCode.NOT_COUNTED_OTHER_INVITATION, item, at)
        elif calendar_answer:
            return AcknowledgementKind.CALENDAR
        elif message.reaction:
            return AcknowledgementKind.REACTION
        else:
            return AcknowledgementKind.HOLDING if message.verdict.holding else AcknowledgementKind.REPLY
        return None

    def _reaches_requester(self, item: Seen) -> bool:
        """Whether a message goes to the requester; an invitation's answer may go to its organizer instead."""
        if self.context.addressed_to(item, self.request):
            return True
        invitation = self.request.message.invitation
        return invitation is not None and invitation.organizer in item.recipients and self._answers_invitation(item)

    def _answers_another(self, item: Seen) -> bool:
        """Whether a message that reaches the requester only through their group answers another person's message."""
        context, request = self.context, self.request.message
        direct = item.recipients - context.responder.groups
        requester = context.person(request.sender)
        named = item.message.in_reply_to
        if not named or request.message_id in named or any(context.person(to) == requester for to in direct):
            return False
        parents = [member.message.sender for member in self.view.members if member.message.message_id in named]
        return any(sender not in context.responder.own and context.person(sender) != requester for sender in parents)

    def _answers_invitation(self, item: Seen) -> bool:
        ours, theirs = self.request.message.invitation, item.message.invitation
        if ours is None or theirs is None:
            return False
        return ours.uid == theirs.uid if ours.uid and theirs.uid else refers(item.message, self.request.message)

    def _hand_to(self, colleagues: list[str]) -> str:
        """Let what any of these writes to the requester count; return the first, whom the request names."""
        if not colleagues:
            return ""
        self.handed_to.update(colleagues)
        self.ending.handed_over_to = colleagues[0]
        return colleagues[0]

    def _brought_in(self, item: Seen) -> list[str]:
        """Return whom an answer brings in: those in To who were not there before, or to whom it was forwarded."""
        colleagues = self._colleagues_in_to(item)
        if colleagues and not item.message.forward_subject:
            colleagues = [person for person in colleagues if not self._was_present(person, item)]
        return colleagues

    def _colleagues_in_to(self, item: Seen) -> list[str]:
        """Return the internal customers in To besides the requester, the responder and groups of ours."""
        context = self.context
        apart = context.responder.apart
        requester = context.person(self.request.message.sender)
        return [
            context.person(address)
            for address in item.message.to
            if address not in apart
            and context.person(address) != requester
            and context.rules.directory.internal(address)
        ]

    def _was_present(self, person: str, item: Seen) -> bool:
        """Whether somebody was in the conversation before this message, asked by the request itself or since."""
        first = self.view.appeared(self.context).get(person)
        if first is not None and first < item.order:
            return True
        return any(self.context.person(address) == person for address in self.request.recipients)

    def _hand_over(self, item: Seen, at: dt.datetime) -> None:
        """Note a message that leaves the requester out: perhaps it hands the request over, the clock goes on."""
        colleagues = self._brought_in(item)
        if not colleagues and item.message.verdict.forwards:
            colleagues = self._colleagues_in_to(item)
        if colleagues and not is_calendar_answer(item):
            colleague = self._hand_to(colleagues)
            self._step(StepCode.HANDED_OVER_REQUESTER_NOT_TOLD, item, at, detail=colleague)
        else:
            self._step(StepCode.NOT_COUNTED_REQUESTER_LEFT_OUT, item, at)

    def _told_only_colleagues(self, item: Seen, at: dt.datetime) -> None:
        """Note whom a delegation handed the request over to that reached them and not the requester."""
        reached = [each for each in self._brought_in(item) if self.context.failed(item, frozenset((each,))) is None]
        if reached and not is_calendar_answer(item):
            self._step(StepCode.HANDED_OVER_REQUESTER_NOT_TOLD, item, at, detail=self._hand_to(reached))

    def _other(self, item: Seen, at: dt.datetime) -> bool:
        """Judge a message by somebody else to the requester: the colleague it was handed to, or another recipient."""
        message, ending = item.message, self.ending
        if message.verdict.automatic is not None or message.reaction:
            return False
        if not self.context.addressed_to(item, self.request):
            return False
        person = self.context.person(message.sender)
        if person in self.handed_to:
            ending.handed_over_to = person  # of several, whoever took it up
            if ending.acknowledgement is None:
                kind = AcknowledgementKind.DELEGATION
                ending.acknowledgement = Acknowledgement(at, message.sender, kind, message.message_id)
                ending.at, ending.by_item, ending.state = at, item, State.ACKNOWLEDGED
                self._step(StepCode.ACKNOWLEDGED_BY_DELEGATION, item, at)
            if message.verdict.holding:
                return False
            ending.answered_at, ending.state = at, State.ANSWERED
            self._step(StepCode.ANSWERED, item, at)
            return True
        if ending.acknowledgement is None and self._covers(item):
            ending.state, ending.at, ending.by_item = State.COVERED, at, item
            self._step(StepCode.COVERED, item, at)
            return True
        return False

    def _covers(self, item: Seen) -> bool:
        """Whether another recipient's message settles the request: not if it only holds, or asks this responder too."""
        context = self.context
        if item.message.verdict.holding or asks(item, context.responder, context.rules.threshold, marked=False).opens:
            return False
        return self._was_asked_too(item)

    def _was_asked_too(self, item: Seen) -> bool:
        """Whether the writer received the same request: named in it, or inside and reached through its group."""
        context, sender = self.context, item.message.sender
        person = context.person(sender)
        if any(context.person(address) == person for address in self.request.recipients):
            return True
        through_group = not self.request.recipients.isdisjoint(context.responder.groups)
        return through_group and context.rules.directory.internal(sender)
