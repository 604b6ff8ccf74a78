"""Where reading of each folder stands: the connector's opaque cursor, JSON inside."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Self

LONGEST_LINK = 12_000
"""Characters of a link that is kept; the service's own are far shorter."""


@dataclass(frozen=True)
class Place:
    """Where reading of one folder stands.

    `link` is the service's own next or delta link. `since` bounds the first pass (ISO 8601, "" for everything) and
    `whole` says that it is done. `seen` counts the messages of the pass that is under way. `full` says that the folder
    is read without the service's filter, which ends after 5,000 messages.
    """

    link: str = ""
    since: str = ""
    whole: bool = False
    seen: int = 0
    full: bool = False


@dataclass
class Cursor:
    """The places of all folders by the names that the configuration has for them."""

    places: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def load(cls, text: str) -> Self:
        """Read a cursor; "" is the beginning. Raises ValueError and its like for one that is not ours."""
        if not text:
            return cls()
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("graph") != 1:
            raise ValueError("not a cursor of the graph connector")
        return cls({str(name): Place(**entry) for name, entry in dict(data["folders"]).items()})

    def dump(self) -> str:
        """Write it."""
        default = asdict(Place())
        folders = {
            name: {key: value for key, value in asdict(place).items() if value != default[key]}
            for name, place in self.places.items()
        }
        return json.dumps({"graph": 1, "folders": folders}, separators=(",", ":"))
