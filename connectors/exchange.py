"""Exchange Server by Exchange Web Services (exchangelib): read-only, over verified TLS, resumable at every batch.

The parts, outermost first: `exchange_pass` decides what is new in which folder, `exchange_bell` waits for news,
`exchange_read` turns items into mail, `exchange_folders` finds folders, `exchange_services` asks the server,
`exchange_link` signs in, `exchange_wire` bounds the connection, `exchange_errors` turns whatever happens into one
sentence. Exchange Online ends these services on 1 April 2027; there the connector says so (docs/exchange.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from connectors import fields
from inboxwatch.errors import ConfigurationError, PermanentError, WithheldError
from inboxwatch.model import Mail
from inboxwatch.oauth.settings import OAuthSettings
from inboxwatch.ports import Batch, Colleague, Connector, Finding, Hints

if TYPE_CHECKING:
    from connectors.exchange_folders import Watched
    from connectors.exchange_link import Link

_ADDRESS = re.compile(r"[^@\s<>\"]{1,200}@[^@\s<>\"]{1,200}")
_REF = re.compile(r"([A-Za-z0-9+/=_-]{16,1500}) ([is]) (.{1,500})", re.DOTALL)


class Settings(BaseModel):
    """The keys of a `[[mailbox]]` with `connector = "exchange"`; see config.example.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str = Field("", max_length=500)
    username: str = Field(min_length=1, max_length=320)
    auth: Literal["password", "kerberos", "oauth2"] = "password"
    oauth2: OAuthSettings | None = None
    address: str = Field("", max_length=320)
    access: Literal["own", "delegate", "impersonation"] = "own"
    permission: Literal["delegated", "application"] = "delegated"
    folders: tuple[str, ...] = ("INBOX",)
    sent: str | None = None
    ca_file: Path | None = None
    timeout: float = Field(60.0, gt=0, le=600)

    _printable = field_validator("username", "address", "sent")(fields.printable)
    _folders = field_validator("folders")(fields.folder_names)

    @field_validator("endpoint")
    @classmethod
    def _encrypted(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme != "https" or not parts.hostname or parts.username or not value.isprintable()):
            raise ValueError("has to be an https:// address, like https://mail.corp.example/EWS/Exchange.asmx")
        return value

    @model_validator(mode="after")
    def _whose(self) -> Self:
        if not _ADDRESS.fullmatch(self.mailbox):
            raise ValueError("address is missing: the mail address of the mailbox, since username is none")
        if self.auth == "oauth2" and self.oauth2 is None:
            raise ValueError('auth = "oauth2" needs oauth2 = { provider = "…", client_id = "…" }; see docs/exchange.md')
        if self.permission == "application":
            if self.oauth2 is None or self.oauth2.provider != "microsoft":
                raise ValueError('permission = "application" needs auth = "oauth2" with provider = "microsoft"')
            if self.access != "impersonation":
                raise ValueError('permission = "application" needs access = "impersonation": a program has no mailbox')
        return self

    @property
    def mailbox(self) -> str:
        """The mail address of the mailbox that is read."""
        return self.address or self.username


