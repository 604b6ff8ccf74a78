"""One responder's view of one conversation: who asked, what went out, who else wrote."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from inboxwatch.model import Decision, DecisionKind
from inboxwatch.tracker.belief import believed
from inboxwatch.tracker.gate import is_bounce
from inboxwatch.tracker.later import Later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inboxwatch.conversations import Seen
    from inboxwatch.tracker.rules import Responder, Rules

BOUNCE_WINDOW = dt.timedelta(days=1)
"""A bounce that arrives later than this after an answer no longer unmakes it."""


@dataclass(slots=True)
class View:
    """Messages of one conversation sorted by role, each list in the order of what happened.

    `inbound` maps a requester (main address) to their believed messages, `outside` the same for external senders;
    `others` are all believed messages that this responder received, whoever wrote them. `conversation` is its name,
    made once a request needs it.
    """

    members: list[Seen]
    conversation: str = ""
    inbound: dict[str, list[Seen]] = field(default_factory=partial(defaultdict, list))
    outside: dict[str, list[Seen]] = field(default_factory=partial(defaultdict, list))
    outbound: list[Seen] = field(default_factory=list)
    others: list[Seen] = field(default_factory=list)
    _appeared: dict[str, tuple[dt.datetime, str]] = field(default_factory=dict)
    _went_out: Later | None = None
    _came_in: Later | None = None

    @property
    def went_out(self) -> Later:
        """What went out, by when it was sent."""
        if self._went_out is None:
            self._went_out = Later(self.outbound, lambda message: message.sent_at)
        return self._went_out

    @property
    def came_in(self) -> Later:
        """What others wrote, by when it was received."""
        if self._came_in is None:
            self._came_in = Later(self.others, lambda message: message.received_at)
        return self._came_in

    def appeared(self, context: Context) -> dict[str, tuple[dt.datetime, str]]:
        """Return where in the order of the conversation each person first wrote or was addressed; read once."""
        if not self._appeared:
            for member in self.members:
                for address in (member.message.sender, *member.recipients):
                    self._appeared.setdefault(context.person(address), member.order)
        return self._appeared


class Context:
    """What stays the same over all conversations of one responder, looked up once."""

    def __init__(self, rules: Rules, responder: Responder, seen: Iterable[Seen], decisions: Iterable[Decision]) -> None:
        """Index bounces by what they are about and decisions by what they were said of."""
        self.rules = rules
        self.responder = responder
        self.decisions: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            if decision.mailbox in responder.mailboxes:
                self.decisions[decision.key].append(decision)
        self._bounces: dict[str, list[Seen]] = defaultdict(list)
        self._vague_bounces: list[Seen] = []
        self._sent: list[Seen] = []
        for item in seen:
            if is_bounce(item):
                self._index_bounce(item)
            elif item.message.sender in responder.own:
                self._sent.append(item)

    def _index_bounce(self, item: Seen) -> None:
        message = item.message
        about = {*message.in_reply_to, *message.references}
        if message.report is not None and message.report.original_message_id:
            about.add(message.report.original_message_id)
        for name in about:
            self._bounces[name].append(item)
        if not about and message.report is not None and message.report.failed:
            self._vague_bounces.append(item)

    def marked(self, item: Seen) -> bool:
        """Whether the owner said that this is a request."""
        said = self.decisions.get(item.key)
        return said is not None and any(decision.kind is DecisionKind.MARK for decision in said)

    def person(self, address: str) -> str:
        """Return the main address of whoever writes from `address`."""
        return self.rules.directory.person(address)

    def addresses_of(self, item: Seen) -> frozenset[str]:
        """Where the writer of a message is reached: From, Reply-To and the groups of ours that it was sent to."""
        message = item.message
        return frozenset((message.sender, *message.reply_to)) | (item.recipients & self.responder.groups)

    def addressed_to(self, item: Seen, request: Seen) -> bool:
        """Whether a message is addressed to the requester (under any address of theirs) or to the request's group."""
        if not item.recipients.isdisjoint(self.addresses_of(request)):
            return True
        requester = self.person(request.message.sender)
        return any(self.person(address) == requester for address in item.recipients)

    def bounced(self, item: Seen, request: Seen) -> Seen | None:
        """Return the bounce that says that `item` did not reach the requester, if one came within a day."""
        return self.failed(item, self.addresses_of(request))

    def failed(self, item: Seen, wanted: frozenset[str]) -> Seen | None:
        """Return the bounce that says that `item` did not reach any of these addresses, if one came within a day."""
        latest = item.message.sent_at + BOUNCE_WINDOW
        for bounce in self._bounces.get(item.message.message_id, ()):
            if bounce.message.received_at <= latest and self._says_failed(bounce, item, wanted):
                return bounce
        for bounce in self._vague_bounces:
            if self._is_latest_before(bounce, item, wanted):
                return bounce
        return None

    def _says_failed(self, bounce: Seen, item: Seen, wanted: frozenset[str]) -> bool:
        report = bounce.message.report
        if report is not None and report.failed:
            return not wanted.isdisjoint(report.failed)
        if report is not None and report.delayed:
            return False
        return len(item.recipients - self.responder.own) == 1

    def _is_latest_before(self, bounce: Seen, item: Seen, wanted: frozenset[str]) -> bool:
        """Take a bounce that names no message as one about the last that went to the address it names."""
        report = bounce.message.report
        if report is None or wanted.isdisjoint(report.failed) or item.recipients.isdisjoint(report.failed):
            return False
        arrived = bounce.message.received_at
        if not item.message.sent_at <= arrived <= item.message.sent_at + BOUNCE_WINDOW:
            return False
        failed = frozenset(report.failed)
        return not any(
            item.message.sent_at < other.message.sent_at <= arrived and not failed.isdisjoint(other.recipients)
            for other in self._sent
        )


def view_of(members: list[Seen], context: Context) -> View | None:
    """Sort one conversation for one responder; None if nobody who counts has written to it."""
    view = View(members)
    responder, directory = context.responder, context.rules.directory
    for item in members:
        sender = item.message.sender
        if not sender:
            continue
        if sender in responder.own:
            if item.in_sent or believed(item, context.rules.authserv_ids):
                view.outbound.append(item)
            continue
        if responder.mailboxes.isdisjoint(item.mailboxes) or not believed(item, context.rules.authserv_ids):
            continue
        view.others.append(item)
        if directory.internal(sender) or context.marked(item):
            view.inbound[directory.person(sender)].append(item)
        else:
            view.outside[directory.person(sender)].append(item)
    return view if view.outbound or view.others else None
