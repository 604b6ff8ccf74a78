"""A channel's password or address, from the same places as a mailbox's password, in a channel's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inboxwatch.credentials import Place, secret_for
from inboxwatch.errors import ConnectorError, NotSentError, RefusedError, TransientError
from inboxwatch.redaction import remember


class Table(Place, Protocol):
    """What says where a channel's secret is, or an address that is one; `config.tables.ChannelTable` has it."""

    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def url_command(self) -> Sequence[str] | None: ...  # noqa: D102
    @property
    def url_file(self) -> str | None: ...  # noqa: D102
    @property
    def url_env(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Source:
    """The same as `credentials.Source`; the keyring's entry is inboxwatch/channel/NAME, so no mailbox shares it."""

    name: str
    username: str
    keyring: str | None
    password_command: Sequence[str] | None
    password_file: str | None
    password_env: str | None


def secret_of(table: Table, base: Path) -> Callable[[], str]:
    """What fetches a channel's secret when it is called. The call raises NotSentError or RefusedError."""

    def fetch() -> str:
        if table.url:
            return remember(table.url)
        address = table.url_command or table.url_file or table.url_env
        source = _Source(
            table.name,
            table.name,
            table.keyring or f"inboxwatch/channel/{table.name}",
            table.url_command or table.password_command,
            table.url_file or table.password_file,
            table.url_env or table.password_env,
        )
        failure: ConnectorError
        try:
            return secret_for(source, base)()
        except ConnectorError as error:
            failure = error
        kind = NotSentError if isinstance(failure, TransientError) else RefusedError
        raise kind(*(_words(text, table.name, url=bool(address)) for text in (failure.message, failure.remedy)))

    return fetch


def _words(text: str, name: str, *, url: bool) -> str:
    """A sentence about a mailbox's password as one about a channel's password or address."""
    text = text.replace(f"mailbox '{name}'", f"channel '{name}'").replace("[[mailbox]]", "[[channel]]")
    return text.replace("password_", "url_").replace("password", "address") if url else text
