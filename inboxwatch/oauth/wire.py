"""From a mailbox of the configuration to its sign-in and its tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from inboxwatch.errors import ConfigurationError, TransientError
from inboxwatch.locks import locked
from inboxwatch.oauth.access import Access
from inboxwatch.oauth.browser import Browser
from inboxwatch.oauth.device import Device
from inboxwatch.oauth.grant import Vault
from inboxwatch.oauth.graph import oauth_table
from inboxwatch.oauth.settings import OAuthSettings

PATIENCE = 60.0
"""Seconds to wait for another process that refreshes the same tokens."""


def provider(name: str, table: Mapping[str, Any], base: Path) -> Device | Browser:
    """Who signs people in to this mailbox; relative paths start from `base`. Raises ConfigurationError."""
    try:
        settings = OAuthSettings.model_validate(oauth_table(table))
    except ValidationError:
        message = f"The mailbox '{name}' has auth = \"oauth2\", but its oauth2 table is missing or wrong."
        raise ConfigurationError(message, "See docs/oauth.md.") from None
    return Device(name, settings, base) if settings.provider == "microsoft" else Browser(name, settings, base)


def access_for(name: str, username: str, table: Mapping[str, Any], base: Path) -> Access:
    """What hands out access tokens for this mailbox; asks nothing of anybody before it is called."""

    def alone() -> AbstractContextManager[None]:
        return locked(_lock(name, username), PATIENCE, busy, broken)

    def busy() -> TransientError:
        return TransientError(f"Another inboxwatch is still refreshing the sign-in of mailbox '{name}'.")

    def broken(error: OSError) -> TransientError:
        return TransientError(f"The lock for the sign-in of mailbox '{name}' cannot be opened: {error.strerror}.")

    vault = Vault(name, username)
    return Access(name, vault, lambda grant: provider(name, table, base).refresh(grant), alone)


def _lock(name: str, username: str) -> Path:
    """The lock file of one keyring entry, in the user's own data folder."""
    import platformdirs

    folder = platformdirs.user_data_path("inboxwatch", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"oauth2-{sha256(f'{name}/{username}'.encode()).hexdigest()[:16]}.lock"


def sign_in(name: str, username: str, table: Mapping[str, Any], base: Path, say: Callable[[str], None]) -> None:
    """Sign in with the help of the person at the terminal, who is told what to do, and keep the tokens.

    Raises PermanentError or TransientError if it came to nothing; tokens that were there before then stay.
    """
    grant = provider(name, table, base).sign_in(say)
    Vault(name, username).save(grant)
