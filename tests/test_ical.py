"""Closed times from iCal files: what closes, what does not, and what must not cost anything (T21)."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from inboxwatch.business_hours import Calendar
from inboxwatch.ical import parse

BERLIN = ZoneInfo("Europe/Berlin")
ZONE = """BEGIN:VTIMEZONE
TZID:Home
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def file(*events: str, extra: str = "") -> bytes:
    """A file of events, each the lines between BEGIN and END."""
    numbered = (event if "UID:" in event else f"{event}\nUID:{number}" for number, event in enumerate(events))
    body = "".join(f"BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n{event}\nEND:VEVENT\n" for event in numbered)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{extra}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def hours(data: bytes, day: str, zone: ZoneInfo = BERLIN) -> float:
    """Office hours that are left on a day."""
    calendar = Calendar(zone, closures=(parse(data, zone),))
    start = dt.datetime.fromisoformat(day).replace(tzinfo=zone)
    return calendar.elapsed(start, start + dt.timedelta(days=1)) / 3600


def test_an_event_closes_its_time() -> None:
    data = file("DTSTART:20260520T080000Z\nDTEND:20260520T090000Z")
    assert hours(data, "2026-05-20") == 7
    assert hours(data, "2026-05-21") == 8


def test_an_event_splits_an_interval() -> None:
    calendar = Calendar(BERLIN, closures=(parse(file("DTSTART:20260520T080000Z\nDTEND:20260520T090000Z"), BERLIN),))
    day = dt.datetime(2026, 5, 20, tzinfo=BERLIN)
    walls = [
        (a.astimezone(BERLIN).hour, b.astimezone(BERLIN).hour)
        for a, b in calendar.intervals(day, day + dt.timedelta(1))
    ]
    assert walls == [(9, 10), (11, 17)]
    assert calendar.closing(day.date()) == day.replace(hour=17)


def test_a_whole_day_is_a_day_of_the_calendars_zone() -> None:
    data = file("DTSTART;VALUE=DATE:20260520\nDTEND;VALUE=DATE:20260522")
    assert [hours(data, day) for day in ("2026-05-19", "2026-05-20", "2026-05-21", "2026-05-22")] == [8, 0, 0, 8]
    auckland = ZoneInfo("Pacific/Auckland")
    assert hours(data, "2026-05-20", auckland) == 0
    assert hours(data, "2026-05-22", auckland) == 8
    closed = Calendar(BERLIN, closures=(parse(data, BERLIN),))
    assert closed.closing(dt.date(2026, 5, 20)) == dt.datetime(2026, 5, 21, tzinfo=BERLIN)


def test_a_whole_day_without_an_end_is_one_day() -> None:
    data = file("DTSTART;VALUE=DATE:20260520")
    assert [hours(data, day) for day in ("2026-05-20", "2026-05-21")] == [0, 8]


def test_times_without_a_zone_are_in_the_calendars() -> None:
    data = file("DTSTART:20260520T100000\nDURATION:PT2H")
    assert hours(data, "2026-05-20", ZoneInfo("America/New_York")) == 6


def test_a_zone_that_the_file_describes() -> None:
    data = file("DTSTART;TZID=Home:20260520T090000\nDTEND;TZID=Home:20260520T120000", extra=ZONE)
    assert hours(data, "2026-05-20") == 5


@pytest.mark.parametrize(
    "line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "DTEND:20260520T080000Z"]
)
def test_what_does_not_close(line: str) -> None:
    """Transparent iCal events are ignored; so are cancelled ones and those of no length."""
    end = "" if line.startswith("DTEND") else "\nDTEND:20260520T090000Z"
    assert hours(file(f"DTSTART:20260520T080000Z{end}\n{line}"), "2026-05-20") == 8


def test_a_weekly_event_keeps_its_wall_clock_time_over_the_clock_change() -> None:
    data = file("DTSTART;TZID=Europe/Berlin:20260105T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE")
    assert [hours(data, day) for day in ("2026-01-05", "2026-03-25", "2026-03-30", "2026-04-01", "2026-04-02")] == [
        7,
        7,
        7,
        7,
        8,
    ]
    assert hours(data, "2036-05-19") == 7, "years later still"


def test_every_other_week_stays_every_other_week() -> None:
    data = file("DTSTART;TZID=Europe/Berlin:20200106T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;INTERVAL=2")
    mondays = [dt.date(2020, 1, 6) + dt.timedelta(days=7 * week) for week in range(400)]
    for number, monday in enumerate(mondays[300:], 300):
        assert hours(data, monday.isoformat()) == (8 if number % 2 else 7)


def test_count_until_and_exceptions() -> None:
    counted = file("DTSTART;TZID=Europe/Berlin:20260518T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3")
    assert [hours(counted, f"2026-05-{day}") for day in (18, 19, 20, 21)] == [7, 7, 7, 8]
    until = file("DTSTART;VALUE=DATE:20260518\nRRULE:FREQ=DAILY;UNTIL=20260519")
    assert [hours(until, f"2026-05-{day}") for day in (18, 19, 20)] == [0, 0, 8]
    ends = file("DTSTART;TZID=Europe/Berlin:20260518T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260519T070000Z")
    assert [hours(ends, f"2026-05-{day}") for day in (18, 19, 20)] == [7, 7, 8]
    without = file(
        "DTSTART;TZID=Europe/Berlin:20260518T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY\n"
        "EXDATE;TZID=Europe/Berlin:20260519T090000,20260520T090000"
    )
    assert [hours(without, f"2026-05-{day}") for day in (18, 19, 20, 21)] == [7, 8, 8, 7]
    more = file("DTSTART:20260518T070000Z\nDURATION:PT1H\nRDATE:20260520T070000Z,20260521T070000Z")
    assert [hours(more, f"2026-05-{day}") for day in (18, 19, 20, 21)] == [7, 8, 7, 7]


