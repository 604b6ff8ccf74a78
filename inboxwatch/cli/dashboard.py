"""`dashboard`: the interactive terminal dashboard."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


@click.command("dashboard", epilog="\b\nExample:\n  inboxwatch dashboard\n")
@click.pass_obj
def dashboard_command(run: Run) -> None:
    """Watch and decide: who waits, what you promised, trends, departments, mailboxes. Press ? for the keys.

    What it shows is what 'status', 'promises' and 'report' print; 'status' is the plain form for screen readers.
    """
    terminal("Use 'inboxwatch status', which prints the same and ends.")
    show(run)


def terminal(instead: str) -> None:
    """Raise UsageError, with what to do `instead`, where nobody could look or type."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The dashboard needs a terminal.", instead)


def show(run: Run) -> None:
    """Run the dashboard until it is left."""
    import gc

    gc.disable()  # looking for garbage before the first paint finds none and takes a tenth of a second
    from inboxwatch.cli.dashboard_source import Live
    from inboxwatch.dashboard.app import Dashboard

    def painted() -> None:
        gc.freeze()
        gc.enable()

    Dashboard(Live(run), painted).run()
