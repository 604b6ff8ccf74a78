"""One run of grouping: headers first, then subjects and quoted words in the order of what happened."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from itertools import chain, compress
from typing import TYPE_CHECKING

from inboxwatch.conversations.known import Known, People
from inboxwatch.conversations.links import headless, signature

if TYPE_CHECKING:
    from inboxwatch.conversations.copies import Seen
    from inboxwatch.model import Message

JOIN_WINDOW = dt.timedelta(days=30)
"""How much older than a message the latest message of a conversation may be that it joins by subject."""

TELLING_WORDS = 2
"""A subject with fewer words says too little to join by without quoted text."""

Identities = Callable[[str], tuple[str, ...]]
"""Under which names an address takes part: the person's main address, a mailbox it answers for, a group's readers."""


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


class Grouping:
    """One run of grouping: headers first, then subjects in the order of what happened."""

    def __init__(
        self, seen: list[Seen], trusted: Callable[[Seen], bool], identities: Identities, groups: frozenset[str]
    ) -> None:
        """`seen` in the order of what happened; the rest as for `conversations.group`."""
        self.seen = seen
        self.identities = identities
        self.groups = groups
        self.trusted = list(map(trusted, seen))
        self.sets = _Union()
        self.named: dict[str, list[Seen]] = defaultdict(list)
        for item in seen:
            if item.message.message_id:
                self.named[item.message.message_id].append(item)
        self.known: dict[str, Known] = {}
        quoting = (item.message for item in compress(seen, self.trusted) if headless(item.message))
        # Only words that somebody quotes without headers tie anything: what was said besides is not kept.
        self.quoted = {print_ for message in quoting for print_ in message.verdict.quoted_prints}
        self.said: dict[int, list[Seen]] = defaultdict(list)
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

    def attach(self, item: Seen) -> None:
        """Attach what a machine or a stranger wrote to one message: it never joins two conversations."""
        message = item.message
        for name in (*message.in_reply_to, *reversed(message.references)):
            if name in self.named:
                self.sets.union(self.node_of(name, message.subject_key), item.key)
                return

    def tie(self, item: Seen) -> None:
        """Tie by headers."""
        message = item.message
        for name in (*message.in_reply_to, *message.references):
            self.sets.union(self.node_of(name, message.subject_key), item.key)
        if message.provider_conversation:
            self.sets.union(f"provider:{message.mailbox}:{message.provider_conversation}", item.key)
        if message.invitation is not None and message.invitation.uid:
            self.sets.union(f"uid:{message.invitation.uid}", item.key)

    def people(self, item: Seen) -> People:
        """Look up the names that sender and recipients go by."""
        names, groups = self.identities, self.groups
        sender = frozenset(names(item.message.sender))
        if not groups.isdisjoint(item.recipients):
            sender |= item.recipients & groups
        return People(sender, frozenset(chain.from_iterable(map(names, item.recipients))))

    def join(self, item: Seen, people: People) -> None:
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

    def quoted_conversation(self, item: Seen, people: People, quoted: frozenset[int]) -> str | None:
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
        """Let the conversation `other` join `into`; both are roots."""
        gone = self.known.pop(other, None)
        self.sets.union(into, other)
        if gone is not None:
            self.known[into].swallow(gone)

    def note(self, item: Seen, people: People) -> None:
        """Remember what happened, for later messages that may join."""
        root = self.sets.find(item.key)
        known = self.known.get(root)
        if known is None:
            known = self.known[root] = Known(item.moment)
        known.take(item, people, self.quoted)
        if not self.quoted.isdisjoint(item.message.verdict.prints):
            for print_ in self.quoted.intersection(signature(item.message)):
                self.said[print_].append(item)
        for subject in known.subjects:
            for writer in known.writers:
                self.written[subject, writer][root] = None

    def run(self) -> list[list[Seen]]:
        """Return the conversations, earliest first."""
        for item, trusted in zip(self.seen, self.trusted, strict=True):
            if trusted:
                self.tie(item)
            else:
                self.attach(item)
        for item in compress(self.seen, self.trusted):
            people = self.people(item)
            if headless(item.message):
                self.join(item, people)
            self.note(item, people)
        groups: dict[str, list[Seen]] = defaultdict(list)
        for item in self.seen:
            groups[self.sets.find(item.key)].append(item)
        return sorted(groups.values(), key=lambda members: members[0].order)
