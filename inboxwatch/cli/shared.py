"""`take`, `distribution`: a mailbox that several people answer, so that no two answer the same request unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError
from inboxwatch.model import Decision, DecisionKind, MailboxKind, State

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Mailbox, Request


@click.command(
    "take",
    epilog="""\b
Examples:
  inboxwatch take k3v7
  inboxwatch take k3v7 --over     # Bo has it, and agreed
""",
)
@click.argument("identity", metavar="ID")
@click.option("--over", is_flag=True, help="Take it over from the member who is on it.")
@click.option("--json", "as_json", is_flag=True, help="Print the request as JSON.")
@click.pass_obj
def take_command(run: Run, identity: str, *, over: bool, as_json: bool) -> None:
    """You are on it: other members see that, and are not reminded of it. The clock goes on until you write.

    In a shared mailbox. Whoever asks second is told who was first; 'undo ID' lets go of it.
    """
    from inboxwatch.cli.present import derive, one
    from inboxwatch.views import data
    from inboxwatch.views.words import exact

    request = one(run, identity)
    me = _member(run, request.mailbox)
    _refuse(request)
    with run.open_store() as store:
        holder = store.take(Decision(DecisionKind.TAKE, request.mailbox, request.key, run.now, by=me), over=over)
    if holder is not None:
        since = exact(holder.at, run.calendar.zone)
        raise UsageError(f"{holder.by} has been on {request.id} since {since}.", "Ask them, or say --over.")
    derive(run)
    if as_json:
        run.json(data.request(one(run, request.id)))
    else:
        named = f"{request.subject or '(no subject)'} from {request.sender}"
        run.say(f"You are on it: {named}. 'inboxwatch undo {request.id}' lets go of it.")


@click.command(
    "distribution",
    epilog="""\b
Examples:
  inboxwatch distribution
  inboxwatch distribution support --since 90d --json
""",
)
@click.argument("mailbox", default="")
@click.option("--since", default="30d", metavar="WHEN", help="Requests received since then: a date, or 30d.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def distribution_command(run: Run, mailbox: str, since: str, *, as_json: bool) -> None:
    """Show how a shared mailbox's requests are spread over its members; only members are shown it."""
    from inboxwatch.cli.present import listed
    from inboxwatch.cli.requests import since_when
    from inboxwatch.distribution import distribution
    from inboxwatch.store import Filter
    from inboxwatch.views import shared

    box = _shared(run, mailbox)
    _member(run, box.name)
    start = since_when(run, since)
    found = distribution(listed(run, Filter(mailbox=box.name, since=start)), box.members, run.settings.people.person)
    if as_json:
        run.json(shared.as_json(found, box.name, generated_at=run.now, since=start))
    else:
        run.show(*shared.spread(found, box.name, run.frame()))


def _refuse(request: Request) -> None:
    if request.state is State.OPEN or (request.state is State.ACKNOWLEDGED and request.answered_at is None):
        return
    raise UsageError(f"{request.id} is {request.state.value}: nothing is left to be done.", "")


def _shared(run: Run, name: str) -> Mailbox:
    """Return the shared mailbox of that name; without a name the only one."""
    boxes = [box for box in run.settings.mailboxes if box.kind is MailboxKind.SHARED]
    named = [box for box in boxes if name.casefold() in {"", box.name.casefold()}]
    if len(named) == 1:
        return named[0]
    known = ", ".join(box.name for box in boxes)
    if not boxes:
        raise UsageError("No mailbox is shared.", 'Say kind = "shared" and members = [...] under its [[mailbox]].')
    raise UsageError(f"No shared mailbox is called '{name}'." if name else "Say which mailbox.", f"There are: {known}.")


def deciding(run: Run, mailbox: str) -> str:
    """Return as which member of a shared mailbox the owner decides; "" where nobody else could have."""
    box = next((box for box in run.settings.mailboxes if box.name == mailbox), None)
    if box is None or box.kind is not MailboxKind.SHARED:
        return ""
    person = run.settings.people.person
    mine = {person(address) for address in run.settings.me.addresses}
    return next((member for member in sorted(box.members) if person(member) in mine), "")


def _member(run: Run, mailbox: str) -> str:
    """Return under which address the owner is a member of a mailbox. Raises UsageError for whoever is none."""
    found = deciding(run, mailbox)
    if found:
        return found
    if any(box.name == mailbox and box.kind is MailboxKind.SHARED for box in run.settings.mailboxes):
        remedy = "Put your address into its members = [...] and under [me] addresses."
        raise UsageError(f"You are no member of '{mailbox}'.", remedy)
    raise UsageError(f"The mailbox '{mailbox}' is yours alone, so whatever comes there is yours.", "")
