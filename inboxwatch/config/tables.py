"""The tables of the configuration file as frozen models; config.example.toml shows and explains every key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from inboxwatch.config import values
from inboxwatch.config.durations import BusinessSeconds, Span
from inboxwatch.config.values import Address, AddressPattern, Domain, Name
from inboxwatch.model import MailboxKind
from inboxwatch.targets import DEFAULT_SECONDS
from inboxwatch.working_days import Span as Hours

SOONEST, LATEST = dt.timedelta(seconds=15), dt.timedelta(days=1)
"""Between what a server bears and what a watch still is."""


class Table(BaseModel):
    """One table: unknown keys are refused, nothing changes after loading, values stay out of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Me(Table):
    """`[me]`: whose mail is watched."""

    name: str = ""
    addresses: tuple[Address, ...] = ()
    groups: tuple[Address, ...] = ()
    delegates: tuple[Address, ...] = ()


class DirectoryTable(Table):
    """`[directory]`: who counts as an internal customer, and of which department."""

    internal_domains: tuple[Domain, ...] = ()
    partners: tuple[AddressPattern, ...] = ()
    file: str = ""
    from_server: bool = False
    departments: dict[Name, tuple[AddressPattern, ...]] = Field(default_factory=dict)


class HoursTable(Table):
    """`[calendar.hours]`: what is worked on each weekday; a missing day is closed."""

    mon: tuple[Hours, ...] = ()
    tue: tuple[Hours, ...] = ()
    wed: tuple[Hours, ...] = ()
    thu: tuple[Hours, ...] = ()
    fri: tuple[Hours, ...] = ()
    sat: tuple[Hours, ...] = ()
    sun: tuple[Hours, ...] = ()

    _read = field_validator("mon", "tue", "wed", "thu", "fri", "sat", "sun", mode="before")(values.spans)

    def week(self) -> tuple[tuple[Hours, ...], ...]:
        """The seven days, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


class CalendarTable(Table):
    """`[calendar]`: when work is done."""

    timezone: str = ""
    holidays: str = ""
    extra_holidays: tuple[dt.date, ...] = ()
    not_holidays: tuple[dt.date, ...] = ()
    leave: tuple[tuple[dt.date, dt.date], ...] = ()
    special_hours: dict[dt.date, tuple[Hours, ...]] = Field(default_factory=dict)
    ical: tuple[str, ...] = ()
    hours: HoursTable | None = None

    @field_validator("extra_holidays", "not_holidays", mode="before")
    @classmethod
    def _read_days(cls, texts: object) -> object:
        return [values.day(text) for text in texts] if isinstance(texts, list) else texts

    @field_validator("leave", mode="before")
    @classmethod
    def _read_leave(cls, texts: object) -> object:
        return [values.leave(text) for text in texts] if isinstance(texts, list) else texts

    @field_validator("special_hours", mode="before")
    @classmethod
    def _read_special(cls, table: object) -> object:
        return (
            {values.day(day): values.spans(spans) for day, spans in table.items()} if isinstance(table, dict) else table
        )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, key: str) -> str:
        if key:
            from inboxwatch.config.zone import known

            known(key)
        return key


class TargetRule(Table):
    """`[[targets.rule]]`: another target for some requests; every key that is given must fit."""

    acknowledge_within: BusinessSeconds
    sender: AddressPattern | None = None
    department: Name | None = None
    subject: Name | None = None
    mailbox: Name | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> TargetRule:
        if self.sender is None and self.department is None and self.subject is None and self.mailbox is None:
            raise ValueError("a rule needs at least one of sender, department, subject, mailbox")
        return self


class TargetsTable(Table):
    """`[targets]`: how soon an acknowledgement is owed, in business time."""

    acknowledge_within: BusinessSeconds = DEFAULT_SECONDS
    rule: tuple[TargetRule, ...] = ()


class Secrets(Table):
    """Where a mailbox's password comes from: at most one of four, the system's keyring if none is named."""

    keyring: Name | None = None
    password_command: tuple[str, ...] | None = None
    password_file: Name | None = None
    password_env: Name | None = None

    @field_validator("keyring", mode="before")
    @classmethod
    def _plain_keyring(cls, value: object) -> object:
        return None if value is True else value

    @field_validator("password_command", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return values.words(value)

    @model_validator(mode="after")
    def _one_source(self) -> Secrets:
        given = [key for key in Secrets.model_fields if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"only one of {', '.join(given)} may say where the password is")
        return self


class MailboxSettings(Secrets):
    """`[[mailbox]]`: a watched account. `table` holds the keys that belong to its connector, unchecked here."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    name: Name
    connector: Name
    kind: MailboxKind = MailboxKind.PERSONAL
    members: tuple[Address, ...] = ()
    addresses: tuple[Address, ...] = ()
    groups: tuple[Address, ...] = ()
    authserv_id: str = ""
    since: Span = dt.timedelta(days=90)
    poll: Span = dt.timedelta(minutes=5)
    table: dict[str, Any] = Field(default_factory=dict, repr=False)

    _base: Path = PrivateAttr(default_factory=Path)

    @model_validator(mode="before")
    @classmethod
    def _set_apart(cls, raw: object) -> object:
        """Keep what is not ours for the connector's own settings model."""
        return values.apart(raw, cls.model_fields)

    @model_validator(mode="after")
    def _who_answers(self) -> MailboxSettings:
        if self.kind is MailboxKind.SHARED and not self.members:
            raise ValueError('a shared mailbox needs members = ["…"], the addresses of those who answer for it')
        if self.kind is MailboxKind.PERSONAL and self.members:
            raise ValueError('only a shared mailbox has members; say kind = "shared"')
        return self

    @field_validator("poll")
    @classmethod
    def _bearable(cls, poll: dt.timedelta) -> dt.timedelta:
        if not SOONEST <= poll <= LATEST:
            raise ValueError("poll lies between 15s and 1d")
        return poll

    @property
    def username(self) -> str:
        """Whom to sign in as, "" where the connector needs no account."""
        name = self.table.get("username") or self.table.get("address", "")
        return name if isinstance(name, str) else ""

    @property
    def secret(self) -> Callable[[], str]:
        """Fetches the password or token when it is called; see `inboxwatch.credentials`."""
        from inboxwatch.credentials import secret_for

        return secret_for(self, self._base)

    def at(self, base: Path) -> MailboxSettings:
        """The same mailbox, whose relative paths start from `base`."""
        self._base = base
        return self


