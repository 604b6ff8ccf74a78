"""An access token that still lasts, refreshed once for all threads and processes (R17)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.oauth.grant import Grant
from inboxwatch.redaction import remember

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0)
"""Seconds before a second and a third try at a refresh that was refused: providers refuse in passing, too."""


class EndedError(PermanentError):
    """The provider refused the refresh token: revoked, expired, password changed, consent withdrawn."""


class Keeps(Protocol):
    """Where a grant is kept; `grant.Vault`."""

    def load(self) -> Grant | None: ...  # noqa: D102
    def save(self, grant: Grant) -> None: ...  # noqa: D102


class Access:
    """Called, it returns an access token. Safe in several threads; other processes wait for one refresh, too.

    `refresh` buys a new grant for the one it gets and raises EndedError or TransientError. `alone` is a lock that
    excludes other threads and processes. A new refresh token is in the vault before its access token is used, so that
    a provider that rotates them never leaves us without one.
    """

    def __init__(
        self,
        name: str,
        vault: Keeps,
        refresh: Callable[[Grant], Grant],
        alone: Callable[[], AbstractContextManager[None]],
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`name` is the mailbox's, for sentences."""
        self._name, self._vault, self._refresh, self._alone = name, vault, refresh, alone
        self._clock, self._sleep = clock, sleep

    def __call__(self) -> str:
        """Return an access token that lasts. Raises PermanentError where somebody has to sign in (again)."""
        return remember(self._token(""))

    def renew(self, refused: str) -> str:
        """Return another token than `refused`, which the server did not take though it should last."""
        return remember(self._token(refused))

    def _token(self, refused: str) -> str:
        grant = self._usable(refused)
        if grant is not None:
            return grant.access
        with self._alone():
            for pause in (*PAUSES, None):
                grant = self._usable(refused)  # somebody else may have refreshed it while we waited
                if grant is not None:
                    return grant.access
                try:
                    return self._buy()
                except (EndedError, TransientError) as error:
                    if pause is None:
                        raise
                    log.info("%s: %s Trying again in %g s.", self._name, error.message, pause)
                    self._sleep(pause)
        raise AssertionError  # the loop returns or raises

    def _usable(self, refused: str) -> Grant | None:
        grant = self._vault.load()
        if grant is None:
            raise PermanentError(
                f"Nobody has signed in to mailbox '{self._name}' yet.", f"Run: inboxwatch login '{self._name}'"
            )
        return grant if grant.access != refused and grant.lasts(self._clock()) else None

    def _buy(self) -> str:
        before = self._vault.load()
        if before is None:
            raise TransientError(f"The sign-in of mailbox '{self._name}' was removed at this moment.")
        after = self._refresh(before)
        self._vault.save(after)
        return after.access
