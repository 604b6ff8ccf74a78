"""Messages -> conversations (docs/clock.md: "Conversations without headers").

Headers tie first: Message-ID, In-Reply-To, References, the provider's conversation id, an invitation's UID. A message
without usable In-Reply-To and References may then join by subject, but only together with its participants and, where
the subject says little, with quoted text. Pure; the result depends on the set of messages, not on their order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxwatch.model import Message

JOIN_WINDOW = dt.timedelta(days=30)
"""How much older than a message the latest message of a conversation may be that it joins by subject."""

QUOTED_ENOUGH = 2
"""Fingerprints of quoted text that a message must share with a conversation to show that its sender had read it."""

SIGNATURE = 3
"""How many fingerprints (the smallest) stand for a message that another quotes under a new subject."""

TELLING_WORDS = 2
"""A subject with fewer words says too little to join by without quoted text."""

EVERYTHING = "*"
"""Link token of a message that may concern any other (a bounce that does not say of what). See `link_tokens`."""

Identities = Callable[[str], tuple[str, ...]]
"""Under which names an address takes part: the person's main address, a mailbox it answers for, a group's readers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One message in all the mailboxes that hold a copy of it.

    `message` is the copy that was received first; `received_at` is its time; `in_sent` is true if any copy lies in
    a Sent folder; `moment` is when it happened for the order of a conversation: sent for what the owner's own Sent
    folder holds, received for all else.
    """

    message: Message
    mailboxes: frozenset[str]
    in_sent: bool
    copies: tuple[Message, ...]
    recipients: frozenset[str]
    moment: dt.datetime

    @property
    def key(self) -> str:
        """Equal for all copies."""
        return self.message.key

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Sorts a conversation; the key breaks ties so that arrival order cannot."""
        return (self.moment, self.message.key)


def _copy_order(message: Message) -> tuple[dt.datetime, str, str]:
    return (message.received_at, message.mailbox, message.ref)


def merge_copies(messages: Iterable[Message]) -> list[Seen]:
    """Bring the copies of each message together; sorted by the order of what happened."""
    by_key: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_key[message.key].append(message)
    return sorted((_seen(copies) for copies in by_key.values()), key=lambda seen: seen.order)


def _seen(copies: list[Message]) -> Seen:
    if len(copies) > 1:
        copies.sort(key=_copy_order)
    first = copies[0]
    in_sent = first.in_sent if len(copies) == 1 else any(copy.in_sent for copy in copies)
    recipients = frozenset((*first.to, *first.cc, *first.bcc))
    if len(copies) > 1:  # the copy in Sent knows the Bcc that the received one does not
        recipients = recipients.union(*((*copy.to, *copy.cc, *copy.bcc) for copy in copies[1:]))
    return Seen(
        message=first,
        mailboxes=frozenset(copy.mailbox for copy in copies),
        in_sent=in_sent,
        copies=tuple(copies),
        recipients=recipients,
        moment=first.sent_at if in_sent else first.received_at,
    )


def refers(later: Message, earlier: Message) -> bool:
    """Whether `later` names `earlier` in its In-Reply-To or References."""
    name = earlier.message_id
    return bool(name) and (name in later.in_reply_to or name in later.references)


def conversation_id(members: list[Seen]) -> str:
    """Name a conversation after its earliest message: 12 hexadecimal digits."""
    return hashlib.blake2b(members[0].key.encode(), digest_size=6).hexdigest()


def signature(message: Message) -> tuple[int, ...]:
    """Return the fingerprints that must all be quoted to show that a message is; () if it says too little."""
    prints = message.verdict.prints
    return tuple(sorted(prints)[:SIGNATURE]) if len(prints) >= SIGNATURE else ()


def _headless(message: Message) -> bool:
    return not message.in_reply_to and not message.references


def link_tokens(message: Message) -> tuple[str, ...]:
    """Return what can tie this message to others.

    Two messages that share no token, not even through other messages, never end up in one conversation and never
    influence each other's requests, so incremental tracking loads the closure over these and nothing else. Messages
    with the token EVERYTHING are always loaded too, and a new one of them asks for a full rebuild.
    """
    tokens = [f"k:{message.key}"]
    tokens += [f"i:{name}" for name in (message.message_id, *message.in_reply_to, *message.references) if name]
    if message.verdict.automatic is None or message.invitation is not None:
        tokens.append(f"s:{message.subject_key}")
    tokens += [f"q:{print_}" for print_ in signature(message)]
    if _headless(message):
        tokens += [f"q:{print_}" for print_ in message.verdict.quoted_prints]
    if message.provider_conversation:
        tokens.append(f"p:{message.mailbox}:{message.provider_conversation}")
    if message.invitation is not None and message.invitation.uid:
        tokens.append(f"u:{message.invitation.uid}")
    if message.report is not None:
        original = message.report.original_message_id
        if original:
            tokens.append(f"i:{original}")
        elif message.report.failed and not message.in_reply_to and not message.references:
            tokens.append(EVERYTHING)
    return tuple(dict.fromkeys(tokens))


