"""What other servers of Exchange Web Services do otherwise: each seen at grommunio's gromox 3.10, and made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.exchange_errors import Where, explained
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.ports import Colleague
from tests.builders import raw
from tests.integration.test_exchange_owner import work
from tests.servers.ews import Ews, User
from tests.servers.ews_state import Box
from tests.servers.exchange import ADA, PASSWORD, connector, read

BO = "bo@corp.example"
HEAD = f"To: {ADA}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"


def mail(number: int = 1, **more: object) -> bytes:
    return raw(subject=f"Question {number}", message_id=f"<o{number}@corp.example>", **more)  # type: ignore[arg-type]


def headed(*lines: str, body: str = "Could you look?") -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode() + f"{HEAD}\r\n{body}\r\n".encode()


def test_a_folder_made_anew_is_read_from_its_beginning(ews: Ews, box: Box) -> None:
    """R7 where the server takes any state for any folder, and so would keep the new one's mail to itself."""
    box.trusting = True
    old = box.make("Projects")
    box.put(old.id, [mail(n) for n in range(5)])
    found, cursor = read(ews, folders=["Projects"])
    assert len(found) == 5
    box.drop("Projects")
    box.put(box.make("Projects").id, [mail(7), mail(8)])
    for folder in box.folders.values():
        folder.log = [(order - 5, kind, item) for order, kind, item in folder.log]
    made = connector(ews, folders=["Projects"])
    batches = list(made.fetch(cursor, None))
    made.close()
    assert [each.subject for batch in batches for each in batch.mails] == ["Question 7", "Question 8"]
    assert any("another folder than before" in notice for batch in batches for notice in batch.notices)
    assert read(ews, batches[-1].cursor, folders=["Projects"])[0] == []


def test_a_cursor_that_names_no_folder_goes_on(ews: Ews, box: Box) -> None:
    """As versions before this wrote it."""
    box.put("inbox", [mail(n) for n in range(3)])
    _, cursor = read(ews)
    head, _, rest = cursor.partition(',"folder":"')
    older = head + rest[rest.index('"') + 1 :]
    assert older != cursor and '"folder":' not in older.replace('"folders"', "").partition("Sent")[0]
    box.put("inbox", [mail(3)])
    assert [each.subject for each in read(ews, older)[0]] == ["Question 3"]


@pytest.mark.parametrize("soap", [True, False])
def test_a_code_that_the_library_has_no_name_for(ews: Ews, soap: bool) -> None:
    ews.fail("GetFolder", code="ErrorCannotFindUser", soap=soap)
    made = connector(ews)
    with pytest.raises(PermanentError, match=f"knows no mailbox {ADA}"):
        list(made.fetch("", None))
    made.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SOAP error code: SOAP:Server string: E-3331: no such thing actor: None detail: None", "an internal error"),
        ("SOAP error code: ErrorNoIdea string: x actor: None detail: None", "reports ErrorNoIdea"),
        ("Unknown ResponseCode in ResponseMessage: ErrorNoIdea (MessageText: x)", "reports ErrorNoIdea"),
        ("SOAP error code: SOAP:Client string: ErrorNoIdea actor: None detail: None", "not answer as an Exchange"),
    ],
)
def test_a_fault_is_named_by_its_code_and_never_quoted(text: str, says: str) -> None:
    from exchangelib.errors import SOAPError

    error = explained(Where("https://mail.corp.example/EWS/Exchange.asmx", ADA, ADA), SOAPError(text))
    assert isinstance(error, TransientError) and says in error.message and "E-3331" not in str(error)


FAULT = (
    '<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Header/><SOAP:Body><SOAP:Fault>'
    "<faultcode>{0}</faultcode><faultstring>E-3331: no such thing</faultstring></SOAP:Fault></SOAP:Body>"
    "</SOAP:Envelope>"
)


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (500, "SOAP:Server", "reports an internal error"),
        (500, "ErrorAccessDenied", "does not let"),
        (200, "ErrorImpersonateUserDenied", "has no right to act as"),
        (200, "ErrorCannotFindUser", "knows no mailbox"),
    ],
)
def test_a_fault_in_another_spelling_is_understood(ews: Ews, status: int, code: str, says: str) -> None:
    """Its namespace has another prefix, its code no detail, and it may come with success."""
    ews.fail("GetFolder", status=status, body=FAULT.format(code).encode(), headers={"Content-Type": "text/xml"})
    made = connector(ews)
    with pytest.raises((PermanentError, TransientError), match=says):
        list(made.fetch("", None))
    made.close()


def test_a_sync_state_refused_in_that_spelling_is_made_anew(ews: Ews, box: Box) -> None:
    box.put("inbox", [mail(n) for n in range(3)])
    _, cursor = read(ews)
    body = FAULT.format("ErrorInvalidSyncStateData").encode()
    ews.fail("SyncFolderItems", status=200, body=body, headers={"Content-Type": "text/xml"})
    assert len(read(ews, cursor)[0]) == 3


