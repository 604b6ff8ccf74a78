"""Sending for an Exchange mailbox by Exchange Web Services: the only writing to such a mailbox there is.

Its one writing operation is CreateItem, with the whole message as MIME. Nothing is deleted, moved or marked, and
reading (`connectors.exchange`) knows nothing of this module. Exchange files what it sends in Sent in the same step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from connectors.exchange import Settings, parsed, signing
from connectors.fields import searchable
from inboxwatch.errors import (
    ConnectorError,
    NotSentError,
    RefusedError,
    TransientError,
    UncertainError,
)
from inboxwatch.ports import Mailer

if TYPE_CHECKING:
    from connectors.exchange_link import Link

Place = Literal["inbox", "sent", "drafts"]
_NOT_DONE = frozenset(
    "ErrorServerBusy ErrorQuotaExceeded ErrorSendAsDenied ErrorInvalidRecipients ErrorMessageSizeExceeded "
    "ErrorAccessDenied UnauthorizedError ErrorMailboxMoveInProgress ErrorMailboxStoreUnavailable".split()
)
"""Answers to CreateItem after which surely nothing was sent."""
_REFUSALS = {
    "ErrorSendAsDenied": ("{server} does not let {user} send as {address}.", "Ask for the right to send as it."),
    "ErrorInvalidRecipients": ("{server} does not take the recipients.", "Check their addresses."),
    "ErrorMessageSizeExceeded": ("The mail is too large for {server}.", ""),
    "ErrorQuotaExceeded": ("The mailbox {address} is full, so {server} sends nothing.", "Make room in it."),
}


class ExchangeMailer:
    """Sends in the name of one mailbox's owner; `secret` is asked for at each sign-in and kept no longer."""

    files_sent = True

    def __init__(self, settings: Settings, secret: Callable[[], str], base: Path) -> None:
        """Connect nothing yet."""
        self._settings, self._secret = settings, signing(settings, secret, base)
        self._ca_file = None if settings.ca_file is None else base / settings.ca_file.expanduser()
        self._link: Link | None = None

    def send(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:  # noqa: ARG002 - From says it
        """Hand the mail to Exchange, which files a copy in Sent in the same step.

        Exchange takes sender and recipients from the mail itself, so these have to be named there.
        """
        named = _recipients(message)
        if {each.lower() for each in recipients} != named:
            raise RefusedError("Exchange sends to those whom a mail names, and this one names others.")
        with self._using() as link:
            self._create(link, message, "SendAndSaveCopy", "sentitems")

    def file(self, message: bytes, place: Literal["sent", "drafts"]) -> None:
        """Put a draft into Drafts, unless it is there already. What was sent is in Sent by itself."""
        if place == "sent" or self.holds(_message_id(message), place):
            return
        with self._using() as link:
            self._create(link, message, "SaveOnly", "drafts")

    def holds(self, message_id: str, place: Place) -> bool | None:
        """Look for a mail by its Message-ID."""
        from connectors.exchange_folders import named
        from connectors.exchange_services import distinguished, finds, identified

        if not searchable(message_id):
            return None
        with self._using() as link, link.using() as account:
            places = [distinguished(account, "drafts" if place == "drafts" else "sentitems")]
            if place == "inbox":
                places = [identified(named(account, name).id) for name in self._settings.folders]
            elif place == "sent" and self._settings.sent:
                places.append(identified(named(account, self._settings.sent).id))
            return any(finds(account, each, message_id) for each in places)

    def examine(self) -> str:
        """Sign in, send nothing, and say where that was."""
        from connectors.exchange_services import distinguished, folder_at

        with self._using() as link, link.using() as account:
            folder_at(account, distinguished(account, "drafts"))
            return link.where.server

    def close(self) -> None:
        """Let go of the connection."""
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def _create(self, link: Link, message: bytes, how: str, place: str) -> None:
        """CreateItem; until the server has said something, nobody knows whether it was done."""
        from connectors.exchange_services import create, distinguished, folder_at

        with link.using() as account:
            folder_at(account, distinguished(account, place))  # signs in, so that what fails now sent nothing
        failure: Exception | None = None
        try:
            create(link.account, message, how, distinguished(link.account, place))
        except Exception as error:  # noqa: BLE001 - told apart below
            failure = error
        if failure is not None:
            raise self._judged(link, failure)

    def _judged(self, link: Link, error: Exception) -> Exception:
        from connectors.exchange_errors import explained

        name, where = type(error).__name__, link.where
        if name in _REFUSALS:
            message, remedy = _REFUSALS[name]
            words = {"server": where.server, "user": where.username, "address": where.address}
            return RefusedError(message.format(**words), remedy)
        known = explained(where, error, link.sockets.failure)
        if name in _NOT_DONE or not isinstance(known, TransientError):
            kind = NotSentError if isinstance(known, TransientError) else RefusedError
            return kind(known.message, known.remedy)
        return UncertainError(f"{where.server} did not say whether it took the mail: {known.message}", known.remedy)

    @contextmanager
    def _using(self) -> Iterator[Link]:
        """Lend the connection; it goes on only if nothing went wrong. Errors are those of a mailer."""
        link, self._link = self._link, None
        failure: ConnectorError | None = None
        try:
            link = link or self._connected()
            yield link
            self._link, link = link, None
        except ConnectorError as error:
            failure = error
        finally:
            if link is not None:
                link.close()
        if failure is not None:
            kind = NotSentError if isinstance(failure, TransientError) else RefusedError
            raise kind(failure.message, failure.remedy)

    def _connected(self) -> Link:
        from connectors.exchange_autodiscover import discover
        from connectors.exchange_link import Link

        settings = self._settings
        endpoint = settings.endpoint or discover(settings, self._secret, self._ca_file)
        return Link(settings, endpoint, self._secret, self._ca_file)


def _headers(message: bytes) -> Any:  # noqa: ANN401 - the standard library's Message
    return BytesHeaderParser(policy=compat32).parsebytes(message)


def _recipients(message: bytes) -> set[str]:
    """Those whom our own mail names, bare."""
    headers = _headers(message)
    values = [str(value) for name in ("To", "Cc", "Bcc") for value in headers.get_all(name, [])]
    return {address.lower() for _, address in getaddresses(values) if address}


def _message_id(message: bytes) -> str:
    return " ".join(str(_headers(message).get("Message-ID", "")).split())


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Mailer:
    """Make the mailer of a mailbox; nothing is asked of the network yet."""
    return ExchangeMailer(parsed(settings), secret, base)
