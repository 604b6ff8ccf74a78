"""One mail as a connector delivers it, and what its parts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.model.values import value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@value(frozen=True, slots=True)
class Address:
    """One mailbox in a header: display name as decoded (hostile text), address bare and lower-case."""

    name: str
    address: str


@value(frozen=True, slots=True)
class Part:
    """One leaf of a message's MIME structure, in order."""

    content_type: str
    disposition: str = ""
    method: str = ""
    size: int = 0


@value(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE line of an invitation; `rsvp` None: the line does not say."""

    address: str
    partstat: str = ""
    rsvp: bool | None = None


@value(frozen=True, slots=True)
class Invitation:
    """The iMIP part of a message (RFC 6047); `method` in upper case (REQUEST, REPLY, CANCEL, COUNTER and so on)."""

    method: str
    uid: str
    sequence: int = 0
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()


@value(frozen=True, slots=True)
class DeliveryReport:
    """What a bounce says (RFC 3464, or parsed from common wordings). Empty where it does not say.

    `failed` holds the addresses whose delivery failed for good; a mere delay, or a report of success, leaves it empty
    and `delayed` True.
    """

    original_message_id: str = ""
    failed: tuple[str, ...] = ()
    delayed: bool = False


@value(frozen=True, slots=True)
class Authentication:
    """One Authentication-Results header (RFC 8601): which service says what about the sender.

    `dmarc` and `dkim` are lower-case results ("pass", "fail", "none", …) or ""; `dkim_domains` are the signing
    domains that passed (header.d, or the domain of header.i).
    """

    authserv_id: str
    dmarc: str = ""
    dkim: str = ""
    dkim_domains: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Mail:
    """One message as a connector delivers it: parsed, decoded, bounded, with the excerpt of its text.

    Not stored as it is: `mail.facts` turns it, with its verdict, into a `Message` without text.

    `ref` is the connector's own opaque place of the message, good for `Connector.texts`. `sender` is None unless
    the From header holds exactly one address by a strict reading. `date` is the Date header, `received_header` the
    topmost Received date that parses, `provider_time` the server's own time (INTERNALDATE, mbox `From ` line …);
    each None where absent or unreadable. `utc_offset` is that of the Date header in seconds. `headers` maps
    lower-case names to all their values, only those in `mail.HEADERS`. `text` is the decoded beginning of the first
    text part (HTML already turned into text). `reaction` is the emoji of a reaction message, else "".
    `defects` names what was broken.
    """

    ref: str
    folder: str
    in_sent: bool
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address | None
    sender_header: str
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    date: dt.datetime | None
    utc_offset: int
    received_header: dt.datetime | None
    provider_time: dt.datetime | None
    headers: Mapping[str, tuple[str, ...]]
    text: str
    content_type: str = "text/plain"
    structure: tuple[Part, ...] = ()
    invitation: Invitation | None = None
    report: DeliveryReport | None = None
    reaction: str = ""
    authentication: tuple[Authentication, ...] = ()
    provider_conversation: str = ""
    defects: tuple[str, ...] = ()
