"""The command `inboxwatch`: options of the group and the table of its commands. Nothing but click is imported."""

from __future__ import annotations

import gc

import click

from inboxwatch import __version__
from inboxwatch.cli.failure import Program

COMMANDS = {
    "init": ("init", "Set up: find the server, sign in, write the configuration."),
    "demo": ("demo", "Try it all on an invented company; no account needed."),
    "scan": ("scan", "Read mail files and show who waits; no account, no store."),
    "login": ("login", "Sign in to a mailbox; the keyring keeps the sign-in."),
    "logout": ("login", "Take a mailbox's sign-in out of the keyring."),
    "sync": ("sync", "Read what is new in all mailboxes, once."),
    "run": ("daemon", "The daemon: watch all mailboxes, track, remind."),
    "service": ("service", "Have the system start the daemon."),
    "worker": ("worker", "Poll the mailboxes of a team's database."),
    "status": ("status", "One screen: who waits for you, what is due next, mailbox health."),
    "requests": ("requests", "List requests; filter them, print JSON or CSV."),
    "explain": ("explain", "The whole story of one clock, or why a mail has none."),
    "promises": ("promises", "What you promised, to whom, by when."),
    "remind": ("remind", "Tell what is due now, or say what would be told and why."),
    "pause": ("remind", "No reminders at all, until then or until 'resume'."),
    "resume": ("remind", "Reminders again."),
    "dashboard": ("dashboard", "The interactive terminal dashboard."),
    "report": ("report", "The weekly responsiveness summary."),
    "ack": ("acknowledge", "Send a holding reply: got it, you hear from me by then."),
    "dismiss": ("decisions", "No reply is needed to this request."),
    "mark": ("decisions", "This mail is a request."),
    "done": ("decisions", "Answered elsewhere: by phone, chat, in person."),
    "snooze": ("decisions", "No reminders about this request until then."),
    "undo": ("decisions", "Take back the latest decision about a request."),
    "take": ("shared", "You are on it: a request in a shared mailbox."),
    "distribution": ("shared", "How a shared mailbox's requests are spread over its members."),
    "classify": ("classify", "One verdict for each mail file, with its reasons."),
    "evaluate": ("evaluate", "Measure the classifier on labelled messages."),
    "train": ("train", "Adapt the classifier to what you answered; can be undone."),
    "doctor": ("doctor", "Check mailboxes, store and clock; say what to do."),
    "departments": ("departments", "Departments of those who wrote to you, from the server's directory."),
    "rebuild": ("sync", "Derive everything again from the stored facts."),
    "team": ("team", "One shared PostgreSQL for a team: members, figures."),
    "export": ("housekeeping", "Take your data out, as JSON lines or CSV."),
    "forget": ("housekeeping", "Erase a person from the store."),
    "purge": ("housekeeping", "Delete what is older than the retention period."),
}
"""Name -> module below `inboxwatch.cli` and its line in `--help`; the order is the order shown."""

GARBAGE = (5_000, 5, 5)
"""Thresholds of the garbage collector: mails leave few cycles behind, and looking for them took a tenth of a sync."""

EPILOG = """\b
Start here:
  inboxwatch demo
  inboxwatch scan old-mail.mbox --me ada@corp.example
\b
Exit codes: 0 done, 1 failed, 2 usage, 3 configuration, 4 a mailbox could not be read,
5 something is overdue (only with status --check).
"""


@click.group(
    cls=Program,
    help_lines=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--config", metavar="FILE", envvar="INBOXWATCH_CONFIG", help="Configuration file (TOML).")
@click.option("--store", metavar="URL", help="Store to use instead of the configured one, e.g. sqlite:///mail.db.")
@click.option("--now", metavar="ISO8601", envvar="INBOXWATCH_NOW", help="Freeze the clock, e.g. 2026-11-20T09:00:00Z.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv also shows tracebacks.")
@click.option("--debug", is_flag=True, help="The same as -vv.")
@click.version_option(__version__, prog_name="inboxwatch", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, config: str | None, store: str | None, now: str | None, verbose: int, debug: bool) -> None:
    """See which colleagues wait for your reply, since when, until when, and why."""
    from inboxwatch.cli.run import Run

    gc.set_threshold(*GARBAGE)
    ctx.obj = Run.start(config=config, store=store, now=now, verbose=2 if debug else verbose)
