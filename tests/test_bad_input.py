"""Bad input, one row each: one clear sentence that says what to do, the exit code of docs/json.md, no traceback.

Rows with a server run against a real one. What is readable beside the bad input is never lost.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from tests.builders import raw
from tests.servers.dovecot import Dovecot, dovecot, free_port, running

__all__ = ["dovecot"]

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
GOOD = (
    '[me]\naddresses = ["ada@corp.example"]\n[directory]\ninternal_domains = ["corp.example"]\n'
    '[calendar]\ntimezone = "UTC"\n[calendar.hours]\nmon = ["09:00-17:00"]\n[store]\nurl = "sqlite:///store.db"\n'
    '[[mailbox]]\nname = "work"\nconnector = "files"\npath = "mail"\n'
)
NOW = "2026-03-02T15:00:00Z"
COMMANDS = [
    ["status"],
    ["requests"],
    ["sync"],
    ["explain", "x"],
    ["dismiss", "x"],
    ["done", "x"],
    ["mark", "x"],
    ["snooze", "x", "2h"],
    ["undo", "x"],
    ["promises"],
    ["rebuild"],
    ["export"],
    ["forget", "bo@corp.example", "--yes"],
    ["purge"],
    ["doctor"],
    ["scan", "mail", "--me", "ada@corp.example"],
    ["classify", "mail/1.eml"],
]
"""Every command that reads the configuration."""


@dataclass
class Place:
    """A folder with a good configuration and one mail."""

    folder: Path

    def write(self, text: str, name: str = "config.toml") -> None:
        """Write a file that only its owner may touch."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)

    def run(self, *args: str, config: str = "config.toml") -> Result:
        """Run the command in this folder."""
        return CliRunner().invoke(main, ["--config", config, "--now", NOW, *args])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_bytes(raw())
    monkeypatch.chdir(tmp_path)
    there = Place(tmp_path)
    there.write(GOOD)
    return there


def clear(result: Result, code: int, *words: str) -> None:
    """One error, with these words and the exit code; nothing on stdout, no traceback."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.count("Error: ") == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "bug" not in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr


# The configuration


def keys(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - TOML
    """Every key of a TOML document, with the tables above it; of a list of tables, those of each."""
    if isinstance(table, list):
        for entry in table:
            yield from keys(entry, path)
    elif isinstance(table, dict):
        for key, value in table.items():
            yield (*path, key)
            yield from keys(value, (*path, key))


FREE = {("ack", "template"), ("calendar", "special_hours"), ("directory", "departments")}
"""Tables whose keys are the user's own."""
KEYS = sorted({path for path in keys(tomllib.loads(EXAMPLE.read_text())) if path[:2] not in FREE or len(path) == 2})


def _lines(path: tuple[str, ...]) -> list[int]:
    """Where the example sets a key, or begins a table."""
    table: tuple[str, ...] = ()
    found = []
    for number, line in enumerate(EXAMPLE.read_text().splitlines()):
        if header := re.match(r"\[+([a-z._]+)\]", line):
            table = tuple(header[1].split("."))
            if table == path:
                found.append(number)
        elif (key := re.match(r"([a-z_]+) = ", line)) and (*table, key[1]) == path:
            found.append(number)
    return found


@pytest.mark.parametrize("path", KEYS, ids=".".join)
def test_every_mistyped_key_is_named_with_its_line_and_the_one_that_was_meant(
    place: Place, path: tuple[str, ...]
) -> None:
    lines = EXAMPLE.read_text().splitlines()
    wrong = path[-1][:-1] + "q" + path[-1][-1:]
    numbers = _lines(path)
    if not numbers:
        pytest.fail(f"{path} stands in no line of its own")
    number = numbers[0]
    lines[number] = re.sub(rf"(^|[\[.]){path[-1]}\b", rf"\g<1>{wrong}", lines[number], count=1)
    place.write("\n".join(lines))
    result = place.run("status")
    clear(result, 3, "config.toml", wrong, f"line {number + 1}: ", "config.example.toml")
    [told] = [line for line in result.stderr.splitlines() if f"{wrong}:" in line]
    assert f'did you mean "{path[-1]}"' in told or "valid here" in told


