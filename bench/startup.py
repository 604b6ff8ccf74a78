"""How long a person waits for `inboxwatch --help`, and for `status` on a large store; whole processes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from filled import NOW, fill
from measure import COMMAND, Case, interleaved, median, run, table


def main() -> None:
    """Measure in turn with a Python that does nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as name:
        config = fill(Path(name), options.messages)
        environment = {"INBOXWATCH_CONFIG": str(config), "INBOXWATCH_NOW": NOW.isoformat()}
        run(Case("rebuild", [*COMMAND, "rebuild"], environment=environment))
        cases = [
            Case("bare Python", [sys.executable, "-c", "pass"]),
            Case("--help", [*COMMAND, "--help"]),
            Case("status --format", [*COMMAND, "status", "--format", "{open}"], environment=environment),
            Case("status", [*COMMAND, "status"], environment=environment),
        ]
        samples = interleaved(cases, options.rounds)
    bare = median(samples["bare Python"])
    print(f"Start-up, medians of {options.rounds} runs; the store holds {options.messages:,} messages")
    print("(wanted: --help and status --format at most 120 ms over bare Python, status at most 1 s in all)\n")
    rows = [
        (name, f"{1000 * median(them):.0f}", f"{1000 * (median(them) - bare):.0f}") for name, them in samples.items()
    ]
    table(("command", "ms", "ms over bare Python"), rows)


if __name__ == "__main__":
    main()
