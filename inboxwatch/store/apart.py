"""What is derived like requests and never mixed with them: what the owner is owed, and requests of people outside.

Each row holds a whole request as JSON in the order of `request_codec.REQUEST_COLUMNS`: nothing asks the database for
anything but its time and whether it is open. No database library here, so that the quick reader shares it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from inboxwatch.store.request_codec import REQUEST_COLUMNS, read_request, request_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inboxwatch.model import Request
    from inboxwatch.store.filter import Filter

OWED: Final = "owed"
"""What colleagues owe the owner."""
EXTERNAL: Final = "external"
"""Requests of people outside."""
APART_COLUMNS: Final = ("relation", "id", "message", "received_at", "ended_at", "request")
"""Order of a row."""

_dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_AT: Final = {name: place for place, name in enumerate(REQUEST_COLUMNS)}
_PLAIN: Final = ("id", "mailbox", "key", "received_at", "ended_at")
_ERASED: Final = {"subject": _AT["subject"], "promise_text": _AT["promise_text"]}


class Beside(NamedTuple):
    """One row without its message, which `mailbox` and `key` name."""

    relation: str
    id: str
    mailbox: str
    key: str
    received_at: int
    ended_at: int | None
    request: str


def beside(relation: str, request: Request, *, keep_text: bool) -> Beside:
    """Write one down."""
    row = request_row(request, keep_text=keep_text)
    name, mailbox, key, received_at, ended_at = (row[_AT[name]] for name in _PLAIN)
    return Beside(
        relation, name, mailbox, key, received_at, ended_at, json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    )


def read_apart(text: str) -> Request:
    """Read what `beside` wrote."""
    return read_request(tuple(json.loads(text)))


def without(text: str, *names: str) -> str:
    """The same without its subject or the words of its promise."""
    row: list[object] = json.loads(text)
    for name in names:
        row[_ERASED[name]] = ""
    return _dumps(row)


def fitting(texts: Iterable[str], wanted: Filter) -> list[Request]:
    """Return those of these rows that fit, by when they were received."""
    found = [request for text in texts if _fits(request := read_apart(text), wanted)]
    return sorted(found, key=lambda request: (request.received_at, request.id))


def _fits(request: Request, wanted: Filter) -> bool:
    return (
        (not wanted.states or request.state in wanted.states)
        and wanted.mailbox in {"", request.mailbox}
        and wanted.department in {"", request.department}
        and wanted.sender.lower() in request.sender
        and wanted.message_id in {"", request.message_id}
        and (wanted.due_before is None or request.due_at < wanted.due_before)
        and (not wanted.promised or request.promise is not None)
    )
