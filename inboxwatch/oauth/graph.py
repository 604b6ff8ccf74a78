"""Signing in to Microsoft Graph: a mailbox names its tenant and program itself, and asks for as little as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

BASE = "https://graph.microsoft.com/v1.0"
"""The worldwide service; national clouds have others."""
ONLINE = "https://outlook.office.com"
"""Exchange Online, as scopes name it."""
_SHARED = ("tenant", "client_id", "authority", "ca_file", "timeout")
"""Keys of the mailbox that mean the same in an `oauth2` table."""


def origin(base_url: str) -> str:
    """The address that scopes begin with."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def scopes(table: Mapping[str, Any]) -> list[str]:
    """What a person is asked to allow; msal adds `offline_access` by itself."""
    shared = ".Shared" if table.get("access") == "delegate" else ""
    wanted = [f"Mail.Read{shared}" if table.get("text", True) else f"Mail.ReadBasic{shared}"]
    if table.get("sends", True):
        wanted.append(f"Mail.Send{shared}")
    if table.get("drafts"):
        wanted.append(f"Mail.ReadWrite{shared}")
    if table.get("calendar"):
        wanted.append("MailboxSettings.Read")
    if table.get("people"):
        wanted.append("User.Read.All")
    there = origin(str(table.get("base_url") or BASE))
    return [f"{there}/{name}" for name in wanted]


def ews_scope(endpoint: object, permission: str) -> str:
    """What is asked for where a mailbox is read by Exchange Web Services: a token for the server that it is shown to.

    With hybrid modern authentication an Exchange Server takes tokens for its own address only, and that address is
    registered with Microsoft beside Exchange Online's. Without an endpoint, Exchange Online's is the one that is known.
    """
    there = urlsplit(endpoint) if isinstance(endpoint, str) else urlsplit("")
    at_microsoft = not there.hostname or there.hostname.lower().endswith((".office365.com", ".office.com"))
    return f"{ONLINE if at_microsoft else f'https://{there.hostname}'}/{permission}"


def oauth_table(table: Mapping[str, Any]) -> dict[str, Any] | None:
    """The `oauth2` table of a mailbox: its own one, or what `tenant` and `client_id` mean; None without OAuth.

    With `permission = "application"` nobody signs in: the program has a secret of its own, kept like a password.
    """
    if table.get("auth") == "oauth2":
        if table.get("permission", "delegated") != "delegated":
            return None
        found = table.get("oauth2")
        given = dict(found) if isinstance(found, Mapping) else {}
        if "host" not in table and given.get("provider") == "microsoft":
            given.setdefault("scopes", [ews_scope(table.get("endpoint"), "EWS.AccessAsUser.All")])
        return given
    if "auth" in table or not {"tenant", "client_id"} <= table.keys():
        return None
    if table.get("permission", "delegated") != "delegated":
        return None
    given = {key: table[key] for key in _SHARED if key in table}
    return {"provider": "microsoft", "scopes": scopes(table), **given}
