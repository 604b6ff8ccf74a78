"""Messages -> conversations (docs/clock.md: "Conversations without headers").

Headers tie first: Message-ID, In-Reply-To, References, the provider's conversation id, an invitation's UID. A message
without usable In-Reply-To and References may then join by subject, but only together with its participants and, where
the subject says little, with quoted text. Pure; the result depends on the set of messages, not on their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.conversations.copies import Seen, conversation_id, merge_copies, refers
from inboxwatch.conversations.echoes import ECHO, MANY, SAMPLE, answered_by, echo
from inboxwatch.conversations.grouping import Grouping, Identities
from inboxwatch.conversations.links import EVERYTHING, QUOTED, SAID, counterpart, link_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ECHO",
    "EVERYTHING",
    "MANY",
    "QUOTED",
    "SAID",
    "SAMPLE",
    "Identities",
    "Seen",
    "answered_by",
    "conversation_id",
    "counterpart",
    "echo",
    "group",
    "link_tokens",
    "merge_copies",
    "refers",
]


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
    return Grouping(seen, trusted, identities, groups).run()
