"""A Microsoft 365 mailbox from `login` to `ack`: the whole program, over a Graph and a token endpoint on loopback."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from connectors.graph import connect
from connectors.graph_hints import hints
from connectors.graph_mailer import connect as mailing
from inboxwatch.cli import main
from inboxwatch.errors import ChannelError, NotSentError, PermanentError, RefusedError, TransientError, UncertainError
from inboxwatch.oauth.grant import Grant, Vault
from inboxwatch.oauth.graph import oauth_table
from inboxwatch.oauth.wire import access_for
from inboxwatch.ports import Hints, Mailer
from inboxwatch.redaction import PLACE
from tests import builders
from tests.contract import mails
from tests.integration.test_graph import always, once
from tests.integration.test_graph_contract import ADA, table, token
from tests.servers.graph import Graph
from tests.servers.oauth import Provider

pytestmark = pytest.mark.usefixtures("ring")

BO = "bo@corp.example"
IDENTITY = f"<{'a' * 32}@corp.example>"


@dataclass
class Office:
    """A tenant with ada's mailbox, and a configuration that names it."""

    folder: Path
    graph: Graph
    provider: Provider

    def configure(self, secret: str = "", **more: object) -> None:
        keys = {"tenant": "corp.example", "client_id": "inboxwatch-test", "address": ADA, **more}
        keys |= {"base_url": self.graph.url, "authority": self.provider.url, "ca_file": str(self.graph.ca)}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
        config = self.folder / "config.toml"
        days = "".join(f'{day} = ["00:00-24:00"]\n' for day in "mon tue wed thu fri sat sun".split())
        config.write_text(
            f'[me]\nname = "Ada Lovelace"\naddresses = ["{ADA}"]\n'
            f'[calendar]\ntimezone = "UTC"\n[calendar.hours]\n{days}'
            f'[store]\nurl = "sqlite:///{self.folder}/store.db"\n'
            f'[[mailbox]]\nname = "cloud"\nconnector = "graph"\n{secret}\n{lines}\n'
        )
        config.chmod(0o600)

    def run(self, *args: str) -> Result:
        result = CliRunner().invoke(main, ["--config", str(self.folder / "config.toml"), *args])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def json(self, *args: str) -> Any:  # noqa: ANN401 - JSON
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def ask(self, identity: str = "<q1@corp.example>", subject: str = "Budget 2027") -> None:
        raw = builders.raw(
            sender=f"Bo Lind <{BO}>", to=f"Ada <{ADA}>", subject=subject, message_id=identity,
            text="Hi Ada,\n\ncould you send me the figures for the budget?\n\nBo", date=dt.datetime.now(dt.UTC),
        )  # fmt: skip
        self.graph.deliver([(raw, dt.datetime.now(dt.UTC).replace(microsecond=0))])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Everything up and running; nobody has signed in."""
    monkeypatch.setattr("inboxwatch.oauth.access.PAUSES", (0.0, 0.0))
    with Provider(tmp_path, ADA) as provider, Graph(tmp_path, authority=provider.authority) as graph:
        office = Office(tmp_path, graph, provider)
        office.configure()
        yield office


def signed_in(office: Office, grant: Grant | None = None) -> Vault:
    vault = Vault("cloud", ADA)
    first = office.provider.grant()
    vault.save(grant or Grant(first["refresh_token"], first["access_token"], int(time.time()) + 3600))
    return vault


# The whole program


def test_from_login_to_ack(office: Office) -> None:
    """Device code, sync, status, a holding reply in the thread, once in Sent Items, tracked at once."""
    said = office.run("login", "cloud")
    assert said.exit_code == 0 and "ABCD-EFGH" in said.stderr, said.output
    assert office.run("sync").exit_code == 0, "what comes after the first pass is no history"
    office.ask()
    assert office.run("sync").exit_code == 0
    assert "Budget 2027" in office.run("status").stdout
    [request] = office.json("requests")["requests"]
    assert request["state"] == "open" and request["from"] == BO
    sent = office.run("ack", request["id"], "--by", "7d", "--yes")
    assert sent.exit_code == 0, sent.output
    [raw] = office.graph.sent
    assert b"In-Reply-To: <q1@corp.example>" in raw and b"Bcc:" not in raw
    copies = [item for item in office.graph.account().items if item.folder == "sentitems"]
    assert len(copies) == 1, "Exchange files what it sends; a second copy would be ours"
    [told] = office.json("requests")["requests"]
    assert (told["state"], told["acknowledgement_kind"]) == ("acknowledged", "holding")
    assert told["promise"]["state"] == "open"
    assert office.run("sync").exit_code == 0
    assert office.json("requests")["requests"] == [told], "the copy in Sent Items changes nothing"


def test_r7_a_lost_token_counts_nothing_as_new(office: Office) -> None:
    signed_in(office)
    office.ask()
    assert "1 new message" in office.run("sync").stderr
    before = office.json("requests")["requests"]
    office.graph.forget_tokens()
    assert "1 new" not in office.run("sync").stderr
    after = office.json("requests")["requests"]
    volatile = {"elapsed_seconds", "business_seconds"}
    assert [{k: v for k, v in each.items() if k not in volatile} for each in after] == [
        {k: v for k, v in each.items() if k not in volatile} for each in before
    ]


def test_a_program_of_its_own_reads_with_a_secret_from_a_file(office: Office) -> None:
    secret = office.folder / "secret"
    secret.write_text(office.provider.client_secret)
    secret.chmod(0o600)
    office.configure('password_file = "secret"', permission="application")
    office.ask()
    done = office.run("sync")
    assert done.exit_code == 0, done.output
    assert all("/users/ada@corp.example/" in target for _, target, _ in office.graph.asked)
    assert office.provider.asked == ["client_credentials"]
    secret.write_text("another one")
    done = office.run("sync")
    assert done.exit_code == 4 and "AADSTS7000215" in done.stderr and "another one" not in done.output


def test_doctor_goes_step_by_step(office: Office) -> None:
    signed_in(office)
    found = office.run("doctor").stdout
    for step in ("Name resolved", "Signed in", "Folders", "Sent folder", "Texts"):
        assert step in found
    office.graph.scopes = {"Mail.ReadBasic"}
    assert "Mail.ReadBasic is enough" in " ".join(office.run("doctor").stdout.split())
    office.configure(text=False)
    assert "not read (text = false)" in " ".join(office.run("doctor").stdout.split())


def test_throttling_is_waited_out_as_long_as_the_service_asks(office: Office) -> None:
    signed_in(office)
    office.ask()
    office.graph.faults.append(once(429, "ApplicationThrottled", Retry_After="2"))
    began = time.monotonic()
    done = office.run("sync")
    assert done.exit_code == 0 and "1 new message" in done.stderr and time.monotonic() - began >= 2
    office.graph.faults.append(always(429, "ApplicationThrottled", Retry_After="600"))
    done = office.run("sync")
    assert done.exit_code == 4 and "600 s" in done.stderr


# Sign-in (R17)


def test_scopes_are_as_few_as_the_settings_need() -> None:
    base = {"tenant": "corp.example", "client_id": "x", "address": ADA}
    graph = "https://graph.microsoft.com"

    def scopes(**more: object) -> list[str]:
        found = oauth_table({**base, **more})
        assert found is not None
        return [each.removeprefix(f"{graph}/") for each in found["scopes"]]

    assert scopes() == ["Mail.Read", "Mail.Send"]
    assert scopes(sends=False, text=False) == ["Mail.ReadBasic"]
    assert scopes(access="delegate", drafts=True) == ["Mail.Read.Shared", "Mail.Send.Shared", "Mail.ReadWrite.Shared"]
    assert scopes(base_url="https://graph.microsoft.us/v1.0")[0] == "https://graph.microsoft.us/Mail.Read"
    assert oauth_table({**base, "permission": "application"}) is None
    assert oauth_table({"host": "x", "username": "y"}) is None


def test_r17_a_token_refused_early_is_renewed_once_and_its_refresh_kept(office: Office) -> None:
    first = office.provider.grant()
    vault = signed_in(
        office, Grant(first["refresh_token"], office.provider.access(lifetime=-10), int(time.time()) + 3600)
    )
    office.ask()
    assert office.run("sync").exit_code == 0
    kept = vault.load()
    assert kept is not None and kept.refresh in office.provider.refresh_tokens
    assert office.provider.asked == ["refresh_token"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("AADSTS700082: The refresh token has expired due to inactivity.", "AADSTS700082"),
        ("AADSTS50076: You must use multi-factor authentication to access.", "AADSTS50076"),
        ("AADSTS65001: The user or administrator has not consented to use the application.", "AADSTS65001"),
        ("AADSTS50173: The provided grant has expired due to it being revoked.", "AADSTS50173"),
    ],
)
def test_r17_a_refused_refresh_is_one_sentence_and_loses_nothing(office: Office, error: str, words: str) -> None:
    first = office.provider.grant()
    vault = signed_in(office, Grant(first["refresh_token"], "", 0))
    office.ask()
    office.provider.refusal = {"error": "invalid_grant", "error_description": f"{error} Trace ID: 1"}
    done = office.run("sync")
    assert done.exit_code == 4 and words in done.stderr
    assert "inboxwatch login" in " ".join(done.stderr.split()) and "Trace ID" not in done.stderr
    office.provider.refusal = {}
    assert vault.load() is not None
    assert "1 new message" in office.run("sync").stderr


def test_r17_two_threads_refresh_once(office: Office) -> None:
    first = office.provider.grant()
    signed_in(office, Grant(first["refresh_token"], "", 0))
    office.provider.slow = 0.3
    office.ask()
    keys = table(office.graph, authority=office.provider.url, ca_file=str(office.provider.ca))
    found: list[int] = []

    def read() -> None:
        with closing(connect(keys, access_for("cloud", ADA, keys, Path()), Path())) as connector:
            found.append(len(mails(connector.fetch("", None))))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1, 1, 1]
    assert office.provider.asked == ["refresh_token"]


# Sending


def mailer(office: Office, **more: object) -> Mailer:
    return mailing(table(office.graph, timeout=2, **more), token, Path())


def raw(**more: Any) -> bytes:  # noqa: ANN401 - what the builder takes
    return builders.raw(**{"message_id": IDENTITY, "sender": ADA, "to": BO, **more})


def test_what_is_sent_is_filed_once_by_the_service(office: Office) -> None:
    with closing(mailer(office)) as one:
        assert one.holds(IDENTITY, "sent") is False
        one.send(raw(), ADA, [BO])
        one.file(raw(), "sent")
        assert one.holds(IDENTITY, "sent") is True
        assert one.holds("<') or 1 eq 1 or ('@x>", "sent") is None
    assert len(office.graph.account().items) == 1


def test_recipients_that_the_header_does_not_name_get_a_blind_copy(office: Office) -> None:
    with closing(mailer(office)) as one:
        one.send(raw(), ADA, [BO, "eve@corp.example"])
        with pytest.raises(RefusedError, match="should not go to"):
            one.send(raw(cc="eve@corp.example"), ADA, [BO])
    assert office.graph.sent == [b"Bcc: eve@corp.example\r\n" + raw()]


def test_drafts_need_a_permission_of_their_own(office: Office) -> None:
    with closing(mailer(office)) as one, pytest.raises(RefusedError, match="drafts"):
        one.file(raw(), "drafts")
    with closing(mailer(office, drafts=True)) as one:
        one.file(raw(), "drafts")
        assert one.holds(IDENTITY, "drafts") is True
    assert office.graph.sent == []


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "ApplicationThrottled", NotSentError),
        (503, "ServiceUnavailable", NotSentError),
        (500, "InternalServerError", UncertainError),
        (403, "ErrorAccessDenied", RefusedError),
        (403, "ErrorSendAsDenied", RefusedError),
        (401, "InvalidAuthenticationToken", RefusedError),
    ],
)
def test_what_a_refusal_to_send_means(office: Office, status: int, code: str, kind: type[ChannelError]) -> None:
    office.graph.faults.append(always(status, code))
    with closing(mailer(office)) as one, pytest.raises(ChannelError) as caught:
        one.send(raw(), ADA, [BO])
    assert type(caught.value) is kind
    assert office.graph.sent == []


def test_silence_after_handing_in_is_uncertain_and_no_connection_is_not(office: Office) -> None:
    def slow(method: str, _target: str) -> None:
        if method == "POST":
            time.sleep(3)

    office.graph.faults.append(slow)
    with closing(mailer(office)) as one, pytest.raises(UncertainError):
        one.send(raw(), ADA, [BO])
    nowhere = mailing({**table(office.graph), "base_url": "https://127.0.0.1:9/v1.0"}, token, Path())
    with closing(nowhere), pytest.raises(NotSentError):
        nowhere.send(raw(), ADA, [BO])


# Silence, stopping, secrets


def test_r9_a_silent_service_is_noticed(office: Office) -> None:
    office.graph.faults.append(lambda _method, _target: time.sleep(3))
    with closing(connect(table(office.graph, timeout=1), token, Path())) as connector:
        began = time.monotonic()
        with pytest.raises(TransientError, match="in time"):
            list(connector.fetch("", None))
        assert time.monotonic() - began < 2.5


@pytest.mark.parametrize("doing", ["fetch", "wait"])
def test_r10_whatever_goes_on_can_be_broken_off(office: Office, doing: str) -> None:
    connector = connect(table(office.graph, timeout=30), token, Path())
    if doing == "fetch":
        office.graph.faults.append(lambda _method, _target: time.sleep(3))
    threading.Timer(0.3, connector.abort).start()  # type: ignore[attr-defined]
    began = time.monotonic()
    with closing(connector):
        if doing == "wait":
            assert connector.wait(30) is True
        else:
            with pytest.raises(TransientError):
                list(connector.fetch("", None))
    assert time.monotonic() - began < 2


def test_t14_no_token_or_secret_in_logs_and_errors(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG with every library's loggers, on success and on each kind of failure; without the program's own net."""
    for name in ("", "httpx", "httpcore", "msal", "urllib3", "requests"):
        caplog.set_level(logging.DEBUG, logger=name)
    secret = office.folder / "secret"
    secret.write_text(office.provider.client_secret)
    secret.chmod(0o600)
    vault = signed_in(office)
    office.ask()
    seen = [office.run("-vv", "sync"), office.run("-vv", "doctor")]
    for status, code in (
        (401, "InvalidAuthenticationToken"),
        (403, "ErrorAccessDenied"),
        (500, "x"),
        (410, "resyncRequired"),
    ):
        fault = always(status, code, "Bearer is wrong")
        office.graph.faults.append(fault)
        seen.append(office.run("-vv", "sync"))
        office.graph.faults.remove(fault)
    office.configure('password_file = "secret"', permission="application")
    seen.append(office.run("-vv", "sync"))
    tokens = {headers["authorization"].partition(" ")[2] for _, _, headers in office.graph.asked if headers}
    grant = vault.load()
    assert grant is not None and len(tokens) >= 2
    text = caplog.text + "".join(each.output for each in seen)
    assert "httpx" in caplog.text and "msal" in caplog.text, "the libraries did speak"
    for canary in {*tokens, grant.access, grant.refresh, office.provider.client_secret}:
        assert canary not in text
    assert PLACE not in "".join(each.stdout for each in seen)


