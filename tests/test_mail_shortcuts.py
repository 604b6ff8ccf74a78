"""The short ways through usual mail say the same as the long ones."""

from __future__ import annotations

import binascii
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import dates, headers, identifiers, report, text, words

PIECES = [
    "From",
    "to",
    "X-Other",
    "Received",
    " ",
    "\t",
    "  ",
    ":",
    ": ",
    "a b",
    "<a@b>",
    "\x1f",
    "\xa0",
    "\f",
    "\ufffd",
]
LINES = [
    b"a",
    b"\r\n",
    b"\r\n",
    b"\n",
    b"\r",
    b"=",
    b"=0D",
    b"=\r\n",
    b"\xc3\xa4",
    b"\xc3",
    b"\x1b",
    b"\0",
    b"QUJD",
    b"-",
]


@given(st.lists(st.sampled_from([*PIECES, "\n", "\n", "\n ", "\n\t"])).map("".join))
def test_a_plain_header_is_split_as_any_other(block: str) -> None:
    plain = headers._plain(block)

    assert plain is None or list(plain.items()) == list(headers._any(block, []).items())


def test_nearly_every_header_is_plain() -> None:
    assert headers._plain("From: a@b\nReceived: from c\n\tby d;  Mon\nX-Status: \n\n") == {
        "from": ("a@b",),
        "received": ("from c by d; Mon",),
        "x-status": ("",),
    }


@pytest.mark.parametrize(
    "block", ["From\n : a@b", "From : a@b", "To: a\x1fb", "To: é", "To: a\n" * 65, "To: " + "a" * 8000]
)
def test_an_odd_header_is_not_plain(block: str) -> None:
    assert headers._plain(block) is None


@given(st.lists(st.sampled_from(LINES)).map(b"".join))
def test_line_ends_may_be_changed_before_or_after_decoding(data: bytes) -> None:
    for charset in ("", "utf-8", "iso-8859-1", "gb18030", "iso-2022-jp", "utf-16"):
        whole = words.decode(data, charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        cut, _ = text.clip(data, len(data) * 2 + 1)
        later = words.decode(cut, charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        read = text.excerpt(data, content_type="text/plain", encoding="", charset=charset)

        assert read == later
        assert charset == "utf-16" or read == whole


@given(st.binary() | st.lists(st.sampled_from([b"QUJD", b"Q", b"=", b"\r\n", b"\xff"])).map(b"".join))
def test_base64_is_what_whole_groups_of_its_letters_say(data: bytes) -> None:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data.partition(b"=")[0])
    letters = letters[:-1] if len(letters) % 4 == 1 else letters

    assert words.base64(data) == binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Mon, 1 Jan 2024 24:00:00 +0000",
        "31 Feb 2024 10:00 +0000",
        "1 Jan 0001 00:00 +0100",
        "1 Jan 2024 10:00 +1501",
    ],
)
def test_an_impossible_date_is_none(value: str) -> None:
    assert dates.parse(value) is None


@given(
    st.tuples(
        st.integers(0, 32), st.sampled_from(["Jan", "feb", "DEC"]), st.integers(0, 9999), st.integers(0, 25),
        st.integers(0, 61), st.integers(0, 99), st.sampled_from(["+0000", "-0000", "+0130", "-1500", "+0999"]),
    )
)  # fmt: skip
def test_a_usual_date_is_what_its_numbers_say(parts: tuple[int, str, int, int, int, int, str]) -> None:
    day, month, year, hour, minute, second, zone = parts
    offset = (int(zone[1:3]) * 3600 + int(zone[3:]) * 60) * (-1 if zone[0] == "-" else 1)
    number = ("jan", "feb", "dec").index(month.lower())

    found = dates.parse(f"{day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} {zone}")

    assert found == dates._instant((year, (1, 2, 12)[number], day), (hour, minute, second), offset)


@given(st.lists(st.sampled_from(["<a@b>", "<c d@e>", " ", "<", ">", "<é@f>", "<\x7f>", "<a@b>"])).map("".join))
def test_usual_ids_are_found_like_any_other(value: str) -> None:
    found = identifiers._BRACKETED.findall(value)
    sound = ["".join(word.split()) for word in found if identifiers._sound("".join(word.split()))]

    assert not found or list(identifiers.tokens(value)) == list(dict.fromkeys(f"<{word}>" for word in sound))


@given(
    st.lists(
        st.sampled_from(
            ["mailer", "-", "DAEMON", "post", "_", "master", "mail", "m", "bounce", "s", "exchange", "system",
             ".delivery", "failure", "smtp", "gateway", "\u017fmtp", "bo\u00fcnce", "<", "@a.b", "x", '"']
        )
    ).map("".join)
)  # fmt: skip
def test_a_machine_has_one_of_a_few_words_in_its_name(sender: str) -> None:
    if report._MACHINE.match(sender) and sender.isascii():
        assert any(word in sender.lower() for word in report._MACHINE_WORDS)
