"""`doctor` against a real server: each step to a mailbox is a line, and the one that fails says what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.discovery.exchange import Sighting
from tests.builders import raw
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot, free_port, running

pytestmark = pytest.mark.server("dovecot")

STEPS = [
    "Name resolved",
    "Connection",
    "TLS and certificate",
    "Password",
    "Signed in",
    "Folders",
    "Sent folder",
    "Read-only",
    "Reading",
]


def doctor(folder: Path, server: Dovecot, *args: str, password: str = "", **changed: object) -> Result:
    """Run `doctor` with one IMAP mailbox."""
    settings = {**server.settings(timeout=2.0), **changed}
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    (folder / "secret").write_text(password or server.password("alice"))
    (folder / "secret").chmod(0o600)
    config = folder / "config.toml"
    config.write_text(
        '[me]\naddresses = ["alice@example.test"]\n[store]\nurl = "sqlite:///store.db"\n'
        '[[mailbox]]\nname = "work"\nconnector = "imap"\npassword_file = "secret"\n' + "\n".join(lines)
    )
    config.chmod(0o600)
    return CliRunner().invoke(main, ["--config", str(config), "doctor", *args])


def steps(result: Result) -> dict[str, dict[str, str]]:
    """The checks of the mailbox by name, in their order."""
    return {check["name"]: check for check in json.loads(result.stdout) if check["mailbox"] == "work"}


def test_each_step_to_a_good_mailbox_is_a_line(dovecot: Dovecot, tmp_path: Path) -> None:
    dovecot.wipe("alice")
    dovecot.append("alice", "INBOX", [raw(), raw()])
    before = dovecot.snapshot("alice")
    result = doctor(tmp_path, dovecot, "--json")
    assert result.exit_code == 0, result.stderr
    found = steps(result)
    assert list(found) == STEPS
    assert {check["state"] for check in found.values()} == {"ok"}
    assert "127.0.0.1" in found["Name resolved"]["detail"] or "::1" in found["Name resolved"]["detail"]
    assert found["TLS and certificate"]["detail"].startswith("TLSv1.")
    assert "good until" in found["TLS and certificate"]["detail"]
    assert found["Signed in"]["detail"] == "as alice@example.test"
    assert found["Folders"]["detail"] == "INBOX with 2 messages"
    assert found["Sent folder"]["detail"] == "Sent with 0 messages, found by itself"
    assert dovecot.snapshot("alice") == before
    screen = doctor(tmp_path, dovecot).stdout
    assert [line.strip()[2:].partition(": ")[2].partition(":")[0] for line in screen.splitlines() if "work: " in line][
        -9:
    ] == STEPS


def test_an_expired_certificate_is_refused_at_its_step(tmp_path: Path) -> None:
    for server in running(Dovecot(days=(-20, -3))):
        for security, port in (("tls", server.tls_port), ("starttls", server.port)):
            result = doctor(tmp_path, server, "--json", security=security, port=port)
            assert result.exit_code == 4
            found = steps(result)
            assert list(found) == STEPS[:3]
            assert "expired" in found["TLS and certificate"]["detail"]
            assert "renew" in found["TLS and certificate"]["remedy"]


@pytest.mark.parametrize(
    ("changed", "step", "detail", "remedy"),
    [
        ({"host": "no-such-host.invalid"}, "Name resolved", "no-such-host.invalid", "Check host"),
        ({"port": 0}, "Connection", "refused", "Check host, port and security"),
        ({"ca_file": ""}, "TLS and certificate", "certificate", "ca_file"),
        ({"password_file": "nothing"}, "Password", "cannot be read", "chmod 600"),
        ({"password": "wrong"}, "Signed in", "refused the password", "app password"),
        ({"folders": ["INBOX", "Sentt"]}, "Folders", "Sentt cannot be opened", "Did you mean Sent?"),
    ],
)
def test_the_step_that_fails_is_the_last_and_says_what_to_do(
    dovecot: Dovecot, tmp_path: Path, changed: dict[str, object], step: str, detail: str, remedy: str
) -> None:
    if changed.get("port") == 0:
        changed = {"port": free_port()}
    if changed.get("ca_file") == "":
        changed = {"ca_file": str(Authority(tmp_path / "foreign", "another CA").file)}
    password = str(changed.pop("password", "")) if "password" in changed else ""
    if "password_file" in changed:
        (tmp_path / "nothing").unlink(missing_ok=True)
    result = _changed(tmp_path, dovecot, password, changed)
    assert result.exit_code == 4
    found = steps(result)
    assert list(found) == STEPS[: STEPS.index(step) + 1]
    assert found[step]["state"] == "failed"
    assert {check["state"] for name, check in found.items() if name != step} <= {"ok"}
    assert detail in found[step]["detail"]
    assert remedy in found[step]["remedy"]


def _changed(folder: Path, server: Dovecot, password: str, changed: dict[str, object]) -> Result:
    if "password_file" not in changed:
        return doctor(folder, server, "--json", password=password, **changed)
    doctor(folder, server, "--json")
    config = folder / "config.toml"
    config.write_text(config.read_text().replace('password_file = "secret"', 'password_file = "nothing"'))
    return CliRunner().invoke(main, ["--config", str(config), "doctor", "--json"])


@pytest.mark.parametrize(("kind", "remedy"), [("graph", 'connector = "graph"'), ("exchange", 'connector = "exchange"')])
def test_a_mailbox_that_is_read_in_another_way_is_told_so(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Literal["exchange", "graph"], remedy: str
) -> None:
    asked: list[str] = []

    def look(address: str) -> Sighting:
        asked.append(address)
        return Sighting(kind, "autodiscover.example.test says so")

    monkeypatch.setattr("inboxwatch.discovery.exchange.look", look)
    found = steps(doctor(tmp_path, dovecot, "--json", password="wrong"))
    assert "autodiscover.example.test says so" in found["Kind"]["detail"] and remedy in found["Kind"]["remedy"]
    assert asked == ["alice@example.test"]
    assert "Kind" not in steps(doctor(tmp_path, dovecot, "--json")) and len(asked) == 1, "only where it is refused"


def test_what_is_odd_but_works_is_a_warning(tmp_path: Path) -> None:
    """No folder of sent mail; a certificate that ends within two weeks."""
    for server in running(Dovecot(days=(-1, 3), sent="Weggeschickt", special_use=False)):
        result = doctor(tmp_path, server, "--json")
        assert result.exit_code == 0
        found = steps(result)
        warned = {name for name, check in found.items() if check["state"] == "warning"}
        assert warned >= {"TLS and certificate", "Sent folder"}
        assert "has to renew it" in found["TLS and certificate"]["remedy"]
        assert "Weggeschickt" in found["Sent folder"]["remedy"]


def test_another_mailbox_is_looked_at_all_the_same(dovecot: Dovecot, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(raw())
    doctor(tmp_path, dovecot, host="no-such-host.invalid")
    config = tmp_path / "config.toml"
    config.write_text(config.read_text() + '\n[[mailbox]]\nname = "files"\nconnector = "files"\npath = "a.eml"\n')
    result = CliRunner().invoke(main, ["--config", str(config), "doctor", "--json"])
    assert result.exit_code == 4
    files = [check for check in json.loads(result.stdout) if check["mailbox"] == "files"]
    assert [check["state"] for check in files] == ["ok"] * 4
    assert files[-1]["name"] == "Reading"
