"""`team settings`: what a member wishes of the workers that poll the own mailbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

_LARGEST = 64 << 10


@click.command(
    "settings",
    epilog="""\b
Examples:
  inboxwatch team settings                 # print them
  inboxwatch team settings wishes.toml
  inboxwatch team settings --clear
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--clear", is_flag=True, help="Have the organisation's settings alone.")
@click.pass_obj
def settings_command(run: Run, file: Path | None, clear: bool) -> None:
    """Say how workers treat your polled mailbox: your hours, leave, targets, reminders. Kept in your own space.

    A TOML file with tables as in the configuration; they win over the organisation's. What names files, commands,
    channels or mailboxes does not count and is said. docs/fleet.md lists the keys.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.fleet.members import left_out
    from inboxwatch.store import Store
    from inboxwatch.store.team.peek import WISHES

    if file is not None and clear:
        raise UsageError("Either new settings or none.", "Leave out the file or --clear.")
    text = _read(file) if file is not None else ""
    if file is not None:
        _check(text)
    with Store.open(url_of(run), readonly=file is None and not clear) as store:
        if file is None and not clear:
            click.echo(store.meta(WISHES), nl=False)
            return
        store.set_meta(WISHES, text)
    for name in left_out(text):
        run.say(f"Note: {name} is the organisation's to say; it does not count here.")
    run.say("✓ Your settings hold from the next poll on." if text else "✓ The organisation's settings hold alone.")


def _check(text: str) -> None:
    """Raise ConfigurationError for what could not be used, before it is kept."""
    from inboxwatch.config import from_tables
    from inboxwatch.fleet.members import wishes

    from_tables({**wishes(text)}, Path())


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    if len(data) > _LARGEST:
        raise ConfigurationError(f"{path.name} is over 64 KiB.", "Is it the right file?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name} is not UTF-8.", "Save it as UTF-8.") from None
