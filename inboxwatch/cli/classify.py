"""`classify`: one verdict a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit, InboxwatchError

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
@click.pass_context
def classify_command(ctx: click.Context, files: tuple[str, ...], me: str | None, as_json: bool) -> None:
    """Say of each .eml file (or - for standard input) whether it needs a reply, and why.

    A file without a mail header is read as text. Exits with 1 if a file is no text at all; the others are judged.
    """
    from inboxwatch.views import verdicts

    run: Run = ctx.obj
    threshold = run.threshold  # before the first file: a wrong configuration is no fault of a file
    found: list[Json] = []
    failed: list[InboxwatchError] = []
    for file in files:
        try:
            found.append(verdict_of(run, file, me, threshold))
        except InboxwatchError as error:
            failed.append(error)
    if as_json:
        run.json(found)
    elif len(files) == 1:
        run.show(*(part for one in found for part in verdicts.one(one)))
    elif found:
        run.show(verdicts.table(found))
    for failure in failed:
        run.say(f"Error: {failure}")
    if failed:
        ctx.exit(Exit.FAILED)


def verdict_of(run: Run, file: str, me: str | None, threshold: float) -> Json:
    """Classify one file. Raises InboxwatchError if it cannot be read or is no text; all else gives a verdict."""
    from inboxwatch.classifier.personal import judge
    from inboxwatch.classifier.reasons import verdict_words
    from inboxwatch.cli.adapted import personal_of
    from inboxwatch.mail import headless
    from inboxwatch.model import Owner
    from inboxwatch.tracker.promises import deadline_instant
    from inboxwatch.views import data

    raw = _bytes(file)
    what, remedy = headless.refusal(raw)
    if what:
        raise InboxwatchError(f"{file} {what}.", remedy)
    mail = headless.read(raw, ref=file)
    if headless.NO_HEADER in mail.defects:
        run.say(f"Note: {file} has no mail header; read as text.")
    address = (me or next((each.address for each in mail.to), "")).strip().lower()
    verdict = judge(mail, Owner(frozenset({address} - {""})), personal_of(run, [address]))
    deadline = deadline_instant(verdict.deadline, run.calendar) if verdict.deadline else None
    reasons = verdict_words(verdict, mail)
    return data.verdict(file, mail, verdict, reasons=reasons, threshold=threshold, deadline=deadline)


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(BIGGEST)
        with Path(file).open("rb") as stream:
            return stream.read(BIGGEST)
    except OSError as error:
        raise InboxwatchError(f"{file} cannot be read: {error.strerror}.", "Give the path of an .eml file.") from None
