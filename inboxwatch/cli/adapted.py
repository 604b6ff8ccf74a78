"""The owner's own weights for commands that need no store: `classify` and `scan` judge as `sync` would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inboxwatch.classifier.personal import Personal
    from inboxwatch.cli.run import Run


def personal_of(run: Run, addresses: Iterable[str]) -> Personal | None:
    """What `train` learnt for whom these addresses belong to; None for anybody else, and where there is no store."""
    settings = run.settings_if_any
    if settings is None or set(settings.me.addresses).isdisjoint(addresses):
        return None
    return run.personal


def kept(run: Run) -> Personal | None:
    """Look into the store for what was learnt; says where it cannot be used."""
    from inboxwatch.classifier.personal import current
    from inboxwatch.store.quick import opened
    from inboxwatch.store.state import PERSONAL

    try:
        with opened(run.store_url) as quick:
            found, notice = current(quick.meta(PERSONAL) if quick is not None else "")
    except StoreError:  # no store yet, or one that doctor complains about: the shipped classifier needs none
        return None
    if notice:
        run.say(f"Note: {notice}")
    return found
