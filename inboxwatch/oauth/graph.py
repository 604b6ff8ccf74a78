"""Signing in to Microsoft Graph: a mailbox names its tenant and program itself, and asks for as little as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

BASE = "https://graph.microsoft.com/v1.0"
"""The worldwide service; national clouds have others."""
EWS = "https://outlook.office.com/EWS.AccessAsUser.All"
"""What a person is asked to allow where a mailbox is read by Exchange Web Services."""
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
            given.setdefault("scopes", [EWS])  # no IMAP server: it is read by Exchange Web Services
        return given
    if "auth" in table or not {"tenant", "client_id"} <= table.keys():
        return None
    if table.get("permission", "delegated") != "delegated":
        return None
    given = {key: table[key] for key in _SHARED if key in table}
    return {"provider": "microsoft", "scopes": scopes(table), **given}
