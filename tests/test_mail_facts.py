"""Keys that copies share, subjects that conversations join by, and messages that nothing breaks (R26, R29, R30)."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import facts, key, normalise_subject, parse
from inboxwatch.mail.folders import is_drafts, is_sent
from tests.builders import at, mail, message, raw, verdict
from tests.timing import cpu_seconds

NOW = at("2026-03-10 12:00")


def test_copies_have_one_key() -> None:
    """R26: a list's tag and footer, folder, mailbox and time of arrival change nothing."""
    one = mail(message_id="<a@x>")
    tagged = mail(message_id="<a@x>", subject="[list] A question", text="Hello\n-- \nlist footer\n", folder="Lists")
    assert key(one) == key(tagged)
    assert facts(one, verdict(), "work", NOW).key == facts(tagged, verdict(), "other", NOW).key


def test_one_message_id_on_different_mails_gives_two_keys() -> None:
    """R26: sender or date differ."""
    one = mail(message_id="<a@x>")
    assert key(one) != key(mail(message_id="<a@x>", sender="eve@corp.example"))
    assert key(one) != key(mail(message_id="<a@x>", date=at("2026-03-02 09:01")))
    assert key(one) != key(mail(message_id="<b@x>"))


def test_without_message_id_the_content_decides() -> None:
    one = mail(message_id="")
    assert key(one) == key(mail(message_id="", folder="Other"))
    assert key(one) == key(mail(message_id="", subject="[list] A question"))
    for other in (
        {"subject": "Another"},
        {"text": "Other words"},
        {"to": "bo@corp.example"},
        {"sender": "eve@x.example"},
    ):
        assert key(one) != key(mail(message_id="", **other))


def test_the_fact() -> None:
    found = message(subject="Re: Fwd: The figures", cc="eve@corp.example", extra={"Sender": "Pa <pa@corp.example>"})
    assert (found.subject_key, found.subject_words, found.forward_subject) == ("the figures", 2, False)
    assert found.sender == "bo@corp.example"
    assert found.sender_header == "pa@corp.example"
    assert found.to == ("ada@corp.example",)
    assert found.cc == ("eve@corp.example",)


def test_subjects_that_are_not_kept_leave_a_keyed_hash() -> None:
    kept = facts(mail(subject="A secret"), verdict(), "work", NOW)
    one = facts(mail(subject="A secret"), verdict(), "work", NOW, keep_subjects=False, secret=b"one")
    two = facts(mail(subject="RE: a  SECRET"), verdict(), "work", NOW, keep_subjects=False, secret=b"one")
    other = facts(mail(subject="A secret"), verdict(), "work", NOW, keep_subjects=False, secret=b"two")
    assert kept.subject == "A secret"
    assert one.subject == ""
    assert one.subject_key == two.subject_key != other.subject_key
    assert "secret" not in repr(one)
    assert one.subject_words == 2


@pytest.mark.parametrize(
    ("subject", "expected", "words", "forward"),
    [
        ("The figures", "the figures", 2, False),
        ("Re: The  figures ", "the figures", 2, False),
        ("RE[2]: re(3): Re^4: The figures", "the figures", 2, False),
        ("AW: WG: Antw: Zahlen", "zahlen", 1, False),
        ("SV: VS: siffror", "siffror", 1, False),
        ("RES: ENC: números", "números", 1, False),
        ("RIF: R: I: cifre", "cifre", 1, False),
        ("RE : TR : chiffres", "chiffres", 1, False),
        ("RV: cifras", "cifras", 1, True),
        ("Odp: PD: liczby", "liczby", 1, False),
        ("YNT: İLT: rakamlar", "rakamlar", 1, False),
        ("Ответ: Пересл: цифры", "цифры", 1, False),
        ("回复\uff1a转发\uff1a数字", "数字", 1, False),
        ("答复: 回覆: 这是四个字", "这是四个字", 3, False),
        ("返信: 転送: 数字の件", "数字の件", 2, False),
        ("تصحيح: رد: أرقام", "أرقام", 1, False),
        ("إعادة توجيه: أرقام", "أرقام", 1, True),
        ("Trả lời: số liệu", "số liệu", 2, False),
        ("Fw: Fwd: FWD: x", "x", 1, True),
        ("WG: AW: Zahlen", "zahlen", 1, True),
        ("[EXT] ENC: RES: números", "números", 1, True),
        ("TR : RE : chiffres", "chiffres", 1, True),
        ("転送: 返信: 数字の件", "数字の件", 2, True),
        ("The figures (fwd)", "the figures", 2, True),
        ("[team] Re: [team] The figures", "the figures", 2, False),
        ("Re: [#4711] The figures", "[#4711] the figures", 3, False),
        ("[team]", "[team]", 1, False),
        ("Note: keep this", "note: keep this", 3, False),
        ("Regarding: this", "regarding: this", 2, False),
        ("re re re", "re re re", 3, False),
        ("Re:", "", 0, False),
        ("", "", 0, False),
        ("STRASSE", "strasse", 1, False),
        ("Straße", "strasse", 1, False),
    ],
)
def test_normalised_subjects(subject: str, expected: str, words: int, *, forward: bool) -> None:
    assert normalise_subject(subject) == (expected, words, forward)