class _Union:
    """Disjoint sets over hashable nodes, path halving."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, node: str) -> str:
        parent = self.parent
        root = parent.setdefault(node, node)
        while root != node:
            parent[node] = parent.setdefault(root, root)
            node, root = root, parent[root]
        return root

    def union(self, one: str, other: str) -> str:
        a, b = self.find(one), self.find(other)
        if a != b:
            self.parent[b] = a
        return a


@dataclass(frozen=True, slots=True)
class _People:
    """Who wrote a message and whom it is addressed to, under all names they go by.

    Whoever writes to a group can be reached through it, so the group's address is among the sender's names.
    """

    sender: frozenset[str]
    recipients: frozenset[str]


@dataclass(slots=True)
class _Known:
    """What has happened so far in one conversation, as far as joining by subject needs it."""

    last: dt.datetime
    writers: set[str] = field(default_factory=set)
    addressed: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    prints: dict[int, dt.datetime] = field(default_factory=dict)
    """What was said here, with when it was said last."""
    echoes: dict[int, dt.datetime] = field(default_factory=dict)
    """What was quoted or forwarded here, with when it was last."""

    def take(self, seen: Seen, people: _People) -> None:
        message = seen.message
        self.last = max(self.last, seen.moment)
        self.writers |= people.sender
        self.addressed |= people.recipients
        self.subjects.add(message.subject_key)
        self.prints.update(dict.fromkeys(message.verdict.prints, seen.moment))
        self.echoes.update(dict.fromkeys(message.verdict.quoted_prints, seen.moment))

    def swallow(self, other: _Known) -> None:
        self.last = max(self.last, other.last)
        self.writers |= other.writers
        self.addressed |= other.addressed
        self.subjects |= other.subjects
        for mine, theirs in ((self.prints, other.prints), (self.echoes, other.echoes)):
            for print_, moment in theirs.items():
                mine[print_] = max(moment, mine.get(print_, moment))

    def last_said(self, quoted: Iterable[int]) -> tuple[bool, dt.datetime] | None:
        """Return whether any quoted words were said here or at least passed on, and when last; None if neither.

        Sorts by how well the conversation explains the quote: who quotes answers the newest mail it quotes.
        """
        said = max((self.prints[print_] for print_ in quoted if print_ in self.prints), default=None)
        if said is not None:
            return (True, said)
        passed_on = max((self.echoes[print_] for print_ in quoted if print_ in self.echoes), default=None)
        return None if passed_on is None else (False, passed_on)

    def fits(self, people: _People, quoted: frozenset[int], oldest: dt.datetime) -> bool:
        """Somebody that the message is addressed to has written here and its sender took part or was addressed.

        Who quotes what was written here was addressed too, if only by a blind copy or under another address.
        """
        if self.last < oldest or self.writers.isdisjoint(people.recipients):
            return False
        took_part = not (self.writers.isdisjoint(people.sender) and self.addressed.isdisjoint(people.sender))
        return took_part or len(quoted & self.prints.keys()) >= QUOTED_ENOUGH


class _Grouping:
    """One run of grouping: headers first, then subjects in the order of what happened."""

    def __init__(
        self, seen: list[Seen], trusted: Callable[[Seen], bool], identities: Identities, groups: frozenset[str]
    ) -> None:
        self.seen = seen
        self.identities = identities
        self.groups = groups
        self.trusted = {item.key: trusted(item) for item in seen}
        self.sets = _Union()
        self.named: dict[str, list[Seen]] = defaultdict(list)
        for item in seen:
            if item.message.message_id:
                self.named[item.message.message_id].append(item)
        self.known: dict[str, _Known] = {}
        headless = (item for item in seen if _headless(item.message) and self.trusted[item.key])
        self.quoted = {print_ for item in headless for print_ in item.message.verdict.quoted_prints}
        self.said: dict[int, list[Seen]] = defaultdict(list)  # only words that somebody quotes without headers
        # A mail joins only where somebody that it is addressed to has written: looking up by both keeps a flood of
        # mails under one subject linear.
        self.written: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def node_of(self, name: str, subject_key: str) -> str:
        """Return the node that a Message-ID in a header means; one ID on different mails is several messages."""
        holders = self.named.get(name)
        if not holders:
            return f"ghost:{name}"
        if len(holders) > 1:
            for holder in holders:
                if holder.message.subject_key == subject_key:
                    return holder.key
        return holders[0].key

    def tie(self, item: Seen) -> None:
        """Tie by headers. A machine or a stranger attaches itself to one message and never joins two conversations."""
        message = item.message
        names = (*message.in_reply_to, *message.references)
        if not self.trusted[item.key]:
            for name in (*message.in_reply_to, *reversed(message.references)):
                if name in self.named:
                    self.sets.union(self.node_of(name, message.subject_key), item.key)
                    return
            return
        for name in names:
            self.sets.union(self.node_of(name, message.subject_key), item.key)
        if message.provider_conversation:
            self.sets.union(f"provider:{message.mailbox}:{message.provider_conversation}", item.key)
        if message.invitation is not None and message.invitation.uid:
            self.sets.union(f"uid:{message.invitation.uid}", item.key)

    def people(self, item: Seen) -> _People:
        """Look up the names that sender and recipients go by."""
        names = self.identities
        return _People(
            frozenset(names(item.message.sender)) | (item.recipients & self.groups),
            frozenset(name for address in item.recipients for name in names(address)),
        )

    def join(self, item: Seen, people: _People) -> None:
        """Join the fitting conversation of the same subject, else the one whose words are quoted."""
        message = item.message
        own = self.sets.find(item.key)
        oldest = item.moment - JOIN_WINDOW
        roots = {root for name in people.recipients for root in self._live((message.subject_key, name), oldest)}
        quoted = frozenset(message.verdict.quoted_prints)
        fits = [root for root in roots if root != own and self.known[root].fits(people, quoted, oldest)]
        chosen = self.choose(message, fits) or self.quoted_conversation(item, people, quoted)
        if chosen is not None and chosen != own:
            self.merge(chosen, own)

    def quoted_conversation(self, item: Seen, people: _People, quoted: frozenset[int]) -> str | None:
        """Return the conversation of the latest message that is quoted, under whatever subject.

        Quoted, that is with its whole signature, written by somebody whom `item` is addressed to, to its sender.
        """
        oldest = item.moment - JOIN_WINDOW
        found = {other.key: other for print_ in quoted for other in self.said.get(print_, ())}
        for other in sorted(found.values(), key=lambda other: other.order, reverse=True):
            writer = self.people(other)
            if (
                other.moment >= oldest
                and quoted.issuperset(signature(other.message))
                and not writer.sender.isdisjoint(people.recipients)
                and not writer.recipients.isdisjoint(people.sender)
            ):
                return self.sets.find(other.key)
        return None

    def _live(self, place: tuple[str, str], oldest: dt.datetime) -> list[str]:
        """Return the conversations of a subject in which somebody has written, and forget what is too old to join."""
        candidates = self.written.get(place)
        if not candidates:
            return []
        for node in list(candidates):
            root = self.sets.find(node)
            if root != node:
                del candidates[node]
                candidates[root] = None
            if self.known[root].last < oldest:
                del candidates[root]  # it comes back with its next message
        return list(candidates)

    def choose(self, message: Message, fits: list[str]) -> str | None:
        """Quoted text decides where the subject is weak or several conversations fit; else the latest one."""
        if not fits:
            return None
        weak = message.subject_words < TELLING_WORDS
        if weak or len(fits) > 1:
            quoted = message.verdict.quoted_prints
            said = {root: self.known[root].last_said(quoted) for root in fits}
            latest = max((moment for moment in said.values() if moment is not None), default=None)
            if latest is not None:
                fits = [root for root in fits if said[root] == latest]
            elif weak:
                return None
        return max(fits, key=lambda root: (self.known[root].last, root))

    def merge(self, into: str, other: str) -> None:
        gone = self.known.pop(other, None)
        self.sets.union(into, other)
        if gone is not None:
            self.known[into].swallow(gone)

    def note(self, item: Seen, people: _People) -> None:
        """Remember what happened, for later messages that may join."""
        root = self.sets.find(item.key)
        known = self.known.get(root)
        if known is None:
            known = self.known[root] = _Known(item.moment)
        known.take(item, people)
        for print_ in signature(item.message):
            if print_ in self.quoted:
                self.said[print_].append(item)
        for subject in known.subjects:
            for writer in known.writers:
                self.written[subject, writer][root] = None

    def run(self) -> list[list[Seen]]:
        for item in self.seen:
            self.tie(item)
        for item in self.seen:
            if not self.trusted[item.key]:
                continue
            people = self.people(item)
            if _headless(item.message):
                self.join(item, people)
            self.note(item, people)
        groups: dict[str, list[Seen]] = defaultdict(list)
        for item in self.seen:
            groups[self.sets.find(item.key)].append(item)
        return sorted(groups.values(), key=lambda members: members[0].order)


def _alone(address: str) -> tuple[str, ...]:
    return (address,)


def group(
    seen: list[Seen],
    trusted: Callable[[Seen], bool],
    identities: Identities = _alone,
    groups: frozenset[str] = frozenset(),
) -> list[list[Seen]]:
    """Group messages into conversations, each sorted by the order of what happened, earliest conversation first.

    `seen` comes from `merge_copies`. `trusted` tells whose links may tie others: written by a human whom the rules
    believe to be inside. All others only attach themselves. `identities` names an address's people, `groups`
    are addresses through which several are reached.
    """
    return _Grouping(seen, trusted, identities, groups).run()
