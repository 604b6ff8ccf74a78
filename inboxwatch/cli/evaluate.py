"""`evaluate`: the classifier on labelled messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inboxwatch.errors import InboxwatchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.classifier import Metrics
    from inboxwatch.cli.run import Run


@click.command(
    "evaluate",
    epilog="""\b
Examples:
  inboxwatch evaluate labelled.jsonl
  inboxwatch evaluate labelled.jsonl --me ada@corp.example --threshold 0.6 --errors 20
""",
)
@click.argument("file", metavar="FILE.jsonl", type=click.Path(path_type=Path))
@click.option("--me", metavar="ADDR", multiple=True, help="Whose mail it is; else the first To address of each.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Score from which a reply is needed.")
@click.option("--errors", metavar="N", type=click.IntRange(0), default=0, help="Show the N worst mistakes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def evaluate_command(
    run: Run, file: Path, me: tuple[str, ...], threshold: float | None, errors: int, as_json: bool
) -> None:
    """Measure the classifier: one JSON object a line, with id, subject, from, to, cc, date, text and needs_reply."""
    from inboxwatch.classifier import evaluate
    from inboxwatch.views import verdicts

    found = evaluate(_rows(file), run.threshold if threshold is None else threshold, me)
    if as_json:
        run.json(_json(found, errors))
        return
    run.show(verdicts.metrics(found.as_json()))
    if errors:
        run.show("", verdicts.errors(_mistakes(found, errors)))


def _json(found: Metrics, errors: int) -> dict[str, Any]:
    return {**found.as_json(), **({"errors": _mistakes(found, errors)} if errors else {})}


def _mistakes(found: Metrics, count: int) -> list[dict[str, Any]]:
    names = ("id", "subject", "needs_reply", "score", "reasons")
    return [{name: getattr(each, name) for name in names} for each in found.mistakes[:count]]


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
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise InboxwatchError(f"{file} line {number} is no JSON object.", "Each line is one labelled message.")
    return row
