"""`requests`: list and filter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from inboxwatch.errors import UsageError
from inboxwatch.model import State

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.store import Filter

SHOWN = 500
"""Rows of a table unless more are asked for: ten thousand take seconds to lay out, and nobody reads them."""


@click.command(
    "requests",
    epilog="""\b
Examples:
  inboxwatch requests --overdue
  inboxwatch requests --state answered --since 2026-11-01 --department Finance
  inboxwatch requests --csv > requests.csv
  inboxwatch requests --owed --state open
""",
)
@click.option("--state", multiple=True, type=click.Choice([state.value for state in State]), help="Only these states.")
@click.option("--mailbox", default="", metavar="NAME", help="Only this mailbox.")
@click.option("--department", default="", metavar="NAME", help="Only this department.")
@click.option("--since", metavar="WHEN", help="Received since then: a date, or 30d, 12h.")
@click.option("--overdue", is_flag=True, help="Only open ones whose target has run out.")
@click.option("--from", "sender", default="", metavar="TEXT", help="Only from addresses that contain this.")
@click.option("--owed", is_flag=True, help="What you asked of colleagues, instead: who owes you an answer.")
@click.option("--external", is_flag=True, help="What people outside asked, instead ([figures] external = true).")
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help=f"The N most urgent, 0 for all; a table shows {SHOWN} else.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe to open in a spreadsheet.")
@click.pass_obj
def requests_command(
    run: Run,
    /,
    as_json: bool,
    as_csv: bool,
    overdue: bool,
    owed: bool,
    external: bool,
    limit: int | None,
    **filters: object,
) -> None:
    """List requests, most urgent first; without --state all of them."""
    from inboxwatch.cli.present import listed
    from inboxwatch.store.apart import OWED
    from inboxwatch.views import data, requests
    from inboxwatch.views.words import plural

    apart = _apart(run, owed=owed, external=external)
    wanted = _filter(run, overdue=overdue, apart=apart, **filters)  # type: ignore[arg-type]  # click hands over what it declares
    found = sorted(listed(run, wanted), key=requests.urgency)
    most = SHOWN if limit is None and not as_json and not as_csv else limit
    ordered = found[: most or None]
    if as_json:
        more: dict[str, Any] = {"relation": apart} if apart else {}
        run.json(data.listing(ordered, now=run.now, rules=run.rules.version, **more))
    elif as_csv:
        click.echo(requests.csv_text(ordered), nl=False)
    else:
        run.show(requests.listing(ordered, frame=run.frame(), owed=apart == OWED))
        if limit is None and len(ordered) < len(found):
            run.say(f"These are the {most} most urgent of {plural(len(found), 'request')}; --limit 0 shows all.")


def _filter(
    run: Run,
    *,
    state: tuple[str, ...],
    mailbox: str,
    department: str,
    since: str | None,
    sender: str,
    overdue: bool,
    apart: str,
) -> Filter:
    from inboxwatch.cli.present import worked_until
    from inboxwatch.store import Filter

    mailbox = _known(mailbox, [each.name for each in run.settings.mailbox], "mailbox")
    department = _known(department, [*run.settings.people.departments(), "other"], "department")
    states = (State.OPEN,) if overdue else tuple(State(each) for each in state)
    due = worked_until(run) if overdue else None
    return Filter(states, mailbox, department, sender, since_when(run, since), due_before=due, apart=apart)


def _apart(run: Run, *, owed: bool, external: bool) -> str:
    """Which of what is kept apart from requests is asked for, "" for requests. Raises UsageError."""
    from inboxwatch.store.apart import EXTERNAL, OWED

    if owed and external:
        raise UsageError("--owed and --external are two lists.", "Ask for one at a time.")
    if external and not run.rules.external:
        raise UsageError("Mail from outside is not tracked.", "Write external = true under [figures].")
    return OWED if owed else EXTERNAL if external else ""


def _known(name: str, names: list[str], what: str) -> str:
    """Return the name as the configuration writes it. Raises UsageError for one that it does not have."""
    found = next((each for each in names if each.casefold() == name.casefold()), "")
    if name and not found:
        raise UsageError(f"No {what} is called '{name}'.", f"There are: {', '.join(names) or 'none'}.")
    return found


def since_when(run: Run, text: str | None) -> dt.datetime | None:
    """Read --since; a bare date begins at its midnight."""
    from inboxwatch.cli.when import when

    if text is None:
        return None
    try:
        return run.calendar.instant(dt.date.fromisoformat(text), dt.time(0))
    except ValueError:
        return when(text, run.now, run.calendar, past=True)
