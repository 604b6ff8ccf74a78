"""Measures the classifier on labelled mail, each set apart: `python bench/labelled.py [--labelled FOLDER]`.

The sets are not part of this project. They are looked for beside the repository (`../shared/data/labelled`); without
them the bench says so and ends. The shipped model learnt from the sets in that folder, so here it scores better than
on mail that it has not seen; figures by cross-validation come from `make train-model`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from inboxwatch.classifier import evaluate

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "labelled"


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(line + "\n")


def measure(name: str, rows: list[dict[str, object]], threshold: float, errors: int) -> None:
    """Print the figures of one set and its worst mistakes."""
    started = time.process_time()
    found = evaluate(rows, threshold)
    micros = (time.process_time() - started) / max(1, len(rows)) * 1e6
    say(
        f"{name:22} n {found.n:5} positive {found.positives:5}  P {found.precision:.2f} R {found.recall:.2f} "
        f"F1 {found.f1:.2f} AP {found.average_precision:.2f} AUC {found.roc_auc:.2f}  {micros:.0f} us a message"
    )
    for mistake in found.mistakes[:errors]:
        say(f"    {mistake.id} expected {mistake.needs_reply}, score {mistake.score:.2f}: {'; '.join(mistake.reasons)}")


def main() -> int:
    """Find the sets and measure each; rows of a `random` stratum also alone, for they have the true base rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path, default=DEFAULT)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    files = sorted(options.labelled.glob("*.jsonl")) if options.labelled.is_dir() else []
    if not files:
        say(f"SKIPPED: no labelled mail in {options.labelled}; give a folder with --labelled")
        return 0
    say("learnt from these sets, so better than on unseen mail (cross-validated figures: make train-model)")
    for path in files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        measure(path.stem, rows, options.threshold, options.errors)
        random = [row for row in rows if row.get("stratum") == "random"]
        if random:
            measure(f"{path.stem}, random", random, options.threshold, 0)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
