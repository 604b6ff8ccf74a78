"""T14: a password is in nothing that the command writes, whatever goes wrong: the real command against a real server.

Each password source (keyring, command, file, environment) meets each failure at -vv, which also shows tracebacks; what
was printed is searched for the canary as it is, escaped, in base64 at any alignment, and URL-encoded.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot, free_port, running

pytestmark = pytest.mark.server("dovecot")

CANARY = 'Kanarie-7 "q\\uote" %/+=&z'
ELSE = "elsewhere-canary-9"
USER = "carol@example.test"
SOURCES = ("keyring", "command", "file", "env")
RING = f"""
import keyring.backend
class Ring(keyring.backend.KeyringBackend):
    priority = 1
    def get_password(self, service, username): return {CANARY!r}
    def set_password(self, service, username, password): raise NotImplementedError
"""
PROGRAM = """
import importlib, sys
for place in {crash!r}:
    module, _, rest = place.partition(":")
    owner = importlib.import_module(module)
    *path, name = rest.split(".")
    for part in path: owner = getattr(owner, part)
    def boom(*args, **named):
        password, kept = {canary!r}, (args, named)
        raise RuntimeError("an accident")
    setattr(owner, name, boom)
importlib.import_module("inboxwatch.watch.sync").PAUSES = ()  # no second try: it would only take time
from inboxwatch.cli import main
main()
"""


def forms(secret: str) -> set[str]:
    """The ways in which a secret may show."""
    raw = secret.encode()
    found = {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], secret.replace("\\", "\\\\").replace('"', '\\"')}
    found |= {urllib.parse.quote(secret), urllib.parse.quote(secret, safe=""), urllib.parse.quote_plus(secret)}
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw).decode()
        start = -(-before * 4 // 3)
        found.add(whole[start : len(whole) - 4])  # the middle, which no neighbour changes
        found.add(whole[start : len(whole) - 4].replace("+", "-").replace("/", "_"))
    return found


def test_the_search_would_find_it() -> None:
    assert len(CANARY) > 20
    for text in (
        f"LOGIN carol {CANARY}",
        base64.b64encode(f"\0{USER}\0{CANARY}".encode()).decode(),
        base64.b64encode(f"x{CANARY}".encode()).decode(),
        f"https://x/?p={urllib.parse.quote_plus(CANARY)}",
        str(["LOGIN", CANARY]),
    ):
        assert any(form in text for form in forms(CANARY)), text


@dataclass
class Machine:
    """A configuration with one IMAP mailbox, and a command that is run with it."""

    folder: Path
    settings: dict[str, object]

    def run(self, source: str, *args: str, crash: tuple[str, ...] = (), **changed: object) -> str:
        """Run the real command at -vv; returns its exit code and everything that it wrote, files included."""
        (self.folder / "ring.py").write_text(RING)
        secret = self.folder / "secret"
        secret.write_text(f"{CANARY}\n")
        secret.chmod(0o600)
        lines = {
            "keyring": "",
            "command": f"password_command = ['{sys.executable}', '-c', 'print(open(\"secret\").read())']",
            "file": 'password_file = "secret"',
            "env": 'password_env = "THE_WORD"',
        }
        table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in {**self.settings, **changed}.items())
        config = self.folder / "config.toml"
        config.write_text(
            f'[me]\naddresses = ["{USER}"]\n[calendar]\ntimezone = "UTC"\n[store]\nurl = "sqlite:///store.db"\n'
            f'[[mailbox]]\nname = "work"\nconnector = "imap"\n{table}\n{lines[source]}\n'
        )
        config.chmod(0o600)
        environment = {
            **{name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ},
            "PYTHONPATH": os.pathsep.join([str(self.folder), *sys.path]),
            "PYTHON_KEYRING_BACKEND": "ring.Ring",
            "PYTHONDONTWRITEBYTECODE": "1",
            "THE_WORD": CANARY if source == "env" else "",
        }
        code = PROGRAM.format(crash=crash, canary=CANARY)
        done = subprocess.run(
            [sys.executable, "-c", code, "--config", str(config), "-vv", *args],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        left = [path for path in self.folder.rglob("*") if path.is_file() and path.name not in {"ring.py", "secret"}]
        written = "".join(path.read_bytes().decode("latin-1") for path in left)
        return f"exit {done.returncode}\n{done.stdout}{done.stderr}{written}"


def silent(output: str) -> str:
    """The output, in which the canary is not."""
    for form in forms(CANARY):
        assert form not in output
    return output


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A server that lets carol in with the canary."""
    for dovecot in running(Dovecot()):
        with (dovecot.folder / "users").open("a") as users:
            users.write(f"{USER}:{{PLAIN}}{CANARY}::::::\n")
        yield dovecot


@pytest.fixture
def machine(server: Dovecot, tmp_path: Path) -> Machine:
    folder = tmp_path / "machine"
    folder.mkdir()
    return Machine(folder, server.settings(username=USER, timeout=2.0))


