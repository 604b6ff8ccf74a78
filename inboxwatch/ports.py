"""What connectors, channels and mailers must offer: protocols of three methods (and `close`).

A connector is read-only, with an opaque cursor that can be resumed at every batch. Only a mailer and a channel send.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from inboxwatch.model import Mail

Cursor = str
"""Opaque, made by the connector, stored with the messages of its batch in one transaction; "" before the first."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some messages and the cursor from which reading goes on once they are stored.

    `done` and `total` count messages of this pass for the progress display; `total` 0 means unknown. `notices` are
    sentences that the owner should see (a folder that vanished, an identity that changed). `mails` may be read only
    when they are looked at (`mail.Mails`), in another process too, so they must be picklable and need no connection.
    `withheld` are the `Mail.ref`s of messages that the mailbox shows and does not hand out; the cursor moves past
    them, and `texts` is asked for them again.
    """

    mails: Sequence[Mail]
    cursor: Cursor
    done: int = 0
    total: int = 0
    notices: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of looking a mailbox over: its name ("Signed in"), how it went, and what to do if it went badly.

    `elsewhere` is the address of a server on a host that the domain points at and that is not the domain's own:
    nothing was sent there, and nothing is before the owner agrees (T20).
    """

    name: str
    state: Literal["ok", "warning", "failed"]
    detail: str
    remedy: str = ""
    elsewhere: str = ""


class Examiner(Protocol):
    """What a connector may offer besides, for `doctor`: the steps to a mailbox one by one, until one fails."""

    def examine(self) -> Iterator[Finding]:
        """Go through the steps in their order. Never raises: a step that fails is the last finding."""
        ...


@dataclass(frozen=True, slots=True)
class Hints:
    """What a mailbox's own settings say about its owner's working time; a suggestion, which the owner confirms.

    `leave` are first and last whole day away, `timezone` an IANA name, `hours` seven tuples ("09:00-17:00"), Monday
    first; empty and None where nothing is said.
    """

    leave: tuple[tuple[dt.date, dt.date], ...] = ()
    timezone: str = ""
    hours: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whom a mail server's own directory knows; "" where it says nothing."""

    address: str
    department: str
    name: str = ""


class Knowing(Protocol):
    """What a connector may offer besides, for `departments`."""

    def people(self, addresses: Iterable[str]) -> list[Colleague]:
        """Look these addresses up, and no others; unknown ones are left out. Raises what a connector raises."""
        ...


class Hinting(Protocol):
    """What a connector may offer besides, for `doctor`."""

    def hints(self) -> Hints:
        """Read these settings. Raises what a connector raises."""
        ...


class Showing(Protocol):
    """What a connector may offer besides, for opening a mail: where a browser shows it."""

    def shown_at(self, ref: str) -> str:
        """Return the https address of the mail at a `Mail.ref`, "" if it has none. Raises what a connector raises."""
        ...


class Reachable(Protocol):
    """What a connector may offer besides, for the daemon; both may be called from any thread and never raise."""

    @property
    def pushes(self) -> bool:
        """Whether the other side says by itself when something arrives; else `wait` looks from time to time."""
        ...

    def wake(self) -> None:
        """Have a `wait` that is under way, or else the next one, return True soon."""
        ...

    def abort(self) -> None:
        """Have whatever is under way raise TransientError soon, also where the other side has fallen silent."""
        ...


class Connector(Protocol):
    """Reads one mailbox and never changes it. Not thread-safe: one connector, one thread.

    Every method raises `TransientError` or `PermanentError` and nothing else for whatever server, network or file do.
    """

    def fetch(self, cursor: Cursor, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what is new after `cursor`, oldest part of the mailbox first within a folder, in bounded batches.

        `since` bounds only how far back a first pass goes. With nothing new it yields nothing, or one empty batch if
        the cursor itself must move. A message may come again after an interruption, never be left out.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Block until the mailbox may have changed (True) or `seconds` have passed (False). A hint, never a fact."""
        ...

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read the messages at these `Mail.ref`s again (`explain --read`, a new classifier); gone ones are left out.

        Raises WithheldError if nothing of all that is still there was handed out.
        """
        ...

    def close(self) -> None:
        """Let go of the connection or the files; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, ready for a channel: plain text made by us, hostile parts already neutralised.

    `key` is the notice's idempotency key: a Message-ID and whatever a receiver can drop repetitions by are made of it.
    `title` is one line. `html` is "" where there is none. `to` is "" for the owner (the channel knows the address).
    `images` holds the PNGs that `html` shows, by Content-ID.
    """

    key: str
    title: str
    text: str
    html: str = ""
    to: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)


class Channel(Protocol):
    """Tells somebody something. Not thread-safe. `at_most_once`: better lost than told twice (a desktop pop-up)."""

    at_most_once: bool

    def send(self, letter: Letter) -> None:
        """Send one letter. Raises NotSentError, UncertainError or RefusedError and nothing else."""
        ...

    def holds(self, key: str) -> bool | None:
        """Whether the target already holds the letter with this key; None where that cannot be looked at."""
        ...

    def close(self) -> None:
        """Let go of the connection; never raises."""
        ...


class Mailer(Protocol):
    """Sends or files a mail in the name of a mailbox's owner; the only part of a connector's package that writes."""

    def send(self, message: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Send a whole RFC 5322 message (empty `sender`: null envelope sender, where the server takes it).

        Raises NotSentError, UncertainError or RefusedError and nothing else.
        """
        ...

    def file(self, message: bytes, place: Literal["sent", "drafts"]) -> None:
        """Put a copy into the mailbox's Sent or Drafts folder. Raises like `send`."""
        ...

    def holds(self, message_id: str, place: Literal["inbox", "sent", "drafts"]) -> bool | None:
        """Whether a folder of the mailbox holds a message with this Message-ID; None where it cannot be looked at."""
        ...

    def close(self) -> None:
        """Let go of the connections; never raises."""
        ...
