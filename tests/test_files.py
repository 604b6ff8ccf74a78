"""The files connector: formats, hints, links, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from connectors.files import FilesConnector, Settings, connect
from connectors.files_marks import FilesMark, Item, MboxMark
from connectors.files_mbox import when
from connectors.files_read import content as content_of
from inboxwatch import mail as mail_module
from inboxwatch.errors import ConfigurationError, Exit, PermanentError
from inboxwatch.model import Mail
from tests import builders
from tests.builders import at, raw

FROM = b"From bo@corp.example Mon Mar  2 09:00:00 2026\n"


def read(*paths: Path, cursor: str = "", since: dt.datetime | None = None) -> list[Mail]:
    """Read everything under some paths."""
    return [mail for batch in FilesConnector(paths).fetch(cursor, since) for mail in batch.mails]


def cursor_of(*paths: Path) -> str:
    return [batch.cursor for batch in FilesConnector(paths).fetch("", None)][-1]


def message(subject: str, **parts: object) -> bytes:
    return raw(subject=subject, newline="\n", **parts)  # type: ignore[arg-type]


def maildir(path: Path, **messages: bytes) -> Path:
    """Make a Maildir; a name may carry flags after two underscores."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True, exist_ok=True)
    for number, (name, content) in enumerate(messages.items()):
        base, _, flags = name.partition("__")
        (path / "cur" / f"{1772442000 + number}.{base}.host:2,{flags}").write_bytes(content)
    return path


# -- mbox -------------------------------------------------------------------------------------------------------------


def test_from_quoting_is_undone(tmp_path: Path) -> None:
    body = "Hello\n>From here on\n>>From there\n> From me\n"
    (tmp_path / "a.mbox").write_bytes(FROM + message("one", text=body) + b"\n" + FROM + message("two"))
    found = read(tmp_path / "a.mbox")
    assert [m.subject for m in found] == ["one", "two"]
    assert found[0].text == "Hello\nFrom here on\n>From there\n> From me\n"


def test_prose_that_begins_with_from_splits_nothing(tmp_path: Path) -> None:
    body = "Hello,\n\nFrom today on we meet at 10:00.\n\nFrom: nobody\n\nFrom Monday Mar 2 at 10\n"
    (tmp_path / "a.mbox").write_bytes(FROM + message("one", text=body) + FROM + message("two"))
    assert [m.subject for m in read(tmp_path / "a.mbox")] == ["one", "two"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("From bo@corp.example Mon Mar  2 09:00:00 2026", "2026-03-02 09:00"),
        ("From - Mon Mar 02 09:00:00 2026", "2026-03-02 09:00"),
        ("From bo at corp.example  Mon Mar  2 09:00 2026", "2026-03-02 09:00"),
        ("From MAILER-DAEMON Mon Mar  2 09:00:00 CET 2026", "2026-03-02 09:00"),
        ("From x@y Mon Mar  2 10:00:00 2026 +0100", "2026-03-02 09:00"),
        ("From x@y Mon, 2 Mar 2026 10:00:00 +0100", "2026-03-02 09:00"),
        ("From 1234@xxx Mon Mar 02 09:00:00 +0000 2026", "2026-03-02 09:00"),
        ("From Mar 1 00:00:00 1999 Mon Mar  2 09:00:00 2026", "2026-03-02 09:00"),
        ("From x@y Mon Mar 32 09:00:00 2026", None),
        ("From x@y", None),
        ("From ", None),
    ],
)
def test_time_of_a_from_line_is_utc(line: str, expected: str | None) -> None:
    assert when(line) == (at(expected) if expected else None)


