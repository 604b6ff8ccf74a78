"""What an Exchange server keeps, for tests: mailboxes, folders, items made of raw messages, changes, subscriptions."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from functools import cached_property, lru_cache

DISTINGUISHED = {
    "root": "Root",
    "msgfolderroot": "Top of Information Store",
    "inbox": "Inbox",
    "sentitems": "Sent Items",
    "drafts": "Drafts",
    "deleteditems": "Deleted Items",
}
_CLASSES = {"REQUEST": "Request", "REPLY": "Resp.Pos", "CANCEL": "Canceled"}


@lru_cache(maxsize=32)
def _parsed(raw: bytes) -> Message:
    return BytesParser(policy=compat32).parsebytes(raw)


@dataclass
class Item:
    """One message in a folder. `order` is the number of the change that put it there."""

    id: str
    raw: bytes
    received: dt.datetime
    order: int
    read: bool = False
    draft: bool = False
    key: int = 1

    @property
    def message(self) -> Message:
        """The message as Python's own parser sees it."""
        return _parsed(self.raw)

    @cached_property
    def item_class(self) -> str:
        """The message class that Exchange gives it."""
        for part in self.message.walk():
            kind = part.get_content_type()
            if kind == "message/delivery-status":
                return "REPORT.IPM.Note.NDR"
            if kind == "message/disposition-notification":
                return "REPORT.IPM.Note.IPNRN"
            if kind == "text/calendar":
                method = str(part.get_param("method", "REQUEST")).upper()
                return f"IPM.Schedule.Meeting.{_CLASSES.get(method, 'Request')}"
        return "IPM.Note"

    def etag(self) -> str:
        """Its change key."""
        return base64.b64encode(f"{self.id}:{self.key}".encode()).decode()


@dataclass
class Folder:
    """One folder with its items and the log of its changes: number, kind, item."""

    id: str
    name: str
    parent: str = ""
    distinguished: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    log: list[tuple[int, str, str]] = field(default_factory=list)
    generation: int = 1


@dataclass
class Subscription:
    """Who waits for news of which folders; `seen` is the number of the last change that was told."""

    id: str
    folders: tuple[str, ...]
    seen: int


class InvalidStateError(Exception):
    """A sync state that this server did not make, or no longer knows."""


