"""Help, completion, and what may be imported for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import inboxwatch
from inboxwatch.cli import COMMANDS, main
from tests.cli.conftest import Office


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"], prog_name="inboxwatch")
    assert result.exit_code == 0
    assert f"inboxwatch {name}" in result.stdout.split("Example")[1]


def test_help_lists_every_command_and_no_other() -> None:
    result = CliRunner().invoke(main, ["--help"])
    listed = re.findall(r"^  ([a-z]+)  +[A-Z]", result.stdout.split("Commands:")[1], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_no_sentence_names_a_command_that_does_not_exist() -> None:
    """Remedies are followed by people: what they name must be there."""
    root = Path(inboxwatch.__file__).parent
    sources = [*root.rglob("*.py"), *(root.parent / "connectors").glob("*.py"), *(root.parent / "docs").glob("*.md")]
    named = {
        word
        for source in sources
        for word in re.findall(
            r"""(?:['`]|^\s*(?:\$ )?)inboxwatch (?:-[\w-]+ )*([a-z]{3,})\b""",
            source.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    assert {"sync", "status", "doctor"} <= named
    assert named <= set(COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom inboxwatch.cli import main\n"
        "try:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'exchangelib', 'pydantic', 'rich', 'imapclient', 'connectors', 'holidays',"
        " 'icalendar', 'alembic', 'keyring', 'selectolax'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"


def test_status_imports_no_database_toolkit(synced: Office) -> None:
    code = (
        "import sys\nfrom inboxwatch.cli import main\n"
        "try:\n main(sys.argv[1:])\nexcept SystemExit:\n pass\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'alembic', 'imapclient', 'exchangelib', 'selectolax', 'icalendar'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now, "status"]
    result = subprocess.run([sys.executable, "-c", code, *options], capture_output=True, text=True, check=True)
    assert result.stderr.strip().endswith("[]")


def test_shell_completion_knows_commands_without_importing_them() -> None:
    environment = {
        **os.environ,
        "_INBOXWATCH_COMPLETE": "bash_complete",
        "COMP_WORDS": "inboxwatch s",
        "COMP_CWORD": "1",
    }
    code = "from inboxwatch.cli import main; main(prog_name='inboxwatch')"
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert {line.partition(",")[2] for line in result.stdout.split()} == {"scan", "service", "sync", "status", "snooze"}
