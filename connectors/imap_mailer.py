"""Sending for an IMAP mailbox: by SMTP, with a copy in Sent; or into Drafts. The only writing to a mailbox there is.

Its one writing command is APPEND. Nothing is deleted, moved, flagged or created, and reading (`connectors.imap`) knows
nothing of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from connectors.fields import searchable
from connectors.imap import Settings
from inboxwatch.errors import (
    ChannelError,
    ConnectorError,
    NotSentError,
    RefusedError,
    TransientError,
    UncertainError,
)
from inboxwatch.mail.write import sendable
from inboxwatch.ports import Mailer
from inboxwatch.smtp_settings import PORTS, Security

if TYPE_CHECKING:
    from connectors.imap_session import Session
    from inboxwatch.smtp import Server

Place = Literal["inbox", "sent", "drafts"]
FILING = ("gmail.com", "googlemail.com", "office365.com", "outlook.com")
"""Domains of servers that put what was sent through them into Sent by themselves."""
DRAFT_NAMES = (
    "drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos", "concepten", "wersje robocze",
    "szkice", "[gmail]/drafts",
)  # fmt: skip
_IMAP_HOST = re.compile(r"imaps?\d?\.", re.IGNORECASE)
_HEADER = re.compile(rb"^(?:message-id|from):[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)


class ImapMailer:
    """Sends in the name of one mailbox's owner; `secret` is asked for at each sign-in and never kept."""

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect nothing yet."""
        self._settings, self._secret = settings, secret
        self._ca_file = None if settings.ca_file is None else base / settings.ca_file.expanduser()
        self._session: Session | None = None
        self._names: dict[Place, str | None] = {}

    def send(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Hand the mail to the mailbox's mail server."""
        from inboxwatch.smtp import send

        server = self.server()
        try:
            send(server, self._secret, message, sender, recipients, instead=self._own(message))
        except ChannelError as error:
            raise self._guessed(error) from None

    def file(self, message: bytes, place: Literal["sent", "drafts"]) -> None:
        """Put a copy into Sent or Drafts, unless it is there already; a copy of our own is read."""
        identity = _field(message, b"message-id")
        if place == "sent" and self.files_sent:
            return
        if self.holds(identity, place):
            return
        with self._using() as session:
            name = self._folder(session, place)
            if name is None:
                raise RefusedError(
                    f"{session.where.server} shows no folder of {'drafts' if place == 'drafts' else 'sent mail'}.",
                    f'Name it: {place} = "…" in its [[mailbox]].',
                )
            _append(session, name, message, b"\\Draft" if place == "drafts" else b"\\Seen")

    def holds(self, message_id: str, place: Place) -> bool | None:
        """Look for a mail by its Message-ID, read-only; None where there is no such folder."""
        from connectors.imap_status import ask_examine, examined

        if not searchable(message_id):
            return None
        found: bool | None = None
        with self._using() as session:
            for name in self._places(session, place):
                if examined(session, ask_examine(session, name)).words:
                    continue
                found = found or _is_in(session, message_id)
                if found:
                    break
        return found

    def examine(self) -> str:
        """Sign in at the mail server, send nothing, and say where that was."""
        from inboxwatch.smtp import check

        server = self.server()
        try:
            check(server, self._secret)
        except ChannelError as error:
            raise self._guessed(error) from None
        return server.by.server

    @property
    def files_sent(self) -> bool:
        """Whether the mail server puts what it sends into Sent by itself."""
        said = self._settings.smtp_files_sent
        host = self.server().host.lower()
        return said if said is not None else any(host == each or host.endswith(f".{each}") for each in FILING)

    def server(self) -> Server:
        """Where mail is handed in: what the settings say, else what the name of the IMAP server suggests."""
        from inboxwatch.smtp import Server

        settings = self._settings
        security: Security = settings.smtp_security or ("tls" if settings.smtp_port == PORTS["tls"] else "starttls")
        port = settings.smtp_port or PORTS[security]
        host = settings.smtp_host or guessed_host(settings.host)
        return Server(host, port, security, settings.username, self._ca_file, settings.timeout)

    def close(self) -> None:
        """Let go of the connection."""
        session, self._session = self._session, None
        if session is not None:
            session.drop()

    def _own(self, message: bytes) -> str:
        """The address of From, where the server takes no null sender."""
        address = parseaddr(_field(message, b"from"))[1]
        own = self._settings.username
        return next((each for each in (address, own) if sendable(each)), "")

    def _guessed(self, error: ChannelError) -> ChannelError:
        """Say that the host was guessed, where it was and where that may be what is wrong."""
        if self._settings.smtp_host or isinstance(error, UncertainError):
            return error
        remedy = f"{error.remedy} It was guessed: say smtp_host, smtp_port and smtp_security in its [[mailbox]]."
        return type(error)(error.message, remedy.strip())

    def _places(self, session: Session, place: Place) -> list[str]:
        if place == "inbox":
            return list(self._settings.folders)
        name = self._folder(session, place)
        return [name] if name else []

    def _folder(self, session: Session, place: Place) -> str | None:
        """The folder's name: configured, or marked by SPECIAL-USE, or known; None without one."""
        from connectors.imap_folders import listed, sent_folder

        named = self._settings.sent if place == "sent" else self._settings.drafts
        if named is not None:
            return named or None
        if place not in self._names:
            folders = listed(session)
            if place == "sent":
                self._names[place] = sent_folder(folders)
            else:
                marked = [each.name for each in folders if r"\drafts" in each.attributes]
                known = [each.name for each in folders if each.last.lower() in DRAFT_NAMES]
                self._names[place] = min((marked or known), key=len, default=None)
        return self._names[place]

    @contextmanager
    def _using(self) -> Iterator[Session]:
        """Lend the connection; it goes on only if nothing went wrong. Errors are those of a mailer."""
        from connectors.imap_errors import translated
        from connectors.imap_session import Session
        from inboxwatch.mail_server import Where

        settings = self._settings
        session, self._session = self._session, None
        failure: ConnectorError | None = None
        try:
            with translated(Where(settings.host, settings.port, settings.username)):
                session = session or Session(settings, self._secret, self._ca_file)
                yield session
            self._session, session = session, None
        except ConnectorError as error:
            failure = error
        finally:
            if session is not None:
                session.drop()
        if failure is not None:
            kind = NotSentError if isinstance(failure, TransientError) else RefusedError
            raise kind(failure.message, failure.remedy)


