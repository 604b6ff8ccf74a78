"""The configuration: a TOML file -> frozen `Settings`, or one error with every problem in it.

`load` reads and checks everything that a command may need later (the directory's file, holidays, iCal files, zone),
so that a mistake shows at once and not at night. Which keys a connector takes is the connector's business: the shell
hands `load` a function that checks them, for this module reaches no connector.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, PrivateAttr

from inboxwatch.address_patterns import normalise
from inboxwatch.config import people_copy
from inboxwatch.config.build import Built, build
from inboxwatch.config.checks import ValidateChannel, ValidateMailbox, check
from inboxwatch.config.problems import ConfigurationProblems, Problem
from inboxwatch.config.read import read
from inboxwatch.config.reminder_table import RemindersTable
from inboxwatch.config.tables import (
    AckTable,
    CalendarTable,
    ChannelTable,
    ClassifierTable,
    DirectoryTable,
    FiguresTable,
    MailboxSettings,
    Me,
    ReportTable,
    StoreTable,
    Table,
    TargetsTable,
    TeamTable,
)
from inboxwatch.errors import UsageError
from inboxwatch.model import MailboxKind, Owner
from inboxwatch.places import choose, default_path

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.directory import Directory
    from inboxwatch.model import Mailbox
    from inboxwatch.targets import Targets
    from inboxwatch.tracker import Rules

__all__ = ["ConfigurationProblems", "MailboxSettings", "Problem", "Settings", "default_path", "load"]


class Settings(Table):
    """The whole configuration, frozen. What is left out has the default that config.example.toml shows."""

    me: Me = Field(default_factory=Me)
    directory: DirectoryTable = Field(default_factory=DirectoryTable)
    calendar: CalendarTable = Field(default_factory=CalendarTable)
    targets: TargetsTable = Field(default_factory=TargetsTable)
    mailbox: tuple[MailboxSettings, ...] = ()
    classifier: ClassifierTable = Field(default_factory=ClassifierTable)
    reminders: RemindersTable = Field(default_factory=RemindersTable)
    channel: tuple[ChannelTable, ...] = ()
    ack: AckTable = Field(default_factory=AckTable)
    figures: FiguresTable = Field(default_factory=FiguresTable)
    report: ReportTable = Field(default_factory=ReportTable)
    store: StoreTable = Field(default_factory=StoreTable)
    team: TeamTable = Field(default_factory=TeamTable)

    _path: Path | None = PrivateAttr(default=None)
    _built: Built | None = PrivateAttr(default=None)
    _people_stamp: tuple[int, int] | None = PrivateAttr(default=None)

    @property
    def path(self) -> Path | None:
        """The file that was read, None without one."""
        return self._path

    @property
    def base(self) -> Path:
        """The folder that relative paths of the configuration start from."""
        return self._path.parent if self._path else Path()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences that the user should see: assumptions made where the configuration is silent."""
        return self._parts.notices

    @property
    def version(self) -> str:
        """A short fingerprint of everything that changes what is derived; equal settings have equal ones."""
        return self._parts.version

    @property
    def working_calendar(self) -> Calendar:
        """The calendar that is owed by."""
        return self._parts.calendar

    @property
    def people(self) -> Directory:
        """The directory with its file's lines."""
        return self._parts.directory

    @property
    def configured_people(self) -> Directory:
        """The same without what mail servers' directories say."""
        return self._parts.configured

    def read_people_again(self) -> None:
        """Take up what mail servers' directories have said meanwhile (`people_copy`), in every thread that uses this.

        Costs next to nothing where nothing was said. What cannot be read any more (the directory's file, say) leaves
        everything as it is.
        """
        if not self.directory.from_server:
            return
        stamp = people_copy.stamp(people_copy.place_of(self.store_url))
        if stamp == self._people_stamp:
            return
        self._people_stamp = stamp
        problems: list[Problem] = []
        built = build(self, self.base, problems)
        if not problems:
            self._built = built
            self.__dict__.pop("_parts", None)

    @property
    def all_targets(self) -> Targets:
        """The default target and the rules."""
        return self._parts.targets

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """The watched accounts as the rules see them."""
        return self._parts.mailboxes

    @property
    def store_url(self) -> str:
        """The store's URL: `[store] url`, a relative SQLite path made absolute, or the platform's data folder."""
        from inboxwatch.places import store_url

        return store_url(self.store.url, self.base)

    @classmethod
    def for_scan(
        cls,
        me: Sequence[str],
        members: Iterable[str] = (),
        authserv_id: str | None = None,
        base: Settings | None = None,
    ) -> Settings:
        """Settings of `inboxwatch scan`: one mailbox called "scan", personal, or shared if it has members.

        `me` adds to `[me] addresses` of `base`; without a configuration the domains of those addresses are internal.
        Raises UsageError for what is no address, or if nobody's mail is meant.
        """
        wrong = [address for address in (*me, *members) if not normalise(address)]
        if wrong:
            raise UsageError(f"{wrong[0]} is not an e-mail address.", "Write it like ada@corp.example.")
        base = base or cls()
        addresses = list(dict.fromkeys((*base.me.addresses, *map(normalise, me))))
        if not addresses:
            raise UsageError("It is not said whose mail this is.", "Name each of your addresses with --me.")
        table = {"name": "scan", "connector": "files", "members": list(members), "authserv_id": authserv_id or ""}
        if table["members"]:
            table |= {"kind": "shared", "addresses": addresses}
        kept = {name: getattr(base, name) for name in cls.model_fields if name not in {"me", "mailbox"}}
        person = Me.model_validate({**base.me.model_dump(), "addresses": addresses})
        changed = cls(**kept, me=person, mailbox=(MailboxSettings.model_validate(table),))
        changed._path = base._path  # noqa: SLF001 - our own
        return changed

    def refresh_calendars(self) -> list[str]:
        """Fetch the iCal URLs anew; returns what went wrong, in words. Load again to use them; nothing else fetches."""
        from inboxwatch.config.ical_files import refresh

        return refresh(self.calendar.ical) if self.calendar.ical else []

    def rules(self) -> Rules:
        """What requests are derived with; a long run sees here what another one learnt of departments."""
        from inboxwatch.tracker import Rules

        self.read_people_again()
        parts = self._parts
        threshold = self.classifier.threshold
        return Rules(
            parts.mailboxes,
            parts.directory,
            parts.calendar,
            parts.targets,
            threshold,
            parts.version,
            external=self.figures.external,
        )

    def owner(self, mailbox: str) -> Owner:
        """Whom a mailbox belongs to, as the classifier needs it. Raises KeyError for a mailbox that is not here."""
        found = next((known for known in self._parts.mailboxes if known.name == mailbox), None)
        if found is None:
            raise KeyError(mailbox)
        if found.kind is MailboxKind.SHARED:
            return Owner(found.addresses)
        names = dict.fromkeys((self.me.name, self._parts.directory.name(found.main)))
        return Owner(found.addresses, tuple(name for name in names if name))

    @functools.cached_property
    def _parts(self) -> Built:
        """What the tables mean; made by `load`, or now for settings that were made without a file."""
        if self._built is None:
            problems: list[Problem] = []
            self._built = build(self, self.base, problems)
            if problems:
                raise ConfigurationProblems("of this run", problems)
        return self._built


