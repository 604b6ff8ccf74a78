"""IMAP mailboxes: read-only, over verified TLS, resumable at every batch.

The parts, outermost first: `imap_pass` decides what is new in which folder, `imap_status` recognises folders,
`imap_fetch` turns UIDs into mail, `imap_parts` reads structures, `imap_folders` finds Sent, `imap_session` signs in
and sends commands, `imap_wire` reads bytes, `imap_errors` turns whatever happens into one sentence.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from connectors import fields
from connectors.imap_bell import Bell
from inboxwatch.errors import ConfigurationError, PermanentError, WithheldError
from inboxwatch.model import Mail
from inboxwatch.oauth.settings import OAuthSettings
from inboxwatch.ports import Batch, Connector, Finding
from inboxwatch.smtp_settings import loopback

if TYPE_CHECKING:
    from connectors.imap_session import Session

POLL = 300.0
"""Seconds between two looks within one `wait` where the server offers no IDLE."""


class Settings(BaseModel):
    """The keys of a `[[mailbox]]` with `connector = "imap"`; see config.example.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1, max_length=253)
    port: int = Field(0, ge=0, le=65535)
    security: Literal["tls", "starttls", "insecure"] = "tls"
    username: str = Field(min_length=1, max_length=320)
    auth: Literal["password", "oauth2"] = "password"
    oauth2: OAuthSettings | None = None
    folders: tuple[str, ...] = ("INBOX",)
    sent: str | None = None
    accept: tuple[str, ...] = ()
    ca_file: Path | None = None
    timeout: float = Field(30.0, gt=0, le=600)
    smtp_host: str = Field("", max_length=253)
    smtp_port: int = Field(0, ge=0, le=65535)
    smtp_security: Literal["", "tls", "starttls", "insecure"] = ""
    smtp_files_sent: bool | None = None
    drafts: str | None = None

    _printable = field_validator("host", "username", "sent", "drafts", "smtp_host")(fields.printable)
    _folders = field_validator("folders")(fields.folder_names)

    @field_validator("security")
    @classmethod
    def _safe(cls, value: str, info: ValidationInfo) -> str:
        if value == "insecure" and "host" in info.data and not loopback(info.data["host"]):
            raise ValueError('"insecure" is for this computer itself (localhost) only: use "tls" or "starttls"')
        return value

    @field_validator("smtp_security")
    @classmethod
    def _safe_too(cls, value: str, info: ValidationInfo) -> str:
        if value == "insecure" and not loopback(info.data.get("smtp_host") or info.data.get("host", "")):
            raise ValueError('"insecure" is for this computer itself (localhost) only: use "tls" or "starttls"')
        return value

    @model_validator(mode="after")
    def _signs_in(self) -> Self:
        if self.auth == "oauth2" and self.oauth2 is None:
            raise ValueError('auth = "oauth2" needs oauth2 = { provider = "…", client_id = "…" }; see docs/oauth.md')
        return self

    @model_validator(mode="after")
    def _port(self) -> Self:
        if self.port == 0:
            object.__setattr__(self, "port", 993 if self.security == "tls" else 143)
        return self


