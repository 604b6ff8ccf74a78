"""Where reading of each folder stands: the connector's opaque cursor, JSON inside."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Self

SAMPLE = 40
"""Known messages remembered of each folder, to recognise it after its UIDs have changed."""
ENOUGH = 20
"""So many recognised messages prove that a folder holds the same mail (isync's rule) …"""
SHARE = 0.8
"""… and so does this share of those that are remembered."""


@dataclass(frozen=True)
class Place:
    """Where reading of one folder stands.

    All UIDs up to `last` are read. UIDs below `until` belong to the first pass, which reaches back to `since` (ISO
    date, "" for everything). `modseq` is HIGHESTMODSEQ when the folder was last read to its end, 0 where unknown.
    `sample` holds `fingerprint`s of the newest messages read. `stopped` is the UIDVALIDITY under which other mail
    was found: such a folder is left alone.
    """

    validity: int = 0
    last: int = 0
    until: int = 0
    since: str = ""
    modseq: int = 0
    stopped: int = 0
    sample: tuple[str, ...] = ()

    def seen(self, last: int, prints: list[str]) -> Self:
        """Return the place after another batch."""
        sample = (*self.sample, *prints)[-SAMPLE:] if prints else self.sample
        return replace(self, last=max(last, self.last), sample=sample)

    def recognises(self, prints: set[str]) -> bool:
        """Say whether these are the folder's messages: enough of the remembered ones are among them."""
        known = set(self.sample)
        hits = len(known & prints)
        return not known or hits >= ENOUGH or hits >= SHARE * len(known)


@dataclass
class Cursor:
    """The places of all folders by name, and the name of the Sent folder once it has been found."""

    places: dict[str, Place] = field(default_factory=dict)
    sent: str | None = None

    @classmethod
    def load(cls, text: str) -> Self:
        """Read a cursor; "" is the beginning. Raises ValueError for one that this program did not write."""
        if not text:
            return cls()
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("v") != 1:
            raise ValueError("not a cursor of the imap connector")
        names = {entry.name for entry in fields(Place)}
        places = {}
        for name, entry in dict(data["folders"]).items():
            values = {key: value for key, value in dict(entry).items() if key in names}
            places[name] = Place(**{**values, "sample": tuple(values.get("sample", ()))})
        return cls(places, data.get("sent"))

    def dump(self) -> str:
        """Write it."""
        default = Place()
        folders = {
            name: {key: value for key, value in asdict(place).items() if value != getattr(default, key)}
            for name, place in self.places.items()
        }
        return json.dumps({"v": 1, "folders": folders, "sent": self.sent}, separators=(",", ":"))


def fingerprint(message_id: str, received: dt.datetime | None, size: int) -> str:
    """Return what is remembered of a message: not reversible, equal for the same message under another UID."""
    seconds = int(received.timestamp()) if received else 0
    text = f"{message_id}\0{seconds}\0{size}".encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=6).hexdigest()
