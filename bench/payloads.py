"""Hostile strings through the real command on a pseudo-terminal (T1, T2, T3, T8): counts what should be 0.

    python bench/payloads.py [payloads.jsonl]

Each line of the file is an object with `id`, `cls` and `text`. Every text becomes a mail (subject, sender's name and
body); `sync`, `status`, `requests`, `explain --read`, JSON, CSV and `export` then run on a pseudo-terminal.
"""
# ruff: noqa: RUF001 - look-alikes and many scripts are the subject

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from inboxwatch.views.text import safe  # noqa: E402 - found from a checkout
from tests.screens import PROGRAM, SGR, command_on_terminal, foreign, hostile_mailbox  # noqa: E402

NOW = "2026-11-18T17:00:00Z"
DEFAULT = ROOT.parent / "shared" / "data" / "hostile" / "payloads.jsonl"


def main() -> int:
    """Print the counts; 1 if any is not 0."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not source.exists():
        print(f"SKIPPED: no payloads at {source}; name a file of them.")
        return 0
    payloads = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        return measure([payload["text"] for payload in payloads], payloads, Path(folder))


def measure(texts: list[str], payloads: list[dict[str, str]], folder: Path) -> int:
    """Write the mailbox, run every command, count."""
    options = ["--config", str(hostile_mailbox(folder, texts)), "--now", NOW]
    subprocess.run([*PROGRAM, *options, "sync"], check=True, capture_output=True)
    requests = read(options)
    bad = 0
    for command in (["status"], ["requests"], ["requests", "--json"], ["requests", "--csv"], ["export"], ["doctor"]):
        bad += report(" ".join(command), command_on_terminal([*options, *command], width=200))
    started, slowest = time.perf_counter(), 0.0
    for item in requests:
        before = time.perf_counter()
        bad += report("", command_on_terminal([*options, "explain", item["id"], "--read"]))
        slowest = max(slowest, time.perf_counter() - before)
    print(f"explain --read: {len(requests)} requests, {time.perf_counter() - started:.1f} s, slowest {slowest:.2f} s")
    bad += markup(options, payloads) + formulas(options, requests)
    print(f"{len(texts)} payloads, {len(requests)} of their mails are requests, {bad} faults")
    return int(bad > 0)


def read(options: list[str]) -> list[dict[str, str]]:
    """All requests as JSON."""
    run = subprocess.run([*PROGRAM, *options, "requests", "--json"], check=True, capture_output=True, text=True)
    found: list[dict[str, str]] = json.loads(run.stdout)["requests"]
    return found


def report(name: str, screen: str) -> int:
    """Count foreign characters and crashes of one screen."""
    count = len(foreign(screen)) + screen.count("Traceback") + screen.count("has a bug")
    if name or count:
        print(f"{name or 'explain'}: {len(screen):,} characters, {count} faults {sorted(set(foreign(screen)))}")
    return count


def markup(options: list[str], payloads: list[dict[str, str]]) -> int:
    """Count markup payloads that are not shown letter by letter."""
    screen = SGR.sub("", command_on_terminal([*options, "requests"], width=400))
    lost = [each["id"] for each in payloads if each["cls"] == "markup" and safe(each["text"]) not in screen]
    print(f"markup: {len(lost)} not shown as written {lost}")
    return len(lost)


def formulas(options: list[str], requests: list[dict[str, str]]) -> int:
    """Count CSV cells that a spreadsheet would take for a formula, or that do not give back what was written."""
    run = subprocess.run([*PROGRAM, *options, "requests", "--csv"], check=True, capture_output=True, text=True)
    rows = csv.DictReader(io.StringIO(run.stdout))
    wrong = [
        row["id"]
        for row, item in zip(rows, requests, strict=True)
        if row["subject"].lstrip().startswith(("=", "+", "-", "@", "＝"))
        or row["subject"].removeprefix("'") != safe(item["subject"] or "")
    ]
    print(f"csv: {len(wrong)} cells wrong {wrong}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
