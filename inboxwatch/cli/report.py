"""`report`: the weekly responsiveness summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.summary import Summary
    from inboxwatch.views.summary.page import Page

FORMATS = ("terminal", "html", "markdown", "json")


@click.command(
    "report",
    epilog="""\b
Examples:
  inboxwatch report
  inboxwatch report --week 2026-W47 --format html > week.html
  inboxwatch report --week now --format json
  inboxwatch report --send
""",
)
@click.option("--week", default="last", show_default=True, help="2026-W47, last (the last that is over) or now.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--team", is_flag=True, help="For a team: departments and trends only, nobody named.")
@click.option("--send", is_flag=True, help="Send it through the channels of [report], each week once.")
@click.option("--language", default="", help="en, de, fr or es; default: that of the system.")
@click.pass_context
def report_command(
    ctx: click.Context, week: str, form: str, as_json: bool, team: bool, send: bool, language: str
) -> None:
    """Show a week: what came, how soon it was acknowledged, what is still open, what to do first."""
    from inboxwatch.cli.present import fresh_read
    from inboxwatch.views.summary import data, html, markdown, terminal
    from inboxwatch.watch.report import last_week, summary
    from inboxwatch.weeks import monday, week_of

    run: Run = ctx.obj
    zone = run.calendar.zone
    label = {"last": last_week(run.now, zone), "now": week_of(run.now, zone)}.get(week, week)
    try:
        monday(label)
    except ValueError as error:
        raise UsageError(f"{error}.", "Write --week like that, or last, or now.") from None
    if send:
        _send(ctx, label.upper())
        return
    found, _ = fresh_read(run, lambda quick: summary(run.settings, quick, label.upper(), run.now))
    if as_json or form == "json":
        run.json(data.as_json(found, rules=run.rules.version, team=team))
        return
    page = _page(run, found, language, team=team)
    if form == "terminal":
        run.show(*terminal.draw(page))
    else:
        click.echo(html.html(page) if form == "html" else markdown.markdown(page), nl=False)


def _page(run: Run, found: Summary, language: str, *, team: bool) -> Page:
    from inboxwatch.views.summary import phrases
    from inboxwatch.views.summary.content import Content

    if language and phrases.language(language) != language.lower():
        raise UsageError(f"There is no summary in '{language}'.", f"There are: {', '.join(phrases.LANGUAGES)}.")
    say = phrases.Phrases(phrases.language(language), run.calendar.zone)
    return Content(found, say, run.settings.people.name, team=team).page()


def _send(ctx: click.Context, week: str) -> None:
    """Send it and say what came of it; exits with 1 where it was not sent."""
    from inboxwatch.views.words import exact
    from inboxwatch.watch import weekly

    run: Run = ctx.obj
    weekly.check(run.settings)
    with run.open_store() as store:
        wanted = weekly.notices(run.settings, week, run.now)
        before = {record.notice.key for record in store.notices.summaries() if not record.unfinished}
        done = weekly.send(run.settings, store, run.now, wanted)
    for record in done:
        words = "was sent before" if record.notice.key in before else "sent"
        if weekly.unsent(record):
            words = f"was not sent: {record.error}" if record.error else "was not sent"
        else:
            words += f", {exact(record.at, run.calendar.zone)}"
        run.say(f"{record.notice.topic} through {record.notice.channel}: {words}")
    if not done:
        run.say("Nothing is sent while reminders are paused: 'inboxwatch resume'.")
    if not done or any(map(weekly.unsent, done)):
        ctx.exit(Exit.FAILED)
