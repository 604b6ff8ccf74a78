"""Finds connectors, channels and mailers by name and loads them when they are used.

A plug-in is an entry point in the group `inboxwatch.connectors`, `inboxwatch.channels` or `inboxwatch.mailers`.

- A connector is a function `connect(settings, secret, base) -> Connector`: `settings` is the mailbox's own table of the
  configuration, `secret` returns its password or token when called, `base` is the folder that relative paths start
  from. A mailer has the name of a connector and the same function, which returns a `Mailer`.
- A channel is a function `connect(settings, around) -> Channel`; `around` is a `channels.Around`. Its module may say
  `SECRET = "password"` or `"url"`: which keys tell where its secret is (`password_env`, `url_env` …).

The module offers `Settings`, a pydantic model of that table: the configuration is checked with it before anything is
connected. Or `validate(settings) -> list[str]`: the problems of the table in words ("host: is missing"), without
touching mailbox or network. Every command that reads the configuration imports that module: heavy libraries belong
inside its functions.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, cast

from pydantic import BaseModel

from inboxwatch.config.problems import table_problems
from inboxwatch.config.tables import ChannelTable, MailboxSettings
from inboxwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from inboxwatch.channels import Around
    from inboxwatch.config import Settings
    from inboxwatch.ports import Channel, Connector, Mailer

CONNECTORS = "inboxwatch.connectors"
CHANNELS = "inboxwatch.channels"
MAILERS = "inboxwatch.mailers"

BUILT_IN = {
    "exchange": "connectors.exchange:connect",
    "files": "connectors.files:connect",
    "graph": "connectors.graph:connect",
    "imap": "connectors.imap:connect",
}
"""Connectors of this repository, found even when it was never installed; an installed plug-in of that name wins not."""
BUILT_IN_CHANNELS = {name: f"inboxwatch.channels.{name}:connect" for name in ("apprise", "console", "email")}
BUILT_IN_MAILERS = {
    "exchange": "connectors.exchange_mailer:connect",
    "graph": "connectors.graph_mailer:connect",
    "imap": "connectors.imap_mailer:connect",
}
_KINDS = {CONNECTORS: "connector", CHANNELS: "channel", MAILERS: "mailer"}


class Connect(Protocol):
    """How a connector is made; raises ConfigurationError, TransientError or PermanentError."""

    def __call__(self, settings: Mapping[str, Any], secret: Callable[[], str], base: Path) -> Connector:
        """Open nothing that can wait until the first read."""
        ...


class Tell(Protocol):
    """How a channel is made; raises ConfigurationError for settings that are wrong."""

    def __call__(self, settings: Mapping[str, Any], around: Around) -> Channel:
        """Open nothing that can wait until something is sent."""
        ...


def names(group: str = CONNECTORS) -> list[str]:
    """Names that the configuration may use, sorted."""
    return sorted({*_built_in(group), *(point.name for point in entry_points(group=group))})


def connector(name: str) -> Connect:
    """Load a connector's `connect`. Raises ConfigurationError for an unknown or broken one."""
    return cast("Connect", _load(CONNECTORS, name))


def channel(settings: Settings, name: str, key: bytes) -> Channel:
    """Make the channel that the configuration calls `name`; nothing is connected yet.

    `key` is the store's secret: what only we can make (Message-IDs of notices) is made with it. Raises
    ConfigurationError if there is no such channel, or if its settings do not do.
    """
    table = next((each for each in settings.channel if each.name == name), None)
    if table is None:
        raise ConfigurationError(f"No channel is called '{name}'.", "Add a [[channel]] table, see config.example.toml.")
    connect = cast("Tell", _load(CHANNELS, table.kind))
    return connect(table.table, _around(settings, table, key))


def channel_problems(kind: str, settings: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a channel's own table, in words; also that there is no such kind."""
    try:
        module = import_module(_load(CHANNELS, kind).__module__)
    except ConfigurationError as error:
        return [f"kind: {error}"]
    sources = _sources(getattr(module, "SECRET", ""))
    rest = {key: value for key, value in settings.items() if key not in sources}
    return _checked(module, rest, [*sources, "name", "kind", "subjects"])


def mailer(settings: Settings, name: str = "") -> Mailer:
    """Make what sends and files mail for a mailbox: the one called `name`, else the first that can send.

    Raises ConfigurationError if it cannot.
    """
    from inboxwatch.credentials import secret_for

    able = names(MAILERS)
    boxes = [each for each in settings.mailbox if (each.name == name if name else each.connector in able)]
    if not boxes:
        what = f"No mailbox is called '{name}'." if name else "No mailbox is configured that mail can be sent through."
        raise ConfigurationError(what, f"Mail is sent through mailboxes of the connectors {', '.join(able)}.")
    box = boxes[0]
    if box.connector not in able:
        raise ConfigurationError(
            f"The mailbox '{box.name}' is only read: its connector '{box.connector}' cannot send.",
            f"Mail is sent through mailboxes of the connectors {', '.join(able)}.",
        )
    make = cast("Callable[..., Mailer]", _load(MAILERS, box.connector))
    return make(box.table, secret_for(box, settings.base), settings.base)


def problems(name: str, settings: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a mailbox's own table, in words; also that there is no such connector."""
    try:
        connect = connector(name)
    except ConfigurationError as error:
        return [str(error)]
    module = import_module(connect.__module__)
    return _checked(module, settings, [key for key in MailboxSettings.model_fields if key != "table"])


def _checked(module: ModuleType, settings: Mapping[str, Any], also: list[str]) -> list[str]:
    validate, model = getattr(module, "validate", None), getattr(module, "Settings", None)
    if validate is not None:
        return list(validate(settings))
    if isinstance(model, type) and issubclass(model, BaseModel):
        return table_problems(model, settings, also)
    return []


def _sources(word: str) -> list[str]:
    """The keys that say where a channel's secret is."""
    return [f"{word}_command", f"{word}_file", f"{word}_env", "keyring"] if word else []


def _around(settings: Settings, table: ChannelTable, key: bytes) -> Around:
    from inboxwatch.channels import Around
    from inboxwatch.channels.secrets import secret_of
    from inboxwatch.model import Address

    main = settings.me.addresses[0] if settings.me.addresses else ""
    main = main or next((box.main for box in settings.mailboxes if box.main), "")
    return Around(
        name=table.name,
        base=settings.base,
        secret=secret_of(table, settings.base),
        owner=Address(settings.me.name, main),
        key=key,
        mailer=lambda name: mailer(settings, name),
    )


def _built_in(group: str) -> Mapping[str, str]:
    return {CONNECTORS: BUILT_IN, CHANNELS: BUILT_IN_CHANNELS, MAILERS: BUILT_IN_MAILERS}[group]


def _load(group: str, name: str) -> object:
    built_in = _built_in(group)
    if name in built_in:
        point = EntryPoint(name, built_in[name], group)
    else:
        found = [point for point in entry_points(group=group) if point.name == name]
        if not found:
            raise _unknown(group, name)
        point = found[0]
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        kind = _KINDS[group]
        message = f"The {kind} '{name}' cannot be loaded: {error}."
        raise ConfigurationError(message, "Reinstall the package that offers it.") from error


def _unknown(group: str, name: str) -> ConfigurationError:
    known = names(group)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    kind = _KINDS[group]
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return ConfigurationError(f"There is no {kind} '{name}'.", f"{hint}There are: {', '.join(known) or 'none'}.")
