"""How long the dashboard takes on a large store: first paint, a key, a refresh; real source, real store, no terminal.

Processor seconds of this process, beside the wall clock: other work on the machine lengthens only the latter.
"""

# ruff: noqa: ASYNC110, SLF001 - it watches from outside, and drawing has no event to wait for

from __future__ import annotations

import argparse
import asyncio
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from filled import NOW, fill
from measure import COMMAND, Case, run, table

if TYPE_CHECKING:
    from inboxwatch.dashboard.app import Dashboard

Figures = dict[str, tuple[float, float]]
"""Wall and processor seconds by what was measured."""
SIZES = ((80, 24), (200, 60))


def main() -> None:
    """Each size in a process of its own, so that imports count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=300_000)
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--config", help="A store that is filled already (bench/filled.py).")
    parser.add_argument("--inside", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        config, width, height = options.inside
        rows = asyncio.run(_measured(config, (int(width), int(height)), options.keys))
        table(("what", "wall ms", "processor ms"), [(name, *_ms(them)) for name, them in rows.items()])
        return
    if options.config:
        _sizes(options.config, options.keys)
        return
    with tempfile.TemporaryDirectory(prefix="inboxwatch-bench-") as name:
        config = str(fill(Path(name), options.messages, every=5, owed=25))
        environment = {"INBOXWATCH_CONFIG": config, "INBOXWATCH_NOW": NOW.isoformat()}
        run(Case("rebuild", [*COMMAND, "rebuild"], environment=environment))
        _sizes(config, options.keys)


def _sizes(config: str, keys: int) -> None:
    for size in SIZES:
        print(f"\n{size[0]} x {size[1]}", flush=True)
        inside = [sys.executable, __file__, "--inside", config, *map(str, size), "--keys", str(keys)]
        subprocess.run(inside, check=True)


def _ms(them: tuple[float, float]) -> tuple[str, str]:
    return f"{1000 * them[0]:.1f}", f"{1000 * them[1]:.1f}"


async def _measured(config: str, size: tuple[int, int], keys: int) -> Figures:
    """First paint from before the imports; keys and refreshes as medians."""
    begun = time.perf_counter(), time.process_time()
    gc.disable()  # as the command does
    from inboxwatch.cli.dashboard_source import Live
    from inboxwatch.cli.run import Run
    from inboxwatch.dashboard.app import Dashboard
    from inboxwatch.dashboard.panes import Table

    painted = asyncio.Event()
    app = Dashboard(Live(Run.start(config=config, store=None, now=NOW.isoformat(), verbose=0)), painted.set)
    found: Figures = {}
    async with app.run_test(size=size) as pilot:
        requests = app.query_one("#requests", Table)
        while not painted.is_set():
            await asyncio.sleep(0.002)
        found["imports and first paint"] = time.perf_counter() - begun[0], time.process_time() - begun[1]
        gc.enable()
        while not app._overview:
            await asyncio.sleep(0.02)
        await pilot.pause()
        print(f"{requests.row_count} rows")

        for key in "23456":  # made the first time they are looked at
            found[f"key {key}, the first time"] = await _each(partial(pilot.press, key), 1)
        for key in ("1", "down", "end", "f", "t", "2", "3", "4", "5", "6", "1"):
            found[f"key {key}"] = await _each(partial(pilot.press, key), keys)
        found["a look, nothing changed"] = await _each(partial(_look, app), keys)
        found["a refresh, the store changed"] = await _each(partial(_refresh, app), keys // 2)
    return found


async def _look(app: Dashboard) -> None:
    app._look()


async def _refresh(app: Dashboard) -> None:
    """Read everything again, as when a mail was stored, and wait until it is drawn."""
    before = app._present
    app.read_again()
    while app._present is before:
        await asyncio.sleep(0.001)


async def _each(deed: Callable[[], Awaitable[None]], times: int) -> tuple[float, float]:
    walls, works = [], []
    for _ in range(times):
        wall, work = time.perf_counter(), time.process_time()
        await deed()
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return median(walls), median(works)


if __name__ == "__main__":
    main()
