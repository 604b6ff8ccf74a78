"""`team key`: the key that seals credentials of polled mailboxes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


@click.group("key", epilog="\b\nExamples:\n  inboxwatch team key new\n  inboxwatch team key rotate\n")
def key_command() -> None:
    """The key that seals credentials of polled mailboxes; the database never has it."""


@key_command.command("new")
@click.option("--print", "shown", is_flag=True, help="Print it, for a vault, instead of writing it to key_file.")
@click.pass_obj
def new_command(run: Run, shown: bool) -> None:
    """Make a key and put it before the others in [team] key_file. New credentials are sealed with it from now on."""
    from inboxwatch.fleet import keys

    if shown:
        click.echo(keys.new())
        return
    table, base = run.settings.team, run.settings.base
    if table.key_file is None:
        remedy = 'Set key_file = "team.key" under [team], or use --print and put the line first where your keys are.'
        raise ConfigurationError("There is no [team] key_file to write it to.", remedy)
    path = base / Path(table.key_file).expanduser()
    name = keys.write_new(path)
    run.say(f"✓ Key {name} is in {path}. Keep a copy where no backup of the database is; copy the file to all workers.")
    run.say("  When every worker has it: inboxwatch team key rotate")


@key_command.command("rotate", short_help="Seal all credentials with the first key.")
@click.pass_obj
def rotate_command(run: Run) -> None:
    """Seal all credentials with the first key, whichever of the keys sealed them; as an admin, while workers work."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.fleet import keys, sealed
    from inboxwatch.store.team.polled import reseal

    ring = keys.load(run.settings.team, run.settings.base)

    def anew(owner: str, mailbox: str, value: bytes) -> bytes | None:
        if sealed.key_name(value) == ring.first:
            return None
        return sealed.seal(ring, owner, mailbox, sealed.opened(ring, owner, mailbox, value))

    done = reseal(url_of(run), anew)
    run.say(f"✓ {done} credentials are sealed with key {ring.first} now; older keys may be removed.")
