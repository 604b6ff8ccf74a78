"""Bad input at Exchange and Microsoft 365 through `sync`, `doctor` and `init`: one sentence, what to do, nothing lost.

Each kind of trouble is made, told by all three commands, mended; then the message that waited is read.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.discovery.exchange import Sighting
from inboxwatch.oauth.grant import Grant, Vault
from tests.integration import graph_office, test_exchange_pipeline
from tests.integration.graph_office import office as cloud
from tests.integration.test_exchange_pipeline import office as premises
from tests.integration.test_exchange_pipeline import question
from tests.integration.test_graph import always
from tests.servers.ews import RETIRED, Ews
from tests.servers.exchange import ADA, PASSWORD
from tests.servers.oauth import Provider

__all__ = ["cloud", "premises"]

pytestmark = pytest.mark.usefixtures("ring")
SUPPORT = "support@corp.example"


def line_of(result: Result, mailbox: str) -> str:
    """What `sync` says of the mailbox: one line that breaks nothing."""
    [line] = [each for each in result.stderr.splitlines() if each.startswith(f"! {mailbox}: ")]
    return line


def failed(result: Result) -> dict[str, str]:
    """The check of `doctor` that failed; the first failure of a mailbox is its last check."""
    checks = [each for each in json.loads(result.stdout) if each["mailbox"]]
    assert [each["state"] for each in checks].count("failed") == 1 and checks[-1]["state"] == "failed", checks
    return dict(checks[-1])


def told(office: Any, mailbox: str, words: str, remedy: str) -> None:  # noqa: ANN401 - either office
    """Whether `sync` and `doctor` say it, each in one sentence with what to do, and with the mailbox's exit code."""
    synced = office.run("sync")
    assert synced.exit_code == 4, synced.output
    for said in (line_of(synced, mailbox),):
        assert words in said and remedy in said, said
    looked = office.run("doctor", "--json")
    assert looked.exit_code == 4
    check = failed(looked)
    assert words in check["detail"] and remedy in check["remedy"], check
    assert check["detail"].count("\n") == 0 and "Traceback" not in synced.output + looked.output


def unharmed(office: Any) -> None:  # noqa: ANN401
    """Whether the message that waited is read once the trouble is over."""
    done = office.run("sync")
    assert done.exit_code == 0 and "1 new message" in done.stderr, done.output
    assert [each["subject"] for each in office.json("requests")["requests"]] == ["Budget 2027"]


# -- Exchange ----------------------------------------------------------------------------------------------------------

Premises = test_exchange_pipeline.Office


def wrong_password(office: Premises) -> Callable[[], None]:
    office.ews.users[ADA].password = "changed meanwhile"
    return lambda: setattr(office.ews.users[ADA], "password", PASSWORD)


def second_factor(office: Premises) -> Callable[[], None]:
    """Where a second factor is wanted, no scheme with a password is offered."""
    office.ews.schemes = ('Bearer client_id="x", token_types="app_asserted_user_v1"',)
    return lambda: setattr(office.ews, "schemes", ('Basic realm="mail"',))


def no_mailbox(office: Premises) -> Callable[[], None]:
    box = office.ews.boxes.pop(ADA)
    return lambda: office.ews.boxes.update({ADA: box})


def switched_off(office: Premises) -> Callable[[], None]:
    office.ews.fail(status=403, body=RETIRED.encode(), times=10_000)
    return office.ews.faults.clear


def locked(office: Premises) -> Callable[[], None]:
    headers = {"WWW-Authenticate": 'Basic realm="mail"'}
    office.ews.fail(status=401, body=b"The account is currently locked out.", headers=headers, times=10_000)
    return office.ews.faults.clear


EXCHANGE = [
    (wrong_password, "refused the password of ada@corp.example", "accounts with a second factor need OAuth"),
    (second_factor, "lets nobody in with a password", '"oauth2"'),
    (no_mailbox, "knows no mailbox ada@corp.example", "Check address"),
    (locked, "is locked at", "Ask its administrator to unlock it"),
    (switched_off, "has Exchange Web Services switched off for ada@corp.example", "Ask its administrator to allow EWS"),
]


