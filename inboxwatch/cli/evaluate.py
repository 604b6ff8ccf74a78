"""`evaluate`: the classifier on labelled messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inboxwatch.errors import InboxwatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from inboxwatch.classifier.evaluate import Judged, Row, Summary
    from inboxwatch.cli.run import Run

_TOLD = 200
"""Progress is told after so many messages."""


@click.command(
    "evaluate",
    epilog="""\b
Examples:
  inboxwatch evaluate labelled.jsonl
  inboxwatch evaluate labelled.jsonl --me ada@corp.example --threshold 0.6 --errors 20
  inboxwatch evaluate one.jsonl two.jsonl --by stratum --json
""",
)
@click.argument("files", metavar="FILE.jsonl…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--me", metavar="ADDR", multiple=True, help="Whose mail it is; else the first To address of each.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Score from which a reply is needed.")
@click.option("--errors", metavar="N", type=click.IntRange(0), default=0, help="Show the N worst mistakes.")
@click.option("--by", "field", metavar="FIELD", help="Also measure the rows apart by the values of this field.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def evaluate_command(
    run: Run,
    files: tuple[Path, ...],
    me: tuple[str, ...],
    threshold: float | None,
    errors: int,
    field: str | None,
    as_json: bool,
) -> None:
    """Measure the classifier: one JSON object a line, with id, subject, from, to, cc, date, text and needs_reply.

    Each file is a set of its own. Rows whose needs_reply is null are skipped. Intervals hold 95 % of 1,000 resamples,
    in which rows of one thread (or mailbox) stay together.
    """
    from inboxwatch.views import evaluation

    limit = run.threshold if threshold is None else threshold
    sets = [(file.stem, *_measured(run, file, me, limit, field)) for file in files]
    if as_json:
        found = [evaluation.as_json(name, each, skipped, errors) for name, each, skipped in sets]
        run.json(found[0] if len(found) == 1 else {"sets": found})
        return
    for name, each, skipped in sets:
        run.show(*evaluation.lines(name, each, skipped, errors))


def _measured(run: Run, file: Path, me: tuple[str, ...], threshold: float, field: str | None) -> tuple[Summary, int]:
    """Judge and measure one file; also returns how many rows are borderline."""
    from inboxwatch.classifier.evaluate import summary
    from inboxwatch.cli.progress import reading

    rows = list(_rows(file))
    judged = _judged(run, rows, me)
    if not judged:
        raise InboxwatchError(f"{file} has no row whose needs_reply is true or false.", "There is nothing to measure.")
    if field is not None and not any(field in row for row in rows):
        known = ", ".join(rows[0])
        raise InboxwatchError(f"No row of {file} has the field {field}.", f"Name one of: {known}.")
    with reading(run, "resamples") as progress:
        found = summary(judged, threshold, by=_by(field), progress=lambda done, all_: progress("intervals", done, all_))
    return found, len(rows) - len(judged)


def _judged(run: Run, rows: Sequence[Row], me: tuple[str, ...]) -> list[Judged]:
    from inboxwatch.classifier.evaluate import judge
    from inboxwatch.cli.progress import reading

    found = []
    with reading(run) as progress:
        for number, row in enumerate(rows, 1):
            one = judge(row, me)
            if one is not None:
                found.append(one)
            if number % _TOLD == 0:
                progress("judging", number, len(rows))
    return found


def _by(field: str | None) -> Callable[[Row], str] | None:
    """Name a row's group: the value of the field as text, "" where it is absent or null."""
    if field is None:
        return None
    return lambda row: "" if row.get(field) is None else str(row[field])


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """Read the labelled messages. Raises InboxwatchError with the number of a line that is none."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(file, number, line)
    except OSError as error:
        raise InboxwatchError(f"{file} cannot be read: {error.strerror}.", "Give a file of JSON lines.") from None


def _row(file: Path, number: int, line: str) -> dict[str, Any]:
    from inboxwatch.classifier.labelled import problem

    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise InboxwatchError(f"{file} line {number} is no JSON object.", "Each line is one labelled message.")
    wrong = problem(row)
    if wrong:
        raise InboxwatchError(f"{file} line {number}: {wrong}.", "Each line is one labelled message.")
    return row
