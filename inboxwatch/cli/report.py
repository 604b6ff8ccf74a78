"""`report`: the weekly responsiveness summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.summary import Summary
    from inboxwatch.views.summary.page import Page
    from inboxwatch.views.summary.phrases import Phrases

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
@click.option("--team", is_flag=True, help="For a team: nobody named; of the whole team where you lead it.")
@click.option("--send", is_flag=True, help="Send it through the channels of [report], each week once.")
@click.option("--language", default="", help="en, de, fr or es; default: that of [report], else the system's.")
@click.pass_context
def report_command(
    ctx: click.Context, week: str, form: str, as_json: bool, team: bool, send: bool, language: str
) -> None:
    """Show a week: what came, how soon it was acknowledged, what is still open, what to do first."""
    from inboxwatch.cli.present import fresh_read
    from inboxwatch.store.files import is_shared
    from inboxwatch.views.summary import data
    from inboxwatch.watch.report import last_week, summary
    from inboxwatch.watch.team_report import last_told
    from inboxwatch.weeks import monday, week_of

    run: Run = ctx.obj
    zone = run.calendar.zone
    of_team = team and is_shared(run.store_url)
    last = last_told(run.now) if of_team else last_week(run.now, zone)
    label = {"last": last, "now": week_of(run.now, zone)}.get(week, week)
    try:
        monday(label)
    except ValueError as error:
        raise UsageError(f"{error}.", "Write --week like that, or last, or now.") from None
    if send:
        _send(ctx, label.upper())
        return
    form = "json" if as_json else form
    if of_team:
        _team(run, label.upper(), form, language)
        return
    found, _ = fresh_read(run, lambda quick: summary(run.settings, quick, label.upper(), run.now))
    if form == "json":
        run.json(data.as_json(found, rules=run.rules.version, team=team))
    else:
        _show(run, _page(run, found, language, team=team), form)


def _team(run: Run, week: str, form: str, language: str) -> None:
    """What the lead may know of the team on the shared store."""
    from inboxwatch.watch.team_report import content

    found = content(run.store_url, week, run.now, _speaker(run, language))
    if form == "json":
        run.json(found.as_json())
    else:
        _show(run, found.page(), form)


def _show(run: Run, page: Page, form: str) -> None:
    from inboxwatch.views.summary import html, markdown, terminal

    if form == "terminal":
        run.show(*terminal.draw(page))
    else:
        click.echo(html.html(page) if form == "html" else markdown.markdown(page), nl=False)


def _page(run: Run, found: Summary, language: str, *, team: bool) -> Page:
    from inboxwatch.views.summary.content import Content

    return Content(found, _speaker(run, language), run.settings.people.name, team=team).page()


def _speaker(run: Run, language: str) -> Phrases:
    from inboxwatch.views.summary import phrases

    settings = run.settings_if_any  # who leads a team may have no configuration
    language = language or (settings.report.language if settings is not None else "")
    if language and phrases.language(language) != language.lower():
        raise UsageError(f"There is no summary in '{language}'.", f"There are: {', '.join(phrases.LANGUAGES)}.")
    return phrases.Phrases(phrases.language(language), run.calendar.zone)


def _send(ctx: click.Context, week: str) -> None:
    """Send it and say what came of it; exits with 1 where it was not sent."""
    from inboxwatch.store.hosts import refuse_sending
    from inboxwatch.views.words import exact
    from inboxwatch.watch import weekly

    run: Run = ctx.obj
    weekly.check(run.settings)
    with run.open_store() as store:
        refuse_sending(store)
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
