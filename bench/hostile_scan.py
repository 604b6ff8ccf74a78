"""The hostile corpus, file by file, through the commands: `python bench/hostile_scan.py [CORPUS] [--show]`.

Each file goes through `inboxwatch classify FILE --json` and `inboxwatch scan FILE --me a@b.example --json`. Reported
are exceptions, files that are lost (no verdict, no message) and the slowest. CORPUS is a folder with index.jsonl or a
tar of it, by default beside the repository; without it the bench says so and ends. Exit code 1 if anything raises, is
lost without a clear error, or takes over a second.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from inboxwatch.cli import main as command

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile" / "hostile.tar.gz"
MOST_SECONDS = 1.0
ADDRESS = "a@b.example"


@dataclass
class Tally:
    """What one command made of all files."""

    name: str
    files: int = 0
    raised: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    texts: int = 0
    slowest: tuple[float, str] = (0.0, "")

    @property
    def bad(self) -> bool:
        """Whether a person would complain."""
        return bool(self.raised or self.lost or self.slowest[0] > MOST_SECONDS)

    def take(self, path: str, file: Path, arguments: list[str]) -> None:
        """Run the command over one file; its answer is JSON, or one clear error that names the file."""
        started = time.process_time()
        result = CliRunner().invoke(command, arguments)
        self.slowest = max(self.slowest, (time.process_time() - started, path))
        self.files += 1
        self.texts += "no mail header" in result.stderr
        if "has a bug" in result.stderr or (result.exception and not isinstance(result.exception, SystemExit)):
            self.raised.append(f"{path}: {result.stderr.strip()}")
        elif result.exit_code:
            clear = str(file) in result.stderr and "Error: " in result.stderr
            (self.refused if clear else self.lost).append(f"{path}: {result.stderr.strip()}")
        elif not _count(json.loads(result.stdout)):
            self.lost.append(path)

    def tell(self, *, show: bool) -> None:
        """Print the figures; what was refused or lost by name."""
        _say(
            f"{self.name}: {self.files} files, {len(self.raised)} exceptions, {len(self.lost)} lost, "
            f"{len(self.refused)} refused with a clear error, {self.texts} read as text, "
            f"slowest {self.slowest[0] * 1000:.0f} ms ({self.slowest[1]})"
        )
        for line in (*self.raised, *self.lost, *(self.refused if show else ())):
            _say(f"    {line}")


def _count(answer: object) -> int:
    """How many messages an answer is about."""
    return int(answer["messages"]) if isinstance(answer, dict) else len(answer) if isinstance(answer, list) else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def run(folder: Path, *, show: bool) -> int:
    """Go through every row of the index."""
    classify, scan = Tally("classify"), Tally("scan")
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        path = json.loads(line)["path"]
        file = folder / path
        classify.take(path, file, ["classify", str(file), "--json"])
        scan.take(path, file, ["scan", str(file), "--me", ADDRESS, "--json"])
    for tally in (classify, scan):
        tally.tell(show=show)
    return int(classify.bad or scan.bad)


def main() -> int:
    """Find the corpus and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--show", action="store_true", help="also name the files that were refused")
    options = parser.parse_args()
    if not options.corpus.exists():
        _say(f"SKIPPED: no hostile corpus at {options.corpus}; name one on the command line")
        return 0
    if options.corpus.is_dir():
        return run(options.corpus, show=options.show)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(options.corpus) as archive:
        archive.extractall(folder, filter="data")
        return run(next(Path(folder).rglob("index.jsonl")).parent, show=options.show)


if __name__ == "__main__":
    raise SystemExit(main())
