"""What has happened so far in a conversation, as far as a later message without headers needs it to join."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inboxwatch.model.values import value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from inboxwatch.conversations.copies import Seen

QUOTED_ENOUGH = 2
"""Fingerprints of quoted text that a message must share with a conversation to show that its sender had read it."""


@value(frozen=True, slots=True)
class People:
    """Who wrote a message and whom it is addressed to, under all names they go by.

    Whoever writes to a group can be reached through it, so the group's address is among the sender's names.
    """

    sender: frozenset[str]
    recipients: frozenset[str]


@dataclass(slots=True)
class Known:
    """What has happened so far in one conversation, as far as joining by subject needs it."""

    last: dt.datetime
    writers: set[str] = field(default_factory=set)
    addressed: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    prints: dict[int, dt.datetime] = field(default_factory=dict)
    """What was said here, with when it was said last; only what anybody will ask for, see `take`."""
    echoes: dict[int, dt.datetime] = field(default_factory=dict)
    """What was quoted or forwarded here, with when it was last."""

    def take(self, seen: Seen, people: People, asked: set[int]) -> None:
        """Add one message; of the words, those `asked` for."""
        message = seen.message
        self.last = max(self.last, seen.moment)
        self.writers |= people.sender
        self.addressed |= people.recipients
        self.subjects.add(message.subject_key)
        self.prints.update(dict.fromkeys(asked.intersection(message.verdict.prints), seen.moment))
        self.echoes.update(dict.fromkeys(asked.intersection(message.verdict.quoted_prints), seen.moment))

    def swallow(self, other: Known) -> None:
        """Take over what happened in a conversation that joins this one."""
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

    def fits(self, people: People, quoted: frozenset[int], oldest: dt.datetime) -> bool:
        """Somebody that the message is addressed to has written here and its sender took part or was addressed.

        Who quotes what was written here was addressed too, if only by a blind copy or under another address.
        """
        if self.last < oldest or self.writers.isdisjoint(people.recipients):
            return False
        took_part = not (self.writers.isdisjoint(people.sender) and self.addressed.isdisjoint(people.sender))
        return took_part or len(quoted & self.prints.keys()) >= QUOTED_ENOUGH
