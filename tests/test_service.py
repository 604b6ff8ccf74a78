"""`service`: the files for systemd and launchd, and the promise never to touch somebody else's."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.errors import UsageError
from inboxwatch.watch.service import MARK, ours, service

CONFIG = '[me]\naddresses = ["ada@corp.example"]\n[calendar]\ntimezone = "UTC"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "with space & 100%.toml"
    path.write_text(CONFIG + f'[store]\nurl = "sqlite:///{tmp_path}/store.db"\n')
    path.chmod(0o600)
    return path


@pytest.fixture
def no_systemctl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is started here."""
    monkeypatch.setenv("PATH", str(tmp_path))


def call(config: Path, *args: str) -> tuple[int, str]:
    """Run the command; returns its exit code and all that it said."""
    done = CliRunner().invoke(main, ["--config", str(config), "service", *args])
    return done.exit_code, done.output


def unit(home: Path) -> Path:
    return home / "xdg_config_home" / "systemd" / "user" / "inboxwatch.service"


def test_the_unit_starts_this_interpreter_with_this_configuration(config: Path) -> None:
    code, text = call(config, "install", "--show")
    assert code == 0
    quoted = str(config).replace("%", "%%")
    assert f'ExecStart="{sys.executable}" "-m" "inboxwatch" "--config" "{quoted}" "run"\n' in text
    for line in ("Type=notify", "NoNewPrivileges=yes", "RestartPreventExitStatus=2 3", "UMask=0077"):
        assert line in text.splitlines()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_systemd_takes_the_unit(config: Path, tmp_path: Path) -> None:
    _, text = call(config, "install", "--show")
    file = tmp_path / "inboxwatch.service"
    file.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    told = [line for line in done.stderr.splitlines() if "inboxwatch" in line]
    assert (done.returncode, told) == (0, []), done.stderr


def test_words_are_quoted_as_systemd_wants_it() -> None:
    made = service(["--config", '/a "b"\\$c%d'], Path("/h"), Path("/h/.config"), platform="linux")
    assert '"/a \\"b\\"\\\\$$c%%d" "run"\n' in made.text
    with pytest.raises(UsageError):
        service(["--config", "/a\nExecStartPre=evil"], Path("/h"), Path("/h/.config"), platform="linux")


def test_launchd_gets_a_property_list() -> None:
    made = service(["--config", "/a & <b>"], Path("/Users/ada"), Path("/x"), platform="darwin")
    read = plistlib.loads(made.text.encode())
    assert read["ProgramArguments"] == [sys.executable, "-m", "inboxwatch", "--config", "/a & <b>", "run"]
    assert read["KeepAlive"] == {"SuccessfulExit": False} and MARK in made.text
    assert made.path == Path("/Users/ada/Library/LaunchAgents/org.inboxwatch.run.plist")


def test_elsewhere_there_is_no_service() -> None:
    with pytest.raises(UsageError, match="systemd"):
        service([], Path("/h"), Path("/h"), platform="win32")


@pytest.mark.usefixtures("no_systemctl")
@pytest.mark.skipif(sys.platform != "linux", reason="a systemd unit is what Linux gets")
def test_install_writes_once_and_again_and_remove_takes_it_away(config: Path, home: Path) -> None:
    code, said = call(config, "install")
    assert code == 1 and "There is no systemctl here" in said and ours(unit(home)) is True
    assert call(config, "install", "--no-start")[0] == 0
    code, said = call(config, "status")
    assert code == 1 and str(unit(home)) in said.replace("\n", "") and "No daemon is running" in said
    assert call(config, "remove")[0] == 0
    assert not unit(home).exists()
    assert "no service file" in call(config, "remove")[1]


@pytest.mark.usefixtures("no_systemctl")
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
@pytest.mark.skipif(sys.platform != "linux", reason="a systemd unit is what Linux gets")
def test_somebody_elses_file_is_never_touched(config: Path, home: Path, tmp_path: Path, kind: str) -> None:
    path = unit(home)
    path.parent.mkdir(parents=True)
    other = tmp_path / "other"
    other.write_text(f"# {MARK}\n")
    if kind == "file":
        path.write_text("[Service]\nExecStart=/bin/true\n")
    elif kind == "link":
        path.symlink_to(other)
    else:
        path.mkdir()
    for command in ("install", "remove"):
        code, said = call(config, command)
        assert code == 1 and "was not written by" in said
    assert path.exists() and other.read_text() == f"# {MARK}\n"
    if kind == "file":
        assert path.read_text() == "[Service]\nExecStart=/bin/true\n"
