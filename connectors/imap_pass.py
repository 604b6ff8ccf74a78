"""One pass over the folders of a mailbox: what is new since the cursor, in bounded batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from connectors.imap_cursor import Cursor, Place
from connectors.imap_fetch import BATCH, Reader, Source
from connectors.imap_folders import Folder, listed, sent_folder
from connectors.imap_session import Session, integers
from connectors.imap_status import Status, ask_examine, changed, check, examined, opened, same_mail, statuses
from inboxwatch.errors import PermanentError
from inboxwatch.mail import Mails
from inboxwatch.ports import Batch

WINDOW = 10_000
"""UIDs looked through by one SEARCH, so that no answer is long: a list of 50,000 numbers takes 5 MB."""
WINDOWS = 1_000
"""If the UIDs are so sparse that it would take more windows, one SEARCH looks through all."""
FIRST = (25, 75)
"""Sizes of the first two batches of a pass: what is there is known sooner than after two whole ones."""
LONG_ANSWER = 4 << 20
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def imap_date(day: dt.date) -> bytes:
    """Return a date as IMAP writes it, whatever the locale."""
    return f"{day.day}-{_ENGLISH[day.month - 1]}-{day.year:04}".encode()


def _chunks(uids: list[int], *, small: bool) -> Iterator[list[int]]:
    """Cut UIDs into what one FETCH asks for; `small`: the first two are."""
    sizes = chain(FIRST if small else (), repeat(BATCH))
    at = 0
    while at < len(uids):
        size = next(sizes)
        yield uids[at : at + size]
        at += size


class Pass:
    """Reads what is new; `known` maps each folder to the first UID that has not been read when the pass ends."""

    def __init__(
        self,
        session: Session,
        cursor: Cursor,
        *,
        folders: Sequence[str],
        sent: str | None,
        accept: Sequence[str],
        since: dt.datetime | None,
    ) -> None:
        """`sent` None: find it; "": there is none. `accept` names replaced folders that are to be read after all."""
        self._session, self._cursor, self._accept = session, cursor, accept
        self._folders, self._sent = list(dict.fromkeys(folders)), sent
        # SINCE goes by the server's day, and no zone is more than 12 hours behind UTC
        self._since = (since.astimezone(dt.UTC) - dt.timedelta(hours=12)).date().isoformat() if since else ""
        self._notices: list[str] = []
        self._done = self._total = 0
        self._reader: Reader | None = None
        self._written = cursor.dump()
        self.known: dict[str, int] = {}

    def batches(self) -> Iterator[Batch]:
        """Yield the new messages of all folders; folders with trouble of their own are named and left out."""
        found = self._look()
        for name, status in found.items():
            plan = self._plan(name, status)
            if plan is not None:
                self._cursor.places[name] = plan
                left = max(0, status.uidnext - 1 - plan.last)
                self._total += min(left, status.messages) if not (plan.since and plan.last + 1 < plan.until) else 0
        for name, status in found.items():
            if status.words:
                continue
            place = self._cursor.places.get(name)
            if place is not None and not place.stopped:
                yield from self._folder(name, status)
        if self._notices or self._cursor.dump() != self._written:
            yield self._batch(Mails())

    def _batch(self, mails: Mails) -> Batch:
        self._done += len(mails)
        self._written = self._cursor.dump()
        notices, self._notices = tuple(self._notices), []
        withheld: tuple[str, ...] = ()
        if self._reader is not None:
            withheld, self._reader.withheld = tuple(self._reader.withheld), []
        return Batch(mails, self._written, self._done, max(self._total, self._done), notices, withheld)

    def _look(self) -> dict[str, Status]:
        """Ask for the numbers of all folders, and find the Sent folder if it is not known yet."""
        folders: list[Folder] | None = None
        sent = self._sent if self._sent is not None else self._cursor.sent
        if sent is None:
            folders = listed(self._session)
            sent = sent_folder(folders)
        names = list(dict.fromkeys([*self._folders, *([sent] if sent else [])]))
        found = statuses(self._session, names)
        if sent and found[sent].words and self._sent is None:
            sent = sent_folder(listed(self._session))
            if sent and sent not in found:
                found.update(statuses(self._session, [sent]))
        if self._sent is None:
            self._cursor.sent = sent
        if not sent and self._sent is None:
            self._notices.append(
                'No folder of sent mail was found, so answers stay unseen: set sent = "…" in the configuration.'
            )
        self._complain(found, folders)
        self.sent = sent or ""
        return found

    def _complain(self, found: dict[str, Status], folders: list[Folder] | None) -> None:
        """Say which folders cannot be read; raise PermanentError if no one of those that are configured can.

        Sent alone is not enough: nobody's request would ever be seen, and all would look well.
        """
        missing = {name: status for name, status in found.items() if status.words}
        if all(name in missing for name in self._folders):
            name, status = next(iter(missing.items()))
            there = ", ".join(folder.name for folder in (folders or listed(self._session))[:20])
            raise PermanentError(
                f"There is no folder {name} at {self._session.where.server} ({status.words}).",
                f"Set folders to names that the server has: {self._session.where.clean(there)}.",
            )
        for name, status in missing.items():
            verb = "is gone" if name in self._cursor.places else "cannot be opened"
            self._notices.append(f"The folder {name} {verb} ({status.words}); the others are read.")

    def _plan(self, name: str, status: Status) -> Place | None:
        """Return where reading of a folder begins, None where it cannot be read."""
        if status.words:
            return None
        place = self._cursor.places.get(name)
        fresh = Place(status.validity, until=status.uidnext, since=self._since)
        if place is None:
            return fresh
        if not changed(place, status):
            return replace(place, stopped=0) if place.stopped else place
        if f"{name} {status.validity}" in self._accept:
            return fresh
        if place.stopped == status.validity or not same_mail(self._session, name, place, status):
            self._notices.append(
                f"The folder {name} was replaced by one with other mail, so it is not read any further. If that is"
                f' right, add accept = ["{name} {status.validity}"] to this mailbox in the configuration.'
            )
            return replace(place, stopped=status.validity)
        # the same mail under new UIDs: read it again quietly, copies are recognised by the store
        return replace(place, validity=status.validity, last=0, until=status.uidnext, modseq=0, stopped=0)

    def _folder(self, name: str, status: Status) -> Iterator[Batch]:
        place = self._cursor.places[name]
        high = status.uidnext
        if high and high <= place.last + 1:
            self.known[name] = high
            return
        source = Source(name, status.validity, name == self.sent)
        reader = self._reader = Reader(self._session, source)
        if high and place.last + 1 >= place.until and high - place.last - 1 <= BATCH:
            mails, prints = self._at_once(name, reader, place.last + 1, high)
            yield self._advance(name, status, high - 1, mails, prints)
        else:
            opened(self._session, name, status.validity)
            high = high or self._first_free(place.last)
            for uids, low_end in self._windows(place, high):
                chunks = list(_chunks(uids, small=not self._done))
                for asked, mails, prints in reader.batches(chunks):
                    last = low_end if asked is chunks[-1] else asked[-1]
                    yield self._advance(name, status, last, mails, prints)
                self._move(name, status, low_end, [])
        self.known[name] = high

    def _advance(self, name: str, status: Status, last: int, mails: Mails, prints: list[str]) -> Batch:
        self._move(name, status, last, prints)
        return self._batch(mails)

    def _move(self, name: str, status: Status, last: int, prints: list[str]) -> None:
        place = self._cursor.places[name].seen(last, prints)
        self._cursor.places[name] = replace(place, modseq=status.modseq)

    def _at_once(self, name: str, reader: Reader, low: int, end: int) -> tuple[Mails, list[str]]:
        """Open the folder, list and fetch the few new messages in one round trip."""
        opening = ask_examine(self._session, name)
        work = reader.at_once(low, end)
        check(self._session, name, examined(self._session, opening), self._cursor.places[name].validity)
        _, mails, prints = reader.collect(work)
        return mails, prints

    def _windows(self, place: Place, high: int) -> Iterator[tuple[list[int], int]]:
        """Yield ascending lists of UIDs to read, each with the last UID up to which everything is in it."""
        border = min(max(place.until, place.last + 1), high)
        for low, end, since in ((place.last + 1, border, place.since), (border, high, "")):
            step = WINDOW if (end - low) <= WINDOW * WINDOWS else end - low
            for start in range(low, end, max(step, 1)):
                stop = min(start + step, end)
                uids = self._search(start, stop, since)
                if since:
                    self._total += len(uids)
                yield uids, stop - 1

    def _search(self, low: int, end: int, since: str) -> list[int]:
        command = b"UID SEARCH UID %d:%d" % (low, end - 1)
        if since:
            command += b" SINCE " + imap_date(dt.date.fromisoformat(since))
        found = integers(self._session.command(command, limit=LONG_ANSWER, total=LONG_ANSWER), b"SEARCH")
        return sorted({uid for uid in found if low <= uid < end})

    def _first_free(self, last: int) -> int:
        """Return the UID after the last one, for servers that do not say UIDNEXT. `n:*` always names one message."""
        found = integers(self._session.command(b"UID SEARCH UID %d:*" % (last + 1), total=LONG_ANSWER), b"SEARCH")
        return max([last, *found]) + 1
