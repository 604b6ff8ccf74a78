"""The store: facts as they came, and what was derived from them. The only place that knows a database.

`quick` (standard library, read-only) answers what `status` and `requests` ask; `Store` does everything else. The names
here load SQLModel only when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inboxwatch.store.filter import Filter
    from inboxwatch.store.state import Added, Group, MailboxState
    from inboxwatch.store.store import Store

__all__ = ["Added", "Filter", "Group", "MailboxState", "Store"]

_HOME = {
    "Added": "inboxwatch.store.state",
    "Filter": "inboxwatch.store.filter",
    "Group": "inboxwatch.store.state",
    "MailboxState": "inboxwatch.store.state",
    "Store": "inboxwatch.store.store",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a name's module when it is first asked for."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
