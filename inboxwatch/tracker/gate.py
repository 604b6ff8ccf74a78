"""What opens a request (docs/clock.md): the conditions one by one, each refusal with its name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from inboxwatch.model import AutomaticKind

if TYPE_CHECKING:
    from inboxwatch.conversations import Seen
    from inboxwatch.tracker.rules import Responder


class Gate(StrEnum):
    """Why a message opens a request, or why not."""

    ASKS = "asks-this-mailbox"
    MARKED = "marked-as-request"
    OUTBOUND = "outbound"
    UNSEEN = "not-in-this-mailbox"
    NO_SENDER = "sender-not-one-strict-address"
    AUTOMATIC = "automatic-message"
    REACTION = "reaction"
    NOT_BELIEVED = "sender-not-believed"
    EXTERNAL = "sender-not-an-internal-customer"
    NOT_ADDRESSED = "not-addressed-to-this-mailbox"
    COPY_ONLY = "only-in-copy-and-not-named"
    GREETS_OTHERS = "greets-only-others-by-name"
    NO_REPLY_NEEDED = "needs-no-reply"

    @property
    def opens(self) -> bool:
        """Whether this is a yes."""
        return self is Gate.ASKS or self is Gate.MARKED


def addressing(seen: Seen, responder: Responder) -> Gate:
    """Say whether the message asks this responder: in To, through a group, or in Cc and named.

    A message to several people that greets only others by name and does not name the owner asks them.
    """
    verdict = seen.message.verdict
    asked = responder.asked
    named = verdict.names_owner or verdict.greets_owner
    if verdict.greets_others and not named and len(seen.recipients) > 1:
        return Gate.GREETS_OTHERS
    if not asked.isdisjoint(seen.message.to):
        return Gate.ASKS
    if not asked.isdisjoint(seen.recipients):
        return Gate.ASKS if named else Gate.COPY_ONLY
    return Gate.NOT_ADDRESSED


def human(seen: Seen) -> Gate | None:
    """Name the reason if no human wrote this as a message, else None."""
    if seen.message.verdict.automatic is not None:
        return Gate.AUTOMATIC
    return Gate.REACTION if seen.message.reaction else None


def asks(seen: Seen, responder: Responder, threshold: float, *, marked: bool) -> Gate:
    """Decide whether an inbound message of a believed internal customer opens a request."""
    if marked:
        return Gate.MARKED
    refused = human(seen)
    if refused is not None:
        return refused
    addressed = addressing(seen, responder)
    if addressed is not Gate.ASKS:
        return addressed
    return Gate.ASKS if seen.message.verdict.score >= threshold else Gate.NO_REPLY_NEEDED


def asks_again(seen: Seen, responder: Responder, threshold: float) -> bool:
    """Whether a further message of a waiting requester asks once more, so that it counts as a chaser."""
    verdict = seen.message.verdict
    if human(seen) is not None or not (verdict.asks_again or verdict.score >= threshold):
        return False
    return addressing(seen, responder) in {Gate.ASKS, Gate.COPY_ONLY}


def is_bounce(seen: Seen) -> bool:
    """Whether this is a delivery report about a message of ours."""
    return seen.message.verdict.automatic is AutomaticKind.BOUNCE
