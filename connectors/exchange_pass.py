"""One pass over the folders of a mailbox: SyncFolderItems says what is new, GetItem reads it, the cursor moves after.

The server's sync state is the cursor. A page of changes is read whole before its new state is handed out, in the batch
of its messages, so that a crash in between repeats them and loses none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from connectors.exchange_cursor import Cursor, Place
from connectors.exchange_errors import RETIREMENT
from connectors.exchange_folders import Watched
from connectors.exchange_read import is_draft, unread, when
from connectors.exchange_reader import Reader, Wanted
from connectors.exchange_services import Page, id_of, sync_page
from inboxwatch.mail import Mails, Unread
from inboxwatch.ports import Batch

if TYPE_CHECKING:
    from connectors.exchange_link import Link

PAGE = 400
"""Changes asked for at once; servers give no more than 512."""


class Pass:
    """One pass; `cursor` moves with each batch."""

    def __init__(self, link: Link, cursor: Cursor, folders: Sequence[Watched], since: dt.datetime | None) -> None:
        """`since` bounds only first passes."""
        self._link, self._cursor, self._folders, self._since = link, cursor, folders, since
        self._reader = Reader(link)
        self._done = 0
        self.states: dict[str, str] = {}

    def batches(self) -> Iterator[Batch]:
        """Yield what is new, folder after folder, Sent last."""
        notices = (" ".join(RETIREMENT),) if self._link.where.online else ()
        for folder in self._folders:
            for batch in self._folder(folder):
                yield Batch(batch.mails, batch.cursor, batch.done, 0, (*notices, *batch.notices), batch.withheld)
                notices = ()

    def _folder(self, folder: Watched) -> Iterator[Batch]:
        since = self._since.astimezone(dt.UTC).isoformat() if self._since else ""
        place, mark = self._cursor.places.get(folder.name) or Place(since=since), _mark(folder)
        lost = ""
        if place.folder not in ("", mark):
            place, lost = Place(since=place.since), _another(folder.name)
        while True:
            page = self._page(folder, place)
            if page is None:
                place, lost = Place(since=place.since), _lost(folder.name)
                continue
            new = Place(page.state, place.since, first=place.first and not page.last, folder=mark)
            mails, withheld = self._read(folder, self._wanted(page, place))
            self._done += len(mails) + len(withheld)
            moved = page.changes or place.first
            if moved:
                self._cursor.places[folder.name] = place = new
                self.states[folder.id] = new.state
            else:
                self.states[folder.id] = place.state
            if mails or withheld or page.changes or lost:
                notices = (lost,) if lost else ()
                pieces = Mails(folder.name, folder.sent, mails)
                yield Batch(pieces, self._cursor.dump(), self._done, 0, notices, withheld)
                lost = ""
            if page.last:
                return

    def _page(self, folder: Watched, place: Place) -> Page | None:
        """Ask what changed; None where the server does not know our sync state any more (R7)."""
        from exchangelib.errors import ErrorInvalidSyncStateData, ErrorSyncFolderNotFound

        with self._link.using() as account:
            try:
                return sync_page(account, folder.id, place.state, PAGE)
            except (ErrorInvalidSyncStateData, ErrorSyncFolderNotFound):
                if not place.state:
                    raise
                return None

    def _wanted(self, page: Page, place: Place) -> list[Wanted]:
        """The messages of a page that are new; in a first pass those that arrived late enough."""
        since = when(place.since.replace("+00:00", "Z")) if place.first and place.since else None
        out = []
        for kind, element in page.changes:
            if kind != "Create" or not id_of(element):
                continue
            found = Wanted(element)
            if since is None or found.arrived is None or found.arrived >= since:
                out.append(found)
        return out

    def _read(self, folder: Watched, wanted: Sequence[Wanted]) -> tuple[list[Unread], tuple[str, ...]]:
        found = {each.id: each for each in self._reader.read(wanted)}
        mails, withheld = [], []
        for each in wanted:
            reading = found.get(each.id)
            if reading is None or reading.gone:
                continue
            ref = reference(each.id, folder)
            if reading.element is None:
                withheld.append(ref)
            elif folder.sent or not is_draft(reading.element):
                mails.append(unread(reading.element, ref))
        return mails, tuple(withheld)


def reference(item_id: str, folder: Watched) -> str:
    """The `Mail.ref` of an item: its id (no spaces in it), whether it lies in Sent, and the folder's name."""
    return f"{item_id} {'s' if folder.sent else 'i'} {folder.name}"


def _mark(folder: Watched) -> str:
    """What tells a folder from another one of its name: its id, shortened."""
    return hashlib.sha256(folder.id.encode()).hexdigest()[:16]


def _another(name: str) -> str:
    return f"{name} is another folder than before; it was read from its beginning, which counts nothing twice."


def _lost(name: str) -> str:
    return f"The server no longer knows how far {name} was read; it was gone through again, which counts nothing twice."
