"""Bad input, bugs, interrupts: one sentence, the right exit code, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from tests.cli.conftest import Office

ESCAPE = "\x1b"


def test_every_configuration_problem_at_once_with_exit_code_3(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[me]\nadresses = ["a@b.example"]\n[calendar]\ntimezone = "Europe/Berlinn"\n')
    config.chmod(0o600)
    result = CliRunner().invoke(main, ["--config", str(config), "status"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert 'did you mean "addresses"' in result.stderr
    assert "Europe/Berlin" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--config", "nowhere.toml", "status"], 3),
        (["--now", "soon", "status"], 2),
        (["statsu"], 2),
        (["status", "--nope"], 2),
        (["scan", "nowhere", "--me", "a@b.example"], 4),
        (["scan", ".", "--me", "nobody"], 2),
    ],
)
def test_bad_input_gives_one_sentence_and_its_exit_code(arguments: list[str], code: int) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["login", "logout"])
def test_a_password_that_is_kept_elsewhere_is_not_looked_for_in_the_keyring(command: str, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        '[me]\naddresses = ["a@b.example"]\n[[mailbox]]\nname = "work"\nconnector = "imap"\nhost = "b.example"\n'
        'username = "a@b.example"\npassword_env = "SECRET"\n'
    )
    config.chmod(0o600)
    result = CliRunner().invoke(main, ["--config", str(config), command, "work"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "comes from password_env, not from the keyring" in result.stderr


def test_a_store_that_is_none_is_left_alone(office: Office, tmp_path: Path) -> None:
    store = tmp_path / "notes.txt"
    store.write_text("not a database")
    for command in ("status", "sync", "requests"):
        result = office.run(command, "--json") if command != "sync" else office.run(command)
        assert result.exit_code == 0
        options = ["--config", str(office.folder / "config.toml"), "--store", f"sqlite:///{store}"]
        bad = CliRunner().invoke(main, [*options, command])
        assert bad.exit_code == 1
        assert "not an inboxwatch store" in bad.stderr
    assert store.read_text() == "not a database"


def test_a_bug_is_one_line_and_names_no_secret(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    from inboxwatch.cli import present

    def broken(*_: object) -> None:
        raise RuntimeError("hunter2 \x1b[2J")

    monkeypatch.setattr(present, "waiting", broken)
    result = office.run("status")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "bug" in result.stderr
    assert "hunter2" not in result.stderr
    told = CliRunner().invoke(main, ["-vv", "--config", str(office.folder / "config.toml"), "status"])
    assert "Traceback" in told.stderr
    assert ESCAPE not in told.stderr


def test_ctrl_c_ends_quietly_with_130(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    from inboxwatch.cli import present

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(present, "waiting", interrupted)
    result = office.run("status")
    assert result.exit_code == 130
    assert "Aborted" not in result.output


def test_a_closed_pipe_is_no_error(synced: Office) -> None:
    code = "from inboxwatch.cli import main; main()"
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now]
    with subprocess.Popen(
        [sys.executable, "-c", code, *options, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_ascii_terminal_gets_what_it_can_show(synced: Office) -> None:
    code = "from inboxwatch.cli import main; main()"
    options = ["--config", str(synced.folder / "config.toml"), "--now", synced.now, "requests"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    result = subprocess.run([sys.executable, "-c", code, *options], env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.isascii()


def test_demo_shows_the_whole_product(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    result = CliRunner().invoke(main, ["demo", "--keep", str(kept)])
    assert result.exit_code == 0, result.stderr
    for words in (
        "inboxwatch status",
        "inboxwatch requests --overdue",
        "Working time that was counted",
        "by department",
    ):
        assert words in result.stdout
    assert (kept / "config.toml").exists()
    assert CliRunner().invoke(main, ["demo", "--keep", str(kept)]).exit_code == 2


def test_no_all_clear_while_a_mailbox_could_not_be_read(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    mailbox = '[[mailbox]]\nname = "lost"\nconnector = "files"\npath = "nowhere.mbox"\n'
    config.write_text(f'[me]\naddresses = ["ada@corp.example"]\n{mailbox}')
    config.chmod(0o600)
    options = ["--config", str(config), "--store", f"sqlite:///{tmp_path / 'store.db'}"]
    assert CliRunner().invoke(main, [*options, "sync"]).exit_code == 4
    status = CliRunner().invoke(main, [*options, "status"])
    assert status.exit_code == 0
    assert "lost could not be read" in status.stdout
    assert "✓" not in status.stdout
