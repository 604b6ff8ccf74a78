"""`scan`: no account, no store."""

from __future__ import annotations

from pathlib import Path

import click

from inboxwatch.cli.run import Run


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
    as_json: bool,  # noqa: FBT001
) -> None:
    """Read mbox files, Maildirs, .eml files or folders of them, and print who waits for you.

    Needs no account and keeps nothing. Without a configuration the domains of the --me addresses are internal.
    """
    from inboxwatch.cli.draw import scanned
    from inboxwatch.cli.progress import reading
    from inboxwatch.watch import scan

    settings = run.scan_settings(me=me, members=member, authserv_id=authserv_id)
    with reading(run) as progress:
        found = scan(paths, settings, run.now, progress)
    scanned(run, found, settings.rules(), as_json=as_json)
