"""Strict reading of From (T9), lenient reading of everything else; both linear (T17) and total (R30)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import addresses
from inboxwatch.model import Address
from tests import builders
from tests.timing import cpu_seconds


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("ada@corp.example", "", "ada@corp.example"),
        ("<ada@corp.example>", "", "ada@corp.example"),
        ("Ada Lovelace <Ada@CORP.Example>", "Ada Lovelace", "ada@corp.example"),
        ('"Lovelace, Ada" <ada@corp.example>', "Lovelace, Ada", "ada@corp.example"),
        ("ada@corp.example (Ada Lovelace)", "Ada Lovelace", "ada@corp.example"),
        ("Ada (on (nested) leave) <ada@corp.example>", "Ada", "ada@corp.example"),
        ("Jürgen Müller <j@corp.example>", "Jürgen Müller", "j@corp.example"),
        ("=?utf-8?q?J=C3=BCrgen?= <j@corp.example>", "Jürgen", "j@corp.example"),
        ("=?utf-8?q?M=C3=BCller=2C_J=2E?= <j@corp.example>", "Müller, J.", "j@corp.example"),
        ("J. R. Miller <j@corp.example>", "J. R. Miller", "j@corp.example"),
        ('Ada "the boss" Lovelace <ada@corp.example>', "Ada the boss Lovelace", "ada@corp.example"),
        (r'"Ada \"the boss\" L" <ada@corp.example>', 'Ada "the boss" L', "ada@corp.example"),
        ("ada@corp.example <ada@corp.example>", "ada@corp.example", "ada@corp.example"),
        ("Lovelace, Ada <ada@corp.example>", "Lovelace, Ada", "ada@corp.example"),
        ("=?utf-8?q?Smith,_J?= <ada@corp.example>", "Smith, J", "ada@corp.example"),
        ("sh@re m@rket <ada@corp.example>", "sh@re m@rket", "ada@corp.example"),
        ("a..b@corp.example", "", "a..b@corp.example"),
        ("o'brien+tag@corp.example", "", "o'brien+tag@corp.example"),
        ("ada@localhost", "", "ada@localhost"),
    ],
)
def test_strict_reads_one_mailbox(value: str, name: str, address: str) -> None:
    assert addresses.strict(value) == Address(name, address)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "<>",
        "Ada",
        "MAILER-DAEMON",
        "a@corp.example@evil.example",
        "<a@corp.example@evil.example>",
        "a@corp.example, b@evil.example",
        "a@corp.example,",
        "a@corp.example;b@evil.example",
        "a@corp.example <b@evil.example>",
        "a@corp.example (x) <b@evil.example>",
        "<a@corp.example> <b@evil.example>",
        "<a@corp.example><b@evil.example>",
        "Ada <a@corp.example> b@evil.example",
        "colleagues: a@corp.example;",
        "undisclosed-recipients:;",
        "<@relay.example:a@corp.example>",
        "Ada <a@corp.example",
        "a@corp.example>",
        "ada @ corp.example",
        "ada lovelace@corp.example",
        "ada@corp.",
        "ada@.corp.example",
        '"a@corp.example"@evil.example',
        "=?utf-8?q?a=40corp=2Eexample?=",
        "=?utf-8?q?a?=@corp.example",
        "eve@evil .example <a@corp.example>",
        "x, eve@evil.example, <a@corp.example>",
        ", a@corp.example",
        "a@corp.example\\, <b@evil.example>",
        '"unclosed <a@corp.example>',
        "(unclosed <a@corp.example>",
        "a@corp.example\ufffd",
    ],
)
def test_t9_strict_refuses_what_can_be_read_in_two_ways(value: str) -> None:
    """T9: CVE-2019-16056, CVE-2023-27043 and their kin give no sender at all."""
    assert addresses.strict(value) is None


def test_t9_display_name_never_counts() -> None:
    """T9: the address is in the brackets, whatever the name says."""
    assert builders.mail(sender='"boss@corp.example" <b@evil.example>').sender == Address(
        "boss@corp.example", "b@evil.example"
    )


def test_t9_two_from_headers_are_no_sender() -> None:
    """T9: also if both say the same."""
    mail = builders.mail(extra={"From": builders.BO})
    assert mail.sender is None
    assert "several From headers" in mail.defects


def test_t9_no_letter_becomes_ascii() -> None:
    """T9: the Kelvin sign, which Python lower-cases to k, and full-width letters stay what they are."""
    for spec in ("boss@\u212aorp.example", "boss@\uff43orp.example", "boss@corp\uff0eexample"):
        found = addresses.strict(spec)
        assert found is None or found.address == spec
        assert [a.address for a in addresses.lenient(spec)] == [spec]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ada@corp.example, Bo <bo@corp.example>", ["ada@corp.example", "bo@corp.example"]),
        ('"Lovelace, Ada" <ada@corp.example>,bo@corp.example', ["ada@corp.example", "bo@corp.example"]),
        (
            "team: ada@corp.example, bo@corp.example;, eve@x.example",
            ["ada@corp.example", "bo@corp.example", "eve@x.example"],
        ),
        ("undisclosed-recipients:;", []),
        ("broken <<>, ada@corp.example", ["ada@corp.example"]),
        ('"unclosed, ada@corp.example, <bo@corp.example>', ["ada@corp.example", "bo@corp.example"]),
        ("(unclosed, ada@corp.example", ["ada@corp.example"]),
        ("Ada <ada@corp.example, Bo <bo@corp.example>", ["ada@corp.example", "bo@corp.example"]),
        ("<@relay.example,@b.example:ada@corp.example>, bo@corp.example", ["ada@corp.example", "bo@corp.example"]),
        ("''ada'@corp.example, 'bo@corp.example'", ["ada@corp.example", "bo@corp.example"]),
        (".ada@corp.example, e-mail <.bo@corp.example>", [".ada@corp.example", ".bo@corp.example"]),
        ("ada@corp.example; bo@corp.example", ["ada@corp.example", "bo@corp.example"]),
        ("Ada Lovelace ada@corp.example", ["ada@corp.example"]),
        ("bo@corp.example (Bo, the other)", ["bo@corp.example"]),
        ("", []),
        (",,;;", []),
    ],
)
def test_lenient_saves_what_it_can(value: str, expected: list[str]) -> None:
    assert [a.address for a in addresses.lenient(value)] == expected


def test_names_with_line_breaks_inside_encoded_words_are_one_line() -> None:
    mail = builders.mail(sender="=?utf-8?q?Ada=0D=0ABcc=3A_x=40evil.example?= <ada@corp.example>")
    assert mail.sender is not None
    assert "\r" not in mail.sender.name
    assert "\n" not in mail.sender.name
    assert mail.bcc == ()


def test_each_address_once_over_several_headers() -> None:
    mail = builders.mail(to="ada@corp.example, ADA@corp.example", extra={"To": "bo@corp.example"})
    assert [a.address for a in mail.to] == ["ada@corp.example", "bo@corp.example"]


@given(st.text(alphabet='ab@.<>()",;:\\ \t=?\u212a\ufffd', max_size=60))
def test_strict_and_lenient_agree_where_strict_is_sure(value: str) -> None:
    """Whatever strict accepts is one address, and the lenient reading finds the same first."""
    found = addresses.strict(value)
    loose = addresses.lenient(value)
    if found is not None:
        assert found.address.count("@") == 1
        assert loose[0].address.strip("'") == found.address.strip("'")


@pytest.mark.parametrize(
    "piece", ['"', '\\"', '"\\', "(", ")", "<", ">", "<a@", "@", ",", ";", ":", "a@b ", "a@b,", "((a", '"a"']
)
def test_t17_time_is_linear_in_the_length(piece: str) -> None:
    """T17, CVE-2024-23184: half a megabyte of any special character in well under a second."""
    value = piece * (500_000 // len(piece))
    assert cpu_seconds(lambda: (addresses.strict(value), addresses.lenient(value))) < 1