def guessed_host(host: str) -> str:
    """The mail server's likely name: smtp.… where mail is read at imap.…, else the same; never of another domain."""
    if host.lower() == "outlook.office365.com":
        return "smtp.office365.com"
    return _IMAP_HOST.sub("smtp.", host, count=1) if _IMAP_HOST.match(host) else host


def _field(message: bytes, name: bytes) -> str:
    """One header of a mail that we wrote ourselves, unfolded."""
    block = message.partition(b"\r\n\r\n")[0]
    for found in _HEADER.finditer(block):
        if found[0][: len(name)].lower() == name:
            return " ".join(found[1].decode("utf-8", "replace").split())
    return ""


def _is_in(session: Session, message_id: str) -> bool:
    from connectors.imap_session import integers

    responses = session.command(b'UID SEARCH HEADER Message-ID "' + message_id.encode("ascii") + b'"')
    return bool(integers(responses, b"SEARCH"))


def _append(session: Session, name: str, message: bytes, flag: bytes) -> None:
    """APPEND (RFC 3501, 6.3.11) by imaplib, whose connection has TCP_NODELAY. A lost answer leaves it uncertain."""
    import imaplib

    from connectors.imap_folders import wire_name

    link = session.client._imap  # noqa: SLF001 - imapclient's own append would log the mail
    link.allow(1 << 18)
    failure: ChannelError
    try:
        kind, said = link.append(wire_name(name).decode("ascii"), f"({flag.decode()})", "", message)
    except (OSError, imaplib.IMAP4.abort, TransientError) as error:
        failure = UncertainError(f"{session.where.server} did not say whether it took the mail into {name}.")
        failure.__cause__ = None
        del error
    except imaplib.IMAP4.error:
        failure = RefusedError(f"{session.where.server} takes no mail into {name}.")
    else:
        if kind == "OK":
            return
        words = session.where.clean(said[-1] if said and isinstance(said[-1], bytes) else b"")
        failure = RefusedError(f"{session.where.server} did not take the mail into {name}: {words}.")
    raise failure


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Mailer:
    """Make the mailer of a mailbox; nothing is asked of the network yet."""
    return ImapMailer(Settings.model_validate(dict(settings)), secret, base)
