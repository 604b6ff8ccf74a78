"""The walk over conversations that finds requests, chasers and endings."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from inboxwatch.conversations import conversation_id, group, merge_copies
from inboxwatch.model import DecisionKind, Request, State, Step, StepCode
from inboxwatch.tracker.belief import believed
from inboxwatch.tracker.ending import Ending, Walk
from inboxwatch.tracker.finish import finish
from inboxwatch.tracker.gate import Gate, asks, asks_again, human
from inboxwatch.tracker.identity import request_id
from inboxwatch.tracker.owed import owed
from inboxwatch.tracker.rule_replies import unmask
from inboxwatch.tracker.rules import Names, responders
from inboxwatch.tracker.view import Context, View, view_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from inboxwatch.conversations import Seen
    from inboxwatch.model import Decision, Message
    from inboxwatch.tracker.rules import Responder, Rules


_RECEIVED: Final = attrgetter("message.received_at", "key")


@dataclass(slots=True)
class _Open:
    """A request while its conversation is being read."""

    item: Seen
    gate: Gate
    ending: Ending
    chasers: list[Seen] = field(default_factory=list)

    @property
    def uid(self) -> str:
        invitation = self.item.message.invitation
        return invitation.uid if invitation is not None else ""


class _Reader:
    """Reads what one requester wrote in one conversation, in the order it was received."""

    def __init__(self, view: View, context: Context) -> None:
        self.view = view
        self.context = context
        self.found: list[_Open] = []

    def read(self, items: list[Seen]) -> list[_Open]:
        for item in sorted(items, key=_RECEIVED):
            self._take(item)
        return self.found

    def _take(self, item: Seen) -> None:
        invitation = item.message.invitation
        if invitation is not None and invitation.method == "CANCEL":
            self._withdraw(item, [request for request in self.found if request.uid == invitation.uid])
            return
        if invitation is not None and invitation.method == "REQUEST":
            waiting = [request for request in self._waiting(item) if request.uid == invitation.uid]
            if not waiting:
                self._open(item)
            return
        if self._is_withdrawal(item) and self._withdraw(item, self.found):
            return
        waiting = self._waiting(item)
        if not waiting:
            self._open(item)
        elif asks_again(item, self.context.responder, self.context.rules.threshold):
            self._chase(item, waiting[0])

    def _is_withdrawal(self, item: Seen) -> bool:
        return item.message.verdict.withdraws and human(item) is None and not self.context.marked(item)

    def _waiting(self, item: Seen) -> list[_Open]:
        """Return the requests that were open when the requester wrote `item`."""
        return [request for request in self.found if not request.ending.before(item)]

    def _open(self, item: Seen) -> None:
        context = self.context
        gate = asks(item, context.responder, context.rules.threshold, marked=context.marked(item))
        if gate.opens:
            self.found.append(_Open(item, gate, Walk(item, self.view, context).run()))

    def _chase(self, item: Seen, request: _Open) -> None:
        request.chasers.append(item)
        if item.key in self.context.decisions:  # said of the chaser, meant the request
            keys = frozenset(chaser.key for chaser in request.chasers)
            request.ending = Walk(request.item, self.view, self.context, keys).run()

    def _withdraw(self, item: Seen, requests: list[_Open]) -> bool:
        """End what is open and release what was promised, since the requester needs it no more; True if it did."""
        at = item.message.received_at
        changed = False
        for request in requests:
            ending = request.ending
            if not ending.before(item):
                steps = [step for step in ending.steps if step.at is not None and step.at <= at]
                steps.append(Step(StepCode.WITHDRAWN, at, item.message.message_id, item.message.sender))
                handed = [step.detail for step in steps if step.code is StepCode.HANDED_OVER_REQUESTER_NOT_TOLD]
                colleague = handed[-1] if handed else ""
                request.ending = Ending(State.WITHDRAWN, at, item, handed_over_to=colleague, steps=steps)
                changed = True
            elif ending.promises and ending.released_at is None:
                answered = ending.answered_at
                if answered is None or answered > at:
                    ending.released_at = at
                    ending.steps.append(
                        Step(StepCode.PROMISE_RELEASED, at, item.message.message_id, item.message.sender)
                    )
                    changed = True
        return changed


def track(
    messages: Iterable[Message],
    decisions: Iterable[Decision],
    rules: Rules,
    now: dt.datetime,
    *,
    trace: bool = False,
    witnesses: Iterable[Message] = (),
) -> list[Request]:
    """Derive all requests from the facts, as of `now`, sorted by when they were received.

    `decisions` are those in force. With `trace` each request tells its story step by step for `explain`.
    `witnesses` are messages of other conversations that may show which answers a mail rule sent (`rule_replies`).
    """
    return track_all(messages, decisions, rules, now, trace=trace, witnesses=witnesses, apart=False).requests


@dataclass(frozen=True, slots=True)
class Tracked:
    """All that can be derived: requests, what the owner is owed (`owed`), and people outside if `Rules.external`."""

    requests: list[Request]
    owed: list[Request]
    external: list[Request]


def track_all(
    messages: Iterable[Message],
    decisions: Iterable[Decision],
    rules: Rules,
    now: dt.datetime,
    *,
    trace: bool = False,
    witnesses: Iterable[Message] = (),
    apart: bool = True,
) -> Tracked:
    """Derive like `track`, and with `apart` also what is never mixed with these requests, each list sorted alike."""
    seen = unmask(merge_copies(messages), merge_copies(witnesses))
    decided = list(decisions)
    who = responders(rules)
    own = frozenset().union(*(responder.own for responder in who))
    groups = frozenset().union(*(responder.groups for responder in who))
    names = Names(rules, who).__getitem__
    contexts = [Context(rules, responder, seen, decided) for responder in who]
    found = Tracked([], [], [])
    conversations = group(seen, lambda item: _trusted(item, rules, own), names, groups)
    for context, members in product(contexts, conversations):
        view = view_of(members, context)
        if view is not None:
            found.requests.extend(_requests(view, view.inbound, context, now, trace=trace))
            if apart:
                found.owed.extend(owed(view, context, now))
    if apart and rules.external:
        wider = group(seen, lambda item: _trusted(item, rules, own, outside=True), names, groups)
        for context, members in product(contexts, wider):
            view = view_of(members, context)
            if view is not None:
                found.external.extend(_requests(view, view.outside, context, now, trace=trace))
    for requests in (found.requests, found.owed, found.external):
        requests.sort(key=lambda request: (request.received_at, request.id))
    return found


def _trusted(item: Seen, rules: Rules, own: frozenset[str], *, outside: bool = False) -> bool:
    """Whose links may tie conversations together: humans inside (and the owner), if believed; or those outside, too."""
    message = item.message
    if message.verdict.automatic is not None and message.invitation is None:
        return False
    if message.sender in own:
        return item.in_sent or believed(item, rules.authserv_ids)
    inside = rules.directory.internal(message.sender) or (outside and bool(message.sender))
    return inside and believed(item, rules.authserv_ids)


def _requests(
    view: View, asked: Mapping[str, list[Seen]], context: Context, now: dt.datetime, *, trace: bool
) -> Iterator[Request]:
    """Read what each requester wrote in one conversation."""
    for items in asked.values():
        for request in _Reader(view, context).read(items):
            view.conversation = view.conversation or conversation_id(view.members)
            yield _finish(request, view, context, now, trace=trace)


def _finish(request: _Open, view: View, context: Context, now: dt.datetime, *, trace: bool) -> Request:
    """Put the derived figures to a request that has been read to its end."""
    message, ending = request.item.message, request.ending
    return finish(
        *(request.item, ending, view, context, now),
        name=request_id,
        other=message.sender,
        start=message.received_at,
        marked=request.gate is not Gate.ASKS,
        chasers=len(request.chasers),
        snoozed_until=_snoozed_until(request, context, now),
        trace=_story(request, context) if trace else (),
        taken_by=_taken_by(request, context),
        also_answered_by=tuple(ending.also_answered_by),
    )


def _snoozed_until(request: _Open, context: Context, now: dt.datetime) -> dt.datetime | None:
    """Return until when the owner wants no reminders: the snooze decided last, if it still lies ahead."""
    latest = _latest(request, context, DecisionKind.SNOOZE)
    return latest.until if latest is not None and latest.until is not None and latest.until > now else None


def _taken_by(request: _Open, context: Context) -> str:
    """Return who of a shared mailbox's members said last that they are on it."""
    latest = _latest(request, context, DecisionKind.TAKE)
    return latest.by if latest is not None else ""


