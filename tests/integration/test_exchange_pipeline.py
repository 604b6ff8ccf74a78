"""An Exchange mailbox from `sync` to `ack` and `doctor`: the whole program, over a server on loopback."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from connectors.exchange import connect
from inboxwatch.cli import main
from inboxwatch.demo.company import write_company
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.oauth.grant import Grant, Vault
from inboxwatch.oauth.wire import access_for
from tests.builders import raw
from tests.integration import test_connectors_equal as equal
from tests.integration.test_secrets import CANARY, forms
from tests.rings import FileKeyring
from tests.servers.ews import Ews
from tests.servers.ews_state import Box
from tests.servers.exchange import ADA, PASSWORD, connector, read
from tests.servers.oauth import Provider

BO = "bo@corp.example"


@dataclass
class Office:
    """A server with ada's and bo's mailboxes, and a configuration that names ada's."""

    folder: Path
    ews: Ews

    def configure(self, password: str = PASSWORD, **more: object) -> None:
        (self.folder / "password").write_text(password)
        (self.folder / "password").chmod(0o600)
        table = {**self.ews.settings(ADA, timeout=3.0), "password_file": "password", **more}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items())
        days = "".join(f'{day} = ["00:00-24:00"]\n' for day in "mon tue wed thu fri sat sun".split())
        config = self.folder / "config.toml"
        config.write_text(
            f'[me]\nname = "Ada Lovelace"\naddresses = ["{ADA}"]\n'
            f'[calendar]\ntimezone = "UTC"\n[calendar.hours]\n{days}'
            f'[store]\nurl = "sqlite:///{self.folder}/store.db"\n'
            f'[[mailbox]]\nname = "work"\nconnector = "exchange"\n{lines}\n'
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


@pytest.fixture
def office(tmp_path: Path, ews: Ews, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(import_module("inboxwatch.watch.sync"), "PAUSES", ())
    ews.add(BO)
    made = Office(tmp_path, ews)
    made.configure()
    return made


def question(**more: Any) -> bytes:  # noqa: ANN401 - what the builder takes
    parts: dict[str, Any] = {
        "sender": f"Bo Lind <{BO}>", "to": ADA, "subject": "Budget 2027", "message_id": "<q1@corp.example>",
        "text": "Hi Ada,\n\ncould you send me the figures for the budget?\n\nBo", "date": dt.datetime.now(dt.UTC),
    }  # fmt: skip
    return raw(**{**parts, **more})


def test_sync_status_ack_and_the_thread_on_the_other_side(office: Office, box: Box) -> None:
    assert office.run("sync").exit_code == 0, "what comes after the first pass is no history"
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    before = box.snapshot()
    assert office.run("sync").exit_code == 0
    assert box.snapshot() == before, "nothing was marked as read"
    [request] = office.json("requests")["requests"]
    assert (request["subject"], request["from"], request["state"]) == ("Budget 2027", BO, "open")
    assert "Budget 2027" in office.run("status").stdout
    shown = office.run("ack", request["id"], "--by", "7d", "--yes")
    assert shown.exit_code == 0, shown.output
    [(mail, recipients)] = box.sent
    assert recipients == [BO] and b"In-Reply-To: <q1@corp.example>" in mail
    assert len(box.folder("sentitems").items) == 1
    assert office.run("sync").exit_code == 0
    [told] = office.json("requests")["requests"]
    assert (told["state"], told["acknowledgement_kind"]) == ("acknowledged", "holding")


def test_a_draft_goes_to_drafts_and_nowhere_else(office: Office, box: Box) -> None:
    office.run("sync")
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    office.run("sync")
    [request] = office.json("requests")["requests"]
    assert office.run("ack", request["id"], "--by", "7d", "--draft", "--yes").exit_code == 0
    assert [item.draft for item in box.folder("drafts").items.values()] == [True] and box.sent == []


def test_invitations_and_answers_to_them(office: Office, box: Box) -> None:
    ics = (
        "BEGIN:VCALENDAR\r\nMETHOD:{0}\r\nBEGIN:VEVENT\r\nUID:42@corp.example\r\nSEQUENCE:1\r\n"
        f"ORGANIZER:mailto:{BO}\r\nATTENDEE;RSVP=TRUE;PARTSTAT={{1}}:mailto:{ADA}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    invitation = question(subject="Planning", ics=ics.format("REQUEST", "NEEDS-ACTION"), text="Shall we meet?\n")
    answer = raw(
        sender=ADA, to=BO, subject="Accepted: Planning", ics=ics.format("REPLY", "ACCEPTED"), method="REPLY",
        date=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1),
    )  # fmt: skip
    office.run("sync")
    box.put("inbox", [invitation], at=[dt.datetime.now(dt.UTC)])
    office.run("sync")
    assert [each["kind"] for each in office.json("requests")["requests"]] == ["invitation"]
    box.put("sentitems", [answer], at=[dt.datetime.now(dt.UTC)])
    office.run("sync")
    assert [each["acknowledgement_kind"] for each in office.json("requests")["requests"]] == ["calendar"]


def test_a_lost_sync_state_repeats_no_request(office: Office, box: Box) -> None:
    """R7, through the store."""
    office.run("sync")
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    office.run("sync")
    before = office.json("requests")["requests"]
    box.forget_states("inbox")
    again = office.run("sync")
    assert again.exit_code == 0 and "no longer knows how far INBOX was read" in " ".join(again.output.split())
    after = office.json("requests")["requests"]
    assert [each["id"] for each in after] == [each["id"] for each in before]


def test_doctor_goes_through_the_steps(office: Office, box: Box) -> None:
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    checks = [each for each in office.json("doctor") if each["mailbox"] == "work"]
    assert [each["name"] for each in checks][:7] == [
        "Server found", "TLS and certificate", "Password", "Signed in", "Folders", "Sent folder", "Read-only",
    ]  # fmt: skip
    assert {each["state"] for each in checks} == {"ok"}
    assert any("INBOX with 1 message" in each["detail"] for each in checks)
    office.configure("wrong")
    checks = [each for each in json.loads(office.run("doctor", "--json").stdout) if each["mailbox"] == "work"]
    assert next(each["name"] for each in checks if each["state"] == "failed") == "Signed in"


def test_init_writes_what_signs_in(ews: Ews, box: Box, tmp_path: Path) -> None:
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "password").chmod(0o600)
    config = tmp_path / "config.toml"
    given = ["--address", ADA, "--endpoint", ews.url, "--ca-file", str(ews.ca), "--yes", "--offline"]
    done = CliRunner().invoke(
        main, ["--config", str(config), "init", *given, "--password-file", str(tmp_path / "password")]
    )
    assert done.exit_code == 0, done.output
    assert 'connector = "exchange"' in config.read_text() and "1 message" in done.output
    again = CliRunner().invoke(main, ["--config", str(config), "requests", "--json"])
    assert [each["subject"] for each in json.loads(again.stdout)["requests"]] == ["Budget 2027"]


def test_at_microsoft_sync_and_doctor_name_dates_and_remedy(
    office: Office, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.exchange_errors.ONLINE", ("localhost",))
    box.put("inbox", [question()], at=[dt.datetime.now(dt.UTC)])
    for said in (office.run("sync"), office.run("doctor")):
        words = " ".join(said.output.split())
        assert "since 1 October 2026" in words and "1 April 2027" in words and 'connector = "graph"' in words
    checks = {each["name"]: each["state"] for each in office.json("doctor") if each["mailbox"] == "work"}
    assert checks["Exchange Web Services"] == "warning" and checks["Signed in"] == "ok"


def test_status_and_help_never_load_exchangelib(office: Office) -> None:
    config = str(office.folder / "config.toml")
    office.run("sync")
    for args in (["--help"], ["--config", config, "status"], ["--config", config, "requests"]):
        code = (
            "import sys\nfrom inboxwatch.cli import main\n"
            f"try:\n    main({args!r})\nexcept SystemExit:\n    pass\n"
            "sys.exit(3 if {'exchangelib', 'lxml', 'requests'} & set(sys.modules) else 0)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert done.returncode == 0, (args, done.stderr)


def test_sent_without_headers_tells_the_same_but_for_a_reaction(tmp_path: Path) -> None:
    """Outlook's own Sent items have no header: the fields come from properties, an emoji's mark cannot."""
    (tmp_path / "files").mkdir()
    (tmp_path / "bare").mkdir()
    (tmp_path / "company").mkdir()
    company = write_company(tmp_path / "company")

    def bare(company: Any, folder: Path, stack: ExitStack) -> dict[str, object]:  # noqa: ANN401 - as the others
        return equal.fill_exchange(company, folder, stack, sent_headers=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(equal.KINDS, "bare", bare)
        found = equal.told(company, "bare", tmp_path / "bare")["requests"]
    right = equal.told(company, "files", tmp_path / "files")["requests"]
    assert found.keys() == right.keys()
    assert [identity for identity in right if found[identity] != right[identity]] == ["<ship-it.1@kestrel.example>"]


# -- secrets (T14) -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [{}, {"status": 401}, {"status": 403}, {"status": 500, "body": b"oops"}, {"cut": 90}, {"raw": b"<x>"},
     {"code": "ErrorServerBusy", "soap": True}, {"code": "ErrorAccessDenied"}, {"silent": 4.0}],
)  # fmt: skip
@pytest.mark.parametrize("operation", ["ConvertId", "SyncFolderItems"])
def test_t14_no_secret_in_anything_that_is_said(
    office: Office, box: Box, caplog: pytest.LogCaptureFixture, operation: str, fault: dict[str, object]
) -> None:
    """Logging at its loudest, exchangelib's too, with and without a fault; the password is a canary."""
    caplog.set_level(logging.DEBUG)
    office.ews.users[ADA].password = CANARY
    office.configure(CANARY, timeout=1.0)
    box.put("inbox", [question()])
    if fault:
        office.ews.fail(operation, skip=1 if operation == "ConvertId" else 0, **fault)
    said = office.run("-vv", "sync").output + office.run("-vv", "doctor").output + caplog.text
    assert "localhost" in said
    assert not [
        form for form in (*forms(CANARY), base64.b64encode(f"{ADA}:{CANARY}".encode()).decode()) if form in said
    ]
    assert "Could you send" not in said and "figures for the budget" not in said


# -- hostile answers (T20, T21) ----------------------------------------------------------------------------------------

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><x>&d;</x>'
)
FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
SPACE = b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'


@pytest.mark.parametrize(
    "answer",
    [
        LAUGHS,
        FILE,
        SPACE + b"<a>" * 100_000,
        SPACE + b"<a>" + b"x" * (70 << 20),
        b"\xff\xfe" + LAUGHS.decode().encode("utf-16-le"),
    ],
    ids=["laughs", "file", "deep", "long", "wide"],
)
@pytest.mark.parametrize("operation", ["ConvertId", "SyncFolderItems", "GetItem"])
def test_t21_hostile_xml_is_an_error_soon(ews: Ews, box: Box, operation: str, answer: bytes) -> None:
    box.put("inbox", [question()])
    ews.fail(operation, skip=1 if operation == "ConvertId" else 0, raw=answer)
    made = connector(ews)
    started = time.process_time()
    with pytest.raises((PermanentError, TransientError)) as caught:
        list(made.fetch("", None))
    made.close()
    assert time.process_time() - started < 10
    assert "root:" not in str(caught.value)
    assert [mail.subject for mail in read(ews)[0]] == ["Budget 2027"]


def answer(url: str = "", redirect: str = "") -> bytes:
    space = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
    inner = f"<Action>redirectUrl</Action><RedirectUrl>{redirect}</RedirectUrl>" if redirect else (
        f"<Protocol><Type>EXPR</Type><EwsUrl>{url}</EwsUrl></Protocol>"
    )  # fmt: skip
    root = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
    account = f'<Response xmlns="{space}"><Account>{inner}</Account></Response>'
    return f'<Autodiscover xmlns="{root}">{account}</Autodiscover>'.encode()


@pytest.fixture
def nearby(ews: Ews, monkeypatch: pytest.MonkeyPatch) -> Ews:
    """A domain, localhost, whose autodiscover is here."""
    here = f"https://{{host}}:{ews.port}/autodiscover/autodiscover"
    monkeypatch.setattr("inboxwatch.discovery.exchange.XML", here + ".xml")
    monkeypatch.setattr("inboxwatch.discovery.exchange.JSON", here + ".json/v1.0/{address}?Protocol=EWS")
    monkeypatch.setattr("inboxwatch.discovery.names.asked", lambda *_: [])
    ews.add("ada@localhost", PASSWORD).put("inbox", [question()])
    return ews


def discovering(ews: Ews, password: str = PASSWORD) -> list[str]:
    settings = {"username": "ada@localhost", "ca_file": str(ews.ca), "timeout": 5.0}
    made = connect(settings, lambda: password, Path())
    try:
        return [mail.subject for batch in made.fetch("", None) for mail in batch.mails]
    finally:
        made.close()


def test_autodiscover_finds_the_server(nearby: Ews) -> None:
    nearby.autodiscover = answer(nearby.url)
    assert discovering(nearby) == ["Budget 2027"]


def test_t20_autodiscover_sends_no_password_to_other_hosts(nearby: Ews) -> None:
    for url in ("https://evil.example/EWS/Exchange.asmx", "http://localhost/EWS/Exchange.asmx", "file:///etc/passwd",
                "https://localhost.evil.example/", "https://169.254.169.254/", "https://x@localhost/"):  # fmt: skip
        for said in (answer(url), answer(redirect=url)):
            nearby.autodiscover = said
            with pytest.raises(PermanentError) as caught:
                discovering(nearby)
            assert "endpoint" in caught.value.remedy


def test_autodiscover_says_what_is_wrong(nearby: Ews) -> None:
    nearby.autodiscover = answer(nearby.url)
    with pytest.raises(PermanentError, match="refused the password"):
        discovering(nearby, "wrong")
    for said in (
        LAUGHS,
        b"nothing of use",
        answer(),
        answer(redirect=nearby.url.replace("/EWS/Exchange.asmx", "/autodiscover/again.xml")),
    ):
        nearby.autodiscover = said
        with pytest.raises(PermanentError, match="endpoint"):
            discovering(nearby)


# -- tokens (R17) ------------------------------------------------------------------------------------------------------


def test_r17_a_token_refused_early_is_renewed_once(
    ews: Ews, box: Box, tmp_path: Path, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inboxwatch.oauth.access.PAUSES", (0.0, 0.0))
    box.put("inbox", [question()])
    with Provider(tmp_path, ADA) as provider:
        table = {**ews.settings(ADA), "auth": "oauth2", "oauth2": provider.table("microsoft")}
        first = provider.grant()
        Vault("work", ADA).save(Grant(first["refresh_token"], "a-token-that-was-good", int(time.time()) + 3600))
        ews.accepts = lambda token: ADA if token.count(".") == 2 else ""
        made = connect(table, access_for("work", ADA, table, Path()), Path())
        assert [mail.subject for batch in made.fetch("", None) for mail in batch.mails] == ["Budget 2027"]
        assert provider.asked == ["refresh_token"]
        ews.accepts = lambda _: ""
        with pytest.raises(TransientError, match="that it took before"):
            list(made.fetch("", None))
        with pytest.raises(PermanentError, match="refused the access token"):
            list(made.fetch("", None))
        provider.refresh_tokens.clear()
        with pytest.raises(PermanentError, match="has ended"):
            list(made.fetch("", None))
        made.close()
    assert ring is not None


def test_a_program_of_its_own_acts_for_a_mailbox(ews: Ews, box: Box, tmp_path: Path) -> None:
    box.put("inbox", [question()])
    ews.add("program@corp.example")
    ews.users["program@corp.example"].impersonates.add("*")
    ews.accepts = lambda token: "program@corp.example" if token.count(".") == 2 else ""
    with Provider(tmp_path, ADA) as provider:
        oauth = {**provider.table("microsoft"), "scopes": []}
        table = {**ews.settings(ADA), "auth": "oauth2", "permission": "application", "oauth2": oauth}
        made = connect({**table, "access": "impersonation"}, lambda: provider.client_secret, Path())
        assert [mail.subject for batch in made.fetch("", None) for mail in batch.mails] == ["Budget 2027"]
        assert provider.asked == ["client_credentials"]
        made.close()
