"""What a provider granted: an access token, until when, and the refresh token that buys the next; in the keyring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from inboxwatch import keyrings
from inboxwatch.errors import PermanentError

LONGEST = 2 * 86_400
"""Seconds that an access token may be thought to last; a later end means that the clock was changed."""
MARGIN = 120
"""Seconds before its end from which an access token is no longer begun with."""


@dataclass(frozen=True)
class Grant:
    """Tokens of one mailbox. `expires_at` is in seconds since 1970; no `repr` ever shows a token (T14)."""

    refresh: str = field(repr=False)
    access: str = field(default="", repr=False)
    expires_at: int = 0

    def lasts(self, now: float) -> bool:
        """Whether the access token is good for a while yet; also false where the clock jumped back behind it."""
        return bool(self.access) and MARGIN < self.expires_at - now <= LONGEST

    def dumps(self) -> str:
        """As JSON, for the keyring."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Grant | None:
        """Read JSON of `dumps`; None for anything else."""
        try:
            values = json.loads(text)
            return cls(str(values["refresh"]), str(values["access"]), int(values["expires_at"]))
        except (ValueError, TypeError, KeyError):
            return None


def granted(answer: Mapping[str, Any], now: float, before: str = "") -> Grant:
    """What a token endpoint answered (RFC 6749, 5.1). `before` is the refresh token if no new one came.

    Raises PermanentError if there is nothing to go on with.
    """
    access, refresh = answer.get("access_token"), answer.get("refresh_token") or before
    if not isinstance(access, str) or not access or not isinstance(refresh, str) or not refresh:
        raise PermanentError(
            "The provider gave no refresh token, so it would have to be signed in again every hour.",
            "Allow the program offline access, remove it from the account's connected apps and sign in once more.",
        )
    try:
        seconds = int(answer.get("expires_in") or 0)
    except (TypeError, ValueError):
        seconds = 0
    return Grant(refresh, access, int(now) + max(seconds, 0))


class Vault:
    """One mailbox's grant in the system's keyring, beside its password if there is one."""

    def __init__(self, name: str, username: str) -> None:
        """`name` of the mailbox, `username` of the account there."""
        self._entry = (f"inboxwatch/{name}/oauth2", username or name)
        self._name = name

    def load(self) -> Grant | None:
        """Return the grant, None if there is none. Raises as `keyrings` does without a usable keyring."""
        text = keyrings.read(self._name, *self._entry)
        return Grant.loads(text) if text else None

    def save(self, grant: Grant) -> None:
        """Keep it; returns only after the keyring has it."""
        keyrings.write(self._name, *self._entry, grant.dumps())

    def forget(self) -> bool:
        """Remove it; False if there was none."""
        return keyrings.delete(self._name, *self._entry)