class ExchangeConnector:
    """One mailbox; `secret` is asked for the password or token at each sign-in and kept no longer than that."""

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect lazily; `base` is the folder that relative paths start from."""
        from connectors.exchange_bell import Bell

        self._settings, self._secret = settings, signing(settings, secret, base)
        self._ca_file = None if settings.ca_file is None else base / settings.ca_file.expanduser()
        self._endpoint = settings.endpoint
        self._link: Link | None = None
        self._busy: Link | None = None
        self._folders: list[Watched] = []
        self._states: dict[str, str] = {}
        self._bell = Bell()

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what is new after `cursor` in INBOX, the other named folders and Sent."""
        from connectors.exchange_cursor import Cursor
        from connectors.exchange_pass import Pass

        try:
            start = Cursor.load(cursor)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise PermanentError(
                f"The stored position in {self._settings.mailbox} cannot be read.",
                "Was the mailbox's connector changed? Give the mailbox another name, or restore the old setting.",
            ) from None
        with self._using() as link:
            reading = Pass(link, start, self._watched(link), since)
            yield from reading.batches()
            self._states = reading.states

    def wait(self, seconds: float) -> bool:
        """Wait for news by a stream of notifications, or by looking from time to time where there is none."""
        if self._bell.rung():
            return True
        with self._using() as link:
            return self._bell.wait(link, self._watched(link), self._states, seconds)

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again; those that are gone are left out."""
        from connectors.exchange_folders import Watched
        from connectors.exchange_read import unread
        from connectors.exchange_reader import Reader
        from inboxwatch.mail import Mails

        named: dict[str, tuple[str, Watched]] = {}
        for ref in refs:
            match = _REF.fullmatch(ref)
            if match is not None:
                named[match[1]] = (ref, Watched(match[3], "", match[2] == "s"))
        found: dict[str, Mail] = {}
        withheld = False
        if not named:
            return found
        with self._using() as link:
            for each in Reader(link).again(list(named)):
                withheld |= each.element is None and not each.gone
                if each.element is not None:
                    ref, folder = named[each.id]
                    found[ref] = Mails(folder.name, folder.sent, [unread(each.element, ref)])[0]
        if withheld and not found:
            raise WithheldError(f"{link.where.server} shows a message and does not hand it out.")
        return found

    def shown_at(self, ref: str) -> str:
        """Where Outlook on the web shows a mail: on the same host, by the item's id, as Exchange 2013 and later do."""
        match = _REF.fullmatch(ref)
        if match is None:
            return ""
        host = urlsplit(self._found_endpoint()).netloc
        whose = "" if self._settings.access == "own" else f"{quote(self._settings.mailbox, safe='@')}/"
        item = quote(match[1], safe="")
        return fields.web_address(f"https://{host}/owa/{whose}?ItemID={item}&exvsurl=1&viewmodel=ReadMessageItem")

    def examine(self) -> Iterator[Finding]:
        """Go through the steps to the mailbox one by one, for `doctor`."""
        from connectors.exchange_examine import Examination

        yield from Examination(self._settings, self._secret, self._ca_file).findings()

    def hints(self) -> Hints:
        """What absence note, working hours and zone in Outlook say; of a mailbox that is shared with us nothing."""
        from connectors.exchange_owner import absence, working_time

        if self._settings.access == "delegate":
            return Hints()
        with self._using() as link, link.using() as account:
            return replace(working_time(account), leave=absence(account).leave)

    def people(self, addresses: Iterable[str]) -> list[Colleague]:
        """Look colleagues up in the organisation's address list."""
        from connectors.exchange_owner import people

        with self._using() as link, link.using() as account:
            return people(account, addresses)

    def close(self) -> None:
        """Give the subscription back and close the connections."""
        link, self._link = self._link, None
        if link is not None:
            link.hurry()
            self._bell.unsubscribe(link)
            link.close()

    @property
    def pushes(self) -> bool:
        """Whether the server says by itself when something arrives: yes, unless it is known that this one does not."""
        return self._link is not None and self._bell.streams is not False

    def wake(self) -> None:
        """End a `wait` from another thread: it returns True soon. Never raises."""
        self._bell.ring()

    def abort(self) -> None:
        """Cut the connections off from another thread: what goes on there raises TransientError. Never raises."""
        link = self._busy
        if link is not None:
            self._bell.leave(link)
        self._bell.ring()

    def _watched(self, link: Link) -> list[Watched]:
        from connectors.exchange_folders import watched

        if not self._folders:
            with link.using() as account:
                self._folders = watched(account, self._settings.folders, self._settings.sent)
        return self._folders

    @contextmanager
    def _using(self) -> Iterator[Link]:
        """Lend the connection; it goes on only if nothing went wrong."""
        from connectors.exchange_link import Link

        link, self._link = self._link, None
        whole = False
        try:
            if link is None:
                link = Link(self._settings, self._found_endpoint(), self._secret, self._ca_file)
            self._busy = link
            yield link
            whole = True
        finally:
            self._busy = None
            if whole and self._link is None:
                self._link = link
            elif link is not None:
                link.close()
                self._bell.forget()
                self._folders = []

    def _found_endpoint(self) -> str:
        if not self._endpoint:
            from connectors.exchange_autodiscover import discover

            self._endpoint = discover(self._settings, self._secret, self._ca_file)
        return self._endpoint


def signing(settings: Settings, secret: Callable[[], str], base: Path) -> Callable[[], str]:
    """What fetches the password or token: with application permission `secret` is the program's own."""
    if settings.permission != "application" or settings.oauth2 is None:
        return secret
    from inboxwatch.oauth.application import Application, Program
    from inboxwatch.oauth.graph import ews_scope

    asked = settings.oauth2
    ca_file = None if asked.ca_file is None else base / asked.ca_file.expanduser()
    scope = asked.scopes[0] if asked.scopes else ews_scope(settings.endpoint, ".default")
    program = Program(asked.client_id, asked.tenant, scope, asked.authority, ca_file=ca_file, timeout=asked.timeout)
    return Application.of(program, secret)


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Connector:
    """Make a connector; nothing is asked of the network yet. Raises ConfigurationError with all that is wrong."""
    return ExchangeConnector(parsed(settings), secret, base)


def parsed(settings: Mapping[str, object]) -> Settings:
    """Read a mailbox's table. Raises ConfigurationError with all that is wrong."""
    try:
        return Settings.model_validate(dict(settings))
    except ValidationError as error:
        raise ConfigurationError(f"The settings of an Exchange mailbox are wrong: {fields.problems(error)}.") from None