class Box:
    """One mailbox. Its condition is notified at every change."""

    def __init__(self, address: str, name: str = "", department: str = "") -> None:
        """Make the usual folders."""
        self.address, self.name, self.department = address, name or address.partition("@")[0].title(), department
        self.changed = threading.Condition()
        self.oof: dict[str, str] = {"OofState": "Disabled"}
        self.work_hours = b""
        self.sent: list[tuple[bytes, list[str]]] = []
        self.subscriptions: dict[str, Subscription] = {}
        self.newest_first = self.trusting = False
        self.padding = 0
        self._numbers = itertools.count(1)
        self.order = 0
        self.folders: dict[str, Folder] = {}
        for distinguished, name_ in DISTINGUISHED.items():
            above = {"root": "", "msgfolderroot": "root"}.get(distinguished, "msgfolderroot")
            parent = self.folder(above).id if above else ""
            self._add(Folder(self._id("F"), name_, parent, distinguished))

    def _add(self, folder: Folder) -> Folder:
        self.folders[folder.id] = folder
        return folder

    def _id(self, kind: str) -> str:
        return base64.b64encode(f"{kind}|{self.address}|{next(self._numbers):08d}|".encode().ljust(90, b".")).decode()

    def folder(self, name: str) -> Folder:
        """A folder by distinguished id, by id or by its display name."""
        for folder in self.folders.values():
            if name in (folder.id, folder.distinguished) or (not folder.distinguished and name == folder.name):
                return folder
        raise KeyError(name)

    def make(self, name: str, parent: str = "msgfolderroot") -> Folder:
        """Make a folder."""
        return self._add(Folder(self._id("F"), name, self.folder(parent).id))

    def put(
        self, folder: str, raws: Iterable[bytes], *, at: Iterable[dt.datetime] | None = None, draft: bool = False
    ) -> list[Item]:
        """Put messages into a folder, as if they had just arrived there."""
        times = itertools.repeat(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)) if at is None else iter(at)
        there, made = self.folder(folder), []
        with self.changed:
            for raw, when in zip(raws, times, strict=False):
                self.order += 1
                item = Item(self._id("I"), raw, when, self.order, draft=draft)
                there.items[item.id] = item
                there.log.append((self.order, "Create", item.id))
                made.append(item)
            self.changed.notify_all()
        return made

    def remove(self, folder: str, index: int) -> None:
        """Delete the message at this place, counted from the first that arrived."""
        there = self.folder(folder)
        with self.changed:
            item = list(there.items.values())[index]
            del there.items[item.id]
            self.order += 1
            there.log.append((self.order, "Delete", item.id))
            self.changed.notify_all()

    def mark_read(self, folder: str, index: int, *, read: bool = True) -> None:
        """Mark a message as another client would."""
        there = self.folder(folder)
        with self.changed:
            item = list(there.items.values())[index]
            item.read, item.key = read, item.key + 1
            self.order += 1
            there.log.append((self.order, "ReadFlagChange", item.id))
            self.changed.notify_all()

    def drop(self, folder: str) -> None:
        """Delete a folder with all that is in it."""
        del self.folders[self.folder(folder).id]

    def forget_states(self, folder: str) -> None:
        """Make all sync states of a folder invalid, as a move to another database does."""
        self.folder(folder).generation += 1

    def find(self, item_id: str) -> tuple[Folder, Item] | None:
        """The item with this id and its folder."""
        for folder in self.folders.values():
            if item_id in folder.items:
                return folder, folder.items[item_id]
        return None

    def changes(self, folder: Folder, state: str, most: int) -> tuple[list[tuple[str, str]], str, bool]:
        """What changed since a sync state: kinds and items, the new state, and whether that was all."""
        since = self._number(folder, state)
        with self.changed:
            found = sorted(self._since(folder, since))
        page, rest = found[:most], found[most:]
        last = page[-1][0] if rest else max([since, *(order for order, _, _ in folder.log)])
        new = {"b": self.address, "f": folder.id, "n": last, "g": folder.generation, "p": "x" * self.padding}
        return [(kind, item) for _, kind, item in page], base64.b64encode(json.dumps(new).encode()).decode(), not rest

    def _number(self, folder: Folder, state: str) -> int:
        if not state:
            return 0
        try:
            known = json.loads(base64.b64decode(state, validate=True))
            same = (known["b"], known["f"], known["g"]) == (self.address, folder.id, folder.generation)
        except (ValueError, KeyError, TypeError):
            raise InvalidStateError from None
        if not same and not self.trusting:
            raise InvalidStateError
        return int(known["n"])

    def _since(self, folder: Folder, since: int) -> Iterator[tuple[int, str, str]]:
        """Each item that changed after number `since`, once, with the first change that still matters."""
        seen: set[str] = set()
        for order, kind, item in folder.log if since == 0 else [each for each in folder.log if each[0] > since]:
            if item in seen:
                continue
            seen.add(item)
            if item in folder.items:
                yield order, kind, item
            elif kind != "Create":
                yield order, "Delete", item

    def subscribe(self, folders: Iterable[str]) -> Subscription:
        """Tell from now on what happens in these folders."""
        subscription = Subscription(self._id("S"), tuple(folders), self.order)
        self.subscriptions[subscription.id] = subscription
        return subscription

    def news(self, subscription: Subscription) -> list[tuple[int, str, str, str]]:
        """What was not told yet: number, kind, item and folder."""
        found = [
            (order, kind, item, folder.id)
            for folder in self.folders.values()
            if folder.id in subscription.folders
            for order, kind, item in folder.log
            if order > subscription.seen
        ]
        subscription.seen = max([subscription.seen, *(order for order, *_ in found)])
        return sorted(found)

    def snapshot(self) -> object:
        """The whole state: ids, bytes, flags, order."""
        return [
            (folder.id, folder.name, [(i.id, i.raw, i.read, i.draft, i.key) for i in folder.items.values()])
            for folder in self.folders.values()
        ]