def test_a_repr_shows_no_secret(office: Office) -> None:
    connector = connect(table(office.graph), token, Path())
    assert token() not in repr(connector) + repr(vars(connector))
    connector.close()


def test_before_anybody_signed_in_the_sentence_says_so(office: Office) -> None:
    done = office.run("sync")
    assert done.exit_code == 4 and "inboxwatch login 'cloud'" in " ".join(done.stderr.split())
    with pytest.raises(PermanentError, match="Nobody has signed in"):
        access_for("cloud", ADA, table(office.graph), Path())()


# `init`


def test_init_signs_in_reads_and_writes_the_configuration(office: Office) -> None:
    office.ask()
    (office.folder / "config.toml").unlink()
    place = ["--base-url", office.graph.url, "--authority", office.provider.url, "--ca-file", str(office.graph.ca)]
    words = ["init", "--connector", "graph", "--address", ADA, "--client-id", "inboxwatch-test", "--timezone", "UTC"]
    done = office.run(*words, *place, "--yes", "--mailbox", "cloud")
    assert done.exit_code == 0, done.output
    assert "ABCD-EFGH" in done.stderr and "cloud: 1 new message" in done.stderr
    [box] = tomllib.loads((office.folder / "config.toml").read_text())["mailbox"]
    assert (box["connector"], box["tenant"], box["address"]) == ("graph", "corp.example", ADA)
    assert "password_env" not in box and "host" not in box


