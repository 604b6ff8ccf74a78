"""`status`: one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

ROWS = 8
"""Lines of the terminal that are not requests."""
FEWEST = 10
PIPED = 200
"""Requests shown where no terminal has a height."""


@click.command(
    "status",
    epilog="""\b
Examples:
  inboxwatch status
  inboxwatch status --check || notify-send "Somebody waits for you"
  inboxwatch status --format '{open} open, {overdue} overdue'
""",
)
@click.option("--check", is_flag=True, help="Exit with 5 if something is overdue.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--format",
    "template",
    help="One line for prompts and status bars: {open} {overdue} {next_due} {promises} {broken} {updated}.",
)
@click.pass_context
def status_command(ctx: click.Context, check: bool, as_json: bool, template: str | None) -> None:
    """Show who waits for you, most urgent first, what is due next, and whether the mailboxes could be read."""
    if template is not None:
        from inboxwatch.cli.prompt import line

        said, overdue = line(ctx.obj, template)
        click.echo(said)
        ctx.exit(Exit.OVERDUE if check and overdue else Exit.DONE)
    from inboxwatch.cli.present import waiting
    from inboxwatch.cli.watching import daemon_of, laid_over, of_another_host
    from inboxwatch.store.files import path_of
    from inboxwatch.views import apart, status
    from inboxwatch.views.watching import polls_json

    run: Run = ctx.obj
    found = waiting(run)
    notices = tuple(dict.fromkeys((*run.settings.notices, *found.notices)))
    path = path_of(run.store_url)
    daemon = daemon_of(path) or of_another_host(found.hold, path)
    boxes = laid_over(found.mailboxes, daemon)
    if as_json:
        rules = run.rules.version
        late = status.broken(found.promised)
        promises = {"open": len(found.promised) - late, "broken": late}
        beside = {**apart.counts(found.owed, found.external), "workers": polls_json(found.polls), "promises": promises}
        values = status.as_json(
            found.waiting, boxes, notices, now=run.now, rules=rules, daemon=daemon, plan=found.plan, beside=beside
        )
        run.json(values)
    else:
        frame = run.frame(max(FEWEST, _room(run)))
        expected = found.watched and not run.frozen
        lines = apart.lines(found.owed, found.external, frame=frame)
        shown = status.screen(
            found.waiting, boxes, notices, frame=frame, daemon=daemon, expected=expected, polls=found.polls,
            beside=lines, promised=found.promised,
        )  # fmt: skip
        run.show(*shown, *status.reminders(found.plan, frame=frame))
    if check and found.waiting.overdue:
        ctx.exit(Exit.OVERDUE)


def _room(run: Run) -> int:
    return run.out.height - ROWS if run.out.is_terminal else PIPED
