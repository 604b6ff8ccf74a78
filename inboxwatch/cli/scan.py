"""`scan`: no account, no store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.tracker import Rules
    from inboxwatch.watch import ScanResult


@click.command(
    "scan",
    epilog="""\b
Examples:
  inboxwatch scan old-mail.mbox --me ada@corp.example
  inboxwatch scan ~/Mail export/*.eml --me ada@corp.example --me a.lovelace@corp.example --json
""",
)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--me", metavar="ADDR", multiple=True, help="An address of yours; repeat it for each.")
@click.option("--member", metavar="ADDR", multiple=True, help="A member of this mailbox: makes it a shared one.")
@click.option("--authserv-id", metavar="ID", help="Whose Authentication-Results to believe.")
@click.option("--json", "as_json", is_flag=True, help="Print requests and figures as JSON.")
@click.pass_obj
def scan_command(
    run: Run,
    paths: tuple[Path, ...],
    me: tuple[str, ...],
    member: tuple[str, ...],
    authserv_id: str | None,
    as_json: bool,
) -> None:
    """Read mbox files, Maildirs, .eml files or folders of them, and print who waits for you.

    Needs no account and keeps nothing. Without a configuration the domains of the --me addresses are internal.
    """
    from inboxwatch.cli.adapted import personal_of
    from inboxwatch.cli.progress import reading
    from inboxwatch.config import Settings
    from inboxwatch.watch import scan

    settings = Settings.for_scan(me, member, authserv_id, run.settings_if_any)
    personal = None if member else personal_of(run, settings.me.addresses)
    with reading(run) as progress:
        found = scan(paths, settings, run.now, progress, personal=personal)
    rules = settings.rules()
    for notice in (*settings.notices, *found.notices):
        run.say(f"Note: {notice}")
    if as_json:
        run.json(_json(run, found, rules.version))
    else:
        _draw(run, found, rules)


def _json(run: Run, found: ScanResult, version: str) -> dict[str, object]:
    from inboxwatch.views import apart, data

    more: dict[str, object] = {
        "messages": found.messages,
        "figures": {"departments": {}, **found.figures.as_json()},
        "owed": apart.scanned(found.owed),
        "external": None if found.external is None else apart.scanned(found.external),
        "between": apart.matrix(found.requests, found.owed),
    }
    return data.listing(found.requests, now=run.now, rules=version, quotes=found.quotes, **more)


def _draw(run: Run, found: ScanResult, rules: Rules) -> None:
    """Show the requests that are open or were missed, then the figures."""
    from rich.text import Text

    from inboxwatch.views import figures, requests, words
    from inboxwatch.views.table import Frame, heading, note

    frame = Frame(run.now, rules.calendar.zone, run.out.width, name=rules.directory.name)
    run.show(note(f"{words.plural(found.messages, 'message')} read.", ""))
    ordered = sorted(found.requests, key=requests.urgency)
    run.show(
        heading(figures.sentence(found.figures)), Text(), requests.listing(ordered, frame=frame, quotes=found.quotes)
    )
    if found.requests:
        run.show(Text(), figures.departments(found.figures, width=frame.width))
