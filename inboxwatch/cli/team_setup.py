"""`team init`, `team upgrade`: what the administrator of the database does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.cli.team import URL

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.store.team.install import Installed


@click.command("init", epilog=f"\b\nExample:\n  inboxwatch --store {URL} team init\n")
@click.pass_obj
def init_command(run: Run) -> None:
    """Make schema, roles, tables and policies, as the administrator of an empty PostgreSQL database.

    Doing it again changes nothing, and repairs what was changed by hand.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.install import install

    done = install(url_of(run))
    _say(run, done)
    if not done.before:
        run.say("Next: 'inboxwatch team add NAME --admin' for whoever manages members, then 'team add NAME --team T'.")


@click.command("upgrade", epilog=f"\b\nExample:\n  inboxwatch --store {URL} team upgrade\n")
@click.pass_obj
def upgrade_command(run: Run) -> None:
    """Bring a shared store to the schema of this version, with its roles and policies.

    Members and workers of the older version are told to update; what they have stored stays.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.install import install

    _say(run, install(url_of(run), only_upgrade=True))


def _say(run: Run, done: Installed) -> None:
    if done.roles:
        run.say(f"✓ {done.roles} roles made (inboxwatch_…); nobody logs in as them.")
    if not done.before:
        run.say(f"✓ The schema inboxwatch ({done.after}) made in {done.server}.")
    elif done.before != done.after:
        run.say(f"✓ {done.server} brought from schema {done.before} to {done.after}.")
    else:
        run.say(f"✓ {done.server} has schema {done.after} already.")
    run.say("✓ Row-level security is forced on every table; rights and policies are as this version wants them.")
