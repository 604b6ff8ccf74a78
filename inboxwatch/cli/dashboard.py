"""`dashboard`: the interactive terminal dashboard."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

_PLAIN = "Use 'inboxwatch status', which prints the same and ends."


@click.command("dashboard", epilog="\b\nExamples:\n  inboxwatch dashboard\n  inboxwatch dashboard --team support\n")
@click.option("--team", default="", metavar="NAME", help="Begin with the team that you lead, on a shared store.")
@click.pass_obj
def dashboard_command(run: Run, team: str) -> None:
    """Watch and decide: who waits, what you promised, trends, departments, mailboxes. Press ? for the keys.

    What it shows is what 'status', 'promises' and 'report' print; 'status' is the plain form for screen readers.
    """
    terminal("Use 'inboxwatch report --team', which prints the same." if team else _PLAIN)
    show(run, team)


def terminal(instead: str) -> None:
    """Raise UsageError, with what to do `instead`, where nobody could look or type."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The dashboard needs a terminal.", instead)


def show(run: Run, team: str = "") -> None:
    """Run the dashboard until it is left; it begins with the `team` that the owner leads, if named."""
    import gc

    gc.disable()  # looking for garbage before the first paint finds none and takes a tenth of a second
    from inboxwatch.cli.dashboard_source import Live
    from inboxwatch.dashboard.app import NOW, Dashboard

    def painted() -> None:
        gc.freeze()
        gc.enable()

    source = Live(run)
    if team:
        source.lead(team)  # whoever does not lead it is told so before the screen is taken over
    Dashboard(source, painted, "team" if team else NOW).run()
