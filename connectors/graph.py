"""Microsoft 365 mailboxes through Microsoft Graph: read-only, resumable at every page, token to one host only.

The parts, outermost first: `graph_pass` follows messages/delta, `graph_mail` turns what Graph shows into mail,
`graph_meetings` invitations, `graph_folders` finds folders, `graph_wire` asks over HTTPS, `graph_errors` turns
whatever happens into one sentence. `graph_mailer` sends.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from connectors import fields
from inboxwatch.errors import ConfigurationError, ConnectorError, PermanentError, WithheldError
from inboxwatch.model import Mail
from inboxwatch.oauth.graph import BASE, origin
from inboxwatch.oauth.settings import MICROSOFT
from inboxwatch.ports import Batch, Colleague, Connector, Finding, Hints

if TYPE_CHECKING:
    from connectors.graph_pass import Scope
    from connectors.graph_wire import Wire

POLL = 60.0
"""Seconds between two looks within one `wait`."""
_IDENTITY = re.compile(r"[A-Za-z0-9_=+/-]{8,1000}")
_NOT_FOUND = 404


class Settings(BaseModel):
    """The keys of a `[[mailbox]]` with `connector = "graph"`; see config.example.toml and docs/microsoft-365.md."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    tenant: str = Field(min_length=1, max_length=253)
    client_id: str = Field(min_length=1, max_length=200)
    address: str = Field(min_length=3, max_length=320)
    permission: Literal["delegated", "application"] = "delegated"
    access: Literal["own", "delegate"] = "own"
    certificate: Path | None = None
    folders: tuple[str, ...] = ("Inbox",)
    sent: str = "Sent Items"
    text: bool = True
    sends: bool = True
    drafts: bool = False
    calendar: bool = False
    people: bool = False
    base_url: str = BASE
    authority: str = MICROSOFT
    ca_file: Path | None = None
    timeout: float = Field(30.0, gt=0, le=600)

    _printable = field_validator("client_id", "sent")(fields.printable)
    _folders = field_validator("folders")(fields.folders)

    @field_validator("tenant")
    @classmethod
    def _one_word(cls, tenant: str) -> str:
        if not all(char.isalnum() or char in ".-" for char in tenant):
            raise ValueError("is the domain or the id of the organisation, like corp.example")
        return tenant

    @field_validator("address")
    @classmethod
    def _an_address(cls, address: str) -> str:
        if not address.isprintable() or address.count("@") != 1 or any(char in address for char in " /\\?#"):
            raise ValueError("is not an e-mail address")
        return address.lower()

    @field_validator("base_url", "authority")
    @classmethod
    def _encrypted(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not url.isprintable() or parts.query:
            raise ValueError("has to be an https:// address without a user name")
        return url.rstrip("/")

    @property
    def root(self) -> str:
        """The mailbox in paths."""
        own = self.permission == "delegated" and self.access == "own"
        return "/me" if own else f"/users/{quote(self.address, safe='@')}"


def wired(settings: Settings, secret: Callable[[], str], base: Path) -> Wire:
    """Make the connection of a mailbox; nothing is asked yet."""
    from connectors.graph_errors import Where
    from connectors.graph_wire import Wire

    ca_file = None if settings.ca_file is None else base / settings.ca_file.expanduser()
    token = secret
    if settings.permission == "application":
        from inboxwatch.oauth.application import Application, Program

        pem = None if settings.certificate is None else base / settings.certificate.expanduser()
        scope = f"{origin(settings.base_url)}/.default"
        program = Program(
            settings.client_id, settings.tenant, scope, settings.authority, pem, ca_file, settings.timeout
        )
        token = Application.of(program, secret)
    where = Where(urlsplit(settings.base_url).netloc, settings.address, settings.permission == "application")
    return Wire(settings.base_url, where, token, ca_file, settings.timeout)


class GraphConnector:
    """One mailbox in Exchange Online; `secret` hands out access tokens (or the program's secret) when it is called."""

    pushes = False

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect lazily; `base` is the folder that relative paths start from."""
        self._settings, self._secret, self._base = settings, secret, base
        self._wire = wired(settings, secret, base)
        self._rung = threading.Event()
        self._links: dict[str, str] = {}

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what is new after `cursor` in the named folders and Sent Items, a page at a time."""
        from connectors.graph_cursor import Cursor
        from connectors.graph_pass import Pass

        try:
            start = Cursor.load(cursor)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise PermanentError(
                f"The stored position in {self._settings.address} cannot be read.",
                "Was the mailbox's connector changed? Give the mailbox another name, or restore the old setting.",
            ) from None
        reading = Pass(self._wire, self._scope(), start, since)
        yield from reading.batches()
        self._links = reading.links

    def _scope(self) -> Scope:
        from connectors.graph_pass import Scope

        settings = self._settings
        return Scope(settings.root, settings.folders, settings.sent, settings.address, settings.text)

    def wait(self, seconds: float) -> bool:
        """Look from time to time whether a folder has changed: the service tells nobody without a public address."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._rung.wait(min(left, POLL)):
                self._rung.clear()
                return True
            if end - time.monotonic() > 0 and self._changed():
                return True
        return False

    def _changed(self) -> bool:
        """Whether anything came after the delta links of the last pass; they are not used up by asking."""
        from connectors.graph_errors import ResyncError
        from connectors.graph_wire import STEPS

        links = list(self._links.values())
        for at in range(0, len(links), STEPS):
            for data in self._wire.batch_of(links[at : at + STEPS], prefer=("odata.maxpagesize=1",)).values():
                if isinstance(data, ResyncError) or (isinstance(data, Mapping) and data.get("value")):
                    return True  # after a lost position the next pass starts over
                if isinstance(data, ConnectorError):
                    raise data
        return False

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again, up to twenty in one round trip; those that are gone are left out."""
        from connectors.graph_wire import STEPS

        wanted = [ref for ref in dict.fromkeys(refs) if _IDENTITY.fullmatch(ref.partition(" ")[0]) and " " in ref]
        found: dict[str, Mail] = {}
        withheld = False
        for at in range(0, len(wanted), STEPS):
            mails, kept_back = self._some(wanted[at : at + STEPS])
            found |= mails
            withheld |= kept_back
        if withheld and not found:
            raise WithheldError(f"{self._wire.where.host} shows a message and does not hand it out.")
        return found

    def shown_at(self, ref: str) -> str:
        """Where Outlook on the web shows a mail, as the service itself says."""
        identity = ref.partition(" ")[0]
        if not _IDENTITY.fullmatch(identity):
            return ""
        path = f"{self._settings.root}/messages/{quote(identity, safe='')}?$select=webLink"
        return fields.web_address(self._wire.get(path).get("webLink"))

    def _some(self, refs: list[str]) -> tuple[dict[str, Mail], bool]:
        from connectors.graph_errors import MissingError, refused
        from connectors.graph_mail import Reader, query
        from connectors.graph_pass import TEXT
        from inboxwatch.mail import Mails

        settings = self._settings
        ask = query(text=settings.text)
        paths = {
            str(number): f"{settings.root}/messages/{quote(ref.partition(' ')[0], safe='')}?{ask}"
            for number, ref in enumerate(refs)
        }
        replies = self._wire.batch(paths, prefer=(TEXT,) if settings.text else ())
        found: dict[str, Mail] = {}
        withheld = False
        for number, ref in enumerate(refs):
            reply = replies.get(str(number))
            if reply is not None and reply.status == 200 and isinstance(reply.data, Mapping):  # noqa: PLR2004
                folder = ref.partition(" ")[2]
                piece = Reader(settings.address).read(reply.data, ref)
                found[ref] = Mails(folder, folder == settings.sent, [piece])[0]
            elif reply is None:
                withheld = True
            else:
                failure = refused(self._wire.where, reply.status, reply.data, reply.headers)
                malformed = reply.status == 400  # noqa: PLR2004 - an identity that never was one
                if not isinstance(failure, MissingError) and not malformed:
                    raise failure
        return found, withheld

    def examine(self) -> Iterator[Finding]:
        """Go through the steps to the mailbox one by one, for `doctor`."""
        from connectors.graph_examine import findings

        yield from findings(self._settings, self._secret, self._base)

    def hints(self) -> Hints:
        """What the owner's absence note, working hours and zone in Outlook say; nothing unless `calendar` is true."""
        from connectors.graph_hints import hints

        if not self._settings.calendar:
            return Hints()
        return hints(self._wire.get(f"{self._settings.root}/mailboxSettings"))

    def people(self, addresses: Iterable[str]) -> list[Colleague]:
        """Look colleagues up in the organisation's directory, twenty in one round trip."""
        from connectors.graph_people import people

        if not self._settings.people:
            raise PermanentError(
                f"inboxwatch may not look into the directory of {self._settings.tenant}.",
                "Set people = true in this [[mailbox]] (permission User.Read.All) and sign in again.",
            )
        return people(self._wire, addresses)

    def wake(self) -> None:
        """End a `wait` from another thread: it returns True soon. Never raises."""
        self._rung.set()

    def abort(self) -> None:
        """Cut the connection off from another thread: what goes on there raises TransientError. Never raises."""
        self._wire.cut()
        self._rung.set()

    def close(self) -> None:
        """Let go of the connection; never raises."""
        self._wire.close()


def settled(settings: Mapping[str, object]) -> Settings:
    """Check the table. Raises ConfigurationError with all that is wrong."""
    try:
        return Settings.model_validate(dict(settings))
    except ValidationError as error:
        raise ConfigurationError(
            f"The settings of a Microsoft 365 mailbox are wrong: {fields.problems(error)}."
        ) from None


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Connector:
    """Make a connector; nothing is asked of the network yet. Raises ConfigurationError with all that is wrong."""
    return GraphConnector(settled(settings), secret, base)
