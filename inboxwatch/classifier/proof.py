"""What proved that a machine wrote a mail, by name: the header, the subject, the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from inboxwatch.classifier import signs
from inboxwatch.classifier.quoting import short

if TYPE_CHECKING:
    from inboxwatch.model import Mail

_SUBMITTED = ("auto-submitted", "x-auto-submitted")
_BULK = ("list-unsubscribe", "precedence", *sorted(signs.CAMPAIGN_HEADERS))
_LISTED = ("list-id", "mailing-list", "x-mailing-list")
_VENDOR = ("x-ms-exchange-generated-message-source", *sorted(signs.AUTO_REPLY_HEADERS), "precedence")
_SUBJECTS = frozenset({"auto-reply-subject", "absence-subject", "bounce-words", "receipt"})
_WITH_VALUE = frozenset({*_SUBMITTED, "precedence"})
"""Headers whose value says more than their name."""
_LONGEST = 60


def proof(mail: Mail, code: str) -> str:
    """Name what stands behind the code of a machine in this mail; "" where the code says it all."""
    headers = {
        "auto-submitted": _SUBMITTED,
        "vendor-header": _VENDOR,
        "system-header": tuple(sorted(signs.SYSTEM_HEADERS)),
        "bulk-headers": _BULK,
        "digest": _LISTED,
    }.get(code)
    if headers is not None:
        return _header(mail, headers)
    if code in _SUBJECTS and mail.subject.strip():
        return f"subject “{short(mail.subject, _LONGEST)}”"
    if code == "machine-sender":
        return mail.sender.address if mail.sender is not None else short(mail.sender_header, _LONGEST)
    if code == "calendar-method" and mail.invitation is not None:
        return f"METHOD:{mail.invitation.method}"
    return ""


def _header(mail: Mail, names: Iterable[str]) -> str:
    """The first of these headers that the mail carries, with its value where that matters."""
    for name in names:
        values = mail.headers.get(name)
        if values is not None:
            title = "-".join(part.capitalize() for part in name.split("-"))
            return f"{title}: {short(values[0], _LONGEST)}" if name in _WITH_VALUE and values else title
    return ""
