"""`init`: from an address to a mailbox that is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run

EPILOG = """\b
Examples:
  inboxwatch init
  inboxwatch init --address ada@corp.example --host mail.corp.example --password-env PASSWORD --yes
"""


@click.command("init", epilog=EPILOG)
@click.option("--address", default="", help="Your mail address; asked for if it is left out.")
@click.option("--name", default="", help="Your name, as people greet you.")
@click.option("--mailbox", default="work", show_default=True, help="What to call the mailbox.")
@click.option(
    "--connector", type=click.Choice(["imap", "exchange", "graph"]), help="How to read it; default: as the domain says."
)
@click.option("--endpoint", default="", help="Exchange Server: its address; found by autodiscover if it is left out.")
@click.option("--host", default="", help="IMAP server; found from the address if it is left out.")
@click.option("--port", type=click.IntRange(1, 65535), help="Its port.  [default: 993, with starttls 143]")
@click.option("--security", type=click.Choice(["tls", "starttls", "insecure"]), default="tls", show_default=True)
@click.option("--username", default="", help="Whom to sign in as; default: the address.")
@click.option("--ca-file", default="", help="Certificate of an authority of your own (PEM).")
@click.option("--oauth2", "oauth_provider", type=click.Choice(["microsoft", "google"]), help="Sign in by OAuth 2.")
@click.option("--client-id", default="", help="The program that you registered at Microsoft or Google (docs/oauth.md).")
@click.option("--client-file", default="", help="Google: the JSON file of that program.")
@click.option("--tenant", default="", help="Microsoft: your organisation's domain.")
@click.option("--base-url", default="", help="Microsoft Graph of a national cloud.")
@click.option("--authority", default="", help="Where one signs in to that cloud.")
@click.option("--password-command", default="", help="A command that prints the password; nothing is stored.")
@click.option("--password-file", default="", help="A file with the password; nothing is stored.")
@click.option("--password-env", default="", help="An environment variable with the password; nothing is stored.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, into the keyring.")
@click.option("--timezone", default="", help="Time zone of your work; default: the system's.")
@click.option("--holidays", default=None, help="Country or country-region; default: that of the time zone.")
@click.option("--departments", default="", help="CSV file: address or pattern, department, name, main address.")
@click.option("--since", default="90d", show_default=True, help="How far back the first sync goes.")
@click.option("--add", is_flag=True, help="Add a mailbox to the configuration that is there.")
@click.option("--offline", is_flag=True, help="Look nothing up; needs --host.")
@click.option("--no-sync", is_flag=True, help="Do not read mail now.")
@click.option("--yes", is_flag=True, help="Ask nothing; fail if something is missing.")
@click.pass_context
def init_command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - one type an option
    """Set inboxwatch up: find the mail server, sign in, write the configuration, read mail for the first time.

    Nothing is written before the sign-in has worked. The password goes into the system's keyring.
    """
    from inboxwatch.cli.setup import Setup
    from inboxwatch.places import choose

    run: Run = ctx.obj
    path = choose(Path(run.config_path) if run.config_path else None)
    Setup(run, path, options).go()
    if not options["no_sync"]:
        from inboxwatch.cli.doctor import doctor_command
        from inboxwatch.cli.sync import sync_command

        run.reload()
        codes = [_code(ctx, sync_command), _code(ctx, doctor_command)]
        if any(codes):
            ctx.exit(next(code for code in codes if code))
    run.say("Next: inboxwatch status, or inboxwatch run to keep watching.")


def _code(ctx: click.Context, command: click.Command) -> int:
    """Run another command as if it had been typed, and give its exit code."""
    try:
        ctx.invoke(command, as_json=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return 0
