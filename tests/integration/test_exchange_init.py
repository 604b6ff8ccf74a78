"""`init` and `doctor` find an Exchange Server by themselves, and ask before the password goes to a host elsewhere."""

from __future__ import annotations

import datetime as dt
import json
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.discovery import Discovery, exchange
from inboxwatch.oauth.grant import Grant, Vault
from inboxwatch.oauth.graph import ews_scope, oauth_table
from tests.builders import raw
from tests.integration.test_exchange_pipeline import answer
from tests.rings import FileKeyring
from tests.servers.ews import Ews
from tests.servers.exchange import PASSWORD

ADA = "ada@localhost"
NOW = dt.datetime.now(dt.UTC)
QUESTION = raw(
    sender="Bo Lind <bo@localhost>", to=ADA, subject="Budget 2027", text="Could you send me the figures?", date=NOW
)


@dataclass
class Office:
    """A server that is found for the domain localhost, and a folder for the configuration."""

    ews: Ews
    folder: Path

    def run(self, *words: str, input: str = "") -> Result:  # noqa: A002 - click's word
        result = CliRunner().invoke(main, ["--config", str(self.folder / "config.toml"), *words], input=input)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def init(self, *words: str, password: str = PASSWORD, input: str = "") -> Result:  # noqa: A002
        (self.folder / "password").write_text(password)
        (self.folder / "password").chmod(0o600)
        given = [
            "--address",
            ADA,
            "--name",
            "Ada",
            "--timezone",
            "UTC",
            "--holidays",
            "",
            "--ca-file",
            str(self.ews.ca),
        ]
        return self.run("init", *given, "--password-file", str(self.folder / "password"), *words, input=input)

    @property
    def mailbox(self) -> dict[str, Any]:
        [box] = tomllib.loads((self.folder / "config.toml").read_text())["mailbox"]
        return dict(box)

    @property
    def written(self) -> bool:
        return (self.folder / "config.toml").exists()

    @property
    def elsewhere(self) -> str:
        """The server under a name that is not of the domain."""
        return self.ews.url.replace("localhost", "127.0.0.1")