@pytest.mark.parametrize("path", [path for path in KEYS if _lines(path)], ids=".".join)
def test_every_value_of_a_wrong_type_is_named_with_its_line(place: Place, path: tuple[str, ...]) -> None:
    lines = EXAMPLE.read_text().splitlines()
    number = _lines(path)[0]
    if lines[number].startswith("["):
        lines[number:] = []  # the table becomes a number
        head = path[-1] if len(path) == 1 else ""
        if not head:
            return
        lines.insert(0, f"{head} = 7")
        number = 0
    else:
        lines[number] = f"{path[-1]} = {{ odd = 1979-05-27 }}"
    place.write("\n".join(lines))
    clear(place.run("status"), 3, f"line {number + 1}: ", path[-1])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_refuses_a_wrong_key_of_a_mailbox(place: Place, command: list[str]) -> None:
    """The connector's own keys are no exception, whatever the command needs of them."""
    place.write(
        GOOD + '[[mailbox]]\nname = "far"\nconnector = "imap"\nhots = "mail.corp.example"\nusername = "ada"\n'
        '[[mailbox]]\nname = "open"\nconnector = "imap"\nhost = "mail.corp.example"\nusername = "ada"\n'
        'security = "insecure"\n'
    )
    result = place.run(*command)
    clear(
        result, 3, 'line 18: mailbox[2].hots: there is no such key; did you mean "host"?', "mailbox[2].host: is missing"
    )
    assert 'line 25: mailbox[3].security: "insecure" is for this computer itself' in result.stderr


CONFIGURATIONS: list[tuple[str, str, str]] = [
    ("[me\n", "not valid TOML", "line 1"),
    ('[[mailbox]]\nname = "a"\nconnector = "imapp"\n', "There is no connector 'imapp'", "Did you mean 'imap'?"),
    ('[directory]\nfile = "none.csv"\n', "none.csv cannot be read", "No such file"),
    ('[calendar]\nical = ["none.ics"]\n', "none.ics cannot be read", "No such file"),
    ('[calendar]\nical = ["http://cal.example/x"]\n', "only https:// URLs", "line 2"),
    ('[calendar]\ntimezone = "Europe/Berlinn"\n', "is not an IANA time zone", 'did you mean "Europe/Berlin"'),
    ('[calendar]\nholidays = "XX"\n', "holidays", "line 2"),
    ('[calendar]\nleave = ["2026-13-01"]\n', "leave", "line 2"),
    ('[calendar.hours]\nmon = ["17:00"]\n', "mon", "line 2"),
    ('[targets]\nacknowledge_within = "soon"\n', "acknowledge_within", "line 2"),
    ('[store]\nurl = "mysql://x"\n', "sqlite:///", "line 2"),
    ("[classifier]\nthreshold = 2\n", "threshold", "line 2"),
]


@pytest.mark.parametrize(("text", "words", "more"), CONFIGURATIONS)
def test_what_a_configuration_cannot_mean(place: Place, text: str, words: str, more: str) -> None:
    place.write(text)
    clear(place.run("status"), 3, words, more)


def test_a_configuration_that_is_not_there(place: Place, home: Path) -> None:
    clear(place.run("status", config="none.toml"), 3, "There is no configuration at none.toml", "--config")
    result = CliRunner().invoke(main, ["status"])
    clear(result, 3, str(home), f"Copy {EXAMPLE} to that path")
    place.write("", "empty.toml")
    clear(place.run("sync", config="empty.toml"), 3, "No mailbox is configured", "[[mailbox]]")
    (place.folder / "folder").mkdir()
    clear(place.run("status", config="folder"), 3, "folder")
    (place.folder / "config.toml").chmod(0o666)
    clear(place.run("status"), 3, "can be written by others", "chmod")


# Files