@pytest.mark.parametrize("source", SOURCES)
def test_t14_a_good_pass_writes_no_password(machine: Machine, source: str) -> None:
    """The canary opens the door, so each source really hands it out; no file of the folder has it afterwards."""
    output = silent(machine.run(source, "sync"))
    assert output.startswith("exit 0\n")
    assert "work: 0 new messages" in output
    for command in (["doctor"], ["doctor", "--json"], ["rebuild", "--read"], ["export"], ["status", "--json"]):
        assert silent(machine.run(source, *command)).startswith("exit 0\n"), command


Failure = Callable[[Path], dict[str, object]]
FAILURES: dict[str, Failure] = {
    "refused the password": lambda _: {"username": "alice@example.test"},
    "There is no host named": lambda _: {"host": "no-such-host.invalid"},
    "the connection was refused": lambda _: {"port": free_port()},
    "The certificate of": lambda folder: {"ca_file": str(Authority(folder / "foreign", "another CA").file)},
    "work: ": lambda _: {"security": "starttls"},  # on the port where TLS begins at once
}
"""Words of the error -> what is changed in the configuration to have it."""
PASSING = ("the connection was refused", "work: ")
"""Failures that are tried again after a while; once is enough, for no password has been asked for."""


@pytest.mark.parametrize(
    ("source", "words"),
    [(source, words) for source in SOURCES for words in FAILURES if source == "file" or words not in PASSING],
)
def test_t14_no_failure_writes_the_password(machine: Machine, source: str, words: str, tmp_path: Path) -> None:
    output = silent(machine.run(source, "sync", **FAILURES[words](tmp_path)))
    assert output.startswith("exit 4\n")
    assert words in output


@pytest.mark.parametrize("command", [["doctor"], ["doctor", "--json"], ["rebuild", "--read"], ["status"]])
def test_t14_no_command_shows_the_password_that_was_refused(machine: Machine, command: list[str]) -> None:
    assert silent(machine.run("file", "sync")).startswith("exit 0\n")
    output = silent(machine.run("file", "sync", username="alice@example.test"))
    assert output.startswith("exit 4\n")
    silent(machine.run("file", *command, username="alice@example.test"))


CRASHES = [
    "connectors.imap_session:Session._login",
    "connectors.imap_session:Link.plain",
    "connectors.imap_session:Session._enter",
    "connectors.imap_pass:Pass.batches",
    "connectors.imap_wire:Wire.send",
    "inboxwatch.credentials:secret_for",
    "inboxwatch.credentials:_first_line",
    "inboxwatch.watch.sync:Pass._alarms",
    "inboxwatch.watch.sync:track",
    "inboxwatch.plugins:connector",
    "inboxwatch.store.store:Store.succeeded",
]


@pytest.mark.parametrize("place", CRASHES)
def test_t14_a_bug_anywhere_writes_no_password(machine: Machine, place: str) -> None:
    """The frame that fails holds the password among its locals; at -vv the traceback is shown, without locals."""
    output = silent(machine.run("file", "sync", crash=(place,)))
    assert output.startswith(("exit 1\n", "exit 4\n"))
    assert "an accident" in output or "RuntimeError" in output


def test_t14_secrets_of_the_configuration_are_not_shown(tmp_path: Path) -> None:
    """Addresses of stores, channels and calendars may be credentials; neither a problem nor a failure shows them."""
    config = tmp_path / "config.toml"
    quoted = urllib.parse.quote(ELSE)
    config.write_text(
        f'[me]\naddresses = ["{USER}"]\n[calendar]\nical = ["http://cal.example/{ELSE}.ics"]\nhollidays = "DE"\n'
        f'[store]\nurl = "mysql://ada:{quoted}@db.example/x"\n[[channel]]\nname = "chat"\nkind = "pigeon"\n'
        f'url = "slack://{ELSE}"\n[[mailbox]]\nname = "work"\nconnector = "imap"\nhost = "x"\npassword = "{ELSE}"\n'
        f'client_secret = "{ELSE}"\nusername = 3\n'
    )
    for mode in (0o600, 0o644):
        config.chmod(mode)
        for command in (["status"], ["sync"], ["doctor"], ["export"]):
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM.format(crash=(), canary=""), "--config", str(config), "-vv", *command],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 3
            for key in ("hollidays", "store.url", "channel[1].kind", "password", "client_secret", "username"):
                assert key in done.stderr
            assert ELSE not in done.stdout + done.stderr


@pytest.mark.parametrize("url", [f"postgresql+psycopg://ada:{ELSE}@127.0.0.1:9/x", f"mysql://ada:{ELSE}@db/x"])
def test_t14_the_password_of_a_store_is_not_shown(tmp_path: Path, url: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[me]\naddresses = ["{USER}"]\n[calendar]\ntimezone = "UTC"\n')
    config.chmod(0o600)
    for command in (["status"], ["doctor"], ["requests"], ["rebuild"]):
        done = subprocess.run(
            [
                *(sys.executable, "-c", PROGRAM.format(crash=(), canary="")),
                *("--config", str(config), "--store", url, "-vv", *command),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert ELSE not in done.stdout + done.stderr
