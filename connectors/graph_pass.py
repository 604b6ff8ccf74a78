"""One pass over the folders of a mailbox: messages/delta, page by page, the cursor after each page."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from connectors.graph_cursor import LONGEST_LINK, Cursor, Place
from connectors.graph_errors import LASTS, BusyError, MissingError, ResyncError
from connectors.graph_folders import resolved
from connectors.graph_mail import Reader, instant, query
from connectors.graph_wire import STEPS, TooLargeError, Wire
from inboxwatch.errors import ConnectorError, PermanentError, TransientError
from inboxwatch.mail import Mails, Unread
from inboxwatch.ports import Batch

log = logging.getLogger(__name__)

PAGE = 50
"""Messages on a page; with their texts, so not more."""
FILTERED = 5_000
"""So many messages a filtered delta shows at most, as Microsoft documents it."""
LARGEST = 192 << 20
"""Bytes of a page with one message: Exchange Online takes no message above 150 MB."""
TEXT = 'outlook.body-content-type="text"'


@dataclass(frozen=True)
class Scope:
    """What is read: `root` is the mailbox's path, `sent` the name of the folder of sent mail ("" for none)."""

    root: str
    folders: Sequence[str]
    sent: str
    owner: str
    text: bool = True


class Pass:
    """Reads what is new; `links` has each folder's delta link when the pass ends."""

    def __init__(self, wire: Wire, scope: Scope, cursor: Cursor, since: dt.datetime | None) -> None:
        """`since` bounds the first pass over each folder."""
        self._wire, self._scope, self._cursor = wire, scope, cursor
        self._since = since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if since else ""
        self._reader = Reader(scope.owner)
        self._written = cursor.dump()
        self._done = 0
        self._notices: list[str] = []
        self._ahead: dict[str, Mapping[str, Any]] = {}
        self.links: dict[str, str] = {}

    def batches(self) -> Iterator[Batch]:
        """Yield the new messages of all folders; a folder that is not there is named and left out."""
        names = list(dict.fromkeys([*self._scope.folders, *([self._scope.sent] if self._scope.sent else [])]))
        missing = []
        self._look_ahead(names)
        for name in names:
            try:
                yield from self._folder(name)
            except MissingError:
                if name == self._scope.folders[0]:
                    raise
                missing.append(name)
        self._notices += [f"There is no folder {name}, so it was not read." for name in missing]
        if self._notices:
            yield self._batch(name="", pieces=[])

    def _batch(self, name: str, pieces: list[Unread]) -> Batch:
        self._done += len(pieces)
        self._written = self._cursor.dump()
        notices, self._notices = tuple(self._notices), []
        return Batch(Mails(name, name == self._scope.sent, pieces), self._written, self._done, 0, notices)

    def _look_ahead(self, names: Sequence[str]) -> None:
        """Ask for what is new in all known folders in one round trip; what does not come is asked for by itself."""
        places = [self._cursor.places.get(name) for name in names]
        links = [place.link for place in places if place is not None and place.whole and place.link][:STEPS]
        if len(links) > 1:
            try:
                found = self._wire.batch_of(links, prefer=self._prefer(PAGE))
            except (TooLargeError, PermanentError):
                return
            for link, data in found.items():
                if isinstance(data, BusyError):
                    raise data
                if not isinstance(data, ConnectorError):
                    self._ahead[link] = data

    def _prefer(self, page: int) -> tuple[str, ...]:
        return (*((TEXT,) if self._scope.text else ()), f"odata.maxpagesize={page}")

    def _folder(self, name: str) -> Iterator[Batch]:
        place = self._cursor.places.get(name) or Place(since=self._since)
        while True:
            place, page = self._turned(name, place)
            pieces, more = self._read(name, page, place), "@odata.nextLink" in page
            after = self._after(page, place)
            if not more and not place.whole:
                hidden = place.since and not place.full and after.seen >= FILTERED
                after = Place(since=place.since, full=True) if hidden else replace(after, whole=True, seen=0)
            self.links[name] = after.link
            if page.get("value") or more or not place.whole:  # a quiet folder's new link is not worth a write
                self._cursor.places[name] = after
                if pieces or self._cursor.dump() != self._written:
                    yield self._batch(name, pieces)
            place = after
            if place.whole and not more:
                return

    def _turned(self, name: str, place: Place) -> tuple[Place, Mapping[str, Any]]:
        """Read a page; where the service has forgotten its own token, the first one of a new enumeration."""
        try:
            return place, self._page(name, place)
        except ResyncError as error:
            if not place.link:
                raise
            log.info("%s: %s Reading it again from the beginning.", name, error.message)
        anew = Place(since=place.since, full=place.full)
        return anew, self._page(name, anew)

    def _page(self, name: str, place: Place) -> Mapping[str, Any]:
        path = place.link or self._first(name, place)
        known = self._ahead.pop(path, None)
        if known is not None:
            return known
        try:
            return self._wire.get(path, prefer=self._prefer(PAGE))
        except TooLargeError:
            return self._wire.get(path, prefer=self._prefer(1), most=LARGEST)

    def _first(self, name: str, place: Place) -> str:
        key = resolved(self._wire, self._scope.root, name)
        bound = f"&$filter={quote(f'receivedDateTime ge {place.since}')}" if place.since and not place.full else ""
        return f"{self._scope.root}/mailFolders/{key}/messages/delta?{query(text=self._scope.text)}{bound}"

    def _after(self, page: Mapping[str, Any], place: Place) -> Place:
        link = page.get("@odata.nextLink") or page.get("@odata.deltaLink")
        if not link:
            raise TransientError(f"{self._wire.where.host} ended a page without a link to what follows.", LASTS)
        if len(str(link)) > LONGEST_LINK:
            raise PermanentError(f"{self._wire.where.host} gave a link that is too long to be kept.")
        if link == place.link and "@odata.nextLink" in page:
            raise TransientError(f"{self._wire.where.host} leads from a page to itself.", LASTS)
        value = page.get("value")
        seen = place.seen if place.whole else place.seen + (len(value) if isinstance(value, list) else 0)
        return replace(place, link=self._wire.allowed(link), seen=seen)

    def _read(self, name: str, page: Mapping[str, Any], place: Place) -> list[Unread]:
        """The new messages of a page: no drafts, no removals, none of whom only a flag has changed."""
        found = page.get("value")
        items = [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
        out = []
        for item in items:
            identity = item.get("id")
            if "@removed" in item or item.get("isDraft") is True or not isinstance(identity, str):
                continue
            if "receivedDateTime" not in item and "internetMessageHeaders" not in item:
                continue  # a known message was marked as read
            received = instant(item.get("receivedDateTime"))
            if not place.whole and place.since and received and received < _instant(place.since):
                continue
            out.append(self._reader.read(item, f"{identity} {name}"))
        return out


def _instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=dt.UTC)
