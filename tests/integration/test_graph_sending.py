"""Sending through Graph, silence, stopping, secrets (R9, R10, T14)."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from connectors.graph import connect
from connectors.graph_mailer import connect as mailing
from inboxwatch.errors import ChannelError, NotSentError, PermanentError, RefusedError, TransientError, UncertainError
from inboxwatch.oauth.wire import access_for
from inboxwatch.ports import Mailer
from inboxwatch.redaction import PLACE
from tests import builders
from tests.integration.graph_office import BO, Office, office, signed_in
from tests.integration.test_graph import always
from tests.integration.test_graph_contract import ADA, table, token

__all__ = ["office"]

pytestmark = pytest.mark.usefixtures("ring")

IDENTITY = f"<{'a' * 32}@corp.example>"


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
    """R10: in the middle of an answer that does not come, and between two looks."""
    connector = connect(table(office.graph, timeout=30), token, Path())
    asked, aborted = threading.Event(), []

    def silent(_method: str, _target: str) -> None:
        asked.set()
        time.sleep(3)

    def abort() -> None:
        assert asked.wait(20)
        aborted.append(time.monotonic())
        connector.abort()  # type: ignore[attr-defined]

    if doing == "fetch":
        office.graph.faults.append(silent)
    else:
        threading.Timer(0.3, asked.set).start()
    threading.Thread(target=abort).start()
    with closing(connector):
        if doing == "wait":
            assert connector.wait(30) is True
        else:
            with pytest.raises(TransientError):
                list(connector.fetch("", None))
    assert time.monotonic() - aborted[0] < 2


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