def _latest(request: _Open, context: Context, kind: DecisionKind) -> Decision | None:
    """Return what was decided last; of two at the same instant the one that was noted later."""
    if not context.decisions:
        return None
    return max(reversed([*_decided(request, context, kind)]), key=lambda each: each.at, default=None)


def _decided(request: _Open, context: Context, kind: DecisionKind) -> Iterator[Decision]:
    """What was decided of this kind about a request or its chasers."""
    for key in (request.item.key, *(chaser.key for chaser in request.chasers)):
        yield from (decision for decision in context.decisions.get(key, ()) if decision.kind is kind)


def _story(request: _Open, context: Context) -> tuple[Step, ...]:
    message = request.item.message
    opened = Step(str(request.gate), message.received_at, message.message_id, message.sender)
    chased = [
        Step(StepCode.CHASER, item.message.received_at, item.message.message_id, item.message.sender)
        for item in request.chasers
    ]
    taken = [Step(StepCode.TAKEN, step.at, "", step.by) for step in _decided(request, context, DecisionKind.TAKE)]
    later = sorted([*chased, *taken, *request.ending.steps], key=lambda step: step.at or message.received_at)
    return (opened, *later)


def refusal(message: Message, rules: Rules, responder: Responder) -> Gate:
    """Say why one message alone opens no request for this responder (Gate.ASKS if only an open one stood before it)."""
    item = merge_copies([message])[0]
    checks = (
        (message.sender in responder.own, Gate.OUTBOUND),
        (message.mailbox not in responder.mailboxes, Gate.UNSEEN),
        (not message.sender, Gate.NO_SENDER),
        (not believed(item, rules.authserv_ids), Gate.NOT_BELIEVED),
        (message.verdict.automatic is not None, Gate.AUTOMATIC),
        (not rules.directory.internal(message.sender), Gate.EXTERNAL),
    )
    for refused, gate in checks:
        if refused:
            return gate
    return asks(item, responder, rules.threshold, marked=False)
