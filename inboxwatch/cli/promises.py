"""`promises`: what the owner promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


@click.command("promises", epilog="\b\nExample:\n  inboxwatch promises\n")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def promises_command(run: Run, as_json: bool) -> None:
    """Show what you promised, to whom, by when: broken first, then open, then kept."""
    from inboxwatch.cli.present import listed
    from inboxwatch.store import Filter
    from inboxwatch.views import data, status

    found = listed(run, Filter(promised=True))
    if as_json:
        run.json(data.listing(found, now=run.now, rules=run.rules.version))
    else:
        run.show(status.promises(found, frame=run.frame()))
