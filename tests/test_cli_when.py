"""The times that a person types, in the calendar's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from inboxwatch.business_hours import Calendar
from inboxwatch.cli.when import when
from inboxwatch.errors import UsageError

CALENDAR = Calendar.default(ZoneInfo("Europe/Berlin"))
NOW = dt.datetime(2026, 11, 18, 11, 0, tzinfo=dt.UTC)  # a Wednesday, noon in Berlin


def utc(text: str) -> dt.datetime:
    """An instant from ISO 8601."""
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z"),
        ("2026-11-24T09:00", "2026-11-24T08:00:00Z"),
        ("2026-11-24 9:00", "2026-11-24T08:00:00Z"),
        ("2026-11-24", "2026-11-24T08:00:00Z"),
        ("2026-11-22", "2026-11-21T23:00:00Z"),  # a Sunday: its midnight
        ("tomorrow", "2026-11-19T08:00:00Z"),
        ("tomorrow 9:30", "2026-11-19T08:30:00Z"),
        ("Tomorrow  at 9am", "2026-11-19T08:00:00Z"),
        ("today 16:00", "2026-11-18T15:00:00Z"),
        ("Mon", "2026-11-23T08:00:00Z"),
        ("wed", "2026-11-25T08:00:00Z"),
        ("friday 14.30", "2026-11-20T13:30:00Z"),
        ("14:30", "2026-11-18T13:30:00Z"),
        ("9:00", "2026-11-19T08:00:00Z"),
        ("12pm", "2026-11-19T11:00:00Z"),
        ("2h", "2026-11-18T13:00:00Z"),
        ("in 1h 30m", "2026-11-18T12:30:00Z"),
        ("1h30m", "2026-11-18T12:30:00Z"),
        ("3d", "2026-11-21T11:00:00Z"),
        ("1w", "2026-11-25T11:00:00Z"),
    ],
)
def test_times_to_come(typed: str, meant: str) -> None:
    assert when(typed, NOW, CALENDAR) == utc(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", "2026-11-18T11:00:00Z"),
        ("2h ago", "2026-11-18T09:00:00Z"),
        ("2h", "2026-11-18T09:00:00Z"),
        ("today", "2026-11-18T11:00:00Z"),
        ("yesterday", "2026-11-17T16:00:00Z"),
        ("yesterday 16:30", "2026-11-17T15:30:00Z"),
        ("Mon 10:00", "2026-11-16T09:00:00Z"),
        ("wed", "2026-11-11T16:00:00Z"),
        ("thu", "2026-11-12T16:00:00Z"),
        ("10:15", "2026-11-18T09:15:00Z"),
        ("16:15", "2026-11-17T15:15:00Z"),
    ],
)
def test_times_that_have_been(typed: str, meant: str) -> None:
    assert when(typed, NOW, CALENDAR, past=True) == utc(meant)


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "13am", "9:61", "mo", "2026-13-01", "1y", "9", "h"])
def test_what_is_no_time_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="Write it like"):
        when(typed, NOW, CALENDAR)


def test_the_wrong_side_of_now_is_refused() -> None:
    with pytest.raises(UsageError, match="already passed"):
        when("yesterday", NOW, CALENDAR)
    with pytest.raises(UsageError, match="not come yet"):
        when("tomorrow 9:00", NOW, CALENDAR, past=True)
