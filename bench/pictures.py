"""Draws the pictures of the documentation from the demo's invented company: `python bench/pictures.py`.

The same screens as a terminal shows, exported by Textual and rich as SVG; nothing in them is loaded from elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console

from inboxwatch.cli.dashboard_source import Live
from inboxwatch.cli.run import Run
from inboxwatch.demo import write_company

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (110, 24)
SCREENS = {"now": "1", "trends": "3", "team": "4", "owed": "6", "explain": "e"}
_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def main() -> None:
    """Write them, where they go unless `--to` says otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(folder / f"{name}.svg")


def pictures() -> Iterator[tuple[str, str]]:
    """Each picture with its name."""
    with tempfile.TemporaryDirectory(prefix="inboxwatch-pictures-") as name:
        company = write_company(Path(name) / "company")
        run = Run.start(config=str(company.config), store=None, now=company.now.isoformat(), verbose=-1)
        _sync(run)
        yield from asyncio.run(_dashboard(run)).items()
        yield "report", _report(run)


def _sync(run: Run) -> None:
    from inboxwatch.watch import sync

    with run.open_store() as store:
        sync(run.settings, store, run.now)


async def _dashboard(run: Run) -> dict[str, str]:
    """Press the key of each view and export what is there."""
    from inboxwatch.dashboard.app import Dashboard
    from inboxwatch.dashboard.dialogs import Page

    app = Dashboard(Live(run))
    drawn = {}
    async with app.run_test(size=SIZE) as pilot:
        while not app._overview or not all(view.made for view in app._views.values()):  # noqa: ASYNC110, SLF001 - the same
            await asyncio.sleep(0.02)
        for name, key in SCREENS.items():
            if key == "e":
                await pilot.press("1")
                await pilot.pause()
            await pilot.press(key)
            while key == "e" and not isinstance(app.screen, Page):  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.02)
            await pilot.pause(0.5)
            drawn[name] = _alone(app.export_screenshot(title=f"inboxwatch dashboard ({name})"))
    return drawn


def _report(run: Run) -> str:
    """The week as `report` prints it."""
    from inboxwatch.cli.present import fresh_read
    from inboxwatch.views.summary import terminal
    from inboxwatch.views.summary.content import Content
    from inboxwatch.views.summary.phrases import Phrases
    from inboxwatch.watch.report import last_week, summary

    week = last_week(run.now, run.calendar.zone)
    found, _ = fresh_read(run, lambda quick: summary(run.settings, quick, week, run.now))
    page = Content(found, Phrases("en", run.calendar.zone), run.settings.people.name).page()
    console = Console(record=True, width=100, file=StringIO(), markup=False, highlight=False, force_terminal=True)
    for part in terminal.draw(page):
        console.print(part)
    return _alone(console.export_svg(title="inboxwatch report"))


def _alone(svg: str) -> str:
    """Without fonts from elsewhere; the viewer's own monospaced font does."""
    return _FONTS.sub("", svg).replace("Fira Code", "monospace")


if __name__ == "__main__":
    main()
