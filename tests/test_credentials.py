"""Secrets: four sources, nothing kept, nothing shown (T14, T15)."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import keyring
import keyring.errors
import pytest

from inboxwatch.config import MailboxSettings
from inboxwatch.credentials import PATIENCE, delete_secret, secret_for, store_secret
from inboxwatch.errors import InboxwatchError, PermanentError, TransientError
from tests.rings import FileKeyring

CANARY = "hunter2-canary"


def mailbox(**keys: object) -> MailboxSettings:
    return MailboxSettings.model_validate({"name": "work", "connector": "imap", "username": "ada@corp.example", **keys})


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


# Keyring


def test_the_keyring_is_the_default(ring: FileKeyring, tmp_path: Path) -> None:
    source = mailbox()
    store_secret(source, CANARY)
    assert secret_for(source, tmp_path)() == CANARY
    assert ring.get_password("inboxwatch/work", "ada@corp.example") == CANARY
    assert delete_secret(source)
    assert not delete_secret(source)
    with pytest.raises(PermanentError, match="has no password for mailbox 'work'") as caught:
        secret_for(source, tmp_path)()
    assert "keyring set 'inboxwatch/work' 'ada@corp.example'" in str(caught.value)


def test_another_service_of_the_keyring(ring: FileKeyring, tmp_path: Path) -> None:
    ring.set_password("mail", "ada@corp.example", CANARY)
    assert secret_for(mailbox(keyring="mail"), tmp_path)() == CANARY
    assert mailbox(keyring=True).keyring is None


@pytest.mark.usefixtures("ring")
def test_two_mailboxes_of_one_user_have_their_own_secrets(tmp_path: Path) -> None:
    store_secret(mailbox(), "one")
    store_secret(mailbox(name="other"), "two")
    assert secret_for(mailbox(), tmp_path)() == "one"
    assert secret_for(mailbox(name="other"), tmp_path)() == "two"


def test_without_a_keyring_the_other_ways_are_named(tmp_path: Path) -> None:
    for act in (
        secret_for(mailbox(), tmp_path),
        lambda: store_secret(mailbox(), CANARY),
        lambda: delete_secret(mailbox()),
    ):
        with pytest.raises(PermanentError, match="no keyring that can be used") as caught:
            act()
        assert "password_command, password_file or password_env" in str(caught.value)
        assert CANARY not in repr(caught.value)


def test_a_locked_keyring_may_be_open_later(ring: FileKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise keyring.errors.KeyringLocked(CANARY)

    monkeypatch.setattr(ring, "get_password", locked)
    with pytest.raises(TransientError, match="locked") as caught:
        secret_for(mailbox(), tmp_path)()
    assert CANARY not in str(caught.value)


# Command


def test_the_first_line_of_a_command_counts(tmp_path: Path) -> None:
    assert secret_for(mailbox(password_command=python(f"print('{CANARY}\\nuser: ada')")), tmp_path)() == CANARY


def test_a_command_runs_in_the_configurations_folder(tmp_path: Path) -> None:
    command = python("import os; print(os.getcwd())")
    assert Path(secret_for(mailbox(password_command=command), tmp_path)()).samefile(tmp_path)


def test_a_command_may_be_one_text_and_no_shell_sees_it(tmp_path: Path) -> None:
    """T15: `password_command` is run without a shell."""
    source = mailbox(password_command=f"echo $HOME ; touch {tmp_path}/hacked '& more'")
    assert source.password_command == ("echo", "$HOME", ";", "touch", f"{tmp_path}/hacked", "& more")
    assert secret_for(source, tmp_path)() == f"$HOME ; touch {tmp_path}/hacked & more"
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["no-such-program-anywhere"], "is not there"),
        (
            python("import sys; print('hunter2-canary'); print('hunter2-canary', file=sys.stderr); sys.exit(3)"),
            "exit code 3",
        ),
        (python("pass"), "printed no password"),
        (python("import sys; sys.stdout.buffer.write(b'\\xff\\xfe')"), "printed no UTF-8 text"),
        (["."], "cannot be run|is not there"),
    ],
)
def test_t14_a_command_that_fails_shows_nothing_of_what_it_wrote(
    tmp_path: Path, command: list[str], words: str
) -> None:
    with pytest.raises(PermanentError, match=words) as caught:
        secret_for(mailbox(password_command=command), tmp_path)()
    assert CANARY not in f"{caught.value!r}".replace(repr(command), "")


def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PATIENCE <= 60
    monkeypatch.setattr("inboxwatch.credentials.PATIENCE", 0.5)
    pid = tmp_path / "pid"
    child = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    command = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    started = time.monotonic()
    with pytest.raises(TransientError, match="took over"):
        secret_for(mailbox(password_command=command), tmp_path)()
    assert time.monotonic() - started < 20
    if pid.exists() and pid.read_text():
        deadline = time.monotonic() + 10
        while Path(f"/proc/{pid.read_text()}/stat").exists() and time.monotonic() < deadline:
            if " Z " in Path(f"/proc/{pid.read_text()}/stat").read_text():
                break
            time.sleep(0.05)
        assert time.monotonic() < deadline, "the child was ended too"


# File


def secret_file(tmp_path: Path, text: str = f"{CANARY}\r\n# since March\n", mode: int = 0o600) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(text.encode())
    path.chmod(mode)
    return path


def test_the_first_line_of_a_private_file_counts(tmp_path: Path) -> None:
    secret_file(tmp_path)
    assert secret_for(mailbox(password_file="secret"), tmp_path)() == CANARY


def test_a_file_in_the_home_folder(home: Path, tmp_path: Path) -> None:
    secret_file(home)
    assert secret_for(mailbox(password_file="~/secret"), tmp_path)() == CANARY


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o622])
def test_t15_a_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = secret_file(tmp_path, mode=mode)
    with pytest.raises(PermanentError, match="read or written by others") as caught:
        secret_for(mailbox(password_file=str(path)), tmp_path)()
    assert "chmod 600" in str(caught.value)
    assert CANARY not in str(caught.value)
    assert stat.S_IMODE(path.stat().st_mode) == mode, "nothing was changed behind the user's back"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_t15_a_file_or_link_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = secret_file(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(path)
    assert secret_for(mailbox(password_file="link"), tmp_path)() == CANARY
    os.chown(link, 12345, 12345, follow_symlinks=False)
    with pytest.raises(PermanentError, match="belongs to somebody else"):
        secret_for(mailbox(password_file="link"), tmp_path)()
    os.chown(path, 12345, 12345)
    with pytest.raises(PermanentError, match="belongs to somebody else"):
        secret_for(mailbox(password_file="secret"), tmp_path)()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ("nothing", "cannot be read"),
        ("folder", "cannot be read|not a file"),
        ("pipe", "not a file"),
        ("empty", "is empty"),
    ],
)
def test_files_that_hold_no_secret(tmp_path: Path, make: str, words: str) -> None:
    path = tmp_path / "secret"
    if make == "folder":
        path.mkdir(mode=0o700)
    elif make == "pipe":
        os.mkfifo(path, 0o600)
    elif make == "empty":
        secret_file(tmp_path, "\n")
    with pytest.raises(PermanentError, match=words):
        secret_for(mailbox(password_file="secret"), tmp_path)()


# Environment


def test_a_variable_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    get = secret_for(mailbox(password_env="WORK_PASSWORD"), tmp_path)
    with pytest.raises(PermanentError, match="WORK_PASSWORD, which is not set"):
        get()
    monkeypatch.setenv("WORK_PASSWORD", CANARY)
    assert get() == CANARY, "it is looked up when it is needed"


# All of them


def test_t14_no_secret_in_repr_or_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORK_PASSWORD", CANARY)
    source = mailbox(password_env="WORK_PASSWORD")
    get = secret_for(source, tmp_path)
    assert get() == CANARY
    assert CANARY not in f"{get!r} {source!r} {source.model_dump()!r} {vars(source)!r}"


def test_the_settings_of_a_mailbox_fetch_their_secret(tmp_path: Path) -> None:
    secret_file(tmp_path)
    assert mailbox(password_file="secret").at(tmp_path).secret() == CANARY


def test_errors_are_ours_and_say_what_to_do(tmp_path: Path) -> None:
    for keys in ({}, {"password_env": "X_NOT_SET"}, {"password_file": "none"}, {"password_command": ["none-such"]}):
        with pytest.raises(InboxwatchError) as caught:
            secret_for(mailbox(**keys), tmp_path)()
        assert caught.value.remedy
        assert "work" in caught.value.message
