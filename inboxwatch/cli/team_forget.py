"""`team forget`: a person who is to be forgotten is forgotten in every space that workers poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit, InboxwatchError, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

_SESSIONS = 2


@click.command("forget", epilog="\b\nExample:\n  inboxwatch team forget carol@corp.example\n")
@click.argument("address", metavar="ADDRESS")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget_command(ctx: click.Context, address: str, yes: bool) -> None:
    """Erase a person from all spaces that workers poll: what they wrote, and their address in everybody else's mail.

    For a worker's login, since nobody else may enter these spaces. Members who read their mail themselves say
    'inboxwatch forget' on their own; what the team was told of past weeks are sums, and stay.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.polled import listed
    from inboxwatch.store.team.spaces import Spaces
    from inboxwatch.views.text import address as shown
    from inboxwatch.views.words import plural

    run: Run = ctx.obj
    if "@" not in address:
        raise UsageError(f"'{address}' is not an e-mail address.", "Write it like carol@corp.example.")
    url = url_of(run)
    owners = sorted({each.owner for each in listed(url)})
    if not yes:
        question = f"Erase {shown(address)} from {plural(len(owners), 'space')} for good?"
        click.confirm(question, abort=True, err=True)
    spaces, touched, failed = Spaces.open(url, _SESSIONS), 0, 0
    try:
        for owner in owners:
            try:
                with spaces.store(owner) as store:
                    touched += store.forget(address)
            except InboxwatchError as error:
                failed += 1
                run.say(f"✗ {owner}: {error}")
    finally:
        spaces.close()
    run.say(f"✓ {plural(touched, 'message')} in {plural(len(owners) - failed, 'space')} erased or made anonymous.")
    if failed:
        run.say("Run it again for the others.")
        ctx.exit(Exit.FAILED)
