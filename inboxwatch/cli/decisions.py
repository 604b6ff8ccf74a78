"""`dismiss`, `mark`, `done`, `snooze`, `undo`: what the owner decides; each is a fact that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError
from inboxwatch.model import Decision, DecisionKind, State

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Request
    from inboxwatch.store import Store

_ID = click.argument("ids", metavar="ID…", nargs=-1, required=True)


@click.command("dismiss", epilog="\b\nExample:\n  inboxwatch dismiss k3v7\n")
@_ID
@click.pass_obj
def dismiss_command(run: Run, ids: tuple[str, ...]) -> None:
    """No reply is needed. The request is excused: it counts neither as met nor as missed."""
    for request in _requests(run, ids, owed=True):
        carry_out(run, Decision(DecisionKind.DISMISS, request.mailbox, request.key, run.now))
        run.say(f"Dismissed: {_named(request)}. 'inboxwatch undo {request.id}' takes it back.")


@click.command(
    "done",
    epilog="""\b
Examples:
  inboxwatch done k3v7
  inboxwatch done k3v7 --at 'yesterday 16:30'
""",
)
@_ID
@click.option("--at", metavar="WHEN", default="now", help="When it was answered; else now.")
@click.pass_obj
def done_command(run: Run, ids: tuple[str, ...], at: str) -> None:
    """Answered elsewhere: by phone, in a chat, in person."""
    from inboxwatch.cli.when import when

    answered = when(at, run.now, run.calendar, past=True)
    for request in _requests(run, ids, owed=True):
        if answered < request.received_at:
            raise UsageError(f"'{at}' is before the request came.", "Give a later time with --at.")
        carry_out(run, Decision(DecisionKind.DONE, request.mailbox, request.key, run.now, answered_at=answered))
        run.say(f"Answered elsewhere: {_named(request)}. 'inboxwatch undo {request.id}' takes it back.")


@click.command(
    "snooze",
    epilog="""\b
Examples:
  inboxwatch snooze k3v7 'tomorrow 9:00'
  inboxwatch snooze k3v7 2h
  inboxwatch snooze k3v7 Mon
""",
)
@click.argument("identity", metavar="ID")
@click.argument("until", metavar="WHEN")
@click.pass_obj
def snooze_command(run: Run, identity: str, until: str) -> None:
    """No reminders until WHEN. The clock goes on: the colleague still waits."""
    from inboxwatch.cli.when import when
    from inboxwatch.views.words import exact

    at = when(until, run.now, run.calendar)
    for request in _requests(run, (identity,)):
        if request.state is not State.OPEN:
            raise UsageError(f"{request.id} is not open, so there is nothing to be reminded of.", "")
        carry_out(run, Decision(DecisionKind.SNOOZE, request.mailbox, request.key, run.now, until=at))
        run.say(f"Snoozed until {exact(at, run.calendar.zone)}: {_named(request)}. The clock goes on.")


@click.command(
    "mark",
    epilog="""\b
Example:
  inboxwatch mark '<20261120.1@corp.example>'
""",
)
@click.argument("ids", metavar="MESSAGE-ID…", nargs=-1, required=True)
@click.pass_obj
def mark_command(run: Run, ids: tuple[str, ...]) -> None:
    """This mail is a request, although it was not taken for one. Name it by its Message-ID."""
    from inboxwatch.cli.messages import by_message_id

    for identity in ids:
        for message in by_message_id(run, identity):
            carry_out(run, Decision(DecisionKind.MARK, message.mailbox, message.key, run.now))
            run.say(f"Marked as a request: {message.subject or message.message_id}.")


@click.command(
    "undo",
    epilog="""\b
Examples:
  inboxwatch undo k3v7
  inboxwatch undo          # the latest decision of all
""",
)
@click.argument("identity", metavar="[ID]", required=False)
@click.pass_obj
def undo_command(run: Run, identity: str | None) -> None:
    """Take back the latest decision, about one request or message if named; again for the one before."""
    from inboxwatch.cli.messages import place_of

    decision = take_back(run, *(place_of(run, identity) if identity else ()))
    run.say(f"Taken back: {decision.kind} of {decision.at.astimezone(run.calendar.zone):%d %b %Y %H:%M}.")


def _requests(run: Run, ids: tuple[str, ...], *, owed: bool = False) -> list[Request]:
    """Look up all before anything is decided, so that a mistyped one changes nothing."""
    from inboxwatch.cli.present import one

    return [one(run, identity, owed=owed) for identity in ids]


def carry_out(run: Run, decision: Decision) -> None:
    """Keep a decision as the owner's, and derive what follows from it."""
    from inboxwatch.cli.shared import deciding

    with run.open_store() as store:
        store.decide(replace(decision, by=deciding(run, decision.mailbox)))
        _follow(run, store)


def take_back(run: Run, mailbox: str = "", key: str = "") -> Decision:
    """Take the latest decision back, about one message if named; returns it. Raises UsageError if there is none."""
    with run.open_store() as store:
        decision = store.undo(mailbox, key)
        if decision is None:
            raise UsageError("There is no decision to take back.", "'inboxwatch requests' lists the requests.")
        _follow(run, store)
    return decision


def _follow(run: Run, store: Store) -> None:
    """Derive what follows, unless that is for workers to do, with their own rules and their next poll."""
    from inboxwatch.cli.present import workers_read
    from inboxwatch.watch import track

    if not workers_read(run):
        track(store, run.rules, run.now)


def _named(request: Request) -> str:
    return f"{request.subject or '(no subject)'} from {request.sender}"