@pytest.mark.parametrize(("trouble", "words", "remedy"), EXCHANGE, ids=[each[0].__name__ for each in EXCHANGE])
def test_exchange(
    premises: Premises, tmp_path: Path, trouble: Callable[[Premises], Callable[[], None]], words: str, remedy: str
) -> None:
    assert premises.run("sync").exit_code == 0
    premises.ews.boxes[ADA].put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    mend = trouble(premises)
    told(premises, "work", words, remedy)
    new = tmp_path / "new.toml"
    given = ["--address", ADA, "--endpoint", premises.ews.url, "--ca-file", str(premises.ews.ca), "--timezone", "UTC"]
    done = CliRunner().invoke(
        main, ["--config", str(new), "init", *given, "--yes", "--password-file", str(tmp_path / "password")]
    )
    said = " ".join(done.stderr.split())
    assert done.exit_code == 4 and words in said and remedy in said and not new.exists(), done.output
    mend()
    unharmed(premises)


def test_exchange_without_the_right_to_act_as_somebody(premises: Premises) -> None:
    premises.ews.add(SUPPORT)
    premises.configure(address=SUPPORT, access="impersonation")
    told(premises, "work", f"{ADA} has no right to act as {SUPPORT}", "ApplicationImpersonation")
    premises.ews.users[ADA].impersonates.add(SUPPORT)
    assert premises.run("sync").exit_code == 0
    premises.ews.boxes[SUPPORT].put("inbox", [question(to=SUPPORT)], at=[dt.datetime.now(dt.UTC)])
    assert "1 new message" in premises.run("sync").stderr


def test_exchange_without_the_right_to_a_shared_mailbox(premises: Premises) -> None:
    premises.ews.add(SUPPORT)
    premises.configure(address=SUPPORT, access="delegate")
    told(premises, "work", f"does not let {ADA} read the mailbox {SUPPORT}", "an administrator can grant the right")


@dataclass
class Hybrid:
    """Ada's mailbox on premises, signed in to at Microsoft's (hybrid modern authentication)."""

    premises: Premises
    provider: Provider

    def sign_in(self, refresh: str = "") -> None:
        first = self.provider.grant()
        Vault("work", ADA).save(Grant(refresh or first["refresh_token"], "", 0))


@pytest.fixture
def hybrid(premises: Premises, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hybrid]:
    monkeypatch.setattr("inboxwatch.oauth.access.PAUSES", (0.0, 0.0))
    with Provider(tmp_path, ADA) as provider:
        premises.ews.accepts = lambda token: ADA if token.count(".") == 2 else ""
        config = tmp_path / "config.toml"
        oauth = ", ".join(f"{key} = {json.dumps(value)}" for key, value in provider.table("microsoft").items())
        lines = [line for line in config.read_text().splitlines() if not line.startswith("password_file")]
        config.write_text("\n".join([*lines, 'auth = "oauth2"', f"oauth2 = {{ {oauth} }}", ""]))
        made = Hybrid(premises, provider)
        made.sign_in()
        yield made


SIGN_INS = [
    ("AADSTS50076: You must use multi-factor authentication to access this.", "AADSTS50076"),
    ("AADSTS65001: The user or administrator has not consented to use the application.", "AADSTS65001"),
    ("AADSTS700082: The refresh token has expired due to inactivity.", "AADSTS700082"),
    ("AADSTS50034: The user account does not exist in the directory.", "AADSTS50034"),
]


@pytest.mark.parametrize(("error", "code"), SIGN_INS, ids=["second factor", "consent", "expired", "unknown"])
def test_exchange_where_microsoft_refuses_the_sign_in(hybrid: Hybrid, error: str, code: str) -> None:
    assert hybrid.premises.run("sync").exit_code == 0
    hybrid.premises.ews.boxes[ADA].put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    hybrid.sign_in()
    hybrid.provider.refusal = {"error": "invalid_grant", "error_description": f"{error} Trace ID: 1"}
    told(hybrid.premises, "work", code, "inboxwatch login")
    hybrid.provider.refusal = {}
    unharmed(hybrid.premises)


def test_exchange_that_takes_no_token_of_this_program(hybrid: Hybrid) -> None:
    """Signed in at Microsoft, but the program has no right to Exchange Web Services."""
    hybrid.premises.ews.accepts = lambda _: ""
    told(hybrid.premises, "work", f"refused the access token of {ADA}", "was the program given the right to use EWS?")


def test_doctor_suggests_working_hours_and_zone_of_outlook(premises: Premises, ews: Ews) -> None:
    from tests.integration.test_exchange_owner import work

    ews.boxes[ADA].work_hours = work()
    said = " ".join(premises.run("doctor").stdout.split())
    assert "set to Europe/Berlin" in said and "mon 08:00-16:30" in said and "wed closed" in said


