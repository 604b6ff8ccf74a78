"""Deciding, claiming, sending and recording over a real store: nothing lost, nothing twice (R2, R3, R13, R16, R27)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from inboxwatch import watch
from inboxwatch.config import Settings, load
from inboxwatch.errors import (
    ChannelError,
    ConfigurationError,
    NotSentError,
    RefusedError,
    StoreError,
    TakenOverError,
    UncertainError,
)
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.notices import Delivery, NoticeKind
from inboxwatch.ports import Letter
from inboxwatch.reminders import Reason
from inboxwatch.store import Store
from inboxwatch.store.journal import Journal
from inboxwatch.watch.remind import RemindReport, remind
from tests import builders
from tests.engines import Stores
from tests.fakes import FakeChannel, FakeConnector, FakeMailbox
from tests.notice_data import at
from tests.test_store_files import first_schema

ME, BO = "ada@corp.example", "bo@corp.example"
FIRST = at("2 08:00")

CONFIGURATION = """
[me]
name = "Ada Lovelace"
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "work"
connector = "files"
path = "work.mbox"
[reminders]
channels = ["one"]
MORE
[[channel]]
name = "one"
kind = "console"
[[channel]]
name = "two"
kind = "console"
"""


class Killed(BaseException):
    """The process dies here: no handler of ours may run."""


class Office:
    """Ada's store, mailbox and channels; every moment is given."""

    def __init__(self, folder: Path, more: str = "", url: str = "") -> None:
        """Read an empty mailbox for the first time on Monday at 8."""
        self.folder = folder
        path = folder / "config.toml"
        path.write_text(CONFIGURATION.replace("MORE", more))
        path.chmod(0o600)
        self.settings: Settings = load(path)
        self.url = url or f"sqlite:///{folder}/store.db"
        self.store = Store.open(self.url)
        self.mailbox = FakeMailbox()
        self.channels = {"one": FakeChannel(), "two": FakeChannel()}
        self.meanwhile: list[Callable[[], object]] = []
        self.count = 0
        self.sync(FIRST)

    def sync(self, now: dt.datetime | str) -> None:
        """Read what is new."""
        moment = at(now) if isinstance(now, str) else now
        watch.sync(self.settings, self.store, moment, connect=lambda _: FakeConnector(self.mailbox))

    def asks(self, when: str, subject: str = "The figures") -> str:
        """Bo asks; returns the Message-ID."""
        self.count += 1
        message_id = f"<q{self.count}@corp.example>"
        raw = builders.raw(message_id=message_id, subject=f"{subject} {self.count}", date=at(when))
        self.mailbox.add(raw, at(when))
        return message_id

    def answers(self, message_id: str, when: str) -> None:
        """Ada answers."""
        raw = builders.raw(
            sender=ME,
            to=BO,
            date=at(when),
            in_reply_to=message_id,
            text="Here they are: 42.",
            subject="Re: The figures",
        )
        self.mailbox.add(raw, at(when), in_sent=True)

    def remind(
        self, now: dt.datetime | str, *, read: bool = True, dry_run: bool = False, only: str = ""
    ) -> RemindReport:
        """Read the mailbox and remind."""
        moment = at(now) if isinstance(now, str) else now
        if read:
            self.sync(moment)
        return remind(self.settings, self.store, moment, channels=self.open, dry_run=dry_run, only=only)

    def open(self, name: str) -> FakeChannel:
        """Open a channel: what happens meanwhile comes after the decision and before the claim."""
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return self.channels[name]

    @property
    def told(self) -> list[Letter]:
        """What arrived through the first channel."""
        return self.channels["one"].letters

    def states(self) -> list[str]:
        """How far the notices in the store got, oldest first."""
        records = self.store.notices.records(at("30 12:00"))
        return [f"{record.state}{'…' if record.unfinished else ''}" for record in records]

    def decide(self, kind: DecisionKind, now: str, until: dt.datetime | None = None) -> None:
        """Ada decides about the one request."""
        (request,) = self.store.requests()
        self.store.decide(Decision(kind, request.mailbox, request.key, at(now), until=until, answered_at=at(now)))

    def restart(self) -> None:
        """Begin again on what is on the disk."""
        self.store.close()
        self.store = Store.open(self.url)


