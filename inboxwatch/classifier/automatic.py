"""Machine mail recognised by evidence (RFC 3834, RFC 3464, RFC 8098)."""

from __future__ import annotations

from inboxwatch.model import AutomaticKind, Mail


def detect(mail: Mail) -> tuple[AutomaticKind | None, str]:
    """Name the kind of machine that wrote this message and the code of the evidence, or (None, "")."""
    if "delivery-status" in mail.content_type or mail.report is not None:
        return AutomaticKind.BOUNCE, "delivery-report"
    submitted = " ".join(mail.headers.get("auto-submitted", ())).strip().lower()
    if submitted.startswith("auto-replied"):
        return AutomaticKind.AUTO_REPLY, "auto-submitted"
    if submitted and not submitted.startswith("no"):
        return AutomaticKind.NOTIFICATION, "auto-submitted"
    return None, ""