@pytest.mark.parametrize("scheme", ['Basic realm="mail"', "NTLM"])
def test_a_long_request_spoils_no_other(
    ews: Ews, box: Box, tmp_path: Path, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync state may be longer than some servers bear on a connection that is used again."""
    (tmp_path / "users").write_text(f"CORP:ada:{PASSWORD}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(tmp_path / "users"))
    ews.schemes = (scheme,)
    ews.users["CORP\\ada"] = User(PASSWORD, ADA)
    who = {"username": "CORP\\ada", "address": ADA}
    monkeypatch.setattr("connectors.exchange_pass.PAGE", 4)
    ews.narrow, box.padding = True, 60_000
    box.put("inbox", [mail(n) for n in range(10)])
    found, cursor = read(ews, **who)
    assert len(found) == 10 and len(cursor) > 65_536
    box.put("inbox", [mail(11)])
    assert [each.subject for each in read(ews, cursor, **who)[0]] == ["Question 11"]


def test_departments_go_to_the_address_that_was_asked_for(ews: Ews) -> None:
    ews.partial = True
    ews.add(BO, name="Bo Lind", department="Finance")
    ews.add("jumbo@corp.example", name="Jumbo", department="Sales")
    made = connector(ews)
    found = made.people([BO, "o@corp.example", "umbo@corp.example", "JUMBO@corp.example"])
    made.close()
    assert found == [Colleague(BO, "Finance", "Bo Lind"), Colleague("JUMBO@corp.example", "Sales", "Jumbo")]


def test_stored_settings_are_read_in_either_namespace(ews: Ews, box: Box) -> None:
    box.work_hours = work()
    for ews.misplaced in (True, False):
        made = connector(ews)
        assert made.hints().timezone == "Europe/Berlin"
        made.close()


def test_a_subject_decoded_word_by_word_has_no_holes(ews: Ews, box: Box) -> None:
    ews.decodes = True
    subject = "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_dem_La?=\r\n =?utf-8?Q?ger?= and a plain end"
    box.put("inbox", [headed(f"From: {BO}", subject), headed(f"From: {BO}", "Subject: two  blanks")])
    assert [each.subject for each in read(ews)[0]] == ["Grüße aus dem Lager and a plain end", "two blanks"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('"Lind, Bo"', "Lind, Bo"),
        ('"[Sales] Bo: Lind"', "[Sales] Bo: Lind"),
        ("=?utf-8?Q?Bo=3B_L=C3=ADnd?=", "Bo; Línd"),
        ('"Bo (Sales)"', "Bo"),
    ],
)
def test_who_wrote_is_known_though_quotes_are_gone(ews: Ews, box: Box, name: str, shown: str) -> None:
    ews.decodes = True
    box.put("inbox", [headed(f"From: {name} <{BO}>", "Subject: x")])
    [found] = read(ews)[0]
    assert found.sender is not None and (found.sender.address, found.sender.name) == (BO, shown)


@pytest.mark.parametrize(
    "name", ["=?utf-8?Q?boss=40corp.example=3A?=", '"boss@corp.example, x"', '"[boss@corp.example]"']
)
def test_t11_an_address_in_a_name_is_nobodys(ews: Ews, box: Box, name: str) -> None:
    """Where a server decodes names, an address inside of one must not come to be the sender."""
    ews.decodes = True
    box.put("inbox", [headed(f"From: {name} <evil@far.example>", "Subject: x")])
    [found] = read(ews)[0]
    assert found.sender is None or found.sender.address == "evil@far.example"


GMAIL = (
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBo reacted\r\n'
    '--b\r\nContent-Type: text/vnd.google.email-reaction+json\r\n\r\n{"emoji":"\U0001f44d","version":1}\r\n--b--\r\n'
)


def reactions() -> list[bytes]:
    """A reaction by RFC 9078, and one as Gmail makes it."""
    plain = headed(f"From: {BO}", "Subject: Re: x", "Content-Disposition: reaction", "Content-Type: text/plain;"
                   " charset=utf-8", "Content-Transfer-Encoding: 8bit", body="\U0001f44d")  # fmt: skip
    return [plain, f"From: {BO}\r\nSubject: Re: x\r\n{HEAD}{GMAIL}".encode()]


PLAN = headed(
    f"From: {BO}", "Subject: plan", 'Content-Type: multipart/mixed; boundary="c"',
    body="--c\r\nContent-Type: text/plain\r\n\r\n\r\n--c\r\nContent-Type: text/plain; name=plan.txt\r\n"
    "Content-Disposition: attachment\r\n\r\nYes\r\n--c--",
)  # fmt: skip


def test_a_reaction_that_became_an_attachment_is_one(ews: Ews, box: Box) -> None:
    """Parts of an unknown disposition are attachments (RFC 2183, 2.8); nothing else is ever fetched."""
    box.put("inbox", [*reactions(), PLAN])
    found = read(ews)[0]
    assert [each.reaction for each in found] == ["\U0001f44d", "\U0001f44d", ""]
    assert (found[0].text, found[1].text.strip()) == ("", "Bo reacted")
    assert ews.asked["GetAttachment"] == 2


def test_a_reaction_that_is_not_handed_out_loses_no_mail(ews: Ews, box: Box) -> None:
    ews.keeps_attachments = True
    box.put("inbox", reactions())
    assert [each.reaction for each in read(ews)[0]] == ["", ""]
