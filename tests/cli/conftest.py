"""The invented company on the command line: synced once, copied for tests that change it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.demo import write_company


@dataclass(frozen=True)
class Office:
    """The invented company, already synced, in a folder of its own."""

    folder: Path
    now: str
    explained: str

    def run(self, *args: str, **more: Any) -> Result:  # noqa: ANN401 - what CliRunner takes
        """Run a command with its configuration at its time."""
        options = ["--config", str(self.folder / "config.toml"), "--now", self.now]
        return CliRunner().invoke(main, [*options, *args], prog_name="inboxwatch", **more)

    def json(self, *args: str) -> Any:  # noqa: ANN401 - JSON
        """Run a command that prints JSON."""
        result = self.run(*args)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def overdue(self) -> str:
        """The id of the most overdue request."""
        found: str = self.json("requests", "--overdue", "--json")["requests"][0]["id"]
        return found


@pytest.fixture(scope="session")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("company")
    company = write_company(folder)
    office = Office(folder, company.now.isoformat(), company.explain)
    result = office.run("sync")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return office


@pytest.fixture
def office(synced: Office, tmp_path: Path) -> Office:
    folder = tmp_path / "company"
    shutil.copytree(synced.folder, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(str(synced.folder), str(folder)))
    return Office(folder, synced.now, synced.explained)


@pytest.fixture(autouse=True)
def _no_configuration_of_mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("INBOXWATCH_CONFIG", "INBOXWATCH_NOW"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
