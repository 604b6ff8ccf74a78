"""`doctor`: what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

MAILBOXES = "Mailboxes"


@click.command("doctor", epilog="\b\nExample:\n  inboxwatch doctor --json\n")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a check.")
@click.pass_context
def doctor_command(ctx: click.Context, as_json: bool) -> None:
    """Check configuration, clock, store and each mailbox. Exits with 4 if a mailbox cannot be read, 1 for the rest."""
    from inboxwatch.cli.examine import examine
    from inboxwatch.views import checks

    run: Run = ctx.obj
    found = examine(run)
    if as_json:
        run.json(checks.as_json(found))
    else:
        run.show(*checks.lines(found))
    failed = {check.area for check in found if check.state == "failed"}
    if failed:
        ctx.exit(Exit.MAILBOX if MAILBOXES in failed else Exit.FAILED)
