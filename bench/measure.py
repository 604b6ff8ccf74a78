"""Runs whole processes and says what they cost: wall seconds, CPU seconds, peak memory."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-c", "from inboxwatch.cli import main; main()")
"""The command `inboxwatch` of this checkout, with what its script does and no more."""


@dataclass(frozen=True)
class Sample:
    """One run of one process and of all it waited for. `rss` in MB."""

    wall: float
    cpu: float
    rss: float


@dataclass(frozen=True)
class Case:
    """A command to measure; `prepare` runs before it and is not measured."""

    name: str
    command: Sequence[str]
    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] | None = None


def run(case: Case) -> Sample:
    """Run a case once; a failing one stops the bench with what it said."""
    case.prepare()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(case.environment or {})}
    with subprocess.Popen(
        case.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as child:
        start = time.perf_counter()
        said = child.stdout.read() if child.stdout else b""
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{case.name}: exit code {child.returncode}\n{said.decode(errors='replace')[-2000:]}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


EVERY = 0.05
"""Seconds between two looks at the memory of a case."""


def together(case: Case) -> float:
    """Run a case once more and return the peak of all its processes together in MB, shared pages counted once.

    Looking takes time, so this run says nothing about speed. Linux only: 0 elsewhere.
    """
    case.prepare()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(case.environment or {})}
    peak: int = 0
    with subprocess.Popen(
        case.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        while child.poll() is None:
            held = [_resident(pid) for pid in (child.pid, *_below(child.pid))]
            peak = max(peak, sum(held))
            time.sleep(EVERY)
    return peak / 1024


def _below(pid: int) -> list[int]:
    """All processes that a process started, and theirs."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for word in path.read_text().split():
                found += [int(word), *_below(int(word))]
    return found


def _resident(pid: int) -> int:
    """Proportional set size of one process in kB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def interleaved(cases: Iterable[Case], rounds: int, warm: int = 1) -> dict[str, list[Sample]]:
    """Run the cases in turn (A B C A B C …), so that a machine whose speed drifts treats all alike."""
    cases = list(cases)
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
    for number in range(warm + rounds):
        for case in cases:
            sample = run(case)
            if number >= warm:
                samples[case.name].append(sample)
    return samples


def median(samples: Sequence[Sample], what: str = "wall") -> float:
    """The median of one figure."""
    return statistics.median(getattr(sample, what) for sample in samples)


def ratio(one: Sequence[Sample], other: Sequence[Sample]) -> float:
    """How many times as long `one` took as `other`: the median of the rounds' ratios."""
    return statistics.median(a.wall / b.wall for a, b in zip(one, other, strict=True))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)