FILES: list[tuple[list[str], int, str]] = [
    (["scan", "none.mbox", "--me", "ada@corp.example"], 4, "There is no file or folder"),
    (["scan", "mail"], 0, ""),
    (["scan", "mail", "--me", "ada"], 2, "is not an e-mail address"),
    (["scan", "empty", "--me", "ada@corp.example"], 0, ""),
    (["scan", "binary", "--me", "ada@corp.example"], 1, "is neither mail nor text"),
    (["classify", "none.eml"], 1, "none.eml cannot be read: No such file or directory."),
    (["classify", "mail"], 1, "mail cannot be read: Is a directory."),
    (["classify", "binary"], 1, "is neither mail nor text"),
    (["evaluate", "none.jsonl"], 1, "none.jsonl"),
    (["evaluate", "binary"], 1, "binary"),
    (["evaluate", "config.toml"], 1, "config.toml"),
    (["export", "--output", "config.toml"], 2, "is already there"),
    (["export", "--output", "none/x.jsonl"], 1, "cannot be written"),
    (["--now", "soon", "status"], 2, "2026-11-20T09:00:00Z"),
    (["requests", "--since", "soon"], 2, "soon"),
    (["requests", "--department", "Nobody"], 2, "There are:"),
    (["requests", "--mailbox", "nobody"], 2, "There are: work"),
    (["explain", "zzzz"], 2, "zzzz"),
    (["dismiss", "zzzz"], 2, "'inboxwatch requests' lists them"),
    (["done", "zzzz", "--at", "never"], 2, "never"),
    (["snooze", "zzzz", "never"], 2, "never"),
    (["undo"], 2, "no decision"),
    (["forget", "nobody", "--yes"], 2, "is not an e-mail address"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), FILES, ids=lambda value: " ".join(value) if isinstance(value, list) else None
)
def test_what_is_named_and_is_not_there_or_not_right(place: Place, arguments: list[str], code: int, words: str) -> None:
    (place.folder / "binary").write_bytes(bytes(range(256)) * 40)
    (place.folder / "empty").touch()
    assert place.run("sync").exit_code == 0
    result = place.run(*arguments)
    if code == 0:
        assert result.exit_code == 0
        assert "Error" not in result.stderr
    else:
        clear(result, code, words)


def test_a_truncated_mbox_loses_no_message(place: Place) -> None:
    """Cut anywhere: every message that was whole is read, the last one as far as it goes, and nothing fails."""
    one = b"From bo@corp.example Mon Mar  2 09:00:00 2026\n" + raw(newline="\n", message_id="<1@x>") + b"\n"
    two = b"From bo@corp.example Mon Mar  2 10:00:00 2026\n" + raw(newline="\n", message_id="<2@x>") + b"\n"
    whole = one + two
    for end in [*range(60, len(whole), 41), len(whole)]:
        (place.folder / "cut.mbox").write_bytes(whole[:end])
        result = place.run("scan", "cut.mbox", "--json")
        assert result.exit_code == 0, (end, result.output)
        begun = 2 if end > len(one) + 50 else 1  # a From line that is cut off itself begins nothing
        assert json.loads(result.stdout)["messages"] == begun, end
        assert "Error" not in result.stderr
    place.write(GOOD.replace('"mail"', '"cut.mbox"'))
    (place.folder / "cut.mbox").write_bytes(whole[: len(one) + 120])
    assert place.run("sync").exit_code == 0
    (place.folder / "cut.mbox").write_bytes(whole)
    assert place.run("sync").exit_code == 0
    stored = [json.loads(line) for line in place.run("export").stdout.splitlines()]
    assert {"<1@x>", "<2@x>"} <= {row.get("message_id") for row in stored}


def test_a_mailbox_that_is_not_there_does_not_stop_the_others(place: Place) -> None:
    place.write(GOOD + '[[mailbox]]\nname = "gone"\nconnector = "files"\npath = "none.mbox"\n')
    result = place.run("sync")
    assert result.exit_code == 4
    assert "work: 1 new message" in result.stderr
    assert "gone: There is no file or folder" in result.stderr
    assert "Check the path." in result.stderr
    assert "Traceback" not in result.stderr
    assert json.loads(place.run("status", "--json").stdout)["open"] == 1


# The store


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _another(path: Path) -> None:
    path.write_text("a shopping list\n" * 400)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
        connection.commit()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_truncated, _another, _newer, _folder])
