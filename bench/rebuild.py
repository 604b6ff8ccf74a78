"""How long `inboxwatch rebuild` takes to derive everything again from stored messages, as a whole process."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from filled import NOW, fill
from measure import COMMAND, Case, interleaved, median, table


def main() -> None:
    """Fill a store, rebuild it a few times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as name:
        config = fill(Path(name), options.messages)
        environment = {"INBOXWATCH_CONFIG": str(config), "INBOXWATCH_NOW": NOW.isoformat()}
        case = Case("rebuild", [*COMMAND, "rebuild"], environment=environment)
        (samples,) = interleaved([case], options.rounds, warm=0).values()
    print(f"inboxwatch rebuild of {options.messages:,} stored messages (wanted: 300,000 in 60 s)\n")
    row = (f"{median(samples):.1f}", f"{options.messages / median(samples):,.0f}", f"{median(samples, 'rss'):.0f}")
    table(("s", "messages/s", "peak MB"), [row])


if __name__ == "__main__":
    main()
