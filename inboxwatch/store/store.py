"""The store as the rest of the program sees it: messages, decisions, requests, mailbox states."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from inboxwatch.store import closure, decided, files, mailboxes, messages, privacy, requests, rows, tracking, verdicts
from inboxwatch.store.codec import seconds
from inboxwatch.store.engine import Database, open_database
from inboxwatch.store.filter import Filter
from inboxwatch.store.journal import Journal
from inboxwatch.store.lock import exclusive
from inboxwatch.store.messages import untracked_table
from inboxwatch.store.ready import ready
from inboxwatch.store.rows import meta_table, put
from inboxwatch.store.state import SECRET, Added, Group, MailboxState
from inboxwatch.store.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Connection

    from inboxwatch.model import Decision, Message, Request
    from inboxwatch.store.aside import Asides, Places
    from inboxwatch.store.notices import Notices
    from inboxwatch.store.outgoing import Outgoing
    from inboxwatch.store.ready import Ready

TOGETHER = 8
"""Portions derived in one transaction; a command that writes waits for it, some two tenths of a second."""
PRIVACY = "keeps"
"""Name in `meta` of what may be kept: two digits, subjects and text."""


class Store:
    """An open store. Every method is one transaction; writers wait for each other. Raises StoreError.

    Several threads may use it; only the daemon does. Use as a context manager, or call `close`.
    """

    def __init__(self, database: Database, *, keep_text: bool) -> None:
        """Use `open` instead: it makes, checks and migrates."""
        self.keep_text = keep_text
        self._database = database
        self._secret: bytes | None = None
        self._one_writer = threading.RLock()
        self.watch = Watch()

    @classmethod
    def open(cls, url: str = "", *, owner: str = "", readonly: bool = False, keep_text: bool = False) -> Self:
        """Open the store at `url` (default: the platform's data folder), a file made or migrated unless `readonly`.

        Of a shared store it is the space of `owner`, "" for the login's own. Raises StoreError, without writing, for a
        damaged or foreign file and for a newer schema.
        """
        return cls(open_database(url or files.default_url(), owner, readonly=readonly), keep_text=keep_text)

    @property
    def path(self) -> Path:
        """The file, or what stands for a shared store's space on this machine: locks and journal lie beside it."""
        return self._database.path

    @property
    def url(self) -> str:
        """What opens the same store again; may hold a password, so show `place` instead."""
        return self._database.url

    @property
    def place(self) -> str:
        """Where the store is, in words."""
        return self._database.place

    @property
    def shared(self) -> bool:
        """Whether it is a space of a shared store, with others beside it."""
        return self._database.shared

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One reading transaction: a single view of the store, whatever others write meanwhile."""
        with self._database.transaction(writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self, *, fenced: bool = True) -> Iterator[Connection]:
        """One writing transaction, with the lock from its beginning. Raises TakenOverError once that has happened.

        Not `fenced` is only what takes back something of a daemon's own after it was taken over.
        """
        with self._one_writer, self._database.transaction(writing=True) as connection:
            if fenced:
                self.watch.check(connection)
            yield connection

    # what the store knows about itself

    @property
    def secret(self) -> bytes:
        """The key of this store's keyed hashes."""
        if self._secret is None:
            self._secret = bytes.fromhex(self.meta(SECRET))
        return self._secret

    def meta(self, name: str) -> str:
        """Return a value that the store keeps about itself, "" if there is none."""
        with self.reading() as connection:
            return rows.meta(connection, name)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value about the store itself."""
        with self.writing() as connection:
            put(connection, meta_table, name, value=value)

    # messages and cursors

    def add(self, mailbox: str, batch: Iterable[Message], cursor: str | None) -> Added:
        """Store a batch and the cursor after it in one transaction; None leaves the cursor as it is."""
        secret, keep_text = self.secret, self.keep_text
        return self.add_ready(mailbox, [ready(message, secret, keep_text=keep_text) for message in batch], cursor)

    def add_ready(
        self, mailbox: str, batch: Iterable[Ready], cursor: str | None, after: str | None = None, late: Places = ()
    ) -> Added:
        """The same for what was made ready with this store's `secret`, read from `after` on; see `mailboxes.take`."""
        with self.writing() as connection:
            return mailboxes.take(connection, mailbox, batch, cursor, after, late)

    def cursor(self, mailbox: str) -> str:
        """From where to read on; "" before the first pass."""
        return self.mailbox_state(mailbox).cursor

    def messages(self, mailbox: str | None = None) -> Iterator[Message]:
        """Stream all messages, of one mailbox if named, within one reading transaction."""
        with self.reading() as connection:
            yield from messages.stream(connection, mailbox)

    def named(self, message_id: str) -> list[Message]:
        """Messages with this Message-ID (angle brackets included), of all mailboxes."""
        with self.reading() as connection:
            return messages.named(connection, message_id, self.secret)

    def own_notes(self, mailbox: str, own: frozenset[str], since: dt.datetime) -> list[str]:
        """The connector's places of automatic replies that these addresses sent since an instant, newest first."""
        with self.reading() as connection:
            return messages.own_notes(connection, mailbox, own, seconds(since))

    def count(self, mailbox: str | None = None, *, before: dt.datetime | None = None) -> int:
        """How many messages there are, of one mailbox if named, received before an instant if given."""
        with self.reading() as connection:
            return messages.count(connection, mailbox, None if before is None else seconds(before))

    # mailbox states

    def mailbox_state(self, name: str) -> MailboxState:
        """How the last pass over a mailbox went."""
        found = [state for state in self.mailbox_states() if state.name == name]
        return found[0] if found else MailboxState(name)

    def mailbox_states(self) -> list[MailboxState]:
        """Return the states of all mailboxes that were ever read, by name."""
        with self.reading() as connection:
            found = mailboxes.states(connection)
        return [self.watch.latest(state) for state in found]

    def succeeded(
        self, mailbox: str, now: dt.datetime, notices: tuple[str, ...] = (), alarms: tuple[str, ...] = ()
    ) -> None:
        """Record a complete pass over a mailbox; `alarms` are those of the notices that must not be overlooked.

        The daemon does so without the disk where there is nothing new.
        """
        if self.watch.enough(mailbox, seconds(now), (*notices, *alarms)):
            return
        with self.writing() as connection:
            mailboxes.succeeded(connection, mailbox, now, notices, alarms)

    def failed(
        self,
        mailbox: str,
        now: dt.datetime,
        error: str,
        next_attempt: dt.datetime | None = None,
        *,
        permanent: bool = False,
    ) -> None:
        """Record in words why a pass failed; what was stored of it stays. `permanent`: somebody has to act."""
        self.watch.forget(mailbox)
        with self.writing() as connection:
            mailboxes.failed(connection, mailbox, now, error, next_attempt, permanent=permanent)

    # tracking

    def pending(self) -> int:
        """How many messages are new, changed or decided about since requests were last derived."""
        with self.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(untracked_table)) or 0

    def closure(self, keys: Iterable[tuple[str, str]]) -> Group:
        """Return the messages with these (mailbox, key) and all that they can influence or be influenced by."""
        secret = self.secret
        with self.reading() as connection:
            places = [place for mailbox, key in keys for place in messages.places(connection, mailbox, key)]
            return tracking.group(connection, closure.closure(connection, places), secret)

    def derive_pending(self, derive: tracking.Derive) -> tuple[int, int]:
        """Derive again what changed messages can influence; returns how many messages were read, requests found."""
        secret = self.secret
        with self.writing() as connection:
            portion = tracking.load(connection, tracking.affected(connection, secret), secret)
            found = derive(portion)
            tracking.save(connection, portion, found)
        return len(portion.ids), len(found)

    def derive_all(self, derive: tracking.DeriveAll, *, big: int = 0) -> Iterator[tuple[int, int]]:
        """Derive everything again; yields messages read and requests found of each portion, saved with some others.

        Portions of more than `big` messages, if given, come last.
        """
        secret = self.secret
        repeated: dict[int, int] = {}
        with self.reading() as connection:
            cut = list(closure.groups(connection, repeated))
        if big:
            cut.sort(key=lambda ids: len(ids) > big)
        for some in messages.chunks(cut, TOGETHER):
            with self.writing() as connection:
                loaded = (tracking.load(connection, ids, secret, repeated) for ids in some)
                counts = []
                for portion, found in derive((portion, portion) for portion in loaded):
                    tracking.save(connection, portion, found)
                    counts.append((len(portion.ids), len(found)))
            yield from counts

    def history(self) -> Iterator[tuple[Group, tuple[Decision, ...]]]:
        """Stream all messages in groups that can be tracked apart, with the decisions about them; changes nothing."""
        secret = self.secret
        repeated: dict[int, int] = {}
        with self.reading() as connection:
            for ids in list(closure.groups(connection, repeated)):
                portion = tracking.load(connection, ids, secret, repeated)
                yield tracking.read(portion), portion.decisions

    # verdicts

    def outdated(
        self, mailbox: str, version: str, *, after: verdicts.After | None = None, most: int | None = None
    ) -> list[verdicts.Place]:
        """Return the connector's places of messages that another classifier judged, newest first."""
        with self.reading() as connection:
            return verdicts.outdated(connection, mailbox, version, after=after, most=most)

    def outdated_count(self, version: str, mailbox: str = "", after: verdicts.After | None = None) -> int:
        """How many messages another classifier judged, in one mailbox or in all."""
        with self.reading() as connection:
            return verdicts.outdated_count(connection, version, mailbox, after)

    def reclassify(self, messages: Iterable[Message]) -> int:
        """Give known messages the verdicts of these; returns how many are known."""
        secret = self.secret
        with self.writing() as connection:
            return verdicts.replace(connection, messages, secret, keep_text=self.keep_text)

    # requests

    def requests(self, wanted: Filter | None = None) -> list[Request]:
        """Return requests as last derived, by when they were received; see `tracker.assess` for the present."""
        with self.reading() as connection:
            return requests.select(connection, wanted or Filter())

    def find(self, prefix: str) -> list[Request]:
        """Requests whose id begins with `prefix`; at most 20."""
        with self.reading() as connection:
            return requests.by_prefix(connection, prefix)

    # decisions

    def decisions(self) -> list[Decision]:
        """All decisions in force, oldest first."""
        with self.reading() as connection:
            return decided.in_force(connection)

    def decide(self, decision: Decision) -> None:
        """Record a decision; its message is tracked again by the next `track`."""
        with self.writing() as connection:
            decided.note(connection, decision)

    def take(self, decision: Decision, *, over: bool = False) -> Decision | None:
        """Note that a member is on a request; returns who else is, and changes nothing, unless `over`."""
        with self.writing() as connection:
            return decided.take(connection, decision, over=over)

    def undo(self, mailbox: str = "", key: str = "") -> Decision | None:
        """Undo the last decision in force (about this message, if named); None if there is none."""
        with self.writing() as connection:
            return decided.undo(connection, mailbox, key)

    # messages set aside

    @property
    def asides(self) -> Asides:
        """The messages that could not be read or judged."""
        from inboxwatch.store.aside import Asides

        return Asides(self)

    # notices

    @property
    def notices(self) -> Notices:
        """What the owner was told."""
        from inboxwatch.store.notices import Notices

        return Notices(self)

    # mails in the owner's name

    @property
    def outgoing(self) -> Outgoing:
        """What was sent in the owner's name."""
        from inboxwatch.store.outgoing import Outgoing

        return Outgoing(self)

    # privacy

    def export(self) -> Iterator[dict[str, Any]]:
        """Stream everything that is kept, as plain values: one dictionary a row, its table under `table`."""
        with self.reading() as connection:
            yield from privacy.export(connection)
            if self.shared:
                from inboxwatch.store.team.tallies import exported

                yield from exported(connection)

    def forget(self, address: str) -> int:
        """Erase a person everywhere, backups included; returns how many messages were deleted or changed.

        Call `watch.track` afterwards. What the mailbox still holds comes back only if it is read from the beginning.
        """
        secret, address = self.secret, address.strip().lower()
        with self.reading() as connection:
            asked = privacy.asked(connection, address)
        Journal(self.path).without(requests=asked)  # first, for nobody knows them any more afterwards
        with self.writing() as connection:
            touched = privacy.forget(connection, address, secret)
        self._database.scrub()
        return touched

    def purge(self, before: dt.datetime) -> int:
        """Delete messages received before an instant and what was derived from them; returns how many."""
        with self.writing() as connection:
            deleted = privacy.purge(connection, seconds(before))
        Journal(self.path).without(before=before)
        if deleted:
            self._database.scrub()
        return deleted

    def keep_less(self, *, subjects: bool, text: bool) -> int:
        """Remove stored subjects and texts that the settings no longer allow; returns how many messages changed."""
        wanted = f"{int(subjects)}{int(text)}"
        if self.meta(PRIVACY) == wanted:
            return 0
        secret = self.secret
        with self.writing() as connection:
            changed = privacy.keep_less(connection, secret, subjects=subjects, text=text)
            put(connection, meta_table, PRIVACY, value=wanted)
        if changed:
            self._database.scrub()
        return changed

    # health

    def check(self) -> None:
        """Read everything. Raises StoreError for a damaged store."""
        self._database.check()

    @contextmanager
    def exclusive(self, patience: float = 10.0) -> Iterator[None]:
        """Keep other passes off this store, waiting for one that is going on. Raises StoreError."""
        with exclusive(self.path, patience, self.place):
            yield
