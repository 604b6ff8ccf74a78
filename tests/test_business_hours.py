"""Business time: each consequence that docs/clock.md lists, as an example that a person can check by hand."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from inboxwatch.business_hours import Calendar
from inboxwatch.errors import ConfigurationError
from inboxwatch.working_days import OFFICE_HOURS, WorkingDays, parse_span, show_span
from tests.timing import cpu_seconds

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def berlin(text: str, zone: ZoneInfo = BERLIN) -> dt.datetime:
    """A wall-clock time as people write it."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def week(*days: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Seven days from Monday on, "09:00-12:00 13:00-17:00" each; "" is closed."""
    return tuple(tuple(parse_span(span) for span in day.split()) for day in days)


OFFICE = Calendar(BERLIN)


def test_outside_hours_before_the_next_opening_no_time_passes() -> None:
    """Received and acknowledged outside hours before the next opening: 0."""
    assert OFFICE.elapsed(berlin("2026-05-22T18:00"), berlin("2026-05-25T08:59")) == 0


def test_over_a_night_only_working_time_counts() -> None:
    """Received at 16:50 with closing at 17:00 and acknowledged 09:10 next day: 20 minutes."""
    assert OFFICE.elapsed(berlin("2026-05-20T16:50"), berlin("2026-05-21T09:10")) == 20 * 60


def test_a_target_that_ends_at_closing_is_due_at_closing() -> None:
    """The earliest instant at which elapsed reaches the target is 17:00, not the next opening."""
    received = berlin("2026-05-20T13:00")
    assert OFFICE.due(received, 4 * HOUR) == berlin("2026-05-20T17:00")
    assert OFFICE.elapsed(received, berlin("2026-05-20T18:00")) == 4 * HOUR, "at 18:00 no more time has been used"
    assert OFFICE.due(received, 4 * HOUR + 1) == berlin("2026-05-21T09:00:01")


def test_a_target_of_nothing_is_due_at_once() -> None:
    assert OFFICE.due(berlin("2026-05-23T03:00"), 0) == berlin("2026-05-23T03:00")
    assert OFFICE.due(berlin("2026-05-23T03:00"), 0).tzinfo is dt.UTC


def test_received_at_the_closing_second() -> None:
    assert OFFICE.due(berlin("2026-05-20T17:00"), 60) == berlin("2026-05-21T09:01")
    assert OFFICE.due(berlin("2026-05-20T16:59:59"), 1) == berlin("2026-05-20T17:00")


