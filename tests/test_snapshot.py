"""The line for prompts: the same figures as `status`, from a file that a tracking pass writes."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.demo import Company, write_company
from inboxwatch.snapshot import Snapshot, beside, load, save, written

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
STAMP = int(NOW.timestamp())


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo's company, read into its store."""
    made = write_company(tmp_path_factory.mktemp("company"))
    done = CliRunner().invoke(main, ["--config", str(made.config), "--now", made.now.isoformat(), "sync"])
    assert done.exit_code == 0, done.output
    return made


def run(company: Company, *words: str, later: dt.timedelta = dt.timedelta()) -> Result:
    now = (company.now + later).isoformat()
    return CliRunner().invoke(main, ["--config", str(company.config), "--now", now, *words])


@pytest.mark.parametrize("hours", [0, 1, 3, 20, 24 * 4])
def test_the_line_says_what_status_says_now_and_later(company: Company, hours: int) -> None:
    """Also after closing time and over a weekend: late is what has used up its target in working time."""
    later = dt.timedelta(hours=hours)
    status = json.loads(run(company, "status", "--json", later=later).stdout)
    line = run(company, "status", "--format", "{open} {overdue}", later=later)
    assert line.stdout == f"{status['open']} {status['overdue']}\n"
    assert status["open"] > 3


def test_check_and_format_go_together(company: Company) -> None:
    assert run(company, "status", "--format", "{overdue}", "--check").exit_code == 5


def test_a_decision_is_seen_at_once(company: Company) -> None:
    first = json.loads(run(company, "status", "--json").stdout)["requests"][0]["id"]
    before = int(run(company, "status", "--format", "{open}").stdout)
    assert run(company, "dismiss", first).exit_code == 0
    assert int(run(company, "status", "--format", "{open}").stdout) == before - 1
    assert run(company, "undo").exit_code == 0
    assert int(run(company, "status", "--format", "{open}").stdout) == before


@pytest.mark.parametrize("template", ["{opne}", "{", "{open!x}", "{}", "{open.real}"])
def test_a_wrong_format_is_one_sentence(company: Company, template: str) -> None:
    done = run(company, "status", "--format", template)
    assert done.exit_code == 2 and done.output.startswith("Error: --format: ") and "Traceback" not in done.output


def test_without_a_snapshot_it_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--store", f"sqlite:///{tmp_path}/none.db", "status", "--format", "{open}"])
    assert done.exit_code == 1 and "inboxwatch sync" in done.output


def test_the_file_is_its_owners_alone_and_holds_no_names(company: Company) -> None:
    store = next(company.config.parent.glob("*.sqlite3"))
    path = beside(store)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "kestrel" not in path.read_text() and "@" not in path.read_text()
    assert not list(path.parent.glob("*.json.*"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 99}', '{"version": 1, "updated": "x"}', "\x00"])
def test_a_damaged_file_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert load(path) is None


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    snapshot = Snapshot(STAMP, (STAMP + 60,), (STAMP - 60, STAMP + 61), (STAMP - 5, STAMP + 5))
    save(tmp_path / "x.json", snapshot)
    assert load(tmp_path / "x.json") == snapshot
    values = snapshot.values(NOW)
    assert (values["open"], values["overdue"], values["promises"], values["broken"]) == ("2", "1", "2", "1")
    assert Snapshot(STAMP, (), (), ()).values(NOW)["next_due"] == "-"
    assert written("{open}\\t{{x}}\\n", values) == "2\t{x}\n"


def test_neither_database_nor_configuration_model_is_loaded(company: Company) -> None:
    code = (
        "import sys\nfrom inboxwatch.cli import main\n"
        f"sys.argv = ['inboxwatch', '--config', {str(company.config)!r}, 'status', '--format', '{{open}}']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"sqlmodel", "sqlalchemy", "pydantic", "rich", "holidays"}
