"""Classifies the hostile corpus and reports what was recognised: `python bench/hostile.py [--corpus FOLDER_OR_TAR]`.

The corpus is not part of this project. It is looked for beside the repository (`../shared/data/hostile`); without it
the bench says so and ends. Only rows whose kind their own project states (`kind_from: fixture`) are scored.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from inboxwatch.classifier import classify
from inboxwatch.mail import parse
from inboxwatch.model import Mail, Owner, Verdict

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile" / "hostile.tar.gz"
HUMAN = {"quoted-reply", "plain"}
MACHINE = {"auto-reply", "bounce", "abuse-report", "mdn", "newsletter", "notification"}
STATED = ("is_auto_reply", "is_bounce", "is_auto_generated")
OWNER = Owner(frozenset({"owner@corp.example"}), ("Owner",))

Result = tuple[dict[str, object], Mail, Verdict, float]


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(line + "\n")


def read(folder: Path) -> Iterator[Result]:
    """Parse and classify every file of the index; seconds taken with each."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        raw = (folder / row["path"]).read_bytes()
        started = time.perf_counter()
        mail = parse(raw, ref=row["path"])
        verdict = classify(mail, OWNER)
        yield row, mail, verdict, time.perf_counter() - started


def expected(row: dict[str, object]) -> dict[str, object]:
    """What the file's own project says about it."""
    facts = row.get("expected")
    return facts if isinstance(facts, dict) else {}


def found_of(results: list[Result], fixtures: list[Result]) -> dict[str, list[bool]]:
    """Whether each row that is machine mail was recognised as such, of whatever kind."""
    stated = [verdict for row, _, verdict, _ in results if any(expected(row).get(name) is True for name in STATED)]
    folders = [verdict for row, _, verdict, _ in fixtures if row["kind"] in MACHINE]
    sets = {"machine mail by stated facts": stated, "machine mail by folder (fixture)": folders}
    return {name: [verdict.automatic is not None for verdict in verdicts] for name, verdicts in sets.items()}


def report(results: list[Result], *, show: bool) -> None:
    """Print the figures, and the mistakes if asked."""
    slow = max(seconds for *_, seconds in results)
    blind = [row["path"] for row, _, verdict, _ in results if "unreadable" in verdict.reasons]
    say(f"files {len(results)}, slowest {slow * 1000:.0f} ms, verdicts that failed {len(blind)}")
    fixtures = [entry for entry in results if entry[0].get("kind_from") == "fixture"]
    table = Counter((str(row["kind"]), str(verdict.automatic)) for row, _, verdict, _ in fixtures)
    for (kind, judged), count in sorted(table.items()):
        say(f"  {kind:18} -> {judged:14} {count:5}")
    for name, found in found_of(results, fixtures).items():
        share = f" ({sum(found) / len(found):.1%})" if found else ""
        say(f"{name}: {sum(found)} of {len(found)} found{share}")
    checks = {
        "bounces (fixture) not recognised as automatic": [
            row for row, _, verdict, _ in fixtures if row["kind"] == "bounce" and verdict.automatic is None
        ],
        "bounces (fixture) that would open a request": [
            row
            for row, _, verdict, _ in fixtures
            if row["kind"] == "bounce" and verdict.automatic is None and verdict.score >= 0.5
        ],
        "auto-replies stated by their project, missed": [
            row
            for row, _, verdict, _ in results
            if expected(row).get("is_auto_reply") is True and verdict.automatic is None
        ],
        "auto-replies (fixture), missed": [
            row for row, _, verdict, _ in fixtures if row["kind"] == "auto-reply" and verdict.automatic is None
        ],
        "read receipts missed": [
            row for row, _, verdict, _ in results if row["kind"] == "mdn" and verdict.automatic is None
        ],
        "human rows (fixture) marked automatic": [
            row for row, _, verdict, _ in fixtures if row["kind"] in HUMAN and verdict.automatic is not None
        ],
    }
    for name, rows in checks.items():
        say(f"{name}: {len(rows)}")
        if show:
            for row in rows:
                say(f"    {row['path']}")


def main() -> int:
    """Find the corpus, classify it, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    parser.add_argument("--show", action="store_true", help="name the files that were judged wrongly")
    options = parser.parse_args()
    if not options.corpus.exists():
        say(f"SKIPPED: no hostile corpus at {options.corpus}; give one with --corpus")
        return 0
    if options.corpus.is_dir():
        report(list(read(options.corpus)), show=options.show)
        return 0
    with tempfile.TemporaryDirectory() as folder, tarfile.open(options.corpus) as archive:
        archive.extractall(folder, filter="data")
        index = next(Path(folder).rglob("index.jsonl"))
        report(list(read(index.parent)), show=options.show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
