"""Where reading of each folder stands: the connector's opaque cursor, JSON inside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True)
class Place:
    """Where reading of one folder stands.

    `state` is the server's sync state, "" before the first page. `first`: the first pass is still under way, which
    reaches back to `since` (ISO time, "" for everything). `since` stays, for the day on which the state is lost.
    `folder` tells the folder from a later one of the same name, whose state that is not; "" is not known yet.
    """

    state: str = ""
    since: str = ""
    first: bool = True
    folder: str = ""


@dataclass
class Cursor:
    """The places of all folders by their configured name."""

    places: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def load(cls, text: str) -> Self:
        """Read a cursor; "" is the beginning. Raises ValueError for one that this program did not write."""
        if not text:
            return cls()
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("v") != 1 or data.get("kind") != "ews":
            raise ValueError("not a cursor of the exchange connector")
        places = {}
        for name, entry in dict(data["folders"]).items():
            state, since, folder = entry["state"], entry.get("since", ""), entry.get("folder", "")
            if not all(isinstance(each, str) for each in (state, since, folder)):
                raise TypeError("not a cursor of the exchange connector")
            places[str(name)] = Place(state, since, bool(entry.get("first")), folder)
        return cls(places)

    def dump(self) -> str:
        """Write it."""
        folders = {
            name: {
                "state": place.state,
                "since": place.since,
                **({"first": True} if place.first else {}),
                **({"folder": place.folder} if place.folder else {}),
            }
            for name, place in self.places.items()
        }
        return json.dumps({"v": 1, "kind": "ews", "folders": folders}, separators=(",", ":"))
