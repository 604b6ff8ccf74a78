"""Which folders are read, what a pass costs, and folders that are replaced, renamed, restored or gone."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import suppress
from pathlib import Path

import pytest

from connectors.imap import connect
from connectors.imap_folders import Folder, sent_folder
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from tests import builders
from tests.servers.dovecot import POOR, Dovecot
from tests.servers.faultproxy import FaultProxy

pytestmark = pytest.mark.server("dovecot", "doveadm")

WHEN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def numbered(first: int, end: int, word: str = "Number") -> list[bytes]:
    """Make small messages: Number 0 and so on."""
    return [
        builders.raw(subject=f"{word} {number}", message_id=f"<{word}-{number}@corp.example>", text="Could you?\n" * 9)
        for number in range(first, end)
    ]


def fill(server: Dovecot, folder: str, mails: list[bytes], name: str = "alice") -> None:
    """Append with fixed arrival times; the folder is made if it is not there."""
    server.append(name, folder, mails, dates=[WHEN + dt.timedelta(minutes=n) for n in range(len(mails))], create=True)


def one_pass(server: Dovecot, cursor: str = "", **more: object) -> list[Batch]:
    """Read once with a new connector."""
    connector = connect(server.settings(**more), lambda: server.password("alice"), Path())
    try:
        return list(connector.fetch(cursor, None))
    finally:
        connector.close()


def mails(batches: list[Batch]) -> list[Mail]:
    """Return the mails of all batches."""
    return [mail for batch in batches for mail in batch.mails]


def notices(batches: list[Batch]) -> str:
    """Return all notices."""
    return " ".join(notice for batch in batches for notice in batch.notices)


@pytest.fixture
def server(dovecot: Dovecot) -> Dovecot:
    """The shared server with an empty mailbox of alice."""
    dovecot.wipe("alice")
    return dovecot


# -- which folders ---------------------------------------------------------------------------------------------------


def test_sent_is_read_and_marked(server: Dovecot) -> None:
    """INBOX and the folder with the attribute; nothing from Drafts, Trash and Junk."""
    fill(server, "INBOX", numbered(0, 3))
    fill(server, "Sent", numbered(3, 5))
    for folder in ("Drafts", "Trash", "Junk"):
        fill(server, folder, numbered(9, 10, folder))
    found = mails(one_pass(server))
    assert [(mail.subject, mail.folder, mail.in_sent) for mail in found] == [
        *((f"Number {n}", "INBOX", False) for n in range(3)),
        *((f"Number {n}", "Sent", True) for n in range(3, 5)),
    ]


def test_several_folders_with_odd_names(server: Dovecot) -> None:
    """Named folders, umlauts, quotes, spaces and a hierarchy; sent by name wins."""
    for number, folder in enumerate(['Projekte/Größe & "Maß"', "日本", "Ge sendet"]):
        with server.client() as link:
            from connectors.imap_folders import wire_name

            link.command(b"CREATE " + wire_name(folder))
            raw = numbered(number, number + 1)[0]
            link.command(b"APPEND " + wire_name(folder) + b" {%d+}\r\n" % len(raw) + raw)
    found = mails(one_pass(server, folders=["inbox", 'Projekte/Größe & "Maß"', "日本"], sent="Ge sendet"))
    assert [(mail.folder, mail.in_sent) for mail in found] == [
        ('Projekte/Größe & "Maß"', False),
        ("日本", False),
        ("Ge sendet", True),
    ]


def test_a_poor_server_has_sent_by_name() -> None:
    """Without SPECIAL-USE the usual names count; none at all is a notice, and "" says that there is none."""
    with Dovecot(capability=POOR, sent="Éléments envoyés", special_use=False) as server:
        fill(server, "&AMk-l&AOk-ments envoy&AOk-s", numbered(0, 2))
        found = mails(one_pass(server))
        assert [(mail.folder, mail.in_sent) for mail in found] == [("Éléments envoyés", True)] * 2
    with Dovecot(capability=POOR, sent="Whatever", special_use=False) as server:
        assert "No folder of sent mail" in notices(one_pass(server))
        assert one_pass(server, sent="") != []
        assert not notices(one_pass(server, sent=""))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("Sent", ""), ("Gesendet", r"\sent")], "Gesendet"),
        ([("INBOX.Sent Items", ""), ("Trash", "")], "INBOX.Sent Items"),
        ([("ELEMENTOS ENVIADOS", "")], "ELEMENTOS ENVIADOS"),
        ([("Отправленные", ""), ("Отчёты", "")], "Отправленные"),
        ([("已发送", "")], "已发送"),
        ([("Sent", r"\noselect"), ("Sent.Mine", "")], None),
        ([("Old.Sent", ""), ("Sent", "")], "Sent"),
        ([("Presents", ""), ("Consent", ""), ("Unsent", "")], None),
        ([], None),
    ],
)
def test_sent_is_found_by_attribute_then_by_name(lines: list[tuple[str, str]], expected: str | None) -> None:
    """Names are compared whole and without regard to case; the attribute wins."""
    folders = [Folder(name, ".", frozenset(attribute.split())) for name, attribute in lines]
    assert sent_folder(folders) == expected


def test_a_missing_folder_is_named(server: Dovecot) -> None:
    """One of several: a notice, the others are read. The only one: an error that says what there is."""
    fill(server, "INBOX", numbered(0, 2))
    batches = one_pass(server, folders=["INBOX", "Nowhere"])
    assert len(mails(batches)) == 2
    assert "Nowhere" in notices(batches)
    with pytest.raises(PermanentError, match="Nowhere") as caught:
        one_pass(server, folders=["Nowhere"], sent="")
    assert "INBOX" in caught.value.remedy


def test_a_folder_that_goes_and_comes_back(server: Dovecot) -> None:
    """Gone: a notice at every pass, nothing lost in the others. Back as it was: reading goes on."""
    fill(server, "Team", numbered(0, 5))
    cursor = one_pass(server, folders=["INBOX", "Team"])[-1].cursor
    with server.client() as link:
        link.command('RENAME "Team" "Elsewhere"')
    fill(server, "INBOX", numbered(5, 6))
    batches = one_pass(server, cursor, folders=["INBOX", "Team"])
    assert [mail.subject for mail in mails(batches)] == ["Number 5"]
    assert "Team is gone" in notices(batches)
    cursor = batches[-1].cursor
    with server.client() as link:
        link.command('RENAME "Elsewhere" "Team"')
    fill(server, "Team", numbered(6, 7))
    batches = one_pass(server, cursor, folders=["INBOX", "Team"])
    assert [mail.subject for mail in mails(batches)] == ["Number 6"]
    assert not notices(batches)


# -- R6: the UIDs mean something else ---------------------------------------------------------------------------------


def _new_validity(server: Dovecot, value: int, folder: str = "INBOX") -> None:
    server.doveadm("mailbox", "update", "--uid-validity", str(value), "-u", server.user("alice"), folder)


def test_r6_same_mail_under_a_new_uidvalidity(server: Dovecot) -> None:
    """R6: recognised, read again quietly (the store knows copies), and the late message is found."""
    fill(server, "INBOX", numbered(0, 60))
    first = one_pass(server)
    fill(server, "INBOX", numbered(60, 61))  # after the last fetch, before the change
    _new_validity(server, 777_777)
    second = one_pass(server, first[-1].cursor)
    assert not notices(second)
    before = {(mail.message_id, mail.date, mail.sender) for mail in mails(first)}
    after = {(mail.message_id, mail.date, mail.sender) for mail in mails(second)}
    assert after - before == {next((m.message_id, m.date, m.sender) for m in mails(second) if m.subject == "Number 60")}
    assert before < after
    assert one_pass(server, second[-1].cursor) == []


def test_r6_deleted_and_created_anew_with_other_mail(server: Dovecot) -> None:
    """R6: other mail is never read as if it were new; the folder stops, says so each time, and others go on."""
    fill(server, "Team", numbered(0, 30))
    settings = {"folders": ["INBOX", "Team"]}
    cursor = one_pass(server, **settings)[-1].cursor
    with server.client() as link:
        link.command('DELETE "Team"')
    fill(server, "Team", numbered(0, 40, "Other"))
    fill(server, "INBOX", numbered(30, 31))
    for _ in range(2):
        batches = one_pass(server, cursor, **settings)
        assert "Team was replaced" in notices(batches)
        assert not [mail for mail in mails(batches) if mail.folder == "Team"]
        cursor = batches[-1].cursor
    line = next(part for part in notices(batches).split('"') if part.startswith("Team "))
    batches = one_pass(server, cursor, accept=[line], **settings)
    assert len([mail for mail in mails(batches) if mail.folder == "Team"]) == 40
    assert not notices(one_pass(server, batches[-1].cursor, accept=[line], **settings))


def test_r6_another_folder_renamed_over_it(server: Dovecot) -> None:
    """R6: the name now belongs to another folder; going back to the old one resumes without a repeat."""
    fill(server, "Team", numbered(0, 30))
    time.sleep(1.1)  # UIDVALIDITY is the second in which a folder was made
    fill(server, "Old", numbered(0, 30, "Old"))
    settings = {"folders": ["Team"], "sent": ""}
    cursor = one_pass(server, **settings)[-1].cursor
    with server.client() as link:
        link.command('RENAME "Team" "Aside"')
        link.command('RENAME "Old" "Team"')
    batches = one_pass(server, cursor, **settings)
    assert "Team was replaced" in notices(batches)
    assert mails(batches) == []
    with server.client() as link:
        link.command('RENAME "Team" "Old"')
        link.command('RENAME "Aside" "Team"')
    fill(server, "Team", numbered(30, 31))
    batches = one_pass(server, batches[-1].cursor, **settings)
    assert [mail.subject for mail in mails(batches)] == ["Number 30"]


def test_r6_a_change_while_a_fetch_runs(server: Dovecot) -> None:
    """R6: the running pass ends as transient, and going on gives every message."""
    fill(server, "INBOX", numbered(0, 2_600))
    connector = connect(server.settings(), lambda: server.password("alice"), Path())
    seen: list[str] = []
    cursor = ""
    # Dovecot may have handed out all before it notices: then the next look tells
    with suppress(TransientError):
        for batch in connector.fetch("", None):
            seen += [mail.message_id for mail in batch.mails]
            cursor = batch.cursor
            if len(seen) == 350:
                _new_validity(server, 888_888)
                fill(server, "INBOX", numbered(2_600, 2_601))
    for batch in connector.fetch(cursor, None):
        seen += [mail.message_id for mail in batch.mails]
    connector.close()
    assert set(seen) == {f"<Number-{n}@corp.example>" for n in range(2_601)}


def test_r6_restored_from_a_backup(server: Dovecot) -> None:
    """UIDNEXT that goes back under the same UIDVALIDITY is a change too: what comes under used UIDs is found."""
    fill(server, "INBOX", numbered(0, 40))
    _new_validity(server, 999_999)
    cursor = one_pass(server)[-1].cursor
    server.wipe("alice")
    fill(server, "INBOX", numbered(0, 38))
    _new_validity(server, 999_999)
    batches = one_pass(server, cursor)
    assert not notices(batches)
    fill(server, "INBOX", numbered(40, 42))
    later = one_pass(server, batches[-1].cursor)
    assert {mail.subject for mail in mails(batches) + mails(later)} >= {"Number 40", "Number 41"}


# -- R4: what a pass costs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("poor", [False, True])
def test_r4_bytes_and_round_trips(request: pytest.FixtureRequest, poor: bool) -> None:
    """R4: with nothing new at most 2 kB and 6 round trips, no message is asked for; with 10 new 8 and 40 kB."""
    server: Dovecot = request.getfixturevalue("poor_dovecot" if poor else "dovecot")
    server.wipe("alice")
    fill(server, "INBOX", numbered(0, 3_000))
    fill(server, "Sent", numbered(3_000, 4_000))

    with FaultProxy(server.port) as proxy:

        def look(cursor: str) -> list[Batch]:
            proxy.reset()
            return one_pass(server, cursor, port=proxy.port, security="insecure")

        cursor = look("")[-1].cursor
        assert look(cursor) == []
        assert proxy.up + proxy.down <= 2_000
        assert proxy.turns + 1 <= 6  # the greeting is one too
        assert b"FETCH" not in proxy.said
        fill(server, "INBOX", numbered(4_000, 4_008))
        fill(server, "Sent", numbered(4_008, 4_010))
        found = look(cursor)
        assert len(mails(found)) == 10
        assert proxy.up + proxy.down <= 40_000
        assert proxy.turns + 1 <= 8
        cursor = found[-1].cursor
        with server.client("alice", "INBOX") as other:  # flags and deletions are no news
            other.command("STORE 1:500 +FLAGS (\\Seen)")
            other.command("STORE 1:20 +FLAGS (\\Deleted)")
            other.command("EXPUNGE")
        assert mails(look(cursor)) == []
        assert b"FETCH" not in proxy.said


def test_wait_sees_what_came_before_it(server: Dovecot) -> None:
    """Mail between the pass and `wait` is reported at once, IDLE or not."""
    connector = connect(server.settings(), lambda: server.password("alice"), Path())
    list(connector.fetch("", None))
    fill(server, "INBOX", numbered(0, 1))
    started = time.monotonic()
    assert connector.wait(20) is True
    assert time.monotonic() - started < 2
    connector.close()
