"""`team`: the group of commands about a shared PostgreSQL store, and what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.cli.lazy import LazyGroup
from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

COMMANDS = {
    "init": ("team_setup", "Make schema, roles and policies in a PostgreSQL database."),
    "upgrade": ("team_setup", "Bring them to this version; nobody has to stop."),
    "add": ("team_people", "Make somebody a member, lead, admin or worker."),
    "remove": ("team_people", "Remove somebody, with everything of theirs."),
    "list": ("team_people", "Who is what in which team."),
    "shared": ("team_people", "Who is inside a shared mailbox."),
    "password": ("team_people", "Change your own password."),
    "join": ("team_move", "Bring your personal store into it."),
    "leave": ("team_move", "Take your rows out of it, into a file."),
    "figures": ("team_figures", "How a team is doing, in figures of nobody alone."),
    "share": ("team_figures", "Let your leads see your own figures, or no longer."),
    "who-looked": ("team_figures", "Who looked at your own figures."),
    "forget": ("team_forget", "Erase a person from all spaces that workers poll."),
    "mailboxes": ("team_mailboxes", "The mailboxes that workers poll."),
    "key": ("team_key", "The key that seals their credentials."),
    "settings": ("team_settings", "What you wish of the workers that poll your mailbox."),
}
"""Name -> module below `inboxwatch.cli` and its line in `--help`; the order is the order shown."""

URL = "postgresql+psycopg://postgres@db.corp.example/inboxwatch"

EPILOG = f"""\b
Examples:
  inboxwatch --store {URL} team init
  inboxwatch team add alice --team support
  inboxwatch team join
"""


@click.group("team", cls=LazyGroup, help_lines=COMMANDS, epilog=EPILOG)
def team_command() -> None:
    """One shared PostgreSQL for a team: who is who, and figures without surveillance. See docs/team.md."""


def url_of(run: Run) -> str:
    """The URL of the shared store, from --store or the configuration. Raises UsageError for any other."""
    from inboxwatch.store.files import is_shared

    url = run.store_url
    if not is_shared(url):
        raise UsageError(
            "The store is a file of your own, not a shared one.",
            "Name the shared one: [store] url or --store postgresql+psycopg://NAME@HOST/DATABASE.",
        )
    return url
