"""`init` against a real server: nothing is written before the sign-in has worked, then everything runs."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot

pytestmark = pytest.mark.server("dovecot")

COMMAND = [sys.executable, "-c", "from inboxwatch.cli import main; main()"]
MAIL = (
    b"From: bo@example.test\r\nTo: alice@example.test\r\nSubject: Plan\r\nMessage-ID: <1@x>\r\n\r\nCan you send it?\r\n"
)


def options(server: Dovecot) -> list[str]:
    place = ["--host", "localhost", "--port", str(server.tls_port), "--ca-file", str(server.ca)]
    return ["--address", "alice@example.test", "--timezone", "Europe/Berlin", *place]


def run(config: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "INBOXWATCH_CONFIG": str(config), **environment}
    command = [*COMMAND, "init", *words]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def test_init_by_options_ends_with_mail_read(dovecot: Dovecot, tmp_path: Path) -> None:
    dovecot.wipe("alice")
    dovecot.append("alice", "INBOX", [MAIL])
    config = tmp_path / "new" / "config.toml"
    done = run(config, *options(dovecot), "--name", "Alice", "--password-env", "PW", "--yes", PW="secret-a")
    assert done.returncode == 0, done.stderr
    assert "✓ work: 1 new message" in done.stderr and "Next: inboxwatch status" in done.stderr
    assert "INBOX with 1 message" in done.stdout
    assert "secret-a" not in done.stderr + done.stdout
    table = tomllib.loads(config.read_text())
    assert table["me"] == {"name": "Alice", "addresses": ["alice@example.test"]}
    assert table["calendar"] == {"timezone": "Europe/Berlin", "holidays": "DE"}
    assert table["directory"] == {"internal_domains": ["example.test"]}, "or each status would say what is assumed"
    assert table["mailbox"][0]["password_env"] == "PW"
    assert config.stat().st_mode & 0o777 == 0o600 and config.parent.stat().st_mode & 0o777 == 0o700
    again = run(config, *options(dovecot), "--password-env", "PW", "--yes", PW="secret-a")
    assert again.returncode == 2 and "--add" in again.stderr
    more = run(
        config,
        *options(dovecot),
        "--add",
        "--mailbox",
        "two",
        "--password-env",
        "PW",
        "--yes",
        "--no-sync",
        PW="secret-a",
    )
    assert more.returncode == 0, more.stderr
    assert [each["name"] for each in tomllib.loads(config.read_text())["mailbox"]] == ["work", "two"]


def test_a_wrong_password_writes_nothing(dovecot: Dovecot, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    done = run(config, *options(dovecot), "--password-env", "PW", "--yes", PW="wrong-canary")
    assert done.returncode == 4 and "refused the password" in done.stderr
    assert "wrong-canary" not in done.stderr and not config.exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--address", "nobody", "--password-env", "PW", "--yes"], "nobody is not an e-mail address"),
        (["--yes"], "keyring"),
        (["--password-env", "PW", "--yes"], "Your mail address"),
        (["--address", "a@b.example", "--offline", "--password-env", "PW", "--yes"], "Give --host"),
        (["--add", "--yes"], "Leave out --add"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, words: list[str], expected: str) -> None:
    done = run(tmp_path / "config.toml", *words, PW="x")
    assert done.returncode == 2 and expected in done.stderr


def test_an_unknown_zone_is_said_and_nothing_written(dovecot: Dovecot, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    words = [*options(dovecot), "--timezone", "Europe/Berln", "--password-env", "PW", "--yes"]
    done = run(config, *words, PW="secret-a")
    assert done.returncode == 2 and "Europe/Berlin" in done.stderr and not config.exists()


def test_a_person_at_a_terminal_may_mistype_the_password(dovecot: Dovecot, tmp_path: Path) -> None:
    """The password is typed twice, unseen, and ends in the keyring."""
    config = tmp_path / "config.toml"
    ours, theirs = pty.openpty()
    surroundings = {
        **os.environ,
        "INBOXWATCH_CONFIG": str(config),
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    }
    command = [*COMMAND, "init", *options(dovecot), "--no-sync"]
    with subprocess.Popen(command, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = ""
        for question, answer in (
            ("Your name", "Alice"),
            ("Password of", "mistyped"),
            ("Password of", "secret-a"),
            ("Public holidays", ""),
        ):
            while question not in seen:
                seen += os.read(ours, 4096).decode()
            seen = seen[seen.index(question) + len(question) :]
            os.write(ours, f"{answer}\n".encode())
        rest = ""
        while True:
            try:
                data = os.read(ours, 4096)
            except OSError:  # the terminal is gone with the program
                break
            if not data:
                break
            rest += data.decode()
        assert process.wait(60) == 0, rest
    os.close(ours)
    assert "secret-a" not in rest and "keyring" in rest
    assert tomllib.loads(config.read_text())["calendar"]["holidays"] == "DE"
