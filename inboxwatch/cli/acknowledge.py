"""`ack`: a holding reply in the thread, shown before it is sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.cli.run import Run
    from inboxwatch.ports import Mailer
    from inboxwatch.store import Store
    from inboxwatch.watch.acknowledge import Prepared


@click.command(
    "ack",
    epilog="""\b
Examples:
  inboxwatch ack k3v7 --by Friday
  inboxwatch ack k3v7 --by 'tomorrow 16:00' --dry-run
  inboxwatch ack k3v7 --text 'Hi {name}, got it. You hear from me by {by}.' --by Mon
""",
)
@click.argument("identity", metavar="ID")
@click.option("--by", metavar="WHEN", help="By when the requester hears from you: a promise, tracked from then on.")
@click.option("--text", default="", metavar="TEXT", help="Your own words; {name} and {by} are filled in.")
@click.option("--draft", is_flag=True, help="Put it into Drafts instead of sending it.")
@click.option("--dry-run", is_flag=True, help="Show it, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--again", is_flag=True, help="Send once more what may have left already, as the same mail.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def ack_command(  # noqa: PLR0913 - one for each option
    run: Run,
    identity: str,
    by: str | None,
    text: str,
    *,
    draft: bool,
    dry_run: bool,
    yes: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Send a holding reply: got it, you hear from me. In the thread, in the requester's language, with a copy in Sent.

    It is shown before it is sent. The clock stops at once, and 'status' shows what you promised.
    """
    from inboxwatch.cli.present import one
    from inboxwatch.cli.when import day_or_time
    from inboxwatch.holding import By
    from inboxwatch.watch.acknowledge import Wanted, prepare

    request = one(run, identity)
    promised = By(*day_or_time(by, run.now, run.calendar)) if by else None
    with run.open_store() as store:
        reply = prepare(run.settings, store, request, run.now, Wanted(promised, text))
        if not as_json:
            _show(run, reply)
        if not dry_run and not (yes or _agreed(draft=draft, as_json=as_json)):
            raise UsageError("Nothing was sent.", "")
        notices = () if dry_run else _carry_out(run, store, reply, draft=draft, again=again)
    if as_json:
        run.json(_json(run, reply, notices, sent=not (dry_run or draft), draft=draft and not dry_run))


def _carry_out(run: Run, store: Store, reply: Prepared, *, draft: bool, again: bool) -> tuple[str, ...]:
    from inboxwatch import plugins
    from inboxwatch.watch import acknowledge

    def mailer(name: str) -> Mailer:
        return plugins.mailer(run.settings, name)

    if draft:
        acknowledge.draft(reply, mailer)
        run.say("It lies in Drafts. Nothing was sent.")
        return ()
    notices = acknowledge.send(run.settings, store, reply, run.now, mailer, again=again)
    for notice in notices:
        run.say(f"Note: {notice}")
    run.say(f"Sent to {', '.join(person.address for person in reply.mail.to)}. {_promised(run, reply)}".strip())
    return notices


def _agreed(*, draft: bool, as_json: bool) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Nobody is there to be asked.", "Say --yes to send it, or --dry-run to see it.")
    if as_json:
        raise UsageError("With --json nothing is shown before it is sent.", "Say --yes or --dry-run.")
    return click.confirm("Put this into Drafts?" if draft else "Send this?", err=True)


def _show(run: Run, reply: Prepared) -> None:
    from inboxwatch.mail.write import one_line
    from inboxwatch.views.text import safe

    mail = reply.mail
    lines = [("From", (mail.sender,)), ("To", mail.to), ("Cc", mail.cc)]
    for name, people in lines:
        if people:
            shown = ", ".join(f"{one_line(each.name)} <{each.address}>".strip() for each in people)
            click.echo(safe(f"{name}: {shown}"))
    click.echo(safe(f"Subject: {mail.subject}"))
    click.echo(f"\n{safe(mail.text, lines=True)}")
    for notice in _notices(reply):
        run.say(f"Note: {notice}")


def _notices(reply: Prepared) -> tuple[str, ...]:
    from inboxwatch.store.outgoing import Stage

    if reply.before is None:
        return reply.notices
    left = "has left and is only filed now" if reply.before.stage is Stage.SENT else "may have left"
    return (f"An earlier reply {left} ({reply.before.at:%Y-%m-%d %H:%M} UTC); this one takes no place beside it.",)


def _due(run: Run, reply: Prepared) -> dt.datetime | None:
    """The instant of the promise as the clock reads it in the text; of a day its closing."""
    found = reply.verdict.promise
    if found is None:
        return None
    return run.calendar.closing(found.date) if found.time is None else run.calendar.instant(found.date, found.time)


def _promised(run: Run, reply: Prepared) -> str:
    from inboxwatch.views.words import exact

    due = _due(run, reply)
    return "" if due is None else f"Promised by {exact(due, run.calendar.zone)}."


def _json(run: Run, reply: Prepared, notices: tuple[str, ...], *, sent: bool, draft: bool) -> dict[str, object]:
    mail = reply.mail
    return {
        "request": reply.request.id,
        "message_id": reply.before.message_id if reply.before and sent else mail.message_id,
        "from": mail.sender.address,
        "to": [each.address for each in mail.to],
        "cc": [each.address for each in mail.cc],
        "subject": mail.subject,
        "text": mail.text,
        "language": reply.language or None,
        "holding": reply.verdict.holding,
        "promise_due_at": _due(run, reply),
        "sent": sent,
        "draft": draft,
        "notices": [*_notices(reply), *notices],
    }
