"""`team add`, `remove`, `list`, `shared`, `password`: who is who in a shared store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inboxwatch.cli.run import Run
    from inboxwatch.store.team.people import Person


@click.command(
    "add",
    epilog="""\b
Examples:
  inboxwatch team add alice --team support --address alice@corp.example
  inboxwatch team add bo --lead --team support
  inboxwatch team add ops --admin
  inboxwatch team add worker-1 --worker
""",
)
@click.argument("name")
@click.option("--team", metavar="TEAM", help="Their team, made if need be.")
@click.option("--lead/--no-lead", default=None, help="They see the figures of their team.")
@click.option("--admin/--no-admin", default=None, help="They manage members, and see neither mail nor figures.")
@click.option("--worker", is_flag=True, help="A program that polls mailboxes for others.")
@click.option("--address", "addresses", multiple=True, metavar="ADDRESS", help="A mail address of theirs; repeatable.")
@click.option("--no-password", is_flag=True, help="The server knows them otherwise: LDAP, Kerberos, a certificate.")
@click.pass_obj
def add_command(
    run: Run,
    *,
    name: str,
    team: str | None,
    lead: bool | None,
    admin: bool | None,
    worker: bool,
    addresses: tuple[str, ...],
    no_password: bool,
) -> None:
    """Make NAME a member of the shared store, or change what they are.

    NAME is their login in PostgreSQL; where there is none it is made, and its first password printed. That one opens
    nothing before they have changed it with 'inboxwatch team password'.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.people import Wanted, add

    member = True if lead or not (admin or worker) else None
    wanted = Wanted(team, member, lead, admin, True if worker else None, tuple(addresses) or None)
    done = add(url_of(run), name, wanted, password=not no_password)
    run.say(f"✓ {name} {'added' if done.new else 'changed'}.")
    if done.password:
        run.say("Their first password follows; they change it with 'inboxwatch team password'.")
        click.echo(done.password)


@click.command("remove", epilog="\b\nExample:\n  inboxwatch team remove alice\n")
@click.argument("name")
@click.option("--shared", is_flag=True, help="NAME is a shared mailbox.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove_command(run: Run, name: str, *, shared: bool, yes: bool) -> None:
    """Remove NAME with everything that the shared store holds of theirs; what teams were told of weeks stays."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team import people
    from inboxwatch.views.words import plural

    url = url_of(run)
    if not yes:
        click.confirm(f"Erase {name} and all their rows from the shared store for good?", abort=True, err=True)
    erased = people.remove_shared(url, name) if shared else people.remove(url, name)
    run.say(f"✓ {name} removed, {plural(erased, 'row')} erased.")


@click.command("list", epilog="\b\nExample:\n  inboxwatch team list --json\n")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_command(run: Run, *, as_json: bool) -> None:
    """Who is what in which team: everybody for an admin, the own team for a lead, yourself and your leads else."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.people import everybody

    people = everybody(url_of(run))
    if as_json:
        run.json({"people": [_plain(person) for person in people]})
        return
    for line in _lines(people):
        click.echo(line)


@click.command("shared", epilog="\b\nExample:\n  inboxwatch team shared support --with alice --with bo\n")
@click.argument("mailbox")
@click.option("--with", "inside", multiple=True, metavar="NAME", help="Let a member in; repeatable.")
@click.option("--without", "outside", multiple=True, metavar="NAME", help="No longer; repeatable.")
@click.pass_obj
def shared_command(run: Run, mailbox: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    """Say which members may enter the space of a shared mailbox, with '--store …?owner=MAILBOX'."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.people import set_shared

    if not inside and not outside:
        raise UsageError("Nobody was named.", "Say who with --with NAME or --without NAME.")
    url = url_of(run)
    for name in inside:
        set_shared(url, mailbox, name, inside=True)
    for name in outside:
        set_shared(url, mailbox, name, inside=False)
    run.say(
        f"✓ {mailbox}: {', '.join([*(f'with {name}' for name in inside), *(f'without {name}' for name in outside)])}."
    )


@click.command("password", epilog="\b\nExample:\n  inboxwatch team password\n")
@click.option("--stdin", is_flag=True, help="Read it from stdin instead of asking twice.")
@click.pass_obj
def password_command(run: Run, *, stdin: bool) -> None:
    """Change your own password; from then on no admin knows it, and your space is open to you."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.people import change_password

    url = url_of(run)
    if stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("New password", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < 8:  # noqa: PLR2004 - said in the sentence
        raise UsageError("A password has at least 8 characters.", "Choose a longer one.")
    change_password(url, password)
    run.say("✓ Password changed. Keep it in ~/.pgpass, readable by you alone, or in PGPASSFILE.")


def _plain(person: Person) -> dict[str, object]:
    return {
        "login": person.login,
        "team": person.team or None,
        "roles": list(person.roles),
        "addresses": list(person.addresses),
        "joined_at": person.joined_at,
        "shares": person.shares,
        "first_password": person.fresh,
        "shared_mailboxes": list(person.shared),
    }


def _lines(people: Sequence[Person]) -> list[str]:
    """One line a login: name, team, what it is, since when, and what else there is to know."""
    if not people:
        return ["Nobody that you may see."]
    wide = max(len(person.login) for person in people)
    broad = max(len(person.team) for person in people)
    lines = []
    for person in people:
        more = [f"in {name}" for name in person.shared]
        more += ["shares figures"] * person.shares + ["has not changed the first password"] * person.fresh
        said = ", ".join([*person.roles, *more])
        lines.append(f"{person.login:<{wide}}  {person.team:<{broad}}  since {person.joined_at:%Y-%m-%d}  {said}")
    return lines