def test_truncated_and_damaged_mbox_loses_no_whole_message(tmp_path: Path) -> None:
    """The end may be missing anywhere, and so may the beginning."""
    content = FROM + message("one") + b"\n" + FROM + message("two") + b"\n"
    second = content.index(FROM, 1)
    for end in range(second + len(FROM) + 1, len(content), 7):
        (tmp_path / "a.mbox").write_bytes(content[:end])
        found = read(tmp_path / "a.mbox")
        assert found[0].subject == "one"
        assert len(found) == 2
    (tmp_path / "a.mbox").write_bytes(content[len(FROM) :])
    assert [m.subject for m in read(tmp_path / "a.mbox")] == ["one", "two"]
    (tmp_path / "a.mbox").write_bytes(b"garbage\n\0\xff\n" * 1_000 + b"\n" + content)
    assert [m.subject for m in read(tmp_path / "a.mbox")] == ["one", "two"]
    (tmp_path / "a.mbox").write_bytes(content.replace(b"\n", b"\r\n"))
    assert [m.subject for m in read(tmp_path / "a.mbox")] == ["one", "two"]


def test_no_blank_line_before_a_from_line(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(FROM + message("one", text="x") + b"\n" + FROM + message("two", text="y"))
    assert [m.subject for m in read(tmp_path / "a.mbox")] == ["one", "two"]


def test_from_lines_without_dates(tmp_path: Path) -> None:
    plain = b"From bo\n"
    (tmp_path / "a.mbox").write_bytes(plain + message("one", text="From x\n\n") + b"\n" + plain + message("two"))
    found = read(tmp_path / "a.mbox")
    assert [m.subject for m in found] == ["one", "two"]
    assert found[0].provider_time is None


def test_large_messages_cross_chunks(tmp_path: Path) -> None:
    big = message("big", text=b"x" * 70 + b"\n" + b"line of text\n" * 200_000)
    content = b"".join(FROM + (big if n % 3 == 0 else message(f"small {n}")) + b"\n" for n in range(7))
    (tmp_path / "a.mbox").write_bytes(content)
    found = read(tmp_path / "a.mbox")
    assert [m.subject for m in found] == ["big", "small 1", "small 2", "big", "small 4", "small 5", "big"]
    connector = FilesConnector([tmp_path / "a.mbox"])
    assert len(connector.texts([m.ref for m in found])) == 7


def test_a_message_beyond_the_limit_keeps_its_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import connectors.files_mbox as module

    monkeypatch.setattr(module, "_CHUNK", 10_000)
    monkeypatch.setattr(module, "MAX_MESSAGE", 30_000)
    content = (
        FROM + message("one") + b"\n" + FROM + message("big", text=b"x\n" * 200_000) + b"\n" + FROM + message("three")
    )
    (tmp_path / "a.mbox").write_bytes(content)
    found = read(tmp_path / "a.mbox")
    assert [m.subject for m in found] == ["one", "big", "three"]
    assert set(FilesConnector([tmp_path / "a.mbox"]).texts([m.ref for m in found])) == {m.ref for m in found}
    assert int(found[2].ref.split(":")[1]) == content.rindex(FROM)


def test_appended_mbox_is_read_on(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(FROM + message("one") + b"\n")
    cursor = cursor_of(path)
    with path.open("ab") as file:
        file.write(FROM + message("two") + b"\n")
    assert [m.subject for m in read(path, cursor=cursor)] == ["two"]


def test_a_message_that_was_half_written_comes_again(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    content = FROM + message("one") + b"\n" + FROM + message("two", text="first half, ")
    path.write_bytes(content)
    cursor = cursor_of(path)
    path.write_bytes(content.rstrip() + b" second half\n\n" + FROM + message("three"))
    assert [(m.subject, "second" in m.text) for m in read(path, cursor=cursor)] == [("two", True), ("three", False)]


def test_rewritten_mbox_is_read_again(tmp_path: Path) -> None:
    """Another program expunged or replaced: nothing may be left out."""
    path = tmp_path / "a.mbox"
    path.write_bytes(b"".join(FROM + message(f"{n}") + b"\n" for n in range(4)))
    cursor = cursor_of(path)
    path.write_bytes(b"".join(FROM + message(f"{n}") + b"\n" for n in (0, 2, 3, 4)))
    assert "4" in [m.subject for m in read(path, cursor=cursor)]
    path.write_bytes(FROM + message("other") + b"\n")
    assert [m.subject for m in read(path, cursor=cursor)] == ["other"]


# -- Maildir ----------------------------------------------------------------------------------------------------------


def test_maildir_subfolders_flags_and_times(tmp_path: Path) -> None:
    box = maildir(
        tmp_path / "box", a__S=message("seen"), b__FRS=message("answered"), c__D=message("draft"), d__ST=message("gone")
    )
    maildir(box / ".Sent", e__S=message("sent", sender="ada@corp.example"))
    maildir(box / ".Drafts", f__=message("unfinished"))
    maildir(box / ".&V4NXPnux-", g__=message("odd name"))
    maildir(box / ".Gesendete Elemente", h__=message("gesendet"))
    (box / "dovecot.index.log").write_bytes(b"From: not mail\nSubject: x\n\n")
    found = {m.subject: m for m in read(box)}
    assert set(found) == {"seen", "answered", "sent", "odd name", "gesendet"}
    assert {s for s, m in found.items() if m.in_sent} == {"sent", "gesendet"}
    assert found["seen"].provider_time == dt.datetime.fromtimestamp(1772442000, dt.UTC)
    assert found["seen"].folder == "INBOX"
    assert found["sent"].folder == "Sent"


def test_a_flag_set_by_another_client_loses_nothing(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", a__=message("one"), b__=message("two"))
    cursor = cursor_of(box)
    first = next(p for p in (box / "cur").iterdir() if ".a." in p.name)
    first.rename(first.with_name(first.name + "S"))
    assert {m.subject for m in read(box, cursor=cursor)} <= {"one"}
    ref = next(m.ref for m in read(box) if m.subject == "one")
    second = first.with_name(first.name + "S")
    second.rename(second.with_name(first.name + "FS"))
    assert FilesConnector([box]).texts([ref])[ref].subject == "one"


def test_mail_that_appears_with_an_old_time_is_found() -> None:
    """A clock was put back, or a file appeared in a folder while it was listed."""
    items = [Item(n * 1_000, f"m{n}", f"/m{n}") for n in range(1, 101)]
    mark = FilesMark()
    for item in items:
        mark.add(item)
    mark = FilesMark.load(json.loads(json.dumps(mark.dump())))
    assert mark.unread(items) == []
    late = Item(50_500, "late", "/late")
    assert late in mark.unread([*items, late])
    mark = FilesMark()
    for item in items:
        mark.add(item)
    kept = [item for item in items if item.base not in ("m3", "m50")]
    assert mark.unread(kept) == []
    assert mark.unread([*kept, Item(200_000, "new", "/new")]) == [Item(200_000, "new", "/new")]


@pytest.mark.parametrize("data", [None, 1, "x", [], [1], [1, 2, 3, 4], ["a"] * 6, [0, [], [], []], {"a": 1}])
def test_malformed_marks_mean_the_beginning(data: object) -> None:
    assert FilesMark.load(data) == FilesMark()
    assert MboxMark.load(data) == MboxMark()


# -- folders, hints, links --------------------------------------------------------------------------------------------


def test_folders_of_everything_in_a_fixed_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.eml").write_bytes(message("eml"))
    (tmp_path / "b" / "Sent.mbox").write_bytes(FROM + message("in sent"))
    (tmp_path / "b" / "Entwürfe").write_bytes(FROM + message("in drafts"))
    (tmp_path / "b" / "notes.txt").write_text("nothing to see here")
    (tmp_path / "b" / "saved").write_bytes(b"\n" + message("no suffix"))
    maildir(tmp_path / "c", x__=message("in maildir"))
    found = read(tmp_path)
    assert [m.subject for m in found] == ["eml", "in sent", "no suffix", "in maildir"]
    assert [m.in_sent for m in found] == [False, True, False, False]
    batch = next(iter(FilesConnector([tmp_path]).fetch("", None)))
    assert "notes.txt" in batch.notices[0]


def test_several_paths_are_one_mailbox(tmp_path: Path) -> None:
    (tmp_path / "Inbox.mbox").write_bytes(FROM + message("in"))
    (tmp_path / "Sent.mbox").write_bytes(FROM + message("out"))
    found = read(tmp_path / "Inbox.mbox", tmp_path / "Sent.mbox")
    assert [(m.subject, m.in_sent) for m in found] == [("in", False), ("out", True)]
    assert len({m.ref for m in found}) == 2


def test_hints_of_programs(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    messages = [
        message("sent", extra={"X-Folder": "Gesendet"}),
        message("draft", extra={"X-Folder": "INBOX/Drafts"}),
        message("inbox", extra={"X-Folder": "INBOX", "Status": "RO"}),
        message("deleted", extra={"X-Status": "D"}),
        message("expunged", extra={"X-Mozilla-Status": "0009"}),
        message("read", extra={"X-Mozilla-Status": "0001"}),
    ]
    path.write_bytes(b"".join(FROM + m + b"\n" for m in messages))
    assert [(m.subject, m.in_sent) for m in read(path)] == [("sent", True), ("inbox", False), ("read", False)]


def test_t9_a_stranger_cannot_put_mail_into_the_sent_folder(tmp_path: Path) -> None:
    """T9: X-Folder below a Received header was in the message when it arrived."""
    content = message("forged", received=at("2026-03-02 09:00"), extra={"X-Folder": "Sent"})
    exported = b"X-Folder: Sent\n" + message("exported", received=at("2026-03-02 09:00"))
    (tmp_path / "a.mbox").write_bytes(FROM + content + b"\n" + FROM + exported)
    assert [(m.subject, m.in_sent) for m in read(tmp_path / "a.mbox")] == [("forged", False), ("exported", True)]


def test_t19_links_are_not_followed(tmp_path: Path) -> None:
    """T19: nothing outside the given folder is read, and a loop ends."""
    (tmp_path / "secret.eml").write_bytes(message("secret"))
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.eml").write_bytes(message("inside"))
    (box / "link.eml").symlink_to(tmp_path / "secret.eml")
    (box / "loop").symlink_to(box)
    (box / "up").symlink_to(tmp_path)
    assert [m.subject for m in read(box)] == ["inside"]
    inside = maildir(box / "mail", x__=message("in maildir"))
    (inside / "cur" / "1772442000.evil.host:2,S").symlink_to(tmp_path / "secret.eml")
    assert {m.subject for m in read(box)} == {"inside", "in maildir"}


def test_t19_what_became_a_link_since_it_was_listed_is_gone(tmp_path: Path) -> None:
    """T19: whoever swaps a file for a link between our look and our reading shows us nothing."""
    (tmp_path / "secret.eml").write_bytes(message("secret"))
    (tmp_path / "link.eml").symlink_to(tmp_path / "secret.eml")
    assert content_of(str(tmp_path / "link.eml")) is None
    assert content_of(str(tmp_path / "link.eml"), named=True) == content_of(str(tmp_path / "secret.eml"))


def test_a_single_eml_has_no_time_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(FROM + message("one"))
    assert [(m.subject, m.provider_time) for m in read(tmp_path / "a.eml")] == [("one", None)]
    (tmp_path / "b.emlx").write_bytes(str(len(message("two"))).encode() + b"\n" + message("two") + b"<?xml version?>")
    assert read(tmp_path / "b.emlx")[0].text == "Could you send me the figures?\n"


def test_new_folders_are_found(tmp_path: Path) -> None:
    maildir(tmp_path / "box", a__=message("one"))
    cursor = cursor_of(tmp_path)
    maildir(tmp_path / "box" / ".Archive", b__=message("two"))
    assert [m.subject for m in read(tmp_path, cursor=cursor)] == ["two"]


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.mbox", None, "There is no file or folder"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "is neither mail nor text"),
        ("picture.mbox", b"\x89PNG\r\n\x1a\n\0\0\0", "is neither mail nor text"),
        ("paper.pdf", b"%PDF-1.7\nprintable", "is neither mail nor text"),
        ("letter.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Outlook message"),
        ("letter.eml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Outlook message"),
    ],
)
def test_one_clear_sentence(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PermanentError) as caught:
        read(tmp_path / name)
    assert words in caught.value.message
    assert name in caught.value.message
    assert caught.value.remedy


def test_an_outlook_message_says_how_to_export_it(tmp_path: Path) -> None:
    (tmp_path / "letter.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(PermanentError) as caught:
        read(tmp_path / "letter.msg")
    assert caught.value.exit_code == Exit.FAILED
    assert caught.value.remedy == "Save it from Outlook as .eml."


@pytest.mark.parametrize("name", ["letter.txt", "letter", "letter.mbox", "letter.eml"])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Dear Ada,\nhow are you?\n\nBo\n", "Dear Ada,\nhow are you?\n\nBo\n"),
        (b"<html><body><p>Dear Ada,</p></body></html>", "Dear Ada,"),
        (b"-----BEGIN PGP MESSAGE-----\n\nabcd\n-----END PGP MESSAGE-----\n", "-----BEGIN PGP MESSAGE-----"),
        (b"Some words first.\nSubject: a quoted one\n\nDear Ada", "Some words first."),
        ("Dear Ada, grüße".encode("utf-16"), "Dear Ada, grüße"),
        (b"\n\nDear Ada: listen.\n\nNow", "Dear Ada: listen."),
    ],
)
def test_a_named_file_without_a_header_is_read_as_text_and_says_so(
    tmp_path: Path, name: str, content: bytes, text: str
) -> None:
    (tmp_path / name).write_bytes(content)
    [batch] = FilesConnector([tmp_path / name]).fetch("", None)
    [mail] = batch.mails
    assert text in mail.text
    assert mail.defects[0] == "no mail header"
    assert [notice for notice in batch.notices if name in notice and "no mail header and is read as text" in notice]
    assert list(FilesConnector([tmp_path / name]).texts([mail.ref])) == [mail.ref]
    assert list(FilesConnector([tmp_path / name]).fetch(batch.cursor, None)) == []


def test_an_invitation_saved_without_its_mail_is_one(tmp_path: Path) -> None:
    (tmp_path / "meeting.ics").write_text(builders.calendar())
    [mail] = read(tmp_path / "meeting.ics")
    assert mail.invitation is not None
    assert mail.invitation.uid == "meeting-1@corp.example"


def test_a_broken_first_line_does_not_make_mail_a_text(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"a line that is no field\n" + message("one"))
    assert read(tmp_path / "odd.txt")[0].subject == "one"


def test_files_without_mail_in_a_folder_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message("one"))
    for number in range(3):
        (tmp_path / f"notes-{number}.txt").write_text("Dear Ada")
    [batch] = FilesConnector([tmp_path]).fetch("", None)
    assert [mail.subject for mail in batch.mails] == ["one"]
    [notice] = batch.notices
    assert notice.startswith("3 files hold no mail and are left out: ")


def test_a_folder_without_mail(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    (tmp_path / "letter.txt").write_text("Dear Ada")
    with pytest.raises(PermanentError, match="There is no mail in"):
        read(tmp_path)


def test_something_else_than_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PermanentError, match="neither a file nor a folder"):
        read(tmp_path / "pipe")
    (tmp_path / "box").mkdir()
    os.mkfifo(tmp_path / "box" / "pipe.eml")
    (tmp_path / "box" / "a.eml").write_bytes(message("one"))
    assert [m.subject for m in read(tmp_path / "box")] == ["one"]


def test_a_mailbox_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(FROM + message("one"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PermanentError, match=r"cannot be read: Permission denied\. Check the path"):
        read(path)


def test_settings() -> None:
    assert Settings.model_validate({"path": "a.mbox"}).paths(Path("base")) == (Path("base/a.mbox"),)
    assert len(Settings.model_validate({"path": ["a.mbox", "b.mbox"]}).path) == 2
    for table in ({}, {"path": 3}, {"path": ""}, {"path": []}, {"path": ["a.mbox", 3]}, {"path": "a\0b"}):
        with pytest.raises(ConfigurationError, match=r"The path of a files mailbox: .+ Write path ="):
            connect(table, str, Path())


def test_paths_are_relative_to_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(FROM + message("one"))
    connector = connect({"path": "a.mbox", "connector": "files"}, str, tmp_path)
    assert [m.subject for b in connector.fetch("", None) for m in b.mails] == ["one"]


def test_bytes_that_look_like_nothing_are_kept_when_the_name_says_mail(tmp_path: Path) -> None:
    """R30: a file called .eml always gives a record."""
    (tmp_path / "a.eml").write_bytes(b"\0\1\2 not a header")
    (tmp_path / "b.eml").write_bytes(b"")
    found = read(tmp_path)
    assert len(found) == 2
    assert all(mail.defects for mail in found)


def test_files_and_parse_agree(tmp_path: Path) -> None:
    content = message("same")
    (tmp_path / "a.eml").write_bytes(content)
    found = read(tmp_path / "a.eml")[0]
    assert found == mail_module.parse(content, ref=found.ref, folder="a.eml")


def test_gmail_labels_of_an_export_say_what_is_a_draft_and_what_was_sent(tmp_path: Path) -> None:
    """Google's export writes every label into one mbox, above what the servers wrote."""
    labels = {"one": "Inbox,Important", "two": "=?UTF-8?Q?Entw=C3=BCrfe?=", "three": "Sent,Starred"}
    mbox = tmp_path / "All mail.mbox"
    mbox.write_bytes(
        b"".join(
            b"From 1@xxx Tue Mar  3 09:00:00 +0000 2026\nX-Gmail-Labels: " + label.encode() + b"\n"
            b"Received: by mx; Tue, 3 Mar 2026 10:00:00 +0100\nFrom: ada@corp.example\nMessage-ID: <"
            + name.encode()
            + b"@corp.example>\nSubject: x\n\nHello.\n\n"
            for name, label in labels.items()
        )
    )
    found = {mail.message_id: mail.in_sent for mail in read(mbox)}
    assert found == {"<one@corp.example>": False, "<three@corp.example>": True}


def test_a_link_that_was_named_is_followed_and_others_are_not(tmp_path: Path) -> None:
    """T19: links inside folders lead nowhere; who names one means what it leads to."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "real.txt").write_bytes(message("one"))
    (tmp_path / "mail").mkdir()
    for name in ("link.eml", "mail/link.eml"):
        (tmp_path / name).symlink_to(tmp_path / "there" / "real.txt")
    [mail] = read(tmp_path / "link.eml")
    assert mail.subject == "one"
    assert list(FilesConnector([tmp_path / "link.eml"]).texts([mail.ref])) == [mail.ref]
    (tmp_path / "mail" / "real.eml").write_bytes(message("two"))
    assert [mail.subject for mail in read(tmp_path / "mail")] == ["two"]


def test_a_message_that_cannot_be_read_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.eml").write_bytes(message(name))
    really = os.open

    def refusing(path: str, *rest: int) -> int:
        if str(path).endswith("a.eml"):
            raise PermissionError(13, "Permission denied")
        return really(path, *rest)

    monkeypatch.setattr(os, "open", refusing)
    [batch] = FilesConnector([tmp_path]).fetch("", None)
    assert [mail.subject for mail in batch.mails] == ["b"]
    [notice] = batch.notices
    assert "a.eml" in notice
    assert "cannot be read and is left out: Permission denied." in notice
    assert len(list(FilesConnector([tmp_path]).fetch(batch.cursor, None))) == 1, "it is said each time"
    monkeypatch.undo()
    [batch] = FilesConnector([tmp_path]).fetch(batch.cursor, None)
    assert [mail.subject for mail in batch.mails] == ["a"]
