"""What a small Microsoft Graph knows: mailboxes, folders, messages, and what happens to them by another hand."""

from __future__ import annotations

import base64
import email
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.servers.graph_mail import identifiers, shown

WELL_KNOWN = {"inbox": "Inbox", "sentitems": "Sent Items", "drafts": "Drafts", "deleteditems": "Deleted Items"}


@dataclass
class Item:
    """One message. `number` never changes; `change` counts up with each change of the mailbox."""

    number: int
    raw: bytes
    received: datetime
    folder: str
    change: int
    values: dict[str, Any]
    what: str = "created"
    read: bool = False


@dataclass
class Account:
    """One mailbox."""

    address: str
    department: str = ""
    name: str = ""
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    removed: list[Item] = field(default_factory=list)
    changes: int = 0
    epoch: int = 0
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Every mailbox has the well-known folders."""
        self.folders |= {key: (name, "") for key, name in WELL_KNOWN.items()}


class State:
    """All mailboxes; one, ada@corp.example, is there from the beginning."""

    def __init__(self) -> None:
        """Start with an empty mailbox."""
        self.accounts = {"ada@corp.example": Account("ada@corp.example", name="Ada Lovelace")}
        self.lock = threading.RLock()

    def account(self, address: str = "ada@corp.example") -> Account:
        """The mailbox of an address; made if there is none."""
        return self.accounts.setdefault(address, Account(address))

    def deliver(
        self, raws: Iterable[tuple[bytes, datetime]], folder: str = "inbox", address: str = "ada@corp.example"
    ) -> None:
        """Put messages into a folder as they arrive."""
        with self.lock:
            account = self.account(address)
            for raw, at in raws:
                account.changes += 1
                values = shown(raw, at, transported=folder != "sentitems")
                number = len(account.items) + len(account.removed) + 1
                item = Item(number, raw, at, folder, account.changes, values)
                item.values["conversationId"] = self._conversation(account, item)
                account.items.append(item)

    def _conversation(self, account: Account, item: Item) -> str:
        """The conversation of the first known message that this one refers to, else a new one."""
        mail = email.message_from_bytes(item.raw)
        wanted = set(identifiers(mail, "References", "In-Reply-To"))
        for other in account.items:
            if other.values["internetMessageId"] in wanted:
                return str(other.values["conversationId"])
        return base64.urlsafe_b64encode(f"conversation-{item.number}".encode()).decode()

    def remove(self, index: int, folder: str = "inbox") -> None:
        """Delete a message as another client would."""
        with self.lock:
            account = self.account()
            item = [each for each in account.items if each.folder == folder][index]
            account.items.remove(item)
            account.changes += 1
            item.change, item.what = account.changes, "deleted"
            account.removed.append(item)

    def mark_read(self, index: int, folder: str = "inbox") -> None:
        """Read a message in another program."""
        with self.lock:
            account = self.account()
            item = [each for each in account.items if each.folder == folder][index]
            account.changes += 1
            item.change, item.what, item.read = account.changes, "read", True

    def move(self, index: int, folder: str, to: str) -> None:
        """Move a message to another folder."""
        with self.lock:
            account = self.account()
            item = [each for each in account.items if each.folder == folder][index]
            account.changes += 1
            gone = Item(item.number, b"", item.received, folder, account.changes, {}, "deleted")
            account.removed.append(gone)
            item.folder, item.change, item.what = to, account.changes, "created"

    def forget_tokens(self) -> None:
        """Have every delta token end: what follows is 410."""
        self.account().epoch += 1

    def snapshot(self) -> object:
        """The whole state of all mailboxes."""
        with self.lock:
            return [
                (name, [(item.number, item.raw, item.folder, item.read, item.change) for item in account.items])
                for name, account in sorted(self.accounts.items())
            ]
