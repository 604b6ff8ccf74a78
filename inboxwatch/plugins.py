"""Finds connectors and channels by name and loads them when they are used.

A plug-in is an entry point in the group `inboxwatch.connectors` or `inboxwatch.channels`. A connector's is a function
`connect(settings, secret, base) -> Connector`: `settings` is the mailbox's own table of the configuration, `secret`
returns its password or token when called, `base` is the folder that relative paths start from. Its module offers
`Settings`, a pydantic model of that table: the configuration is checked with it before anything is connected. Or
`validate(settings) -> list[str]`: the problems of the table in words ("host: is missing"), without touching mailbox or
network. Every command that reads the configuration imports that module: heavy libraries belong inside its functions.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Protocol, cast

from pydantic import BaseModel

from inboxwatch.config.problems import table_problems
from inboxwatch.config.tables import MailboxSettings
from inboxwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from inboxwatch.ports import Connector

CONNECTORS = "inboxwatch.connectors"
CHANNELS = "inboxwatch.channels"

BUILT_IN = {"files": "connectors.files:connect", "imap": "connectors.imap:connect"}
"""Connectors of this repository, found even when it was never installed; an installed plug-in of that name wins not."""


class Connect(Protocol):
    """How a connector is made; raises ConfigurationError, TransientError or PermanentError."""

    def __call__(self, settings: Mapping[str, Any], secret: Callable[[], str], base: Path) -> Connector:
        """Open nothing that can wait until the first read."""
        ...


def names(group: str = CONNECTORS) -> list[str]:
    """Names that the configuration may use, sorted."""
    built_in = BUILT_IN if group == CONNECTORS else {}
    return sorted({*built_in, *(point.name for point in entry_points(group=group))})


def connector(name: str) -> Connect:
    """Load a connector's `connect`. Raises ConfigurationError for an unknown or broken one."""
    return cast("Connect", _load(CONNECTORS, name))


def problems(name: str, settings: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a mailbox's own table, in words; also that there is no such connector."""
    try:
        connect = connector(name)
    except ConfigurationError as error:
        return [str(error)]
    module = import_module(connect.__module__)
    validate, model = getattr(module, "validate", None), getattr(module, "Settings", None)
    if validate is not None:
        return list(validate(settings))
    if isinstance(model, type) and issubclass(model, BaseModel):
        return table_problems(model, settings, [key for key in MailboxSettings.model_fields if key != "table"])
    return []


def _load(group: str, name: str) -> object:
    if group == CONNECTORS and name in BUILT_IN:
        point = EntryPoint(name, BUILT_IN[name], group)
    else:
        found = [point for point in entry_points(group=group) if point.name == name]
        if not found:
            raise _unknown(group, name)
        point = found[0]
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        kind = "connector" if group == CONNECTORS else "channel"
        message = f"The {kind} '{name}' cannot be loaded: {error}."
        raise ConfigurationError(message, "Reinstall the package that offers it.") from error


def _unknown(group: str, name: str) -> ConfigurationError:
    known = names(group)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    kind = "connector" if group == CONNECTORS else "channel"
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return ConfigurationError(f"There is no {kind} '{name}'.", f"{hint}There are: {', '.join(known) or 'none'}.")
