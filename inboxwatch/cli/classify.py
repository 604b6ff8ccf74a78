"""`classify`: one verdict a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import InboxwatchError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.views.data import Json

BIGGEST = 256 * 2**20
"""Bytes of one file that are read; what lies behind cannot change a verdict."""


@click.command(
    "classify",
    epilog="""\b
Examples:
  inboxwatch classify question.eml --me ada@corp.example
  cat question.eml | inboxwatch classify - --json
""",
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--me", metavar="ADDR", help="Whose mailbox it is; else the first To address.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a file.")
@click.pass_obj
def classify_command(run: Run, files: tuple[str, ...], me: str | None, as_json: bool) -> None:
    """Say of each .eml file (or - for standard input) whether it needs a reply, and why."""
    from inboxwatch.views import verdicts

    found = [verdict_of(run, file, me) for file in files]
    if as_json:
        run.json(found)
    elif len(found) == 1:
        run.show(*verdicts.one(found[0]))
    else:
        run.show(verdicts.table(found))


def verdict_of(run: Run, file: str, me: str | None) -> Json:
    """Classify one file. Raises InboxwatchError if it cannot be read; whatever it holds gives a verdict."""
    from inboxwatch.classifier import classify, reason_words
    from inboxwatch.mail import parse
    from inboxwatch.model import Owner
    from inboxwatch.tracker.promises import deadline_instant
    from inboxwatch.views import data

    mail = parse(_bytes(file), ref=file)
    address = (me or next((each.address for each in mail.to), "")).strip().lower()
    verdict = classify(mail, Owner(frozenset({address} - {""})))
    needed = verdict.automatic is None and verdict.score >= run.threshold
    deadline = deadline_instant(verdict.deadline, run.calendar) if verdict.deadline else None
    reasons = reason_words(verdict.reasons, verdict.quotes)
    return data.verdict(file, mail, verdict, reasons=reasons, needs_reply=needed, deadline=deadline)


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(BIGGEST)
        with Path(file).open("rb") as stream:
            return stream.read(BIGGEST)
    except OSError as error:
        raise InboxwatchError(f"{file} cannot be read: {error.strerror}.", "Give the path of an .eml file.") from None