@pytest.fixture
def office(tmp_path: Path, stores: Stores) -> Iterator[Office]:
    made = Office(tmp_path, url=stores.url())
    yield made
    made.store.close()


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Office]:
    """An office whose store is a file, for what happens to files alone."""
    made = Office(tmp_path)
    yield made
    made.store.close()


def test_what_is_due_is_told_once(office: Office) -> None:
    office.asks("2 10:00")
    assert office.remind("2 12:00").done == ()
    report = office.remind("2 13:10")
    assert [record.state for record in report.done] == [Delivery.SENT]
    assert "bo@corp.example waits for you" in office.told[0].title
    assert "The figures 1" in office.told[0].text
    for minute in range(11, 50, 7):
        office.remind(f"2 13:{minute}")
    assert len(office.told) == 1
    office.remind("2 14:10")
    assert len(office.told) == 2
    assert office.states() == ["sent", "sent"]
    assert office.channels["one"].closed >= 1


def test_r3_what_is_answered_is_not_told(office: Office) -> None:
    asked = office.asks("2 10:00")
    office.answers(asked, "2 13:05")
    assert office.remind("2 13:10").done == ()
    assert office.told == []


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(office: Office) -> None:
    for hour in (9, 10, 11):
        office.asks(f"2 {hour}:00")
    office.settings = load_with(office, 'channels = ["one", "two"]')
    before = office.remind("2 14:10", dry_run=True)
    assert office.remind("2 14:10", dry_run=True).plan == before.plan
    assert office.states() == [] and office.told == []
    after = office.remind("2 14:10")
    assert after.plan == before.plan
    assert [record.notice for record in after.done] == list(before.plan.notices)
    assert [letter.key for letter in office.told] == [n.key for n in before.plan.notices if n.channel == "one"]
    written = [before.write(notice, notice.items) for notice in before.plan.notices if notice.channel == "one"]
    assert written == office.told


def load_with(office: Office, line: str) -> Settings:
    """The same configuration with other channels."""
    path = office.folder / "config.toml"
    path.write_text(path.read_text().replace('channels = ["one"]', line))
    return load(path)


def test_only_one_channel_if_only_one_is_wanted(office: Office) -> None:
    office.settings = load_with(office, 'channels = ["one", "two"]')
    office.asks("2 10:00")
    office.remind("2 13:10", only="two")
    assert (len(office.told), len(office.channels["two"].letters)) == (0, 1)
    office.remind("2 13:20")
    assert (len(office.told), len(office.channels["two"].letters)) == (1, 1)


# -- R2: what is sent ------------------------------------------------------------------------------------------------


def test_r2_what_did_not_leave_is_tried_again_at_growing_distances_under_the_same_key(office: Office) -> None:
    channel = office.channels["one"] = FakeChannel(*(NotSentError("The server is down.") for _ in range(4)))
    office.asks("2 10:00")
    report = office.remind("2 13:00")
    assert [(record.state, record.attempts) for record in report.failed] == [(Delivery.FAILED, 1)]
    tried = []
    for minute in range(1, 40):
        before = channel.tries
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
        tried += [minute] * (channel.tries - before)
    assert tried == [1, 3, 7, 15]
    assert len(channel.letters) == 1
    assert office.states() == ["sent"]


def test_r2_what_is_answered_while_it_waits_is_dropped(office: Office) -> None:
    office.channels["one"] = FakeChannel(NotSentError("The server is down."))
    asked = office.asks("2 10:00")
    office.remind("2 13:00")
    office.answers(asked, "2 13:00")
    office.remind("2 13:05")
    assert office.told == []
    assert office.states() == ["dropped"]


@pytest.mark.parametrize("arrived", [True, False])
def test_r2_silence_after_the_last_dot_is_looked_into_where_that_is_possible(office: Office, *, arrived: bool) -> None:
    """R2, RFC 1047: 0 lost and 0 twice where the target mailbox can be looked at."""
    channel = FakeChannel(UncertainError("Silence after the final dot."), arrives=arrived, looks=True)
    office.channels["one"] = channel
    office.asks("2 10:00")
    office.remind("2 13:00")
    assert office.states() == ["uncertain…"]
    office.remind("2 13:01")
    office.remind("2 13:03")
    assert len(channel.letters) == 1
    assert channel.tries == (1 if arrived else 2)
    assert office.states() == ["sent"]


