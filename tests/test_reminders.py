"""What the owner is told and when, decided without store, clock or network (docs/reminders.md)."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.model import State
from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record, Stage
from inboxwatch.reminders import HARD_CAP, Reason, is_owed, key_of, resumable, still, with_items
from tests.notice_data import CALENDAR, Box, Desk, at, only, promised, request, said, stages

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def minutes(start: str, end: str, step: int = 10) -> list[dt.datetime]:
    """Every `step` minutes from one moment to another."""
    first, last = at(start), at(end)
    return [first + dt.timedelta(minutes=n) for n in range(0, int((last - first).total_seconds() // 60) + 1, step)]


# -- the clock ---------------------------------------------------------------------------------------------------------


def test_before_it_is_due_then_when_it_was_then_at_growing_distances() -> None:
    desk = Desk(request())
    told = [(now, notice) for now in minutes("2 10:00", "31 17:00", 30) for notice in desk.tell(now)]
    assert stages([notice for _, notice in told]) == ["before", "breach", "repeat", "repeat", "repeat", "repeat"]
    instants = [now for now, _ in told]
    assert instants[:3] == [at("2 13:00"), at("2 14:30"), at("3 14:30")], "breach: more elapsed than the target"
    # two days on, then four, which falls on a Monday; then eight
    assert instants[3:] == [at("5 14:30"), at("9 14:30"), at("17 14:30")]


def test_a_short_target_is_told_of_at_its_half() -> None:
    desk = Desk(request(target=1800))
    assert only(desk.look("2 10:14")).at == at("2 10:15")
    assert stages(desk.tell("2 10:15")) == ["before"]


def test_the_reason_says_what_comes_next() -> None:
    desk = Desk(request())
    silence = only(desk.look("2 12:00"))
    assert (silence.reason, silence.at, silence.stage) == (Reason.NOT_DUE, at("2 13:00"), Stage.BEFORE)
    desk.tell("2 13:00")
    silence = only(desk.look("2 13:10"))
    assert (silence.reason, silence.at, silence.stage) == (Reason.NOT_DUE, at("2 14:00"), Stage.BREACH)
    desk.tell("2 14:01")
    silence = only(desk.look("2 14:10"))
    assert (silence.reason, silence.at, silence.stage) == (Reason.NEXT_REPEAT, at("3 14:01"), Stage.REPEAT)
    desk.policy = replace(desk.policy, repeat=None)
    assert only(desk.look("2 14:10")).reason is Reason.ALREADY_TOLD


def test_what_is_switched_off_is_not_told() -> None:
    quiet = Desk(request(deadline=at("2 12:00")), before=None, breach=False, deadline=False)
    assert quiet.through(minutes("2 10:00", "6 17:00", 60)) == []
    assert only(quiet.look("3 12:00")).reason is Reason.OFF
    assert only(Desk(request(), channels=()).look("2 13:30")).reason is Reason.OFF
    nothing = Desk(request(), max_per_day=0)
    nothing.boxes = [Box(alarms=("It looks empty.",))]
    assert only(nothing.look("2 13:30")).reason is Reason.OFF


def test_a_due_instant_that_moves_is_told_of_again() -> None:
    """A holiday that was added, another target: what was told of the old date is not what is told of the new one."""
    desk = Desk(request())
    desk.tell("2 13:00")
    later = replace(desk.requests[0], target_seconds=12 * 3600, due_at=CALENDAR.due(at("2 10:00"), 12 * 3600))
    desk.requests = [later]
    assert only(desk.look("3 10:00")).at == at("3 13:00")
    assert said(desk.tell("3 13:00")) == ["aaaaaaaa before 1"]


# -- deadlines, promises, deputies -------------------------------------------------------------------------------------


def test_a_deadline_before_the_target_ends_is_told_of_once() -> None:
    desk = Desk(request(deadline=at("2 12:30")))
    told = desk.through(minutes("2 10:00", "2 14:00", 10))
    assert stages(told) == ["deadline", "before"]
    assert told[0].made_at == at("2 11:30")
    late = Desk(request(deadline=at("2 16:00")))
    assert "deadline" not in stages(late.through(minutes("2 10:00", "3 17:00", 30)))
    past = Desk(request(deadline=at("2 09:30")))
    assert "deadline" not in stages(past.through(minutes("2 10:00", "3 17:00", 30)))


def test_a_promise_is_told_of_before_it_falls_due_and_when_it_is_broken() -> None:
    desk = Desk(promised("4 15:00"))
    told = desk.through(minutes("2 10:00", "10 17:00", 30))
    assert said(told) == [
        "aaaaaaaa promise 0",
        "aaaaaaaa promise-broken 0",
        "aaaaaaaa promise-broken 1",
        "aaaaaaaa promise-broken 2",
    ]
    assert [notice.made_at for notice in told[:3]] == [at("4 14:00"), at("4 15:30"), at("5 15:30")]
    assert (
        Desk(replace(desk.requests[0], state=State.ANSWERED, promise=None)).through(minutes("4 10:00", "5 17:00")) == []
    )


def test_a_later_promise_is_told_of_anew() -> None:
    desk = Desk(promised("4 15:00"))
    assert said(desk.tell("4 14:00")) == ["aaaaaaaa promise 0"]
    desk.requests = [promised("6 15:00")]
    assert desk.tell("5 10:00") == []
    assert said(desk.tell("6 14:00")) == ["aaaaaaaa promise 1"]


def test_deputies_are_told_through_mail_only_and_only_whom_the_owner_named() -> None:
    desk = Desk(
        request(),
        channels=("chat", "mail"),
        mail_channels=("mail",),
        escalate_after=2 * 3600,
        deputies=("bo@corp.example", "eve@corp.example"),
    )
    told = [(notice.channel, notice.to, *stages([notice])) for notice in desk.through(minutes("2 10:00", "2 16:50"))]
    assert told == [
        ("chat", "", "before"),
        ("mail", "", "before"),
        ("chat", "", "breach"),
        ("mail", "", "breach"),
        ("mail", "bo@corp.example", "escalation"),
        ("mail", "eve@corp.example", "escalation"),
    ]
    assert desk.records[-1].at == at("2 16:00")
    assert all(notice.to == "" for notice in desk.through(minutes("3 09:00", "31 17:00", 60))), "once"
    alone = Desk(request(), channels=("chat",), escalate_after=60, deputies=("bo@corp.example",))
    assert {notice.to for notice in alone.through(minutes("2 10:00", "6 17:00", 60))} == {""}


# -- silence -----------------------------------------------------------------------------------------------------------


def test_r27_a_snooze_holds_and_its_end_tells_again() -> None:
    desk = Desk(request())
    desk.tell("2 13:00")
    until = at("4 10:00")
    desk.requests = [request(snoozed_until=until)]
    desk.woken = {("work", "key-aaaaaaaa"): until}
    assert desk.through(minutes("2 13:10", "4 09:50", 30)) == []
    assert only(desk.look("3 10:00")).reason is Reason.SNOOZED
    assert only(desk.look("3 10:00")).at == until
    assert stages(desk.tell("4 10:00")) == ["breach"], "never told of before"
    desk.requests = [request(snoozed_until=at("5 11:00"))]
    desk.woken = {("work", "key-aaaaaaaa"): at("5 11:00")}
    assert desk.through(minutes("4 10:10", "5 10:50", 30)) == []
    assert said(desk.tell("5 11:00")) == ["aaaaaaaa repeat 1"], "although the next repetition would be later"
    assert desk.tell("5 11:10") == []


def test_a_snooze_that_ends_before_it_is_due_tells_too() -> None:
    desk = Desk(request())
    desk.tell("2 13:00")
    desk.woken = {("work", "key-aaaaaaaa"): at("2 13:30")}
    assert said(desk.tell("2 13:30")) == ["aaaaaaaa repeat 1"]
    assert stages(desk.tell("2 14:10")) == ["breach"]


def test_r27_paused_means_nothing_at_all() -> None:
    desk = Desk(request(), promised("3 10:00", name="bbbbbbbb"), paused_until=at("9 09:00"))
    desk.boxes = [Box(last_error="No.", permanent=True)]
    assert desk.through(minutes("2 10:00", "8 23:00", 60)) == []
    assert {silence.reason for silence in desk.look("3 10:00").silences} == {Reason.PAUSED}
    desk.boxes = [Box()]
    (notice,) = desk.tell("9 09:00")
    assert notice.kind is NoticeKind.DIGEST
    assert len(notice.items) == 2


def test_nothing_outside_working_hours_unless_wanted() -> None:
    late = Desk(request(received="2 10:00"), before=None)
    held = only(late.look("2 20:00"))
    assert (held.reason, held.at, held.stage) == (Reason.OUTSIDE_HOURS, at("3 09:00"), Stage.BREACH)
    assert stages(late.tell("3 09:00")) == ["breach"]
    loud = Desk(request(received="2 10:00"), before=None, quiet_outside_hours=False)
    assert stages(loud.tell("2 20:00")) == ["breach"]


def test_r22_what_came_before_the_first_pass_is_history() -> None:
    """R22: a mailbox that is watched from today on reminds of nothing older, however overdue it is."""
    desk = Desk(*(request(f"old{n:05}", received=f"{2 + n % 4} 10:00") for n in range(40)))
    desk.boxes = [Box(first_success=at("9 10:00"))]
    assert desk.through(minutes("9 10:00", "31 17:00", 60)) == []
    assert {silence.reason for silence in desk.look("10 10:00").silences} == {Reason.HISTORY}
    desk.requests.append(request("new00000", received="9 10:00"))
    assert {item.request for notice in desk.through(minutes("9 10:00", "10 17:00")) for item in notice.items} == {
        "new00000"
    }


def test_a_promise_given_since_is_no_history() -> None:
    desk = Desk(promised("11 15:00", made="9 11:00"))
    desk.boxes = [Box(first_success=at("9 10:00"))]
    assert stages(desk.tell("11 14:00")) == ["promise"]
    older = Desk(promised("11 15:00", made="6 11:00"))
    older.boxes = desk.boxes
    assert only(older.look("11 14:00")).reason is Reason.HISTORY


def test_r19_nothing_is_told_from_stale_data() -> None:
    """R19, R17: over an hour of working time without a pass, or a login that failed: it may be answered by now."""
    desk = Desk(request(), before=None)
    desk.boxes = [Box(last_success=at("2 13:00"))]
    assert [notice.kind for notice in desk.look("2 13:59").notices] == []
    assert {notice.kind for notice in desk.look("2 14:01").notices} == {NoticeKind.ALARM}
    assert desk.look("2 14:01").silences[0].reason is Reason.BLIND_MAILBOX
    desk.boxes = [Box(last_success=at("2 13:30"))]
    assert [notice.kind for notice in desk.look("2 14:10").notices] == [NoticeKind.REMINDER], "40 minutes are fresh"
    desk.boxes = [Box(last_success=at("2 14:00"), last_error="Wrong password.", permanent=True)]
    assert desk.look("2 14:10").silences[0].reason is Reason.BLIND_MAILBOX
    desk.boxes = [Box(), Box("other", last_success=at("2 09:00"))]
    assert NoticeKind.REMINDER in {notice.kind for notice in desk.look("2 14:10").notices}, "one broken delays nobody"


def test_a_mailbox_that_is_not_watched_any_more_is_silent() -> None:
    desk = Desk(request(mailbox="gone"))
    assert only(desk.look("2 14:10")).reason is Reason.NOT_WATCHED


def test_every_open_request_is_told_of_or_silent_for_a_reason() -> None:
    """Nothing is passed over: each is in a notice or in a silence, for every channel."""
    draw = random.Random(5)
    boxes = [Box(), Box("old", first_success=at("4 10:00")), Box("blind", last_success=at("2 09:00"))]
    requests = []
    for number in range(120):
        received = f"{draw.randint(2, 6)} {draw.randint(0, 23):02}:{draw.randint(0, 59):02}"
        more: dict[str, object] = {"mailbox": draw.choice(["work", "old", "blind", "gone"])}
        if draw.random() < 0.2:
            more["snoozed_until"] = at(f"{draw.randint(3, 9)} 10:00")
        requests.append(request(f"r{number:07}", received, target=draw.choice([600, 3600, 14400]), **more))
    desk = Desk(*requests, channels=("mail", "chat"))
    desk.boxes = boxes
    for now in minutes("2 09:00", "10 17:00", 97):
        found = desk.look(now)
        for channel in ("mail", "chat"):
            told = {item.request for each in found.notices if each.channel == channel for item in each.items}
            silent = {each.request for each in found.silences if each.channel in {"", channel}}
            assert told | silent == {item.id for item in requests if is_owed(item)}
            assert not told & silent
        desk.tell(now)


# -- together, and how often -------------------------------------------------------------------------------------------


def test_several_at_one_moment_are_one_notice_a_channel() -> None:
    desk = Desk(*(request(f"r{n:07}") for n in range(7)), channels=("mail", "chat"))
    notices = desk.tell("2 13:00")
    assert [(notice.channel, len(notice.items)) for notice in notices] == [("mail", 7), ("chat", 7)]
    assert len({notice.key for notice in notices}) == 2
    assert all(len(notice.key) == 32 and int(notice.key, 16) >= 0 for notice in notices)


def test_r23_after_two_weeks_away_there_is_one_digest_after_the_first_pass() -> None:
    """R23: 300 items fell due; nothing before the first complete pass, then one notice, then nothing for an hour."""
    draw = random.Random(3)
    asked = [
        request(f"r{n:07}", f"{draw.randint(2, 12)} {draw.randint(9, 16):02}:{draw.randint(0, 59):02}")
        for n in range(300)
    ]
    desk = Desk(*asked)
    desk.boxes = [Box(last_success=at("1 17:00"))]
    desk.settled, desk.started = set(), at("16 06:00")
    assert desk.through(minutes("16 06:00", "16 09:40")) == []
    assert {silence.reason for silence in desk.look("16 09:40").silences} == {Reason.NOT_SETTLED}
    desk.boxes, desk.settled = [Box()], {"work"}
    desk.requests = [replace(item, state=State.ANSWERED) if number < 120 else item for number, item in enumerate(asked)]
    desk.requests.append(request("new00000", "16 09:45", target=1200))
    (digest,) = desk.tell("16 09:50")
    assert digest.kind is NoticeKind.DIGEST
    assert {item.request for item in digest.items} == {item.id for item in asked[120:]}
    assert desk.through(minutes("16 09:51", "16 10:49", 1)) == []
    held = [silence for silence in desk.look("16 10:10").silences if silence.request == "new00000"]
    assert [(silence.reason, silence.at) for silence in held] == [(Reason.AFTER_DIGEST, at("16 10:50"))]
    assert said(desk.tell("16 10:50")) == ["new00000 breach 0"]


def test_r23_changes_while_down_are_still_told() -> None:
    """R23: what ended while nobody looked is silent, what began while nobody looked is told of."""
    desk = Desk(request("gone0000"), request("came0000", received="12 10:00"))
    desk.tell("2 13:00")
    desk.requests[0] = replace(desk.requests[0], state=State.ANSWERED)
    (digest,) = desk.tell("16 10:00")
    assert said([digest]) == ["came0000 breach 0"]


def test_r24_never_the_same_twice_a_day_and_never_more_than_the_caps() -> None:
    """R24: at most one notice for an item, stage and day; at most `max_per_day` reminders and ten of any kind."""
    draw = random.Random(9)
    asked = [
        request(f"r{n:07}", f"{draw.randint(2, 9)} {draw.randint(8, 17):02}:{draw.randint(0, 59):02}", target=1200)
        for n in range(40)
    ]
    desk = Desk(*asked, repeat=3600, max_per_day=4, quiet_outside_hours=False)
    desk.boxes = [Box(), *(Box(f"b{n}", last_success=at("2 08:00")) for n in range(12))]
    notices = desk.through(minutes("2 08:00", "13 17:00", 20))
    days: dict[dt.date, list[Notice]] = {}
    for notice in notices:
        days.setdefault(notice.made_at.astimezone(CALENDAR.zone).date(), []).append(notice)
    assert len(days) > 10
    for told in days.values():
        items = [(item.request, item.stage) for notice in told for item in notice.items]
        assert len(items) == len(set(items))
        assert sum(notice.kind is not NoticeKind.ALARM for notice in told) <= 4
        assert len(told) <= HARD_CAP
    assert max(len(told) for told in days.values()) == HARD_CAP, "the cap was reached, or this test shows nothing"
    assert len({notice.key for notice in notices}) == len(notices)


def test_the_daily_cap_says_when_it_goes_on() -> None:
    asked = [request(f"r{n:07}", f"2 {10 + n}:00", target=7200) for n in range(5)]
    desk = Desk(*asked, max_per_day=1)
    assert len(desk.tell("2 11:00")) == 1
    held = desk.look("2 12:30").silences
    assert {(silence.reason, silence.at) for silence in held if silence.reason is Reason.DAILY_CAP} == {
        (Reason.DAILY_CAP, at("3 09:00"))
    }
    assert len(desk.tell("3 09:00")) == 1, "all in one"


def test_r24_three_refusals_stop_an_address_until_its_settings_change() -> None:
    """R24: nothing more goes to it, the other channels say so once a day, and a changed channel gets a new chance."""
    desk = Desk(*(request(f"r{n:07}", f"{2 + n} 10:00") for n in range(8)), channels=("mail", "chat"))
    desk.policy = replace(desk.policy, targets={"mail": "t1", "chat": "c1"}, repeat=None, before=None)
    for day in range(2, 5):
        notices = desk.look(f"{day} 14:10").notices
        for notice in notices:
            state = Delivery.FAILED if notice.channel == "mail" else Delivery.SENT
            desk.records.append(Record(notice, state, at(f"{day} 14:10"), target=desk.policy.targets[notice.channel]))
    found = desk.look("5 14:10")
    assert {(notice.channel, notice.kind) for notice in found.notices} == {
        ("chat", NoticeKind.REMINDER),
        ("chat", NoticeKind.ALARM),
    }
    assert [each.topic for each in found.notices if each.kind is NoticeKind.ALARM] == ["channel:mail"]
    assert [each.reason for each in found.silences if each.channel == "mail"] == [Reason.CHANNEL_STOPPED]
    desk.policy = replace(desk.policy, targets={"mail": "t2", "chat": "c1"})
    assert "mail" in {notice.channel for notice in desk.look("5 14:10").notices}


def test_one_notice_at_a_time_to_somebody() -> None:
    """While one is still being tried, what else falls due waits for it: no storm when the channel comes back."""
    desk = Desk(request("aaaaaaaa"), request("bbbbbbbb", "2 11:00"))
    (first,) = desk.look("2 13:00").notices
    later = at("2 13:10")
    desk.records = [Record(first, Delivery.FAILED, at("2 13:00"), next_attempt=later)]
    held = {(silence.request, silence.reason, silence.at) for silence in desk.look("2 14:02").silences}
    assert ("aaaaaaaa", Reason.CHANNEL_WAITS, later) in held
    assert ("bbbbbbbb", Reason.CHANNEL_WAITS, later) in held
    desk.records = [replace(desk.records[0], state=Delivery.SENT, next_attempt=None)]
    (together,) = desk.tell("2 14:02")
    assert said([together]) == ["aaaaaaaa breach 0", "bbbbbbbb before 0"]


def test_what_was_dropped_was_not_told() -> None:
    desk = Desk(request())
    (notice,) = desk.look("2 13:00").notices
    desk.records = [Record(notice, Delivery.DROPPED, at("2 13:00"))]
    (again,) = desk.look("2 13:10").notices
    assert said([again]) == ["aaaaaaaa before 1"]
    assert again.key != notice.key


# -- alarms ------------------------------------------------------------------------------------------------------------


def test_r28_a_blind_mailbox_is_told_once_a_day_in_working_hours() -> None:
    desk = Desk()
    desk.boxes = [Box(last_success=at("2 16:30"))]
    told = desk.through(minutes("2 16:30", "5 23:00", 10))
    assert [(notice.topic, notice.made_at) for notice in told] == [
        ("unread:work", at("3 09:40")),
        ("unread:work", at("4 09:00")),
        ("unread:work", at("5 09:00")),
    ], "half an hour of Monday counts"


def test_r23_a_mailbox_gets_its_hour_after_the_start_before_it_is_blind() -> None:
    desk = Desk()
    desk.boxes = [Box(last_success=at("2 12:00"))]
    desk.started, desk.settled = at("16 10:00"), set()
    told = desk.through(minutes("16 10:00", "16 12:00", 10))
    assert [notice.made_at for notice in told] == [at("16 11:10")]


def test_r17_a_failed_login_is_told_exactly_once_until_it_was_read_again() -> None:
    """R17: neither the blindness that follows nor the next day tells it twice."""
    desk = Desk()
    desk.boxes = [Box(last_success=at("2 10:00"), last_error="Wrong password.", permanent=True)]
    assert [notice.topic for notice in desk.through(minutes("2 10:10", "13 17:00", 30))] == ["stopped:work"]
    desk.boxes = [Box()]
    assert desk.through(minutes("16 09:00", "16 12:00", 30)) == []
    desk.boxes = [Box(last_success=at("16 12:00"), last_error="Wrong password.", permanent=True)]
    assert [notice.topic for notice in desk.through(minutes("16 12:10", "18 17:00", 30))] == ["stopped:work"]


def test_a_mailbox_that_looks_empty_is_told_once_a_day() -> None:
    desk = Desk(channels=("mail", "chat"))
    desk.boxes = [Box(alarms=("The mailbox work looks empty.",))]
    told = desk.through(minutes("2 10:00", "3 12:00", 10))
    assert [(notice.topic, notice.channel) for notice in told] == [("empty:work", "mail"), ("empty:work", "chat")] * 2


# -- time --------------------------------------------------------------------------------------------------------------

JUMPS = (-2 * HOUR, 2 * HOUR, 400 * DAY, -3650 * DAY, 3 * DAY)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_r20_a_clock_that_jumps_for_an_hour_brings_no_storm_and_loses_nothing(jump: dt.timedelta) -> None:
    """R20: at most one notice more; once the clock is right, what is due is told within one look."""
    asked = [request(f"r{n:07}", f"2 {9 + n // 3}:{n % 3}5", target=3600) for n in range(12)]
    plain, jumpy = Desk(*asked), Desk(*asked)
    moments = [now for now in minutes("2 09:00", "5 17:00", 5) if CALENDAR.elapsed(now, now + HOUR)]
    wrong = set(minutes("2 12:00", "2 13:00", 5)) | set(minutes("4 10:00", "4 10:20", 5))
    for now in moments:
        plain.tell(now)
        jumpy.tell(now + jump if now in wrong else now)
    assert len(jumpy.records) <= len(plain.records) + 6
    per_day: dict[dt.date, int] = {}
    for record in jumpy.records:
        day = record.at.astimezone(CALENDAR.zone).date()
        per_day[day] = per_day.get(day, 0) + 1
    assert max(per_day.values()) <= 5
    told = {(item.request, item.stage) for record in jumpy.records for item in record.notice.items}
    expected = {(item.id, stage) for item in asked for stage in (Stage.BREACH, Stage.REPEAT)}
    assert expected <= told
    right = [record for record in jumpy.records if record.at in moments]
    breached = {item.request for record in right for item in record.notice.items if item.stage is Stage.BREACH}
    unseen = {item.id for item in asked} - breached
    if abs(jump) > DAY:
        assert not unseen, "what was told under a clock that far off is told again"


@given(st.lists(st.integers(-4000, 4000), min_size=1, max_size=60))
def test_r20_whatever_the_clock_says_there_is_no_storm(hours: list[int]) -> None:
    """R20: for any walk of the clock a stage gets one notice for each day that the clock ever showed, at most."""
    desk = Desk(request(), promised("4 10:00", name="bbbbbbbb"), quiet_outside_hours=False)
    moments = [at("2 10:00") + HOUR * each for each in hours]
    notices = desk.through(moments)
    shown = {moment.astimezone(CALENDAR.zone).date() for moment in moments}
    items = [item for notice in notices for item in notice.items]
    for name in ("aaaaaaaa", "bbbbbbbb"):
        for stage in Stage:
            assert sum(item.request == name and item.stage is stage for item in items) <= len(shown)
    assert len({notice.key for notice in notices}) == len(notices)


def test_notices_that_wait_under_a_wrong_clock_wait_no_longer() -> None:
    """R20: a next attempt years ahead was written by a clock that was wrong."""
    notice = Notice("k", NoticeKind.REMINDER, "mail", (NoticeItem("aaaaaaaa", Stage.BREACH),), at("2 10:00"))
    soon = Record(notice, Delivery.FAILED, at("2 10:00"), next_attempt=at("2 10:10"))
    far = replace(soon, next_attempt=at("2 10:00") + 400 * DAY)
    begun = replace(soon, state=Delivery.INTENDED, next_attempt=None)
    done = replace(soon, state=Delivery.SENT, next_attempt=None)
    assert resumable([soon, far, begun, done], at("2 10:05"), 2 * HOUR) == [far, begun]
    assert resumable([soon, done], at("2 10:10"), 2 * HOUR) == [soon]


# -- right before it is sent -------------------------------------------------------------------------------------------


def test_r3_what_ended_meanwhile_is_not_told() -> None:
    """R3: answered, dismissed, gone or snoozed since it was decided; the rest goes under a key of its own."""
    asked = [request(name) for name in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee")]
    (notice,) = Desk(*asked).look("2 14:10").notices
    present = {item.id: item for item in asked}
    present["aaaaaaaa"] = replace(present["aaaaaaaa"], state=State.ANSWERED)
    present["bbbbbbbb"] = replace(present["bbbbbbbb"], state=State.DISMISSED)
    present["cccccccc"] = replace(present["cccccccc"], snoozed_until=at("2 15:00"))
    del present["dddddddd"]
    left = still(notice.items, present, at("2 14:10"))
    assert [item.request for item in left] == ["eeeeeeee"]
    smaller = with_items(notice, left)
    assert smaller.items == left and smaller.key != notice.key
    assert with_items(notice, notice.items) is notice


def test_r3_a_promise_that_was_kept_is_not_told() -> None:
    (notice,) = Desk(promised("4 15:00")).look("4 14:00").notices
    kept = replace(promised("4 15:00"), answered_at=at("4 13:59"), state=State.ANSWERED)
    assert still(notice.items, {"aaaaaaaa": kept}, at("4 14:00")) == ()
    assert still(notice.items, {"aaaaaaaa": promised("4 15:00")}, at("4 14:00")) == notice.items


def test_keys_are_made_of_what_is_told_to_whom_and_nothing_else() -> None:
    one, two = NoticeItem("aaaaaaaa", Stage.BREACH), NoticeItem("bbbbbbbb", Stage.BREACH)
    key = key_of(NoticeKind.REMINDER, ("mail", ""), (one, two))
    assert key == key_of(NoticeKind.REMINDER, ("mail", ""), (two, one))
    others = {
        key_of(NoticeKind.REMINDER, ("mail", "bo@corp.example"), (one, two)),
        key_of(NoticeKind.REMINDER, ("chat", ""), (one, two)),
        key_of(NoticeKind.REMINDER, ("mail", ""), (one, replace(two, number=1))),
        key_of(NoticeKind.REMINDER, ("mail", ""), (one,)),
        key_of(NoticeKind.ALARM, ("mail", ""), (), "unread:work", "2026-03-02"),
        key_of(NoticeKind.ALARM, ("mail", ""), (), "unread:work", "2026-03-03"),
    }
    assert len(others | {key}) == 7