def test_init_knows_microsoft_365_by_the_domains_mail_exchanger(monkeypatch: pytest.MonkeyPatch) -> None:
    from inboxwatch.cli import setup_server
    from inboxwatch.discovery import discover

    def named(_: str, kind: str) -> list[tuple[str, ...]]:
        return [("0", "corp-example.mail.protection.outlook.com.")] if kind == "MX" else []

    monkeypatch.setattr(setup_server, "first", lambda *_: None)
    found = {domain: discover(domain, fetch=lambda _: None, ask=named) for domain in ("corp.example", "outlook.com")}
    monkeypatch.setattr(setup_server, "discover", found.__getitem__)
    there = setup_server.found("ada@corp.example", print)
    assert there is not None and there.cloud and there.provider == "microsoft"
    assert setup_server.found("ada@outlook.com", print) is None, "private accounts have no tenant of their own"


# Working time


def test_doctor_suggests_what_outlook_knows_of_working_time(office: Office) -> None:
    """Scheduled replies as leave, hours and zone; what the calendar has already is not said again."""
    signed_in(office)
    ahead = dt.date.today() + dt.timedelta(days=20)  # noqa: DTZ011 - any day to come
    office.graph.account().settings = {
        "timeZone": "W. Europe Standard Time",
        "automaticRepliesSetting": {
            "status": "scheduled",
            "scheduledStartDateTime": {
                "dateTime": f"{ahead - dt.timedelta(days=1)}T22:00:00.0000000",
                "timeZone": "UTC",
            },
            "scheduledEndDateTime": {"dateTime": f"{ahead + dt.timedelta(days=4)}T15:00:00.0000000", "timeZone": "UTC"},
        },
        "workingHours": {
            "daysOfWeek": ["monday", "tuesday"],
            "startTime": "08:00:00.0000000",
            "endTime": "16:30:00.0000000",
            "timeZone": {"name": "W. Europe Standard Time"},
        },
    }
    assert "automatic replies" not in office.run("doctor").stdout, "not asked for"
    office.configure(calendar=True)
    told = " ".join(office.run("doctor").stdout.split())
    period = re.search(r'leave = \["([-\d]+)/([-\d]+)"\]', told)
    assert period is not None and period[2] == str(ahead + dt.timedelta(days=4))
    assert "Europe/Berlin" in told and "mon 08:00-16:30" in told and "wed closed" in told
    config = office.folder / "config.toml"
    leave = f'timezone = "Europe/Berlin"\nleave = ["{period[1]}/{period[2]}"]'
    config.write_text(config.read_text().replace('timezone = "UTC"', leave))
    told = " ".join(office.run("doctor").stdout.split())
    assert "automatic replies" not in told and "set to" not in told and "mon 08:00-16:30" in told
    office.graph.scopes -= {"MailboxSettings.Read"}
    assert "permission" in office.run("doctor").stdout


