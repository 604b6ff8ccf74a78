"""A worker that slept while another took over writes and sends nothing (R13); nobody is told twice (R2)."""

from __future__ import annotations

import datetime as dt
import json
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from inboxwatch.errors import StoreError
from inboxwatch.fleet.members import Organisation
from inboxwatch.fleet.polling import Polling
from inboxwatch.fleet.queue import STALLED
from inboxwatch.fleet.roster import Outcome, Row
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from inboxwatch.store.team.spaces import IDLE, Spaces
from inboxwatch.work.guard import Court
from tests.integration.test_worker import MASTER, enlist, fleet, office
from tests.servers.daemon import question
from tests.servers.dovecot import Dovecot
from tests.servers.fleet import Fleet
from tests.servers.postgres import postgres
from tests.servers.smtp import Sink

__all__ = ["fleet", "office", "postgres"]

pytestmark = pytest.mark.server("postgresql", "dovecot")

NOW = dt.datetime(2026, 5, 20, 12, 30, tzinfo=dt.UTC)
ORGANISATION = {"directory": {"internal_domains": ["example.test"]}, "calendar": {"timezone": "UTC"}}
ALWAYS = json.dumps(["00:00-24:00"])
REMINDING = f"""
[calendar.hours]
mon = {ALWAYS}
tue = {ALWAYS}
wed = {ALWAYS}
thu = {ALWAYS}
fri = {ALWAYS}
sat = {ALWAYS}
sun = {ALWAYS}
[targets]
acknowledge_within = "2m"
[reminders]
channels = ["mail"]
before = "1m"
breach = false
repeat = "never"
[[channel]]
name = "mail"
kind = "email"
host = "localhost"
security = "insecure"
port = """


class Slow:
    """A connector that waits before it delivers its only mail, until it is told to go on."""

    def __init__(self, number: int, go: threading.Event | None = None) -> None:
        """Deliver the mail of this number."""
        self.number, self.go, self.reading = number, go, threading.Event()

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield it."""
        del since
        self.reading.set()
        if self.go is not None:
            assert self.go.wait(120)
        if cursor != str(self.number):
            mail = parse(question(self.number, "alice@example.test"), ref=str(self.number), provider_time=NOW)
            yield Batch((mail,), str(self.number), 1, 1)

    def wait(self, seconds: float) -> bool:
        """Nobody waits."""
        return bool(seconds)

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Have nothing."""
        return {ref: parse(b"", ref=ref) for ref in refs if not ref}

    def close(self) -> None:
        """Nothing to close."""


def polling(fleet: Fleet, connector: Slow) -> Polling:
    """A worker's polling, with this connector."""
    spaces = Spaces.open(fleet.url(fleet.worker), connections=2)
    return Polling(Organisation(ORGANISATION, Path()), spaces, lambda _: connector, Court(), NOW, lambda: NOW)


def test_whoever_slept_while_another_polled_stores_nothing_and_leaves_the_row_alone(fleet: Fleet) -> None:
    fleet.rows_changed(
        "INSERT INTO inboxwatch.polled (owner, mailbox, connector, settings) "
        "VALUES ('alice', 'mail', 'imap', '{\"addresses\": [\"alice@example.test\"]}')"
    )
    row = Row("alice", "mail", "imap", {"addresses": ["alice@example.test"]}, 300, NOW)
    go = threading.Event()
    sleeping, awake = Slow(1, go), Slow(2)
    sleeper, other = polling(fleet, sleeping), polling(fleet, awake)
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(sleeper.poll((row,), "mail")))
    thread.start()
    assert sleeping.reading.wait(120)
    assert other.poll((row,), "mail").new == 1
    before = (
        fleet.rows("SELECT message_id FROM inboxwatch.message"),
        fleet.rows("SELECT cursor FROM inboxwatch.mailbox"),
    )
    go.set()
    thread.join(120)
    assert outcomes == [Outcome(undone=True)]
    after = fleet.rows("SELECT message_id FROM inboxwatch.message"), fleet.rows("SELECT cursor FROM inboxwatch.mailbox")
    assert before == after == ([("<q2.alice@example.test>",)], [("2",)])
    for each in (sleeper, other):
        each.court.close()
        each.spaces.close()  # type: ignore[attr-defined]


