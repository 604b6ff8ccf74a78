"""Header fields, encoded words, charsets, identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import HEADERS, headers, identifiers, parse, words
from tests.builders import mail, raw


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_any_line_end_and_folding(newline: str) -> None:
    found = mail(subject="one\n two\n\tthree", references="<a@x>\n <b@x>", newline=newline)
    assert found.subject == "one two three"
    assert found.references == ("<a@x>", "<b@x>")
    assert found.text.strip() == "Could you send me the figures?"


def test_only_what_is_needed_is_kept() -> None:
    found = mail(extra={"X-Spam-Report": "long", "List-Id": "<x.example>", "LIST-POST ": "<mailto:x@y>"})
    assert found.headers["list-id"] == ("<x.example>",)
    assert found.headers["list-post"] == ("<mailto:x@y>",)
    assert set(found.headers) <= set(HEADERS)


def test_lines_that_are_no_fields_disturb_nothing() -> None:
    block = b"From bo Mon Mar  2 09:00:00 2026\n>From bo\nnonsense\nSubject: a\n: empty\nTo: ada@corp.example\n"
    fields, _ = headers.split(block)
    assert fields["subject"] == ("a",)
    assert fields["to"] == ("ada@corp.example",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?=", "Grüße an alle"),
        ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),
        ("=?utf-8?q?a?= =?utf-8?q?b?= c", "ab c"),
        ("=?iso-8859-1?q?a=E4?= =?utf-8?q?=C3=B6?=", "aäö"),
        ("=?utf-8*de?q?h=C3=B6?=", "hö"),
        ("=?x-unknown?q?h=C3=B6?=", "hö"),
        ("=?us-ascii?q?h=C3=B6?=", "hö"),
        ("=?iso-8859-1?q?h=93x=94?=", "h“x”"),
        ("=?utf-8?q?half", "=?utf-8?q?half"),
        ("=?utf-8?B?!!!?=", ""),
        ("=?rot13?q?uryyb?=", "uryyb"),
        (
            "Re: =?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?= =?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=",
            "Re: こんにちはこんにちは",
        ),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"),
        ("=?iso-8859-1?Q?Fr\u00f6sche?=", "Frösche"),
        ("line=?utf-8?q?=0D=0A?=break", "line  break"),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert words.header(value) == words.tidy(expected)


def test_raw_bytes_in_headers_are_decoded() -> None:
    assert headers.split("Subject: Grüße\n".encode())[0]["subject"] == ("Grüße",)
    assert headers.split("Subject: Grüße\n".encode("latin-1"))[0]["subject"] == ("Grüße",)


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "unicode_escape", "undefined", "hex", "rot13", "zip", "x" * 500, "\0"]
)
def test_t17_codecs_that_are_no_charsets_are_refused(charset: str) -> None:
    assert words.codec(charset) == ""
    assert words.decode(b"h\xc3\xb6", charset) == "hö"


@given(
    st.binary(max_size=200), st.sampled_from(["", "utf-7", "utf-16", "utf-8", "gb18030", "hz", "iso-2022-kr", "cp037"])
)
def test_whatever_is_decoded_can_be_stored(data: bytes, charset: str) -> None:
    words.decode(data, charset).encode()
    words.decode(data, charset, cut=True).encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@x>", ("<a@x>",)),
        ("<a@x> <b@x>", ("<a@x>", "<b@x>")),
        ("<a@x><b@x>,<a@x>", ("<a@x>", "<b@x>")),
        ("a@x", ("<a@x>",)),
        ("a@x b@x", ("<a@x>", "<b@x>")),
        ("opaque-id-without-at", ("<opaque-id-without-at>",)),
        ("Your message of Monday", ()),
        ("Message from Bo of Monday <a@x>", ("<a@x>",)),
        ("<a@x", ("<a@x>",)),
        ("<a b@x>", ("<ab@x>",)),
        ("<>", ()),
        ("<a\ufffdb@x>", ()),
        ("<" + "a" * 999 + "@x>", ()),
        ("", ()),
    ],
)
def test_identifiers(value: str, expected: tuple[str, ...]) -> None:
    assert identifiers.tokens(value) == expected


def test_t5_identifiers_with_control_characters_are_refused() -> None:
    """T5: CR, LF and NUL never become part of an identifier."""
    for byte in (b"\0", b"\r"):
        block = raw(message_id="<aXb@x>", in_reply_to="<cXd@x>", references="<eXf@x> <ok@x>").replace(b"X", byte)
        found = parse(block, ref="1")
        assert found.message_id == ""
        assert found.in_reply_to == ()
        assert found.references == ("<ok@x>",)


def test_many_references_keep_the_first_and_the_last() -> None:
    found = mail(references=[f"<{n}@x>" for n in range(500)])
    assert len(found.references) == identifiers.MAX_REFERENCES
    assert found.references[0] == "<0@x>"
    assert found.references[-1] == "<499@x>"


def test_long_headers_are_bounded() -> None:
    found = mail(subject="x" * 5_000_000)
    assert len(found.subject) <= 1_000
    found = mail(extra=[("Received", "by x; nonsense")] * 5_000)
    assert len(found.headers["received"]) <= headers.MAX_VALUES
    assert "too many headers" in found.defects


def test_parameters() -> None:
    kind, found = headers.parameters('Multipart/Mixed; Boundary="a;b=\\"c"; charset = utf-8 ; x*0=1; x*1*=%202')
    assert kind == "multipart/mixed"
    assert found["boundary"] == 'a;b="c'
    assert found["charset"] == "utf-8"
    assert found["x"] == "1%202"
