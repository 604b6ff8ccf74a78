"""`status`: one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

ROWS = 8
"""Lines of the terminal that are not requests."""
FEWEST = 10
PIPED = 200
"""Requests shown where no terminal has a height."""


@click.command(
    "status",
    epilog="""\b
Examples:
  inboxwatch status
  inboxwatch status --check || notify-send "Somebody waits for you"
""",
)
@click.option("--check", is_flag=True, help="Exit with 5 if something is overdue.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def status_command(ctx: click.Context, check: bool, as_json: bool) -> None:
    """Show who waits for you, most urgent first, what is due next, and whether the mailboxes could be read."""
    from inboxwatch.cli.present import waiting
    from inboxwatch.views import status

    run: Run = ctx.obj
    found = waiting(run)
    notices = tuple(dict.fromkeys((*run.settings.notices, *found.notices)))
    if as_json:
        run.json(status.as_json(found.waiting, found.mailboxes, notices, now=run.now, rules=run.rules.version))
    else:
        run.show(*status.screen(found.waiting, found.mailboxes, notices, frame=run.frame(max(FEWEST, _room(run)))))
    if check and found.waiting.overdue:
        ctx.exit(Exit.OVERDUE)


def _room(run: Run) -> int:
    return run.out.height - ROWS if run.out.is_terminal else PIPED
