"""Whom to believe (docs/clock.md): From is a claim, and the organisation's border may have an opinion on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inboxwatch.conversations import Seen
    from inboxwatch.model import Authentication, Message


def _aligned(domain: str, sender_domain: str) -> bool:
    """DKIM alignment (RFC 7489, relaxed): one is the other or its parent; a bare top-level domain aligns nothing."""
    if "." not in domain:
        return False
    return sender_domain == domain or sender_domain.endswith(f".{domain}") or domain.endswith(f".{sender_domain}")


def _passed(result: Authentication, sender: str) -> bool:
    """DMARC or aligned DKIM passed."""
    sender_domain = sender.rpartition("@")[2]
    return result.dmarc == "pass" or any(_aligned(domain, sender_domain) for domain in result.dkim_domains)


def message_believed(message: Message, authserv_id: str) -> bool:
    """Whether the From of one copy is believed.

    With `authserv_id` set, the topmost result of that service must say that DMARC or aligned DKIM passed; a message
    without one never crossed the border and is believed. Without the setting nothing counts as passed, but a topmost
    result that says dmarc=fail is enough to disbelieve.
    """
    if authserv_id:
        wanted = authserv_id.casefold()
        for result in message.authentication:
            if result.authserv_id.casefold() == wanted:
                return _passed(result, message.sender)
        return True
    return not (message.authentication and message.authentication[0].dmarc == "fail")


def believed(seen: Seen, authserv_ids: Mapping[str, str]) -> bool:
    """Whether any copy is believed; `authserv_ids` gives each mailbox's border service."""
    for copy in seen.copies:
        if not copy.authentication or message_believed(copy, authserv_ids.get(copy.mailbox, "")):
            return True
    return False
