"""`departments`: ask the mail server's directory about colleagues whom the configuration puts in no department."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.ports import Colleague

EPILOG = """\b
Examples:
  inboxwatch departments cloud
  inboxwatch departments cloud >> departments.csv     (named by file under [directory])
"""


@click.command("departments", epilog=EPILOG)
@click.argument("mailbox")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def departments_command(run: Run, mailbox: str, *, as_json: bool) -> None:
    """Ask the server of MAILBOX for the departments of those who wrote to you and are in none.

    Prints lines for the file that [directory] names: address, department, name. What the configuration says itself
    stays as it is. Nobody else is looked up.
    """
    found = _looked_up(run, mailbox, _unknown(run))
    if as_json:
        people = [{"address": one.address, "department": one.department, "name": one.name} for one in found]
        run.json({"colleagues": people})
        return
    click.echo(_csv(found), nl=False)
    if not found:
        run.say("The directory knows no department that the configuration lacks.")


def _unknown(run: Run) -> list[str]:
    """Addresses of requesters in no department, sorted."""
    from inboxwatch.cli.present import listed
    from inboxwatch.directory import OTHER
    from inboxwatch.store import Filter

    return sorted({request.sender for request in listed(run, Filter(department=OTHER)) if request.sender})


def _looked_up(run: Run, name: str, addresses: list[str]) -> list[Colleague]:
    from inboxwatch.watch.sync import plugged

    table = next((each for each in run.settings.mailbox if each.name == name), None)
    if table is None:
        names = ", ".join(each.name for each in run.settings.mailbox)
        raise UsageError(f"No mailbox is called '{name}'.", f"There are: {names or 'none'}.")
    connector = plugged(run.settings)(table)
    try:
        ask = getattr(connector, "people", None)
        if ask is None:
            raise UsageError(f"The connector '{table.connector}' has no directory.", "Write departments.csv yourself.")
        return sorted(ask(addresses), key=lambda one: (one.department, one.address)) if addresses else []
    finally:
        connector.close()


def _csv(found: list[Colleague]) -> str:
    from inboxwatch.views.requests import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([harmless(text) for text in (one.address, one.department, one.name)] for one in found)
    return out.getvalue()
