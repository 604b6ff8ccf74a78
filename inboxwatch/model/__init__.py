"""The words of the product as types; the glossary is docs/clock.md. Pure, frozen, no behaviour beyond derivation.

All instants are timezone-aware and in UTC unless a name says otherwise; durations are whole seconds. Addresses are
lower-case and bare (`ada@corp.example`); Message-IDs keep their angle brackets.
"""

from inboxwatch.model.facts import (
    Absence,
    Decision,
    Mailbox,
    Message,
    Owner,
    Verdict,
    When,
)
from inboxwatch.model.kinds import (
    AcknowledgementKind,
    AutomaticKind,
    DecisionKind,
    MailboxKind,
    Outcome,
    PromiseState,
    RequestKind,
    State,
    StepCode,
)
from inboxwatch.model.mail import (
    Address,
    Attendee,
    Authentication,
    DeliveryReport,
    Invitation,
    Mail,
    Part,
)
from inboxwatch.model.requests import (
    Acknowledgement,
    Promise,
    Request,
    Step,
)

__all__ = [
    "Absence",
    "Acknowledgement",
    "AcknowledgementKind",
    "Address",
    "Attendee",
    "Authentication",
    "AutomaticKind",
    "Decision",
    "DecisionKind",
    "DeliveryReport",
    "Invitation",
    "Mail",
    "Mailbox",
    "MailboxKind",
    "Message",
    "Outcome",
    "Owner",
    "Part",
    "Promise",
    "PromiseState",
    "Request",
    "RequestKind",
    "State",
    "Step",
    "StepCode",
    "Verdict",
    "When",
]