def test_a_worker_that_stands_still_with_a_space_in_its_hands_loses_it_before_it_is_given_up(fleet: Fleet) -> None:
    """Whoever polls the mailbox next would otherwise wait for its lock."""
    fleet.rows_changed("INSERT INTO inboxwatch.polled (owner, mailbox, connector) VALUES ('alice', 'mail', 'imap')")
    spaces = Spaces.open(fleet.url(fleet.worker), connections=1)
    try:
        with spaces.store("alice").writing() as connection:
            told = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar()
        assert told == f"{IDLE}s"
        assert IDLE < STALLED
    finally:
        spaces.close()


def test_a_worker_may_open_polled_spaces_only(fleet: Fleet) -> None:
    fleet.rows_changed("INSERT INTO inboxwatch.meta (owner, name, value) VALUES ('somebody', 'hint', 'theirs')")
    fleet.rows_changed("INSERT INTO inboxwatch.polled (owner, mailbox, connector) VALUES ('polled', 'mail', 'imap')")
    spaces = Spaces.open(fleet.url(fleet.worker), connections=1)
    try:
        with pytest.raises(StoreError):
            spaces.store("somebody").meta("hint")
        assert spaces.store("polled").meta("hint") == ""
    finally:
        spaces.close()


def fresh(number: int, owner: str) -> bytes:
    """A question of just now."""
    now = dt.datetime.now(dt.UTC)
    return question(number, f"{owner}@example.test").replace(
        b"Mon, 18 May 2026 09:00:00 +0000", f"{now:%a, %d %b %Y %H:%M:%S +0000}".encode()
    )


@pytest.mark.soak
def test_reminders_come_once_though_a_worker_is_suspended_and_another_one_killed(fleet: Fleet, office: Dovecot) -> None:
    """Three workers; one falls asleep over its polls for more than a minute and wakes up, one dies."""
    names = [f"told{number:02}" for number in range(30)]
    office.fill({name: [] for name in names})
    with Sink() as sink:
        fleet.config.write_text(
            fleet.config.read_text().replace(
                '[calendar]\ntimezone = "UTC"\n', '[calendar]\ntimezone = "UTC"\n' + REMINDING + f"{sink.port}\n"
            )
        )
        enlist(fleet, office, names)
        workers = [fleet.start("--concurrency", "4")[0] for _ in range(3)]
        fleet.until(lambda: fleet.rows("SELECT count(read_at) FROM inboxwatch.polled") == [(len(names),)])
        office.fill({name: [fresh(1, name)] for name in names})
        fleet.until(lambda: len(sink.mails) >= 2, 240)
        workers[0].send_signal(signal.SIGSTOP)
        workers[1].send_signal(signal.SIGKILL)
        told = "SELECT count(*) FROM inboxwatch.notice WHERE kind = 'reminder' AND state = 'sent'"
        fleet.until(lambda: fleet.rows(told) == [(len(names),)], 240)
        workers[0].send_signal(signal.SIGCONT)
        polled = fleet.rows("SELECT now()")[0][0]
        again = "SELECT count(*) FROM inboxwatch.polled WHERE read_at > %s"
        fleet.until(lambda: fleet.rows(again, polled) == [(len(names),)])
        letters = [(taken.recipients[0], taken.message["Message-ID"]) for taken in sink.mails]
        doubled = len(letters) - len(set(letters))
        assert {to for to, _ in letters} == {f"{name}@example.test" for name in names}
        assert len(set(letters)) == len(names), "each is told of one request once"
        assert doubled <= 2, "at most one for each that was killed or slept in the midst of sending, with the same id"
        assert fleet.rows(told) == [(len(names),)]


def test_the_password_of_the_master_is_not_in_the_database(fleet: Fleet, office: Dovecot) -> None:
    enlist(fleet, office, ["somebody"])
    assert fleet.rows("SELECT position(%s::bytea IN secret) FROM inboxwatch.polled", MASTER.encode()) == [(0,)]
