"""`init`, what Outlook knows of working time, departments, certificates: what goes round a Microsoft 365 mailbox."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from connectors.graph_hints import hints
from inboxwatch.ports import Hints
from tests.integration.graph_office import BO, Office, office, signed_in
from tests.integration.test_graph_contract import ADA

__all__ = ["office"]

pytestmark = pytest.mark.usefixtures("ring")


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
    monkeypatch.setattr("inboxwatch.discovery.names.asked", named)
    found = {domain: discover(domain, fetch=lambda _: None, ask=named) for domain in ("corp.example", "outlook.com")}
    monkeypatch.setattr(setup_server, "discover", found.__getitem__)
    there = setup_server.found("ada@corp.example", print)
    assert there is not None and there.provider == "microsoft" and there.seen is not None
    assert there.seen.kind == "graph" and "mail exchanger of corp.example" in there.seen.why
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
