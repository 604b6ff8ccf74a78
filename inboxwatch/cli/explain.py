"""`explain`: the whole story of one clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


@click.command(
    "explain",
    epilog="""\b
Examples:
  inboxwatch explain k3v7
  inboxwatch explain '<20261120.1@corp.example>'    # why a mail is no request
  inboxwatch explain k3v7 --read                    # with the text, read again from the mailbox
""",
)
@click.argument("identity", metavar="ID")
@click.option("--read", is_flag=True, help="Read the text again from the mailbox; it is not stored.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def explain_command(run: Run, identity: str, read: bool, as_json: bool) -> None:
    """Tell why a mail is a request or not, what started and stopped its clock, and every interval that was counted.

    ID is the beginning of a request's id, or a Message-ID.
    """
    from inboxwatch.cli.account import account_of
    from inboxwatch.views import story

    account = account_of(run, identity, read=read)
    if as_json:
        run.json(story.as_json(account, now=run.now, rules=run.rules.version))
    else:
        run.show(*story.lines(account, now=run.now, zone=run.calendar.zone))