def test_months_and_years() -> None:
    last_friday = file("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=MONTHLY;BYDAY=-1FR")
    assert [hours(last_friday, day) for day in ("2026-05-29", "2026-05-22", "2030-06-28")] == [0, 8, 0]
    birthday = file("DTSTART;VALUE=DATE:19800520\nRRULE:FREQ=YEARLY")
    assert [hours(birthday, day) for day in ("2026-05-20", "2027-05-20", "2027-05-21")] == [0, 0, 8]


def test_daily_rules_with_filters() -> None:
    data = file("DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY;BYMONTH=5;BYMONTHDAY=20,-1;BYDAY=WE,FR")
    assert [hours(data, f"2026-05-{day}") for day in (20, 21, 29)] == [0, 8, 8], (
        "29 May is a Friday, but not the last day"
    )
    assert hours(data, "2028-05-31") == 0


def test_a_repetition_that_was_moved_closes_only_its_new_time() -> None:
    series = "UID:series\nDTSTART;TZID=Europe/Berlin:20260518T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    moved = (
        "UID:series\nRECURRENCE-ID;TZID=Europe/Berlin:20260519T090000\n"
        "DTSTART;TZID=Europe/Berlin:20260519T140000\nDURATION:PT3H"
    )
    cancelled = (
        "UID:series\nRECURRENCE-ID;TZID=Europe/Berlin:20260520T090000\n"
        "DTSTART;TZID=Europe/Berlin:20260520T090000\nDURATION:PT1H\nSTATUS:CANCELLED"
    )
    data = file(series, moved, cancelled)
    assert [hours(data, f"2026-05-{day}") for day in (18, 19, 20, 21)] == [7, 5, 8, 7]


def test_an_event_over_new_year_closes_both_years() -> None:
    data = file("DTSTART;VALUE=DATE:20261228\nDTEND;VALUE=DATE:20270105")
    assert [hours(data, day) for day in ("2026-12-28", "2026-12-31", "2027-01-01", "2027-01-04", "2027-01-05")] == [
        0,
        0,
        0,
        0,
        8,
    ]


def test_overlapping_closures_are_counted_once() -> None:
    data = file("DTSTART:20260520T080000Z\nDTEND:20260520T100000Z", "DTSTART:20260520T090000Z\nDTEND:20260520T110000Z")
    assert hours(data, "2026-05-20") == 5


BOMBS = {
    "a second": "FREQ=SECONDLY",
    "a minute, 10^9 times": "FREQ=MINUTELY;COUNT=1000000000",
    "10^9 days": "FREQ=DAILY;COUNT=1000000000",
    "never": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "never in a month": "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=1MO",
    "never in a year": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "never in a week": "FREQ=WEEKLY;BYMONTHDAY=31;BYMONTH=2",
    "every second of a day": "FREQ=DAILY;BYHOUR="
    + ",".join(map(str, range(24)))
    + ";BYMINUTE="
    + ",".join(map(str, range(60))),
    "every day of ages": "FREQ=DAILY;INTERVAL=1",
    "a huge step": "FREQ=YEARLY;INTERVAL=999999999",
    "no step": "FREQ=DAILY;INTERVAL=0",
    "nonsense": "FREQ=FORTNIGHTLY;BYDAY=9XX",
}


@pytest.mark.parametrize("name", BOMBS)
def test_t21_a_recurrence_with_a_thousand_million_instances_is_bounded(name: str) -> None:
    """T21: ICS recurrence with 10⁹ instances."""
    data = file(*[f"DTSTART:19000101T080000Z\nDURATION:PT1H\nRRULE:{BOMBS[name]}"] * 3)
    started = time.process_time()
    closed = parse(data, BERLIN)
    begin = int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp())
    found = closed.between(begin, begin + 366 * 86_400)
    assert len(found) <= 9_000
    assert time.process_time() - started < 6
    if "a second" in name or "minute" in name or "every second" in name:
        assert closed.notices, "what is left out is said"


def test_t21_a_file_full_of_rules_that_never_come_true_is_refused() -> None:
    rules = [
        f"DTSTART:1900010{day}T080000Z\nRRULE:{BOMBS['never in a month']}\nDURATION:PT1H" for day in range(1, 9)
    ] * 100
    started = time.process_time()
    with pytest.raises(ValueError, match="never come true"):
        parse(file(*rules), BERLIN)
    assert time.process_time() - started < 20


def test_t21_broken_events_leave_the_others_whole() -> None:
    data = file(
        "DTSTART:nonsense\nDTEND:20260520T090000Z",
        "DTSTART:20260520T080000Z\nDTEND:20260520T090000Z",
        "SUMMARY:no start",
    )
    assert hours(data, "2026-05-20") == 7


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\xff\xfe", b"BEGIN:VEVENT\r\n" * 2000])
def test_what_is_no_calendar_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValueError, match="is not an iCalendar file"):
        parse(data, BERLIN)
