"""A Microsoft 365 mailbox from `login` to `ack`: the whole program, over a Graph and a token endpoint on loopback."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from connectors.graph import connect
from inboxwatch.oauth.grant import Grant
from inboxwatch.oauth.graph import oauth_table
from inboxwatch.oauth.wire import access_for
from tests.contract import mails
from tests.integration.graph_office import BO, Office, office, signed_in
from tests.integration.test_graph import always, once
from tests.integration.test_graph_contract import ADA, table

__all__ = ["office"]

pytestmark = pytest.mark.usefixtures("ring")


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
