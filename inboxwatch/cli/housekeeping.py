"""`export`, `forget`, `purge`: the data is its owner's."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from inboxwatch.errors import InboxwatchError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.cli.run import Run


@click.command(
    "export",
    epilog="""\b
Examples:
  inboxwatch export > inboxwatch.jsonl
  inboxwatch export --csv --output requests.csv
  inboxwatch export --ical --output due.ics
  inboxwatch export --prometheus
""",
)
@click.option("--csv", "as_csv", is_flag=True, help="Requests only, as CSV, safe to open in a spreadsheet.")
@click.option("--ical", is_flag=True, help="What is open and promised, as tasks of an iCalendar file.")
@click.option("--prometheus", is_flag=True, help="The figures in the text format of Prometheus.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="A new file, readable by you alone.")
@click.pass_obj
def export_command(run: Run, as_csv: bool, ical: bool, prometheus: bool, output: Path | None) -> None:
    """Print everything that is stored, as JSON lines: mailboxes, messages, decisions, requests.

    Texts are among it only where [store] keep_text keeps them.
    """
    if as_csv + ical + prometheus > 1:
        raise UsageError("--csv, --ical and --prometheus cannot go together.", "Choose one.")
    with _output(output) as stream:
        if ical:
            stream.write(_ical(run))
        elif prometheus:
            stream.write(_metrics(run))
        elif as_csv:
            stream.write(_csv(run))
        else:
            _everything(run, stream)


def _csv(run: Run) -> str:
    from inboxwatch.cli.present import listed
    from inboxwatch.store import Filter
    from inboxwatch.views import requests

    return requests.csv_text(listed(run, Filter()))


def _ical(run: Run) -> str:
    from inboxwatch.cli.present import listed
    from inboxwatch.store import Filter
    from inboxwatch.views.ical import calendar

    return calendar(listed(run, Filter()), run.now, name=run.settings.people.name).decode()


def _metrics(run: Run) -> str:
    from inboxwatch.cli.present import listed, waiting
    from inboxwatch.store import Filter
    from inboxwatch.views.metrics import exposition

    return exposition(listed(run, Filter()), waiting(run).mailboxes)


def _everything(run: Run, stream: IO[str]) -> None:
    from inboxwatch.views import data

    with run.open_store() as store:
        stream.writelines(f"{data.dumps(row, indent=None)}\n" for row in store.export())


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    """Stdout, or a new file with mode 0600 from its first moment on (T15)."""
    if path is None:
        yield sys.stdout
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError:
        raise UsageError(f"{path} is already there.", "Name another file, or move it away first.") from None
    except OSError as error:
        raise InboxwatchError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from None
    with open(descriptor, "w", encoding="utf-8", newline="") as stream:  # noqa: PTH123 - opened as a descriptor
        yield stream


@click.command("forget", epilog="\b\nExample:\n  inboxwatch forget carol@corp.example\n")
@click.argument("address", metavar="ADDRESS")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget_command(run: Run, address: str, yes: bool) -> None:
    """Erase a person from the store: what they wrote, and their address in everybody else's mail.

    The mailbox itself is never changed.
    """
    from inboxwatch.cli.present import derive
    from inboxwatch.config import people_copy
    from inboxwatch.views.text import address as shown
    from inboxwatch.views.words import plural

    if "@" not in address:
        raise UsageError(f"'{address}' is not an e-mail address.", "Write it like carol@corp.example.")
    with run.open_store() as store:  # first, so that nobody is asked in vain
        if not yes:
            click.confirm(f"Erase {shown(address)} from the store for good?", abort=True, err=True)
        touched = store.forget(address)
    people_copy.drop(people_copy.place_of(run.settings.store_url), [address])
    derive(run)
    run.say(f"✓ {plural(touched, 'message')} erased or made anonymous.")


@click.command("purge", epilog="\b\nExample:\n  inboxwatch purge --dry-run\n")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.pass_obj
def purge_command(run: Run, dry_run: bool) -> None:
    """Delete what is older than [store] retention."""
    from inboxwatch.cli.present import derive
    from inboxwatch.views.words import exact, plural

    before = run.now - run.settings.store.retention
    words = f"received before {exact(before, run.calendar.zone)}"
    with run.open_store() as store:
        if dry_run:
            old = sum(message.received_at < before for message in store.messages())
            run.say(f"{plural(old, 'message')} {words} would be deleted.")
            return
        deleted = store.purge(before)
    derive(run)
    run.say(f"✓ {plural(deleted, 'message')} {words} deleted.")
