"""`login` and `logout`: put a mailbox's password or sign-in into the system's keyring, or take it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.config import MailboxSettings

ELSEWHERE = ("password_command", "password_file", "password_env")


@click.command("login", epilog="\b\nExample:\n  inboxwatch login work\n")
@click.argument("mailbox", required=False, default="")
@click.pass_context
def login_command(ctx: click.Context, mailbox: str) -> None:
    """Sign in to a mailbox and keep what is needed in the system's keyring.

    With auth = "oauth2" the provider's own page asks who you are; with a password you type it here, unseen. MAILBOX is
    its name in the configuration and may be left out if there is one only.
    """
    from inboxwatch import credentials
    from inboxwatch.oauth.graph import oauth_table

    run: Run = ctx.obj
    chosen = _chosen(run, mailbox)
    if oauth_table(chosen.table) is not None:
        from inboxwatch.oauth.wire import sign_in

        sign_in(chosen.name, chosen.username, chosen.table, run.settings.base, run.say)
    else:
        _in_keyring(chosen)
        password = click.prompt(f"Password of {chosen.username}", hide_input=True, err=True)
        credentials.store_secret(chosen, password)
    run.say(f"✓ The sign-in of {chosen.name} is in the keyring. Try it: inboxwatch doctor")


@click.command("logout", epilog="\b\nExample:\n  inboxwatch logout work\n")
@click.argument("mailbox", required=False, default="")
@click.pass_context
def logout_command(ctx: click.Context, mailbox: str) -> None:
    """Remove a mailbox's password or sign-in from the system's keyring."""
    from inboxwatch import credentials
    from inboxwatch.oauth.grant import Vault
    from inboxwatch.oauth.graph import oauth_table

    run: Run = ctx.obj
    chosen = _chosen(run, mailbox)
    if oauth_table(chosen.table) is not None:
        gone = Vault(chosen.name, chosen.username).forget()
    else:
        _in_keyring(chosen)
        gone = credentials.delete_secret(chosen)
    run.say(
        f"✓ Removed what the keyring had for {chosen.name}." if gone else f"The keyring had none for {chosen.name}."
    )


def _in_keyring(chosen: MailboxSettings) -> None:
    """Raise UsageError where the configuration has the password come from elsewhere."""
    source = next((key for key in ELSEWHERE if getattr(chosen, key) is not None), None)
    if source is not None:
        message = f"The password of mailbox '{chosen.name}' comes from {source}, not from the keyring."
        raise UsageError(message, "Change it there, or remove that key.")


def _chosen(run: Run, name: str) -> MailboxSettings:
    """The mailbox of that name, or the only one that has an account."""
    having = [mailbox for mailbox in run.settings.mailbox if mailbox.username]
    found = [mailbox for mailbox in having if mailbox.name == name] if name else having
    if len(found) == 1:
        return found[0]
    names = ", ".join(mailbox.name for mailbox in having) or "none"
    message = f"There is no mailbox '{name}' with an account." if name else "Which mailbox?"
    raise UsageError(message, f"Mailboxes with an account: {names}.")
