"""`team figures`, `team share`, `team who-looked`: what a lead may see, and what members see of that."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.store.team.reading import Moment


@click.command(
    "figures",
    epilog="""\b
Examples:
  inboxwatch team figures
  inboxwatch team figures --team support --json
  inboxwatch team figures --of alice
""",
)
@click.option("--team", metavar="TEAM", default="", help="The team that you lead.")
@click.option("--of", "login", metavar="NAME", default="", help="One member who lets you; it is logged for them.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def figures_command(run: Run, *, team: str, login: str, as_json: bool) -> None:
    """Show the weeks of the team that you lead, for at least five people and five requests together.

    A week is told once, a day after it has ended everywhere, and never changes after that.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team import reading
    from inboxwatch.views import team as views

    url = url_of(run)
    if login:
        weeks, moment, named = reading.figures_of(url, login), None, {"login": login}
    else:
        found = reading.team_figures(url, team)
        weeks, moment, named = list(found.weeks), found.moment, {"team": found.team}
    if as_json:
        now = _now(moment)
        run.json({**named, "generated_at": run.now, "weeks": [views.as_json(week) for week in weeks], "now": now})
        return
    if weeks:
        run.show(views.table(weeks))
    else:
        run.say("No week has been told yet: the first one a day after it has ended.")
    if moment is not None and moment.open is not None:
        click.echo(f"Open on {moment.day}: {moment.open}, overdue: {moment.overdue}.")


@click.command("share", epilog="\b\nExamples:\n  inboxwatch team share on\n  inboxwatch team share off\n")
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.pass_obj
def share_command(run: Run, switch: str) -> None:
    """Let the leads of your team see your own figures of weeks that begin from now on, or no longer.

    Nobody else can switch it, and moving to another team switches it off. 'team who-looked' names each look.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.reading import share

    share(url_of(run), wanted=switch == "on")
    if switch == "on":
        run.say("✓ Your leads may see your figures of the weeks that begin from now on.")
    else:
        run.say("✓ Nobody sees your figures but you.")


@click.command("who-looked", epilog="\b\nExample:\n  inboxwatch team who-looked\n")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def who_looked_command(run: Run, *, as_json: bool) -> None:
    """List every look at your own figures: when, and by whom."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.reading import looks
    from inboxwatch.views.words import exact

    found = looks(url_of(run))
    if as_json:
        run.json({"looks": [asdict(look) for look in found]})
        return
    for look in found:
        click.echo(f"{exact(look.at, run.calendar.zone)}  {look.by}  {look.what}")
    if not found:
        run.say("Nobody looked.")


def _now(moment: Moment | None) -> dict[str, object] | None:
    if moment is None:
        return None
    return {"day": moment.day.isoformat(), "open": moment.open, "overdue": moment.overdue}
