"""`team join`, `team leave`: a personal store into the shared one, and back out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.store import Store
    from inboxwatch.store.team.moving import Moved

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "join",
    epilog="""\b
Examples:
  inboxwatch team join                       [store] url names the shared store
  inboxwatch team join --from old.db
""",
)
@click.option("--from", "source", type=_FILE, metavar="FILE", help="The personal store; by default the usual one.")
@click.pass_obj
def join_command(run: Run, source: Path | None) -> None:
    """Bring your personal store into your space of the shared one: messages, decisions, and what you were told.

    The file stays as it is. Doing it again adds what is new in it and tells nobody anything twice.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store import Store
    from inboxwatch.store.files import url_of as file_url
    from inboxwatch.store.team.moving import join

    path = source or _usual()
    if not path.exists():
        raise UsageError(f"There is no personal store at {path}.", "Name it with --from FILE.")
    keep_text = run.settings_if_any is not None and run.settings_if_any.store.keep_text
    with Store.open(file_url(path)) as mine, Store.open(url_of(run), keep_text=keep_text) as shared:
        moved = join(mine, shared)
        _track(run, shared)
    run.say(f"✓ {_said(moved)} in the shared store{'' if moved.whole else ', with what was there before'}.")
    run.say(f"{path} stays as it is. Let nothing use it any more, and delete it when you miss nothing.")


@click.command(
    "leave",
    epilog="""\b
Examples:
  inboxwatch team leave
  inboxwatch team leave --to mine.db --yes
""",
)
@click.option("--to", "target", type=_FILE, metavar="FILE", help="The file to write; by default the usual one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def leave_command(run: Run, target: Path | None, *, yes: bool) -> None:
    """Take your space out of the shared store into a file, and erase it there: rows, tallies, log, polled mailboxes.

    What your team was told of past weeks are sums of at least five people, and stay. Your login stays until an admin
    removes it.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store import Store
    from inboxwatch.store.postgres.address import parse
    from inboxwatch.store.team.moving import leave

    url, path = url_of(run), target or _usual()
    if parse(url).owner:
        raise UsageError("That is the space of a shared mailbox.", "An admin removes it: 'team remove NAME --shared'.")
    if not yes:
        click.confirm(f"Write your space to {path} and erase it from the shared store?", abort=True, err=True)
    with Store.open(url) as store:
        moved = leave(store, path.absolute())
    run.say(f"✓ {_said(moved)} in {path}; nothing of yours is left in the shared store.")
    run.say("Take the shared store's URL out of [store] in your configuration.")


def _usual() -> Path:
    from inboxwatch.places import store_url
    from inboxwatch.store.files import path_of

    return path_of(store_url("", Path()))


def _said(moved: Moved) -> str:
    from inboxwatch.views.words import plural

    parts = [plural(moved.messages, "message"), plural(moved.decisions, "decision"), plural(moved.notices, "notice")]
    return ", ".join(parts)


def _track(run: Run, store: Store) -> None:
    """Derive what was added, and write the tallies, with the configured rules."""
    from inboxwatch.watch.track import track

    if run.settings_if_any is not None:
        track(store, run.rules, run.now)