def load(
    path: Path | str | None = None,
    *,
    validate_mailbox: ValidateMailbox | None = None,
    validate_channel: ValidateChannel | None = None,
) -> Settings:
    """Read the configuration from `path`, else INBOXWATCH_CONFIG, else the platform's folder.

    `validate_mailbox(connector, table)` says in words what is wrong with the keys that are the connector's own,
    `validate_channel(kind, table)` the same of a channel's. Raises ConfigurationError, with every problem at once if
    the file could be read.
    """
    source = choose(Path(path) if path is not None else None)
    text, raw, exposed = read(source, chosen=path is not None)
    settings, problems = check(
        Settings, raw, exposed=exposed, validate_mailbox=validate_mailbox, validate_channel=validate_channel
    )
    built = build(settings, source.parent, problems)
    if problems:
        raise ConfigurationProblems.of(source, problems, text, raw)
    settings._path, settings._built = source.absolute(), built  # noqa: SLF001 - our own
    for mailbox in settings.mailbox:
        mailbox.at(settings.base)
    return settings


def from_tables(raw: Mapping[str, Any], base: Path, *, like: Settings | None = None) -> Settings:
    """Make settings of tables that lie in no file; relative paths start from `base`. Raises ConfigurationError.

    `like` has the same `[directory]`, with domains: theirs is one directory in memory then.
    """
    settings, problems = check(Settings, raw, exposed=False, validate_mailbox=None)
    settings._path = base / "config.toml"  # noqa: SLF001 - our own
    settings._built = build(settings, base, problems, like=like._built if like else None)  # noqa: SLF001
    if problems:
        raise ConfigurationProblems("of this space", problems)
    for mailbox in settings.mailbox:
        mailbox.at(base)
    return settings


def __getattr__(name: str) -> object:
    """Find the platform's folder only when somebody asks for DEFAULT_PATH."""
    if name == "DEFAULT_PATH":
        return default_path()
    raise AttributeError(name)