class ClassifierTable(Table):
    """`[classifier]`: from which score on a message needs a reply."""

    threshold: float = Field(default=0.5, ge=0, le=1)


class ChannelTable(Secrets):
    """`[[channel]]`: one way to be told something. `table` holds the keys that belong to its kind, unchecked here.

    What is secret may come from the same places as a mailbox's password, called `url_…` where it is an address.
    `subjects`: whether what is sent may name them; by default not on lock screens and in chats, which others see.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    name: Name
    kind: Name
    subjects: bool = False
    url_command: tuple[str, ...] | None = None
    url_file: Name | None = None
    url_env: Name | None = None
    table: dict[str, Any] = Field(default_factory=dict, repr=False)

    _split_too = field_validator("url_command", mode="before")(values.words)

    @model_validator(mode="before")
    @classmethod
    def _set_apart(cls, raw: object) -> object:
        """Keep what is not ours for the channel's own settings model."""
        if isinstance(raw, dict):
            raw = {"subjects": raw.get("kind") != "apprise", **raw}
        return values.apart(raw, cls.model_fields)

    @model_validator(mode="after")
    def _one_place(self) -> ChannelTable:
        if len(self.sources) > 1:
            raise ValueError(f"only one of {', '.join(self.sources)} may say where the secret is")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys that say where the secret is; none or one."""
        known = (*Secrets.model_fields, "url_command", "url_file", "url_env")
        given = tuple(key for key in known if getattr(self, key) is not None)
        return (*given, "url") if self.table.get("url") else given

    @property
    def url(self) -> str:
        """The address written into the file itself, "" if there is none."""
        url = self.table.get("url", "")
        return url if isinstance(url, str) else ""


class AckTable(Table):
    """`[ack]`: the owner's own words for holding replies, by language ("en"), or "default" for all others."""

    template: dict[str, str] = Field(default_factory=dict)

    @field_validator("template")
    @classmethod
    def _fields(cls, templates: dict[str, str]) -> dict[str, str]:
        import re

        for language, text in templates.items():
            if language != "default" and not re.fullmatch(r"[a-z]{2}", language):
                raise ValueError(f'"{language}" is neither a language of two letters nor "default"')
            strange = set(re.findall(r"\{[^{}]*\}", text)) - {"{name}", "{by}"}
            if strange or not text.strip():
                raise ValueError(
                    f"the text for {language} may have the fields {{name}} and {{by}}, and must say something"
                )
        return templates


class ReportTable(Table):
    """`[report]`: when the weekly summary is sent, and where."""

    when: str = "Mon 08:00"
    channel: str = ""
    team_channel: str = ""
    language: Literal["", "en", "de", "fr", "es"] = ""

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are named here."""
        return tuple(filter(None, (self.channel, self.team_channel)))

    @field_validator("when")
    @classmethod
    def _read_when(cls, text: str) -> str:
        day, _, time = text.partition(" ")
        try:
            dt.time.fromisoformat(time.strip())
        except ValueError:
            time = ""
        if not time or day.lower() not in HoursTable.model_fields:
            raise ValueError(f'"{text}" is not a weekday and time like "Mon 08:00"')
        return text


class FiguresTable(Table):
    """`[figures]`: what is measured besides requests from inside."""

    external: bool = False


class StoreTable(Table):
    """`[store]`: where facts are kept, and how much of them."""

    url: str = Field(default="", repr=False)
    keep_subjects: bool = True
    keep_text: bool = False
    retention: Span = dt.timedelta(days=400)

    @field_validator("url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        if url and urlsplit(url).scheme.partition("+")[0] not in {"sqlite", "postgresql"}:
            raise ValueError('the store is "sqlite:///path" or "postgresql+psycopg://…"')
        return url


class TeamTable(Table):
    """`[team]`: where the key is that seals credentials of mailboxes which workers poll; at most one place."""

    key_file: Name | None = None
    key_command: tuple[str, ...] | None = None
    key_env: Name | None = None

    _split = field_validator("key_command", mode="before")(values.words)

    @model_validator(mode="after")
    def _one_place(self) -> TeamTable:
        given = [key for key in TeamTable.model_fields if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"only one of {', '.join(given)} may say where the key is")
        return self