def test_r2_where_nobody_can_look_it_is_sent_once_more_and_no_further(office: Office) -> None:
    """R2: a target that accepts and never says so gets it twice, under one key, and not for ever."""
    channel = FakeChannel(*(UncertainError("Silence.") for _ in range(9)), arrives=True)
    office.channels["one"] = channel
    office.asks("2 10:00")
    for minute in range(0, 50, 2):
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
    assert len(channel.letters) == 2
    assert len({letter.key for letter in channel.letters}) == 1
    assert office.states() == ["uncertain"]


def test_r2_a_desktop_is_better_told_never_than_twice(office: Office) -> None:
    channel = FakeChannel(UncertainError("Who knows."), arrives=True)
    channel.at_most_once = True
    office.channels["one"] = channel
    office.asks("2 10:00")
    for minute in range(0, 50, 2):
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
    assert channel.tries == 1
    assert office.states() == ["uncertain"]


def test_refusals_are_reported_and_not_repeated(office: Office) -> None:
    channel = office.channels["one"] = FakeChannel(*(RefusedError("550 No such user.") for _ in range(99)))
    office.asks("2 10:00")
    report = office.remind("2 13:00")
    assert [record.error for record in report.failed] == ["550 No such user."]
    for day in range(2, 20):
        office.remind(f"{day} 16:00")
    assert channel.tries == 3, "three in a row stop the address (R24)"
    silences = office.remind("20 10:00", dry_run=True).plan.silences
    assert {silence.reason for silence in silences} == {Reason.CHANNEL_STOPPED}
    office.store.notices.forgive()
    channel.ends.clear()
    office.remind("20 10:01")
    assert len(channel.letters) == 1


def test_a_bug_in_a_channel_ends_with_it(office: Office) -> None:
    """Another channel is told all the same, and the doubtful one is not told for ever."""

    class Broken(FakeChannel):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            raise ZeroDivisionError

    office.settings = load_with(office, 'channels = ["one", "two"]')
    office.channels["one"] = Broken()
    office.asks("2 10:00")
    for minute in range(0, 50, 2):
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
    assert len(office.told) == 2
    assert len(office.channels["two"].letters) == 1


def test_a_channel_that_cannot_be_opened_is_tried_again(office: Office) -> None:
    def closed(_: str) -> FakeChannel:
        raise ConfigurationError("The keyring is locked.", "Unlock it.")

    office.asks("2 10:00")
    office.sync("2 13:00")
    report = remind(office.settings, office.store, at("2 13:00"), channels=closed)
    assert [record.error for record in report.failed] == ["The keyring is locked. Unlock it."]
    assert office.states() == []
    office.remind("2 13:01")
    assert len(office.told) == 1


def test_a_channel_that_is_switched_off_is_told_nothing_of_what_was_begun(office: Office) -> None:
    """R27: off means off."""
    office.channels["one"] = FakeChannel(NotSentError("The server is down."))
    office.asks("2 10:00")
    office.remind("2 13:00")
    office.settings = load_with(office, 'channels = ["two"]')
    office.remind("2 13:10")
    assert office.told == []
    assert len(office.channels["two"].letters) == 1


# -- R2: death at any moment -----------------------------------------------------------------------------------------


class Mortal(FakeChannel):
    """Dies in its first send, before or after the letter got through."""

    def __init__(self, *, after: bool, looks: bool) -> None:
        """Say when."""
        super().__init__(looks=looks)
        self.after = after

    def send(self, letter: Letter) -> None:
        if self.tries == 0:
            self.tries += 1
            if self.after:
                self.letters.append(letter)
            raise Killed
        super().send(letter)


