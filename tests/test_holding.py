"""Holding replies: the words of eight languages as our own classifier reads them; to whom; in which thread."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from inboxwatch import classifier
from inboxwatch.business_hours import Calendar
from inboxwatch.cli.when import day_or_time
from inboxwatch.config import Settings
from inboxwatch.directory import Directory
from inboxwatch.errors import UsageError
from inboxwatch.holding import WORDS, By, Original, Wish, compose
from inboxwatch.holding.compose import first_name, subject
from inboxwatch.mail import parse
from inboxwatch.mail.write import written
from inboxwatch.model import Address, Mailbox, MailboxKind, Owner, Verdict

NOW = dt.datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ADA = Address("Ada Lovelace", "ada@corp.example")
BO = Address("Bo Berg", "bo@corp.example")
OWNER = Owner(frozenset({ADA.address}), (ADA.name,))
MAILBOX = Mailbox("work", addresses=frozenset({"ada@corp.example", "a.lovelace@corp.example"}), main="ada@corp.example")
DIRECTORY = Directory.of(("corp.example",), ("*@partner.example",), {}, ())
ORIGINAL = Original("<q@corp.example>", ("<a@x>", "<b@x>"), BO, (), (ADA,), (), "Budget", "en")
WISH = Wish("<1@corp.example>", NOW)
DAYS = (1, 2, 3, 4, 5, 6, 7, 10, 20, 40, 100)
TIMES = (None, dt.time(14, 0), dt.time(9, 5), dt.time(12, 0), dt.time(23, 30))


def read(wish: Wish, original: Original = ORIGINAL) -> Verdict:
    """What our own classifier makes of the reply."""
    mail = compose(original, MAILBOX, wish, ADA, internal=DIRECTORY.internal)
    return classifier.classify(parse(written(mail), ref="1", in_sent=True), OWNER)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_default_is_a_holding_reply_with_its_promise(language: str) -> None:
    """In eight languages, eleven days and five times: holding, the promised day and time, nothing automatic."""
    for days in DAYS:
        for time in TIMES:
            by = By(NOW.date() + dt.timedelta(days=days), time)
            verdict = read(replace(WISH, by=by), replace(ORIGINAL, language=language))
            assert verdict.holding, (language, by)
            assert verdict.automatic is None
            assert verdict.promise is not None
            assert (verdict.promise.date, verdict.promise.time) == (by.date, by.time), verdict.promise
            assert verdict.language == language


@pytest.mark.parametrize("language", sorted(WORDS))
def test_without_a_day_nothing_is_promised(language: str) -> None:
    verdict = read(WISH, replace(ORIGINAL, language=language))
    assert (verdict.holding, verdict.promise) == (True, None)


def test_a_language_that_is_not_known_is_answered_in_english() -> None:
    mail = compose(replace(ORIGINAL, language="sv"), MAILBOX, WISH, ADA, internal=DIRECTORY.internal)
    assert mail.text == (
        "Hi Bo,\n\nthank you, I have received your message and will get back to you.\n\nBest regards\nAda Lovelace\n"
    )


def test_the_owners_words_go_before_ours() -> None:
    templates = {"de": "Hallo {name}, kommt bis {by}.", "default": "{name}: {by}"}
    wish = replace(WISH, by=By(dt.date(2026, 11, 27)), templates=templates)
    for language, text in (("de", "Hallo Bo, kommt bis Freitag, 27. November.\n"), ("en", "Bo: Friday, 27 November\n")):
        mail = compose(replace(ORIGINAL, language=language), MAILBOX, wish, ADA, internal=DIRECTORY.internal)
        assert mail.text == text
    said = replace(wish, text="{by} {name} {0} {name.__class__} %s")
    mail = compose(ORIGINAL, MAILBOX, said, ADA, internal=DIRECTORY.internal)
    assert mail.text == "Friday, 27 November Bo {0} {name.__class__} %s\n", "nothing but the two fields is filled in"


def test_a_text_with_a_day_needs_one() -> None:
    with pytest.raises(UsageError, match=r"\{by\}"):
        compose(ORIGINAL, MAILBOX, replace(WISH, text="by {by}"), ADA, internal=DIRECTORY.internal)


def test_it_stands_in_the_thread() -> None:
    mail = compose(ORIGINAL, MAILBOX, WISH, ADA, internal=DIRECTORY.internal)
    assert (mail.in_reply_to, mail.references) == ("<q@corp.example>", ("<a@x>", "<b@x>", "<q@corp.example>"))
    assert (mail.subject, mail.sender.address) == ("Re: Budget", "ada@corp.example")
    read_back = parse(written(mail), ref="1")
    assert (read_back.in_reply_to, read_back.references) == (("<q@corp.example>",), mail.references)


def test_a_reply_goes_to_all_internal_ones_and_never_to_the_owner() -> None:
    original = replace(
        ORIGINAL,
        to=(ADA, Address("", "a.lovelace@corp.example"), Address("Carol", "carol@corp.example"), BO),
        cc=(
            Address("Eve", "eve@evil.example"),
            Address("P", "p@partner.example"),
            Address("Carol", "carol@corp.example"),
        ),
    )
    mail = compose(original, MAILBOX, WISH, ADA, internal=DIRECTORY.internal)
    assert [each.address for each in mail.to] == ["bo@corp.example"]
    assert [each.address for each in mail.cc] == ["carol@corp.example", "p@partner.example"]


@pytest.mark.parametrize(
    ("reply_to", "expected"),
    [
        ((), ["bo@corp.example"]),
        ((Address("", "team@corp.example"),), ["team@corp.example"]),
        ((Address("", "eve@evil.example"),), ["bo@corp.example"]),
        ((Address("", "ada@corp.example"),), ["bo@corp.example"]),
    ],
)
def test_reply_to_is_followed_inside_only(reply_to: tuple[Address, ...], expected: list[str]) -> None:
    mail = compose(replace(ORIGINAL, reply_to=reply_to), MAILBOX, WISH, ADA, internal=DIRECTORY.internal)
    assert [each.address for each in mail.to] == expected


def test_a_member_signs_for_a_shared_mailbox() -> None:
    shared = Mailbox(
        "support", MailboxKind.SHARED, frozenset({"support@corp.example"}), members=frozenset({ADA.address}),
        main="support@corp.example",
    )  # fmt: skip
    mail = compose(ORIGINAL, shared, WISH, ADA, internal=DIRECTORY.internal)
    assert mail.sender.address == "support@corp.example"
    assert mail.extra == {"Sender": "ada@corp.example"}


@pytest.mark.parametrize(
    "hostile", ["x\r\nBcc: eve@evil.example", "<a@b>\r\nX: y", "\x1b[2J", "=?utf-8?q?=0d=0aBcc:_x?=", "é" * 2000, ""]
)
def test_t4_hostile_originals_make_no_header(hostile: str) -> None:
    """T4: subject, names, Message-IDs of the original; what cannot be quoted is left out."""
    original = replace(
        ORIGINAL, subject=hostile, sender=replace(BO, name=hostile), references=(hostile, "<ok@x>"),
        message_id=hostile or "<q@x>", cc=(Address(hostile, "carol@corp.example"),),
    )  # fmt: skip
    raw = written(compose(original, MAILBOX, WISH, ADA, internal=DIRECTORY.internal))
    names = {line.partition(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] != b" "}
    allowed = {
        b"From",
        b"To",
        b"Cc",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"In-Reply-To",
        b"References",
        b"MIME-Version",
    }
    assert names <= allowed | {b"Content-Type", b"Content-Transfer-Encoding"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "Ada"), ("Lovelace, Ada", "Ada"), ("Ada", "Ada"), ("Jean-Luc Picard", "Jean-Luc"), ("", ""),
        ("bo@corp.example", ""), ("42", ""), ("A. Lovelace", ""), ("'Ada'", "Ada"), ("Zoë", "Zoë"), ("x\r\ny", ""),
    ],
)  # fmt: skip
def test_how_somebody_is_greeted(name: str, expected: str) -> None:
    assert first_name(name) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Budget", "Re: Budget"),
        ("Re: Budget", "Re: Budget"),
        ("AW: Budget", "AW: Budget"),
        ("", "Re:"),
        ("a\nb", "Re: a b"),
    ],
)
def test_the_subject_has_one_prefix(before: str, after: str) -> None:
    assert subject(before) == after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday", (dt.date(2026, 11, 27), None)),
        ("2026-12-01", (dt.date(2026, 12, 1), None)),
        ("today", (dt.date(2026, 11, 23), None)),
        ("tomorrow 16:00", (dt.date(2026, 11, 24), dt.time(16))),
        ("2h", (dt.date(2026, 11, 23), dt.time(12, 30))),
        ("2026-11-24T09:00", (dt.date(2026, 11, 24), dt.time(9))),
    ],
)
def test_by_when(text: str, expected: tuple[dt.date, dt.time | None]) -> None:
    assert day_or_time(text, NOW.astimezone(dt.UTC), berlin()) == expected


@pytest.mark.parametrize("text", ["yesterday", "2026-11-20", "someday", "9:99"])
def test_what_has_passed_or_is_no_time_cannot_be_promised(text: str) -> None:
    with pytest.raises(UsageError):
        day_or_time(text, NOW.astimezone(dt.UTC), berlin())


def berlin() -> Calendar:
    return Settings.model_validate({"calendar": {"timezone": "Europe/Berlin"}}).working_calendar
