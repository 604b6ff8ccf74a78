"""What every command shares: the one clock of this run, the configuration, the store, and where to write."""

from __future__ import annotations

import datetime as dt
import functools
import os
import sys
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import click

from inboxwatch.cli import logs
from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from inboxwatch.business_hours import Calendar
    from inboxwatch.classifier.personal import Personal
    from inboxwatch.config import Settings
    from inboxwatch.store import Store
    from inboxwatch.tracker import Rules
    from inboxwatch.views.table import Frame

PIPED_WIDTH = 120
"""Columns of a table that goes into a pipe or a file and for which COLUMNS is not set."""


@dataclass(frozen=True)
class Run:
    """One run of the command: `now` is read once and never again."""

    config_path: str | None
    store_option: str | None
    now: dt.datetime
    frozen: bool
    verbose: int

    @classmethod
    def start(cls, *, config: str | None, store: str | None, now: str | None, verbose: int) -> Run:
        """Read the group's options; sets up logging on stderr."""
        logs.set_up(verbose)
        return cls(
            config, store, parse_now(now) if now else dt.datetime.now(dt.UTC).replace(microsecond=0), bool(now), verbose
        )

    @functools.cached_property
    def settings(self) -> Settings:
        """The configuration; raises `ConfigurationError` with every problem at once."""
        from inboxwatch import plugins
        from inboxwatch.config import load

        return load(self.config_path, validate_mailbox=plugins.problems, validate_channel=plugins.channel_problems)

    def at(self, now: dt.datetime) -> Run:
        """The same run at another moment, with the configuration that was read."""
        other = replace(self, now=now)
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name not in _FIELDS})
        return other

    def reload(self) -> None:
        """Read the configuration again, with the calendars that have been fetched meanwhile."""
        for name in ("settings", "settings_if_any", "rules", "calendar", "threshold"):
            self.__dict__.pop(name, None)

    @functools.cached_property
    def settings_if_any(self) -> Settings | None:
        """The configuration, None where nobody named one and the platform's folder has none."""
        from inboxwatch.config import default_path

        chosen = self.config_path or os.environ.get("INBOXWATCH_CONFIG")
        return self.settings if chosen or default_path().exists() else None

    @functools.cached_property
    def rules(self) -> Rules:
        """What requests are derived with."""
        return self.settings.rules()

    @functools.cached_property
    def calendar(self) -> Calendar:
        """The working calendar: configured, or Monday to Friday 09:00-17:00 in the system's zone."""
        from inboxwatch.config import Settings

        return (self.settings_if_any or Settings()).working_calendar

    @functools.cached_property
    def threshold(self) -> float:
        """From which score on a message needs a reply."""
        from inboxwatch.config import Settings

        return (self.settings_if_any or Settings()).classifier.threshold

    @functools.cached_property
    def personal(self) -> Personal | None:
        """What `train` learnt for the configured owner, as far as it can be used; says once where it cannot."""
        from inboxwatch.cli.adapted import kept

        return kept(self)

    @property
    def store_url(self) -> str:
        """Which store: --store, or the configured one."""
        return self.store_option or self.settings.store_url

    def open_store(self) -> Store:
        """Open the store for reading and writing, made or migrated if need be. Raises StoreError."""
        from inboxwatch.store import Store

        return Store.open(self.store_url, keep_text=self.settings.store.keep_text)

    @functools.cached_property
    def out(self) -> Console:
        """Data: stdout."""
        return _console(sys.stdout)

    @functools.cached_property
    def err(self) -> Console:
        """Narration and progress: stderr."""
        return _console(sys.stderr, stderr=True)

    def frame(self, rows: int = 1000) -> Frame:
        """What views are drawn for."""
        from inboxwatch.views.table import Frame

        return Frame(self.now, self.calendar.zone, self.out.width, rows, self.settings.people.name)

    def show(self, *renderables: RenderableType) -> None:
        """Draw on stdout."""
        for renderable in renderables:
            self.out.print(renderable)

    def json(self, value: object) -> None:
        """Print JSON on stdout."""
        from inboxwatch.views.data import dumps

        click.echo(dumps(value))

    def say(self, line: str) -> None:
        """Narrate on stderr; the line may hold text from outside."""
        from inboxwatch.views.text import safe

        click.echo(safe(line), err=True)


_FIELDS = frozenset(field.name for field in fields(Run))
"""What is given, not read."""


def parse_now(text: str) -> dt.datetime:
    """Read `--now`: ISO 8601; without an offset it is the system's zone. Raises UsageError."""
    from inboxwatch.weeks import FIRST_YEAR, LAST_YEAR

    try:
        now = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        message = f"--now (or INBOXWATCH_NOW) is not an ISO 8601 time: {text}."
        raise UsageError(message, "Write it like 2026-11-20T09:00:00Z.") from None
    if not FIRST_YEAR < now.year < LAST_YEAR:
        message = f"--now (or INBOXWATCH_NOW) lies too far away: {text}."
        raise UsageError(message, f"Working time is known from {FIRST_YEAR} to {LAST_YEAR}.")
    return now.astimezone(dt.UTC)


def _console(stream: Any, *, stderr: bool = False) -> Console:  # noqa: ANN401 - a text stream
    """Build a console that never parses markup, emoji codes or numbers in what it prints."""
    from rich.console import Console

    width = None if stream.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)
