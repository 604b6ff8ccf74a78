"""Times at the ends of the calendar are mistakes of the command line, not bugs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.demo import write_company
from tests.test_dashboard_live import options


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose store is derived for its own time; what is asked here changes nothing."""
    made = write_company(tmp_path_factory.mktemp("odd") / "company")
    assert CliRunner().invoke(main, [*options(made), "sync"]).exit_code == 0
    return made.config


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(config), *words])


@pytest.mark.parametrize("now", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_a_clock_frozen_beyond_the_calendar_is_refused(config: Path, now: str) -> None:
    done = run(config, "--now", now, "report")
    assert done.exit_code == 2 and "lies too far away" in done.stderr, done.output


@pytest.mark.parametrize("week", ["9999-W52", "0001-W01", "2026-W54", "0000-W01"])
def test_a_week_beyond_the_calendar_is_none(config: Path, week: str) -> None:
    done = run(config, "--now", "2026-05-21T12:30:00Z", "report", "--week", week)
    assert done.exit_code == 2 and 'is not a week like "2026-W47"' in done.stderr, done.output


@pytest.mark.parametrize("now", ["1970-01-01T00:00:00Z", "2126-12-31T23:59:59Z"])
@pytest.mark.parametrize("command", ["status", "report"])
def test_far_away_is_no_mistake(config: Path, now: str, command: str) -> None:
    done = run(config, "--now", now, command)
    assert done.exit_code == 0, done.output
