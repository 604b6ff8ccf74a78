"""Connecting to a polled mailbox: its settings are the row's, its credential is opened when it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.errors import PermanentError
from inboxwatch.fleet import sealed
from inboxwatch.redaction import forget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from inboxwatch.fleet.keys import KeyRing
    from inboxwatch.fleet.roster import Row
    from inboxwatch.ports import Connector

_LATELY: Final = 256
"""Secrets that are kept out of logs at a time, the latest used; more than polls at a time."""


class Opener:
    """Connects with what a row says; any thread may use it."""

    def __init__(self, ring: KeyRing, base: Path) -> None:
        """Relative paths in settings (ca_file, certificate) start from `base`."""
        self._ring, self._base = ring, base
        self._lately: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._applications: dict[object, object] = {}

    def __call__(self, row: Row) -> Connector:
        """Make the connector; nothing is connected yet. Raises ConfigurationError for settings that are wrong."""
        from inboxwatch import plugins

        return plugins.connector(row.connector)(connector_table(row.settings), self._secret(row), self._base)

    def _secret(self, row: Row) -> Callable[[], str]:
        def secret() -> str:
            if row.secret is None:
                raise PermanentError("This mailbox has no credential.", "Import it again with one.")
            found = sealed.opened(self._ring, row.owner, row.mailbox, row.secret)
            self._note(found)
            return found

        secret.applications = self._applications  # type: ignore[attr-defined]  # see oauth.application
        return secret

    def _note(self, secret: str) -> None:
        """Let logs forget secrets that have not been used for long: each line is searched for all of them."""
        with self._lock:
            self._lately.pop(secret, None)
            self._lately[secret] = None
            while len(self._lately) > _LATELY:
                forget(self._lately.popitem(last=False)[0])


def connector_table(settings: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    """The keys that are the connector's own."""
    from inboxwatch.config import MailboxSettings

    return {key: value for key, value in settings.items() if key not in MailboxSettings.model_fields}