@pytest.mark.parametrize("looks", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_r2_death_while_sending(office: Office, *, after: bool, looks: bool) -> None:
    """R2: 0 lost; 0 twice where it can be looked at, else at most one more with the same key."""
    channel = office.channels["one"] = Mortal(after=after, looks=looks)
    office.asks("2 10:00")
    with pytest.raises(Killed):
        office.remind("2 13:00")
    office.restart()
    assert office.states() == ["intended…"]
    for minute in (1, 2, 3, 5, 10):
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
    assert len(channel.letters) == (2 if after and not looks else 1)
    assert len({letter.key for letter in channel.letters}) == 1
    assert office.states() == ["sent"]


@pytest.mark.parametrize("after", [True, False])
def test_r2_death_while_a_desktop_is_told(office: Office, *, after: bool) -> None:
    channel = office.channels["one"] = Mortal(after=after, looks=False)
    channel.at_most_once = True
    office.asks("2 10:00")
    with pytest.raises(Killed):
        office.remind("2 13:00")
    office.restart()
    for minute in (1, 2, 3, 5, 10):
        office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
    assert len(channel.letters) == int(after)
    assert office.states() == ["uncertain"]


def test_r5_a_notice_that_kills_every_time_is_given_up(office: Office) -> None:
    """R5: the number of attempts is written down before each of them."""

    class Poison(FakeChannel):
        def send(self, letter: Letter) -> None:  # noqa: ARG002 - the port's signature
            self.tries += 1
            raise Killed

    channel = office.channels["one"] = Poison()
    office.asks("2 10:00")
    for minute in range(0, 60, 2):
        with suppress(Killed):
            office.remind(at("2 13:00") + dt.timedelta(minutes=minute))
        office.restart()
    assert channel.tries == 8, "the eighth death ends it"
    assert office.states() == ["uncertain"]


def test_r2_a_journal_that_cannot_be_written_repeats_nothing(office: Office) -> None:
    """What was sent is recorded in the store all the same."""
    (office.folder / "store.db.told").mkdir()
    office.asks("2 10:00")
    office.sync("2 13:00")
    report = remind(office.settings, office.store, at("2 13:00"), channels=office.open)
    assert [record.state for record in report.done] == [Delivery.SENT]
    assert office.states() == ["sent"]


# -- R3: whatever happens in between -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [DecisionKind.DISMISS, DecisionKind.DONE, DecisionKind.SNOOZE])
def test_r3_a_decision_between_deciding_and_sending_counts(office: Office, kind: DecisionKind) -> None:
    """R3: 0 reminders whose decision was committed before the sending began."""
    office.asks("2 10:00")
    office.sync("2 13:00")
    office.meanwhile = [lambda: office.decide(kind, "2 13:00", at("9 10:00"))]
    report = office.remind("2 13:00", read=False)
    assert office.told == []
    assert office.channels["one"].tries == 0
    assert report.plan.notices == ()


def test_r3_an_answer_that_was_just_stored_counts(office: Office) -> None:
    """R3: even though no request has been derived from it yet."""
    asked = office.asks("2 10:00")
    office.sync("2 13:00")

    answer = builders.message(
        sender=ME, to=BO, received=at("2 13:00"), in_reply_to=asked, said=builders.verdict(score=0)
    )
    office.meanwhile = [lambda: office.store.add("work", [answer], None)]
    office.remind("2 13:00", read=False)
    assert office.told == []


def test_r27_a_pause_between_deciding_and_sending_counts(office: Office) -> None:
    office.asks("2 10:00")
    office.meanwhile = [lambda: office.store.notices.pause(at("9 09:00"))]
    report = office.remind("2 13:00")
    assert office.told == []
    assert [silence.reason for silence in report.plan.silences] == [Reason.PAUSED]
    office.restart()
    assert office.remind("3 13:00").done == ()
    office.store.notices.pause(None)
    assert len(office.remind("3 13:01").done) == 1


def test_r3_mail_that_keeps_coming_in_between_delays_and_does_not_mislead(office: Office) -> None:
    """Facts before every claim: it gives up for this time, and tells at the next."""
    office.asks("2 10:00")
    office.sync("2 13:00")
    mails = [builders.message(received=at("2 12:59"), said=builders.verdict(score=0)) for _ in range(9)]
    office.meanwhile = [lambda mail=mail: office.store.add("work", [mail], None) for mail in mails]  # type: ignore[misc]
    assert office.remind("2 13:00", read=False).done == ()
    office.meanwhile = []
    assert len(office.remind("2 13:01", read=False).done) == 1


def test_r3_facts_that_come_in_before_a_second_attempt_count(office: Office) -> None:
    """R3: what is tried again is asked about again, and what was only delayed is told."""
    channel = office.channels["one"] = FakeChannel(NotSentError("The server is down."))
    office.asks("2 10:00")
    office.remind("2 13:00")
    mail = builders.message(received=at("2 13:00"), said=builders.verdict(score=0))
    office.meanwhile = [lambda: office.store.add("work", [mail], None)]
    office.remind("2 13:05", read=False)
    assert len(channel.letters) == 1
    assert office.states() == ["sent"]
    channel.ends = [NotSentError("The server is down.")]
    office.remind("2 14:10")
    office.meanwhile = [lambda: office.decide(DecisionKind.DISMISS, "2 14:12")]
    office.remind("2 14:12", read=False)
    assert len(channel.letters) == 1
    assert office.states() == ["sent", "dropped"]


# -- R13, R19 ----------------------------------------------------------------------------------------------------------


def test_r13_a_daemon_that_was_taken_over_sends_nothing(office: Office) -> None:
    """R13: the epoch is checked in the transaction that claims."""
    office.asks("2 10:00")
    office.sync("2 13:00")
    with office.store.writing() as connection:
        office.store.watch.epoch = office.store.watch.begin(connection)

    def taken_over() -> None:
        with Store.open(office.url) as other, other.writing() as connection:
            other.watch.begin(connection)

    office.meanwhile = [taken_over]
    with pytest.raises(TakenOverError):
        office.remind("2 13:00", read=False)
    assert office.channels["one"].tries == 0


def test_two_at_once_do_not_send_twice(office: Office) -> None:
    office.asks("2 10:00")
    office.sync("2 13:00")
    with (
        office.store.notices.sending(),
        Store.open(office.url) as other,
        pytest.raises(StoreError, match="is sending"),
        other.notices.sending(0.1),
    ):
        raise AssertionError


def test_r19_claims_are_on_the_disk_before_anything_is_sent(filed: Office) -> None:
    """R19: `synchronous` is FULL where intents are written."""
    with filed.store.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


# -- R16: a store that was lost --------------------------------------------------------------------------------------


def test_r16_a_store_made_anew_tells_nothing_twice(filed: Office) -> None:
    """R16: what was told today is known from the journal, and what is new is told all the same."""
    for hour in (9, 10, 11):
        filed.asks(f"2 {hour}:00")
    filed.remind("2 14:30")
    assert len(filed.told) == 1
    filed.store.close()
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (filed.folder / name).unlink(missing_ok=True)
    filed.store = Store.open(f"sqlite:///{filed.folder}/store.db")
    filed.remind("2 14:40")
    assert len(filed.told) == 1
    assert {silence.reason for silence in filed.remind("2 14:41", dry_run=True).plan.silences} != {Reason.HISTORY}
    filed.remind("2 15:35")
    assert [letter.key for letter in filed.told[:1]] != [letter.key for letter in filed.told[1:]]
    assert len(filed.told) == 2, "the request of eleven o'clock ran out at three"
    assert "The figures 3" in filed.told[1].text and "The figures 1" not in filed.told[1].text


def test_r16_a_store_that_was_set_back_tells_nothing_twice(office: Office) -> None:
    """R32: a backup, or a lagging copy that took over, lacks what was told last; the journal beside it does not."""
    office.asks("2 09:00")
    office.remind("2 12:30")
    assert len(office.told) == 1
    office.asks("2 10:00")
    office.remind("2 13:30")
    assert len(office.told) == 2
    before = office.states()
    with office.store.writing() as connection:
        last = connection.exec_driver_sql("SELECT key FROM notice ORDER BY made_at DESC LIMIT 1").scalar_one()
        for statement in ("DELETE FROM notice_item WHERE notice = '{}'", "DELETE FROM notice WHERE key = '{}'"):
            connection.exec_driver_sql(statement.format(last))
    office.remind("2 13:40")
    assert len(office.told) == 2
    assert office.states() == before


def test_the_journal_survives_what_happens_to_files(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "store.db")
    assert journal.records() == [] and journal.first_passes() == {} and journal.latest() == ""
    path = tmp_path / "store.db.told"
    good = '{"key":"k","at":1772457000,"kind":"reminder","channel":"one","items":[["aaaaaaaa","before",0]]}'
    path.write_bytes(
        b'\xff\xfe{"key": 1}\n[]\n{"mailbox":"work","first":1e99}\n' + good.encode() + b"\n" + good[:30].encode()
    )
    assert [record.notice.key for record in journal.records()] == ["k"] and journal.latest() == "k"
    journal.watched({"work": FIRST})
    assert journal.first_passes() == {"work": FIRST}, "a cut line swallows nothing"
    assert [record.notice.key for record in journal.records()] == ["k"]
    journal.without(requests=["aaaaaaaa"])
    assert journal.records() == []
    assert journal.first_passes() == {"work": FIRST}
    assert path.stat().st_mode & 0o777 == 0o600


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_t23_forget_takes_what_was_told_of_a_person(office: Office) -> None:
    office.asks("2 10:00")
    office.remind("2 13:10")
    (request,) = office.store.requests()
    office.store.forget(BO)
    assert office.states() == []
    held = b"".join(path.read_bytes() for path in office.folder.iterdir() if path.name.startswith("store.db"))
    assert request.id.encode() not in held
    assert BO.encode() not in held


def test_purge_takes_old_notices_and_export_shows_all(office: Office) -> None:
    office.asks("2 10:00")
    office.remind("2 13:10")
    rows = [row for row in office.store.export() if row["table"].startswith("notice")]
    assert [row["table"] for row in rows] == ["notice", "notice_item"]
    assert json.dumps(rows)
    assert office.store.purge(at("1 00:00")) == 0
    assert office.states() == ["sent"]
    office.store.purge(at("3 00:00"))
    assert office.states() == []
    assert Journal(office.store.path).records() == []


def test_r18_an_upgraded_store_reminds_of_nothing_old(filed: Office) -> None:
    """R18: a store of the first schema knows nothing of first passes: what it holds is history."""
    filed.asks("2 10:00")
    filed.sync("2 12:00")
    filed.store.close()
    old = first_schema(filed.folder, filed.folder / "store.db")
    filed.store = Store.open(f"sqlite:///{old}")
    assert [silence.reason for silence in filed.remind("2 13:10").plan.silences] == [Reason.HISTORY]
    assert filed.told == []


# -- alarms ------------------------------------------------------------------------------------------------------------


def test_alarms_come_from_what_the_last_passes_said(office: Office) -> None:
    office.store.failed("work", at("2 10:00"), "The password was refused.", permanent=True)
    report = office.remind("2 10:10", read=False)
    assert [record.notice.kind for record in report.done] == [NoticeKind.ALARM]
    assert office.told[0].title == "The mailbox work needs you"
    assert "The password was refused." in office.told[0].text
    for day in range(2, 9):
        office.remind(f"{day} 12:00", read=False)
    assert len(office.told) == 1, "exactly one (R17)"
    office.sync("9 10:00")
    office.store.failed("work", at("9 10:05"), "The password was refused.", permanent=True)
    office.remind("9 10:10", read=False)
    assert len(office.told) == 2


def test_an_error_is_one_of_three_kinds() -> None:
    """What channels may raise is told apart by type alone."""
    assert all(issubclass(kind, ChannelError) for kind in (NotSentError, UncertainError, RefusedError))


def test_the_quick_reader_says_the_same(office: Office) -> None:
    """`status` and `explain` decide from the same records as `remind`."""
    from inboxwatch.store.quick import opened

    office.asks("2 10:00")
    office.remind("2 13:10")
    office.decide(DecisionKind.SNOOZE, "2 13:20", at("3 10:00"))
    office.store.failed("work", at("2 13:30"), "No.", permanent=True)
    (request,) = office.store.requests()
    with opened(office.url) as quick:
        assert quick is not None
        assert quick.records(at("2 14:00")) == office.store.notices.records(at("2 14:00")) != []
        assert quick.records_about(request.id) == office.store.notices.about(request.id) != []
        assert quick.snoozes() == office.store.notices.snoozes() != {}
        assert quick.mailbox_states() == office.store.mailbox_states()


def test_r4_when_nothing_is_due_nothing_is_written(office: Office, stores: Stores) -> None:
    """R4: looking costs the disk nothing."""
    office.asks("2 10:00")
    office.remind("2 13:10")
    before = stores.written(office.store)
    for minute in range(11, 50, 3):
        office.remind(f"2 13:{minute}", read=False)
    assert stores.written(office.store) == before
