"""What may go wrong at an Exchange server: one sentence, what to do, nothing lost, nothing twice, and no hanging."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.exchange import connect
from inboxwatch.errors import PermanentError, TransientError, WithheldError
from tests.builders import raw
from tests.servers.certificates import Authority
from tests.servers.dovecot import free_port
from tests.servers.ews import RETIRED, Ews, User
from tests.servers.ews_state import Box
from tests.servers.exchange import ADA, PASSWORD, connector, read

SUPPORT = "support@corp.example"


def mails(count: int, first: int = 0) -> list[bytes]:
    return [raw(subject=f"Question {n}", message_id=f"<f{n}@corp.example>") for n in range(first, first + count)]


def said(ews: Ews, password: str = PASSWORD, **settings: object) -> PermanentError | TransientError:
    """What reading says when it fails."""
    made = connector(ews, password, **settings)
    with pytest.raises((PermanentError, TransientError)) as caught:
        list(made.fetch("", None))
    made.close()
    error = caught.value
    assert error.message.endswith(".") and "\n" not in str(error) and PASSWORD not in str(error)
    return error


def test_a_wrong_password(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(2))
    error = said(ews, "wrong")
    assert isinstance(error, PermanentError) and "refused the password of ada@corp.example" in error.message
    assert len(read(ews)[0]) == 2, "and nothing is lost"


def test_r17_a_refusal_in_passing_is_borne(ews: Ews, box: Box) -> None:
    """Exchange answers 401 when it is busy, too; only a new sign-in that is refused means the password."""
    box.put("inbox", mails(2))
    made = connector(ews)
    cursor = list(made.fetch("", None))[-1].cursor
    ews.fail("SyncFolderItems", status=401)
    with pytest.raises(TransientError, match="that it took before"):
        list(made.fetch(cursor, None))
    assert list(made.fetch(cursor, None)) == []
    ews.users[ADA].password = "changed"
    with pytest.raises(TransientError):
        list(made.fetch(cursor, None))
    with pytest.raises(PermanentError, match="refused the password"):
        list(made.fetch(cursor, None))
    made.close()


def test_a_server_that_closes_at_the_refusal_is_understood_too(ews: Ews) -> None:
    ews.fail(status=401, headers={"Connection": "close", "WWW-Authenticate": 'Basic realm="mail"'}, times=9)
    assert "refused the password" in said(ews).message


def test_no_password_wanted_says_oauth(ews: Ews) -> None:
    ews.schemes = ('Bearer client_id="x"',)
    error = said(ews)
    assert isinstance(error, PermanentError) and '"oauth2"' in error.remedy


def test_ews_switched_off(ews: Ews) -> None:
    ews.fail(status=403, body=RETIRED.encode(), times=9)
    error = said(ews)
    assert isinstance(error, PermanentError) and "switched off for ada@corp.example" in error.message


def test_ews_switched_off_at_microsoft_names_dates_and_remedy() -> None:
    from connectors.exchange_errors import RetiredError, Where, explained

    error = explained(Where("https://outlook.office365.com/EWS/Exchange.asmx", ADA, ADA), RetiredError())
    assert isinstance(error, PermanentError)
    assert "1 October 2026" in error.message and "1 April 2027" in error.message
    assert 'connector = "graph"' in str(error)


def test_no_right_to_a_shared_mailbox(ews: Ews) -> None:
    ews.add(SUPPORT)
    error = said(ews, address=SUPPORT, access="delegate")
    assert isinstance(error, PermanentError)
    assert error.message.endswith(f"does not let {ADA} read the mailbox {SUPPORT}.")


def test_a_delegate_reads_a_shared_mailbox(ews: Ews) -> None:
    ews.add(SUPPORT).put("inbox", mails(3))
    ews.users[ADA].opens.add(SUPPORT)
    assert len(read(ews, address=SUPPORT, access="delegate")[0]) == 3


def test_no_right_to_impersonate(ews: Ews) -> None:
    ews.add(SUPPORT)
    error = said(ews, address=SUPPORT, access="impersonation")
    assert isinstance(error, PermanentError) and "ApplicationImpersonation" in error.remedy


def test_a_service_account_reads_many_mailboxes(ews: Ews) -> None:
    ews.users["CORP\\service"] = User(PASSWORD, "service@corp.example", impersonates={"*"})
    ews.add("service@corp.example")
    for number, address in enumerate([SUPPORT, "it@corp.example"], 1):
        ews.add(address).put("inbox", mails(number))
        assert len(read(ews, username="CORP\\service", address=address, access="impersonation")[0]) == number


def test_a_mailbox_that_is_not_there(ews: Ews) -> None:
    error = said(ews, address="nobody@corp.example", access="delegate")
    assert isinstance(error, PermanentError) and "knows no mailbox nobody@corp.example" in error.message


def test_a_folder_that_is_not_there_names_the_nearest(ews: Ews, box: Box) -> None:
    box.make("Projects")
    error = said(ews, folders=["INBOX", "Project"])
    assert isinstance(error, PermanentError) and "Did you mean Projects?" in error.remedy


def test_folders_below_others_are_found(ews: Ews, box: Box) -> None:
    alpha = box.make("Alpha", box.make("Projects").id)
    box.put(alpha.id, mails(2))
    box.put("inbox", mails(1, first=5))
    found, _ = read(ews, folders=["projects/ALPHA"])
    assert {mail.folder for mail in found} == {"projects/ALPHA"} and len(found) == 2


@pytest.mark.parametrize("soap", [True, False])
def test_a_busy_server_says_how_long_to_wait_and_is_not_asked_again(ews: Ews, soap: bool) -> None:
    if soap:
        ews.fail("SyncFolderItems", code="ErrorServerBusy", soap=True, back_off=42_000)
    else:
        ews.fail("SyncFolderItems", status=503, headers={"Retry-After": "42"})
    started = time.monotonic()
    error = said(ews)
    assert isinstance(error, TransientError) and error.after == 42
    assert time.monotonic() - started < 5, "waiting is the caller's, who can be interrupted (R10)"
    assert ews.asked["SyncFolderItems"] == 1


@pytest.mark.parametrize(
    "code", ["ErrorInternalServerError", "ErrorMailboxStoreUnavailable", "ErrorTooManyObjectsOpened",
             "ErrorInternalServerTransientError", "ErrorExceededConnectionCount", "ErrorMailboxMoveInProgress"]
)  # fmt: skip
@pytest.mark.parametrize("operation", ["SyncFolderItems", "GetItem", "GetFolder"])
def test_passing_errors_are_transient(ews: Ews, box: Box, code: str, operation: str) -> None:
    box.put("inbox", mails(2))
    ews.fail(operation, code=code)
    assert isinstance(said(ews), TransientError)
    assert len(read(ews)[0]) == 2


@pytest.mark.parametrize("operation", ["ConvertId", "GetFolder", "SyncFolderItems", "GetItem"])
@pytest.mark.parametrize("fault", [{"cut": 200}, {"raw": b"<html>nothing of the kind</html>"}, {"raw": b"\0\1\2"},
                                   {"status": 502, "body": b"<h1>Bad gateway</h1>"}, {"raw": b""}])  # fmt: skip
def test_half_answers_and_nonsense_are_transient(ews: Ews, box: Box, operation: str, fault: dict[str, object]) -> None:
    box.put("inbox", mails(2))
    ews.fail(operation, skip=1 if operation == "ConvertId" else 0, **fault)
    if fault == {"raw": b""}:
        ews.faults[0].raw, ews.faults[0].cut = b" ", 0
    assert isinstance(said(ews), TransientError)
    assert len(read(ews)[0]) == 2


@pytest.mark.parametrize("operation", ["ConvertId", "GetFolder", "SyncFolderItems", "GetItem"])
def test_r9_silence_is_noticed(ews: Ews, box: Box, operation: str) -> None:
    box.put("inbox", mails(1))
    ews.fail(operation, skip=1 if operation == "ConvertId" else 0, silent=20.0)
    started = time.monotonic()
    error = said(ews, timeout=0.5)
    assert isinstance(error, TransientError) and "did not answer in time" in error.message
    assert time.monotonic() - started < 5


def test_nobody_there_and_a_server_that_comes_back(ews: Ews, box: Box) -> None:
    """R8: the same connector goes on after an outage."""
    box.put("inbox", mails(2))
    made = connector(ews)
    cursor = list(made.fetch("", None))[-1].cursor
    ews.fail(status=503, times=3)
    for _ in range(3):
        with pytest.raises(TransientError):
            list(made.fetch(cursor, None))
    box.put("inbox", mails(1, first=2))
    assert [mail.subject for batch in made.fetch(cursor, None) for mail in batch.mails] == ["Question 2"]
    made.close()
    gone = connect({**ews.settings(ADA), "endpoint": f"https://localhost:{free_port()}/x"}, lambda: "x", Path())
    with pytest.raises(TransientError, match="connection was refused"):
        list(gone.fetch("", None))


def test_another_address_of_the_server_is_named(ews: Ews) -> None:
    error = said(ews, endpoint=ews.url.replace("Exchange.asmx", "Nothing.asmx"))
    assert isinstance(error, PermanentError) and "/EWS/Exchange.asmx" in error.remedy


def test_t20_no_password_follows_a_redirect(ews: Ews) -> None:
    ews.fail("GetFolder", status=302, headers={"Location": "https://evil.example/EWS/Exchange.asmx"})
    error = said(ews)
    assert isinstance(error, PermanentError) and "evil.example" in error.message


def test_ntlm_signs_a_connection_in(ews: Ews, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole handshake, with the server's side by pyspnego; as IIS offers it, beside what we do not speak."""
    users = tmp_path / "users"
    users.write_text(f"CORP:ada:{PASSWORD}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    ews.schemes = ("Negotiate", "NTLM")
    ews.users["CORP\\ada"] = User(PASSWORD, ADA)
    box.put("inbox", mails(3))
    assert len(read(ews, username="CORP\\ada", address=ADA)[0]) == 3
    assert "refused the password of CORP\\ada" in said(ews, "wrong", username="CORP\\ada", address=ADA).message


# -- the sync state (R7) -----------------------------------------------------------------------------------------------


def test_r7_a_lost_sync_state_is_made_anew(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(5))
    found, cursor = read(ews)
    box.forget_states("inbox")
    box.put("inbox", mails(1, first=5))
    made = connector(ews)
    batches = list(made.fetch(cursor, None))
    made.close()
    again = [mail for batch in batches for mail in batch.mails]
    assert {mail.message_id for mail in again} == {f"<f{n}@corp.example>" for n in range(6)}
    assert {mail.ref for mail in found} < {mail.ref for mail in again}, "the store knows them by what they are"
    assert any("no longer knows how far" in notice for batch in batches for notice in batch.notices)
    assert read(ews, batches[-1].cursor)[0] == []


def test_r7_the_second_enumeration_reaches_as_far_back_as_the_first(ews: Ews, box: Box) -> None:
    days = [dt.datetime(2026, 1, day, tzinfo=dt.UTC) for day in (1, 10, 20)]
    box.put("inbox", mails(3), at=days)
    made = connector(ews)
    first = list(made.fetch("", dt.datetime(2026, 1, 5, tzinfo=dt.UTC)))
    box.forget_states("inbox")
    second = list(made.fetch(first[-1].cursor, dt.datetime(2026, 1, 15, tzinfo=dt.UTC)))
    made.close()
    assert [len(batch.mails) for batch in first] == [2] == [len(batch.mails) for batch in second]


def test_what_others_read_or_delete_is_no_news(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(3))
    _, cursor = read(ews)
    box.mark_read("inbox", 0)
    box.remove("inbox", 1)
    found, later = read(ews, cursor)
    assert found == [] and later != cursor
    assert read(ews, later) == ([], later)


def test_only_changes_are_asked_for_afterwards(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(30))
    _, cursor = read(ews)
    ews.asked.clear()
    box.put("inbox", mails(1, first=30))
    assert len(read(ews, cursor)[0]) == 1
    assert ews.asked["GetItem"] == 1 and ews.asked["SyncFolderItems"] == 2, "one for each folder"


# -- messages ----------------------------------------------------------------------------------------------------------


def test_a_message_that_is_not_handed_out_is_named_and_its_neighbours_come(ews: Ews, box: Box) -> None:
    items = box.put("inbox", mails(3))
    ews.broken[items[1].id] = "ErrorItemCorrupt"
    made = connector(ews)
    batch = next(iter(made.fetch("", None)))
    assert [mail.subject for mail in batch.mails] == ["Question 0", "Question 2"]
    assert len(batch.withheld) == 1
    with pytest.raises(WithheldError):
        made.texts(batch.withheld)
    ews.broken.clear()
    assert [mail.subject for mail in made.texts(batch.withheld).values()] == ["Question 1"]
    made.close()


def test_times_with_fractions_survive(ews: Ews, box: Box) -> None:
    when = dt.datetime(2026, 3, 2, 9, 30, 5, tzinfo=dt.UTC)
    ews.fractions = True
    box.put("inbox", mails(1), at=[when])
    found, _ = read(ews)
    assert found[0].provider_time == when


def test_drafts_of_answers_are_no_answers(ews: Ews, box: Box) -> None:
    box.put("inbox", [raw(subject="RE: Question 0", sender=ADA)], draft=True)
    box.put("drafts", [raw(subject="RE: Question 1", sender=ADA)], draft=True)
    assert read(ews)[0] == []


def test_sent_mail_is_read_without_the_header_that_it_never_had(ews: Ews, box: Box) -> None:
    reply = raw(
        sender='"Lovelace, Ada" <ada@corp.example>', to="bo@corp.example", cc="Größe <carol@corp.example>",
        subject="Re: Plänе", message_id="<r@corp.example>", in_reply_to="<q@corp.example>",
        references=["<a@corp.example>", "<q@corp.example>"],
    )  # fmt: skip
    box.put("sentitems", [reply])
    (mail,) = read(ews)[0]
    assert mail.in_sent and mail.folder == "Sent Items"
    assert mail.sender is not None and (mail.sender.name, mail.sender.address) == ("Lovelace, Ada", ADA)
    assert [person.address for person in (*mail.to, *mail.cc)] == ["bo@corp.example", "carol@corp.example"]
    assert mail.cc[0].name == "Größe" and mail.subject == "Re: Plänе"
    assert mail.message_id == "<r@corp.example>" and mail.in_reply_to == ("<q@corp.example>",)
    assert "<a@corp.example>" in " ".join(mail.references) and mail.date is not None
    assert mail.provider_conversation


def test_line_breaks_in_properties_make_no_header(ews: Ews, box: Box) -> None:
    """T4: what the server decoded cannot become a field of its own."""
    hostile = raw(sender=ADA, subject="=?utf-8?q?Hi=0D=0AAuto-Submitted=3A_auto-replied=0D=0A=0D=0Ax?=")
    box.put("sentitems", [hostile])
    (mail,) = read(ews)[0]
    assert "auto-submitted" not in mail.headers and mail.date is not None


# -- waiting (R9, R10) -------------------------------------------------------------------------------------------------


def waits(made: object, seconds: float, do: Callable[[], None]) -> tuple[bool, float]:
    """Wait while something happens a moment later; what came of it and after how many seconds."""
    timer = threading.Timer(0.3, do)
    timer.start()
    started = time.monotonic()
    try:
        return made.wait(seconds), time.monotonic() - started  # type: ignore[attr-defined]
    finally:
        timer.join()


def ready(ews: Ews) -> tuple[object, str]:
    made = connector(ews)
    batches = list(made.fetch("", None))
    return made, batches[-1].cursor if batches else ""


def test_news_wake_at_once(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    made, cursor = ready(ews)
    woken, seconds = waits(made, 20, lambda: box.put("inbox", mails(1, first=1)) and None)
    assert woken and seconds < 3
    assert made.pushes  # type: ignore[attr-defined]
    assert [m.subject for b in made.fetch(cursor, None) for m in b.mails] == ["Question 1"]  # type: ignore[attr-defined]
    made.close()  # type: ignore[attr-defined]
    assert box.subscriptions == {}, "the subscription was given back"


def test_news_between_two_waits_are_not_slept_through(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    made, _ = ready(ews)
    assert made.wait(0.2) is False  # type: ignore[attr-defined]
    box.put("inbox", mails(1, first=1))
    started = time.monotonic()
    assert made.wait(20) is True and time.monotonic() - started < 3  # type: ignore[attr-defined]
    made.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("streams", [True, False])
def test_r10_another_thread_ends_a_wait(ews: Ews, box: Box, streams: bool) -> None:
    box.put("inbox", mails(1))
    ews.streams = streams
    made, _ = ready(ews)
    woken, seconds = waits(made, 60, made.wake)  # type: ignore[attr-defined]
    assert woken and seconds < 3
    made.close()  # type: ignore[attr-defined]


def test_a_subscription_that_is_just_being_made_is_given_back_at_the_end(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    ews.fail("Subscribe", slow=0.8)
    made, _ = ready(ews)
    woken, seconds = waits(made, 60, made.abort)  # type: ignore[attr-defined]
    assert woken and seconds < 3
    made.close()  # type: ignore[attr-defined]
    assert box.subscriptions == {} and ews.asked["Unsubscribe"] == 1


def test_r10_a_server_that_is_silent_at_the_subscription_holds_up_no_end(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    ews.fail("Subscribe", silent=30.0)
    made, _ = ready(ews)
    started = time.monotonic()
    with pytest.raises(TransientError):
        waits(made, 60, made.abort)  # type: ignore[attr-defined]
    made.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 4


def test_r10_another_thread_cuts_a_read_off(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    ews.fail("GetItem", silent=30.0)
    made = connector(ews, timeout=30.0)
    timer = threading.Timer(0.5, made.abort)
    timer.start()
    started = time.monotonic()
    with pytest.raises(TransientError):
        list(made.fetch("", None))
    assert time.monotonic() - started < 5
    timer.join()
    made.close()


def test_a_server_without_streams_is_looked_at(ews: Ews, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.exchange_bell.POLL", 0.1)
    ews.streams = False
    box.put("inbox", mails(1))
    made, _ = ready(ews)
    woken, seconds = waits(made, 20, lambda: box.put("inbox", mails(1, first=1)) and None)
    assert woken and seconds < 3 and not made.pushes  # type: ignore[attr-defined]
    made.close()  # type: ignore[attr-defined]


def test_a_stream_that_breaks_is_transient_and_the_next_wait_works(ews: Ews, box: Box) -> None:
    box.put("inbox", mails(1))
    made, _ = ready(ews)
    ews.fail("GetStreamingEvents", cut=100)
    with pytest.raises(TransientError):
        made.wait(20)  # type: ignore[attr-defined]
    woken, seconds = waits(made, 20, lambda: box.put("inbox", mails(1, first=1)) and None)
    assert woken and seconds < 3
    made.close()  # type: ignore[attr-defined]


# -- TLS (T13) ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "words"), [("self_signed", "self"), ("expired", "expired"), ("host", "mismatch")])
def test_t13_bad_certificates_are_refused(tmp_path: Path, kind: str, words: str) -> None:
    authority = Authority(tmp_path / "a")
    pair = {
        "self_signed": lambda: authority.issue("x", self_signed=True),
        "expired": lambda: authority.issue("x", days=(-9, -2)),
        "host": lambda: authority.issue("x", hosts=("elsewhere.example",)),
    }[kind]()
    asked: list[str] = []
    with Ews(tmp_path / "s", pair=pair) as server:
        settings = server.settings(ADA, ca_file=str(authority.file))
        made = connect(settings, lambda: asked.append("x") or "canary-password", Path())  # type: ignore[func-returns-value]
        with pytest.raises(PermanentError, match=r"certificate of .* was refused") as caught:
            list(made.fetch("", None))
        assert words in str(caught.value).lower()
        assert server.asked == {}, "not a word was said to it"
        made.close()


def test_t13_another_authority_is_refused_whatever_the_environment_says(
    ews: Ews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUESTS_CA_BUNDLE is another program's wish."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ews.ca))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(ews.ca))
    other = Authority(tmp_path / "other").file
    assert "certificate" in said(ews, ca_file=str(other)).message
    assert "certificate" in said(ews, ca_file=None).message


def test_two_mailboxes_with_two_authorities_do_not_mix(ews: Ews, box: Box, tmp_path: Path) -> None:
    box.put("inbox", mails(1))
    with Ews(tmp_path) as second:
        second.add(ADA, PASSWORD).put("inbox", mails(2))
        assert len(read(ews)[0]) == 1
        assert len(read(second)[0]) == 2
        assert "certificate" in said(second, ca_file=str(ews.ca)).message
        assert len(read(second)[0]) == 2
