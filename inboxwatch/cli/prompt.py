"""`status --format`: one line from the snapshot, without configuration model or database."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inboxwatch import snapshot
from inboxwatch.errors import StoreError, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


def line(run: Run, template: str) -> tuple[str, int]:
    """The filled template, and how many are overdue. Raises UsageError for a name that there is not, StoreError."""
    from inboxwatch.store.files import path_of

    path = snapshot.beside(path_of(_url(run)))
    found = snapshot.load(path)
    if found is None:
        raise StoreError(f"There is no snapshot at {path} yet.", "Run 'inboxwatch sync' once.")
    values = found.values(run.now)
    try:
        return snapshot.written(template, values), int(values["overdue"])
    except ValueError as error:
        raise UsageError(f"--format: {error}.", "See 'inboxwatch status --help'.") from None


def _url(run: Run) -> str:
    """The store's URL, read without checking the rest of the configuration: this has to be quick."""
    from inboxwatch.places import choose, store_url

    if run.store_option:
        return run.store_option
    path = choose(Path(run.config_path) if run.config_path else None)
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        url = tables.get("store", {}).get("url", "")
    except (OSError, ValueError, AttributeError):
        url = ""
    return store_url(url if isinstance(url, str) else "", path.parent)