@pytest.mark.parametrize(
    "settings",
    [
        {"timeZone": 7, "workingHours": [], "automaticRepliesSetting": "x"},
        {"timeZone": "../etc/passwd", "workingHours": {"daysOfWeek": 3}},
        {"timeZone": "No Such Time", "workingHours": {"daysOfWeek": ["monday"], "startTime": "x", "endTime": None}},
        {"automaticRepliesSetting": {"status": "scheduled", "scheduledStartDateTime": {"dateTime": "2026-99-99"}}},
        {"automaticRepliesSetting": {"status": "alwaysEnabled"}},
    ],
)
def test_odd_settings_hint_at_nothing(settings: dict[str, Any]) -> None:
    assert hints(settings) == Hints()


def test_departments_come_from_the_directory_for_those_who_wrote(office: Office) -> None:
    signed_in(office)
    accounts = {"bo@corp.example": "Finance", "eve@corp.example": "Sales"}
    for address, department in accounts.items():
        account = office.graph.account(address)
        account.department, account.name = department, "=cmd() of" if address == BO else "Eve"
    assert office.run("sync").exit_code == 0
    office.ask()
    assert office.run("sync").exit_code == 0
    refused = office.run("departments", "cloud")
    assert refused.exit_code == 4 and "people = true" in refused.stderr
    office.configure(people=True)
    done = office.run("departments", "cloud")
    assert done.stdout == "bo@corp.example,Finance,'=cmd() of\n", "eve never wrote, so nobody asked for her"
    assert not any("eve" in target for _, target, _ in office.graph.asked)
    (office.folder / "departments.csv").write_text(done.stdout)
    config = office.folder / "config.toml"
    config.write_text(f'{config.read_text()}[directory]\nfile = "departments.csv"\n')
    [request] = office.json("requests")["requests"]
    assert request["department"] == "Finance"
    assert office.json("departments", "cloud") == {"colleagues": []}
    office.graph.scopes -= {"User.Read.All"}
    config.write_text(config.read_text().replace('file = "departments.csv"', ""))
    assert "permission" in office.run("departments", "cloud").stderr


def self_signed() -> bytes:
    """A key and its certificate in one PEM text, of the kind that Microsoft takes."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "inboxwatch")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=2))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return plain + builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def test_a_program_may_prove_itself_by_a_certificate(office: Office) -> None:
    pem = office.folder / "app.pem"
    pem.write_bytes(self_signed())
    office.configure(permission="application", certificate="app.pem")
    office.ask()
    assert "1 new message" in office.run("sync").stderr
    assert office.provider.asked == ["client_credentials"]
    pair = office.provider.authority.issue("elliptic")
    for content in (b"no certificate", pair.key.read_bytes() + pair.certificate.read_bytes()):
        pem.write_bytes(content)
        done = office.run("sync")
        assert done.exit_code == 4 and "certificate" in done.stderr and "PRIVATE" not in done.output