@pytest.fixture
def office(ews: Ews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    here = f"https://{{host}}:{ews.port}/autodiscover/autodiscover"
    monkeypatch.setattr("inboxwatch.discovery.exchange.XML", here + ".xml")
    monkeypatch.setattr("inboxwatch.discovery.exchange.JSON", here + ".json/v1.0/{address}?Protocol=EWS")
    monkeypatch.setattr("inboxwatch.discovery.names.asked", lambda *_: [])
    monkeypatch.setattr("inboxwatch.cli.setup_server.discover", lambda _: Discovery())
    ews.add(ADA, PASSWORD).put("inbox", [QUESTION], at=[NOW])
    return Office(ews, tmp_path)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there and can be asked."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)


def test_init_needs_an_address_only(office: Office) -> None:
    office.ews.names = office.ews.url
    done = office.init("--yes")
    assert done.exit_code == 0, done.output
    assert "✓ localhost has an Exchange Server, for localhost points at localhost" in done.stderr
    assert "found by autodiscover" in done.stdout and "1 new message" in done.stderr
    assert office.mailbox["connector"] == "exchange" and "endpoint" not in office.mailbox
    [request] = json.loads(office.run("requests", "--json").stdout)["requests"]
    assert request["subject"] == "Budget 2027"


def test_init_knows_an_older_server_by_how_it_asks_for_a_sign_in(office: Office) -> None:
    office.ews.autodiscover = answer(office.ews.url)
    done = office.init("--yes")
    assert done.exit_code == 0, done.output
    assert "localhost asks for a sign-in as Exchange does (Basic)" in done.stderr
    office.ews.autodiscover = b""
    checks = {each["name"]: each for each in json.loads(office.run("doctor", "--json").stdout)}
    assert checks["Server found"]["state"] == "failed" and "endpoint" in checks["Server found"]["remedy"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_t20_without_a_terminal_nothing_is_sent_elsewhere(office: Office, signed_in: bool) -> None:
    if signed_in:
        office.ews.autodiscover = answer(office.elsewhere)
    else:
        office.ews.names = office.elsewhere
    done = office.init("--yes")
    assert done.exit_code == 2 and not office.written, done.output
    said = " ".join(done.stderr.split())
    assert "points at 127.0.0.1, which is not of that domain; nothing was sent there." in said
    assert f"If you know that host: --endpoint {office.elsewhere}" in said
    assert not any(name.startswith(("Get", "Sync", "Convert")) for name in office.ews.asked)
    named = office.init("--yes", "--endpoint", office.elsewhere)
    assert named.exit_code == 0 and office.mailbox["endpoint"] == office.elsewhere, named.output


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_owner_may_agree_to_a_host_elsewhere(office: Office, signed_in: bool) -> None:
    if signed_in:
        office.ews.autodiscover = answer(office.elsewhere)
    else:
        office.ews.names = office.elsewhere
    refused = office.init(input="n\n")
    assert refused.exit_code == 2 and not office.written, refused.output
    done = office.init(input="y\n")
    assert done.exit_code == 0, done.output
    assert "points at 127.0.0.1, which is not of that domain. Send the password there?" in done.output
    assert office.mailbox["endpoint"] == office.elsewhere and "1 new message" in done.output


def test_doctor_names_a_host_elsewhere_and_sends_nothing(office: Office) -> None:
    office.ews.names = office.ews.url
    assert office.init("--yes", "--no-sync").exit_code == 0
    office.ews.names = office.elsewhere
    office.ews.asked.clear()
    done = office.run("doctor", "--json")
    failed = next(each for each in json.loads(done.stdout) if each["state"] == "failed")
    assert done.exit_code == 4 and failed["name"] == "Server found"
    assert "points at 127.0.0.1" in failed["detail"] and f'endpoint = "{office.elsewhere}"' in failed["remedy"]
    assert not any(name.startswith(("Get", "Sync", "Convert")) for name in office.ews.asked)


def test_t20_a_record_of_the_name_system_is_no_reason_to_send_a_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.ews.names = office.ews.url
    assert office.init("--yes", "--no-sync").exit_code == 0
    office.ews.names = ""
    office.ews.asked.clear()
    there = {("_autodiscover._tcp.localhost", "SRV"): [("0", "0", "443", "mail.hoster.example.")]}
    monkeypatch.setattr("inboxwatch.discovery.names.asked", lambda name, kind: there.get((name, kind), []))
    said = office.run("sync")
    told = " ".join(said.stderr.split())
    assert said.exit_code == 4 and "points at mail.hoster.example, which is not of that domain" in told
    assert 'endpoint = "https://mail.hoster.example/EWS/Exchange.asmx"' in told
    again = office.init("--yes", "--add", "--mailbox", "two")
    assert again.exit_code == 2 and "the SRV record of localhost points at mail.hoster.example" in again.stderr


def test_a_mailbox_that_has_moved_to_microsoft_365_is_told_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ews.names = office.ews.url
    assert office.init("--yes", "--no-sync").exit_code == 0
    office.ews.names = ""
    there = {("autodiscover.localhost", "CNAME"): [("autodiscover.outlook.com.",)]}
    monkeypatch.setattr("inboxwatch.discovery.names.asked", lambda name, kind: there.get((name, kind), []))
    for words in ("sync", "doctor"):
        said = office.run(words)
        told = " ".join(said.output.split())
        assert said.exit_code == 4 and "is in Microsoft 365" in told and 'connector = "graph"' in told
        assert "autodiscover.localhost stands for autodiscover.outlook.com" in told


@pytest.mark.parametrize("signed_in", [False, True, "moved"])
def test_t20_no_password_goes_to_microsoft(office: Office, signed_in: bool | str) -> None:
    """Whoever publishes its address there is told what to do; signing in there by password works for nobody."""
    there = "https://outlook.office365.com/EWS/Exchange.asmx"
    office.ews.names = office.ews.url
    assert office.init("--yes", "--no-sync").exit_code == 0
    office.ews.names = "" if signed_in else there
    office.ews.autodiscover = answer(there)
    if signed_in == "moved":
        moved = b"<Action>redirectAddr</Action><RedirectAddr>ada@corp.mail.onmicrosoft.com</RedirectAddr>"
        before, _, after = answer(redirect="x").partition(b"<Action>")
        office.ews.autodiscover = before + moved + after.partition(b"</RedirectUrl>")[2]
    for words in ("sync", "doctor"):
        said = office.run(words)
        told = " ".join(said.output.split())
        assert said.exit_code == 4 and "is in Microsoft 365" in told and 'connector = "graph"' in told, told


def test_a_wrong_password_writes_nothing(office: Office) -> None:
    office.ews.names = office.ews.url
    done = office.init("--yes", password="wrong")
    assert done.exit_code == 4 and "refused the password" in done.stderr and not office.written
    assert "wrong" not in done.output


def test_init_signs_in_at_microsoft_for_a_server_of_ones_own(
    office: Office, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hybrid modern authentication: a token for the server's own address, none of Exchange Online's."""
    asked: list[Any] = []

    def sign_in(name: str, username: str, table: Mapping[str, Any], *_: object) -> None:
        asked.append(oauth_table(table))
        Vault(name, username).save(Grant("refresh", "a.good.token", int(time.time()) + 3600))

    monkeypatch.setattr("inboxwatch.oauth.wire.sign_in", sign_in)
    office.ews.accepts = lambda token: ADA if token == "a.good.token" else ""
    office.ews.schemes = ('Bearer client_id="x"',)
    given = ["--address", ADA, "--timezone", "UTC", "--ca-file", str(office.ews.ca), "--endpoint", office.ews.url]
    more = ["--oauth2", "microsoft", "--client-id", "x", "--authority", "https://login.cloud.example", "--yes"]
    done = office.run("init", *given, *more)
    assert done.exit_code == 0 and "1 new message" in done.stderr, done.output
    assert office.mailbox["oauth2"]["authority"] == "https://login.cloud.example" and ring is not None
    assert asked[0]["scopes"] == ["https://localhost/EWS.AccessAsUser.All"]


def test_whose_token_is_asked_for() -> None:
    for endpoint in (None, "", "https://outlook.office365.com/EWS/Exchange.asmx"):
        assert ews_scope(endpoint, ".default") == "https://outlook.office.com/.default"
    assert ews_scope("https://mail.corp.example/EWS/Exchange.asmx", ".default") == "https://mail.corp.example/.default"
    assert ews_scope("https://evil-office365.com/", "x").startswith("https://evil-office365.com/")


def test_t13_a_server_with_a_certificate_of_nobody_we_know_is_not_seen(office: Office) -> None:
    office.ews.names = office.ews.url
    probe = partial(exchange.probed)
    assert exchange.look(ADA, probe=probe) is None
    assert exchange.look(ADA, probe=partial(exchange.probed, ca_file=office.ews.ca)) is not None
    assert exchange.probed(office.ews.url.replace("https:", "http:")) is None
