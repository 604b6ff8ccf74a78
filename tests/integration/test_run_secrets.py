"""T14, T1: whatever happens to the daemon, no secret and no terminal code is in what it says, at -vv too."""

from __future__ import annotations

import base64
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_secrets import CANARY, forms
from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot, running
from tests.servers.faultproxy import Fault, FaultProxy
from tests.servers.scripted import ScriptedServer, Talk

pytestmark = pytest.mark.server("dovecot")
EVIL = b"\x1b]0;owned\x07 \xc2\x9b31m \xe2\x80\xae"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A server that takes the canary as alice's password."""
    for made in running(Dovecot()):
        users = made.folder / "users"
        coded = base64.b64encode(CANARY.encode()).decode()
        users.write_text(users.read_text().replace("{PLAIN}secret-a", "{PLAIN.b64}" + coded))
        yield made


def parrot(talk: Talk) -> None:
    """A server that repeats what it is told, with terminal codes around it."""
    talk.send(b"* OK ready\r\n")
    while True:
        line = talk.line()
        tag = line.split(b" ")[0]
        if b"CAPABILITY" in line.upper():
            talk.send(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n" + tag + b" OK done\r\n")
        else:
            talk.send(tag + b" NO " + EVIL + b" you said " + line + b"\r\n")


@pytest.mark.parametrize("args", [(), ("--log-json",)])
def test_no_secret_and_no_code_in_the_daemons_log(server: Dovecot, tmp_path: Path, args: tuple[str, ...]) -> None:
    """A refused password that is repeated, broken and silent connections, killed sessions, a hostile subject."""
    secret = tmp_path / "secret"
    secret.write_text(CANARY + "\n")
    secret.chmod(0o600)
    with ScriptedServer(parrot) as scripted, FaultProxy(server.tls_port) as proxy:
        boxes = {
            "good": server.settings("alice", password_file="secret", timeout=3, port=proxy.port),
            "wrong": server.settings("bob", password_file="secret", timeout=3),
            "parrot": scripted.settings(username="ada@example.test", password_file="secret"),
        }
        with Machine(tmp_path, boxes) as machine:
            machine.verbosity = "-vv"
            machine.start(*args).watching("good")
            hostile = question(1).replace(b"Subject: Budget", b"Subject: " + EVIL)
            name = server.maildir("alice") / "new" / "1.hostile.example"
            name.write_bytes(hostile)
            name.chmod(0o644)
            until(lambda: machine.rows("SELECT count(*) FROM request") == [(1,)])
            for fault in (Fault(cut_after=3000), Fault(stall_after=2500), Fault(refuse=True)):
                proxy.fault = fault
                for line in server.doveadm("-f", "tab", "who", "-1").splitlines()[1:]:
                    if line.startswith("alice"):
                        os.kill(int(line.split("\t")[2]), signal.SIGKILL)
                until(lambda: machine.box("good").get("error"))
            until(lambda: all(machine.box(name).get("error") for name in ("wrong", "parrot")))
            shown = [machine.run("status").stdout, machine.run("status", "--json").stdout, machine.run("doctor").stdout]
            assert machine.stop() == 0
        said = machine.said()
    assert "parrot" in said and "wrong" in said and "good" in said
    for text in (said, *shown):
        assert not [form for form in forms(CANARY) if form in text]
        assert not set(text) & set("\x1b\x07\x9b\u202e")
    for path in tmp_path.iterdir():
        if path.name not in {"secret", "store.db", "store.db-wal", "store.db-shm"} and path.is_file():
            assert not [form for form in forms(CANARY) if form in path.read_bytes().decode("latin-1")], path
