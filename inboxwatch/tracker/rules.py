"""The rules that requests are derived with, and the view of them that one responder has."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inboxwatch.model import MailboxKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inboxwatch.business_hours import Calendar
    from inboxwatch.directory import Directory
    from inboxwatch.model import Mailbox
    from inboxwatch.targets import Targets


@dataclass(frozen=True)
class Rules:
    """Everything besides the facts that decides what is derived; `version` names it in reports.

    `external`: requests of people outside are derived, too, and kept apart.
    """

    mailboxes: tuple[Mailbox, ...]
    directory: Directory
    calendar: Calendar
    targets: Targets
    threshold: float = 0.5
    version: str = ""
    external: bool = False

    @functools.cached_property
    def authserv_ids(self) -> Mapping[str, str]:
        """Whose Authentication-Results each mailbox believes, "" for nobody's."""
        return {mailbox.name: mailbox.authserv_id for mailbox in self.mailboxes}


@dataclass(frozen=True)
class Responder:
    """Who owes the reply: one person with all their personal mailboxes, or one shared mailbox with its members.

    `own` are all addresses whose mail is outbound (addresses, delegates, members), `addresses` those that make a
    message addressed to this responder; `main` is credited where no message says who acted.
    """

    mailboxes: frozenset[str]
    addresses: frozenset[str]
    own: frozenset[str]
    groups: frozenset[str]
    main: str
    members: frozenset[str] = field(default_factory=frozenset)

    @functools.cached_property
    def asked(self) -> frozenset[str]:
        """Who asks one of these asks this responder."""
        return self.addresses | self.groups

    @functools.cached_property
    def apart(self) -> frozenset[str]:
        """What names nobody but this responder: none of these is a colleague."""
        return self.own | self.groups


def responders(rules: Rules) -> tuple[Responder, ...]:
    """All personal mailboxes belong to one owner; each shared one answers for itself."""
    personal = [mailbox for mailbox in rules.mailboxes if mailbox.kind is MailboxKind.PERSONAL]
    shared = [mailbox for mailbox in rules.mailboxes if mailbox.kind is MailboxKind.SHARED]
    found = [_responder(personal)] if personal else []
    return (*found, *(_responder([mailbox]) for mailbox in shared))


def _responder(mailboxes: list[Mailbox]) -> Responder:
    addresses = _union(mailbox.addresses for mailbox in mailboxes)
    members = _union(mailbox.members for mailbox in mailboxes)
    delegates = _union(mailbox.delegates for mailbox in mailboxes)
    return Responder(
        mailboxes=frozenset(mailbox.name for mailbox in mailboxes),
        addresses=addresses,
        own=addresses | members | delegates,
        groups=_union(mailbox.groups for mailbox in mailboxes),
        main=mailboxes[0].main,
        members=members,
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


class Names(dict[str, tuple[str, ...]]):
    """Under which names an address takes part in a conversation: kept, since every address comes up often.

    The person's main address and the responders that the address belongs to or reaches.
    """

    def __init__(self, rules: Rules, who: tuple[Responder, ...]) -> None:
        """Learn whom each of the responders' addresses stands for."""
        super().__init__()
        self._directory = rules.directory
        self._stands_for: dict[str, set[str]] = {}
        for number, responder in enumerate(who):
            for address in responder.own | responder.groups:
                self._stands_for.setdefault(address, set()).add(f"responder:{number}")

    def __missing__(self, address: str) -> tuple[str, ...]:
        """Look an address up."""
        names = self[address] = (self._directory.person(address), *sorted(self._stands_for.get(address, ())))
        return names
