"""`python -m training --data FOLDER`: cross-validates, then trains on everything and writes the package's weights."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from training import judging, model, rows

_WEIGHTS = Path(__file__).resolve().parents[1] / "inboxwatch" / "classifier" / "weights.json"
_SHARES = (0.125, 0.25, 0.5, 0.75)


def say(line: str) -> None:
    """Write one line of the report at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Judge, draw the learning curve, train, write."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled sets (*.jsonl)")
    parser.add_argument("--out", type=Path, default=_WEIGHTS)
    parser.add_argument("--quick", action="store_true", help="write the weights only, judge nothing")
    parser.add_argument("--no-curve", action="store_true", help="judge, but without the learning curve")
    options = parser.parse_args()
    labelled = rows.read(options.data)
    allowed = rows.own_words(options.data)
    if not options.quick:
        for share in (1.0,) if options.no_curve else (*_SHARES, 1.0):
            say(f"cross-validated, learnt from {share:.0%} of the other groups:")
            for line in judging.figures(labelled, judging.crossed(labelled, allowed, share)):
                say("  " + line)
    content = model.fit(labelled, allowed).content()
    written = json.dumps(content, separators=(",", ":"), ensure_ascii=True) + "\n"
    options.out.write_text(written, encoding="ascii")
    features, entries = len(content["weights"]), len(content["sentence"]["weights"])
    say(f"{options.out.name}: {len(written)} bytes, weights of {features} features and {entries} words and pairs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