@given(st.text(max_size=60), st.sampled_from(["Re: ", "AW: ", "Fwd: ", "回复\uff1a", "Re[2]: ", "SV: re: "]))
def test_a_prefix_changes_nothing(subject: str, prefix: str) -> None:
    assert normalise_subject(prefix + subject)[:2] == normalise_subject("Re: " + subject)[:2]


@pytest.mark.parametrize(
    "name", ["Sent", "INBOX.Sent Items", "Gesendet.mbox", "export/Envoy\u00e9s", "&V4NXPnux-/Sent", "已发送"]
)
def test_names_of_sent_mail(name: str) -> None:
    assert is_sent(name)
    assert not is_drafts(name)


@pytest.mark.parametrize("name", ["Drafts", "Entw&APw-rfe", "INBOX/Entwürfe", "草稿"])
def test_names_of_drafts(name: str) -> None:
    assert is_drafts(name)
    assert not is_sent(name)


@pytest.mark.parametrize("name", ["INBOX", "Absent", "Presents", "sent by mistake", ""])
def test_other_names(name: str) -> None:
    assert not is_sent(name)
    assert not is_drafts(name)


@given(st.binary(max_size=400))
def test_r30_any_bytes_give_a_record(content: bytes) -> None:
    """R30: a record, nothing raised, and everything in it can be stored."""
    found = parse(content, ref="r")
    repr(found).encode()
    repr(facts(found, verdict(), "work", NOW)).encode()
    assert not any(defect.startswith("unreadable") for defect in found.defects)


_PIECES = [
    b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"multipart/mixed; boundary=b\n", b"\n", b"\n\n",
    b"text/calendar; method=x\n", b"\r\n", b"--b\n", b"--b--", b"a@b.example", b"<", b">", b'"', b"(", b"=?utf-8?q?",
    b"?=", b"\0", b"\xff", b" ", b"Content-Transfer-Encoding: base64\n", b"Message-ID: <a@b>\n", b"BEGIN:VEVENT\n",
    b"message/delivery-status\n", b"text/html\n", b"Received: x; ", b"Mon, 2 Mar 2026 09:00:00 +0000",
    b"Authentication-Results: a; dkim=pass", b"Content-Disposition: reaction\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_r30_any_mixture_of_mail_gives_a_record(pieces: list[bytes]) -> None:
    """R30, with bytes that mean something to the parser."""
    found = parse(b"".join(pieces), ref="r")
    repr(found).encode()
    assert not any(defect.startswith("unreadable") for defect in found.defects)


def _nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)) + b"\nx\n"


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: b"From: a@b.example\nTo: " + b", ".join(b"u%d@x.example" % n for n in range(100_000)) + b"\n\nx",
        lambda: b"From: a@b.example\nSubject: " + b"x" * 10_000_000 + b"\n\nx",
        lambda: b"X-A: b\nReceived: x; y\n" * 450_000 + b"From: a@b.example\n\nx",
        lambda: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
        lambda: _nested(10_000),
        lambda: b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 20_000,
        lambda: b"From: " + b"(" * 1_000_000 + b"\n\nx",
        lambda: b"To: " + b'"\\' * 500_000 + b"\n\nx",
        lambda: b"Content-Type: text/html\n\n" + b"<div>" * 400_000,
        lambda: b"References: " + b"<a@b> " * 500_000 + b"\n\nx",
        lambda: b"Content-Type: text/plain; " + b"a*0*=x;" * 100_000 + b"\n\nx",
    ],
)
def test_r29_bombs_are_bounded(bomb: Callable[[], bytes]) -> None:
    """R29, T17: at most a second and 100 MB for each, and a record comes out."""
    content = bomb()
    assert cpu_seconds(lambda: parse(content, ref="r")) < 1
    found = parse(content, ref="r")
    tracemalloc.start()
    parse(content, ref="r")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
    assert not any(defect.startswith("unreadable") for defect in found.defects)


def test_what_is_broken_is_said() -> None:
    assert "nested too deep" in parse(_nested(50), ref="").defects
    assert (
        "too many parts"
        in parse(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 500, ref="").defects
    )
    assert "no Date" in parse(b"From: a@b.example\n\nx", ref="").defects
    assert "Date unreadable" in mail(date="soon").defects
    assert mail().defects == ()


def test_an_unexpected_failure_leaves_a_marked_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """R30: even a mistake of ours loses one message's content, not the message."""
    import inboxwatch.mail

    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(inboxwatch.mail, "build", fail)
    found = parse(raw(), ref="r", folder="INBOX")
    assert found.defects == ("unreadable: RecursionError",)
    assert found.ref == "r"