@pytest.mark.parametrize("command", [["status"], ["sync"], ["requests", "--json"], ["export"], ["rebuild"]])
def test_a_store_that_cannot_be_used(place: Place, damage: Callable[[Path], None], command: list[str]) -> None:
    assert place.run("sync").exit_code == 0
    store = place.folder / "store.db"
    for beside in (store.with_name("store.db-wal"), store.with_name("store.db-shm")):
        beside.unlink(missing_ok=True)
    damage(store)
    before = store.read_bytes() if store.is_file() else b""
    clear(place.run(*command), 1, "store.db")
    assert (store.read_bytes() if store.is_file() else b"") == before, "what is damaged is left for its owner to mend"


def test_a_store_that_was_never_made(place: Place) -> None:
    clear(place.run("status"), 1, "inboxwatch sync")


# Servers: the real command as a process of its own


@dataclass
class Account:
    """A mailbox on a server besides one of files, and the command."""

    place: Place
    server: Dovecot

    def sync(self, **changed: object) -> subprocess.CompletedProcess[str]:
        """Run `inboxwatch sync`."""
        settings = {**self.server.settings(timeout=2.0), "password_env": "THE_WORD", **changed}
        word = settings.pop("word", self.server.password("alice"))
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items() if value is not None)
        self.place.write(GOOD + f'[[mailbox]]\nname = "far"\nconnector = "imap"\n{lines}\n')
        code = (
            "import importlib; importlib.import_module('inboxwatch.watch.sync').PAUSES = ()\n"
            "from inboxwatch.cli import main; main()"
        )
        return subprocess.run(
            [sys.executable, "-c", code, "--config", "config.toml", "--now", NOW, "sync"],
            env={**os.environ, "THE_WORD": str(word), "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=self.place.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


def one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The mailbox of files was read, the far one is one line that says what is wrong and what to do."""
    assert done.returncode == 4, done.stderr
    assert done.stdout == ""
    assert "work: 1 new message" in done.stderr or "work: 0 new messages" in done.stderr
    [line] = [line for line in done.stderr.splitlines() if line.startswith("! far: ")]
    assert line.endswith(".")
    for word in words:
        assert word in line, line
    assert "Traceback" not in done.stderr


SERVER: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "refused login": ({"word": "wrong"}, ("refused the password of alice@example.test", "Check username and password")),
    "no such user": ({"username": "eve@example.test"}, ("refused the password of eve@example.test", "app password")),
    "unknown host": ({"host": "no-such-host.invalid"}, ("There is no host named no-such-host.invalid", "Check host")),
    "nobody listens": ({"port": 1}, ("the connection was refused", "Check host, port and security")),
    "no password": ({"word": ""}, ("THE_WORD, which is not set", "Set THE_WORD")),
    "no password file": ({"password_env": None, "password_file": "none"}, ("cannot be read", "chmod 600")),
    "no password command": ({"password_env": None, "password_command": ["none-such"]}, ("is not there: none-such",)),
    "certificate of nobody": ({"ca_file": None}, ("The certificate of localhost", "was refused", "set ca_file")),
    "no ca_file": ({"ca_file": "none.pem"}, ("The ca_file", "none.pem", "No such file", "Correct ca_file")),
    "no PEM": ({"ca_file": "config.toml"}, ("ca_file", "config.toml", "PEM")),
    "no folder": ({"folders": ["Nowhere"]}, ("There is no folder Nowhere", "Set folders to", "INBOX")),
    "TLS where none is": ({"port": "plain"}, ("does not speak TLS", "starttls")),
}


@pytest.mark.server("dovecot")
@pytest.mark.parametrize("name", SERVER)
def test_a_mailbox_on_a_server_that_cannot_be_read(place: Place, dovecot: Dovecot, name: str) -> None:
    changed, words = SERVER[name]
    changed = dict(changed)
    if changed.get("port") == 1:
        changed["port"] = free_port()
    if changed.get("port") == "plain":
        changed["port"] = dovecot.port
    one_sentence(Account(place, dovecot).sync(**changed), *words)


@pytest.mark.server("dovecot")
def test_an_expired_certificate(place: Place) -> None:
    for server in running(Dovecot(days=(-20, -3))):
        for security, port in (("tls", server.tls_port), ("starttls", server.port)):
            done = Account(place, server).sync(security=security, port=port)
            one_sentence(done, "The certificate of localhost", "expired", "Its owner has to renew it")