def test_days_of_23_and_25_hours() -> None:
    """The whole day of a clock change is open: an hour less in spring, one more in autumn (R21)."""
    always = Calendar(BERLIN, WorkingDays(hours=week(*["00:00-24:00"] * 7)))
    assert always.elapsed(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00")) == 23 * HOUR
    assert always.elapsed(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00")) == 25 * HOUR
    assert always.due(berlin("2026-03-29T00:00"), 24 * HOUR) == berlin("2026-03-30T01:00")


def test_r21_a_night_over_the_clock_change_is_an_hour_shorter() -> None:
    """Subtracting two aware datetimes of one zone says 16 hours; 15 passed."""
    always = Calendar(BERLIN, WorkingDays(hours=week(*["00:00-24:00"] * 7)))
    assert always.elapsed(berlin("2026-03-28T17:00"), berlin("2026-03-29T09:00")) == 15 * HOUR


def test_an_edge_inside_a_spring_gap_moves_to_its_end() -> None:
    """02:30 does not exist on 29 March 2026; the gap ends at 03:00 summer time."""
    calendar = Calendar(BERLIN, WorkingDays(hours=week(*["02:30-04:00"] * 7)))
    [(opens, closes)] = calendar.intervals(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00"))
    assert opens == berlin("2026-03-29T03:00")
    assert closes - opens == dt.timedelta(hours=1)
    closing = Calendar(BERLIN, WorkingDays(hours=week(*["01:00-02:30"] * 7)))
    assert closing.elapsed(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00")) == HOUR
    inside = Calendar(BERLIN, WorkingDays(hours=week(*["02:10-02:50"] * 7)))
    assert inside.elapsed(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00")) == 0


def test_in_an_autumn_fold_an_opening_is_the_first_and_a_closing_the_second() -> None:
    calendar = Calendar(BERLIN, WorkingDays(hours=week(*["02:30-02:45"] * 7)))
    [(opens, closes)] = calendar.intervals(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00"))
    assert opens == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert closes == dt.datetime(2026, 10, 25, 1, 45, tzinfo=dt.UTC)


def test_two_intervals_that_a_fold_makes_overlap_are_counted_once() -> None:
    calendar = Calendar(BERLIN, WorkingDays(hours=week(*["01:00-02:30 02:30-04:00"] * 7)))
    assert calendar.elapsed(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00")) == 4 * HOUR


def test_a_day_that_a_zone_skipped_has_no_working_time() -> None:
    """Samoa went from 29 to 31 December 2011."""
    zone = ZoneInfo("Pacific/Apia")
    calendar = Calendar(zone, WorkingDays(hours=week(*["09:00-17:00"] * 7)))
    thursday, saturday = berlin("2011-12-29T16:00", zone), berlin("2011-12-31T10:00", zone)
    assert calendar.elapsed(thursday, saturday) == 2 * HOUR
    assert calendar.due(thursday, 2 * HOUR) == saturday
    assert calendar.closing(dt.date(2011, 12, 30)) == dt.datetime(2011, 12, 30, 10, tzinfo=dt.UTC)


def test_a_lunch_break_is_no_working_time() -> None:
    calendar = Calendar(BERLIN, WorkingDays(hours=week("09:00-12:30 13:30-17:00", "", "", "", "", "", "")))
    assert calendar.elapsed(berlin("2026-05-18T12:00"), berlin("2026-05-18T14:00")) == HOUR
    assert calendar.due(berlin("2026-05-18T12:00"), 1800) == berlin("2026-05-18T12:30")


def test_half_days_and_closed_days() -> None:
    calendar = Calendar(BERLIN, WorkingDays(special_hours={dt.date(2026, 12, 31): week("09:00-12:00")[0]}))
    assert calendar.elapsed(berlin("2026-12-31T00:00"), berlin("2027-01-01T00:00")) == 3 * HOUR
    assert calendar.due(berlin("2026-12-31T11:00"), 2 * HOUR) == berlin("2027-01-01T10:00")


def test_holidays_of_a_region_with_additions_and_vetoes() -> None:
    days = WorkingDays(
        holidays="DE-BE",
        extra_holidays=frozenset({dt.date(2026, 12, 24)}),
        not_holidays=frozenset({dt.date(2026, 5, 14)}),
    )
    calendar = Calendar(BERLIN, days)
    assert calendar.elapsed(berlin("2026-03-09T00:00"), berlin("2026-03-10T00:00")) == 8 * HOUR
    assert calendar.elapsed(berlin("2027-03-08T00:00"), berlin("2027-03-09T00:00")) == 0, "Women's Day in Berlin"
    assert Calendar(BERLIN, WorkingDays(holidays="DE-BY")).elapsed(
        berlin("2027-03-08T00:00"), berlin("2027-03-09T00:00")
    ) == (8 * HOUR), "not in Bavaria"
    assert calendar.why(dt.date(2026, 4, 3)).startswith("holiday: ")
    assert calendar.elapsed(berlin("2026-12-24T00:00"), berlin("2026-12-25T00:00")) == 0, "added"
    assert calendar.elapsed(berlin("2026-05-14T00:00"), berlin("2026-05-15T00:00")) == 8 * HOUR, "Ascension Day vetoed"


def test_special_hours_replace_a_holiday_but_leave_still_closes() -> None:
    christmas = dt.date(2026, 12, 25)
    hours = {christmas: week("10:00-12:00")[0]}
    day = (berlin("2026-12-25T00:00"), berlin("2026-12-26T00:00"))
    assert Calendar(BERLIN, WorkingDays(holidays="DE", special_hours=hours)).elapsed(*day) == 2 * HOUR
    assert Calendar(BERLIN, WorkingDays(special_hours=hours, leave=((christmas, christmas),))).elapsed(*day) == 0
    assert Calendar(BERLIN, WorkingDays(special_hours={christmas: ()})).elapsed(*day) == 0


def test_special_hours_open_a_day_that_is_usually_closed() -> None:
    saturday = dt.date(2026, 5, 23)
    calendar = Calendar(BERLIN, WorkingDays(special_hours={saturday: week("09:00-10:00")[0]}))
    assert calendar.elapsed(berlin("2026-05-22T17:00"), berlin("2026-05-25T09:00")) == HOUR


def test_leave_that_spans_the_target_moves_due_at() -> None:
    calendar = Calendar(BERLIN, WorkingDays(leave=((dt.date(2026, 8, 3), dt.date(2026, 8, 14)),)))
    assert calendar.due(berlin("2026-07-31T16:00"), 2 * HOUR) == berlin("2026-08-17T10:00")
    assert calendar.elapsed(berlin("2026-08-03T00:00"), berlin("2026-08-15T00:00")) == 0, "both days included"
    assert calendar.why(dt.date(2026, 8, 14)) == "leave"
    assert calendar.why(dt.date(2026, 8, 17)) == ""


def test_friday_and_saturday_are_a_weekend_too() -> None:
    zone = ZoneInfo("Africa/Cairo")
    day = "08:00-16:00"
    calendar = Calendar(zone, WorkingDays(hours=week(day, day, day, day, "", "", day)))
    assert calendar.due(berlin("2026-01-08T15:30", zone), HOUR) == berlin("2026-01-11T08:30", zone)


def test_a_night_shift_belongs_to_the_day_on_which_it_starts() -> None:
    """Leave on Tuesday leaves Monday's night whole; leave on Monday takes it."""
    hours = week("22:00-06:00", "", "", "", "", "", "")
    monday, tuesday = dt.date(2026, 5, 18), dt.date(2026, 5, 19)
    night = (berlin("2026-05-18T12:00"), berlin("2026-05-19T12:00"))
    assert Calendar(BERLIN, WorkingDays(hours=hours)).elapsed(*night) == 8 * HOUR
    assert Calendar(BERLIN, WorkingDays(hours=hours, leave=((tuesday, tuesday),))).elapsed(*night) == 8 * HOUR
    assert Calendar(BERLIN, WorkingDays(hours=hours, leave=((monday, monday),))).elapsed(*night) == 0
    assert Calendar(BERLIN, WorkingDays(hours=hours)).closing(monday) == berlin("2026-05-19T06:00")


def test_a_night_shift_over_new_year() -> None:
    calendar = Calendar(BERLIN, WorkingDays(hours=week(*["22:00-06:00"] * 7)))
    assert calendar.elapsed(berlin("2026-12-31T12:00"), berlin("2027-01-01T12:00")) == 8 * HOUR


def test_the_closing_of_a_day() -> None:
    assert OFFICE.closing(dt.date(2026, 5, 20)) == berlin("2026-05-20T17:00")
    assert OFFICE.closing(dt.date(2026, 5, 23)) == berlin("2026-05-24T00:00"), "a closed day ends at midnight"


def test_a_wall_clock_time_as_an_instant() -> None:
    assert OFFICE.instant(dt.date(2026, 5, 20), dt.time(12, 30)) == dt.datetime(2026, 5, 20, 10, 30, tzinfo=dt.UTC)
    assert OFFICE.instant(dt.date(2026, 3, 29), dt.time(2, 30)) == dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC)
    assert OFFICE.instant(dt.date(2026, 10, 25), dt.time(2, 30)) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_fractions_of_a_second_are_cut_off() -> None:
    start = berlin("2026-05-20T10:00:00.900000")
    assert OFFICE.elapsed(start, berlin("2026-05-20T10:00:01.100000")) == 1
    assert OFFICE.elapsed(start, start) == 0


def test_a_start_after_the_end_counts_nothing() -> None:
    assert OFFICE.elapsed(berlin("2026-05-20T12:00"), berlin("2026-05-20T11:00")) == 0
    assert OFFICE.intervals(berlin("2026-05-20T12:00"), berlin("2026-05-20T11:00")) == []


def test_any_zone_of_the_argument_means_the_same_instant() -> None:
    tokyo = berlin("2026-05-20T16:50").astimezone(ZoneInfo("Asia/Tokyo"))
    assert OFFICE.elapsed(tokyo, berlin("2026-05-21T09:10")) == 20 * 60


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        OFFICE.elapsed(dt.datetime(2026, 5, 20), berlin("2026-05-21T00:00"))  # noqa: DTZ001


def test_questions_in_any_order_agree() -> None:
    """Years are laid out when they are asked for; which came first must not show."""
    spans = [(berlin(f"{year}-02-01T00:00"), berlin(f"{year + 1}-11-01T00:00")) for year in (2026, 1995, 2040, 2010)]
    calendar = Calendar(BERLIN)
    for start, end in spans:
        assert calendar.elapsed(start, end) == Calendar(BERLIN).elapsed(start, end)
    assert calendar.elapsed(berlin("1994-06-01T00:00"), berlin("2041-06-01T00:00")) == Calendar(BERLIN).elapsed(
        berlin("1994-06-01T00:00"), berlin("2041-06-01T00:00")
    )


def test_a_calendar_that_never_works_ends_in_an_error_and_not_in_a_loop() -> None:
    never = Calendar(BERLIN, WorkingDays(hours=((),) * 7))
    started = time.process_time()
    with pytest.raises(ConfigurationError, match="no 60 s of work"):
        never.due(berlin("2026-05-20T12:00"), 60)
    assert time.process_time() - started < 5
    assert never.elapsed(berlin("2026-05-20T12:00"), berlin("2027-05-20T12:00")) == 0


def test_a_very_long_target_is_still_found() -> None:
    assert OFFICE.due(berlin("2026-01-01T00:00"), 8 * HOUR * 260 * 3).year == 2028


def test_a_hundred_thousand_answers_take_seconds_at_most() -> None:
    """`rebuild` of 300,000 messages asks twice a message; a bisection takes microseconds."""
    start = berlin("2025-01-01T00:00")
    calendar = Calendar(BERLIN, WorkingDays(holidays="DE-BE"))

    def ask() -> None:
        for hour in range(50_000):
            received = start + dt.timedelta(hours=hour / 6)
            calendar.elapsed(received, calendar.due(received, 4 * HOUR))

    assert cpu_seconds(ask) < 4


def test_describe_names_what_counts() -> None:
    days = WorkingDays(hours=week(*["09:00-17:00"] * 4, "09:00-16:00", "", ""), holidays="DE-BE")
    assert Calendar(BERLIN, days).describe() == "Mon-Thu 09:00-17:00, Fri 09:00-16:00, Europe/Berlin, holidays DE-BE"


@pytest.mark.parametrize("text", ["09:00-12:30", "00:00-24:00", "22:00-06:00", "23:00-24:00"])
def test_spans_are_shown_as_they_are_written(text: str) -> None:
    assert show_span(parse_span(text)) == text


@pytest.mark.parametrize(
    "text",
    ["9-5", "09:00", "24:00-25:00", "09:60-10:00", "24:00-01:00", "09:00-09:00", "", "\u0660\u0669:\u0660\u0660-10:00"],
)
def test_bad_spans_are_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"time span|clock shows|whole day"):
        parse_span(text)


def test_office_hours_are_monday_to_friday_nine_to_five() -> None:
    assert week(*["09:00-17:00"] * 5, "", "") == OFFICE_HOURS