# -- Microsoft 365 -----------------------------------------------------------------------------------------------------

Cloud = graph_office.Office


def refused_by_graph(status: int, code: str, message: str) -> Callable[[Cloud], Callable[[], None]]:
    def trouble(office: Cloud) -> Callable[[], None]:
        office.graph.faults.append(always(status, code, message))
        return office.graph.faults.clear

    return trouble


def refused_sign_in(description: str) -> Callable[[Cloud], Callable[[], None]]:
    def trouble(office: Cloud) -> Callable[[], None]:
        first = office.provider.grant()
        Vault("cloud", ADA).save(Grant(first["refresh_token"], "", 0))
        office.provider.refusal = {"error": "invalid_grant", "error_description": f"{description} Trace ID: 1"}
        return lambda: setattr(office.provider, "refusal", {})

    return trouble


GRAPH: dict[str, tuple[Callable[[Cloud], Callable[[], None]], str, str]] = {
    **{code: (refused_sign_in(error), code, "inboxwatch login") for error, code in SIGN_INS},
    "no consent": (
        refused_by_graph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."),
        f"A permission for {ADA} is missing", "grant consent and run 'inboxwatch login'",
    ),
    "conditional access": (
        refused_by_graph(403, "Forbidden", "Blocked by Conditional Access policy, multi-factor needed."),
        f"wants a second factor for {ADA}", "inboxwatch login",
    ),
    "no licence": (
        refused_by_graph(404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive or hosted on-premise."),
        f"{ADA} has no mailbox in Exchange Online", "licence",
    ),
    "unknown": (
        refused_by_graph(404, "ErrorInvalidUser", f"The requested user '{ADA}' is invalid."),
        f"knows no user {ADA}", "Check address",
    ),
    "outside of the program's scope": (
        refused_by_graph(403, "ErrorAccessDenied", "Access to OData is disabled: [RAOP] : Blocked by AccessPolicy."),
        f"not allowed to read {ADA}", "add this mailbox to the program's scope",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GRAPH)
def test_microsoft_365(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("inboxwatch.discovery.exchange.look", lambda *_, **__: None)
    trouble, words, remedy = GRAPH[name]
    graph_office.signed_in(cloud)
    assert cloud.run("sync").exit_code == 0
    cloud.ask()
    mend = trouble(cloud)
    told(cloud, "cloud", words, remedy)
    config = cloud.folder / "config.toml"
    before = config.read_text()
    config.unlink()
    cloud.provider.pending = 0
    place = ["--base-url", cloud.graph.url, "--authority", cloud.provider.url, "--ca-file", str(cloud.graph.ca)]
    given = ["--connector", "graph", "--address", ADA, "--client-id", "inboxwatch-test", "--timezone", "UTC"]
    done = cloud.run("init", *given, *place, "--yes", "--mailbox", "cloud")
    said = " ".join(done.stderr.split())
    assert done.exit_code == 4 and words in said and not config.exists(), done.output
    mend()
    config.write_text(before)
    graph_office.signed_in(cloud)
    unharmed(cloud)


def test_a_mailbox_that_is_on_premises_after_all(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    graph_office.signed_in(cloud)
    GRAPH["no licence"][0](cloud)
    seen = Sighting("exchange", "autodiscover.corp.example points at mail.corp.example", "https://mail.corp.example/x")
    monkeypatch.setattr("inboxwatch.discovery.exchange.look", lambda *_, **__: seen)
    check = failed(cloud.run("doctor", "--json"))
    assert "autodiscover.corp.example points at" in check["remedy"] and 'connector = "exchange"' in check["remedy"]


def test_microsoft_365_with_a_wrong_secret_of_the_program(cloud: Cloud) -> None:
    (cloud.folder / "secret").write_text("an old one")
    (cloud.folder / "secret").chmod(0o600)
    cloud.configure('password_file = "secret"', permission="application")
    told(cloud, "cloud", "AADSTS7000215", "")
    (cloud.folder / "secret").write_text(cloud.provider.client_secret)
    assert cloud.run("sync").exit_code == 0


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("inboxwatch.watch.sync"), "PAUSES", ())
    monkeypatch.setattr(time, "sleep", lambda _: None)
