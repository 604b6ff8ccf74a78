"""`demo`: the product on an invented company."""

from __future__ import annotations

import dataclasses
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.rule import Rule

    from inboxwatch.cli.present import Present
    from inboxwatch.cli.run import Run
    from inboxwatch.demo import Company
    from inboxwatch.views.table import Frame


@click.command(
    "demo",
    epilog="""\b
Examples:
  inboxwatch demo
  inboxwatch demo --dashboard
  inboxwatch demo --keep company && inboxwatch --config company/config.toml requests
""",
)
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep everything there.")
@click.option("--dashboard", is_flag=True, help="Look at it in the dashboard.")
@click.pass_obj
def demo_command(run: Run, keep: Path | None, *, dashboard: bool) -> None:
    """Read the mail of an invented company into a throw-away store, and show what the product makes of it.

    Needs no account, touches none, and asks nothing.
    """
    from inboxwatch.cli.dashboard import show, terminal
    from inboxwatch.demo import write_company

    if dashboard:
        terminal("Use 'inboxwatch demo', which prints the same and ends.")
    with _folder(keep) as folder:
        company = write_company(folder)
        there = dataclasses.replace(
            run, config_path=str(company.config), store_option=None, now=company.now, frozen=True
        )
        _sync(there, company)
        if dashboard:
            show(there)
        else:
            _show(there, company)
        if keep:
            options = f"--config {company.config} --now {company.now.isoformat()}"
            run.say(f"Kept in {keep}. Go on with: inboxwatch {options} requests")


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="inboxwatch-demo-") as folder:
            yield Path(folder)
        return
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise UsageError(f"{keep} is not an empty folder.", "Name a new one.")
    yield keep


def _sync(run: Run, company: Company) -> None:
    from inboxwatch.cli.progress import reading
    from inboxwatch.views.words import exact, plural
    from inboxwatch.watch import sync

    with run.open_store() as store, reading(run) as progress:
        report = sync(run.settings, store, run.now, progress)
    new = plural(sum(mailbox.new for mailbox in report.mailboxes), "message")
    run.say(f"{company.title}: {company.people} people, {new} read. It is {exact(run.now, run.calendar.zone)} there.")


def _show(run: Run, company: Company) -> None:
    """Status, what is overdue, the week, one clock explained, figures by department."""
    from rich.text import Text

    from inboxwatch.cli.account import account_of
    from inboxwatch.cli.present import listed, waiting
    from inboxwatch.figures import figures
    from inboxwatch.store import Filter
    from inboxwatch.views import requests, story
    from inboxwatch.views.figures import departments, sentence
    from inboxwatch.views.table import heading

    found, everything, frame = waiting(run), listed(run, Filter()), run.frame()
    late = sorted((item for item in everything if requests.is_late(item)), key=requests.urgency)
    total = figures(everything)
    run.show(Text(), _title("inboxwatch status"), *_now(found, frame))
    run.show(Text(), _title("inboxwatch requests --overdue"), requests.listing(late, frame=frame))
    run.show(Text(), _title("inboxwatch report"), *_week(run))
    account = account_of(run, company.explain, read=False)
    identity = account.request.id if account.request else company.explain
    run.show(Text(), _title(f"inboxwatch explain {identity}"), *story.lines(account, now=run.now, zone=frame.zone))
    run.show(Text(), _title("Figures by department"), heading(sentence(total)), Text())
    run.show(departments(total, width=frame.width))


def _now(found: Present, frame: Frame) -> list[RenderableType]:
    from inboxwatch.views import apart, status

    lines = apart.lines(found.owed, found.external, frame=frame)
    return status.screen(found.waiting, found.mailboxes, (), frame=frame, beside=lines, promised=found.promised)


def _week(run: Run) -> Iterator[RenderableType]:
    """Last week's summary, in English like all of the demo."""
    from inboxwatch.cli.present import fresh_read
    from inboxwatch.views.summary import terminal
    from inboxwatch.views.summary.content import Content
    from inboxwatch.views.summary.phrases import Phrases
    from inboxwatch.watch.report import last_week, summary

    zone = run.calendar.zone
    found, _ = fresh_read(run, lambda quick: summary(run.settings, quick, last_week(run.now, zone), run.now))
    return terminal.draw(Content(found, Phrases("en", zone), run.settings.people.name).page())


def _title(words: str) -> Rule:
    from rich.rule import Rule
    from rich.text import Text

    return Rule(Text(words, style="bold"), align="left", style="dim")
