"""Folders by the names that people know them by: well-known ones in any language, others by the path they see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from connectors.graph_errors import MissingError
from connectors.graph_wire import Wire

WELL_KNOWN = {
    "inbox": "inbox", "sent": "sentitems", "sent items": "sentitems", "sentitems": "sentitems", "drafts": "drafts",
    "archive": "archive", "junk": "junkemail", "junk email": "junkemail", "junkemail": "junkemail",
    "deleted items": "deleteditems", "deleteditems": "deleteditems", "clutter": "clutter",
}  # fmt: skip
"""Names that mean the same folder whatever the mailbox's language is."""
_MOST = 5_000
_PAGE = 100


def resolved(wire: Wire, root: str, name: str) -> str:
    """Return the folder's key in paths: its well-known name or its id. Raises MissingError if there is none."""
    known = WELL_KNOWN.get(name.lower())
    if known is not None:
        return known
    parent = ""
    for step in name.split("/"):
        wanted = step.strip().casefold()
        parent = next(
            (str(each["id"]) for each in _under(wire, root, parent) if each["displayName"].casefold() == wanted), ""
        )
        if not parent:
            raise MissingError(f"There is no folder {name}.", "Name it as Outlook shows it: Inbox/Project.")
    return quote(parent, safe="")


def _under(wire: Wire, root: str, parent: str) -> Iterator[dict[str, Any]]:
    place = f"/{quote(parent, safe='')}/childFolders" if parent else ""
    path = f"{root}/mailFolders{place}?$select=id,displayName&$top={_PAGE}"
    for _ in range(_MOST // _PAGE):
        page = wire.get(path)
        found = page.get("value")
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict) and isinstance(each.get("id"), str) and isinstance(each.get("displayName"), str):
                yield each
        if "@odata.nextLink" not in page:
            return
        path = wire.allowed(page["@odata.nextLink"])
