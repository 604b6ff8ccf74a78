"""`team mailboxes`: which mailboxes the workers poll."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inboxwatch.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.table import Table

    from inboxwatch.cli.run import Run
    from inboxwatch.store.team.polled import Polled


@click.group(
    "mailboxes",
    epilog="""\b
Examples:
  inboxwatch team mailboxes import users.csv --shared master.toml
  inboxwatch team mailboxes list --failing
  inboxwatch team mailboxes remove alice
""",
)
def mailboxes_command() -> None:
    """The mailboxes that workers poll, each into its owner's space. See docs/fleet.md."""


@mailboxes_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--shared", type=click.Path(path_type=Path), help="TOML: what all of them share, like one [[mailbox]] table."
)
@click.option("--dry-run", is_flag=True, help="Only say what is wrong with the files.")
@click.pass_obj
def import_command(run: Run, file: Path, shared: Path | None, dry_run: bool) -> None:
    """Have the mailboxes of a CSV file polled; all or none. Importing again changes what changed.

    Columns: owner and address, and as you like mailbox (its name), connector, poll, kind, members, groups, password,
    and keys of the connector. In texts of the shared file {address}, {local} and {owner} stand for the line's.
    Credentials are sealed here, with the key that [team] names, before they reach the database.
    """
    from inboxwatch.cli.team import url_of
    from inboxwatch.fleet import keys, sealed
    from inboxwatch.fleet.census import Reader
    from inboxwatch.store.team.polled import put

    table = _toml(shared) if shared else {}
    ring = keys.load(run.settings.team, run.settings.base)
    reader = Reader(table, _secret(table, shared), lambda *of: sealed.seal(ring, *of))
    census = reader.read(_text(file))
    if census.problems:
        lines = "".join(f"\n  {problem}" for problem in census.problems)
        raise ConfigurationError(f"{file.name} cannot be imported:{lines}")
    if dry_run:
        run.say(f"✓ {len(census.entries)} mailboxes; nothing was imported.")
        return
    new = put(url_of(run), census.entries)
    run.say(f"✓ {len(census.entries)} mailboxes are polled, {new} of them new.")


@mailboxes_command.command("list", short_help="List those that you may see.")
@click.option("--failing", is_flag=True, help="Only those whose last poll failed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
@click.pass_obj
def list_command(run: Run, failing: bool, as_json: bool) -> None:
    """List the polled mailboxes that you may see: all for an admin, your own for a member."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.polled import listed

    found = listed(url_of(run), failing=failing)
    if as_json:
        run.json({"mailboxes": [_plain(each) for each in found]})
        return
    if not found:
        run.say("No mailbox fails." if failing else "No mailbox is polled.")
        return
    run.show(_drawn(run, found))


@mailboxes_command.command("remove")
@click.argument("owner")
@click.argument("mailbox", required=False, default="")
@click.pass_obj
def remove_command(run: Run, owner: str, mailbox: str) -> None:
    """No longer poll a mailbox of OWNER, or all of them. What was read of them stays in the space."""
    from inboxwatch.cli.team import url_of
    from inboxwatch.store.team.polled import remove

    gone = remove(url_of(run), owner, mailbox)
    if not gone:
        raise UsageError(f"No such mailbox of '{owner}' is polled.", "Look with 'inboxwatch team mailboxes list'.")
    run.say(f"✓ {gone} {'mailbox is' if gone == 1 else 'mailboxes are'} no longer polled.")


def _plain(each: Polled) -> dict[str, Any]:
    """As JSON; null where it never happened."""
    return {
        "owner": each.owner,
        "mailbox": each.mailbox,
        "connector": each.connector,
        "poll_seconds": each.every,
        **{name: getattr(each, name) for name in ("due_at", "read_at", "error_at")},
        "waiting": each.waiting,
        "failures": each.failures,
        "error": each.error or None,
    }


def _drawn(run: Run, found: list[Polled]) -> Table:
    from inboxwatch.views.table import Column, grid
    from inboxwatch.views.words import instant

    columns = [Column(name) for name in ("Owner", "Mailbox", "By")]
    columns += [Column("Read", right=True), Column("Waiting", right=True), Column("Error", 1, wrap=True)]
    rows = [
        (
            *(each.owner, each.mailbox, each.connector),
            instant(each.read_at, run.now, run.calendar.zone) if each.read_at else "never",
            *(str(each.waiting), each.error),
        )
        for each in found
    ]
    return grid(columns, rows)


def _toml(path: Path) -> Mapping[str, Any]:
    text = _text(path)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{path.name} is not valid TOML: {error}.") from None
    if "mailbox" in table or "name" in table:
        raise ConfigurationError(f"{path.name} is the inside of one [[mailbox]] table, without heading and name.")
    return table


def _secret(table: Mapping[str, Any], path: Path | None) -> Callable[[], str] | None:
    """What fetches the credential that all share, from one of the places that a mailbox may name."""
    from inboxwatch.config.tables import MailboxSettings, Secrets
    from inboxwatch.credentials import secret_for

    if path is None or not any(key in table for key in Secrets.model_fields):
        return None
    named = {key: table[key] for key in Secrets.model_fields if key in table}
    box = MailboxSettings.model_validate({**named, "name": path.stem, "connector": str(table.get("connector", "imap"))})
    return secret_for(box, path.parent)


def _text(path: Path) -> str:
    """Read a file; one with passwords in it must be its owner's alone."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name} is not UTF-8.", "Save it as UTF-8.") from None
    header = text.partition("\n")[0]
    if "password" in header.split(",") and os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigurationError(f"{path.name} holds passwords, and others may read it.", f"Run: chmod 600 '{path}'")
    return text
