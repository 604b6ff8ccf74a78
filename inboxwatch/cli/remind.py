"""`remind`, `pause`, `resume`: what the owner is told, and when not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError, Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.watch.remind import RemindReport

FOR_EVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Until 'resume'."""


@click.command(
    "remind",
    epilog="""\b
Examples:
  inboxwatch remind --dry-run
  inboxwatch sync && inboxwatch remind
  inboxwatch remind --channel desktop
""",
)
@click.option("--dry-run", is_flag=True, help="Send nothing; say what would be sent, and why the rest would not.")
@click.option("--channel", default="", metavar="NAME", help="Only through this channel.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def remind_command(ctx: click.Context, dry_run: bool, channel: str, as_json: bool) -> None:
    """Tell what is due now, through the channels of [reminders]: nothing twice, nothing that is answered.

    Exits with 1 if a notice could not be sent; it is tried again by the next 'remind' or by 'run'.
    """
    from inboxwatch.store.hosts import refuse_sending
    from inboxwatch.watch.remind import remind

    run: Run = ctx.obj
    _check(run, channel)
    with run.open_store() as store:
        if not dry_run:
            refuse_sending(store)
        report = remind(run.settings, store, run.now, only=channel, dry_run=dry_run)
    if as_json:
        _print_json(run, report)
    elif dry_run:
        _show(run, report)
    else:
        _tell(run, report)
    if report.failed:
        ctx.exit(Exit.FAILED)


def _check(run: Run, channel: str) -> None:
    names = run.settings.reminders.channels
    if channel and channel not in names:
        raise UsageError(f"[reminders] names no channel '{channel}'.", f"There are: {', '.join(names) or 'none'}.")
    if not names:
        raise ConfigurationError(
            "Reminders are off: no channel is named.",
            'Add channels = ["…"] under [reminders], see config.example.toml.',
        )


def _show(run: Run, report: RemindReport) -> None:
    from inboxwatch.views import reminders

    run.show(*reminders.screen(report.plan, report.again, report.requests, report.write, frame=run.frame()))


def _print_json(run: Run, report: RemindReport) -> None:
    from inboxwatch.views import reminders

    run.json(
        reminders.as_json(report.plan, report.again, report.done, report.write, now=run.now, next_at=report.next_at)
    )


def _tell(run: Run, report: RemindReport) -> None:
    from inboxwatch.views import reminders
    from inboxwatch.views.words import exact

    for record in report.done:
        run.say(reminders.outcome(record, run.calendar.zone).capitalize() + ".")
    if not report.done:
        run.say("Nothing is to be told now. 'inboxwatch remind --dry-run' says why.")
    if report.next_at is not None:
        run.say(f"Next: {exact(report.next_at, run.calendar.zone)}.")


@click.command(
    "pause",
    epilog="""\b
Examples:
  inboxwatch pause            # until 'resume'
  inboxwatch pause 'Mon 9:00'
""",
)
@click.argument("until", metavar="[WHEN]", required=False)
@click.pass_obj
def pause_command(run: Run, until: str | None) -> None:
    """No reminders and no alarms, until WHEN or until 'resume'. Clocks go on."""
    from inboxwatch.cli.when import when
    from inboxwatch.views.words import exact

    at = when(until, run.now, run.calendar) if until else FOR_EVER
    with run.open_store() as store:
        store.notices.pause(at)
    run.say(f"No reminders until {exact(at, run.calendar.zone) if until else 'you say resume'}. Clocks go on.")


@click.command("resume", epilog="\b\nExample:\n  inboxwatch resume\n")
@click.pass_obj
def resume_command(run: Run) -> None:
    """Reminders again, also through channels that were given up because they refused."""
    with run.open_store() as store:
        store.notices.pause(None)
        store.notices.forgive()
    run.say("Reminders are on again.")
