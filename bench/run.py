"""`make bench`: every bench once, at a scale that takes a few minutes; `--full` for that of docs/performance.md."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

SMALL = (
    ("first_sync.py", "--messages", "2000", "--rounds", "3"),
    ("rebuild.py", "--messages", "20000"),
    ("startup.py", "--messages", "20000", "--rounds", "7"),
    ("team_scale.py", "--messages", "50000", "--requests", "4000", "--each", "1000"),
)
FULL = (
    ("first_sync.py", "--messages", "10000", "--rounds", "5"),
    ("rebuild.py", "--messages", "300000"),
    ("startup.py", "--messages", "300000", "--rounds", "9"),
    ("team_scale.py", "--messages", "5000000", "--requests", "400000"),
)


def main() -> int:
    """Run them one after another; the exit code is that of the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="at the scale of docs/performance.md")
    codes = []
    for script, *options in FULL if parser.parse_args().full else SMALL:
        print(f"\n## {script} {' '.join(options)}\n", flush=True)
        codes.append(subprocess.run([sys.executable, str(HERE / script), *options], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