class ImapConnector:
    """One mailbox on an IMAP server; `secret` is asked for the password at each sign-in and never kept."""

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect lazily; `base` is the folder that relative paths start from."""
        from inboxwatch.mail_server import Where

        self._settings, self._secret = settings, secret
        self._ca_file = None if settings.ca_file is None else base / settings.ca_file.expanduser()
        self._where = Where(settings.host, settings.port, settings.username)
        self._session: Session | None = None
        self._busy: Session | None = None
        self._bell = Bell()
        self._known: dict[str, int] = {}
        self._sent = settings.sent

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what is new after `cursor` in INBOX, the other named folders and Sent, ascending by UID."""
        from connectors.imap_cursor import Cursor
        from connectors.imap_pass import Pass

        with self._using() as session:
            try:
                start = Cursor.load(cursor)
            except (ValueError, TypeError, KeyError, AttributeError):
                raise PermanentError(
                    f"The stored position in {self._settings.username} cannot be read.",
                    "Was the mailbox's connector changed? Give the mailbox another name, or restore the old setting.",
                ) from None
            settings = self._settings
            reading = Pass(
                session, start, folders=settings.folders, sent=settings.sent, accept=settings.accept, since=since
            )
            yield from reading.batches()
            self._known, self._sent = reading.known, reading.sent

    def wait(self, seconds: float) -> bool:
        """Wait for news in the first folder, by IDLE or by looking from time to time where the server has no IDLE."""
        from connectors.imap_status import opened

        end = time.monotonic() + seconds
        with self._using() as session:
            if not session.offers("IDLE"):
                return self._poll(session, end)
            name = self._settings.folders[0]
            status = opened(session, name)
            if status.uidnext > self._known.setdefault(name, status.uidnext):
                return True
            return session.idle(end - time.monotonic())

    def _poll(self, session: Session, end: float) -> bool:
        from connectors.imap_status import statuses

        names = [*self._settings.folders, *([self._sent] if self._sent else [])]
        while True:
            for name, status in statuses(session, names).items():
                if not status.words and status.uidnext > self._known.setdefault(name, status.uidnext):
                    return True
            left = end - time.monotonic()
            if left <= 0:
                return False
            if session.nap(min(left, POLL)):
                return True

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again; those that are gone, or whose folder has other UIDs by now, are left out."""
        from connectors.imap_fetch import BATCH, Reader, Source
        from connectors.imap_folders import sendable
        from connectors.imap_status import ask_examine, examined

        wanted: dict[tuple[str, int], set[int]] = {}
        for ref in refs:
            epoch, _, rest = ref.partition(".")
            number, _, name = rest.partition(".")
            if epoch.isdecimal() and number.isdecimal() and 0 < int(number[:11]) < 1 << 32 and sendable(name):
                wanted.setdefault((name, int(epoch[:20])), set()).add(int(number))
        found: dict[str, Mail] = {}
        withheld = False
        if not wanted:
            return found
        with self._using() as session:
            sent = self._sent_name(session)
            for (name, validity), uids in wanted.items():
                status = examined(session, ask_examine(session, name))
                if status.words or status.validity != validity:
                    continue
                ordered = sorted(uids)
                chunks = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
                reader = Reader(session, Source(name, validity, name == sent))
                for _, mails, _ in reader.batches(chunks):
                    found.update((mail.ref, mail) for mail in mails)
                withheld |= bool(reader.withheld)
        if withheld and not found:
            raise WithheldError(f"{self._where.server} shows a message and does not hand it out.")
        return found

    def examine(self) -> Iterator[Finding]:
        """Go through the steps to the mailbox one by one, for `doctor`."""
        from connectors.imap_examine import Examination

        yield from Examination(self._settings, self._secret, self._ca_file).findings()

    def _sent_name(self, session: Session) -> str:
        from connectors.imap_folders import listed, sent_folder

        if self._sent is None:
            self._sent = sent_folder(listed(session)) or ""
        return self._sent

    def close(self) -> None:
        """Say goodbye without waiting for an answer, and close the connection."""
        session, self._session = self._session, None
        if session is not None:
            with suppress(Exception):
                session.send(b"LOGOUT")
                session.flush()
            session.drop()
        self._bell.close()

    @property
    def pushes(self) -> bool:
        """Whether the server says by itself when something arrives, as far as is known by now."""
        return self._session is not None and self._session.offers("IDLE")

    def wake(self) -> None:
        """End a `wait` from another thread: it returns True soon. Never raises."""
        self._bell.ring()

    def abort(self) -> None:
        """Cut the connection off from another thread: what goes on there raises TransientError. Never raises."""
        session = self._busy
        if session is not None:
            session.abort()
        self._bell.ring()

    @contextmanager
    def _using(self) -> Iterator[Session]:
        """Lend the connection; it goes on only if nothing went wrong and the borrower read all answers."""
        from connectors.imap_errors import translated

        session, self._session = self._session, None
        whole = False
        try:
            with translated(self._where):
                if session is None:
                    session = self._connect()
                self._busy = session
                yield session
            whole = True
        finally:
            self._busy = None
            if whole and session is not None and self._session is None:
                self._session = session
            else:
                self._bell.close()
                if session is not None:
                    session.drop()

    def _connect(self) -> Session:
        from connectors.imap_session import Session

        return Session(self._settings, self._secret, self._ca_file, self._bell)


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Connector:
    """Make a connector; nothing is asked of the network yet. Raises ConfigurationError with all that is wrong."""
    try:
        parsed = Settings.model_validate(dict(settings))
    except ValidationError as error:
        raise ConfigurationError(f"The settings of an IMAP mailbox are wrong: {fields.problems(error)}.") from None
    return ImapConnector(parsed, secret, base)
