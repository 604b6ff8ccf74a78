"""Dates, and when a message was received and sent (docs/clock.md)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import dates, times
from tests.builders import MONDAY, at, mail

NOW = at("2026-03-10 12:00")
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("value", "instant", "offset"),
    [
        ("Mon, 02 Mar 2026 10:00:00 +0100", "2026-03-02 09:00", 3600),
        ("2 Mar 2026 10:00 +0100", "2026-03-02 09:00", 3600),
        ("Mon, 02 Mar 2026 09:00:00 -0000", "2026-03-02 09:00", 0),
        ("Mon, 02 Mar 2026 09:00:00", "2026-03-02 09:00", 0),
        ("Mon, 02 Mar 2026 09:00:00 GMT", "2026-03-02 09:00", 0),
        ("Mon, 02 Mar 2026 04:00:00 EST", "2026-03-02 09:00", -18000),
        ("Mon, 02 Mar 2026 01:00:00 -0800 (PST)", "2026-03-02 09:00", -28800),
        ("Mon, 2 Mar 26 09:00:00 +0000", "2026-03-02 09:00", 0),
        ("Monday, 02-Mar-26 09:00:00 GMT", "2026-03-02 09:00", 0),
        ("Mon Mar  2 09:00:00 2026", "2026-03-02 09:00", 0),
        ("Mon, 02 Mar 2026 14:45:00 +0545", "2026-03-02 09:00", 20700),
        ("Tue, 30 Jun 2015 23:59:60 +0000", "2015-06-30T23:59:59+00:00", 0),
        ("Mon, 02 Mar 2026 23:00:00 +1400", "2026-03-02 09:00", 50400),
    ],
)
def test_reads_dates(value: str, instant: str, offset: int) -> None:
    assert dates.parse(value) == (at(instant), offset)


@pytest.mark.parametrize(
    "value",
    [
        "", "yesterday", "Mon, 32 Mar 2026 09:00:00 +0000", "Mon, 02 Foo 2026 09:00:00 +0000", "0000-00-00",
        "Mon, 02 Mar 2026 25:00:00 +0000", "Mon, 02 Mar 2026 09:61:00 +0000", "Mon, 02 Mar 99999 09:00:00 +0000",
        "Mon, 02 Mar 2026 09:00:00 +9999", "Mon, 02 Mar 2026 09:00:00 +99999999999",
        "\u0661 Mar 2026 \u0660\u0669:00:00 +0000x",
        "Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 01 Jan 0001 00:00:00 +1200", "(" * 500, "1 " * 500,
    ],
)  # fmt: skip
def test_r22_garbage_is_absent(value: str) -> None:
    """R22: nothing raises, nothing is guessed."""
    assert dates.parse(value) is None


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(value: str) -> None:
    found = dates.parse(value)
    assert found is None or found[0].tzinfo is dt.UTC
    dates.received(value)


@given(st.integers(0, 4_000_000_000), st.integers(-14 * 4, 14 * 4))
def test_what_programs_write_comes_back(seconds: int, quarters: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=15 * quarters))
    local = dt.datetime.fromtimestamp(seconds, zone)
    assert dates.parse(f"{local:%a, %d %b %Y %H:%M:%S %z}") == (local.astimezone(dt.UTC), 15 * 60 * quarters)


def test_received_is_the_topmost_that_parses() -> None:
    found = mail(
        extra=[
            ("Received", "from a by b; nonsense"),
            ("Received", "from c by d (odd; really); Mon, 2 Mar 2026 10:05:00 +0100"),
            ("Received", "from e by f; Mon, 2 Mar 2026 09:01:00 +0000"),
        ],
        date=MONDAY,
    )
    assert found.received_header == at("2026-03-02 09:05")
    assert times(found, NOW)[0] == at("2026-03-02 09:05")


@pytest.mark.parametrize(
    ("received", "provider", "date", "expected_received", "expected_sent"),
    [
        # Received counts up to five minutes after the provider's time, else the provider's.
        ("2026-03-02 09:02", "2026-03-02 09:03", "2026-03-02 09:00", "2026-03-02 09:02", "2026-03-02 09:00"),
        ("2026-03-02 09:08", "2026-03-02 09:03", "2026-03-02 09:00", "2026-03-02 09:08", "2026-03-02 09:00"),
        ("2026-03-02 09:09", "2026-03-02 09:03", "2026-03-02 09:00", "2026-03-02 09:03", "2026-03-02 09:00"),
        # A migrated message: the provider's time is that of the migration.
        ("2026-02-02 09:02", "2026-03-02 09:03", "2026-02-02 09:00", "2026-02-02 09:02", "2026-02-02 09:00"),
        ("2026-03-02 09:02", None, "2026-03-02 09:00", "2026-03-02 09:02", "2026-03-02 09:00"),
        (None, "2026-03-02 09:03", "2026-03-02 09:00", "2026-03-02 09:03", "2026-03-02 09:00"),
        (None, None, "2026-03-02 09:00", "2026-03-02 09:00", "2026-03-02 09:00"),
        (None, None, None, "2026-03-10 12:00", "2026-03-10 12:00"),
        # Sent: the Date, unless it is more than five minutes after the server's time or absent.
        ("2026-03-02 09:02", None, "2026-03-02 09:07", "2026-03-02 09:02", "2026-03-02 09:07"),
        ("2026-03-02 09:02", None, "2026-03-02 09:08", "2026-03-02 09:02", "2026-03-02 09:02"),
        (None, "2026-03-02 09:02", "2026-03-02 15:00", "2026-03-02 09:02", "2026-03-02 09:02"),
        ("2026-03-02 09:02", None, None, "2026-03-02 09:02", "2026-03-02 09:02"),
        # Out of range is absent: before 1990, or more than a day ahead.
        ("1989-12-31 23:59", "2026-03-02 09:03", "1980-01-01 00:00", "2026-03-02 09:03", "2026-03-02 09:03"),
        ("2026-03-12 09:00", None, "2026-03-02 09:00", "2026-03-02 09:00", "2026-03-02 09:00"),
        ("2026-03-11 11:00", None, "2026-03-11 11:00", "2026-03-11 11:00", "2026-03-11 11:00"),
        (None, "1970-01-01 00:00", "2026-03-02 09:00", "2026-03-02 09:00", "2026-03-02 09:00"),
        (None, None, "2031-01-01 00:00", "2026-03-10 12:00", "2026-03-10 12:00"),
    ],
)
def test_when_received_and_sent(
    received: str | None, provider: str | None, date: str | None, expected_received: str, expected_sent: str
) -> None:
    """R22: docs/clock.md, "When a message was received or sent"."""
    found = mail(
        received=at(received) if received else None,
        provider_time=at(provider) if provider else None,
        date=at(date) if date else None,
    )
    assert times(found, NOW) == (at(expected_received), at(expected_sent))


def test_an_impossible_topmost_received_gives_way_to_the_next() -> None:
    found = mail(
        extra=[
            ("Received", "by a; Sun, 1 Jan 2090 00:00:00 +0000"),
            ("Received", "by b; Mon, 2 Mar 2026 09:01:00 +0000"),
        ]
    )
    assert times(found, NOW)[0] == at("2026-03-02 09:01")
